"""The timeline of an issue: what people said and what changed, in one stream.

Each entry has a small row in `issue_timeline`, in the order of the stream; the comment or the event itself is looked up
only for the entries of a page. An event has as many entries as it has something to tell.
"""

from datetime import datetime
from typing import Final

from unknot.domain.change_record import ChangeRecord, change_record, places_of
from unknot.domain.comment import Comment
from unknot.domain.events import Event
from unknot.domain.ids import EventId, IssueId
from unknot.store import comments, events
from unknot.store.page import Page, Slice
from unknot.store.session import Row, Session
from unknot.store.statement import Statement, statement
from unknot.store.times import to_micros

COUNT = statement("SELECT COUNT(*) FROM issue_timeline WHERE issue_id = :issue")
COUNT_SINCE = statement("SELECT COUNT(*) FROM issue_timeline WHERE issue_id = :issue AND at > :at")
ADD = statement(
    """
    INSERT INTO issue_timeline (issue_id, at, is_comment, entry_id, place)
    VALUES (:issue, :at, :is_comment, :entry, :place)
    """
)
ADD_SINCE = statement(
    """
    INSERT INTO issue_timeline (issue_id, at, is_comment, entry_id, place)
    SELECT issue_id, at, FALSE, id, :place FROM events WHERE id > :before AND kind = :kind AND data = :data
    """
)
REMOVE = statement(
    """
    DELETE FROM issue_timeline
    WHERE issue_id = :issue AND at = :at AND is_comment = :is_comment AND entry_id = :entry AND place = :place
    """
)


def _page_statement(direction: str) -> Statement:
    order = ", ".join(f"{column} {direction}" for column in ("at", "is_comment", "entry_id", "place"))
    event_columns = ", ".join(f"e.{column}" for column in events.COLUMNS.split(", "))
    comment_columns = ", ".join(f"c.{column}" for column in comments.COLUMNS.split(", "))
    return statement(
        f"""
        SELECT page.is_comment, page.place, {event_columns}, {comment_columns}
        FROM (
            SELECT at, is_comment, entry_id, place FROM issue_timeline WHERE issue_id = :issue
            ORDER BY {order} LIMIT :limit OFFSET :skip
        ) page
        LEFT JOIN events e ON NOT page.is_comment AND e.id = page.entry_id
        LEFT JOIN comments c ON page.is_comment AND c.id = page.entry_id
        ORDER BY {", ".join(f"page.{part}" for part in order.split(", "))}
        """
    )


NEWEST_FIRST: Final = _page_statement("DESC")
OLDEST_FIRST: Final = _page_statement("ASC")
_EVENT_WIDTH: Final = len(events.COLUMNS.split(", "))


def of_issue(
    db: Session,
    issue: IssueId,
    page: Page,
    *,
    newest_first: bool,
) -> Slice[Comment | ChangeRecord]:
    """A page of an issue's timeline. Whoever has found the issue may read it."""
    total: int = db.value(COUNT, issue=issue)
    size = min(page.size, total - page.skip)
    if size <= 0:
        return Slice([], total)
    is_far = page.skip > total // 2  # counted from the other end then, since what is skipped is stepped over
    asked = NEWEST_FIRST if newest_first is not is_far else OLDEST_FIRST
    rows = db.rows(asked, issue=issue, limit=size, skip=total - page.skip - size if is_far else page.skip)
    return Slice([_to_entry(row) for row in (reversed(rows) if is_far else rows)], total)


def count_since(db: Session, issue: IssueId, at: datetime) -> int:
    """How many entries an issue's timeline has behind a moment."""
    count: int = db.value(COUNT_SINCE, issue=issue, at=to_micros(at))
    return count


def add_changes(db: Session, event: Event, stored: EventId, *, issue: IssueId, at: datetime) -> None:
    """An event of an issue was stored: what it tells belongs to the timeline."""
    for place in places_of(event):
        db.run(ADD, issue=issue, at=to_micros(at), is_comment=False, entry=stored, place=place)


def add_changes_since(db: Session, before: EventId, event: Event) -> None:
    """The same, of an event that was stored for many issues at once, after some other event."""
    told = {"kind": event.__struct_config__.tag, "data": events.encoded(event)}
    db.run_many(ADD_SINCE, [{**told, "before": before, "place": place} for place in places_of(event)])


def add_comment(db: Session, comment: Comment) -> None:
    db.run(ADD, **_key_of(comment))


def remove_comment(db: Session, comment: Comment) -> None:
    db.run(REMOVE, **_key_of(comment))


def _key_of(comment: Comment) -> dict[str, int]:
    return {
        "issue": comment.issue,
        "at": to_micros(comment.created_at),
        "is_comment": True,
        "entry": comment.id,
        "place": 0,
    }


def _to_entry(row: Row) -> Comment | ChangeRecord:
    is_comment, place, *columns = row
    if is_comment:
        return comments.to_comment(tuple(columns[_EVENT_WIDTH:]))
    return change_record(events.to_recorded(tuple(columns[:_EVENT_WIDTH])), place)

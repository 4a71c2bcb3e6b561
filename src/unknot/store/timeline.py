"""The timeline of an issue: what people said and what changed, in one stream.

Comments are rows; what changed is read from the log of events, one record for each field of an edit. The log is JSON,
and an edit has a field exactly where its text holds `"field":{"before":`, since a quote inside of a value is written
with a backslash; so that both engines count and cut pages without unpacking it.
"""

from typing import Final

from unknot.domain.change_record import TELLINGS, ChangeRecord, Telling, change_record
from unknot.domain.comment import Comment
from unknot.domain.events import IssueEdited
from unknot.domain.ids import IssueId
from unknot.store import comments, events
from unknot.store.page import Page, Slice
from unknot.store.session import Row, Session
from unknot.store.statement import Statement, statement


def _mark(telling: Telling) -> str:
    """A text that the data of an event holds if it tells of this field."""
    return f'"{telling.field}":{{"before":' if telling.event is IssueEdited else '"kind":'


MARKS: Final = " UNION ALL ".join(
    f"SELECT {place} AS place, '{telling.event.__struct_config__.tag}' AS kind, '{_mark(telling)}' AS mark"
    for place, telling in enumerate(TELLINGS)
)
KINDS: Final = ", ".join(sorted({f"'{telling.event.__struct_config__.tag}'" for telling in TELLINGS}))
# CROSS JOIN, so that SQLite walks the issue's events once and not once for each mark. What a comment brought is told by
# the comment: such an event names it.
STREAM: Final = f"""
    SELECT e.at, 0 AS is_comment, e.id, m.place
    FROM events e CROSS JOIN ({MARKS}) m
    WHERE e.issue_id = :issue AND e.kind IN ({KINDS}) AND REPLACE(e.data, '"comment":', '') = e.data
        AND m.kind = e.kind AND REPLACE(e.data, m.mark, '') <> e.data
    UNION ALL
    SELECT c.created_at, 1, c.id, 0 FROM comments c WHERE c.issue_id = :issue
"""
COUNT = statement(f"SELECT COUNT(*) FROM ({STREAM}) stream")


def _page_statement(direction: str) -> Statement:
    order = ", ".join(f"{column} {direction}" for column in ("at", "is_comment", "id", "place"))
    event_columns = ", ".join(f"e.{column}" for column in events.COLUMNS.split(", "))
    comment_columns = ", ".join(f"c.{column}" for column in comments.COLUMNS.split(", "))
    return statement(
        f"""
        SELECT page.total, page.is_comment, page.place, {event_columns}, {comment_columns}
        FROM (
            SELECT stream.*, COUNT(*) OVER () AS total FROM ({STREAM}) stream
            ORDER BY {order} LIMIT :limit OFFSET :skip
        ) page
        LEFT JOIN events e ON page.is_comment = 0 AND e.id = page.id
        LEFT JOIN comments c ON page.is_comment = 1 AND c.id = page.id
        ORDER BY {", ".join(f"page.{part}" for part in order.split(", "))}
        """
    )


NEWEST_FIRST = _page_statement("DESC")
OLDEST_FIRST = _page_statement("ASC")
_EVENT_WIDTH: Final = len(events.COLUMNS.split(", "))


def of_issue(
    db: Session,
    issue: IssueId,
    page: Page,
    *,
    newest_first: bool,
) -> Slice[Comment | ChangeRecord]:
    """A page of an issue's timeline. Whoever has found the issue may read it."""
    asked = NEWEST_FIRST if newest_first else OLDEST_FIRST
    rows = db.rows(asked, issue=issue, limit=page.size, skip=page.skip)
    # Counted while the page is cut; only a page beyond the end has no row that could say it.
    total = rows[0][0] if rows else db.value(COUNT, issue=issue)
    return Slice([_to_entry(row) for row in rows], total)


def _to_entry(row: Row) -> Comment | ChangeRecord:
    _, is_comment, place, *columns = row
    if is_comment:
        return comments.to_comment(tuple(columns[_EVENT_WIDTH:]))
    return change_record(events.to_recorded(tuple(columns[:_EVENT_WIDTH])), place)

"""Bulk edits from the first look to the undo, in steps that keep nobody else waiting. Those that take a database block.

The issues are chosen when the edit is made, so that what was looked at is what is changed. A step changes a hundred of
them and commits; what it did is noted with it, so whatever ends the process leaves whole steps, which can be undone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeVar

from msgspec.structs import replace

from unknot.domain.access import Actor
from unknot.domain.bulk import MOST_ISSUES, Fate, Result, Wish
from unknot.domain.errors import Conflict, Invalid, NotFound, Problem, TooLarge
from unknot.domain.ids import BulkEditId, EventId, IssueId, ProjectId
from unknot.domain.project import Project
from unknot.domain.query import Sort, SortField, parse
from unknot.domain.sentence import says
from unknot.domain.text import Limits, refuse_if
from unknot.operations.bulk import change_each, foresee
from unknot.operations.undo import Undone, noting, require_recent, undo_each
from unknot.store import browsing, bulk_edits, issues, trash
from unknot.store.bulk_edits import BulkEdit
from unknot.store.database import Database
from unknot.store.directory import Directory
from unknot.store.selecting import Selection, select
from unknot.store.session import Session
from unknot.store.work import Work, looking

Thing = TypeVar("Thing")
NEWEST_FIRST: Final = Sort(SortField.CREATED, is_descending=True)
STEP: Final = 100  # issues; so many keep the writer from others for some hundredths of a second
Tell = Callable[[int], None]  # how many issues have been seen to


def require_few(count: int) -> None:
    if count > MOST_ISSUES:
        raise TooLarge(
            says("A bulk edit takes at most %(most)s issues, and these are %(count)s.", most=MOST_ISSUES, count=count)
        )


def meant(directory: Directory, text: str, projects: Iterable[Project], *, by: Actor, now: datetime) -> Selection:
    """What a query selects. One that is not wholly understood selects nothing: more might be changed than is meant."""
    query = parse(text)
    found = select(directory, query, by.workspace, projects, reader=by, now=now)
    if found.problems:
        raise Invalid([Problem("query", one.message) for one in found.problems])
    return found.selection


def fitting(db: Session, selection: Selection, *, expected: int | None = None) -> list[IssueId]:
    """The issues of a selection, newest first. Refused where they are too many, or not as many as somebody expects."""
    count = browsing.count(db, selection)
    if expected is not None and count != expected:
        raise Conflict(
            says(
                "%(count)s issues fit by now, and %(expected)s were expected. Look at them again.",
                count=count,
                expected=expected,
            )
        )
    require_few(count)
    return list(browsing.ids(db, selection, NEWEST_FIRST))


def named(db: Session, uuids: Iterable[str], *, readable: Collection[ProjectId]) -> tuple[list[IssueId], list[Result]]:
    """The issues with these UUIDs, deleted ones among them; and of each that is in no readable project a refusal."""
    found: list[IssueId] = []
    missing: list[Result] = []
    for uuid in dict.fromkeys(uuids):
        issue = issues.by_uuid(db, uuid) or trash.issue_by_uuid(db, uuid)
        if issue is not None and issue.project in readable:
            found.append(issue.id)
        else:
            missing.append(not_there(uuid))
    return found, missing


def not_there(name: str) -> Result:
    """What becomes of an issue that nobody can find."""
    why = says("No such issue is here, or you may not read it")
    return Result(uuid=name, key="", fate=Fate.REFUSED, code=NotFound.code, sentence=why)


def preview(
    db: Session, ids: Iterable[IssueId], wish: Wish, *, by: Actor, now: datetime, limits: Limits
) -> list[Result]:
    """What would come of a wish for these issues. It takes a while, so it is for a thread of its own."""
    refuse_if(wish.problems())
    return foresee(looking(db, now=now, limits=limits), ids, wish, by=by)


def make_bulk_edit(work: Work, ids: Sequence[IssueId], wish: Wish, *, by: Actor) -> BulkEdit:
    """Keep a wish and the issues that it is for, until somebody says that it be done."""
    refuse_if(wish.problems())
    require_few(len(ids))
    edit = BulkEdit(
        id=BulkEditId(0),
        uuid=work.new_uuid(),
        workspace=by.workspace,
        by=by.id,
        wish=wish,
        issues=tuple(dict.fromkeys(ids)),
        total=len(set(ids)),
    )
    return replace(edit, id=bulk_edits.add(work.db, edit, at=work.now()))


def find_bulk_edit(db: Session, uuid: str, *, by: Actor) -> BulkEdit:
    """One's own, of the last day."""
    found = bulk_edits.by_uuid(db, uuid)
    if found is None or (found.by, found.workspace) != (by.id, by.workspace):
        raise NotFound("bulk edit", says("You made no bulk edit %(uuid)s within the last day", uuid=uuid))
    return found


def carry_out(database: Database, uuid: str, *, by: Actor, tell: Tell = lambda _: None) -> list[Result]:
    """Do what was wished, once; what became of each issue."""
    edit: BulkEdit = database.change(_begin, uuid, by=by)
    results: list[Result] = []
    for ids in _steps(edit.issues):
        results += database.change(_step, edit, ids, by=by)
        tell(len(results))
    return results


def _begin(work: Work, uuid: str, *, by: Actor) -> BulkEdit:
    edit = find_bulk_edit(work.db, uuid, by=by)
    if not bulk_edits.begin(work.db, edit.id, at=work.now()):
        raise Conflict(says("This was done already. Look again, and choose anew what is to be changed."))
    return edit


def _step(work: Work, edit: BulkEdit, ids: Sequence[IssueId], *, by: Actor) -> list[Result]:
    noted = noting(work, change_each, ids, edit.wish, by=by)
    bulk_edits.come_further(work.db, edit.id, len(ids), noted.events, at=work.now())
    return noted.outcome


def undo_bulk_edit(database: Database, uuid: str, *, by: Actor, tell: Tell = lambda _: None) -> list[Undone]:
    """Take back a bulk edit within a minute of its last change; each issue for itself, as for any undo."""
    found: list[list[EventId]] = database.change(_to_undo, uuid, by=by)
    undone: list[Undone] = []
    for some in _steps(found):
        undone += database.change(undo_each, [event for events in some for event in events], by=by)
        tell(len(undone))
    return undone


def _to_undo(work: Work, uuid: str, *, by: Actor) -> list[list[EventId]]:
    """Its events, issue by issue."""
    edit = find_bulk_edit(work.db, uuid, by=by)
    if edit.changed_at is None:
        raise Conflict(says("Nothing was changed yet, so there is nothing to undo."))
    require_recent(work, edit.changed_at)
    return bulk_edits.events_by_issue(work.db, edit.id)


def _steps(every: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    return (every[start : start + STEP] for start in range(0, len(every), STEP))

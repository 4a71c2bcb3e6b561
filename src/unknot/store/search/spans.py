"""When the issues of each block of ids were filed, so that a range of time is found without reading its issues.

Ids follow time unless issues are filed with an older date, as an import does. Of a block whose issues all lie in the
range or all outside nothing is read. At the two ends of the range, where ids follow time, one look into the index of
times cuts the block; only a block that is out of order has its times read.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from unknot.domain.ids import WorkspaceId
from unknot.store.search import id_sets
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT, IdSet
from unknot.store.search.waiting import Listed, Waiting
from unknot.store.session import Session
from unknot.store.statement import statement
from unknot.store.times import to_micros

FIRST: Final = -(2**62)  # before any time
LAST: Final = 2**62
WHOLE: Final = (1 << BLOCK) - 1

NOTE = statement(
    """
    INSERT INTO issue_spans (workspace_id, block, oldest, newest, is_in_order)
    VALUES (:workspace, :block, :at, :at, TRUE)
    ON CONFLICT (workspace_id, block) DO UPDATE SET
        oldest = CASE WHEN excluded.oldest < issue_spans.oldest THEN excluded.oldest ELSE issue_spans.oldest END,
        newest = CASE WHEN excluded.newest > issue_spans.newest THEN excluded.newest ELSE issue_spans.newest END,
        is_in_order = issue_spans.is_in_order AND excluded.newest >= issue_spans.newest
    """
)
TOUCHING = statement(
    """
    SELECT block, oldest, newest, is_in_order FROM issue_spans
    WHERE workspace_id = :workspace AND newest >= :since AND oldest <= :until
    """
)
WITHIN = """
    FROM issues WHERE workspace_id = :workspace AND created_at >= :since AND created_at <= :until
    AND id >= :low AND id <= :high AND trashed_at IS NULL
"""
EARLIEST = statement(f"SELECT id {WITHIN} ORDER BY created_at, id LIMIT 1")
LATEST = statement(f"SELECT id {WITHIN} ORDER BY created_at DESC, id DESC LIMIT 1")
ALL = statement(f"SELECT id {WITHIN} ORDER BY created_at")


def note(db: Session, issues: Iterable[Listed]) -> None:
    """These issues are new, and there were none after the first of them."""
    rows = (
        {"workspace": one.workspace, "block": one.id >> BLOCK_SHIFT, "at": one.created_at}
        for one in sorted(issues, key=lambda one: one.id)
    )
    db.run_many(NOTE, rows)


def created_between(
    db: Session,
    workspace: WorkspaceId,
    waiting: Waiting,
    *,
    since: datetime | None,
    until: datetime | None,
) -> IdSet:
    """A set with every living issue that was filed in this range, both ends included, and none outside of it."""
    first = FIRST if since is None else to_micros(since)
    last = LAST if until is None else to_micros(until)
    known = _known_between(db, workspace, first, last, waiting.new_from)
    return waiting.replace(known, waiting.created_between(first, last))


def _known_between(db: Session, workspace: WorkspaceId, first: int, last: int, end: int) -> IdSet:
    """The same of the issues with smaller ids than the first that waits to be learned."""
    return {
        block: WHOLE
        if first <= oldest and newest <= last
        else _part(db, workspace, block, max(first, oldest), min(last, newest), end, is_in_order=is_in_order)
        for block, oldest, newest, is_in_order in db.rows(TOUCHING, workspace=workspace, since=first, until=last)
    }


def _part(
    db: Session, workspace: WorkspaceId, block: int, since: int, until: int, end: int, *, is_in_order: bool
) -> int:
    """The bits of a block that reaches beyond the range."""
    start = block << BLOCK_SHIFT
    within = {"workspace": workspace, "since": since, "until": until, "low": start, "high": min(start + BLOCK, end) - 1}
    if not is_in_order:
        return id_sets.of(row[0] for row in db.rows(ALL, **within)).get(block, 0)
    earliest, latest = db.value(EARLIEST, **within), db.value(LATEST, **within)
    return 0 if earliest is None or latest is None else (1 << latest % BLOCK + 1) - (1 << earliest % BLOCK)

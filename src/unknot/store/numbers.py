"""Numbers of issues: given out one by one, and found again by their rank.

A list page says "skip 50,000". Where no issue was ever deleted, the issue of that rank is found by subtraction. Where
some were, each block of numbers remembers how many it lacks, so that only blocks with gaps are looked at, and never
the issues.
"""

from collections.abc import Iterable

import msgspec

from unknot.domain.ids import ProjectId
from unknot.store.session import Session
from unknot.store.statement import statement

GREATEST = 2**63 - 1  # what the engines can hold; nothing has a greater one
BLOCK = 512  # numbers; at most so many index entries are stepped over inside a block with gaps

NEXT = statement(
    "UPDATE project_numbers SET last_number = last_number + 1 WHERE project_id = :project RETURNING last_number"
)
LAST = statement("SELECT last_number FROM project_numbers WHERE project_id = :project")
GAPS = statement("SELECT block, missing FROM number_gaps WHERE project_id = :project ORDER BY block DESC")
MISS = statement(
    """
    INSERT INTO number_gaps (project_id, block, missing) VALUES (:project, :block, 1)
    ON CONFLICT (project_id, block) DO UPDATE SET missing = number_gaps.missing + 1
    """
)
UNMISS = statement("UPDATE number_gaps SET missing = missing - 1 WHERE project_id = :project AND block = :block")
DROP_FULL = statement("DELETE FROM number_gaps WHERE project_id = :project AND block = :block AND missing = 0")


class Start(msgspec.Struct, frozen=True):
    """Where a page begins: at the greatest living number up to `number`, after stepping over `skip` living ones."""

    number: int
    skip: int = 0


def next_number(db: Session, project: ProjectId) -> int:
    """The next number of a project, given to nobody else: a failed transaction gives it back."""
    found: int = db.value(NEXT, project=project)
    return found


def nth_newest(db: Session, project: ProjectId, rank: int, *, total: int) -> Start:
    """Where the living issue stands that has `rank` newer ones, of `total`."""
    last: int = db.value(LAST, project=project)
    if total == last or rank == 0:
        return Start(last - rank)
    return start_of(rank, last, db.rows(GAPS, project=project))


def start_of(rank: int, last: int, gaps: Iterable[tuple[int, int]]) -> Start:
    """The same by arithmetic: `gaps` are (block, missing) from the greatest block down, only blocks that lack some."""
    upper = last
    for block, missing in gaps:
        top = min((block + 1) * BLOCK, last)
        bottom = block * BLOCK + 1
        complete = upper - top
        if rank < complete:
            break
        living = top - bottom + 1 - missing
        if rank < complete + living:
            return Start(top, rank - complete)
        rank -= complete + living
        upper = bottom - 1
    return Start(upper - rank)


def leave_gap(db: Session, project: ProjectId, number: int) -> None:
    db.run(MISS, project=project, block=_block(number))


def fill_gap(db: Session, project: ProjectId, number: int) -> None:
    db.run(UNMISS, project=project, block=_block(number))
    db.run(DROP_FULL, project=project, block=_block(number))


def _block(number: int) -> int:
    return (number - 1) // BLOCK

"""Numbers of issues: given out one by one, and found again by their rank.

A list page says "skip 50,000". Where no issue was ever deleted, the issue of that rank is found by subtraction. Where
some were, each block of numbers remembers how many it lacks, and so does each block of 64 blocks, and so on upwards:
from the widest blocks down, at most 64 are looked at on each level, and never the issues.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from unknot.domain.ids import ProjectId
from unknot.store.session import Session
from unknot.store.statement import statement

GREATEST = 2**63 - 1  # what the engines can hold; nothing has a greater one
FAN_OUT_SHIFT: Final = 6
LEVELS: Final = (1, 2, 3, 4, 5)  # a block of level 1 has 64 numbers, one of level 5 a thousand million
BLOCK: Final = 1 << FAN_OUT_SHIFT  # at most so many index entries are stepped over inside a block with gaps

NEXT = statement(
    "UPDATE project_numbers SET last_number = last_number + 1 WHERE project_id = :project RETURNING last_number"
)
LAST = statement("SELECT last_number FROM project_numbers WHERE project_id = :project")
GAPS = statement(
    """
    SELECT block, missing FROM number_gaps
    WHERE project_id = :project AND level = :level AND block BETWEEN :low AND :high ORDER BY block DESC
    """
)
MISS = statement(
    """
    INSERT INTO number_gaps (project_id, level, block, missing) VALUES (:project, :level, :block, 1)
    ON CONFLICT (project_id, level, block) DO UPDATE SET missing = number_gaps.missing + 1
    """
)
UNMISS = statement(
    """
    UPDATE number_gaps SET missing = missing - 1 WHERE project_id = :project AND level = :level AND block = :block
    """
)
DROP_FULL = statement(
    """
    DELETE FROM number_gaps WHERE project_id = :project AND level = :level AND block = :block AND missing = 0
    """
)


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
    start, bottom = Start(last, rank), 1
    for level in _levels_down(last):
        gaps = db.rows(
            GAPS, project=project, level=level, low=block_of(bottom, level), high=block_of(start.number, level)
        )
        start = start_of(start, gaps, level=level)
        if not start.skip:
            break
        bottom = _bottom_of(block_of(start.number, level), level)
    return start


def start_of(start: Start, gaps: Iterable[tuple[int, int]], *, level: int) -> Start:
    """The same place, nearer: with nothing left to step over, or at the top of the block of this level that has it.

    `gaps` are (block, missing) from the greatest block down, only blocks that lack some.
    """
    upper, rank = start.number, start.skip
    for block, missing in gaps:
        top = min(_bottom_of(block + 1, level) - 1, start.number)
        bottom = _bottom_of(block, level)
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
    db.run_many(MISS, _blocks(project, number))


def fill_gap(db: Session, project: ProjectId, number: int) -> None:
    blocks = _blocks(project, number)
    db.run_many(UNMISS, blocks)
    db.run_many(DROP_FULL, blocks)


def block_of(number: int, level: int) -> int:
    return (number - 1) >> FAN_OUT_SHIFT * level


def _bottom_of(block: int, level: int) -> int:
    """The least number of a block."""
    return (block << FAN_OUT_SHIFT * level) + 1


def _levels_down(last: int) -> Iterable[int]:
    """From the first level that has few blocks to the one whose blocks are stepped through."""
    return (level for level in reversed(LEVELS) if level == 1 or block_of(last, level) > 0)


def _blocks(project: ProjectId, number: int) -> list[dict[str, int]]:
    """The block of each level that a number stands in."""
    return [{"project": project, "level": level, "block": block_of(number, level)} for level in LEVELS]

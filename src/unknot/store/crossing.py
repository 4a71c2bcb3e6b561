"""Issues in columns, and in lanes across these, as boards show them.

What stands where the two cross, and how many, is worked out on sets. The cells of a column are filled on one walk
through the column in its order, and all their issues are read together: many lanes cost little more than none.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.query import Sort
from unknot.store.browsing import Section, first_of, in_order, read, selected_by
from unknot.store.search import id_sets
from unknot.store.search.id_sets import BLOCK, BLOCK_SHIFT, IdSet
from unknot.store.search.index import Index
from unknot.store.selecting import Selection
from unknot.store.session import Session

MOST_WALKED: Final = 500  # issues of a column; a cell that is not full then is looked for by itself


class Lane(msgspec.Struct, frozen=True):
    """A lane that has issues: its place among those that were asked for, how many it has, and its cells in order."""

    place: int
    count: int
    cells: Sequence[Section]


class Crossing(msgspec.Struct, frozen=True):
    columns: Sequence[Section]  # without lines, which stand in cells
    lanes: Sequence[Lane]  # the first of those that have issues
    left_out: Sequence[tuple[int, int]]  # the others: place and count


def crossed(
    db: Session, columns: Sequence[tuple[Selection, int]], lanes: Sequence[Selection], sort: Sort, most_lanes: int
) -> Crossing:
    """Of each column how many issues it has; of each lane that has some in columns with a limit, so many in each."""
    index = Index(db, columns[0][0].workspace)
    upright = [selected_by(index, selection) for selection, _ in columns]
    shown = id_sets.any_of(one for one, (_, limit) in zip(upright, columns, strict=True) if limit)
    across = [id_sets.both(selected_by(index, lane), shown) for lane in lanes]
    filled = [place for place, lane in enumerate(across) if lane]
    near, far = filled[:most_lanes], filled[most_lanes:]
    dealt = [
        _dealt(_Walk(db, index, selection, sort), column, [across[place] for place in near], limit)
        for column, (selection, limit) in zip(upright, columns, strict=True)
    ]
    cells = _read(db, dealt)
    return Crossing(
        columns=[Section([], id_sets.size(one), first=first_of(one)) for one in upright],
        lanes=[
            Lane(place, id_sets.size(across[place]), [column[at] for column in cells]) for at, place in enumerate(near)
        ],
        left_out=[(place, id_sets.size(across[place])) for place in far],
    )


class _Walk(msgspec.Struct, frozen=True):
    """A way through the issues of a column."""

    db: Session
    index: Index
    selection: Selection
    sort: Sort

    def through(self, issues: IdSet) -> Iterator[IssueId]:
        return in_order(self.db, self.index, self.selection, issues, self.sort, None)


class _Cell(msgspec.Struct):
    issues: IdSet
    count: int
    found: list[IssueId]

    def has(self, issue: IssueId) -> bool:
        return bool(self.issues.get(issue >> BLOCK_SHIFT, 0) >> issue % BLOCK & 1)


def _dealt(walk: _Walk, column: IdSet, lanes: Sequence[IdSet], limit: int) -> list[_Cell]:
    """The cells of a column, each with its first issues."""
    crossed = [id_sets.both(column, lane) for lane in lanes]
    cells = [_Cell(one, id_sets.size(one), []) for one in crossed]
    left = [cell for cell in cells if limit and cell.count]
    for issue in islice(walk.through(column), MOST_WALKED if left else 0):
        for cell in left:
            if cell.has(issue):
                cell.found.append(issue)
        left = [cell for cell in left if len(cell.found) < min(limit, cell.count)]
        if not left:
            break
    for cell in left:
        cell.found = list(islice(walk.through(cell.issues), limit))
    return cells


def _read(db: Session, columns: Sequence[Sequence[_Cell]]) -> list[list[Section]]:
    wanted = {issue for cells in columns for cell in cells for issue in cell.found}
    lines = {line.id: line for line in read(db, sorted(wanted))}
    return [
        [Section([lines[one] for one in cell.found if one in lines], cell.count) for cell in cells] for cells in columns
    ]

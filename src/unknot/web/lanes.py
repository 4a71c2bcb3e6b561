"""The lanes of a board: rows across its columns, each with the cards of one person, one level or one status."""

from collections.abc import Container, Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

import msgspec
from msgspec.structs import replace

from unknot.domain.ids import IssueId
from unknot.domain.query import Key
from unknot.store import browsing, crossing
from unknot.store.browsing import Cursor, Section
from unknot.store.conditions import reads_texts
from unknot.web.groups import FilledGroup, Group, becoming, fill, groups, rows_of
from unknot.web.listing import Grouping, Listing
from unknot.web.rows import Row

MOST_LANES: Final = 30  # with cards; the others are named, and lead to a board of their own
IN_CELL: Final = 10  # cards at first
IN_MORE: Final = 50  # cards for each "more"
NOTHING: Final = Section([], 0)


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Where a lane and a column cross."""

    column: Group
    is_shut: bool
    rows: Sequence[Row]
    count: int
    add: str  # address of a new issue that will stand here
    more: str | None


class Choice(msgspec.Struct, frozen=True):
    """A lane to which a card may be moved: what the issue becomes by it."""

    group: Group
    field: str
    word: str


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    choice: Choice
    count: int
    cells: Sequence[Cell]
    is_shut: bool = False

    @property
    def group(self) -> Group:
        return self.choice.group


class LeftOut(msgspec.Struct, frozen=True):
    """A lane for which there is no room, and where it is shown."""

    group: Group
    count: int
    href: str


class Lanes(msgspec.Struct, frozen=True, kw_only=True):
    shown: Sequence[Lane]
    left_out: Sequence[LeftOut]
    choices: Sequence[Choice]


def has_lanes(wanted: Listing) -> bool:
    """Whether a board has lanes: by something else than its columns."""
    return wanted.lanes not in {Grouping.NONE, wanted.grouping}


async def cross(
    wanted: Listing, columns: Sequence[tuple[Group, bool]], shut: Container[str]
) -> tuple[list[FilledGroup], Lanes]:
    """The columns, each with whether it is shut, and all lanes across them, those without cards left out."""
    across = list(groups(wanted, wanted.lanes))
    found = await _crossed(wanted, columns, across)
    lines = [line for lane in found.lanes for cell in lane.cells for line in cell.lines]
    known = rows_of(wanted, lines, {}, with_days=True)
    choices = [Choice(group, *becoming(wanted.lanes, group)) for group in across]
    empty = crossing.Lane(place=0, count=0, cells=[NOTHING] * len(columns))
    shown = [
        _lane(wanted, choice := choices[lane.place], lane, columns, known, is_shut=choice.group.value in shut)
        for lane in found.lanes or [empty]
    ]
    heads = [
        FilledGroup(group=group, count=one.count, rows=[], after=None, first=one.first)
        for (group, _), one in zip(columns, found.columns, strict=True)
    ]
    left_out = [LeftOut(across[place], count, _narrowed(wanted, across[place])) for place, count in found.left_out]
    return heads, Lanes(shown=shown, left_out=left_out, choices=choices)


async def one_cell(wanted: Listing, column: Group, lane: str, after: Cursor) -> tuple[list[FilledGroup], Lanes]:
    """More of a cell: the board with nothing else on it."""
    inside = replace(wanted, selection=column.selection)
    cells = [(group, IN_MORE) for group in groups(inside, wanted.lanes) if group.value == lane]
    filled = await fill(wanted, cells, after=after, with_days=True)
    shown = [
        Lane(
            choice=(choice := Choice(one.group, *becoming(wanted.lanes, one.group))),
            count=one.count,
            cells=[
                Cell(
                    column=column,
                    is_shut=False,
                    rows=one.rows,
                    count=one.count,
                    add=_adding(wanted, column, choice),
                    more=None if one.after is None else _further(wanted, column, choice, one.after),
                )
            ],
        )
        for one in filled
    ]
    head = FilledGroup(group=column, count=sum(one.count for one in filled), rows=[], after=None)
    return [head], Lanes(shown=shown, left_out=[], choices=[])


async def _crossed(
    wanted: Listing, columns: Sequence[tuple[Group, bool]], across: Sequence[Group]
) -> crossing.Crossing:
    """What is written may have to be read: that is done aside, for others wait meanwhile."""
    services = wanted.place.visit.request.services
    upright = [(group.selection, 0 if is_shut else IN_CELL) for group, is_shut in columns]
    lanes = [group.selection for group in across]
    if reads_texts(wanted.selection.where):
        return await services.read_aside(crossing.crossed, upright, lanes, wanted.sort, MOST_LANES)
    return crossing.crossed(services.db, upright, lanes, wanted.sort, MOST_LANES)


def _lane(
    wanted: Listing,
    choice: Choice,
    found: crossing.Lane,
    columns: Sequence[tuple[Group, bool]],
    known: Mapping[IssueId, Row],
    *,
    is_shut: bool,
) -> Lane:
    cells = [
        Cell(
            column=column,
            is_shut=is_column_shut,
            rows=[known[line.id] for line in cell.lines],
            count=cell.count,
            add=_adding(wanted, column, choice),
            more=_more(wanted, column, choice, cell),
        )
        for (column, is_column_shut), cell in zip(columns, found.cells, strict=True)
    ]
    return Lane(choice=choice, count=found.count, cells=cells, is_shut=is_shut)


def _adding(wanted: Listing, column: Group, lane: Choice) -> str:
    fields = dict([becoming(wanted.grouping, column), (lane.field, lane.word)])
    return f"{wanted.path.removesuffix('/board')}/new?{urlencode(fields)}"


def _more(wanted: Listing, column: Group, lane: Choice, cell: Section) -> str | None:
    if len(cell.lines) in {0, cell.count}:
        return None
    return _further(wanted, column, lane, browsing.cursor(cell.lines, wanted.sort, None))


def _further(wanted: Listing, column: Group, lane: Choice, after: Cursor) -> str:
    return wanted.address(None, ("after", str(after)), ("within", column.value), ("lane", lane.group.value))


def _narrowed(wanted: Listing, lane: Group) -> str:
    field, word = becoming(wanted.lanes, lane)
    return wanted.address(wanted.query.having(Key(field), word))

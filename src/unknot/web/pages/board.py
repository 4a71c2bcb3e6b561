"""The board of a project: its issues as cards, in columns between which they are moved."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Access
from unknot.domain.project import Project
from unknot.domain.status import OPEN, Status
from unknot.domain.view import Layout
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import browsing, issues
from unknot.web import laid_out
from unknot.web.controls import controls, on_list
from unknot.web.forms import query_of, to_struct
from unknot.web.groups import FilledGroup, Group, becoming, cursor_in, fill, groups, next_address, total
from unknot.web.lanes import Lanes, cross, has_lanes, one_cell
from unknot.web.listing import Grouping, Listing, listing
from unknot.web.nothing import nothing
from unknot.web.rows import Row
from unknot.web.shell import in_shell
from unknot.web.tabs import strip
from unknot.web.visit import cookie_of, project_of
from unknot.web.words import from_micros

IN_COLUMN: Final = 25  # cards at first
IN_MORE: Final = 50  # cards for each "more"
FLOW: Final = (Status.OPEN, Status.IN_PROGRESS, Status.PENDING, Status.COMPLETED, Status.CLOSED)  # from left to right
MOST_FOLDS: Final = 500  # that the browser may remember
COOKIE: Final = b"unknot_columns"  # kept by the browser for the path of one board


class Folds(msgspec.Struct, frozen=True):
    """Columns that the visitor opened or shut, and lanes that they shut, by their groups' values."""

    open: tuple[str, ...] = ()
    shut: tuple[str, ...] = ()
    lane: tuple[str, ...] = ()

    def folding(self, column: str, *, is_shut: bool) -> "Folds":
        """The same, with one column opened or shut."""
        opened, shut = (tuple(one for one in names if one != column) for names in (self.open, self.shut))
        if is_shut:
            return replace(self, open=opened, shut=(*shut, column))
        return replace(self, open=(*opened, column), shut=shut)


class Asked(laid_out.Asked, frozen=True):
    open: tuple[str, ...] = ()  # columns, as the visitor folded them
    shut: tuple[str, ...] = ()
    after: str = ""  # a cursor, in one of the columns
    within: str = ""  # that column; or the one that a card leaves
    lane: str = ""  # the same, of a board with lanes
    move: str = ""  # the UUID of a card that is to go somewhere else


class Fill(msgspec.Struct, frozen=True):
    """How many issues of a project have a column's status, and how many there should be at most."""

    count: int
    limit: int

    @property
    def excess(self) -> int:
        return max(0, self.count - self.limit)


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A group of issues, and what an issue becomes that is put there."""

    filled: FilledGroup
    field: str  # of the issue, in the words of forms
    word: str
    is_shut: bool
    fold: str  # address of the board with this column shut, or opened
    add: str  # address of a new issue that will stand here
    more: str | None
    oldest_days: int  # since its first issue was filed
    wip: Fill | None

    @property
    def group(self) -> Group:
        return self.filled.group


async def show_board(request: Request) -> Answer:
    place, access = await project_of(request)
    asked = query_of(request, Asked)
    path = f"/{access.project.path}"
    arranged = laid_out.laid_out(place, access.project, asked, Layout.BOARD)
    wanted = _in_columns(listing(place, access.project, f"{path}/board", asked.q, start="", laid_out=arranged))
    filled, lanes = await _filled(wanted, asked, folds := _folds(request, asked))
    columns = _columns(wanted, filled, folds, access)
    rows = {row.uuid: row for row in _shown(filled, lanes)}
    count = await total(wanted, filled)
    return in_shell(
        "page/board.html",
        place,
        here=path,
        project=access.project,
        search_at=wanted.path,
        columns=columns,
        lanes=lanes,
        total=count,
        tabs=strip(wanted, has_views=True),
        list_url=on_list(wanted),
        moved=rows.get(asked.move),
        leaving=next((column for column in columns if column.group.value == asked.within), None),
        leaving_lane=next((one for one in lanes.choices if one.group.value == asked.lane), None) if lanes else None,
        **await nothing(wanted, count, is_start=False),
        **controls(wanted),
    )


def _in_columns(wanted: Listing) -> Listing:
    """A board without columns would be a list."""
    return replace(wanted, grouping=Grouping.STATUS) if wanted.grouping is Grouping.NONE else wanted


async def _filled(wanted: Listing, asked: Asked, folds: Folds) -> tuple[list[FilledGroup], Lanes | None]:
    """Every column with its first cards, in lanes where the board has some; or, further down, one column from there."""
    found = _from_left_to_right(wanted)
    if asked.after:
        further = [group for group in found if group.value == asked.within]
        after = cursor_in(asked.after)
        if further and has_lanes(wanted):
            return await one_cell(wanted, further[0], asked.lane, after)
        return await fill(wanted, [(group, IN_MORE) for group in further], after=after, with_days=True), None
    if has_lanes(wanted):
        return await cross(wanted, [(group, _is_shut(group, folds)) for group in found], folds.lane)
    limits = [(group, 0 if _is_shut(group, folds) else IN_COLUMN) for group in found]
    return await fill(wanted, limits, with_days=True), None


def _shown(filled: Sequence[FilledGroup], lanes: Lanes | None) -> Iterator[Row]:
    for group in filled:
        yield from group.rows
    for lane in () if lanes is None else lanes.shown:
        for cell in lane.cells:
            yield from cell.rows


def _columns(wanted: Listing, filled: Sequence[FilledGroup], folds: Folds, access: Access) -> list[Column]:
    services = wanted.place.visit.request.services
    waiting = [one for one in filled if set(one.group.selection.statuses) <= set(OPEN)]
    firsts = [one.first for one in waiting if one.first is not None]
    filed = {line.id: from_micros(line.created_at) for line in browsing.read(services.db, firsts)}
    counts = issues.counts(services.db, access=access) if access.project.wip_limits else {}
    days = {first: (services.now() - at).days for first, at in filed.items()}
    columns = [_column(wanted, one, folds) for one in filled]
    return [
        replace(
            column,
            oldest_days=0 if column.filled.first is None else days.get(column.filled.first, 0),
            wip=_wip(column.group, access.project, counts),
        )
        for column in columns
    ]


def _wip(group: Group, project: Project, counts: Mapping[Status, int]) -> Fill | None:
    """What is asked for may be less than all; a limit is one for all."""
    limit = None if group.status is None else project.wip_limit(group.status)
    return None if group.status is None or limit is None else Fill(counts.get(group.status, 0), limit)


def _from_left_to_right(wanted: Listing) -> list[Group]:
    """As the work flows; a list begins with what is being done."""
    found = list(groups(wanted))
    return sorted(found, key=lambda group: FLOW.index(group.status)) if wanted.grouping is Grouping.STATUS else found


def _column(wanted: Listing, filled: FilledGroup, folds: Folds) -> Column:
    group = filled.group
    field, word = becoming(wanted.grouping, group)
    is_shut = _is_shut(group, folds, is_empty=not filled.count)
    turned = folds.folding(group.value, is_shut=not is_shut)
    folded = [*(("open", one) for one in turned.open), *(("shut", one) for one in turned.shut)]
    return Column(
        filled=filled,
        field=field,
        word=word,
        is_shut=is_shut,
        fold=wanted.address(None, *folded),
        add=f"{wanted.path.removesuffix('/board')}/new?{urlencode({field: word})}",
        more=next_address(wanted, filled),
        oldest_days=0,
        wip=None,
    )


def _is_shut(group: Group, folds: Folds, *, is_empty: bool = False) -> bool:
    """At first only what is closed, and people without a card."""
    if group.value in folds.open or group.value in folds.shut:
        return group.value in folds.shut
    return group.status is Status.CLOSED or (group.face is not None and is_empty)


def _folds(request: Request, asked: Asked) -> Folds:
    """Columns as the address says, or else as the browser remembers; lanes as that does."""
    remembered = _remembered(request)
    return replace(remembered, open=asked.open, shut=asked.shut) if asked.open or asked.shut else remembered


def _remembered(request: Request) -> Folds:
    try:
        return to_struct(parse_qsl(cookie_of(request, COOKIE) or "", max_num_fields=MOST_FOLDS), Folds)
    except ValueError:  # somebody else wrote it
        return Folds()

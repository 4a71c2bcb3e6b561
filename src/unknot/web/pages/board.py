"""The board of a project: its issues as cards, in columns between which they are moved."""

from typing import Final
from urllib.parse import parse_qsl, urlencode

import msgspec
from msgspec.structs import replace

from unknot.domain.level import NO_LEVEL
from unknot.domain.status import Status
from unknot.domain.view import Layout
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store.naming import NOBODY
from unknot.web import laid_out
from unknot.web.controls import controls, on_list
from unknot.web.forms import query_of, to_struct
from unknot.web.groups import FilledGroup, Group, cursor_in, fill, groups, next_address, total
from unknot.web.listing import Grouping, Listing, listing
from unknot.web.shell import in_shell
from unknot.web.tabs import strip
from unknot.web.visit import cookie_of, project_of

IN_COLUMN: Final = 25  # cards at first
IN_MORE: Final = 50  # cards for each "more"
FLOW: Final = (Status.OPEN, Status.IN_PROGRESS, Status.PENDING, Status.COMPLETED, Status.CLOSED)  # from left to right
MOST_FOLDS: Final = 500  # that the browser may remember
COOKIE: Final = b"unknot_columns"  # kept by the browser for the path of one board


class Folds(msgspec.Struct, frozen=True):
    """Columns that the visitor opened or shut, by their groups' values."""

    open: tuple[str, ...] = ()
    shut: tuple[str, ...] = ()

    def folding(self, column: str, *, is_shut: bool) -> "Folds":
        """The same, with one column opened or shut."""
        opened, shut = (tuple(one for one in names if one != column) for names in (self.open, self.shut))
        return Folds(opened, (*shut, column)) if is_shut else Folds((*opened, column), shut)


class Asked(laid_out.Asked, frozen=True):
    open: tuple[str, ...] = ()  # columns, as the visitor folded them
    shut: tuple[str, ...] = ()
    after: str = ""  # a cursor, in one of the columns
    within: str = ""  # that column; or the one that a card leaves
    move: str = ""  # the UUID of a card that is to go somewhere else


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A group of issues, and what an issue becomes that is put there."""

    filled: FilledGroup
    field: str  # of the issue, in the words of forms
    word: str
    is_shut: bool
    fold: str  # address of the board with this column shut, or opened
    add: str  # address of a new issue that will stand here
    more: str | None

    @property
    def group(self) -> Group:
        return self.filled.group


async def show_board(request: Request) -> Answer:
    place, access = await project_of(request)
    asked = query_of(request, Asked)
    path = f"/{access.project.path}"
    arranged = laid_out.laid_out(place, access.project, asked, Layout.BOARD)
    wanted = _in_columns(listing(place, access.project, f"{path}/board", asked.q, start="", laid_out=arranged))
    columns = await _columns(wanted, asked, _folds(request, asked))
    rows = {row.uuid: row for column in columns for row in column.filled.rows}
    return in_shell(
        "page/board.html",
        place,
        here=path,
        project=access.project,
        search_at=wanted.path,
        columns=columns,
        total=await total(wanted, [column.filled for column in columns]),
        tabs=strip(wanted, has_views=True),
        list_url=on_list(wanted),
        moved=rows.get(asked.move),
        leaving=next((column for column in columns if column.group.value == asked.within), None),
        **controls(wanted),
    )


def _in_columns(wanted: Listing) -> Listing:
    """A board without columns would be a list."""
    return replace(wanted, grouping=Grouping.STATUS) if wanted.grouping is Grouping.NONE else wanted


async def _columns(wanted: Listing, asked: Asked, folds: Folds) -> list[Column]:
    """Every column with its first cards; or, further down, one column from a cursor on."""
    found = _from_left_to_right(wanted)
    if asked.after:
        further = [(group, IN_MORE) for group in found if group.value == asked.within]
        filled = await fill(wanted, further, after=cursor_in(asked.after))
    else:
        filled = await fill(wanted, [(group, 0 if _is_shut(group, folds) else IN_COLUMN) for group in found])
    return [_column(wanted, one, folds) for one in filled]


def _from_left_to_right(wanted: Listing) -> list[Group]:
    """As the work flows; a list begins with what is being done."""
    found = list(groups(wanted))
    return sorted(found, key=lambda group: FLOW.index(group.status)) if wanted.grouping is Grouping.STATUS else found


def _column(wanted: Listing, filled: FilledGroup, folds: Folds) -> Column:
    group = filled.group
    field, word = _becoming(wanted.grouping, group)
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
    )


def _becoming(grouping: Grouping, group: Group) -> tuple[str, str]:
    if group.level is not None:
        return "level", NOBODY if group.level.key == NO_LEVEL else group.level.word
    return grouping.value, group.value


def _is_shut(group: Group, folds: Folds, *, is_empty: bool = False) -> bool:
    """At first only what is closed, and people without a card."""
    if group.value in folds.open or group.value in folds.shut:
        return group.value in folds.shut
    return group.status is Status.CLOSED or (group.face is not None and is_empty)


def _folds(request: Request, asked: Asked) -> Folds:
    """As the address says, or else as the browser remembers."""
    if asked.open or asked.shut:
        return Folds(asked.open, asked.shut)
    try:
        return to_struct(parse_qsl(cookie_of(request, COOKIE) or "", max_num_fields=MOST_FOLDS), Folds)
    except ValueError:  # somebody else wrote it
        return Folds()

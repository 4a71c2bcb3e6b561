"""The sections of a list, which are the columns of a board: one selection each, with its first rows and its count."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from unknot.domain.errors import Invalid
from unknot.domain.level import NO_LEVEL
from unknot.domain.sentence import says
from unknot.domain.status import Status
from unknot.store import browsing
from unknot.store.browsing import Cursor, Line, Order
from unknot.store.selecting import Link, Linked, Selection
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.choices import IN_ORDER
from unknot.web.faces import Face, LevelMark
from unknot.web.listing import Grouping, Listing
from unknot.web.look import words_of
from unknot.web.rows import Row, rows

MOST_PEOPLE = 100  # that a list is grouped by


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One section: what is in it, and how it is named."""

    value: str
    name: str
    selection: Selection
    status: Status | None = None
    level: LevelMark | None = None
    face: Face | None = None


class FilledGroup(msgspec.Struct, frozen=True, kw_only=True):
    group: Group
    count: int
    rows: Sequence[Row]
    after: Cursor | None  # where to go on, if there is more

    @property
    def value(self) -> str:
        return self.group.value

    @property
    def name(self) -> str:
        return self.group.name

    @property
    def status(self) -> Status | None:
        return self.group.status

    @property
    def level(self) -> LevelMark | None:
        return self.group.level

    @property
    def face(self) -> Face | None:
        return self.group.face


def groups(listing: Listing) -> Iterator[Group]:
    """The sections of a listing in their order, those without issues too."""
    match listing.grouping:
        case Grouping.STATUS:
            return _by_status(listing)
        case Grouping.LEVEL:
            return _by_level(listing)
        case Grouping.ASSIGNEE:
            return _by_assignee(listing)
        case Grouping.NONE:
            return iter([Group(value="", name="", selection=listing.selection)])


async def fill(
    listing: Listing, wanted: Sequence[tuple[Group, int]], *, after: Cursor | None = None
) -> list[FilledGroup]:
    """Sections, each with so many rows from a cursor on; with a limit of nothing, only with its count.

    Words, dates and people may have to be looked for in every issue: that is done aside, for others wait meanwhile.
    """
    services = listing.place.visit.request.services
    asked = [(group.selection, limit + 1) for group, limit in wanted]
    is_kept = all(group.selection.is_plain for group, _ in wanted)
    found = (
        _look_up(services.db, asked, listing.order, after)
        if is_kept
        else await services.read_aside(_look_up, asked, listing.order, after)
    )
    return [
        _filled(listing, group, lines, limit, count)
        for (group, limit), (lines, count) in zip(wanted, found, strict=True)
    ]


async def total(listing: Listing, filled: Sequence[FilledGroup]) -> int:
    """How many issues a listing has. One may be in the sections of several people."""
    if listing.grouping is Grouping.ASSIGNEE:
        return await listing.place.visit.request.services.read_aside(browsing.count, listing.selection)
    return sum(one.count for one in filled)


def next_address(listing: Listing, filled: FilledGroup) -> str | None:
    """Where the rest of a section is, if there is any."""
    if filled.after is None:
        return None
    cursor = ".".join(map(str, msgspec.structs.astuple(filled.after)))
    return listing.address(None, ("after", cursor), ("within", filled.value))


def cursor_in(text: str) -> Cursor:
    """The cursor that such an address names."""
    try:
        return msgspec.convert(text.split("."), Cursor, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid.field("after", says('must come from a link "show more", and is "%(text)s"', text=text)) from error


def _look_up(
    db: Session, asked: Sequence[tuple[Selection, int]], order: Order, after: Cursor | None
) -> list[tuple[list[Line], int]]:
    """Of each selection the first issues behind a cursor, and how many it has."""
    return [
        (browsing.lines(db, selection, order, limit=limit, after=after), browsing.count(db, selection))
        for selection, limit in asked
    ]


def _filled(listing: Listing, group: Group, found: Sequence[Line], limit: int, count: int) -> FilledGroup:
    """One issue more than the limit tells that there is more."""
    services, shown = listing.place.visit.request.services, found[:limit]
    return FilledGroup(
        group=group,
        count=count,
        rows=rows(services.db, services.directory, shown, listing.place.projects),
        after=browsing.cursor(shown[-1], listing.order) if shown and len(found) > limit else None,
    )


def _by_status(listing: Listing) -> Iterator[Group]:
    words = words_of(listing.place.visit.language)
    for status in IN_ORDER:
        if status in listing.selection.statuses:
            selection = replace(listing.selection, statuses=(status,))
            yield Group(value=status.value, name=words.status(status), selection=selection, status=status)


def _by_level(listing: Listing) -> Iterator[Group]:
    gettext = words_of(listing.place.visit.language).catalogue.gettext
    directory = listing.place.visit.request.services.directory
    for mark in faces.levels(directory, listing.place.workspace.id):
        if listing.selection.levels is None or mark.key in listing.selection.levels:
            name = gettext("No level") if mark.key == NO_LEVEL else mark.word
            yield Group(
                value=mark.key or "none",
                name=name,
                selection=replace(listing.selection, levels=(mark.key,)),
                level=mark,
            )


def _by_assignee(listing: Listing) -> Iterator[Group]:
    gettext = words_of(listing.place.visit.language).catalogue.gettext
    directory = listing.place.visit.request.services.directory
    members = directory.members_of(listing.place.workspace.id)
    yield Group(
        value="none",
        name=gettext("Nobody"),
        selection=_assigned(listing.selection, Linked(Link.ASSIGNEE, (), or_none=True)),
    )
    for one in members[:MOST_PEOPLE]:
        face = faces.face(directory, one.user)
        selection = _assigned(listing.selection, Linked(Link.ASSIGNEE, (one.user,)))
        yield Group(value=face.username, name=face.name, selection=selection, face=face)


def _assigned(selection: Selection, linked: Linked) -> Selection:
    return replace(selection, linked=(linked, *selection.linked))

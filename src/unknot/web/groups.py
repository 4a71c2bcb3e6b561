"""The sections of a list, which are the columns of a board: one selection each, with its first rows and its count."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from unknot.domain.errors import Invalid
from unknot.domain.ids import IssueId
from unknot.domain.level import NO_LEVEL
from unknot.domain.sentence import says
from unknot.domain.status import Status
from unknot.store import browsing
from unknot.store.browsing import Cursor, Line, Section
from unknot.store.conditions import Having, reads_texts
from unknot.store.naming import NOBODY as WORD_FOR_NOBODY
from unknot.store.search.excerpts import Excerpt, Wanted
from unknot.store.search.saying import Said
from unknot.store.search.traits import ASSIGNEE, NOBODY
from unknot.store.selecting import Selection, narrowed
from unknot.web import faces
from unknot.web.choices import IN_ORDER
from unknot.web.faces import Face, LevelMark
from unknot.web.listing import Grouping, Listing
from unknot.web.look import words_of
from unknot.web.rows import Row, days_of, rows

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
    top: Cursor | None = None  # where its first row is
    first: IssueId | None = None  # the one that was filed first
    issues: Sequence[IssueId] = ()  # those of the rows
    wanted: Mapping[Said, Wanted] = {}  # of what was looked for, the terms by which it was found

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


def groups(listing: Listing, by: Grouping | None = None) -> Iterator[Group]:
    """The sections of a listing in their order, those without issues too; or what they would be by something else."""
    match by or listing.grouping:
        case Grouping.STATUS:
            return _by_status(listing)
        case Grouping.LEVEL:
            return _by_level(listing)
        case Grouping.ASSIGNEE:
            return _by_assignee(listing)
        case Grouping.NONE:
            return iter([Group(value="", name="", selection=listing.selection)])


async def fill(
    listing: Listing, wanted: Sequence[tuple[Group, int]], *, after: Cursor | None = None, with_days: bool = False
) -> list[FilledGroup]:
    """Sections, each with so many rows from a cursor on; with a limit of nothing, only with its count.

    What is written may have to be read: that is done aside, for others wait meanwhile.
    """
    services = listing.place.visit.request.services
    asked = [(group.selection, limit + 1) for group, limit in wanted]
    found = (
        await services.read_aside(browsing.sections, asked, listing.sort, after)
        if reads_texts(listing.selection.where)
        else browsing.sections(services.db, asked, listing.sort, after)
    )
    shown = [line for (_, limit), section in zip(wanted, found, strict=True) for line in section.lines[:limit]]
    excerpts = {issue: excerpt for section in found for issue, excerpt in section.excerpts.items()}
    known = rows_of(listing, shown, excerpts, with_days=with_days)
    return [
        _filled(listing, group, section, known, limit, after)
        for (group, limit), section in zip(wanted, found, strict=True)
    ]


def rows_of(
    listing: Listing, lines: Sequence[Line], excerpts: Mapping[IssueId, Excerpt], *, with_days: bool = False
) -> Mapping[IssueId, Row]:
    """Rows for issues of several sections, looked up together; on request with how long each has had its status."""
    services = listing.place.visit.request.services
    every = list({line.id: line for line in lines}.values())
    days = days_of(services.db, every, services.now()) if with_days else {}
    made = rows(services.db, services.directory, every, listing.place.projects, excerpts, days)
    return {line.id: row for line, row in zip(every, made, strict=True)}


def becoming(grouping: Grouping, group: Group) -> tuple[str, str]:
    """The field of an issue that puts it into a group, and its word, as forms say them."""
    if group.level is not None:
        return "level", WORD_FOR_NOBODY if group.level.key == NO_LEVEL else group.level.word
    return grouping.value, group.value


async def total(listing: Listing, filled: Sequence[FilledGroup]) -> int:
    """How many issues a listing has. One may be in the sections of several people."""
    if listing.grouping is Grouping.ASSIGNEE:
        return await counted(listing)
    return sum(one.count for one in filled)


async def counted(listing: Listing) -> int:
    """The same without its sections. What is written may have to be read: that is done aside."""
    services = listing.place.visit.request.services
    if reads_texts(listing.selection.where):
        return await services.read_aside(browsing.count, listing.selection)
    return browsing.count(services.db, listing.selection)


def next_address(listing: Listing, filled: FilledGroup) -> str | None:
    """Where the rest of a section is, if there is any."""
    if filled.after is None:
        return None
    return listing.address(None, ("after", str(filled.after)), ("within", filled.value))


def cursor_in(text: str) -> Cursor:
    """The cursor that such an address names."""
    try:
        return Cursor.read(text)
    except ValueError as error:
        raise Invalid.field("after", says('must come from a link "show more", and is "%(text)s"', text=text)) from error


def _filled(
    listing: Listing,
    group: Group,
    found: Section,
    known: Mapping[IssueId, Row],
    limit: int,
    after: Cursor | None,
) -> FilledGroup:
    """One issue more than the limit tells that there is more."""
    shown = found.lines[:limit]
    return FilledGroup(
        group=group,
        count=found.count,
        rows=[known[line.id] for line in shown],
        after=browsing.cursor(shown, listing.sort, after) if shown and len(found.lines) > limit else None,
        top=browsing.cursor(shown[:1], listing.sort, after) if shown else None,
        first=found.first,
        issues=[line.id for line in shown],
        wanted=found.wanted,
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
    pgettext = words_of(listing.place.visit.language).catalogue.pgettext
    directory = listing.place.visit.request.services.directory
    members = directory.members_of(listing.place.workspace.id)
    yield Group(
        value="none",
        name=pgettext("assignee", "Nobody"),
        selection=_assigned(listing.selection, NOBODY),
    )
    for one in members[:MOST_PEOPLE]:
        face = faces.face(directory, one.user)
        selection = _assigned(listing.selection, str(one.user))
        yield Group(value=face.username, name=face.name, selection=selection, face=face)


def _assigned(selection: Selection, user: str) -> Selection:
    return narrowed(selection, Having(((ASSIGNEE, user),)))

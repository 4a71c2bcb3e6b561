"""Find an issue by what people call it: a key, a number, an address, or words of its title."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from unknot.domain.errors import Invalid
from unknot.domain.ids import IssueId
from unknot.domain.issue import Issue
from unknot.domain.project import Project
from unknot.domain.query import NEWEST_CHANGE_FIRST, Key, Query, Sort, SortField, parse
from unknot.domain.sentence import says
from unknot.store import browsing, issues
from unknot.store.browsing import Line
from unknot.store.conditions import words_of
from unknot.store.selecting import Selection, select
from unknot.store.session import Session
from unknot.web.visit import Place, moved_from

_KEY: Final = re.compile(r"(?:(?P<key>[A-Za-z][A-Za-z0-9]{0,9})-|#)?(?P<number>[1-9][0-9]{0,17})")
_ADDRESS: Final = re.compile(r"(?:https?://[^/]+)?/(?P<owner>[^/]+)/(?P<alias>[^/]+)/(?P<number>[1-9][0-9]{0,17})/?")
MOST: Final = 8
LIKELIEST_FIRST: Final = Sort(SortField.RELEVANCE, is_descending=True)


async def named(place: Place, project: Project, text: str) -> str:
    """The UUID of the one issue that a text means, or a refusal that says what would be right."""
    found = by_key(place, text.split(" ", 1)[0], project) or _by_address(place, text.strip())
    if found is not None:
        return found.uuid
    similar: Sequence[Line] = ()  # without a word, every issue would do
    if text.strip():
        similar = await place.visit.request.services.read_aside(first_of, with_words(place, text), limit=2)
    if len(similar) == 1:
        return similar[0].uuid
    several, none = says("several issues have these words in their title"), says("no issue is called so")
    reason = several if similar else none
    raise Invalid.field(
        "other",
        says(
            'must be a key such as %(project)s-1: %(reason)s, "%(text)s"',
            project=project.key,
            reason=reason,
            text=text,
        ),
    )


def by_key(place: Place, text: str, project: Project | None = None) -> Issue | None:
    """ "OPS-12" anywhere in the workspace; "#12" and "12" in this project."""
    match = _KEY.fullmatch(text.strip())
    if match is None:
        return None
    key = match["key"]
    home = next((one for one in place.projects if one.key == key.upper()), None) if key else project
    return None if home is None else _at(place, home, int(match["number"]))


async def matching(place: Place, text: str, project: Project | None = None, *, most: int = MOST) -> list[Issue | Line]:
    """A few issues for what somebody typed: the one with this key, then those that it finds as a query."""
    if not text:
        return []
    exact = by_key(place, text, project)
    found = await place.visit.request.services.read_aside(first_of, with_words(place, text), limit=most)
    others: list[Issue | Line] = [*found]
    return others if exact is None else [exact, *(one for one in others if one.id != exact.id)][:most]


def with_words(place: Place, text: str) -> list[Selection]:
    """The issues that a query finds; where it does not say which, the open ones first, unless it has words."""
    services, query = place.visit.request.services, parse(text)
    is_said = bool(query.words) or any(term.key in {Key.IS, Key.STATUS} for term in query.terms)
    return [
        select(
            services.directory,
            query if is_said else query.having(Key.IS, state),
            place.workspace.id,
            place.projects,
            reader=place.actor,
            now=services.now(),
        ).selection
        for state in (("open", "closed") if not is_said else ("said",))
    ]


async def similar_to(place: Place, title: str) -> list[Line]:
    """Issues whose titles have the same words."""
    services = place.visit.request.services
    everything = select(
        services.directory, Query(), place.workspace.id, place.projects, reader=place.actor, now=services.now()
    ).selection
    return await services.read_aside(browsing.alike, everything, title, limit=MOST)


def first_of(db: Session, selections: Iterable[Selection], limit: int) -> list[Line]:
    """The first issues of the first selection, then of the next, each issue once."""
    found: dict[IssueId, Line] = {}
    for selection in selections:
        sort = LIKELIEST_FIRST if words_of(selection.where) else NEWEST_CHANGE_FIRST
        found |= {line.id: line for line in browsing.lines(db, selection, sort, limit=limit)}
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _by_address(place: Place, text: str) -> Issue | None:
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    home = next((one for one in place.projects if one.path == f"{match['owner']}/{match['alias']}"), None)
    return None if home is None else _at(place, home, int(match["number"]))


def _at(place: Place, project: Project, number: int) -> Issue | None:
    """An issue by its number, or by one that it had before it was moved."""
    access = place.visit.request.services.directory.access(place.actor, project)
    return issues.at(_db(place), number, access=access) or moved_from(place, project, number)


def _db(place: Place) -> Session:
    return place.visit.request.services.db

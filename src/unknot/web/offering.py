"""Whom a menu offers: a few people at once, and everybody else as soon as somebody types their name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from unknot.domain.ids import UserId, WorkspaceId
from unknot.domain.text import fold
from unknot.store.directory import Directory
from unknot.web import faces
from unknot.web.faces import Face
from unknot.web.visit import Place

OFFERED: Final = 12  # people on a page: a workspace may have thousands, and most menus are never opened


def has_more(place: Place) -> bool:
    """Whether there are people whom a menu does not offer until they are looked for."""
    return len(_members(place)) > OFFERED


def first(place: Place, present: Iterable[UserId]) -> list[Face]:
    """The visitor, whoever is chosen already, and as many others as fill a menu."""
    members = _members(place)
    me = [place.visit.user.id] if place.visit.user.id in members else []
    wanted = dict.fromkeys((*me, *present))
    for one in members:
        if len(wanted) >= OFFERED:
            break
        wanted[one] = None
    return faces.faces(place.visit.request.services.directory, wanted)


def matching(place: Place, text: str) -> list[Face]:
    """Some whose names hold all the words, those first whose names begin with one of them."""
    return named(place, text)[:OFFERED]


def named(place: Place, text: str) -> list[Face]:
    """Everybody like this."""
    words = fold(text).split()
    fitting = [(name, face) for name, face in _named(place) if all(word in name for word in words)]
    fitting.sort(key=lambda pair: not any(f" {word}" in f" {pair[0]}" for word in words))
    return [face for _, face in fitting]


def ids_of(place: Place, usernames: Iterable[str]) -> Iterator[UserId]:
    """Those of the names that are somebody's."""
    directory = place.visit.request.services.directory
    for username in usernames:
        found = place.visit.user if username == "me" else directory.user_by_name(username)
        if found is not None:
            yield found.id


def _named(place: Place) -> Sequence[tuple[str, Face]]:
    return place.visit.request.services.directory.derive(_names, place.workspace.id)


def _names(directory: Directory, workspace: WorkspaceId) -> Sequence[tuple[str, Face]]:
    members = [one.user for one in directory.members_of(workspace)]
    return [(fold(f"{one.name} {one.username}"), one) for one in faces.faces(directory, members)]


def _members(place: Place) -> list[UserId]:
    return [one.user for one in place.visit.request.services.directory.members_of(place.workspace.id)]

"""From the words that forms share with queries to the things that they name."""

from collections.abc import Iterable

from unknot.domain.access import Access
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.status import STATUSES, Status
from unknot.domain.text import fold
from unknot.store.naming import NOBODY, level_keys
from unknot.web.visit import Place


def status(word: str) -> Status:
    found = STATUSES.get(word)
    if found is None:
        raise Invalid.field(
            "status", says('must be one of %(statuses)s, and is "%(word)s"', statuses=", ".join(STATUSES), word=word)
        )
    return found


def level(place: Place, word: str) -> str:
    keys = level_keys(place.visit.request.services.directory, place.workspace.id)
    found = keys.get(fold(word))
    if found is None:
        raise Invalid.field(
            "level", says('must be one of %(keys)s, and is "%(word)s"', keys=", ".join(keys), word=word)
        )
    return found


def user_or_nobody(place: Place, name: str | None) -> str | None:
    """Nothing where no name is given: a field for one may be left empty."""
    return "" if name == NOBODY else user(place, name) if name else None


def users(place: Place, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(user(place, name) for name in names if name))


def user(place: Place, name: str) -> str:
    user = (
        place.visit.user
        if name == "me"
        else place.visit.request.services.directory.user_by_name(name.strip().removeprefix("@"))
    )
    if user is None:
        raise Invalid.field("assignee", says('must be the name of a user, and "%(name)s" is none', name=name))
    return user.uuid


def labels(access: Access, place: Place, titles: tuple[str, ...]) -> tuple[str, ...]:
    known = {fold(one.title): one.uuid for one in place.visit.request.services.directory.labels_of(access.project.id)}
    unknown = [title for title in titles if fold(title) not in known]
    if unknown:
        raise Invalid.field(
            "label",
            says(
                "must be labels of %(project)s, and %(unknown)s is none",
                project=access.project.path,
                unknown=", ".join(unknown),
            ),
        )
    return tuple(known[fold(title)] for title in titles)


def project(place: Place, name: str) -> Project:
    """By its alias or UUID."""
    found = next((one for one in place.projects if name in {one.alias, one.uuid}), None)
    if found is None:
        raise NotFound("project", says("There is no project %(project)s here, or you may not read it", project=name))
    return found


def channel(place: Place, name: str) -> str:
    for one in place.visit.request.services.directory.channels_of(place.workspace.id):
        if name in {one.name, one.uuid}:
            return one.uuid
    raise Invalid.field("channel", says('must be a channel of this workspace, and "%(name)s" is none', name=name))

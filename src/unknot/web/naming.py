"""From the words that forms share with queries to the things that they name."""

from unknot.domain.access import Access
from unknot.domain.errors import Invalid
from unknot.domain.status import STATUSES, Status
from unknot.domain.text import fold
from unknot.store.selecting import NOBODY, level_keys
from unknot.web.visit import Place


def status(word: str) -> Status:
    found = STATUSES.get(word)
    if found is None:
        raise Invalid.field("status", f'must be one of {", ".join(STATUSES)}, and is "{word}"')
    return found


def level(place: Place, word: str) -> str:
    keys = level_keys(place.visit.request.services.directory, place.workspace.id)
    found = keys.get(fold(word))
    if found is None:
        raise Invalid.field("level", f'must be one of {", ".join(keys)}, and is "{word}"')
    return found


def user_or_nobody(place: Place, name: str | None) -> str | None:
    return "" if name == NOBODY else None if name is None else user(place, name)


def user(place: Place, name: str) -> str:
    user = place.visit.user if name == "me" else place.visit.request.services.directory.user_by_name(name)
    if user is None:
        raise Invalid.field("assignee", f'must be the name of a user, and "{name}" is none')
    return user.uuid


def labels(access: Access, place: Place, titles: tuple[str, ...]) -> tuple[str, ...]:
    known = {fold(one.title): one.uuid for one in place.visit.request.services.directory.labels_of(access.project.id)}
    unknown = [title for title in titles if fold(title) not in known]
    if unknown:
        raise Invalid.field("label", f"must be labels of {access.project.path}, and {', '.join(unknown)} is none")
    return tuple(known[fold(title)] for title in titles)


def channel(place: Place, name: str) -> str:
    for one in place.visit.request.services.directory.channels_of(place.workspace.id):
        if name in {one.name, one.uuid}:
            return one.uuid
    raise Invalid.field("channel", f'must be a channel of this workspace, and "{name}" is none')

"""Names of things in requests: our UUIDs, as any dialect writes them."""

import re
from collections.abc import Iterable

from unknot.domain.access import Actor
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.project import Project
from unknot.domain.text import fold
from unknot.http.request import Request

_UUID = re.compile(r"(?:[a-z]+_)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})")


def uuid_in(given: str) -> str | None:
    """The UUID with its dashes, or None where the text holds none."""
    match = _UUID.fullmatch(given.lower())
    return "-".join(match.groups()) if match else None


def uuid_named(noun: str, given: str) -> str:
    """The same of a thing that a path names. A text that holds no UUID names nothing, like one that is gone."""
    uuid = uuid_in(given)
    if uuid is None:
        raise NotFound(noun, f'Nothing in this workspace has the UUID "{given[:50]}"')
    return uuid


def uuids_in(field: str, given: Iterable[str]) -> tuple[str, ...]:
    """The same of things that a body names, each once."""
    uuids = {one: uuid_in(one) for one in given}
    strange = [one for one, uuid in uuids.items() if uuid is None]
    if strange:
        raise Invalid.field(field, f'must hold UUIDs, and holds "{strange[0][:50]}"')
    return tuple(dict.fromkeys(uuid for uuid in uuids.values() if uuid is not None))


def level_key_in(given: str) -> str:
    """The key of a level: a system level's own, a UUID, or nothing for none."""
    if given == NO_LEVEL or given in SYSTEM_LEVELS:
        return given
    uuid = uuid_in(given)
    if uuid is None:
        raise Invalid.field("level", f'must be {", ".join(SYSTEM_LEVELS)}, a UUID or "", and is "{given[:50]}"')
    return uuid


def project_in(request: Request, given: str, actor: Actor) -> Project:
    """By alias or UUID: one of the token's workspace that its owner may read."""
    uuid, alias = uuid_in(given), fold(given)
    for project in request.services.directory.readable_projects(actor, actor.workspace):
        if project.uuid == uuid or fold(project.alias) == alias:
            return project
    raise NotFound("project", f"No project {given[:50]} in this workspace, or you may not read it")


def project_asked(request: Request, actor: Actor) -> Project | None:
    """The project that the query names, if it names one."""
    given = request.query.get("project", "")
    return project_in(request, given, actor) if given else None

"""Teams, which the vendor calls member groups."""

from unknot.dialects.guance import ids, wire_people
from unknot.dialects.guance.auth import actor_of, writer_of
from unknot.dialects.guance.endpoints.asking import required, uuid_named
from unknot.dialects.guance.envelope import answer
from unknot.domain.access import Role
from unknot.domain.errors import NotFound
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import teams as operations
from unknot.store import teams


async def list_teams(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    found = teams.of_workspace(services.db, actor.workspace, search=request.query.get("search", ""))
    return answer(request, [wire_people.team_row(team, services.directory) for team in found])


async def get_team(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    given = required(request, "groupUUID")
    team = teams.by_uuid(services.db, actor.workspace, _uuid(given))
    if team is None:
        raise NotFound("team", f"No team {given} in this workspace")
    return answer(request, wire_people.team_members_out(team, services.directory))


async def add_team(request: Request) -> Answer:
    actor, services = writer_of(request, Role.ADMIN), request.services
    draft = wire_people.team_draft(await request.json(wire_people.TeamIn))
    team = await services.write(operations.create_team, actor.workspace, draft, by=actor)
    return answer(request, wire_people.team_out(team, services.directory))


async def modify_team(request: Request) -> Answer:
    actor, uuid = writer_of(request, Role.ADMIN), _uuid(request.params[0])
    draft = wire_people.team_draft(await request.json(wire_people.TeamIn))
    await request.services.write(operations.edit_team, actor.workspace, uuid, draft, by=actor)
    return answer(request, content=True)


async def delete_team(request: Request) -> Answer:
    actor, uuid = writer_of(request, Role.ADMIN), _uuid(request.params[0])
    await request.services.write(operations.delete_team, actor.workspace, uuid, by=actor)
    return answer(request, content=True)


def _uuid(given: str) -> str:
    return uuid_named("team", ids.TEAM, given)

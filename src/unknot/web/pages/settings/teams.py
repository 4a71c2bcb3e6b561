"""The teams of a workspace: people under one name."""

from typing import Final

import msgspec

from unknot.domain.access import Role
from unknot.domain.errors import NotFound
from unknot.domain.sentence import says
from unknot.domain.team import Team, TeamDraft
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import teams as operations
from unknot.store import teams
from unknot.web import faces, offering
from unknot.web.choices import Choice
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, refused
from unknot.web.settings import WorkspaceSettings, back_to, settings_of
from unknot.web.visit import require_role


class TeamForm(msgspec.Struct, frozen=True):
    name: str = ""
    members: tuple[str, ...] = ()  # usernames


START: Final = filled(TeamForm(), "team")


async def show_teams(request: Request) -> Answer:
    return _page(await settings_of(request, "teams"))


async def create_team(request: Request) -> Answer:
    here = await settings_of(request, "teams")
    typed = await form_of(request, TeamForm)
    try:
        await request.services.write(
            operations.create_team, here.workspace.id, _draft(here, typed), by=here.place.actor
        )
    except KEEPS_FORM as refusal:
        return _page(here, refused(typed, "team", refusal))
    return back_to(here.path, "made")


async def show_team(request: Request) -> Answer:
    here = await settings_of(request, "teams")
    team = _team(here, request.params[1])
    user = request.services.directory.user
    typed = TeamForm(team.name, tuple(user(member).username for member in team.members))
    return _one(here, team, filled(typed, "team"))


async def save_team(request: Request) -> Answer:
    here = await settings_of(request, "teams")
    team = _team(here, request.params[1])
    typed = await form_of(request, TeamForm)
    draft = _draft(here, typed)
    try:
        await request.services.write(operations.edit_team, here.workspace.id, team.uuid, draft, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _one(here, team, refused(typed, "team", refusal))
    return back_to(here.path, "saved")


async def delete_team(request: Request) -> Answer:
    here = await settings_of(request, "teams")
    uuid = request.params[1]
    await request.services.write(operations.delete_team, here.workspace.id, uuid, by=here.place.actor)
    return back_to(here.path, "deleted")


def _team(here: WorkspaceSettings, uuid: str) -> Team:
    found = teams.by_uuid(here.request.services.db, here.workspace.id, uuid)
    if found is None:
        raise NotFound(
            "team", says("No such team in %(workspace)s; it may have been deleted", workspace=here.workspace.title)
        )
    return found


def _draft(here: WorkspaceSettings, typed: TeamForm) -> TeamDraft:
    """Who is nobody is refused like somebody from elsewhere: the form does not tell whose account there is."""
    named = [
        here.request.services.directory.user_by_name(one.strip().removeprefix("@")) for one in typed.members if one
    ]
    return TeamDraft(name=typed.name, members=tuple("" if user is None else user.uuid for user in named))


def _page(here: WorkspaceSettings, form: Filled = START) -> Answer:
    services = here.request.services
    found = [
        (team, faces.faces(services.directory, team.members))
        for team in teams.of_workspace(services.db, here.workspace.id)
    ]
    return here.page(
        "page/settings/teams.html",
        form,
        teams=found,
        people=_offered(here, form),
        more_people=offering.has_more(here.place),
        may_change=here.place.role >= Role.ADMIN,
    )


def _one(here: WorkspaceSettings, team: Team, form: Filled) -> Answer:
    require_role(here.place, Role.ADMIN, says("change its teams"))
    return here.page(
        "page/settings/team.html",
        form,
        below=team.uuid,
        team=team,
        people=_offered(here, form),
        more_people=offering.has_more(here.place),
    )


def _offered(here: WorkspaceSettings, form: Filled) -> list[Choice]:
    """Those whom the form names, and a few more; the others are found by typing."""
    names = form.values["members"]
    people = offering.first(here.place, offering.ids_of(here.place, names))
    return [Choice(value=one.username, name=one.name, face=one, is_on=one.username in names) for one in people]

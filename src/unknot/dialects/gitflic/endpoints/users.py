"""Users, and the workspaces and teams that they belong to."""

from unknot.dialects.gitflic.auth import actor_of
from unknot.dialects.gitflic.endpoints.asking import answer
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.dialects.gitflic.wire_people import CompanyPage, TeamPage, UserPage, company_out, me_out, user_out
from unknot.domain.errors import NotFound
from unknot.domain.ids import as_uuid
from unknot.domain.people import User, Workspace
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import users, workspaces
from unknot.store.page import Slice


async def get_me(request: Request) -> Answer:
    """Every valid token gets an answer, whatever its scope: clients ask this to learn whether a token is good."""
    me = request.services.directory.user(actor_of(request).id)
    return answer(request, me_out(me, request.base_url))


async def list_users(request: Request) -> Answer:
    actor_of(request)
    page, base_url = page_asked(request), request.base_url
    found = await request.services.read_aside(users.every, page)
    return answer(request, page_out(UserPage, found, page, lambda user: user_out(user, base_url)))


async def get_user(request: Request) -> Answer:
    actor_of(request)
    return answer(request, user_out(_user(request, request.params[0]), request.base_url))


async def list_companies(request: Request) -> Answer:
    actor, page, base_url = actor_of(request), page_asked(request), request.base_url
    found = page.of(workspaces.of_user(request.services.db, actor.id))
    return answer(request, page_out(CompanyPage, found, page, lambda one: company_out(one, base_url)))


async def get_company(request: Request) -> Answer:
    actor, alias = actor_of(request), request.params[0]
    workspace = request.services.directory.workspace_by_alias(alias)
    if workspace is None or not request.services.directory.workspace_role(actor, workspace.id):
        raise NotFound("company", f"No company {alias} that you belong to")
    return answer(request, company_out(workspace, request.base_url))


async def list_teams(request: Request) -> Answer:
    actor_of(request)
    nothing: Slice[Workspace] = Slice([], 0)
    page, base_url = page_asked(request), request.base_url
    return answer(request, page_out(TeamPage, nothing, page, lambda one: company_out(one, base_url)))


async def get_team(request: Request) -> Answer:
    actor_of(request)
    raise NotFound("team", f"No team {request.params[0]}: in Unknot, workspaces own projects")


def _user(request: Request, name: str) -> User:
    """By username, or else by UUID."""
    directory, uuid = request.services.directory, as_uuid(name)
    user = directory.user_by_name(name) or (None if uuid is None else directory.user_by_uuid(uuid))
    if user is None:
        raise NotFound("user", f"No user {name}")
    return user

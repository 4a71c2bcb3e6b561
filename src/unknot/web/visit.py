"""Who looks at a page: somebody signed in, with what they prefer, in a workspace and perhaps in one of its projects."""

import re
from typing import Final

import msgspec

from unknot.domain.access import Access, Action, Actor, Role
from unknot.domain.errors import BadCredentials, Forbidden, NotFound
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.people import User, Workspace
from unknot.domain.preferences import Language, Preferences
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.web_session import WebSession, hash_of
from unknot.http.request import Request
from unknot.operations import sign_in
from unknot.store import issues, moves, web_sessions, workspaces
from unknot.web.addresses import address_of_issue

COOKIE: Final = b"unknot_session"
NO_WORKSPACE: Final = WorkspaceId(0)
NUMBER: Final = re.compile(r"[0-9]{1,18}")  # of an issue or an event; no column holds a longer one
SAFE_METHODS: Final = {"GET", "HEAD"}


class SignInNeeded(BadCredentials):
    """A page that only somebody signed in may see."""

    code = "sign_in_needed"

    def __init__(self) -> None:
        super().__init__(says("Sign in to see this."))


class MovedAway(NotFound):
    """An old address of an issue that stands in another project by now."""

    code = "moved"

    def __init__(self, key: str, address: str) -> None:
        super().__init__("issue", says("This issue is called %(key)s by now", key=key))
        self.address = address


class CrossSite(Forbidden):
    """A change that another site asked for in the reader's name."""

    code = "cross_site"

    def __init__(self) -> None:
        super().__init__(says("Another site asked for this change in your name, so nothing was changed."))


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One request by somebody who is signed in."""

    request: Request
    session: WebSession
    user: User
    preferences: Preferences

    @property
    def language(self) -> Language:
        return self.preferences.language or language_of(self.request)

    def actor_in(self, workspace: WorkspaceId) -> Actor:
        return Actor(id=self.user.id, workspace=workspace)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a visitor is: in a workspace, whose readable projects they may see."""

    visit: Visit
    workspace: Workspace
    projects: tuple[Project, ...]

    @property
    def actor(self) -> Actor:
        return self.visit.actor_in(self.workspace.id)

    @property
    def role(self) -> Role:
        return self.visit.request.services.directory.workspace_role(self.actor, self.workspace.id)

    @property
    def path(self) -> str:
        return f"/{self.workspace.alias}"


async def visit_of(request: Request) -> Visit:
    """The visitor, or a refusal that leads to the sign-in page."""
    require_same_site(request)
    found = find_visit(request)
    if found is None:
        raise SignInNeeded
    now = request.services.now()
    if found.session.is_due_for_note(now):
        note = request.services.write
        await note(sign_in.note_use, found.session.id, at=now, address=address_of(request))
    return found


def find_visit(request: Request) -> Visit | None:
    secret = cookie_of(request, COOKIE)
    services = request.services
    found = None if secret is None else web_sessions.by_hash(services.db, hash_of(secret))
    if found is None or not found[0].is_valid(services.now()):
        return None
    session, preferences = found
    return Visit(request=request, session=session, user=services.directory.user(session.user), preferences=preferences)


async def place_of(request: Request) -> Place:
    """The workspace that the path begins with. One in which the visitor can read nothing looks missing."""
    visit = await visit_of(request)
    directory = request.services.directory
    alias = request.params[0]
    workspace = directory.workspace_by_alias(alias)
    if workspace is not None:
        place = _place_in(visit, workspace)
        if place.projects or directory.is_member(visit.user.id, workspace.id):
            return place
    raise NotFound("workspace", says("There is no workspace %(alias)s, or you are not one of its members", alias=alias))


def home_of(visit: Visit) -> Place | None:
    """Where pages stand that belong to no workspace: in the visitor's first one, if they have any."""
    first = next(iter(workspaces_of(visit)), None)
    return None if first is None else _place_in(visit, first)


def place_near(visit: Visit) -> Place | None:
    """The workspace that an address begins with, if the visitor may look into it, or else their first one."""
    directory = visit.request.services.directory
    workspace = directory.workspace_by_alias(visit.request.path.split("/")[1])
    if workspace is not None:
        place = _place_in(visit, workspace)
        if place.projects or directory.is_member(visit.user.id, workspace.id):
            return place
    return home_of(visit)


def _place_in(visit: Visit, workspace: Workspace) -> Place:
    directory = visit.request.services.directory
    projects = directory.readable_projects(visit.actor_in(workspace.id), workspace.id)
    return Place(visit=visit, workspace=workspace, projects=tuple(projects))


async def project_of(request: Request) -> tuple[Place, Access]:
    """The project that the path names, and what the visitor may do in it."""
    place = await place_of(request)
    directory = request.services.directory
    found = directory.project_at(place.workspace.alias, request.params[1])
    if found is None or found not in place.projects:
        raise NotFound(
            "project", says("There is no project %(project)s here, or you may not read it", project=request.params[1])
        )
    return place, directory.access(place.actor, found)


async def issue_of(request: Request) -> tuple[Place, Access, Issue]:
    """The issue that the path names by its number; an old address leads on to where it is now."""
    place, access = await project_of(request)
    text = request.params[2]
    number = int(text) if NUMBER.fullmatch(text) else 0
    found = issues.at(request.services.db, number, access=access)
    if found is None:
        _lead_on(place, access.project, number)
        name = f"{access.project.key}-{text}"  # whatever stands there
        raise NotFound(
            "issue",
            says("There is no issue %(name)s. It may be in the trash, or its number was never given out", name=name),
        )
    return place, access, found


def writable_projects(place: Place) -> list[Project]:
    """The projects in which the visitor may file issues."""
    directory = place.visit.request.services.directory
    return [one for one in place.projects if directory.access(place.actor, one).allows(Action.CREATE_ISSUE)]


def moved_from(place: Place, project: Project, number: int) -> Issue | None:
    """The issue that had a number before it was moved, if the visitor may read it where it is."""
    found = moves.moved_from(place.visit.request.services.db, project.id, number)
    return found if found is not None and found.project in {one.id for one in place.projects} else None


def _lead_on(place: Place, project: Project, number: int) -> None:
    moved = moved_from(place, project, number)
    if moved is not None:
        home = next(one for one in place.projects if one.id == moved.project)
        request = place.visit.request
        rest = request.path.split("/", 4)[4:]
        raise MovedAway(home.issue_key(moved.number), "/".join([address_of_issue(home, moved.number), *rest]))


def workspaces_of(visit: Visit) -> list[Workspace]:
    """The workspaces that somebody is a member of."""
    return workspaces.of_user(visit.request.services.db, visit.user.id)


def require_role(place: Place, least: Role, to_what: str) -> None:
    if place.role < least:
        raise Forbidden(
            says(
                "To %(to_what)s takes the role %(least)s in %(workspace)s; you have %(role)s.",
                to_what=to_what,
                least=least.said,
                workspace=place.workspace.title,
                role=place.role.said,
            )
        )


def require_same_site(request: Request) -> None:
    """Refuse a change that a page of another site sent. Browsers say where a request comes from; programs need not."""
    if request.method in SAFE_METHODS:
        return
    site = request.header(b"sec-fetch-site")
    if site is not None:
        is_ours = site in {b"same-origin", b"none"}
    else:
        origin = request.header(b"origin")
        is_ours = origin is None or origin.decode("latin-1") == request.base_url
    if not is_ours:
        raise CrossSite


def cookie_of(request: Request, name: bytes) -> str | None:
    for key, value in request.headers:
        if key == b"cookie":
            for part in value.split(b";"):
                given, _, content = part.strip().partition(b"=")
                if given == name:
                    return content.decode("latin-1")
    return None


def address_of(request: Request) -> str:
    client = request.scope.get("client")
    return str(client[0]) if client else ""


def language_of(request: Request) -> Language:
    """The first of our languages that the browser asks for."""
    asked = (request.header(b"accept-language") or b"").decode("latin-1").lower()
    for part in asked.split(","):
        tag = part.split(";")[0].strip().split("-")[0]
        if tag in list(Language):
            return Language(tag)
    return Language.ENGLISH

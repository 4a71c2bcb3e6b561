"""Take issues out: as a file, or as a feed or a calendar that other programs read again and again."""

from typing import Final
from urllib.parse import urlencode

import msgspec

from unknot.domain.access import Actor, Scope
from unknot.domain.errors import BadCredentials, NotFound
from unknot.domain.people import Workspace
from unknot.domain.preferences import Language
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.exports import export_answer
from unknot.http.request import Request
from unknot.operations import tokens
from unknot.operations.tokens import recognise_feed
from unknot.transfer.asking import Wish, format_in, limit_in, understand
from unknot.transfer.csv import BYTE_ORDER_MARK, csv_format
from unknot.transfer.format import Format
from unknot.web.forms import form_of, query_of
from unknot.web.shell import in_shell
from unknot.web.visit import Place, place_of, project_of, visit_of

ENDINGS: Final = ("csv", "json", "jsonl", "atom", "ics")
FEEDS: Final = ("atom", "ics")
IN_FEED: Final = 100  # issues: what a reader fetches again and again
SEPARATORS: Final = {Language.RUSSIAN: ";"}  # spreadsheets take the one of their country
MOST_NAME: Final = 100  # characters of a query, in the name of the token that reads it


class Asked(msgspec.Struct, frozen=True):
    q: str = ""
    limit: str = ""
    token: str = ""  # of a feed, for programs that have no session


class Reader(msgspec.Struct, frozen=True):
    """Who asks, and where."""

    actor: Actor
    workspace: Workspace
    project: Project | None


async def export(request: Request) -> Answer:
    """The issues of a query, in the format that the path ends with."""
    asked, name = query_of(request, Asked), request.path.rstrip("/").rpartition(".")[2]
    reader = _with_token(request, asked.token, name) if asked.token else await _signed_in(request)
    wish = Wish(
        workspace=reader.workspace,
        project=reader.project,
        text=asked.q,
        format=format_in(name) if name != "csv" else await _spreadsheet(request),
        limit=limit_in(asked.limit),
    )
    services = request.services
    meant = understand(services.directory, wish, reader=reader.actor, now=services.now(), base=request.base_url)
    return await export_answer(request, meant)


async def _signed_in(request: Request) -> Reader:
    if len(request.params) == 1:
        place = await place_of(request)
        return Reader(place.actor, place.workspace, None)
    place, access = await project_of(request)
    return Reader(place.actor, place.workspace, access.project)


def _with_token(request: Request, secret: str, name: str) -> Reader:
    """Somebody's program, with the secret of a feed; outside of its workspace there is nothing."""
    services, (owner, *alias) = request.services, request.params
    token = recognise_feed(services.directory, secret, now=services.now())
    if name not in FEEDS:
        raise BadCredentials(says("This token reads feeds and calendars at their addresses, and nothing else."))
    services.note_use(token, services.now())
    workspace = services.directory.workspace(token.workspace)
    if services.directory.workspace_by_alias(owner) != workspace:
        raise NotFound(
            "workspace", says("There is no workspace %(alias)s, or you are not one of its members", alias=owner)
        )
    project = services.directory.project_at(workspace.alias, alias[0]) if alias else None
    if alias and project not in services.directory.readable_projects(token.actor, workspace.id):
        raise NotFound(
            "project", says("There is no project %(project)s here, or you may not read it", project=alias[0])
        )
    return Reader(token.actor, workspace, project)


async def _spreadsheet(request: Request) -> Format:
    """People open CSV with a spreadsheet."""
    visit = await visit_of(request)
    return csv_format(SEPARATORS.get(visit.language, ","), mark=BYTE_ORDER_MARK)


class Subscribed(msgspec.Struct, frozen=True):
    """What somebody wants to follow."""

    q: str = ""
    project: str = ""  # alias


async def show_subscribing(request: Request) -> Answer:
    place = await place_of(request)
    return _page(place, query_of(request, Subscribed))


async def subscribe(request: Request) -> Answer:
    """Make the secret addresses of a feed and a calendar. They stand on this one answer, and never again."""
    place = await place_of(request)
    wanted = await form_of(request, Subscribed)
    _project(place, wanted.project)
    made = await request.services.write(
        tokens.create_token,
        place.visit.user.id,
        place.workspace.id,
        name=_name(place, wanted),
        scope=Scope.FEED,
        by=place.actor,
    )
    return _page(place, wanted, made.secret)


def _page(place: Place, wanted: Subscribed, secret: str = "") -> Answer:
    project = _project(place, wanted.project)
    path = place.path if project is None else f"/{project.path}"
    base = f"{place.visit.request.base_url}{path}/-/export"
    query = urlencode({"q": wanted.q, "limit": IN_FEED, "token": secret})
    return in_shell(
        "page/subscribe.html",
        place,
        here=path,
        project=project,
        wanted=wanted,
        back=f"{path}?{urlencode({'q': wanted.q})}",
        feeds={name: f"{base}.{name}?{query}" for name in FEEDS} if secret else {},
    )


def _project(place: Place, alias: str) -> Project | None:
    if not alias:
        return None
    found = next((one for one in place.projects if one.alias == alias), None)
    if found is None:
        raise NotFound("project", says("There is no project %(project)s here, or you may not read it", project=alias))
    return found


def _name(place: Place, wanted: Subscribed) -> str:
    """What the list of feed addresses calls it."""
    told = " ".join(filter(None, [wanted.project or place.workspace.alias, wanted.q]))
    return told[:MOST_NAME]

"""The address of every page: what to show for each route of the web door that answers with one."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from tests.browser.support.colleague import Colleague
from unknot.web.refusing import refuse
from unknot.web.routes import door

# Routes that answer with something else than a page of the shell.
HOMES: Final = ("/{owner}", "/{owner}/{project}")
NO_PAGES: Final[Mapping[str, str]] = {
    "/": "leads to the first workspace",
    "/login": "is shown to who is signed out: it has a test of its own",
    "/first-run": "is shown on a new instance only: it has a test of its own",
    "/{owner}/-/live": "is a stream",
    "/{owner}/-/bulk/{bulk}": "answers to scripts",
    "/{owner}/-/find": "answers to scripts",
    "/{owner}/-/people": "answers to scripts",
    "/{owner}/-/complete": "answers to scripts",
    "/{owner}/-/view-counts": "answers to scripts",
    "/{owner}/{project}/{number}/peek": "is a part of other pages",
    "/{owner}/-/people/{user}": "leads to a list",
    "/{owner}/-/go/{key}": "leads to an issue",
    "/{owner}/-/files/{file}": "is a download",
    **{f"{at}/-/export.{kind}": "is a download" for at in HOMES for kind in ("csv", "json", "jsonl", "atom", "ics")},
    "/{owner}/-/files/{file}/view": "is a picture",
    "/healthz": "answers to programs",
    "/readyz": "answers to programs",
    "/docs": "is drawn by Swagger UI",
    "/docs/{dialect}": "is drawn by Swagger UI",
    "/openapi/{document}": "answers to programs",
    "/static/{name}": "is a file",
    "/static/{folder}/{name}": "is a file",
    "/static/v/{version}/{name}": "is a file",
    "/static/v/{version}/{folder}/{name}": "is a file",
}
ROUTES: Final = [route.path for route in door({}, {}, refuse).routes if route.method == "GET"]
PAGES: Final = [path for path in ROUTES if path not in NO_PAGES]


Finding: TypeAlias = Callable[[Colleague], str]


ISSUE: Final = "/{owner}/{project}/{number}"
SETTINGS: Final = "/{owner}/-/settings"
PROJECT_SETTINGS: Final = "/{owner}/{project}/settings"


def params_of(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)


def address_of(path: str, owner: Colleague) -> str:
    """An address of this route in the demo; what it names is found there, or made."""
    return CHOSEN[path](owner) if path in CHOSEN else _in_demo(path)


def _in_demo(path: str) -> str:
    return path.replace("{owner}", "harbour").replace("{project}", "data-platform")


def _first_below(path: str, page: str = "") -> Finding:
    """The first link to something below a path, on the page that lists such things."""

    def found(owner: Colleague) -> str:
        return _links(owner, _in_demo(page or path), rf"{_in_demo(path)}/[^/?#\"]+")[0]

    return found


def _issue(page: str = "") -> Finding:
    """The most urgent one, on which most has happened."""
    return lambda owner: f"{_links(owner, '/harbour/-/incidents', '/harbour/[a-z-]+/[0-9]+')[0]}{page}"


def _template(owner: Colleague) -> str:
    owner.submit(_in_demo(f"{PROJECT_SETTINGS}/templates"), name="Outage", description="What happened?")
    return _first_below(f"{PROJECT_SETTINGS}/templates")(owner)


def _project_member(owner: Colleague) -> str:
    owner.submit(_in_demo(f"{PROJECT_SETTINGS}/members"), username="amelie", role="member")
    return _first_below(f"{PROJECT_SETTINGS}/members")(owner)


def _links(owner: Colleague, page: str, pattern: str) -> list[str]:
    return re.findall(f'href="({pattern})"', owner.read(page))


def _channel(owner: Colleague) -> str:
    return f"{_first_below('/{owner}/-/channels', '/{owner}/-/my')(owner)}{FEW}"


# Where a route names more than the workspace and a project; and few rows instead of hundreds, which are alike.
FEW: Final = "?q=is%3Aopen+label%3Abug"
CHOSEN: Final[Mapping[str, Finding]] = {
    "/{owner}": lambda _: f"/harbour{FEW}",
    "/{owner}/-/incidents": lambda _: "/harbour/-/incidents?q=level%3AP0,P1+status%3Ain_progress+group%3Alevel",
    ISSUE: _issue(),
    f"{ISSUE}/graph": _issue("/graph"),
    f"{ISSUE}/edit": _issue("/edit"),
    "/{owner}/-/channels/{channel}": _channel,
    "/{owner}/{project}/board": lambda _: f"/harbour/data-platform/board{FEW}",
    f"{SETTINGS}/members/{{user}}": lambda _: "/harbour/-/settings/members/noor",
    f"{SETTINGS}/teams/{{team}}": _first_below(f"{SETTINGS}/teams"),
    f"{SETTINGS}/levels/{{level}}": _first_below(f"{SETTINGS}/levels"),
    f"{SETTINGS}/channels/{{channel}}": _first_below(f"{SETTINGS}/channels"),
    f"{PROJECT_SETTINGS}/labels/{{label}}": _first_below(f"{PROJECT_SETTINGS}/labels"),
    f"{PROJECT_SETTINGS}/templates/{{template}}": _template,
    f"{PROJECT_SETTINGS}/members/{{user}}": _project_member,
}

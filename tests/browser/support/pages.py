"""The address of every page: what to show for each route of the web door that answers with one."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from tests.browser.support.colleague import Colleague
from unknot.web.refusing import refuse
from unknot.web.routes import door

# Routes that answer with something else than a page of the shell.
NO_PAGES: Final[Mapping[str, str]] = {
    "/": "leads to the first workspace",
    "/login": "is shown to who is signed out: it has a test of its own",
    "/first-run": "is shown on a new instance only: it has a test of its own",
    "/{owner}/-/live": "is a stream",
    "/{owner}/-/find": "answers to scripts",
    "/{owner}/-/people": "answers to scripts",
    "/{owner}/-/people/{user}": "leads to a list",
    "/{owner}/-/go/{key}": "leads to an issue",
    "/{owner}/-/files/{file}": "is a download",
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


Finding = Callable[[Colleague], str]


def address_of(path: str, owner: Colleague) -> str:
    """An address of this route in the demo; what it names is found there, or made."""
    return NAMED[path](owner) if path in NAMED else _in_demo(path)


def _in_demo(path: str) -> str:
    return path.replace("{owner}", "harbour").replace("{project}", "operations")


def _first_below(path: str) -> Finding:
    """The first of what a page of settings lists."""

    def found(owner: Colleague) -> str:
        return _links(owner, _in_demo(path), rf"{_in_demo(path)}/[^/?#]+")[0]

    return found


def _issue(page: str = "") -> Finding:
    """The most urgent one, on which most has happened."""
    return lambda owner: f"{_links(owner, '/harbour/-/incidents', '/harbour/[a-z-]+/[0-9]+')[0]}{page}"


def _template(owner: Colleague) -> str:
    owner.submit("/harbour/operations/settings/templates", title="Outage", body="What happened?")
    return _first_below("/{owner}/{project}/settings/templates")(owner)


def _project_member(owner: Colleague) -> str:
    owner.submit("/harbour/operations/settings/members", username="amelie", role="member")
    return _first_below("/{owner}/{project}/settings/members")(owner)


def _links(owner: Colleague, page: str, pattern: str) -> list[str]:
    return re.findall(f'href="({pattern})"', owner.read(page))


ISSUE: Final = "/{owner}/{project}/{number}"
NAMED: Final[Mapping[str, Finding]] = {
    ISSUE: _issue(),
    f"{ISSUE}/graph": _issue("/graph"),
    f"{ISSUE}/edit": _issue("/edit"),
    "/{owner}/-/settings/members/{user}": lambda _: "/harbour/-/settings/members/noor",
    "/{owner}/-/settings/teams/{team}": _first_below("/{owner}/-/settings/teams"),
    "/{owner}/-/settings/levels/{level}": _first_below("/{owner}/-/settings/levels"),
    "/{owner}/-/settings/channels/{channel}": _first_below("/{owner}/-/settings/channels"),
    "/{owner}/{project}/settings/labels/{label}": _first_below("/{owner}/{project}/settings/labels"),
    "/{owner}/{project}/settings/templates/{template}": _template,
    "/{owner}/{project}/settings/members/{user}": _project_member,
}

"""Writes endpoints.md anew from the route tables: `python docs/endpoints.py`. A test compares the two."""
# ruff: noqa: INP001 - a script beside its page, no package

from collections.abc import Iterator
from pathlib import Path

from unknot.dialects.gitflic.routes import door as gitflic_door
from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.dialects.guance.routes import door as guance_door
from unknot.dialects.native.routes import PREFIX as NATIVE_PREFIX
from unknot.dialects.native.routes import door as native_door
from unknot.http.routes import Door, Route
from unknot.web.routes import door as web_door

PAGE = Path(__file__).with_suffix(".md")

HEAD = """\
# Endpoints

Every path that answers; `python docs/endpoints.py` writes this page. Bodies, answers and errors are in the OpenAPI
documents of a running server, `/openapi/gitflic.json`, `/openapi/guance.json`, `/openapi/native.json`, to browse at
`/docs`.
How to use them: [GitFlic](gitflic.md), [Guance](guance.md), [Unknot's own](native.md).

GET also answers HEAD. A trailing slash makes no difference.
"""
REMARKS = {
    "gitflic": "At the root, and below `/rest-api` too. Every one needs a token. Uploads are taken where the setting "
    "`gitflic.upload_paths` says, else at `file`.",
    "guance": "Below `/api/v1`. Every one needs a key in the header `DF-API-KEY`.",
    "native": f"Below `/{'/'.join(NATIVE_PREFIX)}`. Every one needs a token, as `Authorization: token …` or as "
    "`DF-API-KEY: …`.",
    "web": "At the root. Pages ask for a session, the others for nothing; feeds and calendars also take a token in "
    "their address.",
}


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    return "\n".join([HEAD, *(line for door in doors() for line in _section(door))])


def doors() -> list[Door]:
    gitflic = gitflic_door(GitflicSettings())
    return [gitflic, guance_door(), native_door(), web_door({}, {}, gitflic.refuse)]


def _section(door: Door) -> Iterator[str]:
    yield f"## {door.title}\n\n{REMARKS[door.name]}\n"
    for group, routes in door.groups.items():
        yield f"### {group}\n\n| method | path | query | does |\n|---|---|---|---|"
        yield from map(_row, routes)
        yield ""


def _row(route: Route) -> str:
    query = ", ".join(f"`{one.name}`{' *' if one.required else ''}" for one in route.query)
    return f"| {route.method} | `{route.path}` | {query} | {route.summary} |"


if __name__ == "__main__":
    main()

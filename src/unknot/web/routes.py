"""Every page: one flat table.

Pages of a workspace stand below `/{owner}/-/`, since no project can be called "-"; those of a project below its path.
"""

from collections.abc import Mapping

from unknot.domain.errors import NotFound
from unknot.http.answer import TEXT, Answer
from unknot.http.request import Request
from unknot.http.routes import Door, Route
from unknot.web.assets import get_asset, get_versioned_asset
from unknot.web.pages import lists, login, start
from unknot.web.reference import Reference
from unknot.web.refusing import refuse


async def say_alive(_: Request) -> Answer:
    """The process runs."""
    return Answer(b"ok\n", content_type=TEXT)


async def say_ready(request: Request) -> Answer:
    """The process runs and reaches its database."""
    request.services.database.ping()
    return Answer(b"ready\n", content_type=TEXT)


def door(documents: Mapping[str, bytes], titles: Mapping[str, str]) -> Door:
    reference = Reference(documents, titles)
    found = (NotFound,)
    return Door(
        name="web",
        title="Pages",
        groups={
            "Sign in": (
                Route("GET", "/", start.show_start, "The first page"),
                Route("GET", "/login", login.show_login, "Sign in"),
                Route("POST", "/login", login.log_in, "Sign in"),
                Route("POST", "/logout", login.log_out, "Sign out"),
            ),
            "Lists": (
                Route("GET", "/{owner}", lists.show_all_issues, "Every issue of a workspace", refuses=found),
                Route("GET", "/{owner}/-/my", lists.show_my_issues, "What the visitor is to do", refuses=found),
                Route("GET", "/{owner}/-/incidents", lists.show_incidents, "What is urgent", refuses=found),
                Route("GET", "/{owner}/{project}", lists.show_project_issues, "A project's issues", refuses=found),
            ),
            "Health": (
                Route("GET", "/healthz", say_alive, "Is the process alive?"),
                Route("GET", "/readyz", say_ready, "Can it answer?"),
            ),
            "Reference": (
                Route("GET", "/docs", reference.get_first_page, "The reference of the first dialect"),
                Route("GET", "/docs/{dialect}", reference.get_page, "The reference of a dialect", refuses=found),
                Route("GET", "/openapi/{document}", reference.get_document, "An OpenAPI document", refuses=found),
            ),
            "Assets": (
                Route("GET", "/static/{name}", get_asset, "A file that pages need", refuses=found),
                Route("GET", "/static/{folder}/{name}", get_asset, "A file that pages need", refuses=found),
                Route(
                    "GET", "/static/v/{version}/{name}", get_versioned_asset, "A file that never changes", refuses=found
                ),
                Route("GET", "/static/v/{version}/{folder}/{name}", get_versioned_asset, "The same", refuses=found),
            ),
        },
        refuse=refuse,
    )

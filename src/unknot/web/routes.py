"""Every page: one flat table."""

from collections.abc import Mapping

from unknot.domain.errors import NotFound
from unknot.http.answer import TEXT, Answer
from unknot.http.request import Request
from unknot.http.routes import Door, Refuse, Route
from unknot.web.assets import get_asset
from unknot.web.reference import Reference


async def go_to_reference(_: Request) -> Answer:
    return Answer(status=302, content_type=None, headers=[(b"location", b"/docs")])


async def say_alive(_: Request) -> Answer:
    """The process runs."""
    return Answer(b"ok\n", content_type=TEXT)


async def say_ready(request: Request) -> Answer:
    """The process runs and reaches its database."""
    request.services.database.ping()
    return Answer(b"ready\n", content_type=TEXT)


def door(documents: Mapping[str, bytes], titles: Mapping[str, str], refuse: Refuse) -> Door:
    """`refuse` words what cannot be shown, until pages have words of their own."""
    reference = Reference(documents, titles)
    found = (NotFound,)
    return Door(
        name="web",
        title="Pages",
        groups={
            "Health": (
                Route("GET", "/healthz", say_alive, "Is the process alive?"),
                Route("GET", "/readyz", say_ready, "Can it answer?"),
            ),
            "Reference": (
                Route("GET", "/", go_to_reference, "The first page"),
                Route("GET", "/docs", reference.get_first_page, "The reference of the first dialect"),
                Route("GET", "/docs/{dialect}", reference.get_page, "The reference of a dialect", refuses=found),
                Route("GET", "/openapi/{document}", reference.get_document, "An OpenAPI document", refuses=found),
            ),
            "Assets": (
                Route("GET", "/static/{name}", get_asset, "A file that pages need", refuses=found),
                Route("GET", "/static/{folder}/{name}", get_asset, "A file that pages need", refuses=found),
            ),
        },
        refuse=refuse,
    )

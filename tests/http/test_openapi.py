"""The OpenAPI document: made from a route table, it says of each route what the route will do."""

import json
from typing import Annotated, Any, TypeAlias

import msgspec
import pytest
from jsonschema_rs import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31

from unknot.domain.errors import BadCredentials, Conflict, Forbidden, Invalid, NotFound, Refused, TooLarge, Unavailable
from unknot.http.answer import Answer
from unknot.http.errors import MalformedBody, TooManyRequests, UnsupportedMedia
from unknot.http.openapi import Description, document
from unknot.http.request import Request
from unknot.http.routes import Door, Query, Route
from unknot.http.told import told

Document: TypeAlias = dict[str, Any]

STATUS = {
    BadCredentials: 403,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    TooLarge: 413,
    MalformedBody: 400,
    UnsupportedMedia: 415,
    TooManyRequests: 429,
    Unavailable: 503,
}
PageNumber = Annotated[int, told(minimum=0)]
ANY_TIME = {403, 429, 503}  # a wrong token, too many requests, a disk that is full


class Book(msgspec.Struct):
    """Something to read."""

    title: str
    pages: int | None = None
    sequels: list["Book"] = []
    price: int | msgspec.UnsetType = msgspec.UNSET


class BookIn(msgspec.Struct):
    title: str
    pages: int | None = None


class No(msgspec.Struct):
    """How this door says no."""

    reason: str


async def nothing(_: Request) -> Answer:
    return Answer()


async def something(_: Request) -> Answer:
    return Answer()


def refuse(refusal: Refused, _: Request) -> Answer:
    return Answer(refusal.message.encode())


ROUTES = {
    "Books": [
        Route("GET", "/book/{localId}", nothing, "Get a book", name="get_book", answers=Book, refuses=(NotFound,)),
        Route("GET", "/book", something, "List books", query=[Query("page", PageNumber, "Which page")], answers=Book),
        Route(
            "POST",
            "/book",
            nothing,
            "Write a book",
            name="write_book",
            body=BookIn,
            answers=Book,
            refuses=(Forbidden, Conflict),
        ),
        Route(
            "PUT",
            "/book/{localId}",
            nothing,
            "Count it",
            name="count_book",
            body=BookIn,
            requires=("pages",),
            answers=Book,
        ),
        Route("DELETE", "/book/{localId}/burn", nothing, "Burn it", query=[Query("why", str, "Why", required=True)]),
    ],
    "Papers": [
        Route("POST", "/paper", nothing, "Bring a paper", name="bring_paper", uploads="paper", answers=Book),
        Route("GET", "/paper/{name}", nothing, "Fetch a paper", name="fetch_paper", downloads=True),
    ],
}
DESCRIPTION = Description(
    text="Books.",
    version="1.2.3",
    security={"type": "apiKey", "in": "header", "name": "Authorization"},
    error=No,
    status_of=STATUS.__getitem__,
    params={"localId": Annotated[int, told(minimum=1)]},
    mounts=("/library",),
)


@pytest.fixture(scope="module")
def books() -> Document:
    found: Document = json.loads(document(Door(name="b", title="Books", groups=ROUTES, refuse=refuse), DESCRIPTION))
    return found


def test_the_document_is_openapi(books: Document) -> None:
    assert [error.message for error in Draft202012Validator(OPENAPI_31).iter_errors(books)] == []
    assert (books["openapi"], books["info"]["title"], books["info"]["version"]) == ("3.1.0", "Books", "1.2.3")


def test_every_route_is_in_it_under_its_group(books: Document) -> None:
    listed = {
        (method.upper(), path, tag)
        for path, operations in books["paths"].items()
        for method, operation in operations.items()
        for tag in operation["tags"]
    }

    assert listed == {(route.method, route.path, group) for group, routes in ROUTES.items() for route in routes}


def test_an_operation_is_called_as_its_endpoint_unless_its_route_says_more(books: Document) -> None:
    names = {operation["operationId"] for operations in books["paths"].values() for operation in operations.values()}

    assert names == {
        "get_book",
        "something",
        "write_book",
        "count_book",
        "nothing",
        "bring_paper",
        "fetch_paper",
    }


def test_a_parameter_is_where_and_what_the_route_says(books: Document) -> None:
    [number] = books["paths"]["/book/{localId}"]["get"]["parameters"]
    [page] = books["paths"]["/book"]["get"]["parameters"]
    _, why = books["paths"]["/book/{localId}/burn"]["delete"]["parameters"]
    [name] = books["paths"]["/paper/{name}"]["get"]["parameters"]

    assert (number["in"], number["required"]) == ("path", True)
    assert number["schema"] == {"type": "integer", "minimum": 1}
    assert (name["in"], name["required"]) == ("path", True)
    assert name["schema"] == {"type": "string", "minLength": 1}
    assert (page["in"], page["required"]) == ("query", False)
    assert page["schema"] == {"type": "integer", "minimum": 0}
    assert (why["in"], why["required"], why["description"]) == ("query", True, "Why")


def test_types_are_described_once_and_named_where_they_are_used(books: Document) -> None:
    operation = books["paths"]["/book"]["post"]

    assert operation["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/BookIn"}
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer == {"$ref": "#/components/schemas/Book"}
    assert set(books["components"]["schemas"]) == {"Book", "BookIn", "No"}


def test_an_answer_promises_whatever_it_never_leaves_out(books: Document) -> None:
    schemas = books["components"]["schemas"]

    assert schemas["Book"]["required"] == ["title", "pages", "sequels"]
    assert list(schemas["Book"]["properties"]) == ["title", "pages", "sequels", "price"]


def test_a_request_needs_what_has_no_default(books: Document) -> None:
    assert books["components"]["schemas"]["BookIn"]["required"] == ["title"]


def test_a_route_may_require_more_of_a_body_than_its_type_does(books: Document) -> None:
    body = books["paths"]["/book/{localId}"]["put"]["requestBody"]["content"]["application/json"]["schema"]

    sound = Draft202012Validator({**body, "components": books["components"]})
    assert [
        sound.is_valid(one) for one in ({"title": "A", "pages": 1}, {"title": "A"}, {"title": "A", "pages": None})
    ] == [
        True,
        False,
        False,
    ]


def test_a_document_says_where_its_paths_begin(books: Document) -> None:
    assert books["servers"] == [{"url": "/library"}]


def test_an_upload_is_a_form_with_a_file(books: Document) -> None:
    form = books["paths"]["/paper"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]

    assert form["required"] == ["paper"]
    assert form["properties"]["paper"]["contentMediaType"] == "application/octet-stream"


def test_a_download_is_bytes_and_an_empty_answer_is_none(books: Document) -> None:
    download = books["paths"]["/paper/{name}"]["get"]["responses"]["200"]
    burning = books["paths"]["/book/{localId}/burn"]["delete"]["responses"]["200"]

    assert list(download["content"]) == ["application/octet-stream"]
    assert "content" not in burning


@pytest.mark.parametrize(
    ("path", "method", "refused"),
    [
        ("/book/{localId}", "get", {404}),
        ("/book", "get", set()),
        ("/book", "post", {400, 409, 413, 415, 422}),
        ("/book/{localId}/burn", "delete", {422}),
        ("/paper", "post", {400, 413, 415, 422}),
        ("/paper/{name}", "get", set()),
    ],
)
def test_a_route_tells_what_it_may_refuse(books: Document, path: str, method: str, refused: set[int]) -> None:
    answers = books["paths"][path][method]["responses"]

    assert {int(status) for status in answers} == {200} | ANY_TIME | refused
    for status in ANY_TIME | refused:
        content = answers[str(status)]["content"]["application/json"]
        assert content["schema"] == {"$ref": "#/components/schemas/No"}


def test_two_reasons_for_one_status_are_both_told(books: Document) -> None:
    described = books["paths"]["/book"]["post"]["responses"]["403"]["description"]

    assert described == f"{BadCredentials.__doc__} {Forbidden.__doc__}"

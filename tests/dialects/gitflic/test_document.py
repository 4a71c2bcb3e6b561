"""The OpenAPI document of the dialect, as it is served: it is sound, it is whole, and it promises what is kept."""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, TypeAlias

import pytest
from jsonschema_rs import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31

from unknot.dialects.gitflic.description import DESCRIPTION
from unknot.dialects.gitflic.errors import kind_of
from unknot.dialects.gitflic.routes import door
from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.domain.errors import BadCredentials, Invalid, Refused, TooLarge, Unavailable
from unknot.http.errors import MalformedBody, TooManyRequests, UnsupportedMedia
from unknot.http.openapi import document
from unknot.http.routes import Route

Document: TypeAlias = dict[str, Any]

DOOR = door(GitflicSettings(upload_paths=("file", "release/attachment")))
ROUTES = list(DOOR.routes)
DOCUMENT: Document = json.loads(document(DOOR, DESCRIPTION))
SCHEMAS: Document = DOCUMENT["components"]["schemas"]


def operation_of(route: Route) -> Document:
    operation: Document = DOCUMENT["paths"][route.path][route.method.lower()]
    return operation


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def values(tree: object, key: str) -> Iterator[Any]:
    """Whatever stands under this key, however deep."""
    if isinstance(tree, dict):
        yield from (value for name, value in tree.items() if name == key)
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for value in inner:
        yield from values(value, key)


def test_the_document_is_openapi() -> None:
    assert [error.message for error in Draft202012Validator(OPENAPI_31).iter_errors(DOCUMENT)] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_type_in_it_is_json_schema(name: str) -> None:
    Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]})


def test_every_reference_leads_somewhere() -> None:
    references = set(values(DOCUMENT, "$ref"))

    assert {f"#/components/schemas/{name}" for name in SCHEMAS} == references


def test_every_route_is_in_it_once() -> None:
    listed = sorted((method.upper(), path) for path, operations in DOCUMENT["paths"].items() for method in operations)

    assert listed == sorted((route.method, route.path) for route in ROUTES)


def test_no_two_routes_stand_in_each_others_way() -> None:
    """Parameters match any part: of two routes that differ in their names alone, one would never be reached."""
    shapes = [
        (route.method, *("{}" if part[:1] == "{" else part for part in route.path.split("/"))) for route in ROUTES
    ]

    assert len(set(shapes)) == len(shapes)


def test_every_operation_has_a_name_of_its_own_made_of_words() -> None:
    names = list(values(DOCUMENT["paths"], "operationId"))

    assert len(names) == len(ROUTES)
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+)+", name)] == []


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_an_operation_has_the_parameters_of_its_route(route: Route) -> None:
    parameters = operation_of(route)["parameters"]

    assert [one["name"] for one in parameters if one["in"] == "path"] == route.params
    assert [one["name"] for one in parameters if one["in"] == "query"] == [query.name for query in route.query]


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_an_operation_tells_every_status_that_its_route_may_answer(route: Route) -> None:
    refusals: set[type[Refused]] = {BadCredentials, TooManyRequests, Unavailable, *route.refuses}
    if route.body is not None or route.uploads is not None:
        refusals |= {MalformedBody, TooManyRequests, UnsupportedMedia, TooLarge, Invalid}
    if any(query.required for query in route.query):
        refusals.add(Invalid)

    statuses = {HTTPStatus.OK, *(kind_of(refusal).status for refusal in refusals)}
    assert {int(status) for status in operation_of(route)["responses"]} == statuses


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_no_operation_promises_401(route: Route) -> None:
    assert "401" not in operation_of(route)["responses"]


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_refusal_has_its_one_shape(route: Route) -> None:
    refusals = {status: answer for status, answer in operation_of(route)["responses"].items() if status != "200"}

    for answer in refusals.values():
        assert answer["content"] == {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorOut"}}}


def test_every_refusal_is_told_in_a_sentence() -> None:
    told = {answer["description"] for answers in values(DOCUMENT["paths"], "responses") for answer in answers.values()}

    assert [text for text in told if " " not in text] == ["Success"]


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_operation_asks_for_a_token(route: Route) -> None:
    assert operation_of(route).get("security", DOCUMENT["security"]) == [{"token": []}]
    assert DOCUMENT["components"]["securitySchemes"]["token"]["name"] == "Authorization"


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name.endswith("Out") and name != "ErrorOut"])
def test_an_answer_promises_every_key_that_is_always_there(name: str) -> None:
    assert SCHEMAS[name]["required"] == list(SCHEMAS[name]["properties"])


def test_only_a_list_without_items_leaves_something_out() -> None:
    pages = [schema for name, schema in SCHEMAS.items() if name.endswith("Page")]

    assert len(pages) >= 9
    assert all(list(page["properties"]) == ["_embedded", "page"] and page["required"] == ["page"] for page in pages)

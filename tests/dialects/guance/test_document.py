"""The OpenAPI document of the Guance dialect: it is sound, it is whole, and its names are words."""

import json
import re
from typing import Any, TypeAlias

import pytest
from jsonschema_rs import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31

from unknot.dialects.guance.description import DESCRIPTION
from unknot.dialects.guance.routes import door
from unknot.domain.errors import BadCredentials, Invalid, Refused, TooLarge, Unavailable
from unknot.http.errors import MalformedBody, TooManyRequests, UnsupportedMedia
from unknot.http.openapi import document
from unknot.http.routes import Route

Document: TypeAlias = dict[str, Any]

ROUTES = list(door().routes)
DOCUMENT: Document = json.loads(document(door(), DESCRIPTION))
SCHEMAS: Document = DOCUMENT["components"]["schemas"]
OPERATIONS = [operation for operations in DOCUMENT["paths"].values() for operation in operations.values()]


def operation_of(route: Route) -> Document:
    operation: Document = DOCUMENT["paths"][route.path][route.method.lower()]
    return operation


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_the_document_is_openapi() -> None:
    assert [error.message for error in Draft202012Validator(OPENAPI_31).iter_errors(DOCUMENT)] == []
    assert DOCUMENT["servers"] == [{"url": "/api/v1"}]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_type_in_it_is_json_schema(name: str) -> None:
    Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]})


def test_every_operation_has_a_name_of_its_own_made_of_words() -> None:
    names = [operation["operationId"] for operation in OPERATIONS]

    assert len(names) == len(ROUTES)
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+)+", name)] == ["subscribe"]


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_an_operation_tells_every_status_that_its_route_may_answer(route: Route) -> None:
    refusals: set[type[Refused]] = {BadCredentials, TooManyRequests, Unavailable, *route.refuses}
    if route.body is not None or route.uploads is not None:
        refusals |= {MalformedBody, UnsupportedMedia, TooLarge, Invalid}
    if any(query.required for query in route.query):
        refusals.add(Invalid)

    statuses = {200, *map(DESCRIPTION.status_of, refusals)}
    assert {int(status) for status in operation_of(route)["responses"]} == statuses


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_refusal_has_its_one_shape(route: Route) -> None:
    refusals = {status: answer for status, answer in operation_of(route)["responses"].items() if status != "200"}

    for answer in refusals.values():
        assert answer["content"] == {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}


ALWAYS_THERE = [
    name for name in SCHEMAS if name.endswith(("Out", "Info", "Detail")) and name not in {"LevelOut", "ChannelOut"}
]


@pytest.mark.parametrize("name", ALWAYS_THERE)
def test_an_answer_promises_every_key_that_is_always_there(name: str) -> None:
    assert SCHEMAS[name]["required"] == list(SCHEMAS[name]["properties"])


def test_an_answer_tells_what_its_words_look_like() -> None:
    issue = SCHEMAS["IssueOut"]["properties"]

    assert issue["uuid"]["pattern"] == "^issue_[0-9a-f]{32}$"
    assert issue["statusType"]["enum"] == [10, 15, 20, 25, 30]
    assert issue["deleteAt"]["const"] == -1


def test_a_request_tells_what_it_must_have_and_how_long_that_may_be() -> None:
    body = DOCUMENT["paths"]["/issue/add"]["post"]["requestBody"]["content"]["application/json"]["schema"]

    assert body["allOf"][1]["required"] == ["name", "level", "description"]
    assert SCHEMAS["IssueIn"]["properties"]["name"]["maxLength"] == 256

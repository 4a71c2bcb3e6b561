"""Who is let in, how our own paths say no, and that the document tells the truth of both."""

import json
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31

from tests.dialects.native.support.caller import Caller, refusal_of
from tests.http.support.asgi import running
from tests.http.support.installation import Installation
from unknot.app import build
from unknot.config import Config
from unknot.dialects.native.description import DESCRIPTION
from unknot.dialects.native.errors import STATUSES, status_of
from unknot.dialects.native.names import uuid_in
from unknot.dialects.native.routes import door
from unknot.dialects.native.settings import NativeSettings
from unknot.domain.access import Role
from unknot.domain.errors import Refused
from unknot.http.openapi import document
from unknot.operations.people import set_member, set_project_member


def test_a_token_is_taken_from_either_header(owner: Caller) -> None:
    for headers in (
        {"authorization": f"token {owner.token}"},
        {"authorization": f"Bearer {owner.token}"},
        {"df-api-key": f"{owner.token}"},
    ):
        assert owner.ask("GET", "/monitor", headers=headers).status == 200


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "token wrong"}, {"authorization": "Basic YTpi"}, {"df-api-key": ""}]
)
def test_nobody_else_is_let_in(owner: Caller, headers: dict[str, str]) -> None:
    reply = owner.ask("GET", "/monitor", headers=headers)

    assert refusal_of(reply)[:2] == (401, "bad_credentials")
    assert reply.header("www-authenticate") == "Bearer"


def test_a_role_in_one_project_is_none_in_the_workspace(owner: Caller, installation: Installation) -> None:
    pete = owner.with_token(installation.hire("pete"))
    installation.operate(set_project_member, installation.founded.project.id, "pete", Role.MEMBER)
    installation.operate(set_member, installation.founded.workspace.id, "pete", Role.NONE)
    issue = owner.issue()

    assert refusal_of(pete.ask("GET", "/monitor"))[:2] == (403, "forbidden")
    assert pete.post("/issue/batch", {"issues": [issue], "status": "closed"})["changed"] == 1


def test_requests_are_counted_where_a_limit_is_set(installation: Installation) -> None:
    config = Config(data=installation.config.data, native=NativeSettings(requests_per_minute=2))
    with running(build(config)) as client:
        replies = [Caller(client, installation.token).ask("GET", "/monitor") for _ in range(3)]

    assert [reply.status for reply in replies] == [200, 200, 429]
    assert refusal_of(replies[2])[1] == "too_many_requests"
    assert int(replies[2].header("retry-after") or 0) > 0


@pytest.mark.parametrize(
    ("method", "path", "refused"),
    [
        ("GET", "/nothing", (404, "no_such_route")),
        ("GET", "/monitor/x/y/z", (404, "no_such_route")),
        ("PUT", "/monitor", (405, "method_not_allowed")),
        ("GET", "/monitor/nothing", (404, "not_found")),
    ],
)
def test_a_path_that_is_not_there_is_told_in_our_words(
    owner: Caller, method: str, path: str, refused: tuple[int, str]
) -> None:
    assert refusal_of(owner.ask(method, path))[:2] == refused


def test_a_body_that_cannot_be_read_is_told_so(owner: Caller) -> None:
    headers = {"authorization": f"token {owner.token}"}

    assert refusal_of(owner.ask("POST", "/monitor", headers=headers))[:2] == (400, "malformed_body")
    text = headers | {"content-type": "text/plain"}
    assert refusal_of(owner.ask("POST", "/monitor", {}, headers=text))[:2] == (415, "unsupported_media")


def test_every_refusal_has_its_status() -> None:
    every = [Refused]
    for one in every:
        every += one.__subclasses__()

    of_floors = [one for one in every[1:] if one.__module__.startswith(("unknot.domain.", "unknot.http."))]
    assert {status_of(one) for one in of_floors} == set(STATUSES.values())


@pytest.mark.parametrize(
    ("given", "uuid"),
    [
        ("01a200a5-9d65-7641-87fb-0097a4dfd913", "01a200a5-9d65-7641-87fb-0097a4dfd913"),
        ("01A200A5-9D65-7641-87FB-0097A4DFD913", "01a200a5-9d65-7641-87fb-0097a4dfd913"),
        ("issue_01a200a59d65764187fb0097a4dfd913", "01a200a5-9d65-7641-87fb-0097a4dfd913"),
        ("01a200a59d65764187fb0097a4dfd913", "01a200a5-9d65-7641-87fb-0097a4dfd913"),
        ("issue_", None),
        ("01a200a5-9d65-7641-87fb-0097a4dfd91", None),
        ("01a200a5-9d65-7641-87fb-0097a4dfd913\n", None),
        ("", None),
    ],
)
def test_a_uuid_is_read_as_any_dialect_writes_it(given: str, uuid: str | None) -> None:
    assert uuid_in(given) == uuid


def test_the_document_is_openapi_with_every_route_in_it() -> None:
    described: dict[str, Any] = json.loads(document(door(), DESCRIPTION))

    assert [error.message for error in Draft202012Validator(OPENAPI_31).iter_errors(described)] == []
    routes = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert routes == {(route.method, route.path) for route in door().routes}
    refusal = described["paths"]["/monitor"]["get"]["responses"]["401"]
    assert list(refusal["content"]) == ["application/problem+json"]

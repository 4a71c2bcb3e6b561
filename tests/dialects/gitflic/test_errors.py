"""How GitFlic says no: every refusal there is has a status and a word, none is 401, and all have one shape."""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest

import unknot
from tests.http.support.asgi import GONE, scope_of
from unknot.dialects.gitflic.errors import KINDS, kind_of, refuse
from unknot.domain.errors import (
    BadCredentials,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Problem,
    Refused,
    TooLarge,
    Unavailable,
)
from unknot.domain.relation import HierarchyCircle, RelatedToItself
from unknot.http.answer import Answer
from unknot.http.errors import Broken, MalformedBody, MethodNotAllowed, NoSuchRoute, TooManyRequests, UnsupportedMedia
from unknot.http.request import Request
from unknot.http.services import Services
from unknot.store.schema import SchemaTooNew

BAD_TOKEN = "AuthenticationException"  # by this text in a body, clients tell "who are you?" from "you may not"


def every_refusal() -> list[type[Refused]]:
    """Each class that any module of ours defines."""
    for module in pkgutil.walk_packages(unknot.__path__, "unknot."):
        if not module.name.startswith("unknot.store.migrations."):  # Alembic alone can import those
            importlib.import_module(module.name)
    return sorted(set(_below(Refused)), key=lambda refusal: refusal.__qualname__)


def _below(refusal: type[Refused]) -> Iterator[type[Refused]]:
    for child in refusal.__subclasses__():
        yield child
        yield from _below(child)


EVERY = every_refusal()


def asked(services: Services, path: str = "/project/acme/demo") -> Request:
    async def receive() -> dict[str, Any]:
        return dict(GONE)

    return Request(scope_of("GET", f"{path}?page=1"), receive, services, "r-1")


def header(answer: Answer, name: bytes) -> str | None:
    return next((value.decode() for key, value in answer.headers or [] if key == name), None)


def test_the_search_for_refusals_finds_those_of_every_floor() -> None:
    assert {NotFound, HierarchyCircle, SchemaTooNew, NoSuchRoute, Broken} <= set(EVERY)


@pytest.mark.parametrize("refusal", EVERY, ids=lambda refusal: refusal.__name__)
def test_every_refusal_has_a_place_in_the_table(refusal: type[Refused]) -> None:
    kind = kind_of(refusal)

    assert HTTPStatus(kind.status) >= HTTPStatus.BAD_REQUEST
    assert kind.type.endswith("Exception")
    assert kind.title


@pytest.mark.parametrize("refusal", EVERY, ids=lambda refusal: refusal.__name__)
def test_no_refusal_is_401(refusal: type[Refused]) -> None:
    """Clients take every status but 403 for a good token."""
    assert kind_of(refusal).status != HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("refusal", EVERY, ids=lambda refusal: refusal.__name__)
def test_only_a_bad_token_is_called_by_its_name(refusal: type[Refused]) -> None:
    kind = kind_of(refusal)

    assert (BAD_TOKEN in f"{kind.type} {kind.title}") == issubclass(refusal, BadCredentials)


def test_a_refusal_that_nobody_gave_a_place_is_a_fault() -> None:
    with pytest.raises(LookupError, match="Refused has no place"):
        kind_of(Refused)


@pytest.mark.parametrize("refusal", EVERY, ids=lambda refusal: refusal.__name__)
def test_every_refusal_has_a_code_of_its_own(refusal: type[Refused]) -> None:
    assert refusal.code not in {other.code for other in EVERY if other is not refusal}
    assert refusal.code.replace("_", "").isalpha()
    assert refusal.code.islower()


EXAMPLES: list[tuple[Refused, int, str, str]] = [
    (BadCredentials("No token"), 403, BAD_TOKEN, "Forbidden"),
    (Forbidden("Not for you"), 403, "AccessDeniedException", "Forbidden"),
    (NotFound("issue", "No issue 77"), 404, "NotFoundException", "Not Found"),
    (NoSuchRoute("/nothing"), 404, "NotFoundException", "Not Found"),
    (RelatedToItself("#7"), 400, "BadRequestException", "Bad Request"),
    (HierarchyCircle(["#8", "#9", "#7"]), 400, "BadRequestException", "Bad Request"),
    (MalformedBody("Not JSON"), 400, "BadRequestException", "Bad Request"),
    (MethodNotAllowed("PATCH", "/user", ["GET"]), 405, "MethodNotAllowedException", "Method Not Allowed"),
    (Conflict("Already there"), 409, "ConflictException", "Conflict"),
    (Invalid.field("title", "must not be blank"), 422, "ValidationException", "Unprocessable Entity"),
    (TooManyRequests("500 requests in an hour", 60), 429, "TooManyRequestsException", "Too Many Requests"),
    (TooLarge("Over 10 bytes"), 413, "PayloadTooLargeException", "Request Entity Too Large"),
    (UnsupportedMedia("Not JSON"), 415, "UnsupportedMediaTypeException", "Unsupported Media Type"),
    (Unavailable("The disk is full"), 503, "ServiceUnavailableException", "Service Unavailable"),
    (Broken("r-1"), 500, "InternalException", "Internal Server Error"),
]


@pytest.mark.parametrize(("refusal", "status", "type_", "phrase"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_all_refusals_have_one_shape(
    services: Services, refusal: Refused, status: int, type_: str, phrase: str
) -> None:
    answer = refuse(refusal, asked(services, f"/rest-api/project/acme/{quote('журнал')}"))

    error = json.loads(answer.body)
    shape = ["timestamp", "status", "error", "type", "title", "message", "path"]
    assert list(error) == [*shape, "errors"] if isinstance(refusal, Invalid) else shape
    assert answer.status == error["status"] == status
    assert (error["type"], error["error"]) == (type_, phrase)
    assert (error["message"], error["path"]) == (refusal.message, "/rest-api/project/acme/журнал")
    assert error["timestamp"] == "2026-03-04T12:00:00.000000"
    assert error["title"]


def test_every_kind_of_refusal_has_an_example_here() -> None:
    shown = {kind_of(type(refusal)) for refusal, *_ in EXAMPLES}

    assert shown == set(KINDS.values())


@pytest.mark.parametrize(
    ("noun", "title"), [("issue", "Issue not found"), ("route", "Route not found"), ("project", "Project not found")]
)
def test_what_was_not_found_is_in_the_title(services: Services, noun: str, title: str) -> None:
    error = json.loads(refuse(NotFound(noun, "Gone"), asked(services)).body)

    assert error["title"] == title


def test_fields_go_by_the_vendors_names(services: Services) -> None:
    ours = ("title", "assignees", "text", "color", "status.id")
    refusal = Invalid([Problem(field, "is wrong") for field in ours])

    error = json.loads(refuse(refusal, asked(services)).body)

    theirs = ["title", "assignedUsers", "note", "hexColor", "status.id"]
    assert error["errors"] == [{"field": field, "message": "is wrong"} for field in theirs]
    assert error["message"] == "; ".join(f"{field} is wrong" for field in theirs)


@pytest.mark.parametrize(
    ("refusal", "name", "value"),
    [
        (TooManyRequests("500 requests in an hour", 61), b"retry-after", "61"),
        (Unavailable("The disk is full"), b"retry-after", "5"),
        (MethodNotAllowed("PATCH", "/user", ["PUT", "DELETE"]), b"allow", "DELETE, PUT"),
        (TooLarge("Over 10 bytes"), b"connection", "close"),
        (Forbidden("Not for you"), b"retry-after", None),
        (NotFound("issue", "Gone"), b"allow", None),
    ],
)
def test_a_refusal_that_programs_can_act_on_says_how(
    services: Services, refusal: Refused, name: bytes, value: str | None
) -> None:
    assert header(refuse(refusal, asked(services)), name) == value


def test_no_sentence_about_rights_speaks_of_authentication() -> None:
    """Whatever module refuses a right, the words that clients look for are in no sentence of ours."""
    said = {
        module.__name__
        for refusal in EVERY
        if (module := inspect.getmodule(refusal)) is not None and BAD_TOKEN in inspect.getsource(module)
    }

    assert said == set()

"""What a request is asked for: its headers, its query, where it came from, and its body within limits."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from starlette.types import Message

from tests.http.support.asgi import GONE, piece, scope_of, whole
from unknot.domain.errors import TooLarge
from unknot.http.errors import ClientGone, MalformedBody, UnsupportedMedia
from unknot.http.request import Request
from unknot.http.services import Services

LIMIT = 1000  # that of the services in conftest.py
Ask = Callable[..., Request]


@pytest.fixture
def ask(services: Services) -> Ask:
    """Make a request out of what a server would hand over."""

    def ask(target: str = "/", *, messages: Sequence[Message] = (), **headers: str) -> Request:
        coming = iter(messages)

        async def receive() -> Message:
            return next(coming)

        return Request(scope_of("POST", target, headers), receive, services, "r-1")

    return ask


def body_of(request: Request) -> bytes:
    return asyncio.run(request.body(LIMIT, "limits.body_bytes"))


def json_of(request: Request) -> Any:
    return asyncio.run(request.json(dict[str, int]))


def test_a_header_is_found_by_its_name_in_lower_case(ask: Ask) -> None:
    request = ask(x_flag="yes")

    assert request.header(b"x-flag") == b"yes"
    assert request.header(b"x-other") is None


@pytest.mark.parametrize(
    ("target", "query"),
    [
        ("/", {}),
        ("/?", {}),
        ("/?a=1&b=2", {"a": "1", "b": "2"}),
        ("/?a=1&a=2", {"a": "2"}),
        ("/?a=&b", {"a": "", "b": ""}),
        ("/?a=x+y%20z%2B", {"a": "x y z+"}),
        ("/?%D0%B0=%E6%96%87", {"а": "文"}),
        ("/?a=%FF", {"a": "\ufffd"}),
        ("/?a=b=c", {"a": "b=c"}),
        ("/?a=1;b=2", {"a": "1;b=2"}),
        ("/?&&a=1&&", {"a": "1"}),
    ],
)
def test_a_query_is_read_as_forms_write_it(ask: Ask, target: str, query: dict[str, str]) -> None:
    assert ask(target).query == query


def test_the_base_is_the_address_that_the_client_called(ask: Ask) -> None:
    assert ask(host="issues.example.org:8443").base_url == "http://issues.example.org:8443"
    assert ask().base_url == "http://localhost"


def test_the_base_is_what_the_operator_says_if_they_say_it(ask: Ask, services: Services) -> None:
    services.public_url = "https://issues.example.org"

    assert ask(host="10.0.0.7:8080").base_url == "https://issues.example.org"


@pytest.mark.parametrize(
    ("messages", "body"),
    [
        ([whole(b"all at once")], b"all at once"),
        ([whole(b"")], b""),
        ([piece(b"in "), piece(b""), piece(b"three "), whole(b"pieces")], b"in three pieces"),
        ([piece(b"x" * LIMIT), whole(b"")], b"x" * LIMIT),
        ([{"type": "http.request"}], b""),
    ],
)
def test_a_body_comes_in_any_number_of_pieces(ask: Ask, messages: list[Message], body: bytes) -> None:
    assert body_of(ask(messages=messages)) == body


def test_a_body_that_says_it_is_too_large_is_not_read(ask: Ask) -> None:
    with pytest.raises(TooLarge, match=rf"larger than {LIMIT} bytes.*setting limits\.body_bytes"):
        body_of(ask(content_length=str(LIMIT + 1), messages=[]))


def test_a_body_that_turns_out_too_large_is_not_read_to_its_end(ask: Ask) -> None:
    with pytest.raises(TooLarge, match=f"larger than {LIMIT} bytes"):
        body_of(ask(messages=[piece(b"x" * LIMIT), piece(b"x")]))


@pytest.mark.parametrize("length", ["ten", "-1", "", "1.5", "+3"])
def test_a_length_must_be_a_number(ask: Ask, length: str) -> None:
    with pytest.raises(MalformedBody, match="Content-Length must be a number"):
        body_of(ask(content_length=length, messages=[whole(b"")]))


@pytest.mark.parametrize("messages", [[GONE], [piece(b'{"a"'), GONE]])
def test_a_client_that_goes_away_leaves_no_half_body(ask: Ask, messages: list[Message]) -> None:
    with pytest.raises(ClientGone):
        body_of(ask(messages=messages))


@pytest.mark.parametrize(
    "media",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON ;charset=UTF-8",
        "text/json",
        "application/hal+json",
        "application/vnd.team+json",
    ],
)
def test_whatever_calls_itself_json_is_read_as_json(ask: Ask, media: str) -> None:
    assert json_of(ask(content_type=media, messages=[whole(b'{"a": 1}')])) == {"a": 1}


def test_a_body_that_does_not_say_what_it_is_is_taken_for_json(ask: Ask) -> None:
    assert json_of(ask(messages=[whole(b'{"a": 1}')])) == {"a": 1}


@pytest.mark.parametrize(
    "media", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "json", "", "*/*"]
)
def test_a_body_that_says_it_is_something_else_is_not_taken(ask: Ask, media: str) -> None:
    with pytest.raises(UnsupportedMedia, match=r"must be JSON.*Send Content-Type: application/json"):
        json_of(ask(content_type=media, messages=[whole(b'{"a": 1}')]))


def test_the_limits_of_a_json_body_are_those_of_the_settings(ask: Ask) -> None:
    with pytest.raises(TooLarge, match=f"{LIMIT} bytes"):
        json_of(ask(messages=[whole(b" " * (LIMIT + 1))]))
    with pytest.raises(MalformedBody, match="more than 4 levels"):
        json_of(ask(messages=[whole(b"[[[[[]]]]]")]))

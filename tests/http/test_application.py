"""The application: whatever happens behind a door, one whole answer comes out of it, and the log knows more."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from starlette.types import Message
from structlog.testing import capture_logs

from tests.http.support.asgi import GONE, Client, exchange, piece, running
from unknot.domain.errors import Forbidden, NotFound, Refused
from unknot.http.answer import TEXT, Answer, StreamedAnswer
from unknot.http.application import Application
from unknot.http.errors import MethodNotAllowed
from unknot.http.request import Request
from unknot.http.routes import Door, Route, Router
from unknot.http.services import Services

SECRET = "the-name-of-the-rose"


class LedgerError(Exception):
    """A fault of ours, with words that nobody outside may read."""


async def echo(request: Request) -> Answer:
    return Answer(await request.body(1000, "limits.body_bytes"), content_type=TEXT)


async def name(request: Request) -> Answer:
    return Answer(repr(request.params).encode())


async def forbid(_: Request) -> Answer:
    raise Forbidden("Not for you")


async def break_down(_: Request) -> Answer:
    raise LedgerError(SECRET)


async def stream(_: Request) -> Answer:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"one "
        yield b"two"

    return StreamedAnswer(chunks(), size=7, content_type=TEXT, headers=[])


def refuse(refusal: Refused, _: Request) -> Answer:
    """How this door says no: the code and the sentence, with a status for each."""
    status = {"forbidden": 403, "no_such_route": 404, "method_not_allowed": 405, "broken": 500}[refusal.code]
    headers = [(b"allow", refusal.allowed.encode())] if isinstance(refusal, MethodNotAllowed) else None
    return Answer(f"{refusal.code}: {refusal.message}".encode(), status=status, content_type=TEXT, headers=headers)


ROUTES = [
    Route("GET", "/name/{first}/{second}", name, "Say the parameters"),
    Route("POST", "/echo", echo, "Say it again"),
    Route("GET", "/forbidden", forbid, "Refuse"),
    Route("GET", "/broken", break_down, "Break"),
    Route("POST", "/broken", break_down, "Break"),
    Route("GET", "/stream", stream, "Stream"),
]
DOOR = Door(name="test", title="Test", groups={"All": ROUTES}, refuse=refuse)

Made = Callable[..., Application]
Entry: TypeAlias = dict[str, Any]


@asynccontextmanager
async def no_lifespan() -> AsyncIterator[None]:
    yield


@pytest.fixture
def application(services: Services) -> Application:
    return Application(Router(DOOR), services, lifespan=no_lifespan)


@pytest.fixture
def client(application: Application) -> Iterator[Client]:
    with running(application) as client:
        yield client


@pytest.fixture
def log() -> Iterator[list[Any]]:
    with capture_logs() as entries:
        yield entries


def test_a_route_gets_its_parameters_and_its_answer_goes_out(client: Client) -> None:
    reply = client.get("/name/a%2Fb/c/?x=1")

    assert (reply.status, reply.body) == (200, b"('a/b', 'c')")


def test_head_gets_what_get_gets_without_the_body(client: Client) -> None:
    get, head = client.get("/name/a/b"), client.call("HEAD", "/name/a/b")

    assert (head.status, head.body) == (200, b"")
    assert head.header("content-length") == get.header("content-length") == str(len(get.body))


def test_a_stream_is_sent_whole(client: Client) -> None:
    reply = client.get("/stream")

    assert (reply.body, reply.header("content-length")) == (b"one two", "7")


@pytest.mark.parametrize(
    ("method", "target", "status", "words"),
    [
        ("GET", "/forbidden", 403, "forbidden: Not for you"),
        ("GET", "/nothing", 404, "no_such_route: Nothing answers at /nothing"),
        ("PUT", "/echo", 405, "method_not_allowed: /echo does not take PUT; it takes POST"),
    ],
)
def test_a_refusal_is_worded_by_the_door(client: Client, method: str, target: str, status: int, words: str) -> None:
    reply = client.call(method, target)

    assert (reply.status, reply.body.decode()) == (status, words)


def test_what_a_path_takes_is_in_the_header_allow(client: Client) -> None:
    assert client.call("PUT", "/broken").header("allow") == "GET, HEAD, POST"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_fault_is_answered_in_the_doors_words_and_tells_nothing(client: Client, method: str) -> None:
    reply = client.call(method, "/broken")

    assert reply.status == 500
    words = (reply.body + repr(reply.headers).encode()).decode()
    assert not [word for word in (SECRET, "LedgerError", "Traceback", "test_application") if word in words]
    if method != "HEAD":
        assert reply.body.startswith(b"broken: Unknot made a mistake")


def test_a_fault_is_found_in_the_log_by_the_id_in_the_answer(client: Client, log: list[Entry]) -> None:
    reply = client.get("/broken")

    name = reply.header("x-request-id")
    assert name is not None
    assert name in reply.body.decode()
    fault, request = log
    assert (fault["event"], fault["log_level"], fault["request"]) == ("broken", "error", name)
    assert (fault["method"], fault["path"], fault["exc_info"]) == ("GET", "/broken", True)
    assert (request["event"], request["request"], request["status"]) == ("request", name, 500)


def test_after_a_fault_everything_goes_on(client: Client) -> None:
    client.get("/broken")

    assert client.get("/name/a/b").status == 200


def test_every_request_has_an_id_of_its_own(client: Client) -> None:
    names = [client.get(target).header("x-request-id") for target in ("/name/a/b", "/nothing", "/broken") * 3]

    assert len(set(names)) == 9
    assert None not in names


def test_ids_of_two_processes_differ(services: Services) -> None:
    def first_id() -> str | None:
        with running(Application(Router(DOOR), services, lifespan=no_lifespan)) as client:
            return client.get("/name/a/b").header("x-request-id")

    assert first_id() != first_id()


def test_a_database_that_is_no_more_is_answered_too(client: Client, database_path: Path) -> None:
    """Before an endpoint is asked, the memory of people and projects is refreshed; that may fail like all else."""
    connection = sqlite3.connect(database_path)
    connection.execute("DROP TABLE directory_revision")
    connection.close()

    reply = client.get("/name/a/b")

    assert (reply.status, reply.body[:7]) == (500, b"broken:")


@pytest.mark.parametrize("messages", [[GONE], [piece(b"half a "), GONE]], ids=["at once", "in the middle"])
def test_a_client_that_goes_away_gets_no_answer(client: Client, log: list[Entry], messages: Sequence[Message]) -> None:
    assert client.exchange("POST", "/echo", messages) == []

    assert log == []
    assert client.call("POST", "/echo", body=b"whole").body == b"whole"


def test_a_request_that_is_given_up_ends_quietly(application: Application, log: list[Entry]) -> None:
    """So a server does with what is still going on when its grace is over."""

    async def give_up() -> list[Message]:
        task = asyncio.ensure_future(exchange_forever(application))
        await asyncio.sleep(0)
        task.cancel()
        return await task

    assert asyncio.run(give_up()) == []
    assert log == []


async def exchange_forever(application: Application) -> list[Message]:
    """Ask with a body that never comes; all that was sent back."""
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/echo", "query_string": b"", "headers": []}
    await application(scope, receive, send)
    return sent


@pytest.mark.parametrize(
    ("method", "target", "is_written_down"),
    [
        ("POST", "/echo", True),
        ("GET", "/name/a/b", False),
        ("HEAD", "/name/a/b", False),
        ("GET", "/nothing", False),
        ("PUT", "/echo", True),
        ("GET", "/broken", True),
    ],
)
def test_what_may_change_things_or_breaks_is_written_down(
    client: Client, log: list[Entry], method: str, target: str, *, is_written_down: bool
) -> None:
    reply = client.call(method, target)

    entries = [entry for entry in log if entry["event"] == "request"]
    assert bool(entries) is is_written_down
    for entry in entries:
        assert (entry["method"], entry["path"], entry["status"]) == (method, target, reply.status)
        assert entry["milliseconds"] >= 0


def test_reads_are_written_down_where_the_operator_wants_them(services: Services, log: list[Entry]) -> None:
    with running(Application(Router(DOOR), services, lifespan=no_lifespan, log_reads=True)) as client:
        client.get("/name/a/b")

    assert [entry["path"] for entry in log] == ["/name/a/b"]


def test_a_slow_read_is_written_down(client: Client, log: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([100.0, 101.5])
    monkeypatch.setattr(time, "perf_counter", lambda: next(seconds))

    client.get("/name/a/b")

    assert [(entry["path"], entry["milliseconds"]) for entry in log] == [("/name/a/b", 1500.0)]


def test_a_web_socket_is_turned_away(application: Application) -> None:
    sent = asyncio.run(exchange(application, {"type": "websocket"}, [{"type": "websocket.connect"}]))

    assert sent == [{"type": "websocket.close"}]


def test_what_lives_beside_requests_begins_and_ends_with_the_server(services: Services) -> None:
    story: list[str] = []

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        story.append("begun")
        yield
        story.append("ended")

    with running(Application(Router(DOOR), services, lifespan=lifespan)) as client:
        client.get("/name/a/b")
        story.append("asked")

    assert story == ["begun", "asked", "ended"]


class NoFolder(AbstractAsyncContextManager[None]):
    """A life that cannot begin."""

    async def __aenter__(self) -> None:
        raise NotFound("folder", "The data folder is gone")

    async def __aexit__(self, *_: object) -> None:
        """It never comes to this."""


def test_a_server_is_told_that_the_start_failed(services: Services) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    with pytest.raises(NotFound):
        asyncio.run(Application(Router(DOOR), services, lifespan=NoFolder)({"type": "lifespan"}, receive, send))

    assert sent == [{"type": "lifespan.startup.failed", "message": "The data folder is gone"}]

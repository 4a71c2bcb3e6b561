"""Calls an application in this process, as a server would, and keeps everything that it sends back."""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

GONE: Message = {"type": "http.disconnect"}


@dataclass(frozen=True)
class Reply:
    """One whole answer."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes

    @classmethod
    def of(cls, messages: Sequence[Message]) -> Self:
        start, *bodies = messages
        assert start["type"] == "http.response.start"
        assert [message.get("more_body", False) for message in bodies] == [True] * (len(bodies) - 1) + [False]
        return cls(start["status"], start["headers"], b"".join(message["body"] for message in bodies))

    def header(self, name: str) -> str | None:
        """The header of this name, which may be there once at most."""
        found = [value.decode("latin-1") for key, value in self.headers if key == name.lower().encode()]
        assert len(found) <= 1, f"{name} is there {len(found)} times"
        return found[0] if found else None

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Somebody with a token, or without one, in front of a running application."""

    def __init__(self, app: ASGIApp, runner: asyncio.Runner, token: str | None = None) -> None:
        self._app = app
        self._runner = runner
        self._token = token

    def with_token(self, token: str | None) -> "Client":
        return Client(self._app, self._runner, token)

    def get(self, target: str, **headers: str) -> Reply:
        return self.call("GET", target, headers=headers)

    def send(self, method: str, target: str, value: object) -> Reply:
        """Send a value as JSON."""
        return self.call(method, target, body=json.dumps(value).encode(), headers={"content-type": "application/json"})

    def call(self, method: str, target: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Reply:
        """Ask and stay until the end of the answer. Underscores stand for dashes in the names of headers."""
        return Reply.of(self._exchange(method, target, [whole(body)], headers, stays=True))

    def exchange(
        self, method: str, target: str, messages: Iterable[Message], *, headers: Mapping[str, str] | None = None
    ) -> list[Message]:
        """Let the application receive these messages, and after them that the client is gone; all that it sent."""
        return self._exchange(method, target, messages, headers, stays=False)

    def _exchange(
        self,
        method: str,
        target: str,
        messages: Iterable[Message],
        headers: Mapping[str, str] | None,
        *,
        stays: bool,
    ) -> list[Message]:
        every = {"host": "testserver", **(headers or {})}
        if self._token is not None:
            every.setdefault("authorization", f"token {self._token}")
        return self._runner.run(exchange(self._app, scope_of(method, target, every), messages, stays=stays))

    @contextmanager
    def listening(self, target: str, **headers: str) -> Iterator["Opened"]:
        """Ask for an answer that has no end, and leave when enough was heard."""
        opened = self._runner.run(Opened.open(self._app, scope_of("GET", target, {"host": "testserver", **headers})))
        opened.runner = self._runner
        try:
            yield opened
        finally:
            self._runner.run(opened.leave())


class Opened:
    """An answer that goes on while somebody listens."""

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        self._messages: list[Message] = []
        self._something = asyncio.Event()
        self._left = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, app: ASGIApp, scope: Scope) -> "Opened":
        self = cls()
        self._task = asyncio.ensure_future(app(scope, self._receive, self._send))
        return self

    def until(self, text: str, *, seconds: float = 10) -> str:
        """All that was heard so far, once this text is in it."""
        self.runner.run(asyncio.wait_for(self._hear(text.encode()), seconds))
        return self.heard.decode()

    def until_the_end(self, *, seconds: float = 10) -> str:
        """All that was heard when the other side ended the answer."""
        assert self._task is not None
        self.runner.run(asyncio.wait_for(asyncio.shield(self._task), seconds))
        return self.heard.decode()

    @property
    def heard(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self._messages)

    @property
    def start(self) -> Message:
        return self._messages[0]

    async def leave(self) -> None:
        self._left.set()
        if self._task is not None:
            await self._task

    async def _hear(self, text: bytes) -> None:
        while text not in self.heard:
            self._something.clear()
            await self._something.wait()

    async def _receive(self) -> Message:
        await self._left.wait()
        return GONE

    async def _send(self, message: Message) -> None:
        self._messages.append(dict(message))
        self._something.set()


@contextmanager
def running(app: ASGIApp) -> Iterator[Client]:
    """An application that was started as a server starts one, and is ended so."""
    with asyncio.Runner() as runner:
        life = runner.run(_begin(app))
        try:
            yield Client(app, runner)
        finally:
            runner.run(life.end())


def whole(body: bytes) -> Message:
    """The one message of a body that came in one piece."""
    return {"type": "http.request", "body": body, "more_body": False}


def piece(body: bytes) -> Message:
    """A piece of a body, after which more is to come."""
    return {"type": "http.request", "body": body, "more_body": True}


def scope_of(method: str, target: str, headers: Mapping[str, str] | None = None) -> Scope:
    """What a server tells an application of a request."""
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [
            (name.replace("_", "-").encode(), text.encode("latin-1")) for name, text in (headers or {}).items()
        ],
    }


async def exchange(app: ASGIApp, scope: Scope, messages: Iterable[Message], *, stays: bool = False) -> list[Message]:
    """All that the application sent. A client who stays is gone when it has the whole answer, and not before."""
    coming = iter(messages)
    sent: list[Message] = []
    is_answered = asyncio.Event()

    async def receive() -> Message:
        message = next(coming, GONE)
        if message is GONE and stays:
            await is_answered.wait()
        return message

    async def send(message: Message) -> None:
        sent.append(dict(message))
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            is_answered.set()

    await app(scope, receive, send)
    return sent


class Life:
    """An application between its start and its end."""

    def __init__(self, app: ASGIApp) -> None:
        self._wishes: asyncio.Queue[Message] = asyncio.Queue()
        self._replies: asyncio.Queue[Message] = asyncio.Queue()
        self._task = asyncio.ensure_future(app({"type": "lifespan"}, self._wishes.get, self._replies.put))

    async def begin(self) -> None:
        await self._ask("startup")

    async def end(self) -> None:
        await self._ask("shutdown")
        await self._task

    async def _ask(self, wish: str) -> None:
        await self._wishes.put({"type": f"lifespan.{wish}"})
        reply = await self._replies.get()
        assert reply["type"] == f"lifespan.{wish}.complete", reply


async def _begin(app: ASGIApp) -> Life:
    life = Life(app)
    await life.begin()
    return life

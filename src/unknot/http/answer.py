"""Answers: what is sent back, with as little work in between as possible."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from typing import Any, Final

from starlette.types import Receive, Send

from unknot.http.errors import ClientGone

Headers = list[tuple[bytes, bytes]]

JSON: Final = b"application/json"
TEXT: Final = b"text/plain; charset=utf-8"
NOT_MODIFIED: Final = 304
PATIENCE_SECONDS: Final = 20  # with a client who takes nothing of what is sent


class Answer:
    """A status, a body that is all there, and headers beside type and length."""

    __slots__ = ("body", "content_type", "headers", "status")
    is_endless = False

    def __init__(
        self,
        body: bytes = b"",
        *,
        status: int = 200,
        content_type: bytes | None = JSON,
        headers: Headers | None = None,
    ) -> None:
        self.status = status
        self.body = body
        self.content_type = content_type
        self.headers = headers

    async def send(self, send: Send, request_id: bytes, *, with_body: bool) -> None:
        headers: Headers = [(b"x-request-id", request_id)]
        if self.status != NOT_MODIFIED:  # which has no body, and must not tell the length of one
            headers.append((b"content-length", b"%d" % len(self.body)))
        if self.content_type is not None:
            headers.append((b"content-type", self.content_type))
        if self.headers is not None:
            headers += self.headers
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body if with_body else b""})


class StreamedAnswer(Answer):
    """A body that is sent while it is read. Its length must be known, so that a broken transfer shows."""

    __slots__ = ("chunks", "size")

    def __init__(self, chunks: AsyncIterator[bytes], *, size: int, content_type: bytes, headers: Headers) -> None:
        super().__init__(content_type=content_type, headers=headers)
        self.chunks = chunks
        self.size = size

    async def send(self, send: Send, request_id: bytes, *, with_body: bool) -> None:
        headers: Headers = [
            (b"content-length", b"%d" % self.size),
            (b"x-request-id", request_id),
            (b"content-type", self.content_type or b""),
            *(self.headers or ()),
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        if with_body:
            async for chunk in self.chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class EndlessAnswer(Answer):
    """A body that goes on until the client leaves, takes nothing for a while, or there is no more to say."""

    __slots__ = ("chunks", "receive")
    is_endless = True

    def __init__(
        self, chunks: AsyncGenerator[bytes, None], *, receive: Receive, content_type: bytes, headers: Headers
    ) -> None:
        super().__init__(content_type=content_type, headers=headers)
        self.chunks = chunks
        self.receive = receive

    async def send(self, send: Send, request_id: bytes, *, with_body: bool) -> None:
        headers: Headers = [
            (b"x-request-id", request_id),
            (b"content-type", self.content_type or b""),
            *(self.headers or ()),
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        if with_body:
            with _cancelled_when_gone(self.receive):
                await self._send_chunks(send)
        await send({"type": "http.response.body", "body": b""})

    async def _send_chunks(self, send: Send) -> None:
        async with aclosing(self.chunks) as chunks:
            async for chunk in chunks:
                try:
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
                except TimeoutError as error:
                    raise ClientGone from error


@contextmanager
def _cancelled_when_gone(receive: Receive) -> Iterator[None]:
    """Cancel what is done here as soon as the client has left."""
    here: asyncio.Task[Any] | None = asyncio.current_task()
    assert here is not None  # noqa: S101 - requests are answered in tasks

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        here.cancel()

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()

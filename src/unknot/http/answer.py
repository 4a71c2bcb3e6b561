"""Answers: what is sent back, with as little work in between as possible."""

from collections.abc import AsyncIterator
from typing import Final

from starlette.types import Send

Headers = list[tuple[bytes, bytes]]

JSON: Final = b"application/json"
TEXT: Final = b"text/plain; charset=utf-8"
NOT_MODIFIED: Final = 304


class Answer:
    """A status, a body that is all there, and headers beside type and length."""

    __slots__ = ("body", "content_type", "headers", "status")

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

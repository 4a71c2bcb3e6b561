"""A request: read lazily, so that nobody pays for what nobody asks."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, unquote

from starlette.types import Receive, Scope

from unknot.domain.errors import TooLarge
from unknot.domain.sentence import says
from unknot.http.errors import ClientGone, MalformedBody, UnsupportedMedia
from unknot.http.json import decode

if TYPE_CHECKING:
    from unknot.http.services import Services

Wanted = TypeVar("Wanted")


class Request:
    """One request, its path parameters, and the services that answer it."""

    __slots__ = ("_body", "_query", "headers", "id", "method", "params", "path", "receive", "scope", "services")

    def __init__(self, scope: Scope, receive: Receive, services: "Services", request_id: str) -> None:
        self.scope = scope
        self.receive = receive
        self.services = services
        self.id = request_id
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.headers: list[tuple[bytes, bytes]] = scope["headers"]
        self.params: tuple[str, ...] = ()
        self._query: dict[str, str] | None = None

    def header(self, name: bytes) -> bytes | None:
        """The first header of this name; names are in lower case."""
        for key, value in self.headers:
            if key == name:
                return value
        return None

    @property
    def query(self) -> dict[str, str]:
        """Query parameters; of one that is given twice, the last."""
        if self._query is None:
            text = self.scope["query_string"].decode("latin-1")
            self._query = dict(parse_qsl(text, keep_blank_values=True)) if text else {}
        return self._query

    @property
    def base_url(self) -> str:
        """The address by which the client reached us, without a path: "http://127.0.0.1:8080"."""
        if self.services.public_url:
            return self.services.public_url
        host = self.header(b"host")
        return f"{self.scope['scheme']}://{host.decode('latin-1') if host else 'localhost'}"

    async def json(self, wanted: type[Wanted]) -> Wanted:
        """The body, checked against the type."""
        self._require_json()
        limits = self.services.limits
        return decode(await self.body(limits.body_bytes, "limits.body_bytes"), wanted, at_most_deep=limits.json_depth)

    async def body(self, at_most: int, setting: str) -> bytes:
        """The whole body; refused as soon as it is known to be too large."""
        chunks = [chunk async for chunk in self.chunks(at_most, setting)]
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    async def chunks(self, at_most: int, setting: str) -> AsyncIterator[bytes]:
        """The body as it comes in."""
        if self._declared_length() > at_most:
            raise _too_large(at_most, setting)
        size, more = 0, True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            if size > at_most:
                raise _too_large(at_most, setting)
            more = message.get("more_body", False)
            yield chunk

    def _declared_length(self) -> int:
        declared = self.header(b"content-length")
        if declared is None:
            return 0
        if not declared.isdigit():
            raise MalformedBody(says("The header Content-Length must be a number"))
        return int(declared)

    def _require_json(self) -> None:
        given = self.header(b"content-type")
        if given is None:
            return
        media = given.partition(b";")[0].strip().lower()
        if media not in {b"application/json", b"text/json"} and not media.endswith(b"+json"):
            raise UnsupportedMedia(
                says(
                    'The body must be JSON, and the header Content-Type says "%(given)s". '
                    "Send Content-Type: application/json.",
                    given=given.decode("latin-1"),
                )
            )


def path_segments(scope: Scope) -> list[str]:
    """The path in its parts, each percent-decoded by itself: "/a/b%2Fc/" gives ["a", "b/c"]."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    parts = raw.partition(b"?")[0].decode("latin-1").split("/")
    if parts[-1] == "":
        parts.pop()
    del parts[:1]
    return [unquote(part) if "%" in part else part for part in parts]


def _too_large(at_most: int, setting: str) -> TooLarge:
    return TooLarge(
        says(
            "The body is larger than %(most)s bytes, which is the most that is taken (setting %(setting)s)",
            most=at_most,
            setting=setting,
        )
    )

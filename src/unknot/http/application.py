"""The ASGI application: finds the door and the route, and lets nothing out that is not an answer."""

import asyncio
import itertools
import secrets
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import structlog
from starlette.types import Receive, Scope, Send

from unknot.domain.errors import Refused, Unavailable
from unknot.http.answer import Answer
from unknot.http.errors import Broken, ClientGone
from unknot.http.packing import pack
from unknot.http.request import Request, path_segments
from unknot.http.routes import Match, RefusedAt, Router
from unknot.http.services import Services

Lifespan = Callable[[], AbstractAsyncContextManager[None]]

SLOW_SECONDS = 1.0  # a request that takes longer is written down, whatever it was


class Application:
    """No chain of middleware: one function sees every request from its first byte to its last."""

    def __init__(self, router: Router, services: Services, *, lifespan: Lifespan, log_reads: bool = False) -> None:
        self._router = router
        self._services = services
        self._lifespan = lifespan
        self._log_reads = log_reads
        self._log = structlog.get_logger("unknot.http")
        self._names = map(
            str, itertools.count(secrets.randbits(62))
        )  # decimal, up to 19 digits: one dialect wants that

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await send({"type": "websocket.close"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        request = Request(scope, receive, self._services, next(self._names))
        try:
            answer = pack(await self._answer(request), request)
            await answer.send(send, request.id.encode(), with_body=request.method != "HEAD")
        except (ClientGone, asyncio.CancelledError):
            return
        self._write_down(request, answer, time.perf_counter() - started)

    async def _answer(self, request: Request) -> Answer:
        try:
            match = self._router.find(request.method, path_segments(request.scope), request.path)
        except RefusedAt as error:
            return error.door.refuse(error.refusal, request)
        return await self._ask(match, request)

    async def _ask(self, match: Match, request: Request) -> Answer:
        request.params = match.params
        try:
            self._services.directory.refresh()
            return await match.route.endpoint(request)
        except Refused as refusal:
            if isinstance(refusal, Unavailable):
                self._log.error("unavailable", request=request.id, path=request.path, reason=refusal.message)
            return match.door.refuse(refusal, request)
        except (ClientGone, asyncio.CancelledError):
            raise
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer
            self._log.exception("broken", request=request.id, method=request.method, path=request.path)
            return match.door.refuse(Broken(request.id), request)

    def _write_down(self, request: Request, answer: Answer, seconds: float) -> None:
        is_read = request.method in {"GET", "HEAD"}
        is_slow = seconds >= SLOW_SECONDS and not answer.is_endless
        if is_read and not self._log_reads and not is_slow and answer.status < 500:  # noqa: PLR2004
            return
        self._log.info(
            "request",
            request=request.id,
            method=request.method,
            path=request.path,
            status=answer.status,
            milliseconds=round(seconds * 1000, 2),
        )

    def end_streams(self) -> None:
        """Let answers without an end come to theirs: a server waits for every answer before it stops."""
        self._services.feed.end()

    async def _live(self, receive: Receive, send: Send) -> None:
        """Start and end with the server, as ASGI's lifespan protocol has it."""
        await receive()
        try:
            async with self._lifespan():
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})

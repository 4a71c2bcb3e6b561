"""Our own clients: as little work for each request as Python allows, so that the server is what is measured."""

import asyncio
import re
from collections.abc import Iterator
from itertools import cycle
from time import perf_counter
from typing import cast

from bench.figures import percentile
from bench.load.plan import Load, Outcome

GRACE_SECONDS = 30  # for the last answers, on a busy machine
OK = b"HTTP/1.1 200"
HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class BadAnswer(Exception):
    """Not what was to be measured."""


async def drive(load: Load) -> Outcome:
    """Let all clients ask until the time is over; each still takes its last answer."""
    run = Run(load)
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(load.seconds + GRACE_SECONDS):
        for _ in range(load.clients):
            await loop.create_connection(lambda: Client(run), load.host, load.port)
        await run.done
    return run.outcome()


class Run:
    """What the clients of one load share."""

    def __init__(self, load: Load) -> None:
        self.requests: Iterator[bytes] = cycle(load.requests) if load.repeats else iter(load.requests)
        self.began = self.ended = perf_counter()
        self.deadline = self.began + load.seconds
        self.latencies: list[float] = []
        self.clients = load.clients
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def leave(self) -> None:
        """A client has nothing more to do."""
        self.clients -= 1
        if self.clients == 0 and not self.done.done():
            self.done.set_result(None)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)

    def outcome(self) -> Outcome:
        ranked = sorted(self.latencies)
        return Outcome(
            answers=len(ranked),
            seconds=self.ended - self.began,
            p50_ms=percentile(ranked, 0.50) * 1000,
            p99_ms=percentile(ranked, 0.99) * 1000,
        )


class Client(asyncio.Protocol):
    """One connection, with one request on its way."""

    __slots__ = ("_held", "_is_leaving", "_run", "_size", "_started", "_transport")

    def __init__(self, run: Run) -> None:
        self._run = run
        self._held = b""
        self._size = 0
        self._is_leaving = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)  # uvloop's own class, with the same methods
        self._ask()

    def data_received(self, data: bytes) -> None:
        held = self._held + data if self._held else data
        if not self._size:
            self._size = _size_of_answer(held)
        if not self._size or len(held) < self._size:
            self._held = held
            return
        self._note(held)
        self._held = b""
        self._size = 0
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._is_leaving:
            self._run.leave()
        else:
            self._run.fail(exc or BadAnswer("The server closed a connection"))

    def _ask(self) -> None:
        started = perf_counter()
        request = next(self._run.requests, None) if started < self._run.deadline else None
        if request is None:
            self._is_leaving = True
            self._transport.close()
        else:
            self._started = started
            self._transport.write(request)

    def _note(self, answer: bytes) -> None:
        run, now = self._run, perf_counter()
        if not answer.startswith(OK):
            run.fail(BadAnswer(f"Not 200: {answer[:500].decode(errors='replace')}"))
        run.ended = now
        run.latencies.append(now - self._started)


def _size_of_answer(held: bytes) -> int:
    """Head and body together; 0 as long as the head is not all there."""
    head = held.find(HEAD_END)
    if head < 0:
        return 0
    length = LENGTH.search(held, 0, head + len(HEAD_END))
    if length is None:
        raise BadAnswer(f"No length: {held[:500].decode(errors='replace')}")
    return head + len(HEAD_END) + int(length[1])

"""A filled database on which a row is measured, with the servers over it."""

import http.client
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from bench import cache, system
from bench.ceiling import FixedAnswer
from bench.figures import MEGABYTES, SECONDS, Claim
from bench.processes import BenchFailed, Server, serving
from bench.rows import IDLE_MEGABYTES, READY_SECONDS
from bench.sample import Sample, sample_of

UNKNOT: Final = str(Path(sys.executable).with_name("unknot"))
STARTS = 3  # the median of their times counts
LOOKED_AT = 25  # answers, of which the one of middle size is typical
NOT_OURS = frozenset({"date", "connection"})  # headers that uvicorn adds by itself


@dataclass(frozen=True)
class Site:
    """So many issues, served by one server as it is and, where writes are measured, by one that does not group them."""

    issues: int
    sample: Sample
    server: Server
    ungrouped: Server | None
    copies: list[Path]
    at_start: list[Claim]

    def warm(self) -> None:
        """Let the system read the databases once, so that waiting for a disk is not what is measured."""
        for copy in self.copies:
            cache.warm(copy)

    def claims(self) -> list[Claim]:
        """What is said of the process itself, now that it has worked."""
        return [*self.at_start, Claim(_megabytes(self.server), MEGABYTES, "of memory after the run")]


@contextmanager
def opened(place: Path, folder: Path, issues: int, *, writes: bool) -> Iterator[Site]:
    """Serve copies of a filled database, so that it stays as it is."""
    with ExitStack() as stack:
        copies = [cache.copy(place, folder / f"{issues}")]
        ready = [_seconds_to_ready(*copies) for _ in range(STARTS)]
        server = stack.enter_context(_unknot(*copies))
        at_start = [
            Claim(median(ready), SECONDS, "from start to ready", READY_SECONDS),
            Claim(_megabytes(server), MEGABYTES, "of memory when idle", IDLE_MEGABYTES),
        ]
        ungrouped = None
        if writes:
            copies.append(cache.copy(place, folder / f"{issues}-ungrouped"))
            ungrouped = stack.enter_context(_unknot(copies[1], UNKNOT_GROUP_LIMIT="1"))
        yield Site(issues, sample_of(place), server, ungrouped, copies, at_start)


@contextmanager
def ceiling(server: Server, requests: list[bytes], folder: Path) -> Iterator[Server]:
    """A server that gives a typical answer of this one to every request."""
    answers = sorted((answer_of(server, request) for request in requests[:LOOKED_AT]), key=lambda one: len(one.body))
    given = msgspec.msgpack.encode(answers[len(answers) // 2])
    with serving([sys.executable, "-m", "bench.ceiling"], folder / "ceiling.log", given=given) as top:
        yield top


def answer_of(server: Server, request: bytes) -> FixedAnswer:
    with socket.create_connection((server.host, server.port)) as connection:
        connection.sendall(request)
        response = http.client.HTTPResponse(connection, method=request.split(b" ", 1)[0].decode())
        response.begin()
        body = response.read()
    if response.status != http.client.OK:
        raise BenchFailed(f"{request[:200]!r} was answered {response.status}: {body[:500]!r}")
    headers = [(name.lower().encode(), value.encode()) for name, value in response.getheaders()]
    return FixedAnswer(response.status, [one for one in headers if one[0].decode() not in NOT_OURS], body)


def _seconds_to_ready(data: Path) -> float:
    with _unknot(data) as server:
        return server.seconds_to_ready


@contextmanager
def _unknot(data: Path, **settings: str) -> Iterator[Server]:
    command = [UNKNOT, "serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
    log = data.with_name(f"{data.name}.log")
    with serving(command, log, ready="/readyz", settings=settings) as server:
        yield server


def _megabytes(server: Server) -> float:
    return system.memory_bytes(server.group) / 1e6

"""`python -m bench.exports`: how fast a whole project leaves, what it costs in memory, and how others fare meanwhile.

Memory is what the server holds for itself: pages of the database that the system lends it do not count. Meanwhile
another client gets one issue after the other, with a short pause; its times stand beside those without an export.
"""

import http.client
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Final
from urllib.parse import urlencode

import click
import msgspec

from bench import cache
from bench.__main__ import CACHE, Sizes
from bench.fill.filling import Filled
from bench.processes import BenchFailed, Server, serving
from bench.site import UNKNOT
from bench.table import aligned, markdown
from unknot.transfer.asking import FORMATS

HEADINGS: Final = (
    "format",
    "issues",
    "seconds",
    "issues/s",
    "MB",
    "memory MB",
    "grown by MB",
    "get p95 ms",
    "alone ms",
)
PAUSE_SECONDS: Final = 0.01
ALONE_SECONDS: Final = 2
READ_BYTES: Final = 1 << 16
PRIVATE: Final = re.compile(r"RssAnon:\s+(\d+) kB")
P95: Final = 94


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    format: str
    issues: int
    seconds: float
    size: int
    before_bytes: int
    most_bytes: int
    beside_ms: float
    alone_ms: float


class Beside:
    """What is watched while something else goes on."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.most_bytes = 0

    @property
    def p95_ms(self) -> float:
        return quantiles(self.times, n=100)[P95] * 1000


@click.command
@click.option("--issues", "sizes", type=Sizes(), default="100000", show_default=True, help="Or several.")
@click.option("--format", "names", type=click.Choice(list(FORMATS)), multiple=True, help="Only this one.")
@click.option("--markdown", "is_markdown", is_flag=True)
@click.option("--cache", "cache_folder", type=click.Path(path_type=Path, resolve_path=True), default=CACHE)
def main(sizes: list[int], names: tuple[str, ...], *, is_markdown: bool, cache_folder: Path) -> None:
    """Measure exports of a whole project through our own API."""
    rows = [_row(one) for size in sizes for one in _measure(cache_folder, size, names or tuple(FORMATS))]
    click.echo((markdown if is_markdown else aligned)(HEADINGS, rows))


def _measure(cache_folder: Path, size: int, names: tuple[str, ...]) -> Iterator[Measured]:
    place = cache.filled(cache_folder, size)
    facts = cache.facts_of(place)
    with tempfile.TemporaryDirectory() as folder:
        data = cache.copy(place, Path(folder) / "data")
        command = [UNKNOT, "serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
        with serving(command, Path(folder) / "unknot.log", ready="/readyz") as server:
            with _beside(server, facts) as alone:
                time.sleep(ALONE_SECONDS)
            _export(server, facts, names[0])  # so that waiting for a disk is not what is measured
            for name in names:
                yield _measure_format(server, facts, name, alone)


def _measure_format(server: Server, facts: Filled, name: str, alone: Beside) -> Measured:
    before = _private_bytes(server)
    with _beside(server, facts) as beside:
        started = time.perf_counter()
        size = _export(server, facts, name)
        seconds = time.perf_counter() - started
    return Measured(
        format=name,
        issues=facts.issues,
        seconds=seconds,
        size=size,
        before_bytes=before,
        most_bytes=beside.most_bytes,
        beside_ms=beside.p95_ms,
        alone_ms=alone.p95_ms,
    )


def _export(server: Server, facts: Filled, name: str) -> int:
    query = urlencode({"project": facts.project, "format": name})
    connection = http.client.HTTPConnection(server.host, server.port)
    connection.request("GET", f"/api/unknot/v1/issues/export?{query}", headers=_authorization(facts))
    response = connection.getresponse()
    if response.status != http.client.OK:
        raise BenchFailed(f"an export as {name} was answered {response.status}")
    size = 0
    while chunk := response.read(READ_BYTES):
        size += len(chunk)
    connection.close()
    return size


@contextmanager
def _beside(server: Server, facts: Filled) -> Iterator[Beside]:
    """Get an issue again and again, and look at the server's memory each time."""
    beside, is_over = Beside(), threading.Event()

    def watch() -> None:
        connection = http.client.HTTPConnection(server.host, server.port)
        while not is_over.wait(PAUSE_SECONDS):
            started = time.perf_counter()
            path = f"/project/{facts.owner}/{facts.project}/issue/{facts.issues // 2 + 1}"
            connection.request("GET", path, headers=_authorization(facts))
            connection.getresponse().read()
            beside.times.append(time.perf_counter() - started)
            beside.most_bytes = max(beside.most_bytes, _private_bytes(server))
        connection.close()

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield beside
    finally:
        is_over.set()
        watching.join()


def _authorization(facts: Filled) -> dict[str, str]:
    return {"authorization": f"token {facts.token}"}


def _private_bytes(server: Server) -> int:
    found = PRIVATE.search(Path(f"/proc/{server.group}/status").read_text(encoding="ascii"))
    if found is None:
        raise BenchFailed("the system does not say how much memory a process has for itself")
    return int(found[1]) * 1024


def _row(measured: Measured) -> tuple[str, ...]:
    return (
        measured.format,
        f"{measured.issues:,}",
        f"{measured.seconds:.1f}",
        f"{measured.issues / measured.seconds:,.0f}",
        f"{measured.size / 1e6:,.0f}",
        f"{measured.most_bytes / 1e6:.0f}",
        f"{(measured.most_bytes - measured.before_bytes) / 1e6:.0f}",
        f"{measured.beside_ms:.1f}",
        f"{measured.alone_ms:.1f}",
    )


if __name__ == "__main__":
    main()

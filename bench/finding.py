"""`python -m bench.finding`: how soon a question is answered, and what the index of words costs who files an issue.

Every question is a new one. In the process, one after the other, the answer is the first fifty issues and the exact
total. Over HTTP, eight clients ask for whole pages: the time that the server worked on each counts.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from typing import Final
from urllib.parse import quote

import click
import msgspec

from bench import cache, supplies, system
from bench.__main__ import CACHE, Sizes
from bench.figures import ratio
from bench.fill.filling import Filled
from bench.load.generators import ours
from bench.load.plan import Load
from bench.pages import prepare, server_times, sign_in
from bench.processes import Server, serving
from bench.questions import KINDS, LISTS, SIMILAR, Kind
from bench.rows import WRITERS
from bench.sample import sample_of
from bench.site import UNKNOT
from bench.table import aligned, markdown
from unknot.config import DATABASE_NAME
from unknot.domain.access import Actor
from unknot.domain.query import parse, sort_in
from unknot.store import browsing
from unknot.store.database import Database
from unknot.store.selecting import Selection, select

CLIENTS: Final = 8
SHOWN: Final = 50
ROUNDS: Final = 5  # of filing issues with the index and without
P50, P95 = 49, 94
MOST_OF_UNINDEXED: Final = 1.5
HEADINGS: Final = ("question", "issues", "p50 ms", "p95 ms", "aim", "page p50 ms", "page p95 ms")


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    issues: int
    inside_ms: list[float]  # without HTTP and page; nothing where there is no such way
    server_ms: list[float]

    def row(self) -> tuple[str, ...]:
        inside = _percentiles(self.inside_ms) if self.inside_ms else ("", "")
        aim = "" if self.kind.aims is None else f"≤ {self.kind.aims.at(self.issues)}"
        return (self.kind.name, f"{self.issues:,}", *inside, aim, *_percentiles(self.server_ms))


@click.command
@click.option("--issues", "sizes", type=Sizes(), default="100000", show_default=True, help="Or several.")
@click.option("--seconds", type=click.FloatRange(min=0.5), default=3, show_default=True, help="Of load for each kind.")
@click.option("--markdown", "is_markdown", is_flag=True)
@click.option("--cache", "cache_folder", type=click.Path(path_type=Path, resolve_path=True), default=CACHE)
def main(sizes: list[int], seconds: float, *, is_markdown: bool, cache_folder: Path) -> None:
    """Measure lists, searches, completion, and filing beside them."""
    for size in sizes:
        place = cache.filled(cache_folder, size)
        rows = [measured.row() for measured in _measure(place, size, seconds)]
        click.echo((markdown if is_markdown else aligned)(HEADINGS, rows))
        times = _times_of_unindexed(place, seconds)
        click.echo(
            f"\nFiling takes {times:.2f} times the work that it takes without words; aim: ≤ {MOST_OF_UNINDEXED}\n"
        )


def _measure(place: Path, size: int, seconds: float) -> Iterator[Measured]:
    facts = cache.facts_of(place)
    with tempfile.TemporaryDirectory() as folder:
        data = cache.copy(place, Path(folder) / "data")
        prepare(data, facts)
        cache.warm(data)
        inside = {kind.name: list(_inside(data, facts, kind)) for kind in KINDS}
        log = Path(folder) / "unknot.log"
        with serving(_serve(UNKNOT, data), log, ready="/readyz", settings={"UNKNOT_LOG_READS": "true"}) as server:
            cookie = sign_in(server)
            for kind in KINDS:
                outside = _outside(server, facts, kind, cookie, seconds, log)
                yield Measured(kind=kind, issues=size, inside_ms=inside[kind.name], server_ms=outside)


# In the process.


def _inside(data: Path, facts: Filled, kind: Kind) -> Iterator[float]:
    ask = ASKING.get(kind.path)
    if ask is None:
        return
    database = Database(data / DATABASE_NAME)
    for question in kind.questions():
        started = time.perf_counter()
        ask(database, facts, question)
        yield (time.perf_counter() - started) * 1000
    database.close()


def _list(database: Database, facts: Filled, text: str) -> None:
    """The first issues of a query, and how many it has."""
    browsing.sections(database.db, [(_selection(database, facts, text), SHOWN)], sort_in(parse(text))[0])


def _alike(database: Database, facts: Filled, title: str) -> None:
    browsing.alike(database.db, _selection(database, facts, ""), title, limit=SHOWN)


ASKING: Final = {LISTS: _list, SIMILAR: _alike}


def _selection(database: Database, facts: Filled, text: str) -> Selection:
    directory = database.directory
    project, user = directory.project_at(facts.owner, facts.project), directory.user_by_name("ann")
    assert project is not None  # noqa: S101 - the filling made it
    assert user is not None  # noqa: S101 - and her
    ann = Actor(id=user.id, workspace=project.workspace)
    now = database.clock()
    return select(directory, parse(text), project.workspace, [project], reader=ann, now=now).selection


# Over HTTP.


def _outside(server: Server, facts: Filled, kind: Kind, cookie: str, seconds: float, log: Path) -> list[float]:
    """How long the server worked on each page."""
    home = f"/{facts.owner}/{kind.path.format(project=facts.project)}"
    head = f"host: {server.host}:{server.port}\r\ncookie: {cookie}\r\naccept: text/html\r\n\r\n"
    requests = [f"GET {home}{quote(one)} HTTP/1.1\r\n{head}".encode() for one in kind.questions()]
    start = log.stat().st_size
    _drive(server, requests, seconds, CLIENTS)
    return server_times(log, start, home.partition("?")[0])


def _drive(server: Server, requests: Sequence[bytes], seconds: float, clients: int) -> int:
    """How many were answered."""
    load = Load(
        host=server.host, port=server.port, clients=clients, seconds=seconds, requests=list(requests), repeats=True
    )
    return ours(load).answers


# What the index costs.


def _times_of_unindexed(place: Path, seconds: float) -> float:
    """How many times as long a processor works on a new issue until everything of it is learned, round by round."""
    requests = supplies.create_issue(sample_of(place)).take(supplies.BODIES)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        commands = ([UNKNOT], [sys.executable, "-m", "bench.unindexed"])
        servers = [
            stack.enter_context(
                serving(
                    _serve(*command, cache.copy(place, folder / f"data-{at}")),
                    folder / f"unknot-{at}.log",
                    ready="/readyz",
                )
            )
            for at, command in enumerate(commands)
        ]
        for server in servers:
            _filing(server, requests, seconds / 2)
        times = [[_filing(server, requests, seconds) for server in servers] for _ in range(ROUNDS)]
    indexed, unindexed = ([each[at] for each in times] for at in range(2))
    return ratio(indexed, unindexed)


def _filing(server: Server, requests: Sequence[bytes], seconds: float) -> float:
    """Seconds of a processor for each issue."""
    before = system.cpu_seconds(server.group)
    answers = _drive(server, requests, seconds, WRITERS)
    system.wait_for_rest(server.group)
    return (system.cpu_seconds(server.group) - before) / answers


def _serve(*command_and_data: object) -> list[str]:
    *command, data = map(str, command_and_data)
    return [*command, "serve", "--data", data, "--host", "127.0.0.1", "--port", "0"]


def _percentiles(times: list[float]) -> tuple[str, str]:
    centiles = quantiles(times, n=100)
    return f"{centiles[P50]:.1f}", f"{centiles[P95]:.1f}"


if __name__ == "__main__":
    main()

"""`python -m bench.pages`: how long the server works on each page, with eight clients, and what the page weighs.

The server itself says how long it worked on a request (its log with `log.reads`), so waiting behind seven others does
not count; the clients' own times stand beside it, and the ceiling is the same server answering the same bytes.
"""

import gzip
import http.client
import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Final
from urllib.parse import urlencode, urlsplit

import click
import msgspec

from bench import cache
from bench.__main__ import CACHE, Sizes
from bench.fill.filling import Filled
from bench.processes import BenchFailed, Server, serving
from bench.site import UNKNOT, ceiling
from bench.table import aligned, markdown
from unknot.config import DATABASE_NAME
from unknot.domain.access import OPERATOR, Actor
from unknot.domain.ids import IssueId
from unknot.operations.comments import add_comment
from unknot.operations.passwords import hash_password
from unknot.operations.people import set_password
from unknot.store import issues
from unknot.store.database import Database
from unknot.store.work import Work

CLIENTS: Final = 8
COMMENTS: Final = 200
PASSWORD: Final = "correct horse battery staple"  # noqa: S105 - of a database that is thrown away
HEADINGS: Final = (
    "page",
    "issues",
    "server p50 ms",
    "p95 ms",
    "client p50 ms",
    "pages/s",
    "of the ceiling",
    "first load KB",
)
LINKED: Final = re.compile(rb'(?:href|src)="(/static/[^"#]+)')
IMPORTED: Final = re.compile(rb'(?:import|from) "\./([\w-]+\.js)"')  # what is fetched later, on demand, does not count
P50, P95 = 49, 94


class Page(msgspec.Struct, frozen=True):
    name: str
    path: str


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    page: Page
    issues: int
    server_ms: list[float]
    client_p50_ms: float
    rate: float
    ceiling_rate: float
    first_load_bytes: int


@click.command
@click.option("--issues", "sizes", type=Sizes(), default="100000", show_default=True, help="Or several.")
@click.option("--seconds", type=click.FloatRange(min=0.5), default=3, show_default=True, help="Of load for each page.")
@click.option("--markdown", "is_markdown", is_flag=True)
@click.option("--cache", "cache_folder", type=click.Path(path_type=Path, resolve_path=True), default=CACHE)
def main(sizes: list[int], seconds: float, *, is_markdown: bool, cache_folder: Path) -> None:
    """Measure the pages of the interface."""
    rows = [_row(one) for size in sizes for one in _measure(cache_folder, size, seconds)]
    click.echo((markdown if is_markdown else aligned)(HEADINGS, rows))


def _measure(cache_folder: Path, size: int, seconds: float) -> Iterator[Measured]:
    place = cache.filled(cache_folder, size)
    facts = cache.facts_of(place)
    with tempfile.TemporaryDirectory() as folder:
        data = cache.copy(place, Path(folder) / "data")
        number = prepare(data, facts)
        log = Path(folder) / "unknot.log"
        command = [UNKNOT, "serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
        with serving(command, log, ready="/readyz", settings={"UNKNOT_LOG_READS": "true"}) as server:
            cookie = sign_in(server)
            for page in _pages(facts, number):
                yield _measure_page(server, page, cookie, size, seconds, log, Path(folder))


def _pages(facts: Filled, number: int) -> Sequence[Page]:
    home = f"/{facts.owner}/{facts.project}"
    return (
        Page("list", home),
        Page("list, all closed ones by level", f"{home}?{urlencode({'q': 'is:closed sort:-level'})}"),
        Page("list of the workspace", f"/{facts.owner}"),
        Page("board", f"{home}/board"),
        Page(f"issue with {COMMENTS} comments", f"{home}/{number}"),
        Page("overview", f"{home}/overview"),
        Page("my issues", f"/{facts.owner}/-/my"),
        Page("inbox", f"/{facts.owner}/-/inbox"),
        Page("new issue", f"{home}/new"),
    )


def prepare(data: Path, facts: Filled) -> int:
    """Give the owner a password, and an issue a long conversation; its number."""
    database = Database(data / DATABASE_NAME)
    database.change(set_password, "ann", hash_password(PASSWORD), by=OPERATOR)
    number: int = database.change(_talk, facts)
    database.close()
    return number


def _talk(work: Work, facts: Filled) -> int:
    project = work.directory.project_at(facts.owner, facts.project)
    user = work.directory.user_by_name("ann")
    assert project is not None  # noqa: S101 - the filling made it
    assert user is not None  # noqa: S101 - and her
    ann = Actor(id=user.id, workspace=project.workspace)
    issue = next(found for one in range(1, 100) if (found := issues.by_id(work.db, IssueId(one))) is not None)
    for count in range(COMMENTS):
        text = f"Comment **{count}** with `code`, a list:\n\n- one\n- two\n\nand a reference to #{count + 1}, @ann."
        add_comment(work, issue.id, text, by=ann)
    return issue.number


def sign_in(server: Server) -> str:
    connection = http.client.HTTPConnection(server.host, server.port)
    form = urlencode({"username": "ann", "password": PASSWORD})
    connection.request("POST", "/login", form, {"content-type": "application/x-www-form-urlencoded"})
    response = connection.getresponse()
    response.read()
    cookie = response.getheader("set-cookie")
    if cookie is None:
        raise BenchFailed(f"signing in was answered {response.status}")
    return cookie.partition(";")[0]


def _measure_page(
    server: Server, page: Page, cookie: str, size: int, seconds: float, log: Path, folder: Path
) -> Measured:
    headers = {"cookie": cookie, "accept": "text/html", "accept-encoding": "gzip"}
    weight = _first_load(server, page, headers)
    _load(server, page.path, headers, 1)
    start = log.stat().st_size
    p50, rate = _load(server, page.path, headers, seconds)
    request = _request(server, page.path, headers)
    with ceiling(server, [request], folder) as top:
        _, ceiling_rate = _load(top, page.path, headers, min(seconds, 2))
    return Measured(
        page=page,
        issues=size,
        server_ms=server_times(log, start, urlsplit(page.path).path),
        client_p50_ms=p50,
        rate=rate,
        ceiling_rate=ceiling_rate,
        first_load_bytes=weight,
    )


def _request(server: Server, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"host: {server.host}:{server.port}", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def _load(server: Server, path: str, headers: dict[str, str], seconds: float) -> tuple[float, float]:
    """The median latency in milliseconds and the rate, as wrk sees them."""
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    address = f"http://{server.host}:{server.port}{path}"
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{max(round(seconds), 1)}s", "--latency", *given, address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise BenchFailed(f"{path} was refused: {told}")
    found = re.search(r"50%\s+([\d.]+)(us|ms|s)[\s\S]*Requests/sec:\s+([\d.]+)", told)
    if found is None:
        raise BenchFailed(f"wrk said {told!r}")
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]], float(found[3])


def server_times(log: Path, start: int, path: str) -> list[float]:
    with log.open("rb") as file:
        file.seek(start)
        lines = [json.loads(line) for line in file if line.startswith(b"{")]
    return [line["milliseconds"] for line in lines if line.get("path") == path and line.get("event") == "request"]


def _first_load(server: Server, page: Page, headers: dict[str, str]) -> int:
    """The compressed bytes of a page and of everything that it needs, each once."""
    body, weight = _get(server, page.path, headers)
    waiting, seen = [one.decode() for one in LINKED.findall(body)], {page.path}
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            body, size = _get(server, path, headers)
            weight += size
            folder = path.rpartition("/")[0]
            waiting += [f"{folder}/{name.decode()}" for name in IMPORTED.findall(body) if path.endswith(".js")]
    return weight


def _get(server: Server, path: str, headers: dict[str, str]) -> tuple[bytes, int]:
    connection = http.client.HTTPConnection(server.host, server.port)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != http.client.OK:
        raise BenchFailed(f"{path} was answered {response.status}")
    is_packed = response.getheader("content-encoding") == "gzip"
    return (gzip.decompress(body) if is_packed else body), len(body)


def _row(measured: Measured) -> tuple[str, ...]:
    centiles = quantiles(measured.server_ms, n=100)
    return (
        measured.page.name,
        f"{measured.issues:,}",
        f"{centiles[P50]:.1f}",
        f"{centiles[P95]:.1f}",
        f"{measured.client_p50_ms:.1f}",
        f"{measured.rate:,.0f}",
        f"{100 * measured.rate / measured.ceiling_rate:.0f} %",
        f"{measured.first_load_bytes / 1000:.0f}",
    )


if __name__ == "__main__":
    main()

"""`python -m bench.live`: how soon a change is seen by others, while many pages stay open.

First many streams are opened over plain sockets, as so many open lists would, half of them with a query. Then somebody
comments on one issue after the other through the API; each stream's time is from the first byte of that request to the
last byte of what it is told. With the streams still open, a key pressed in one Chromium window changes an issue that
another window shows; the time is from the key to the new row there.
"""

import selectors
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from urllib.parse import urlencode

import click
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from bench import cache, supplies
from bench.__main__ import CACHE
from bench.fill.filling import Filled
from bench.pages import PASSWORD, prepare, sign_in
from bench.processes import BenchFailed, Server, serving
from bench.sample import sample_of
from bench.site import UNKNOT
from bench.table import aligned
from bench.vitals import FLAGS

CHANGES: Final = 40
PATIENCE_SECONDS: Final = 20
READ_BYTES: Final = 1 << 18
PAUSE_SECONDS: Final = 0.1
QUERIES: Final = ("", "is:open sort:-updated")
HEADINGS: Final = ("a change reaches", "p50 ms", "p95 ms", "longest ms")
PERCENTILE: Final = 94  # of 99 cuts: the 95th
# When the row of an issue last changed, on the clock that both windows share.
WATCH: Final = """() => {
    window.seen = {};
    new MutationObserver((records) => {
        for (const { target } of records) window.seen[target.closest("[data-issue]")?.dataset.issue] = Date.now();
    }).observe(document.querySelector("[data-list]"), { childList: true, subtree: true });
}"""
PRESS: Final = """(key) => {
    const row = document.querySelector(".row[aria-current]");
    const at = Date.now();
    row.dispatchEvent(new KeyboardEvent("keydown", { key, code: "KeyM", bubbles: true, cancelable: true }));
    return [row.dataset.issue, at];
}"""
SEEN: Final = "([issue, at]) => window.seen[issue] >= at && window.seen[issue]"


@click.command
@click.option("--issues", default=100_000, show_default=True)
@click.option("--streams", "count", type=click.IntRange(min=1), default=500, show_default=True)
@click.option("--cache", "cache_folder", type=click.Path(path_type=Path, resolve_path=True), default=CACHE)
def main(issues: int, count: int, cache_folder: Path) -> None:
    """Measure how soon a change is seen."""
    place = cache.filled(cache_folder, issues)
    facts = cache.facts_of(place)
    with tempfile.TemporaryDirectory() as folder:
        data = cache.copy(place, Path(folder) / "data")
        prepare(data, facts)
        requests = supplies.add_comment(sample_of(data)).take(CHANGES)
        command = [UNKNOT, "serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
        with (
            serving(command, Path(folder) / "unknot.log", ready="/readyz") as server,
            _streams(server, facts, count) as streams,
        ):
            told = [one for request in requests[:CHANGES] for one in _told(server, request, streams)]
            rows = [_row(f"each of {count} streams", told), _row("another window", _seen(server, facts, streams))]
    click.echo(aligned(HEADINGS, rows))


@contextmanager
def _streams(server: Server, facts: Filled, count: int) -> Iterator[selectors.BaseSelector]:
    """So many open streams, each of which has been greeted."""
    cookie = sign_in(server)
    with ExitStack() as stack, selectors.DefaultSelector() as streams:
        for number in range(count):
            asked = urlencode({"project": facts.project, "q": QUERIES[number % len(QUERIES)]})
            stream = stack.enter_context(socket.create_connection((server.host, server.port)))
            head = (
                f"GET /{facts.owner}/-/live?{asked} HTTP/1.1\r\nhost: {server.host}:{server.port}\r\ncookie: {cookie}"
            )
            stream.sendall(f"{head}\r\n\r\n".encode())
            if b" 200 " not in stream.recv(READ_BYTES):
                raise BenchFailed("a stream was refused")
            streams.register(stream, selectors.EVENT_READ)
        time.sleep(1)  # for what greets them to come
        _empty(streams)
        yield streams


def _told(server: Server, request: bytes, streams: selectors.BaseSelector) -> list[float]:
    """Milliseconds until each stream was told of what a request changed."""
    time.sleep(PAUSE_SECONDS)
    _empty(streams)
    waiting = {id(key.fileobj): b"" for key in streams.get_map().values()}
    times = []
    with socket.create_connection((server.host, server.port)) as client:
        started = time.perf_counter()
        client.sendall(request)
        while waiting:
            ready = streams.select(PATIENCE_SECONDS)
            if not ready:
                raise BenchFailed(f"{len(waiting)} streams heard nothing in {PATIENCE_SECONDS} s")
            for key, _ in ready:
                heard = waiting.get(id(key.fileobj), b"") + key.fileobj.recv(READ_BYTES)  # type: ignore[union-attr]
                if id(key.fileobj) in waiting:
                    waiting[id(key.fileobj)] = heard
                    if _is_told(heard):
                        times.append(1_000 * (time.perf_counter() - started))
                        del waiting[id(key.fileobj)]
    return times


def _is_told(heard: bytes) -> bool:
    """Whether a stream has brought the whole message of a comment."""
    return b"\n\n" in heard.partition(b'"commented"')[2]


def _empty(streams: selectors.BaseSelector) -> None:
    while ready := streams.select(0):
        for key, _ in ready:
            key.fileobj.recv(READ_BYTES)  # type: ignore[union-attr]


def _seen(server: Server, facts: Filled, streams: selectors.BaseSelector) -> list[float]:
    """Milliseconds from a key in one window to the new row in another."""
    home = f"/{facts.owner}/{facts.project}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        own, other = (_list_in(browser, server, home) for _ in range(2))
        other.evaluate(WATCH)
        times = []
        for _ in range(CHANGES):
            own.keyboard.press("j")
            issue, at = own.evaluate(PRESS, "m")
            times.append(_when(other, issue, at) - at)
            _empty(streams)
        browser.close()
    return times


def _list_in(browser: Browser, server: Server, home: str) -> Tab:
    """A window that listens, of a browser of its own."""
    tab = browser.new_context(base_url=f"http://{server.host}:{server.port}").new_page()
    tab.goto("/login")
    tab.fill("#username", "ann")
    tab.fill("#password", PASSWORD)
    tab.click("button.main")
    tab.goto(home)
    tab.wait_for_selector("[data-live]:not([hidden]):not(.lost)", state="attached")
    return tab


def _when(tab: Tab, issue: str, at: float) -> float:
    found: Any = tab.wait_for_function(SEEN, arg=[issue, at], polling=5).json_value()
    return float(found)


def _row(name: str, times: Sequence[float]) -> list[str]:
    centiles = quantiles(times, n=100)
    return [name, f"{median(times):.0f}", f"{centiles[PERCENTILE]:.0f}", f"{max(times):.0f}"]


if __name__ == "__main__":
    main()

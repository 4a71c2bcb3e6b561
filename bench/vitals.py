"""`python -m bench.vitals`: what Chromium sees: first paint, largest paint, shifts, and how soon a key answers."""

import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

import click
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from bench import cache
from bench.__main__ import CACHE
from bench.pages import PASSWORD, prepare
from bench.processes import Server, serving
from bench.site import UNKNOT
from bench.table import aligned

ROUNDS: Final = 7  # the median counts
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
OBSERVED: Final = """() => new Promise((resolve) => {
    const seen = { shifts: 0 };
    new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.largest = one.startTime; })
        .observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.shifts += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => {
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        resolve([paint?.startTime ?? 0, seen.largest ?? 0, seen.shifts]);
    }, 300);
})"""
KEY: Final = """([key, selector]) => new Promise((resolve) => {
    const begun = performance.now();
    const answered = () => requestAnimationFrame(() => resolve(performance.now() - begun));
    const look = () => (document.querySelector(selector) ? answered() : setTimeout(look, 1));
    const event = { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", event));
    look();
})"""


@click.command
@click.option("--issues", default=100_000, show_default=True)
@click.option("--cache", "cache_folder", type=click.Path(path_type=Path, resolve_path=True), default=CACHE)
def main(issues: int, cache_folder: Path) -> None:
    """Measure what Chromium sees, on a filled database."""
    place = cache.filled(cache_folder, issues)
    facts = cache.facts_of(place)
    with tempfile.TemporaryDirectory() as folder:
        data = cache.copy(place, Path(folder) / "data")
        number = prepare(data, facts)
        command = [UNKNOT, "serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
        with serving(command, Path(folder) / "unknot.log", ready="/readyz") as server:
            home = f"/{facts.owner}/{facts.project}"
            click.echo(_measure(server, {"list": home, "board": f"{home}/board", "issue": f"{home}/{number}"}))


def _measure(server: Server, pages: dict[str, str]) -> str:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        tab = browser.new_page(base_url=f"http://{server.host}:{server.port}", viewport={"width": 1440, "height": 900})
        tab.goto("/login")
        tab.fill("#username", "ann")
        tab.fill("#password", PASSWORD)
        tab.click("button.main")
        painted = [[name, *_painted(tab, path)] for name, path in pages.items()]
        answered = [["j moves the cursor, ms", _answered(tab, pages["list"], "j", ".row[aria-current]")]]
        answered.append(["s opens the menu of statuses, ms", _answered(tab, pages["list"], "s", ":popover-open", "j")])
        browser.close()
    headings = ("page", "first paint ms", "largest paint ms", "shift")
    return f"{aligned(headings, painted)}\n\n{aligned(('key', 'feedback'), answered)}"


def _painted(tab: Tab, path: str) -> list[str]:
    rounds = []
    for _ in range(ROUNDS):
        tab.goto(path)
        rounds.append(tab.evaluate(OBSERVED))
    first, largest, shift = (median(values) for values in zip(*rounds, strict=True))
    return [f"{first:.0f}", f"{largest:.0f}", f"{shift:.3f}"]


def _answered(tab: Tab, path: str, key: str, selector: str, before: str = "") -> str:
    times = []
    for _ in range(ROUNDS):
        tab.goto(path)
        tab.wait_for_load_state("networkidle")
        if before:
            tab.keyboard.press(before)
        times.append(tab.evaluate(KEY, [key, selector]))
    return f"{median(times):.0f}"


if __name__ == "__main__":
    main()

"""Take the screenshots anew, from the demo's data: `.venv/bin/python docs/screenshots/take.py`. Needs Chromium."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
UNKNOT = Path(sys.executable).with_name("unknot")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SIZES = {"wide": (1440, 900), "narrow": (360, 800)}


def main() -> None:
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in SIZES:
            for theme in ("light", "dark"):
                take_reference(browser, address, size, theme)
        browser.close()


def take_reference(browser: Browser, address: str, size: str, theme: str) -> None:
    width, height = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page.goto(f"{address}/docs")
    page.wait_for_selector(".opblock")
    page.screenshot(path=HERE / f"reference-{size}-{theme}.png")


@contextmanager
def serving() -> Iterator[str]:
    """A demo of its own, on a free port."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(UNKNOT), "demo", "--data", f"{folder}/demo", "--port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()

"""Take the screenshots anew, from the demo's data: `.venv/bin/python docs/screenshots/take.py`. Needs Chromium.

Every page, wide and narrow, light and dark; the main ones in Russian and in Chinese too. Each is packed with few
colours and without loss, so that letters stay sharp and all together stay under 3 MB.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE: Final = Path(__file__).parent
UNKNOT: Final = Path(sys.executable).with_name("unknot")
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SIZES: Final = {"wide": (1440, 800), "narrow": (360, 660)}
COLOURS: Final = 96
HOME: Final = "/harbour"
INCIDENT: Final = "Checkout answers 5xx above 4 % in eu-central"
BUG: Final = "Cart loses the voucher when a guest signs in during payment"
CHAIN: Final = "Move the birthday out of the customer table"  # has a critical path through it
# By name; braces stand for the address of the issue with that title, or of the first channel.
PAGES: Final[Mapping[str, str]] = {
    "list": f"{HOME}/operations",
    "search": f"{HOME}?q=payment+-label:monitor",
    "query-help": f"{HOME}/-/help/query",
    "board": f"{HOME}/storefront/board",
    "issue": f"{{{BUG}}}",
    "incident": f"{{{INCIDENT}}}",
    "graph": f"{{{CHAIN}}}/graph?depth=2",
    "edit": f"{{{BUG}}}/edit",
    "new": f"{HOME}/storefront/new",
    "overview": f"{HOME}/operations/overview",
    "inbox": f"{HOME}/-/inbox",
    "my-issues": f"{HOME}/-/my",
    "incidents": f"{HOME}/-/incidents",
    "channel": "{channel}",
    "settings-profile": "/settings/profile",
    "settings-keys": "/settings/keys",
    "settings-sessions": "/settings/sessions",
    "settings-tokens": "/settings/tokens",
    "settings-members": f"{HOME}/-/settings/members",
    "settings-levels": f"{HOME}/-/settings/levels",
    "settings-channels": f"{HOME}/-/settings/channels",
    "settings-projects": f"{HOME}/-/settings/projects",
    "settings-trash": f"{HOME}/-/settings/trash",
    "project-general": f"{HOME}/storefront/settings/general",
    "project-labels": f"{HOME}/storefront/settings/labels",
    "menu": f"{HOME}/-/menu",
    "error": f"{HOME}/operations/99999",
}
IN_OTHER_LANGUAGES: Final = ("list", "board", "issue", "incident", "overview", "inbox", "settings-profile", "new")
OVERLAYS: Final = {"palette": "Control+k", "keys": "?", "quick": "c"}  # over the list, by key


class Demo(NamedTuple):
    address: str
    username: str
    password: str


def main() -> None:
    for old in HERE.glob("*.webp"):
        old.unlink()
    with serving() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in SIZES:
            for theme in ("light", "dark"):
                take_all(browser, demo, size, theme)
        for language in ("ru", "zh"):
            take_all(browser, demo, "wide", "light", language=language, names=IN_OTHER_LANGUAGES)
        take_first_run(browser)
        browser.close()
    total = sum(path.stat().st_size for path in HERE.glob("*.webp"))
    print(f"{total / 1e6:.1f} MB")  # noqa: T201 - for who runs it


def take_all(
    browser: Browser,
    demo: Demo,
    size: str,
    theme: str,
    *,
    language: str = "en",
    names: tuple[str, ...] | None = None,
) -> None:
    context = browser.new_context(**looking(size, theme, language), base_url=demo.address)
    page = context.new_page()
    ending = f"{size}-{theme}" if language == "en" else language
    if names is None:
        take(page, "login", "/login", ending)
        take(page, "reference", "/docs", ending)
    sign_in(page, demo)
    places = {**{title: find(page, title) for title in (BUG, INCIDENT, CHAIN)}, "channel": channel(page)}
    for name, path in PAGES.items():
        if names is None or name in names:
            take(page, name, path.format_map(places), ending)
    if names is None and size == "wide":
        for name, key in OVERLAYS.items():
            page.goto(PAGES["list"])
            page.wait_for_load_state("networkidle")
            page.keyboard.press(key)
            page.locator("dialog[open]").wait_for()
            save(page, name, ending)
    context.close()


def looking(size: str, theme: str, language: str) -> dict[str, Any]:
    width, height = SIZES[size]
    return {
        "viewport": {"width": width, "height": height},
        "color_scheme": theme,
        "locale": language,
        "has_touch": size == "narrow",
        "reduced_motion": "reduce",
    }


def sign_in(page: Page, demo: Demo) -> None:
    page.goto("/login")
    page.fill("#username", demo.username)
    page.fill("#password", demo.password)
    page.click("button.main")


def find(page: Page, title: str) -> str:
    """The address of the issue with this title."""
    [hit] = page.request.get(
        f"{HOME}/-/find", params={"q": f'"{title}"'}, headers={"accept": "application/json"}
    ).json()
    return str(hit["href"])


def channel(page: Page) -> str:
    page.goto(HOME)
    link = page.locator(".rail a", has_text="checkout").first
    return str(link.get_attribute("href"))


def take(page: Page, name: str, path: str, ending: str) -> None:
    page.goto(path)
    if name == "reference":
        page.wait_for_selector(".opblock")
    page.evaluate("document.fonts.ready")
    save(page, name, ending)


def save(page: Page, name: str, ending: str) -> None:
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).convert("RGB")
    few.save(HERE / f"{name}-{ending}.webp", lossless=True, method=6, quality=100)


@contextmanager
def serving() -> Iterator[Demo]:
    """A demo of its own, on a free port."""
    with telling("demo", "--json") as line:
        told = json.loads(line)
        yield Demo(told["address"], told["username"], told["password"])


@contextmanager
def telling(*command: str) -> Iterator[str]:
    """The first line of a server on a free port, with a data folder that was empty, while it runs."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [str(UNKNOT), *command, "--data", f"{folder}/data", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            yield process.stdout.readline()
        finally:
            process.terminate()
            process.wait()


def take_first_run(browser: Browser) -> None:
    """What somebody sees who opens a server that nobody has set up."""
    with telling("serve") as line:
        address = re.findall(r"http://\S+", line)[0]
        for size in SIZES:
            for theme in ("light", "dark"):
                context = browser.new_context(**looking(size, theme, "en"), base_url=address)
                take(context.new_page(), "first-run", "/", f"{size}-{theme}")
                context.close()


if __name__ == "__main__":
    main()

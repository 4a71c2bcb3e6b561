"""Take the screenshots anew, from the demo's data: `.venv/bin/python docs/screenshots/take.py`. Needs Chromium.

Every page, wide and narrow, light and dark; the main ones in Russian and in Chinese too. Chromium packs each one small.
"""

import base64
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE: Final = Path(__file__).parent
UNKNOT: Final = Path(sys.executable).with_name("unknot")
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SIZES: Final = {"wide": (1440, 900), "narrow": (360, 740)}
QUALITY: Final = {"wide": 0.2, "narrow": 0.2}  # of WebP: letters stay sharp, and all together under 3 MB
HOME: Final = "/harbour"
INCIDENT: Final = "Checkout answers 5xx above 4 % in eu-central"
BUG: Final = "Cart loses the voucher when a guest signs in during payment"
# By name; braces stand for the address of the issue with that title, or of the first channel.
PAGES: Final[Mapping[str, str]] = {
    "list": f"{HOME}/operations",
    "board": f"{HOME}/storefront/board",
    "issue": f"{{{BUG}}}",
    "incident": f"{{{INCIDENT}}}",
    "graph": f"{{{BUG}}}/graph?depth=2",
    "edit": f"{{{BUG}}}/edit",
    "new": f"{HOME}/storefront/new",
    "overview": f"{HOME}/operations/overview",
    "inbox": f"{HOME}/-/inbox",
    "my-issues": f"{HOME}/-/my",
    "incidents": f"{HOME}/-/incidents",
    "channel": "{channel}",
    "settings-profile": "/settings/profile",
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
        take(context, page, "login", "/login", size, ending)
        take(context, page, "reference", "/docs", size, ending)
    sign_in(page, demo)
    places = {BUG: find(page, BUG), INCIDENT: find(page, INCIDENT), "channel": channel(page)}
    for name, path in PAGES.items():
        if names is None or name in names:
            take(context, page, name, path.format_map(places), size, ending)
    if names is None and size == "wide":
        for name, key in OVERLAYS.items():
            page.goto(PAGES["list"])
            page.wait_for_load_state("networkidle")
            page.keyboard.press(key)
            page.locator("dialog[open]").wait_for()
            save(context, page, name, size, ending)
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


def take(context: BrowserContext, page: Page, name: str, path: str, size: str, ending: str) -> None:
    page.goto(path)
    if name == "reference":
        page.wait_for_selector(".opblock")
    page.evaluate("document.fonts.ready")
    save(context, page, name, size, ending)


def save(context: BrowserContext, page: Page, name: str, size: str, ending: str) -> None:
    """Chromium itself turns the picture into WebP, a third of the size of PNG."""
    picture = base64.b64encode(page.screenshot(animations="disabled")).decode()
    packer = context.new_page()
    packed: str = packer.evaluate(
        """async ([picture, quality]) => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
            const canvas = new OffscreenCanvas(image.width, image.height);
            canvas.getContext("2d").drawImage(image, 0, 0);
            const blob = await canvas.convertToBlob({type: "image/webp", quality});
            const bytes = new Uint8Array(await blob.arrayBuffer());
            return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
        }""",
        [picture, QUALITY[size]],
    )
    packer.close()
    (HERE / f"{name}-{ending}.webp").write_bytes(base64.b64decode(packed))


@contextmanager
def serving() -> Iterator[Demo]:
    """A demo of its own, on a free port."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(UNKNOT), "demo", "--data", f"{folder}/demo", "--port", "0", "--json"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            told = json.loads(process.stdout.readline())
            yield Demo(told["address"], told["username"], told["password"])
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()

"""A demo, a Chromium, and people who sit before it. Each test makes the issues it needs.

It has browsers of its own, too, unless it only looks.
"""

import secrets
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.site import Site, serving

UNUSED = (
    # Of Chromium's own window, which nobody sees: two pages behind the address bar, in each new window. They took a
    # quarter of the processor time of all tests here.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # What Playwright turns off for steady pages; of two lists only the last counts.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "PaintHolding"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch"),
)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"),
    f"--disable-features={','.join(UNUSED)}",
]
PATIENCE_MS = 20_000  # a busy machine is no reason to fail
WIDE = {"width": 1440, "height": 900}
OUTCOME = pytest.StashKey[bool]()  # whether a test's body failed

OpenWindow = Callable[..., Page]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("browser") / "demo") as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Gone with the last test of this folder: its event loop is in the way of tests that run one themselves."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def faults() -> Iterator[Faults]:
    faults = Faults()
    yield faults
    assert faults.found == []


@pytest.fixture
def contexts(request: pytest.FixtureRequest, faults: Faults, tmp_path: Path) -> Iterator[list[BrowserContext]]:
    """The browsers that a test opened. What they showed when it failed lies in its folder."""
    contexts: list[BrowserContext] = []
    yield contexts
    if _has_failed(request, faults):
        _keep([page for context in contexts for page in context.pages], tmp_path)
    for context in contexts:
        context.close()


@pytest.fixture
def open_window(site: Site, browser: Browser, faults: Faults, contexts: list[BrowserContext]) -> OpenWindow:
    """Opens a browser before somebody who is signed in, or before nobody; the options are those of its context."""

    def opened(username: str | None = "vera", *, cookie: str = "", **options: Any) -> Page:
        secret = cookie or (site.cookie_of(username) if username else "")
        context = _new_context(site, browser, secret, **options)
        contexts.append(context)
        faults.watch(context)
        return context.new_page()

    return opened


@pytest.fixture
def page(open_window: OpenWindow) -> Page:
    """A wide window before Vera, who owns the workspace."""
    return open_window("vera")


@pytest.fixture(scope="module")
def options() -> Mapping[str, Any]:
    """Of the window that the tests of a module share. A module that wants another says so."""
    return {}


@pytest.fixture(scope="module")
def shared_page(site: Site, browser: Browser, options: Mapping[str, Any]) -> Iterator[Page]:
    context = _new_context(site, browser, site.cookie_of("vera"), **options)
    yield context.new_page()
    context.close()


@pytest.fixture
def onlooker(shared_page: Page, faults: Faults, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    """A window before Vera for tests that only look: to open one for each page takes longer than the look."""
    shared_page.emulate_media(color_scheme="light", contrast="no-preference", reduced_motion="no-preference")
    faults.watch(shared_page.context)
    yield shared_page
    faults.watch_no_more(shared_page.context)
    if _has_failed(request, faults):
        _keep([shared_page], tmp_path)


@pytest.fixture
def ilya(site: Site) -> Colleague:
    """An admin, who works elsewhere."""
    return site.colleague("ilya")


@pytest.fixture
def newcomer(site: Site) -> str:
    """The name of a member whom no other test knows, and whose settings and sessions are therefore free to change."""
    name = f"new-{secrets.token_hex(4)}"
    site.colleague("vera").submit(
        "/harbour/-/settings/members/new",
        username=name,
        name="New",
        surname="Comer",
        email=f"{name}@example.com",
        password=site.password,
        role="member",
    )
    return name


@pytest.fixture
def word() -> str:
    """A word that stands in no other title, by which a list shows only a test's own issues."""
    return f"zz{secrets.token_hex(5)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[OUTCOME] = report.failed
    return report


def _new_context(site: Site, browser: Browser, secret: str, **options: Any) -> BrowserContext:
    settings = {"viewport": WIDE, "locale": "en-GB", "timezone_id": "UTC", **options}
    context = browser.new_context(base_url=site.address, **settings)
    context.set_default_timeout(PATIENCE_MS)
    if secret:
        context.add_cookies([{"name": "unknot_session", "value": secret, "url": site.address}])
    return context


def _has_failed(request: pytest.FixtureRequest, faults: Faults) -> bool:
    return bool(request.node.stash.get(OUTCOME, False) or faults.found)


def _keep(pages: Iterable[Page], folder: Path) -> None:
    for number, page in enumerate(pages):
        where = folder / f"window-{number}"
        page.screenshot(path=where.with_suffix(".png"))
        where.with_suffix(".html").write_text(f"<!-- {page.url} -->\n{page.content()}")
        print(f"{page.url} as it was: {where}.png")  # noqa: T201 - pytest shows it with the failure

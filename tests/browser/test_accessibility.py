"""axe finds nothing serious or critical: on no page, in no theme, in nothing that opens over a page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.support.server import serve
from tests.browser.conftest import OpenWindow
from tests.browser.support.axe import contrast_findings, findings
from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import press
from tests.browser.support.pages import CHOSEN, NO_PAGES, PAGES, ROUTES, address_of, params_of
from tests.browser.support.site import Site

LIST = "/harbour/data-platform"
OVER = "dialog[open], [popover]:popover-open, form[data-edit]:not([hidden])"
BUSY = ["/{owner}/{project}", "/{owner}/{project}/board", "/{owner}/{project}/{number}", "/{owner}/{project}/overview"]


@pytest.fixture
def vera(site: Site) -> Colleague:
    return site.colleague("vera")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_by_everybody(onlooker: Page, vera: Colleague, path: str) -> None:
    onlooker.goto(address_of(path, vera))

    assert findings(onlooker) == []


@pytest.mark.parametrize("path", BUSY)
def test_more_contrast_is_more(onlooker: Page, vera: Colleague, path: str) -> None:
    onlooker.goto(address_of(path, vera))

    assert contrast_findings(onlooker) == []


def test_every_route_is_a_page_that_is_looked_at_or_says_why_not() -> None:
    assert set(NO_PAGES) <= set(ROUTES)
    assert set(CHOSEN) <= set(PAGES)
    assert [path for path in PAGES if path not in CHOSEN and set(params_of(path)) - {"owner", "project"}] == []


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        pytest.param(LIST, ["Control+k"], id="palette"),
        pytest.param(LIST, ["?"], id="sheet"),
        pytest.param(LIST, ["c"], id="new issue"),
        pytest.param(LIST, ["f"], id="filter"),
        pytest.param(LIST, ["d"], id="date"),
        pytest.param(LIST, ["j", "x", "Shift+J", "s"], id="status of a selection"),
        pytest.param(LIST, ["j", "a"], id="assignee"),
        pytest.param(f"{LIST}/board", ["j", "Shift+M"], id="move"),
        pytest.param("issue", ["e"], id="editor"),
        pytest.param("issue", ["s"], id="status of an issue"),
        pytest.param("issue", ["r"], id="relate"),
    ],
)
def test_what_opens_over_a_page_can_be_used_by_everybody(
    page: Page, vera: Colleague, path: str, keys: list[str]
) -> None:
    page.goto(address_of("/{owner}/{project}/{number}", vera) if path == "issue" else path)

    press(page, *keys)
    expect(page.locator(OVER).first).to_be_visible()

    assert findings(page, OVER) == []


@pytest.mark.parametrize(
    "path",
    [
        *("/login", "/harbour/-/nowhere", f"{LIST}?q=nothing-is-called-so", f"{LIST}?q=colour:red"),
        *(f"{LIST}?date=someday", f"{LIST}?date=2001-01-01", f"{LIST}?date=yesterday"),
    ],
)
def test_who_is_lost_is_told_so_readably(open_window: OpenWindow, faults: Faults, path: str) -> None:
    faults.expect(404)
    page = open_window(None if path == "/login" else "vera")
    page.goto(path)

    assert findings(page) == []


def test_the_first_page_of_a_new_instance_can_be_used_by_everybody(open_window: OpenWindow, tmp_path: Path) -> None:
    server = serve(tmp_path / "new")
    page = open_window(None)
    try:
        page.goto(f"{server.address}/first-run")
        assert findings(page) == []
    finally:
        page.goto("about:blank")
        server.kill()

"""Pages stand still while they come: what is there does not give way to what arrives after it."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import OpenWindow
from tests.browser.support.pages import address_of
from tests.browser.support.scripts import HERE
from tests.browser.support.site import Site

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
MOST = 0.02  # browsers call 0.1 good
BYTES_A_SECOND = 60_000  # so slowly that the first half of a page is painted before the second half is there
SETTLED_MS = 300  # what scripts add at their start is there

BOARD = "/harbour/storefront/board"
BOARD_OF_PEOPLE = f"{BOARD}?q=group%3Aassignee"
LIST = "/harbour/storefront"
ISSUE = "/{owner}/{project}/{number}"
INBOX = "/harbour/-/inbox"


@pytest.mark.parametrize(
    ("path", "size"),
    [
        *(pytest.param(path, WIDE, id=f"{path} wide") for path in (BOARD, BOARD_OF_PEOPLE, LIST, ISSUE, INBOX)),
        *(pytest.param(path, PHONE, id=f"{path} on a phone") for path in (BOARD, LIST, ISSUE)),
    ],
)
def test_nothing_moves_while_a_page_comes(open_window: OpenWindow, site: Site, path: str, size: ViewportSize) -> None:
    address = address_of(path, site.colleague("vera")) if "{" in path else path
    page = open_window("vera", viewport=size)
    page.add_init_script(path=HERE / "shifts.js")
    page.goto(address)  # styles and scripts are the browser's from now on, and so it paints what there is of a page
    slow_down(page)

    page.goto(address)
    page.wait_for_timeout(SETTLED_MS)

    shifts = page.evaluate("shifts")
    assert sum(one["value"] for one in shifts) <= MOST, shifts


def slow_down(page: Page) -> None:
    line = {"offline": False, "latency": 0, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)

"""Wherever the Tab key leads, one sees where one is: a ring, in view, with nothing over it."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenWindow
from tests.browser.support.looks import focus_of
from tests.browser.support.pages import address_of
from tests.browser.support.site import Site

STEPS = 45
PATHS = [
    "/{owner}/{project}",
    "/{owner}/{project}/board",
    "/{owner}/{project}/{number}",
    "/{owner}/{project}/overview",
    "/{owner}/{project}/new",
    "/{owner}/-/inbox",
    "/{owner}/-/settings/members",
    "/settings/profile",
]
LOW = {"width": 1000, "height": 420}  # so that most of a page lies beyond the window's edge


@pytest.mark.parametrize("path", PATHS)
def test_the_focus_is_seen_forwards_and_backwards(open_window: OpenWindow, site: Site, path: str) -> None:
    page = open_window("vera", viewport=LOW)
    page.goto(address_of(path, site.colleague("vera")))
    page.locator("#main").focus()

    stops = [*walk(page, "Tab"), *walk(page, "Shift+Tab")]

    assert len({stop["name"] for stop in stops}) > 5
    assert [stop["name"] for stop in stops if not stop["hasRing"]] == []
    assert [stop["name"] for stop in stops if not (stop["isInView"] and stop["isFree"])] == []


def test_the_first_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/harbour/operations")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    stops = []
    for _ in range(STEPS):
        page.keyboard.press(key)
        stop = focus_of(page)
        if not stop["isBody"]:
            stops.append(stop)
    return stops

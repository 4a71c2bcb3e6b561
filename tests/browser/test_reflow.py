"""Pages fit: on the narrowest phone, at twice the size, with spaced text, with the longest words of three languages."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.looks import cut_off, width_of
from tests.browser.support.pages import PAGES, address_of
from tests.browser.support.scripts import call
from tests.browser.support.site import Site

NARROW: ViewportSize = {"width": 320, "height": 640}
TWICE: ViewportSize = {"width": 640, "height": 450}  # what is left of 1280 x 900 at 200 %
LEAST_OF_A_TITLE = 320  # pixels, below which a title wraps before it is cut
CUT_TITLES = """(least) => [...document.querySelectorAll("main h1, .row a.t")]
    .filter((title) => title.scrollWidth > title.clientWidth + 1)
    .filter((title) => title.matches("h1") || title.clientWidth < least)
    .map((title) => title.textContent.trim())"""
LONG = (
    "Нерасшифровываемоеидентификационноетелекоммуникационноесообщениеобошибке "
    "数据平台夜间对账任务在双十一大促期间多次超时重试失败"
)


@pytest.fixture(scope="module")
def options() -> Mapping[str, Any]:
    return {"viewport": NARROW, "has_touch": True}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_no_scrolling_sideways(onlooker: Page, site: Site, path: str) -> None:
    onlooker.set_viewport_size(NARROW)
    onlooker.goto(address_of(path, site.colleague("vera")))

    assert (width_of(onlooker), cut_off(onlooker)) == (NARROW["width"], [])
    onlooker.set_viewport_size(TWICE)
    assert (width_of(onlooker), cut_off(onlooker)) == (TWICE["width"], [])


@pytest.mark.parametrize("language", ["en-GB", "ru-RU", "zh-CN"])
def test_titles_keep_their_room_at_every_width(open_window: OpenWindow, language: str) -> None:
    page = open_window("vera", locale=language)
    for path in ("/harbour/storefront", "/harbour?q=csv", "/harbour/-/incidents", "/harbour/operations/overview"):
        page.goto(path)
        for width in range(NARROW["width"], 1440, 128):
            page.set_viewport_size({"width": width, "height": 900})
            assert (path, width_of(page)) == (path, width)
            assert (path, width, page.evaluate(CUT_TITLES, LEAST_OF_A_TITLE)) == (path, width, [])


@pytest.mark.parametrize("path", ["", "/board", "/1", "/new", "/overview", "/settings/labels"])
def test_spaced_text_fits_too(open_window: OpenWindow, path: str) -> None:
    page = open_window("vera", viewport=NARROW)
    page.goto(f"/harbour/operations{path}")

    call(page, "looks", "spaceText")

    assert (width_of(page), cut_off(page)) == (NARROW["width"], [])


@pytest.mark.parametrize("language", ["ru-RU", "zh-CN"])
def test_long_words_break(open_window: OpenWindow, ilya: Colleague, word: str, language: str) -> None:
    issue = ilya.file(f"{word} {LONG}", description=LONG, project="operations")
    ilya.comment(issue, LONG)
    page = open_window("vera", viewport=NARROW, locale=language)

    for address in (issue.path, f"/harbour/operations?q={word}", f"/harbour/operations/board?q={word}"):
        page.goto(address)
        expect(page.get_by_text(LONG).first).to_be_visible()
        assert (width_of(page), cut_off(page)) == (NARROW["width"], [])


@pytest.mark.parametrize(
    "path", ["/settings/tokens", "/harbour/-/settings/members", "/harbour/storefront/settings/board"]
)
def test_tables_of_settings_fit_a_phone_in_the_longest_language(open_window: OpenWindow, path: str) -> None:
    page = open_window("vera", viewport=NARROW, has_touch=True, locale="ru-RU")
    page.goto(path)

    assert page.locator(".two > .body").evaluate("body => body.scrollWidth - body.clientWidth") <= 0


def test_a_phone_need_not_enlarge_the_page_to_write_into_a_field(open_window: OpenWindow) -> None:
    page = open_window("vera", viewport=NARROW, has_touch=True)
    for path in ("/harbour/operations", "/harbour/storefront/new", "/harbour/storefront/settings/board"):
        page.goto(path)
        small = "fields => fields.filter(one => parseFloat(getComputedStyle(one).fontSize) < 16).map(one => one.name)"
        fields = page.locator("main :is(input[type=text], input:not([type]), select, textarea), #q")
        assert fields.evaluate_all(small) == []


def test_nothing_moves_for_who_asks_for_less_motion(open_window: OpenWindow, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} calm", project="operations")
    page = open_window("vera", reduced_motion="reduce")
    page.goto(f"/harbour/operations/board?q={word}")
    call(page, "looks", "noteMotion")

    page.keyboard.press("j")
    page.keyboard.press("]")
    expect(page.get_by_role("region", name="In progress").locator(".card")).to_have_count(1)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Find anything")).to_be_visible()

    assert page.evaluate("moved") == []

"""Pages keep up with what others do, without moving what one looks at."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import (
    choose,
    cursor,
    expect_live,
    expect_status,
    file_many,
    keys_shown,
    press,
    row,
    show_list,
)
from tests.browser.support.site import Site

SCREENFUL = 28  # more rows than a window shows


def test_what_is_done_in_one_window_shows_in_another(open_window: OpenWindow, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} seen twice")
    hers, his = open_window("vera"), open_window("tomas")
    show_list(hers, word)
    his.goto(issue.path)
    for window in (hers, his):
        expect_live(window)

    press(hers, "j")
    choose(hers, "s", "in prog")
    expect(his.locator("[data-shown=status]")).to_have_text("In progress")

    his.locator("h1[data-title]").click()
    his.get_by_label("Title").fill(f"{word} retold")
    press(his, "Control+Enter")
    expect(row(hers, issue)).to_contain_text("retold")


def test_rows_stay_where_they_are_while_others_file_and_change(page: Page, ilya: Colleague, word: str) -> None:
    issues = file_many(ilya, word, SCREENFUL)
    show_list(page, f"is:open {word}")
    expect_live(page)
    press(page, *"jjj")
    before, order = place_of(cursor(page)), keys_shown(page)

    newest = ilya.file(f"{word} just in")
    ilya.change(issues[0], status="in_progress")

    expect_status(row(page, issues[0]), "In progress")
    bar = page.get_by_role("button", name="1 new issue")
    expect(bar).to_be_visible()
    assert (place_of(cursor(page)), keys_shown(page)) == (before, order)

    press(page, ".")
    expect(row(page, newest)).to_be_visible()
    expect(bar).to_be_hidden()


def test_rows_further_down_stay_where_they_are_too(page: Page, ilya: Colleague, word: str) -> None:
    file_many(ilya, word, SCREENFUL)
    show_list(page, f"is:open {word}")
    expect_live(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    before = place_of(page.locator(".row").last)

    ilya.file(f"{word} just in")

    expect(page.locator("[data-new-rows]")).not_to_have_attribute("hidden", "")
    assert place_of(page.locator(".row").last) == before


def test_a_lost_connection_says_so_and_catches_up(page: Page, ilya: Colleague, word: str, faults: Faults) -> None:
    faults.expect_cut()
    issue = ilya.file(f"{word} behind a tunnel")
    show_list(page, word)
    expect_live(page)

    page.context.set_offline(offline=True)
    expect(page.get_by_text("Connection lost")).to_be_visible()
    ilya.change(issue, status="completed")
    page.context.set_offline(offline=False)

    expect_live(page)
    expect_status(row(page, issue), "Completed")


def test_a_server_that_comes_back_is_found_again(
    page: Page, site: Site, ilya: Colleague, word: str, faults: Faults
) -> None:
    faults.expect_cut()
    issue = ilya.file(f"{word} across a restart")
    page.goto(issue.path)
    expect_live(page)

    site.stop()
    expect(page.get_by_text("Connection lost")).to_be_visible()
    site.start()
    ilya.comment(issue, "All is well again")

    expect_live(page)
    expect(page.get_by_text("All is well again")).to_be_visible()


def test_what_concerns_somebody_comes_to_their_inbox_at_once(
    open_window: OpenWindow, newcomer: str, ilya: Colleague, word: str
) -> None:
    page = open_window(newcomer)
    page.goto("/harbour/-/inbox")
    expect_live(page)
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()

    issue = ilya.file(f"{word} for the new one", assignee=newcomer)

    expect(page.locator(".rail [data-inbox]")).to_have_text("1")
    press(page, ".")
    letter = page.locator(f'.letter[data-key="{issue.key}"]')
    expect(letter).to_have_class(re.compile("unseen"))
    expect_live(page)
    press(page, "j", "e")
    expect(letter).to_have_count(0)
    expect(page.locator(".rail [data-inbox]")).to_be_hidden()


def place_of(item: Locator) -> tuple[str | None, float]:
    """Which one it is, and where on the screen."""
    box = item.bounding_box()
    assert box is not None
    return item.get_attribute("data-key"), box["y"]

"""A whole query is changed without fear: looked at, done, and undone with one key."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import STORE, file_many, press, row, show_list, status_in, toast

MANY = 60  # more than a list shows at first


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_all_that_match_are_changed_and_brought_back(page: Page, ilya: Colleague, word: str) -> None:
    issues = file_many(ilya, word, MANY)
    show_list(page, f"is:open {word}")

    press(page, "j", "x")
    page.get_by_role("link", name=f"All {MANY} that match").click()
    expect(dialog(page)).to_contain_text(f"Change {MANY} issues")
    page.get_by_label("Status", exact=True).select_option("Closed")
    page.get_by_role("button", name="Look at it first").click()
    expect(dialog(page)).to_contain_text(f"{MANY} issues would change")
    dialog(page).get_by_role("button", name=f"Change {MANY} issues").click()

    expect(toast(page)).to_contain_text(f"{MANY} issues changed")
    expect(dialog(page)).to_be_hidden()
    show_list(page, f"is:closed {word}")
    expect(status_in(row(page, issues[-1]))).to_have_attribute("title", "Closed")

    press(page, "Control+z")
    expect(toast(page)).to_contain_text(f"Undone on {MANY} issues")
    show_list(page, f"is:open {word}")
    expect(page.locator("[data-total]")).to_contain_text(str(MANY))


def test_by_keyboard_some_are_moved_to_another_project(page: Page, ilya: Colleague, word: str) -> None:
    first, second = file_many(ilya, word, 2)
    show_list(page, f"is:open {word}")

    press(page, "j", "x", "Shift+J", "e")
    expect(dialog(page)).to_contain_text("Change 2 issues")
    page.get_by_label("Move to project").focus()
    page.keyboard.type("Data")
    press(page, "Tab", "Enter")
    expect(dialog(page)).to_contain_text("2 issues would change")
    press(page, "Enter")
    expect(toast(page)).to_contain_text("2 issues changed")

    for issue in (first, second):
        page.goto(f"{STORE}/{issue.key.rpartition('-')[2]}")
        expect(page).to_have_url(re.compile("/harbour/data-platform/"))


def test_an_issue_moves_from_its_page_and_back(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} moves")
    number = issue.key.rpartition("-")[2]
    page.goto(f"{STORE}/{number}")

    page.keyboard.press("Shift+P")
    page.keyboard.type("data")
    page.keyboard.press("Enter")
    page.wait_for_url("**/harbour/data-platform/*")
    expect(page.locator("[data-part=activity]")).to_contain_text("moved this")

    page.keyboard.press("Control+z")
    page.wait_for_url(f"**{STORE}/{number}")

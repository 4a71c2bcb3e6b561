"""One box that finds places, people, issues and actions."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import STORE, expect_address, expect_status, press, toast


@pytest.fixture
def palette(page: Page) -> Locator:
    page.goto(STORE)
    press(page, "Control+k")
    palette = page.get_by_role("dialog", name="Find anything")
    expect(palette.get_by_role("combobox")).to_be_focused()
    return palette


def test_it_finds_a_page(page: Page, palette: Locator) -> None:
    page.keyboard.type("overview")
    expect_chosen(palette, "Go to the overview")
    press(page, "Enter")

    expect_address(page, f"{STORE}/overview")


def test_what_is_typed_before_it_is_there_is_typed_into_it(page: Page) -> None:
    with held_back(page, "**/palette.js"):
        press(page, "Control+k")
        page.keyboard.type("change theme")

    expect(page.get_by_role("combobox", name="An action")).to_have_value("change theme")
    expect(page.get_by_role("dialog", name="New issue")).to_be_hidden()


def test_enter_before_it_is_there_takes_what_was_typed(page: Page) -> None:
    with held_back(page, "**/palette.js"):
        press(page, "Control+k")
        page.keyboard.type("overview")
        press(page, "Enter")

    expect_address(page, f"{STORE}/overview")


def test_it_finds_a_project(page: Page, palette: Locator) -> None:
    page.keyboard.type("payments")
    palette.get_by_role("option", name="Payments").first.click()

    expect_address(page, "/harbour/payments")


def test_it_finds_a_person(page: Page, palette: Locator) -> None:
    page.keyboard.type("herrera")
    palette.get_by_role("option", name="Tomás Herrera").click()

    expect(page.get_by_label("Search or filter")).to_have_value("is:open assignee:tomas")


def test_it_finds_an_issue_by_its_words(page: Page, ilya: Colleague, palette: Locator, word: str) -> None:
    issue = ilya.file(f"{word} is to be found", project="payments")

    page.keyboard.type(word)
    expect_chosen(palette, issue.title)
    press(page, "Enter")

    expect_address(page, issue.path)


def test_it_finds_an_issue_by_its_key(page: Page, ilya: Colleague, palette: Locator, word: str) -> None:
    issue = ilya.file(f"{word} has a number")

    page.keyboard.type(issue.key.lower())
    expect_chosen(palette, issue.title)
    press(page, "Enter")

    expect_address(page, issue.path)


def test_it_speaks_the_language_of_the_search_box(page: Page, ilya: Colleague, palette: Locator, word: str) -> None:
    ilya.file(f"{word} is open")
    closed = ilya.file(f"{word} is done", status="closed")

    page.keyboard.type(f"{word} (status:closed or label:nothing)")
    expect_chosen(palette, closed.title)
    expect(palette.get_by_role("option", name=f"{word} is open")).to_have_count(0)


def test_it_changes_an_issue_without_opening_it(page: Page, ilya: Colleague, palette: Locator, word: str) -> None:
    issue = ilya.file(f"{word} taken over")

    page.keyboard.type(word)
    expect_chosen(palette, issue.title)
    press(page, "Tab")
    page.get_by_role("option", name="Assign to me").click()

    expect(toast(page)).to_contain_text(f"{issue.key}: Vera Kim assigned")
    assert ilya.get("/harbour/-/find", q=f"{word} assignee:vera")[0]["key"] == issue.key
    expect_address(page, STORE)


def test_an_action_is_done_on_the_issue_below_the_cursor(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} below the cursor")
    page.goto(f"{STORE}?q={word}")
    press(page, "j", "Control+k")

    page.keyboard.type("set status")
    expect_chosen(page.get_by_role("dialog", name="Find anything"), "Set status")
    press(page, "Enter")
    page.keyboard.type("pend")
    press(page, "Enter")

    expect_status(page.locator(f'[data-key="{issue.key}"]'), "Pending")


@pytest.mark.usefixtures("palette")
def test_what_nobody_knows_is_searched_for(page: Page, word: str) -> None:
    page.keyboard.type(word)
    press(page, "Control+Enter")

    expect(page.get_by_label("Search or filter")).to_have_value(word)
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()


def test_escape_gives_the_focus_back(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(ilya.file(f"{word} commented on").path)
    page.locator("#comment").focus()

    press(page, "Control+k")
    expect(page.get_by_role("dialog", name="Find anything")).to_be_visible()
    press(page, "Escape")

    expect(page.locator("#comment")).to_be_focused()


@contextmanager
def held_back(page: Page, script: str) -> Iterator[None]:
    """Open the page, which gets this script only afterwards."""
    held: list[Route] = []
    page.route(script, lambda route: held.append(route))  # noqa: PLW0108 - it must be a function
    with page.expect_request(script):
        page.goto(STORE)
        yield
    for route in held:
        route.continue_()


def expect_chosen(palette: Locator, name: str) -> None:
    expect(palette.locator("[role=option][aria-selected=true]")).to_contain_text(name)

"""Whoever is not among the few people that a page holds is found by typing their name."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import STORE, choose, row, show_list

CAME_LAST = "New Comer"  # and is therefore none of the first dozen


def test_somebody_is_chosen_by_name_on_an_issue(page: Page, ilya: Colleague, word: str, newcomer: str) -> None:
    issue = ilya.file(f"{word} wants hands")
    page.goto(issue.path)
    expect(page.locator("#pick-assignee").get_by_role("button", name=CAME_LAST, include_hidden=True)).to_have_count(0)

    choose(page, "a", newcomer)

    expect(page.locator("[data-shown=assignee]")).to_contain_text(CAME_LAST)


def test_somebody_is_chosen_by_name_on_a_list(page: Page, ilya: Colleague, word: str, newcomer: str) -> None:
    issue = ilya.file(f"{word} wants hands")
    show_list(page, word)

    page.keyboard.press("j")
    choose(page, "a", newcomer)

    expect(row(page, issue).get_by_role("img", name=CAME_LAST)).to_be_visible()


def test_somebody_is_chosen_by_name_for_a_new_issue(page: Page, word: str, newcomer: str) -> None:
    with page.expect_response("**/people.js"):
        page.goto(f"{STORE}/new")
    page.get_by_label("Title").fill(f"{word} wants hands")
    page.get_by_text("Assignees").click()

    page.get_by_label("Somebody else, by name").press_sequentially(newcomer)
    page.keyboard.press("Enter")

    expect(page.get_by_label(CAME_LAST).and_(page.locator(f"[value={newcomer}]"))).to_be_checked()
    page.get_by_role("button", name="File issue").click()
    expect(page.locator("[data-shown=assignee]")).to_contain_text(CAME_LAST)


def test_somebody_is_chosen_by_name_for_a_team(page: Page, word: str, newcomer: str) -> None:
    with page.expect_response("**/people.js"):
        page.goto("/harbour/-/settings/teams")
    page.get_by_label("Name", exact=True).fill(f"{word} team")

    page.get_by_label("Somebody else, by name").press_sequentially(newcomer)
    page.keyboard.press("Enter")
    expect(page.get_by_label(CAME_LAST).and_(page.locator(f"[value={newcomer}]"))).to_be_checked()
    page.get_by_role("button", name="Add team").click()

    made = page.get_by_role("row").filter(has_text=f"{word} team")
    expect(made.get_by_role("img", name=CAME_LAST)).to_be_visible()


def test_without_script_somebody_is_named(open_window: OpenWindow, ilya: Colleague, word: str, newcomer: str) -> None:
    issue = ilya.file(f"{word} wants hands")
    page = open_window("vera", java_script_enabled=False)
    page.goto(issue.path)

    page.locator("[data-shown=assignee]").click()
    page.locator("#pick-assignee").get_by_label("Username").fill(newcomer)
    page.keyboard.press("Enter")

    expect(page.locator("[data-shown=assignee]")).to_contain_text(CAME_LAST)

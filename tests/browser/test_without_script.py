"""Reading, filing, commenting and settings need no script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import STORE, expect_status, file_many, row, show_list


@pytest.fixture
def plain(open_window: OpenWindow) -> Page:
    """A browser that runs no script."""
    return open_window("vera", java_script_enabled=False)


def test_a_list_is_read_and_narrowed(plain: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} can be read", description="**Bold** words")
    plain.goto(STORE)

    plain.get_by_label("Search or filter").fill(word)
    plain.get_by_label("Search or filter").press("Enter")
    expect(plain.locator(".row")).to_have_count(1)
    plain.get_by_role("link", name=issue.title).click()

    expect(plain.get_by_role("heading", level=1)).to_have_text(issue.title)
    expect(plain.locator(".prose strong")).to_have_text("Bold")


def test_an_issue_is_filed(plain: Page, word: str) -> None:
    plain.goto(STORE)

    plain.get_by_role("link", name="New issue").first.click()
    plain.get_by_label("Title").fill(f"{word} by hand")
    plain.get_by_label("Status").select_option(label="Pending")
    plain.get_by_role("button", name="File issue").click()

    expect(plain.get_by_role("heading", level=1)).to_have_text(f"{word} by hand")
    expect_status(plain.locator("[data-shown=status]"), "Pending")


def test_a_comment_is_sent_and_a_status_set(plain: Page, ilya: Colleague, word: str) -> None:
    plain.goto(ilya.file(f"{word} on paper").path)

    plain.locator("#comment").fill("Said *plainly*")
    plain.get_by_role("button", name="Comment Ctrl Enter").click()
    expect(plain.locator(".said .prose em")).to_have_text("plainly")

    plain.get_by_title("Set status").click()
    plain.get_by_role("group", name="Set status").get_by_role("button", name="Completed").click()
    expect_status(plain.locator("[data-shown=status]"), "Completed")


def test_an_issue_is_edited_as_a_whole(plain: Page, ilya: Colleague, word: str) -> None:
    plain.goto(ilya.file(f"{word} with a slip").path)

    plain.get_by_role("link", name="Edit").click()
    plain.get_by_label("Title").fill(f"{word} without")
    plain.get_by_role("button", name="Save").click()

    expect(plain.get_by_role("heading", level=1)).to_have_text(f"{word} without")


def test_several_issues_are_changed_by_boxes_and_a_menu(plain: Page, ilya: Colleague, word: str) -> None:
    one, other = file_many(ilya, word, 2)
    show_list(plain, word)
    for issue in (one, other):
        row(plain, issue).hover()
        row(plain, issue).get_by_role("checkbox").check()

    toolbar = plain.get_by_role("toolbar", name="Selected issues")
    toolbar.get_by_role("button", name="Status").click()
    plain.locator("#bulk-status").get_by_role("option", name="Closed").click()

    for issue in (one, other):
        expect_status(row(plain, issue), "Closed")


def test_a_card_is_moved_by_its_menu(plain: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} to be moved", project="operations")
    plain.goto(f"/harbour/operations/board?q={word}")

    row(plain, issue).hover()
    row(plain, issue).get_by_role("button", name="to another column").click()
    plain.get_by_label("Move to…").get_by_role("button", name="Pending").click()

    expect(plain.get_by_role("region", name="Pending")).to_contain_text(issue.title)


def test_settings_are_saved(open_window: OpenWindow, newcomer: str) -> None:
    plain = open_window(newcomer, java_script_enabled=False)
    plain.goto("/settings/profile")

    plain.get_by_label("Theme").select_option(label="Dark")
    plain.get_by_role("button", name="Save").last.click()

    expect(plain.locator(".done")).to_have_text("Saved.")
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_label_is_added_and_deleted(plain: Page, word: str) -> None:
    plain.goto("/harbour/storefront/settings/labels")

    plain.get_by_label("Name").fill(word)
    plain.get_by_role("button", name="Add label").click()
    plain.get_by_role("link", name=f"Edit {word}").click()
    plain.get_by_role("button", name="Delete").first.click()
    plain.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(plain.locator(".done")).to_have_text("Deleted.")
    expect(plain.get_by_role("cell", name=word)).to_have_count(0)

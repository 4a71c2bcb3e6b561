"""Who may only read and comment is shown nothing that would be refused."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import press

PRIVATE = "/harbour/payments"  # where guests file nothing; in public projects anybody may


@pytest.fixture
def guest(open_window: OpenWindow) -> Page:
    return open_window("amelie")


def test_a_guest_reads_an_issue_and_comments_on_it(guest: Page, ilya: Colleague, word: str) -> None:
    guest.goto(ilya.file(f"{word} open to remarks", project="payments").path)

    for name in ("Edit", "Add", "Add files", "Set status", "Delete"):
        expect(guest.locator("main").get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(guest.locator("main").get_by_role("link", name="Edit")).to_have_count(0)
    guest.locator("#comment").fill("A remark")
    press(guest, "Control+Enter")

    expect(guest.locator(".said .prose")).to_have_text("A remark")


def test_keys_of_changes_do_nothing_for_a_guest(guest: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} left as it is", project="payments")
    guest.goto(issue.path)

    press(guest, "s", "a", "l", "e", "r", "m", "c", "#")

    expect(guest.locator("dialog:modal, [popover]:popover-open, form[data-edit]:not([hidden])")).to_have_count(0)
    guest.reload()
    expect(guest.locator(".line > li")).to_have_count(1)


def test_a_guest_selects_and_files_nothing_in_a_list(guest: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} only read", project="payments")
    guest.goto(f"{PRIVATE}?q={word}")

    press(guest, "j", "x", "s", "c")

    expect(guest.locator("dialog:modal, [popover]:popover-open")).to_have_count(0)
    expect(guest.get_by_role("toolbar", name="Selected issues")).to_be_hidden()
    expect(guest.get_by_role("link", name="New")).to_have_count(0)


def test_a_guest_moves_no_card(guest: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} stays", project="operations")
    guest.goto(f"/harbour/operations/board?q={word}")

    press(guest, "j", "]")

    expect(guest.get_by_role("region", name="Open", exact=True)).to_contain_text(word)
    expect(guest.get_by_role("button", name="to another column")).to_have_count(0)


def test_a_guest_changes_no_settings_of_others(guest: Page) -> None:
    for page in ("members", "levels", "channels", "projects"):
        guest.goto(f"/harbour/-/settings/{page}")
        expect(guest.locator("main form[method=post]")).to_have_count(0)


def test_a_phone_offers_a_guest_no_new_issue(open_window: OpenWindow) -> None:
    guest = open_window("amelie", viewport={"width": 360, "height": 740})
    guest.goto(PRIVATE)

    expect(guest.locator(".dock")).to_be_visible()
    expect(guest.locator(".dock").get_by_role("link", name="New")).to_have_count(0)

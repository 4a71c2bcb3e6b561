"""A new issue, over whatever page one looks at."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import STORE, press, show_list, toast


def test_an_issue_takes_two_keys_beyond_its_title(page: Page, word: str) -> None:
    page.goto(STORE)

    press(page, "c")
    expect(page.locator("dialog").get_by_label("Title")).to_be_focused()
    page.keyboard.type(f"{word} cart forgets vouchers")
    press(page, "Control+Enter")

    expect(toast(page)).to_contain_text("filed")
    expect(page.locator("dialog:modal")).to_have_count(0)
    expect(page.locator(".row").filter(has_text=word)).to_be_visible()


def test_what_is_done_to_a_new_issue_further_down_is_seen(page: Page, ilya: Colleague, word: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 420})
    for number in range(12):
        ilya.file(f"{word} goes on {number}", status="in_progress")
    show_list(page, word)
    press(page, "c")
    page.locator("dialog").get_by_label("Title").fill(f"{word} comes last")
    press(page, "Control+Enter")
    filed = page.locator(".row").filter(has_text="comes last")
    expect(filed).to_have_attribute("aria-current", "true")
    expect(filed).not_to_be_in_viewport()
    expect(toast(page)).to_contain_text("filed")

    press(page, "s")

    expect(filed).to_be_in_viewport()


def test_several_issues_are_filed_in_one_go(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(STORE)
    press(page, "c")
    dialog = page.get_by_role("dialog", name="New issue")
    dialog.get_by_label("Create more").check()

    for title in (f"{word} first", f"{word} second"):
        dialog.get_by_label("Title").fill(title)
        press(page, "Control+Enter")
        expect(dialog.get_by_label("Title")).to_have_value("")

    press(page, "Escape")
    expect(dialog).to_be_hidden()
    assert [one["title"] for one in ilya.get("/harbour/-/find", q=word)] == [f"{word} second", f"{word} first"]


@pytest.mark.parametrize("path", [STORE, f"{STORE}/board"])
def test_what_was_looked_for_in_vain_is_filed(page: Page, word: str, path: str) -> None:
    page.goto(f"{path}?q={word} is:open")
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()

    press(page, "c")
    expect(page.locator("dialog").get_by_label("Title")).to_have_value(word)
    press(page, "Control+Enter")

    expect(toast(page)).to_contain_text("filed")
    expect(page.locator(".row, .card").filter(has_text=word)).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_hidden()


def test_a_new_issue_says_what_may_be_the_same(page: Page, ilya: Colleague, word: str) -> None:
    known = ilya.file(f"{word} thumbnails flicker")
    page.goto(STORE)

    press(page, "c")
    page.locator("dialog").get_by_label("Title").fill(f"thumbnails {word}")

    expect(page.locator("dialog .similar")).to_contain_text(known.key)


def test_another_project_keeps_what_was_typed(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(STORE)
    press(page, "c")
    dialog = page.get_by_role("dialog", name="New issue")
    dialog.get_by_label("Title").fill(f"{word} for the others")

    dialog.get_by_label("Project").select_option(label="Payments")
    expect(dialog.get_by_label("Title")).to_have_value(f"{word} for the others")
    expect(dialog.locator("form")).to_have_attribute("data-draft", "new harbour/payments")
    dialog.get_by_label("Title").focus()
    press(page, "Control+Enter")

    expect(toast(page)).to_contain_text("PAY-")
    assert ilya.find(word).key.startswith("PAY-")


def test_a_title_that_is_refused_stays_in_its_form(page: Page, faults: Faults) -> None:
    faults.expect(422)
    show_list(page, "is:open")

    press(page, "c")
    title = page.locator("dialog").get_by_label("Title")
    title.fill("   ")
    press(page, "Control+Enter")

    expect(page.locator("dialog").get_by_role("alert")).to_be_visible()
    expect(title).to_have_value("   ")

"""Whatever is done in a page can be taken back for a minute."""

from playwright.sync_api import Page, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import choose, expect_status, file_many, press, row, show_list, toast


def test_a_change_is_taken_back_by_its_toast(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} to and fro")
    show_list(page, word)
    press(page, "j")
    choose(page, "s", "pend")
    expect_status(row(page, issue), "Pending")

    toast(page).get_by_role("button", name="Undo").click()

    expect(toast(page)).to_have_text("Undone on 1 issue")
    expect_status(row(page, issue), "Open")


def test_many_changes_at_once_are_taken_back_at_once(page: Page, ilya: Colleague, word: str) -> None:
    issues = file_many(ilya, word, 6)
    show_list(page, word)
    press(page, "Control+a")
    choose(page, "s", "compl")
    expect(toast(page)).to_contain_text("6 issues: Completed")

    press(page, "Control+z")

    expect(toast(page)).to_have_text("Undone on 6 issues")
    for issue in issues:
        expect_status(row(page, issue), "Open")


def test_a_change_can_be_taken_back_on_the_next_page(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} deleted by mistake")
    page.goto(issue.path)
    press(page, "#")
    page.wait_for_url("**/harbour/storefront?**")

    press(page, "Control+z")

    expect(toast(page)).to_contain_text("Undone")
    page.goto(issue.path)
    expect(page.get_by_role("heading", level=1)).to_have_text(issue.title)


def test_what_somebody_else_changed_since_stays(page: Page, ilya: Colleague, word: str) -> None:
    one, other = ilya.file(f"{word} one"), ilya.file(f"{word} other")
    show_list(page, word)
    press(page, "Control+a")
    choose(page, "s", "pend")
    expect(toast(page)).to_contain_text("2 issues: Pending")
    ilya.change(other, status="completed")

    press(page, "Control+z")

    expect(toast(page)).to_contain_text("Undone on 1 of 2 issues")
    expect_status(row(page, one), "Open")
    expect_status(row(page, other), "Completed")


def test_a_comment_is_taken_back_and_writing_is_left_to_the_browser(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(ilya.file(f"{word} talked about").path)
    comment = page.locator("#comment")
    comment.fill("Too fast")
    press(page, "Control+Enter")
    expect(page.locator(".said")).to_have_count(1)

    comment.press_sequentially("words")
    press(page, "Control+z")
    expect(page.locator(".said")).to_have_count(1)
    toast(page).get_by_role("button", name="Undo").click()

    expect(page.locator(".said")).to_have_count(0)

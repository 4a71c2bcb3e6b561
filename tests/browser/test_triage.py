"""Many issues, by keyboard: a cursor, pickers that are narrowed by typing, a selection."""

from playwright.sync_api import Page, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import (
    choose,
    cursor,
    expect_issue,
    expect_live,
    expect_status,
    file_many,
    press,
    row,
    show_list,
)

TWENTY = 20


def test_twenty_issues_are_triaged_by_keyboard(page: Page, ilya: Colleague, word: str) -> None:
    issues = file_many(ilya, word, TWENTY)[::-1]  # as the list shows them
    show_list(page, f"is:open {word}")
    expect(page.locator(".row")).to_have_count(TWENTY)

    for number, issue in enumerate(issues):
        press(page, "j")
        expect(cursor(page)).to_have_attribute("data-key", issue.key)
        decide(page, number % 4)

    page.reload()
    shown = page.locator("[data-total]")
    for query, count in (("status:completed", 5), ("is:open assignee:noor", 5), ("is:open assignee:me", 5)):
        show_list(page, f"{query} {word}")
        expect(shown).to_contain_text(str(count))
    show_list(page, f"is:open level:P1 label:search {word}")
    expect(shown).to_contain_text("5")


def test_who_leaves_at_once_takes_nothing_back(page: Page, ilya: Colleague, word: str) -> None:
    file_many(ilya, word, 4)
    show_list(page, f"is:open {word}")
    expect(page.locator(".row")).to_have_count(4)
    expect_live(page)

    for _ in range(4):
        press(page, "j", "m")
    page.goto("/harbour")

    show_list(page, f"is:open assignee:me {word}")
    expect(page.locator("[data-total]")).to_contain_text("4")


def decide(page: Page, what: int) -> None:
    if what == 0:
        choose(page, "s", "compl")
    elif what == 1:
        choose(page, "a", "noor")
    elif what == 2:
        press(page, "m")
    else:
        choose(page, "l", "search")
        choose(page, "v", "p1")


def test_the_cursor_walks_down_and_up_and_opens(page: Page, ilya: Colleague, word: str) -> None:
    older, newer = file_many(ilya, word, 2)
    show_list(page, word)

    press(page, "j", "j", "j")
    expect(cursor(page)).to_have_attribute("data-key", older.key)
    press(page, "k")
    expect(cursor(page)).to_have_attribute("data-key", newer.key)
    press(page, "Enter")

    expect_issue(page, newer)
    press(page, "j")
    expect_issue(page, older)
    press(page, "Escape")
    expect(cursor(page)).to_have_attribute("data-key", older.key)


def test_a_selection_changes_together(page: Page, ilya: Colleague, word: str) -> None:
    issues = file_many(ilya, word, 5)[::-1]
    show_list(page, f"is:open {word}")

    press(page, "j", "x", "Shift+J", "Shift+J")
    expect(page.get_by_role("toolbar", name="Selected issues")).to_contain_text("3 selected")
    choose(page, "s", "in prog")

    for issue in issues[:3]:
        expect_status(row(page, issue), "In progress")
    for issue in issues[3:]:
        expect_status(row(page, issue), "Open")


def test_all_in_view_are_selected_and_let_go(page: Page, ilya: Colleague, word: str) -> None:
    file_many(ilya, word, 4)
    show_list(page, word)

    press(page, "Control+a")
    expect(page.locator(".pick:checked")).to_have_count(4)
    press(page, "Escape")

    expect(page.locator(".pick:checked")).to_have_count(0)


def test_what_does_not_fit_any_more_stays_where_it_is_until_the_next_look(
    page: Page, ilya: Colleague, word: str
) -> None:
    first, second, third = file_many(ilya, word, 3)[::-1]
    show_list(page, f"is:open {word}")
    press(page, "j", "j")

    choose(page, "s", "closed")

    gone = page.locator(".row.gone")
    expect(gone).to_have_attribute("data-key", second.key)
    expect(cursor(page)).to_have_attribute("data-key", second.key)
    press(page, "j")
    expect(cursor(page)).to_have_attribute("data-key", third.key)
    expect(row(page, first)).to_be_visible()


def test_a_change_that_is_refused_comes_back_as_it_was_and_says_why(
    page: Page, ilya: Colleague, word: str, faults: Faults
) -> None:
    faults.expect(403)
    issue = ilya.file(f"{word} on its own")
    show_list(page, f"is:open {word}")
    refusal = {"error": "forbidden", "message": "Not while the books are closed.", "problems": [], "request": "r-1"}
    page.route("**/-/change", lambda route: route.fulfill(status=403, json=refusal))

    press(page, "j")
    choose(page, "s", "compl")

    expect(page.get_by_role("alert")).to_have_text("Not while the books are closed. (r-1)")
    expect_status(row(page, issue), "Open")
    expect(cursor(page)).to_have_attribute("data-key", issue.key)

"""The ten main tasks, without a pointer: every step is a key.

Sign in, file, find, narrow a list, triage, move on the board, edit, comment, relate, deal with an incident.
"""

import re
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague, Issue
from tests.browser.support.lists import (
    STORE,
    choose,
    cursor,
    expect_address,
    expect_issue,
    expect_live,
    expect_status,
    press,
    row,
    toast,
)
from tests.browser.support.site import Site

MOST_TABS = 40  # to anything on a page


def test_sign_in(open_window: OpenWindow, site: Site, newcomer: str) -> None:
    page = open_window(None)
    page.goto("/login?next=/harbour/-/my")
    expect(page.get_by_label("Name or e-mail")).to_be_focused()

    page.keyboard.type(newcomer)
    press(page, "Tab")
    page.keyboard.type(site.password)
    press(page, "Enter")

    expect_address(page, "/harbour/-/my")


def test_file_an_issue_with_a_level_and_an_assignee(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(STORE)
    press(page, "c")
    expect(page.locator("dialog").get_by_label("Title")).to_be_focused()
    page.keyboard.type(f"{word} by keys alone")

    tab_to(page, "new-level")
    page.keyboard.type("P1")
    tab_to(page, "Assignees")
    press(page, "Space")
    tab_to(page, "Noor Haddad")
    press(page, "Space", "Control+Enter")

    expect(toast(page)).to_contain_text("filed")
    issue = ilya.get("/harbour/-/find", q=f"{word} level:P1 assignee:noor")
    assert [one["title"] for one in issue] == [f"{word} by keys alone"]


def test_find_an_issue(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} hidden in the heap", project="payments")
    page.goto("/harbour/-/overview")

    press(page, "Control+k")
    page.keyboard.type(word)
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text(issue.title)
    press(page, "Enter")

    expect_address(page, issue.path)


def test_narrow_a_list(page: Page) -> None:
    page.goto(STORE)

    press(page, "f")
    expect(page.locator("#filter")).to_be_visible()
    tab_to(page, "Assignee")
    press(page, "Enter")
    tab_to(page, "Noor Haddad")
    press(page, "Enter")

    expect(page.get_by_label("Search or filter")).to_have_value(re.compile("assignee:noor"))


def test_triage_an_issue(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} to be sorted")
    page.goto(STORE)
    press(page, "/")
    page.keyboard.type(word)
    press(page, "Enter")
    expect(page.locator(".row")).to_have_count(1)
    expect_live(page)

    press(page, "j")
    with changing(page, "level"):
        choose(page, "v", "p2")
    with changing(page, "label"):
        choose(page, "l", "checkout")
    with changing(page, "assignee"):
        press(page, "m")
    with changing(page, "status"):
        choose(page, "s", "in prog")

    expect_status(row(page, issue), "In progress")
    found = ilya.get("/harbour/-/find", q=f"{word} level:P2 label:checkout assignee:vera status:in_progress")
    assert [one["key"] for one in found] == [issue.key]


def test_move_a_card(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} to the right")
    page.goto(STORE)
    press(page, "g", "b")
    expect_address(page, f"{STORE}/board")
    press(page, "/")
    page.keyboard.type(word)
    press(page, "Enter")
    expect(page.locator(".card")).to_have_count(1)
    expect_live(page)

    press(page, "j", "]")
    press(page, "Shift+M")
    expect(page.get_by_label("Move to…")).to_be_visible()
    tab_to(page, "Completed")
    press(page, "Enter")

    expect(page.get_by_role("region", name="Completed").locator(f'[data-key="{issue.key}"]')).to_be_visible()
    expect(cursor(page)).to_have_attribute("data-key", issue.key)


def test_edit_title_and_description(page: Page, ilya: Colleague, word: str) -> None:
    open_by_key(page, ilya.file(f"{word} first words", description="One."))

    press(page, "e", "Control+End")
    page.keyboard.type(" Two.")
    press(page, "Control+Enter")
    expect(page.locator("[data-description]")).to_have_text("One. Two.")
    press(page, "Shift+E", "Control+a")
    page.keyboard.type(f"{word} last words")
    press(page, "Control+Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(f"{word} last words")


def test_comment(page: Page, ilya: Colleague, word: str) -> None:
    open_by_key(page, ilya.file(f"{word} under discussion"))

    press(page, "u")
    page.keyboard.type("I have seen it, too.")
    press(page, "Control+Shift+Enter")

    expect(page.locator(".said .prose")).to_have_text("I have seen it, too.")
    expect(page.locator("[data-shown=status]")).to_have_text("Completed")


def test_relate_two_issues(page: Page, ilya: Colleague, word: str) -> None:
    one, other = ilya.file(f"one {word}"), ilya.file(f"other {word}", project="operations")
    open_by_key(page, one)

    press(page, "r")
    expect(page.get_by_label("Issue", exact=True)).to_be_focused()
    page.keyboard.type(other.key)
    press(page, "Enter")

    expect(page.locator("[data-part=relations]").get_by_role("link", name=other.title)).to_be_visible()


def test_acknowledge_and_resolve_an_incident(page: Page, ilya: Colleague, word: str) -> None:
    open_by_key(page, ilya.file(f"{word} is burning", level="P0", project="operations"))
    state = page.get_by_role("region", name="State of the incident")

    press(page, "Shift+A")
    expect_status(state, "In progress")
    press(page, "Shift+R")

    expect_status(state, "Completed")
    expect(state).to_contain_text("Resolved after")


def changing(page: Page, field: str) -> AbstractContextManager[object]:
    """Wait until the server has taken a change of this field."""
    return page.expect_response(lambda answer: f"&{field}=" in (answer.request.post_data or ""))


def open_by_key(page: Page, issue: Issue) -> None:
    page.goto(issue.path)
    expect_issue(page, issue)


def tab_to(page: Page, name: str) -> None:
    """Go on until something of this name, or with this id, has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found: bool = page.evaluate(
            "(name) => document.activeElement.id === name || document.activeElement.textContent.includes(name)"
            " || (document.activeElement.labels?.[0]?.textContent ?? '').includes(name)",
            name,
        )
        if found:
            return
    message = f"{MOST_TABS} tabs do not lead to {name}"
    raise AssertionError(message)

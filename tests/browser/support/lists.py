"""Words for what tests look at in lists and on issues."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.browser.support.colleague import Colleague, Issue

STORE = "/harbour/storefront"


def file_many(colleague: Colleague, word: str, count: int, **fields: str) -> list[Issue]:
    """So many issues of one test; the newest, which lists show first, comes last."""
    return [colleague.file(f"{word} number {number}", **fields) for number in range(1, count + 1)]


def show_list(page: Page, query: str, path: str = STORE) -> None:
    page.goto(f"{path}?q={query}")


def row(page: Page, issue: Issue) -> Locator:
    """The row or card of an issue."""
    return page.locator(f'[data-key="{issue.key}"]')


def cursor(page: Page) -> Locator:
    """The row or card on which keys act."""
    return page.locator(":is(.row, .card, .letter)[aria-current]")


def status_in(place: Locator) -> Locator:
    return place.locator(".st")


def expect_status(place: Locator, word: str) -> None:
    expect(status_in(place)).to_have_attribute("title", word)


def toast(page: Page) -> Locator:
    return page.locator(".toast")


def expect_live(page: Page) -> None:
    """Wait until the page hears what happens, and all its scripts listen."""
    expect(page.locator("[data-live]:not(.lost)")).to_be_visible()
    page.wait_for_load_state()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def choose(page: Page, key: str, typed: str) -> None:
    """Open a picker by its key, type some letters, take what is first."""
    page.keyboard.press(key)
    expect(page.locator("[popover]:popover-open [data-narrow]")).to_be_focused()
    page.keyboard.type(typed)
    expect(page.locator("[popover]:popover-open [data-word]:not([hidden])").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".picker:popover-open")).to_have_count(0)


def keys_shown(page: Page) -> Sequence[str | None]:
    """The keys of the issues that a list shows, from top to bottom."""
    return [one.get_attribute("data-key") for one in page.locator(".row").all()]


def expect_issue(page: Page, issue: Issue) -> None:
    """Wait until the page of this issue is there, scripts and all."""
    expect(page.get_by_role("heading", level=1)).to_have_text(issue.title)
    page.wait_for_load_state()


def expect_address(page: Page, path: str) -> None:
    """Wait until this page is there, scripts and all."""
    expect(page).to_have_url(re.compile(rf"{re.escape(path)}(\?|#|$)"))
    page.wait_for_load_state()

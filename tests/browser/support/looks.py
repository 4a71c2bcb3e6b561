"""What can be seen of a page: whether it fits, and whether the focus shows."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.support.scripts import call


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def cut_off(page: Page) -> list[str]:
    """Words of which no scrolling shows the end."""
    words: list[str] = call(page, "looks", "cutOff")
    return words


def focus_of(page: Page) -> dict[str, Any]:
    focus: dict[str, Any] = call(page, "looks", "focus")
    return focus

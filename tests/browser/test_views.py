"""Views: kept, named, shared, opened by somebody else, and counted while people work."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.axe import findings
from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import STORE, expect_live, press, row, show_list, toast
from tests.browser.support.looks import cut_off, width_of
from tests.browser.support.site import Site

NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def no_views_of_others(site: Site) -> None:
    """More than a dozen stand behind a button, so what earlier tests kept goes."""
    for somebody in map(site.colleague, ("vera", "ilya")):
        for page in ("/harbour", "/harbour/storefront"):
            for view in set(re.findall(r"[?;&]view=([0-9a-f]{12})", somebody.read(page))):
                somebody.submit(f"/harbour/-/views/{view}/delete")


def tab(page: Page, name: str) -> Locator:
    return page.locator(".tabs a").filter(has_text=name)


def expect_open(page: Page, name: str) -> None:
    expect(tab(page, name)).to_have_attribute("aria-current", "page")


def keep(page: Page, name: str, *, shared: bool = False) -> None:
    """Save what the page shows."""
    page.get_by_role("button", name=re.compile("^Save (view|as new view)$")).first.click()
    page.get_by_label("Name of the view").fill(name)
    if shared:
        page.get_by_label("Share with everybody").check()
    page.locator("#save-view button.main").click()
    expect_open(page, name)


def open_menu(page: Page) -> Locator:
    page.locator("[popovertarget=view-menu]").click()
    menu = page.locator("#view-menu")
    expect(menu).to_be_visible()
    return menu


def test_a_query_is_kept_renamed_shared_and_opened_by_somebody_else(
    open_window: OpenWindow, page: Page, ilya: Colleague, faults: Faults, word: str
) -> None:
    issue = ilya.file(f"{word} one")
    show_list(page, f"{word}+group:none")
    keep(page, f"My {word}")

    open_menu(page).get_by_label("Name").fill(f"Our {word}")
    page.keyboard.press("Enter")
    expect_open(page, f"Our {word}")
    address = page.url.split("&")[0]
    other = open_window("ilya")
    faults.expect(404)
    other.goto(address)
    expect(other.get_by_role("heading", name="Not here")).to_be_visible()
    open_menu(page).get_by_role("button", name="Share with everybody here").click()
    expect_open(page, f"Our {word}")

    other.goto(STORE)
    tab(other, f"Our {word}").click()

    expect_open(other, f"Our {word}")
    expect(row(other, issue)).to_be_visible()
    expect(other.locator(".rail [aria-current]")).to_contain_text(f"Our {word}")


def test_what_was_changed_is_saved_or_discarded(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} one")
    show_list(page, word)
    keep(page, word)

    page.locator("[popovertarget=shown]").first.click()
    page.get_by_role("menuitemcheckbox", name="Number").click()
    expect(page.locator(".row .key")).to_be_hidden()
    page.get_by_role("link", name="Discard").click()
    expect(page.locator(".row .key")).to_be_visible()
    page.locator("[popovertarget=shown]").first.click()
    page.get_by_role("menuitemcheckbox", name="Created").click()
    expect(page.locator(".row .made")).to_be_visible()
    page.get_by_role("button", name="Save changes").click()

    expect(page.get_by_role("button", name="Save changes")).to_have_count(0)
    show_list(page, "is:open")
    tab(page, word).click()
    expect(page.locator(".row .made")).to_be_visible()


def test_a_count_follows_what_happens(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} one")
    show_list(page, word)
    keep(page, word)
    expect_live(page)
    expect(tab(page, word).locator("span")).to_have_text("1")

    ilya.file(f"{word} two")

    expect(tab(page, word).locator("span")).to_have_text("2")


def test_a_deleted_view_comes_back_by_a_key(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} one")
    show_list(page, word)
    keep(page, word)

    open_menu(page).get_by_role("button", name="Delete view").click()
    expect(toast(page)).to_contain_text("View deleted")
    expect(tab(page, word)).to_have_count(0)
    expect_live(page)
    press(page, "Control+z")

    expect(tab(page, word)).to_be_visible()
    expect(page.locator(".rail").get_by_text(word)).to_be_visible()


def test_tabs_are_opened_by_number_and_moved(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} one")
    show_list(page, f"{word}+level:none")
    keep(page, f"A {word}")
    show_list(page, f"{word}+sort:-created")
    keep(page, f"B {word}")

    open_menu(page).get_by_role("button", name="Move left").click()
    expect_open(page, f"B {word}")
    expect(page.locator(".tabs a").filter(has_text=word).first).to_contain_text(f"B {word}")
    expect_live(page)
    press(page, "g", "2")

    expect_open(page, "Closed")


def test_the_palette_offers_views(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} one")
    show_list(page, word)
    keep(page, f"Urgent {word}")
    page.goto("/harbour/-/inbox")

    press(page, "Control+k")
    page.keyboard.type(f"urgent {word}")
    page.keyboard.press("Enter")

    expect_open(page, f"Urgent {word}")


def test_a_board_is_kept_and_opened_as_a_board(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} one")
    page.goto(f"{STORE}/board?q={word}+group:level")
    keep(page, word)

    page.goto(STORE)
    tab(page, word).click()

    expect(page).to_have_url(re.compile(r"/board\?view="))
    expect(page.locator(".col")).not_to_have_count(0)


def test_views_need_no_script(open_window: OpenWindow, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} one")
    page = open_window("vera", java_script_enabled=False)
    show_list(page, word)
    keep(page, word)

    open_menu(page).get_by_role("button", name="Delete view").click()
    page.get_by_role("button", name="Undo").click()

    expect(tab(page, word)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_many_tabs_fit_on_the_narrowest_phone_and_can_be_used_by_everybody(
    open_window: OpenWindow, ilya: Colleague, word: str, scheme: str
) -> None:
    ilya.file(f"{word} one")
    page = open_window("vera", viewport=NARROW, has_touch=True, color_scheme=scheme)
    for number in range(3):
        show_list(page, f"{word}+number{number}")
        keep(page, f"{number} {word} {'wide ' * 5}")
    page.goto(f"{page.url.split('&')[0]}&q={word}")

    assert (width_of(page), cut_off(page)) == (NARROW["width"], [])
    assert findings(page) == []
    page.locator("[popovertarget=view-menu]").click()
    assert findings(page, "#view-menu") == []
    page.keyboard.press("Escape")
    page.locator("[popovertarget=save-view]").click()
    assert findings(page, "#save-view") == []

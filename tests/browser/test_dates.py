"""A list goes to a date by key, by form and without script, and back up without moving what somebody reads."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.lists import cursor, press

LIST = "/harbour/operations?q=sort:-created+group:none+created:<1d"  # without what other tests file


def rows(page: Page) -> Locator:
    return page.locator(".row")


def day_in_the_middle(page: Page) -> str:
    """The day on which the last issue of the first page was filed."""
    page.goto(f"{LIST}&columns=created")
    filed = rows(page).last.locator("time").first.get_attribute("datetime") or ""
    return filed[:10]


def test_a_date_is_gone_to_by_key_and_left_by_its_chip(page: Page) -> None:
    day = day_in_the_middle(page)
    page.goto(LIST)
    first = rows(page).first.get_attribute("data-key")

    press(page, "d")
    field = page.get_by_label("Go to a date", exact=True).and_(page.locator("input"))
    expect(field).to_be_focused()
    field.fill(day)
    field.press("Enter")

    expect(page).to_have_url(re.compile(f"date={day}"))
    expect(rows(page).first).not_to_have_attribute("data-key", first or "")
    page.locator(".chips").get_by_role("button", name="From").click()
    expect(rows(page).first).to_have_attribute("data-key", first or "")


def test_newer_ones_come_above_what_is_read(page: Page) -> None:
    day = day_in_the_middle(page)
    page.goto(f"{LIST}&date={day}")
    top = rows(page).first
    key, count, place = top.get_attribute("data-key"), rows(page).count(), top.bounding_box()
    read = page.locator(f'.row[data-key="{key}"]')

    page.get_by_role("link", name="Show newer").click()

    expect(rows(page)).not_to_have_count(count)
    expect(read).to_be_in_viewport()
    moved = read.bounding_box()
    assert place is not None
    assert moved is not None
    assert abs(moved["y"] - place["y"]) < 2
    press(page, "j")
    expect(cursor(page)).to_have_count(1)


def test_the_palette_goes_to_a_date(page: Page) -> None:
    page.goto(LIST)

    press(page, "Control+k")
    page.keyboard.type("date")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text("Go to a date")
    press(page, "Enter")

    expect(page.locator("#date")).to_be_focused()


def test_a_list_by_level_offers_no_date(page: Page) -> None:
    page.goto("/harbour/operations?q=sort:-level")

    press(page, "d")

    expect(page.get_by_role("button", name="Go to a date")).to_have_count(0)
    expect(page.locator("[popover]:popover-open")).to_have_count(0)


def test_a_phone_finds_dates_in_the_menu(open_window: OpenWindow) -> None:
    page = open_window("vera", viewport={"width": 360, "height": 660}, has_touch=True)
    page.goto(LIST)

    page.get_by_role("button", name="More", exact=True).click()
    page.locator("#more-of-list").get_by_role("button", name="Go to a date").click()

    expect(page.locator("#date")).to_be_focused()


def test_without_script_a_form_goes_to_a_date_and_links_lead_back_up(open_window: OpenWindow) -> None:
    page = open_window("vera", java_script_enabled=False)
    day = day_in_the_middle(page)
    page.goto(LIST)
    first = rows(page).first.get_attribute("data-key")

    page.get_by_role("button", name="Go to a date").click()
    page.locator("#date").fill(day)
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".chips")).to_contain_text("From")
    page.get_by_role("link", name="Show newer").click()

    expect(page.locator(f'.row[data-key="{first}"]')).to_be_visible()

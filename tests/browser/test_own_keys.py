"""Whoever wants other keys presses them, and they hold from then on: in commands, on buttons, in the sheet."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import STORE, cursor, expect_address, file_many, press, show_list, toast

KEYS = "/settings/keys"


def field(page: Page, command: str) -> Locator:
    return page.get_by_role("textbox", name=command, exact=True)


def give(page: Page, command: str, *keys: str) -> None:
    page.get_by_role("button", name=f"Press the key for “{command}”").click()
    expect(page.locator(".asked")).to_have_value("Press a key…")
    press(page, *keys)


def test_a_key_is_pressed_and_holds_at_once(open_window: OpenWindow, newcomer: str) -> None:
    page = open_window(newcomer)
    page.goto(KEYS)

    give(page, "New issue", "i")

    expect(toast(page)).to_have_text("Saved.")
    expect(field(page, "New issue")).to_have_value("I")
    expect(page.get_by_role("button", name="Press the key for “New issue”")).to_be_focused()
    expect(page.locator(".top [data-new] kbd")).to_have_text("I")
    press(page, "c")
    expect(page.locator("dialog:modal")).to_have_count(0)
    press(page, "i")
    expect(page.get_by_role("dialog", name="New issue")).to_be_visible()


def test_two_letters_after_another_are_one_key(open_window: OpenWindow, newcomer: str) -> None:
    page = open_window(newcomer)
    page.goto(KEYS)

    give(page, "Go to the board", "o", "b")
    expect(field(page, "Go to the board")).to_have_value("O B")

    page.goto(STORE)
    press(page, "o", "b")
    expect_address(page, f"{STORE}/board")
    press(page, "?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet.locator("dt:text-is('Go to the board') + dd")).to_have_text("OB")


def test_a_key_of_another_command_is_refused_by_name_until_both_have_one(
    open_window: OpenWindow, newcomer: str, faults: Faults, ilya: Colleague, word: str
) -> None:
    faults.expect(422)
    page = open_window(newcomer)
    page.goto(KEYS)

    give(page, "Select", "s")
    wrong = page.get_by_role("alert").filter(has_text="S is “Set status” here already")
    expect(wrong).to_be_visible()
    expect(field(page, "Select")).to_have_attribute("aria-invalid", "true")
    field(page, "Set status").fill("x")
    field(page, "Set status").press("Enter")
    expect(toast(page)).to_have_text("Saved.")
    expect(wrong).to_be_hidden()

    file_many(ilya, word, 1)
    show_list(page, word)
    press(page, "j", "s")
    expect(cursor(page).get_by_role("checkbox")).to_be_checked()
    press(page, "x")
    expect(page.locator("#bulk-status")).to_be_visible()


def test_a_command_is_left_without_a_key_and_gets_the_usual_one_back(open_window: OpenWindow, newcomer: str) -> None:
    page = open_window(newcomer)
    page.goto(KEYS)

    give(page, "New issue", "Backspace")
    expect(page.locator(".top [data-new] kbd")).to_have_count(0)
    expect(field(page, "New issue")).to_have_value("")
    page.get_by_role("button", name="Back to the usual key of “New issue”: C").click()
    expect(field(page, "New issue")).to_have_value("C")
    expect(page.locator(".top [data-new] kbd")).to_have_text("C")

    give(page, "Search or filter", "Shift+S")
    expect(field(page, "Search or filter")).to_have_value("Shift+S")
    page.get_by_role("button", name="All keys as usual").click()
    page.get_by_role("button", name="As usual", exact=True).click()
    expect(field(page, "Search or filter")).to_have_value("/")


def test_who_is_asked_for_a_key_may_leave_it(open_window: OpenWindow, newcomer: str) -> None:
    page = open_window(newcomer)
    page.goto(KEYS)

    give(page, "Copy link", "Escape")
    expect(field(page, "Copy link")).to_have_value("Y")
    give(page, "Copy link", "Tab")

    expect(field(page, "Copy link")).to_have_value("Y")
    expect(field(page, "Go to inbox")).to_be_focused()


def test_the_palette_opens_by_its_own_key_from_where_one_writes(open_window: OpenWindow, newcomer: str) -> None:
    page = open_window(newcomer)
    page.goto(KEYS)
    give(page, "Find anything", "Control+j")
    expect(field(page, "Find anything")).to_have_value("Ctrl+J")

    page.goto(STORE)
    page.get_by_label("Search or filter").focus()
    press(page, "Control+j")
    palette = page.get_by_role("dialog", name="Find anything")
    expect(palette).to_be_visible()
    expect(palette.get_by_role("option", name="New issue").locator("kbd")).to_have_text("C")
    press(page, "Control+j")
    expect(palette).to_be_hidden()


def test_without_script_keys_are_written(open_window: OpenWindow, newcomer: str) -> None:
    page = open_window(newcomer, java_script_enabled=False)
    page.goto(KEYS)

    field(page, "Watch, or no longer").fill("shift + w")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(field(page, "Watch, or no longer")).to_have_value("Shift+W")
    page.get_by_role("button", name="Back to the usual key of “Watch, or no longer”: W").click()
    expect(field(page, "Watch, or no longer")).to_have_value("W")

"""Keys mean the same on every keyboard, are left to who writes, and can be switched off."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import STORE, cursor, expect_address, file_many, press, show_list

COMPOSING = 229  # the key code that an input method gives every key while it composes


@pytest.fixture
def keyboard(page: Page) -> CDPSession:
    """What sends keys as the system does, of any layout."""
    return page.context.new_cdp_session(page)


def test_a_cyrillic_layout_moves_and_changes(page: Page, keyboard: CDPSession, ilya: Colleague, word: str) -> None:
    issues = file_many(ilya, word, 2)
    show_list(page, word)

    strike(keyboard, "о", "KeyJ")
    expect(cursor(page)).to_have_attribute("data-key", issues[1].key)
    strike(keyboard, "о", "KeyJ")
    expect(cursor(page)).to_have_attribute("data-key", issues[0].key)
    strike(keyboard, "ы", "KeyS")
    expect(page.locator("#bulk-status")).to_be_visible()


def test_a_letter_is_taken_as_it_is_printed_where_it_is_latin(
    page: Page, keyboard: CDPSession, ilya: Colleague, word: str
) -> None:
    """On Dvorak, J lies where others have C."""
    [issue] = file_many(ilya, word, 1)
    show_list(page, word)

    strike(keyboard, "j", "KeyC")

    expect(cursor(page)).to_have_attribute("data-key", issue.key)
    expect(page.get_by_role("dialog", name="New issue")).to_be_hidden()


def test_keys_of_a_chinese_composition_are_no_commands(
    page: Page, keyboard: CDPSession, ilya: Colleague, word: str
) -> None:
    file_many(ilya, word, 1)
    show_list(page, word)

    strike(keyboard, "Process", "KeyJ", COMPOSING)
    strike(keyboard, "Process", "KeyC", COMPOSING)

    expect(cursor(page)).to_have_count(0)
    expect(page.get_by_role("dialog", name="New issue")).to_be_hidden()


def test_enter_ends_a_composition_and_not_the_search(page: Page, keyboard: CDPSession) -> None:
    page.goto(STORE)
    press(page, "Control+k")
    box = page.get_by_role("combobox", name="An action")
    expect(box).to_be_focused()

    keyboard.send("Input.imeSetComposition", {"text": "jie", "selectionStart": 3, "selectionEnd": 3})
    strike(keyboard, "Enter", "Enter", COMPOSING)
    keyboard.send("Input.insertText", {"text": "结账"})

    expect(box).to_have_value("结账")
    expect(page.get_by_role("dialog", name="Find anything")).to_be_visible()
    expect_address(page, STORE)


def test_letters_are_left_to_who_writes(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(ilya.file(f"{word} written to").path)

    page.locator("#comment").focus()
    page.keyboard.type("jcms?#")

    expect(page.locator("#comment")).to_have_value("jcms?#")
    expect(page.locator("dialog:modal, [popover]:popover-open")).to_have_count(0)


def test_single_keys_can_be_switched_off_and_those_with_ctrl_stay(
    open_window: OpenWindow, newcomer: str, ilya: Colleague, word: str
) -> None:
    page = open_window(newcomer)
    page.goto("/settings/keys")
    page.get_by_label("A letter alone is a command").uncheck()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    file_many(ilya, word, 1)

    show_list(page, word)
    press(page, "j", "c", "?")
    expect(cursor(page)).to_have_count(0)
    expect(page.locator("dialog:modal")).to_have_count(0)

    press(page, "ArrowDown")
    expect(cursor(page)).to_have_count(1)
    press(page, "Control+k")
    expect(page.get_by_role("dialog", name="Find anything")).to_be_visible()


def test_two_keys_one_after_the_other_go_to_a_place(page: Page) -> None:
    page.goto(STORE)

    press(page, "g", "b")
    expect_address(page, f"{STORE}/board")
    press(page, "g", "n")
    expect_address(page, "/harbour/-/incidents")


def test_the_sheet_lists_the_keys_of_the_page_and_gives_the_focus_back(page: Page, ilya: Colleague, word: str) -> None:
    file_many(ilya, word, 1)
    show_list(page, word)
    press(page, "j", "?")

    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Set status")
    expect(sheet).to_contain_text("Find anything")
    press(page, "Escape")

    expect(sheet).to_be_hidden()
    expect(cursor(page).locator("a.t")).to_be_focused()


def test_the_theme_changes_by_name_and_is_kept(open_window: OpenWindow, newcomer: str) -> None:
    page = open_window(newcomer, color_scheme="light")
    page.goto(STORE)

    press(page, "Control+k")
    page.keyboard.type("change theme")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text("Change theme")
    with page.expect_response("**/settings/**"):
        press(page, "Enter")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def strike(keyboard: CDPSession, key: str, code: str, key_code: int = 0) -> None:
    pressed = {"key": key, "code": code, "windowsVirtualKeyCode": key_code}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **pressed})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})

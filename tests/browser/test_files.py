"""Files come by choosing, dropping and pasting."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.scripts import call


def test_a_pasted_picture_is_attached_and_stands_in_the_comment(
    open_window: OpenWindow, ilya: Colleague, word: str
) -> None:
    page = open_window("vera", permissions=["clipboard-read", "clipboard-write"])
    page.goto(ilya.file(f"{word} looks wrong").path)
    comment = page.locator("#comment")

    call(page, "files", "copyPicture")
    comment.focus()
    page.keyboard.press("Control+v")

    expect(page.locator("[data-part=files] .tile img")).to_be_visible()
    expect(comment).to_have_value(re.compile(r"^!\[.+\.png\]\(/harbour/-/files/.+/view\)$"))
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said .prose img")).to_be_visible()


def test_a_dropped_file_is_attached(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(ilya.file(f"{word} crashes").path)

    call(page, "files", "dropText", "crash.log", "12:00 out of memory")

    expect(page.locator("[data-part=files]").get_by_role("link", name="crash.log")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="crash.log").click()
    assert Path(download.value.path()).read_text() == "12:00 out of memory"


def test_a_chosen_file_is_attached_and_taken_away_again(page: Page, ilya: Colleague, word: str, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("noted")
    page.goto(ilya.file(f"{word} with a note").path)

    page.get_by_label("Add files").set_input_files(note)
    expect(page.locator(".tile")).to_contain_text("note.txt")
    page.locator(".tile").hover()
    page.get_by_role("button", name="Remove note.txt").click()

    expect(page.locator(".tile")).to_have_count(0)

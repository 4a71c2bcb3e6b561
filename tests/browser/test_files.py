"""Files come by choosing, dropping and pasting."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague

# A picture of one pixel, put where "copy image" puts it.
COPY_PICTURE = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  canvas.getContext("2d").fillRect(0, 0, 1, 1);
  const blob = await new Promise((take) => canvas.toBlob(take, "image/png"));
  await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
}"""
DROP_TEXT = """(name) => {
  const dragged = new DataTransfer();
  dragged.items.add(new File(["12:00 out of memory"], name, { type: "text/plain" }));
  for (const type of ["dragover", "drop"])
    document.querySelector("article").dispatchEvent(new DragEvent(type, { dataTransfer: dragged, bubbles: true, cancelable: true }));
}"""


def test_a_pasted_picture_is_attached_and_stands_in_the_comment(
    open_window: OpenWindow, ilya: Colleague, word: str
) -> None:
    page = open_window("vera", permissions=["clipboard-read", "clipboard-write"])
    page.goto(ilya.file(f"{word} looks wrong").path)
    comment = page.locator("#comment")

    page.evaluate(COPY_PICTURE)
    comment.focus()
    page.keyboard.press("Control+v")

    expect(page.locator("[data-part=files] .tile img")).to_be_visible()
    expect(comment).to_have_value(r := comment.input_value())
    assert r.startswith("![")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said .prose img")).to_be_visible()


def test_a_dropped_file_is_attached(page: Page, ilya: Colleague, word: str) -> None:
    page.goto(ilya.file(f"{word} crashes").path)

    page.evaluate(DROP_TEXT, "crash.log")

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

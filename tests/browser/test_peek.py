"""An issue at a glance, beside the list: opened by a key, it follows the cursor."""

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.axe import findings
from tests.browser.support.colleague import Colleague, Issue
from tests.browser.support.lists import STORE, cursor, file_many, press, row, show_list

PHONE = {"width": 360, "height": 740}
TRIES = 5
TIME_OF_SPACE = """() => new Promise((resolve) => {
    const place = document.querySelector("[data-peeked]");
    const begin = performance.now();
    new MutationObserver(() => resolve(performance.now() - begin)).observe(place, { childList: true });
    const key = { key: " ", code: "Space", bubbles: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
})"""


def pane(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Preview")


def two_with_words(ilya: Colleague, word: str) -> list[Issue]:
    """The newer one first."""
    older, newer = file_many(ilya, word, 2, description=f"What **{word}** is about")
    ilya.comment(newer, f"{word} was seen again")
    return [newer, older]


def test_space_shows_what_the_cursor_is_on(page: Page, ilya: Colleague, word: str) -> None:
    newer, older = two_with_words(ilya, word)
    show_list(page, word)
    expect(pane(page)).to_be_hidden()

    press(page, "j", "Space")

    expect(pane(page).get_by_role("heading", name=newer.title)).to_be_visible()
    expect(pane(page)).to_contain_text(f"{word} was seen again")
    press(page, "j")
    expect(pane(page).get_by_role("heading", name=older.title)).to_be_visible()
    expect(pane(page)).to_contain_text(f"What {word} is about")
    expect(cursor(page)).to_have_attribute("data-key", older.key)


def test_space_and_escape_close_it(page: Page, ilya: Colleague, word: str) -> None:
    two_with_words(ilya, word)
    show_list(page, word)

    press(page, "j", "Space", "Space")
    expect(pane(page)).to_be_hidden()
    press(page, "Space")
    expect(pane(page)).to_be_visible()
    press(page, "Escape")
    expect(pane(page)).to_be_hidden()


def test_what_the_row_knows_is_there_at_once(page: Page, ilya: Colleague, word: str) -> None:
    """The quickest of some times counts: others are those of a busy machine."""
    newer, _ = two_with_words(ilya, word)
    show_list(page, word)
    press(page, "j")
    unanswered: list[Route] = []
    page.route("**/peek", lambda route: unanswered.append(route))  # noqa: PLW0108 - it must be a function

    times = []
    for _ in range(TRIES):
        times.append(page.evaluate(TIME_OF_SPACE))
        expect(pane(page)).to_contain_text(newer.title)
        press(page, "Escape")

    assert min(times) <= 50


def test_it_follows_what_others_do(page: Page, ilya: Colleague, word: str) -> None:
    newer, _ = two_with_words(ilya, word)
    show_list(page, word)
    press(page, "j", "Space")
    expect(pane(page)).to_contain_text(f"{word} was seen again")

    ilya.comment(newer, f"{word} is understood")

    expect(pane(page)).to_contain_text(f"{word} is understood")


def test_it_lies_beside_the_rows_or_over_them(open_window: OpenWindow, ilya: Colleague, word: str) -> None:
    newer, _ = two_with_words(ilya, word)
    for size in ({"width": 1440, "height": 900}, PHONE):
        page = open_window("vera", viewport=size)
        show_list(page, word)
        press(page, "j", "Space")

        shown, beside = pane(page).bounding_box(), row(page, newer).bounding_box()
        assert shown is not None
        assert beside is not None
        is_beside = shown["x"] >= beside["x"] + beside["width"] - 1
        assert is_beside is (size != PHONE)
        assert shown["x"] + shown["width"] <= size["width"]


def test_a_board_has_it_too(page: Page, ilya: Colleague, word: str) -> None:
    newer, _ = two_with_words(ilya, word)
    show_list(page, word, f"{STORE}/board")

    press(page, "j", "Space")

    expect(pane(page).get_by_role("heading", name=newer.title)).to_be_visible()


def test_nothing_stands_in_the_way_of_anybody(page: Page, ilya: Colleague, word: str) -> None:
    two_with_words(ilya, word)
    show_list(page, word)
    press(page, "j", "Space")
    expect(pane(page)).to_contain_text(f"{word} was seen again")

    assert findings(page) == []


def test_the_inbox_shows_what_a_letter_is_about(
    open_window: OpenWindow, newcomer: str, ilya: Colleague, word: str
) -> None:
    issue = ilya.file(f"{word} needs a look", description="Much is known", assignee=newcomer)
    page = open_window(newcomer)
    page.goto("/harbour/-/inbox")
    news = page.get_by_role("button", name="Something new has come")  # where the page was there before the letter
    expect(page.locator(".letter").or_(news).first).to_be_visible()
    if news.is_visible():
        news.click()

    expect(pane(page).get_by_role("heading", name=issue.title)).to_be_visible()
    expect(pane(page)).to_contain_text("Much is known")
    expect(page.locator(".letter[aria-current=true]")).to_have_attribute("data-key", issue.key)
    expect(page.get_by_role("link", name="For you 1")).to_be_visible()

    page.get_by_role("link", name="Your channels").click()
    expect(page.get_by_role("heading", name="Nothing new in your channels")).to_be_visible()

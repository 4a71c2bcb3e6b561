"""The search box completes what is typed, by keys alone, and is in nobody's way."""

import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.lists import STORE, expect_address, press

TRIES = 10
LIVELY_MS = 50  # from the key to what the server answers


@pytest.fixture
def box(page: Page) -> Locator:
    page.goto(f"{STORE}?q=")
    press(page, "/")
    box = page.get_by_label("Search or filter")
    expect(box).to_have_attribute("aria-expanded", "false")  # the script is there
    return box


def offers(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_a_term_is_written_by_arrows_and_tab(page: Page, box: Locator) -> None:
    page.keyboard.type("stat")
    expect(offers(page).first).to_contain_text("status:")
    expect(box).to_have_attribute("aria-expanded", "true")
    press(page, "Tab")
    expect(box).to_have_value("status:")

    page.keyboard.type("pen")
    expect(offers(page).first).to_contain_text("pending")
    press(page, "ArrowDown")
    expect(offers(page).first).to_have_attribute("aria-selected", "true")
    press(page, "Enter")
    expect(box).to_have_value("status:pending ")
    press(page, "Enter")

    expect_address(page, STORE)
    assert parse_qs(urlparse(page.url).query)["q"] == ["status:pending "]


def test_who_types_on_before_an_answer_takes_what_was_offered_for_all_of_it(page: Page, box: Locator) -> None:
    page.keyboard.type("status:pe is:open")
    for _ in " is:open":
        press(page, "ArrowLeft")
    page.keyboard.type("n")
    expect(offers(page).first).to_contain_text("pending")
    page.route("**/-/complete?*", lambda _: None)  # no answer any more
    page.keyboard.type("d")
    press(page, "ArrowDown")
    press(page, "Enter")

    expect(box).to_have_value("status:pending is:open")


def test_enter_alone_searches(page: Page, box: Locator, word: str) -> None:
    page.keyboard.type(f"is:open {word} lev")
    expect(offers(page).first).to_contain_text("level:")
    press(page, "Enter")

    page.wait_for_url(lambda address: parse_qs(urlparse(address).query).get("q") == [f"is:open {word} lev"])
    expect(box).to_have_value(f"is:open {word} lev")


def test_an_issue_is_offered_by_its_title(page: Page, box: Locator, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} waits for another")

    page.keyboard.type(f"blocked-by:{word}")
    offers(page).filter(has_text=issue.title).click()

    expect(box).to_have_value(f"blocked-by:{issue.key} ")
    expect(box).to_be_focused()


def test_escape_closes_what_is_offered_and_then_leaves(page: Page, box: Locator) -> None:
    page.keyboard.type("assignee:")
    expect(offers(page)).not_to_have_count(0)
    press(page, "Escape")
    expect(offers(page)).to_have_count(0)
    expect(box).to_be_focused()
    press(page, "Escape")

    expect(box).not_to_be_focused()


def test_nothing_is_asked_twice_nor_while_composing(page: Page, box: Locator) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "/complete?" in request.url else None)
    page.keyboard.type("l")
    expect(offers(page).first).to_contain_text("level:")
    before = len(asked)

    press(page, "Shift", "End")
    box.evaluate(
        """(box) => {
            box.value = "ｌ";
            box.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
            const key = {key: "Enter", isComposing: true, bubbles: true, cancelable: true};
            box.dispatchEvent(new KeyboardEvent("keydown", key));
        }"""
    )
    page.wait_for_timeout(100)

    assert len(asked) == before


@pytest.mark.usefixtures("box")
def test_what_is_offered_is_there_at_once(page: Page) -> None:
    """The quickest of some answers counts, without what any answer takes: the rest is a machine that may be busy."""
    bare, times = [], []
    for _ in range(TRIES):
        bare.append(milliseconds_to(page, "/healthz", lambda: page.evaluate("void fetch('/healthz')")))
        times.append(milliseconds_to(page, "/complete?", lambda: page.keyboard.type("a")))

    assert min(times) - min(bare) <= LIVELY_MS


def milliseconds_to(page: Page, address: str, ask: Callable[[], object]) -> float:
    """Until an answer of this address is there."""
    with page.expect_response(lambda response: address in response.url) as answered:
        started = time.monotonic()
        ask()
    taken = time.monotonic() - started
    assert answered.value.body()
    return taken * 1000


def test_what_is_wrong_is_said_beside_the_box_and_underlined(page: Page) -> None:
    page.goto(f"{STORE}?q=is:open lable:bug (checkout")
    box = page.get_by_label("Search or filter")

    expect(box).to_have_value("is:open lable:bug (checkout")
    expect(page.locator("search output u")).to_have_text(["lable:", "("])
    expect(page.get_by_role("alert")).to_contain_text('At character 9: There is no key "lable"')
    expect(page.get_by_role("alert")).to_contain_text("At character 19:")


def test_the_language_is_explained(page: Page, box: Locator) -> None:
    expect(box).to_be_visible()
    page.get_by_role("link", name="How to search").click()

    expect_address(page, "/harbour/-/help/query")
    expect(page.get_by_role("row", name="blocked-by:")).to_contain_text("come after")

"""A board: cards are moved by pointer, by key and by menu, and each way ends the same."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.support.colleague import Colleague, Issue
from tests.browser.support.faults import Faults
from tests.browser.support.lists import cursor, expect_live, file_many, press, row, toast

BOARD = "/harbour/operations/board"


@pytest.fixture
def card(page: Page, ilya: Colleague, word: str) -> Issue:
    """The only card on a board, in its first column."""
    issue = ilya.file(f"{word} disk is full", project="operations")
    page.goto(f"{BOARD}?q={word}")
    expect(column(page, "Open").locator(".card")).to_have_count(1)
    return issue


def test_a_card_is_dragged_to_another_column(page: Page, ilya: Colleague, card: Issue) -> None:
    drag(page, row(page, card), column(page, "Pending"))

    expect_moved(page, card, "Pending")
    expect(toast(page)).to_contain_text(f"{card.key}: Pending")
    assert ilya.status_of(card) == "Pending"


def test_a_drag_that_is_given_up_changes_nothing(page: Page, ilya: Colleague, card: Issue) -> None:
    lift(page, row(page, card), column(page, "Pending"))
    expect(page.locator(".ghost time")).to_have_count(1)
    press(page, "Escape")
    page.mouse.up()

    expect(column(page, "Open").locator(".card")).to_have_count(1)
    assert ilya.status_of(card) == "Open"


def test_brackets_move_a_card_and_the_cursor_goes_with_it(page: Page, card: Issue) -> None:
    press(page, "j", "]", "]")

    expect_moved(page, card, "Pending")
    expect(toast(page)).to_contain_text(f"{card.key}: Pending")
    press(page, "[")
    expect_moved(page, card, "In progress")
    expect(cursor(page)).to_have_attribute("data-key", card.key)
    expect(toast(page)).to_contain_text(f"{card.key}: In progress")
    page.reload()
    expect_moved(page, card, "In progress")


def test_a_menu_moves_a_card_without_dragging(page: Page, card: Issue) -> None:
    row(page, card).hover()
    row(page, card).get_by_role("button", name="to another column").click()

    page.get_by_label("Move to…").get_by_role("button", name="Completed").click()

    expect_moved(page, card, "Completed")


def test_a_selection_moves_together(page: Page, ilya: Colleague, word: str) -> None:
    file_many(ilya, word, 3, project="operations")
    page.goto(f"{BOARD}?q={word}")

    press(page, "j", "x", "Shift+J", "]")

    expect(column(page, "In progress").locator(".card")).to_have_count(2)
    expect(column(page, "Open").locator(".card")).to_have_count(1)


def test_a_move_that_is_refused_is_taken_back_with_its_reason(page: Page, card: Issue, faults: Faults) -> None:
    faults.expect(409)
    refusal = {"error": "conflict", "message": "It waits for another.", "problems": [], "request": "r-2"}
    page.route("**/-/change", lambda route: route.fulfill(status=409, json=refusal))
    expect_live(page)

    press(page, "j", "]")

    expect(page.get_by_role("alert")).to_contain_text("It waits for another.")
    expect_moved(page, card, "Open")


def test_a_column_of_people_hands_a_card_over(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} needs hands", project="operations", assignee="noor")
    page.goto(f"{BOARD}?q={word} group:assignee")
    expect(column(page, "Noor Haddad").locator(".card")).to_have_count(1)

    row(page, issue).hover()
    row(page, issue).get_by_role("button", name="to another column").click()
    page.get_by_label("Move to…").get_by_role("button", name="Jonas").click()

    expect(toast(page)).to_be_visible()
    page.reload()
    assert "noor" not in str(ilya.get("/harbour/-/find", q=f"{word} assignee:noor"))
    assert ilya.get("/harbour/-/find", q=f"{word} assignee:jonas")[0]["key"] == issue.key


def test_what_others_move_glides_to_its_place(page: Page, ilya: Colleague, card: Issue) -> None:
    expect_live(page)

    ilya.change(card, status="completed")

    expect_moved(page, card, "Completed")


def test_a_card_goes_from_lane_to_lane_by_dragging_and_by_menu(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} changes hands", project="operations", assignee="noor")
    ilya.file(f"{word} is his already", project="operations", assignee="jonas")
    page.goto(f"{BOARD}?q={word} lanes:assignee")

    lift(page, row(page, issue), cell(page, "Pending", "Jonas Öberg"), below=20)
    page.mouse.up()
    expect(cell(page, "Pending", "Jonas Öberg").locator(f'[data-key="{issue.key}"]')).to_be_visible()
    expect(toast(page)).to_be_visible()
    expect(lane(page, "Jonas Öberg").locator("summary [data-count]")).to_have_text("2")
    assert ilya.status_of(issue) == "Pending"
    assert issue.key in {one["key"] for one in ilya.get("/harbour/-/find", q=f"{word} assignee:jonas")}

    row(page, issue).get_by_role("button", name="to another column").click()
    page.get_by_label("Move to…").get_by_role("button", name="Vera Kim").click()

    expect(lane(page, "Vera Kim").locator(f'[data-key="{issue.key}"]')).to_be_visible()


def test_keys_move_a_card_within_its_lane(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} stays with her", project="operations", level="P1")
    page.goto(f"{BOARD}?q={word} lanes:level")

    press(page, "j", "]")

    expect(cell(page, "In progress", "P1").locator(f'[data-key="{issue.key}"]')).to_be_visible()
    expect(cursor(page)).to_have_attribute("data-key", issue.key)


def test_a_lane_comes_with_its_first_card(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} becomes urgent", project="operations")
    page.goto(f"{BOARD}?q={word} lanes:level")
    expect_live(page)

    ilya.change(issue, level="P0")

    expect(cell(page, "Open", "P0").locator(f'[data-key="{issue.key}"]')).to_be_visible()
    expect(row(page, issue)).to_have_count(1)


def test_a_folded_lane_stays_so_and_the_cursor_goes_past_it(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word} is urgent", project="operations", level="P0")
    below = ilya.file(f"{word} is less so", project="operations", level="P1")
    page.goto(f"{BOARD}?q={word} lanes:level")

    lane(page, "P0").locator("summary").click()
    page.reload()

    expect(cell(page, "Open", "P0")).to_be_hidden()
    expect(cell(page, "Open", "P1")).to_be_visible()
    page.locator("body").press("j")
    expect(cursor(page)).to_have_attribute("data-key", below.key)
    lane(page, "P0").locator("summary").click()
    page.reload()
    expect(cell(page, "Open", "P0")).to_be_visible()


def lane(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def cell(page: Page, column: str, lane: str) -> Locator:
    return page.get_by_role("group", name=f"{column}, {lane}", exact=True)


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def expect_moved(page: Page, issue: Issue, name: str) -> None:
    expect(column(page, name).locator(f'[data-key="{issue.key}"]')).to_be_visible()
    expect(row(page, issue)).to_have_count(1)


def drag(page: Page, card: Locator, to: Locator) -> None:
    lift(page, card, to)
    page.mouse.up()


def lift(page: Page, card: Locator, to: Locator, *, below: float = 200) -> None:
    """Hold a card over a column."""
    here, there = card.bounding_box(), to.bounding_box()
    assert here is not None
    assert there is not None
    page.mouse.move(here["x"] + here["width"] / 2, here["y"] + here["height"] - 6)
    page.mouse.down()
    page.mouse.move(there["x"] + there["width"] / 2, there["y"] + below, steps=6)
    expect(page.locator(".over")).to_have_count(1)

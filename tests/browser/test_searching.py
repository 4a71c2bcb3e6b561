"""A search shows what it finds beside issues, where there is room, and leads there."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.axe import contrast_findings, findings
from tests.browser.support.colleague import Colleague
from tests.browser.support.looks import width_of

SEARCH = "/harbour?q=csv"


def beside(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Found beside issues")


def test_a_comment_is_found_in_its_line_and_leads_to_where_it_stands(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} issue")
    for number in range(12):
        ilya.comment(issue, f"Line {number}" if number != 6 else f"The {word}walrus was here")
    page.goto(f"/harbour?q={word}walrus")

    expect(beside(page).locator("mark")).to_have_text(f"{word}walrus")
    beside(page).get_by_role("link", name=f"{word}walrus").click()

    page.wait_for_url(f"**{issue.path}#c-*")
    expect(page.get_by_text(f"The {word}walrus was here")).to_be_in_viewport()


def test_what_is_found_stands_beside_where_there_is_room_and_else_below_with_a_way_there(page: Page) -> None:
    page.goto(SEARCH)
    issues = page.locator("[data-list]")
    list_box, aside_box = issues.bounding_box(), beside(page).bounding_box()
    assert list_box is not None
    assert aside_box is not None
    assert aside_box["x"] >= list_box["x"] + list_box["width"]

    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("navigation", name="Found beside issues").get_by_role("link", name="Files").click()

    expect(page.get_by_role("heading", name="Files of these issues")).to_be_in_viewport()
    assert width_of(page) == 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_that_is_found_can_be_used_by_everybody(open_window: OpenWindow, scheme: str) -> None:
    page = open_window("vera", color_scheme=scheme)
    page.goto(SEARCH)
    expect(beside(page)).to_be_visible()

    assert findings(page) == []
    assert contrast_findings(page) == []

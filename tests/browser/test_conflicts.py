"""Two people write the same text: the second is told, and nobody's words are lost."""

from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import press, toast


def test_who_saves_second_sees_the_other_text_beside_their_own(
    page: Page, ilya: Colleague, word: str, faults: Faults
) -> None:
    faults.expect(409)
    issue = ilya.file(f"{word} written by two", description="As it was.")
    page.goto(issue.path)
    press(page, "e")
    field = page.get_by_role("textbox", name="Description")
    field.fill("As I see it.")

    ilya.edit(issue, description="As he sees it.")
    press(page, "Control+Enter")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[data-theirs]")).to_contain_text("As he sees it.")
    expect(field).to_have_value("As I see it.")

    press(page, "Control+Enter")
    expect(toast(page)).to_contain_text("Saved")
    expect(page.locator("[data-description]")).to_have_text("As I see it.")


def test_a_fresh_text_does_not_reach_into_what_is_being_written(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} under the pen", description="First.")
    page.goto(issue.path)
    press(page, "e")
    page.keyboard.type(" And second.")

    ilya.edit(issue, description="Other.")
    ilya.change(issue, status="in_progress")

    expect(page.locator("[data-shown=status]")).to_have_text("In progress")
    expect(page.get_by_role("textbox", name="Description")).to_have_value("First. And second.")


def test_who_changes_something_else_meanwhile_is_in_nobodys_way(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} with two sides", description="As it was.")
    page.goto(issue.path)
    press(page, "e")
    page.get_by_role("textbox", name="Description").fill("Better.")

    ilya.edit(issue, title=f"{word} with a new name")
    press(page, "Control+Enter")

    expect(page.locator("[data-description]")).to_have_text("Better.")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{word} with a new name")


def test_what_is_older_never_comes_last(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} with one name")
    page.goto(issue.path)
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    page.route(lambda address: address.endswith(issue.path), hold)
    with page.expect_request(lambda request: request.url.endswith(issue.path)):
        ilya.edit(issue, title=f"{word} with another name")
    page.wait_for_timeout(500)
    [(route, answer)] = held
    ilya.edit(issue, title=f"{word} with a third name")
    page.wait_for_timeout(500)
    route.fulfill(response=answer)

    page.wait_for_timeout(500)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{word} with a third name")

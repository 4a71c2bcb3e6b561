"""Relations are made with any issue of the workspace, and seen from both ends."""

from playwright.sync_api import Page, expect

from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import press, toast


def test_issues_of_two_projects_are_related_and_each_shows_the_other(page: Page, ilya: Colleague, word: str) -> None:
    shop = ilya.file(f"{word} pay button is dead", project="storefront")
    pay = ilya.file(f"{word} gateway answers 500", project="payments")
    page.goto(shop.path)

    press(page, "r")
    expect(page.get_by_role("combobox", name="Issue", exact=True)).to_be_focused()
    page.get_by_label("This issue").select_option("dependency_forward")
    page.get_by_role("combobox", name="Issue", exact=True).fill(pay.key)
    press(page, "Enter")

    relations = page.locator("[data-part=relations]")
    expect(relations.get_by_role("link", name=pay.title)).to_be_visible()
    relations.get_by_role("link", name=pay.title).click()
    expect(page.locator("[data-part=relations]").get_by_role("link", name=shop.title)).to_be_visible()
    page.goto(f"{shop.path}/graph")
    expect(page.locator("main")).to_contain_text(pay.key)


def test_a_sentence_says_beforehand_what_will_be(page: Page, ilya: Colleague, word: str) -> None:
    here, there = ilya.file(f"{word} first"), ilya.file(f"{word} second")
    page.goto(here.path)

    press(page, "r")
    page.get_by_label("This issue").select_option("dependency_reverse")
    page.get_by_role("combobox", name="Issue", exact=True).press_sequentially(there.key)

    told = page.locator("#relate").get_by_role("status")
    expect(told).to_have_text(f"{here.key} blocks {there.key} {there.title}.")
    page.get_by_label("This issue").select_option("dependency_forward")
    expect(told).to_have_text(f"{there.key} {there.title} blocks {here.key}.")


def test_words_of_a_title_offer_the_issues_that_have_them(page: Page, ilya: Colleague, word: str) -> None:
    here = ilya.file(f"one {word}")
    there = ilya.file(f"other {word}", project="data-platform")
    page.goto(here.path)

    press(page, "r")
    issue = page.get_by_role("combobox", name="Issue", exact=True)
    issue.press_sequentially(f"other {word}")
    expect(page.locator("#found option").first).to_have_attribute("value", f"{there.key} {there.title}")
    issue.fill(f"{there.key} {there.title}")
    press(page, "Enter")

    expect(page.locator("[data-part=relations]").get_by_role("link", name=there.title)).to_be_visible()


def test_a_relation_that_cannot_be_says_why_and_keeps_the_form(
    page: Page, ilya: Colleague, word: str, faults: Faults
) -> None:
    faults.expect(422)
    issue = ilya.file(f"{word} alone")
    page.goto(issue.path)

    press(page, "r")
    page.get_by_role("combobox", name="Issue", exact=True).fill(issue.key)
    press(page, "Enter")

    expect(page.get_by_role("alert")).to_contain_text(issue.key)


def test_a_relation_is_removed_and_brought_back(page: Page, ilya: Colleague, word: str) -> None:
    one, other = ilya.file(f"one {word}"), ilya.file(f"other {word}")
    ilya.post(f"{one.path}/relations", kind="related", other=other.key)
    page.goto(one.path)
    link = page.locator("[data-part=relations]").get_by_role("link", name=other.title)

    page.get_by_role("button", name=f"Remove the relation to {other.key}").click()
    expect(link).to_have_count(0)
    toast(page).get_by_role("button").click()

    expect(link).to_be_visible()

"""Relations are made with any issue of the workspace, and seen from both ends."""

import re
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.browser.support.axe import contrast_findings, findings
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


def test_a_circle_is_refused_and_its_way_shown(page: Page, ilya: Colleague, word: str, faults: Faults) -> None:
    faults.expect(422)
    first, second, third = (ilya.file(f"{word} {name}") for name in ("first", "second", "third"))
    for one, other in pairwise((first, second, third)):
        ilya.post(f"{one.path}/relations", kind="dependency_reverse", other=other.key)
    page.goto(f"{third.path}/graph")

    press(page, "r")
    page.get_by_label("This issue").select_option("dependency_reverse")
    page.get_by_role("combobox", name="Issue", exact=True).fill(first.key)
    press(page, "Enter")

    expect(page.get_by_role("alert")).to_contain_text(f"{first.key} → {second.key} → {third.key}")


def test_the_critical_path_is_drawn_said_and_in_the_table(page: Page, ilya: Colleague, word: str) -> None:
    first, second, third, done = (ilya.file(f"{word} {name}") for name in ("first", "second", "third", "done"))
    for one, other in ((first, second), (second, third), (second, done)):
        ilya.post(f"{one.path}/relations", kind="dependency_reverse", other=other.key)
    ilya.change(done, status="completed")
    page.goto(f"{second.path}/graph")

    path = page.get_by_role("region", name="Critical path")
    expect(path.get_by_role("listitem")).to_have_text([re.compile(one.key) for one in (first, second, third)])
    expect(path).to_contain_text("3 open issues · 1 before this one, 1 after it")
    expect(page.locator(".sheet .card", has_text="Critical path: 3 of 3")).to_contain_text(third.key)
    expect(page.locator(".sheet path.core")).to_have_count(2)
    page.get_by_text("As a table").click()
    assert [*findings(page), *contrast_findings(page)] == []
    expect(page.get_by_role("row").filter(has_text="Critical path")).to_have_count(2)


def test_a_click_shows_an_issue_beside_the_graph_and_arrows_lead_on(page: Page, ilya: Colleague, word: str) -> None:
    first, second = ilya.file(f"{word} first"), ilya.file(f"{word} second")
    ilya.post(f"{first.path}/relations", kind="dependency_reverse", other=second.key)
    page.goto(f"{first.path}/graph")
    pane = page.get_by_role("complementary", name="Preview")

    page.locator(".sheet").get_by_role("link", name=second.title).click()
    expect(pane.get_by_role("heading", name=second.title)).to_be_visible()
    press(page, "ArrowLeft")
    expect(pane.get_by_role("heading", name=first.title)).to_be_visible()
    press(page, "Escape")
    expect(pane).to_be_hidden()
    press(page, "ArrowRight", "Enter")
    page.wait_for_url(f"**{second.path}")


def test_what_is_related_from_the_graph_appears_in_it(page: Page, ilya: Colleague, word: str) -> None:
    here, there = ilya.file(f"{word} here"), ilya.file(f"{word} there")
    page.goto(f"{here.path}/graph")
    expect(page.get_by_role("heading", name="No relations yet")).to_be_visible()

    press(page, "r")
    page.get_by_role("combobox", name="Issue", exact=True).fill(there.key)
    press(page, "Enter")

    expect(page.locator(".sheet").get_by_role("link", name=there.title)).to_be_visible()
    ilya.change(there, status="completed")
    expect(page.locator(".sheet .card", has_text=there.title)).to_contain_text("Completed")

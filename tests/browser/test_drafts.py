"""What somebody has written is there until it is sent, whatever happens to the tab, the session or the server."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague
from tests.browser.support.faults import Faults
from tests.browser.support.lists import STORE, press
from tests.browser.support.site import Site
from tests.browser.test_signing_in import sign_in

WORDS = "Three paragraphs that took an hour."


def test_a_killed_tab_loses_nothing(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} to be explained")
    page.goto(issue.path)
    write_comment(page)

    again = page.context.new_page()
    kill(page)
    again.goto(issue.path)

    expect(again.locator("#comment")).to_have_value(WORDS)


def test_a_new_issue_is_kept_too_and_gone_once_it_is_filed(page: Page, word: str) -> None:
    page.goto(f"{STORE}/new")
    page.get_by_label("Title").fill(f"{word} half said")
    page.get_by_label("Description").fill(WORDS)
    page.goto(STORE)

    press(page, "c")
    dialog = page.get_by_role("dialog", name="New issue")
    expect(dialog.get_by_label("Title")).to_have_value(f"{word} half said")
    expect(dialog.get_by_label("Description")).to_have_value(WORDS)
    press(page, "Control+Enter")
    expect(dialog).to_be_hidden()

    page.goto(f"{STORE}/new")
    expect(page.get_by_label("Title")).to_have_value("")


def test_a_new_issue_that_never_arrived_is_still_there(page: Page, site: Site, word: str, faults: Faults) -> None:
    faults.expect_cut()
    page.goto(f"{STORE}/new")
    page.get_by_label("Title").fill(f"{word} sent in vain")

    site.stop()
    with suppress(Error):
        page.get_by_role("button", name="File issue").click()
    site.start()
    page.goto(f"{STORE}/new")

    expect(page.get_by_label("Title")).to_have_value(f"{word} sent in vain")
    page.get_by_role("button", name="File issue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{word} sent in vain")
    page.goto(f"{STORE}/new")
    expect(page.get_by_label("Title")).to_have_value("")


def test_an_ended_session_leads_through_the_sign_in_page_back_to_the_words(
    open_window: OpenWindow, site: Site, newcomer: str, ilya: Colleague, word: str, faults: Faults
) -> None:
    faults.expect(401)
    issue = ilya.file(f"{word} slept over")
    cookie = site.sign_in(newcomer, site.password)
    page = open_window(None, cookie=cookie)
    page.goto(issue.path)
    write_comment(page)

    Colleague(site.address, cookie).submit("/logout")
    press(page, "Control+Enter")
    expect(page).to_have_url(re.compile("/login"))
    sign_in(page, newcomer, site.password)

    expect(page.get_by_role("heading", level=1)).to_have_text(issue.title)
    expect(page.locator("#comment")).to_have_value(WORDS)


def test_a_restarted_server_takes_what_the_stopped_one_could_not(
    page: Page, site: Site, ilya: Colleague, word: str, faults: Faults
) -> None:
    faults.expect_cut()
    page.goto(ilya.file(f"{word} through a restart").path)
    write_comment(page)

    site.stop()
    press(page, "Control+Enter")
    expect(page.get_by_role("alert")).to_have_text("Connection lost")
    expect(page.locator("#comment")).to_have_value(WORDS)
    site.start()
    page.reload()
    page.locator("#comment").focus()
    press(page, "Control+Enter")

    expect(page.locator(".said .prose")).to_have_text(WORDS)
    expect(page.locator("#comment")).to_have_value("")


def test_a_draft_of_a_description_opens_its_editor_again(page: Page, ilya: Colleague, word: str) -> None:
    issue = ilya.file(f"{word} being rewritten", description="Before.")
    page.goto(issue.path)
    press(page, "e")
    page.get_by_role("textbox", name="Description").fill(WORDS)
    page.goto(STORE)

    page.goto(issue.path)

    expect(page.get_by_role("textbox", name="Description")).to_have_value(WORDS)


def write_comment(page: Page) -> None:
    page.locator("#comment").fill(WORDS)
    expect(page.locator(".compose:has(#comment) [data-draft-note]")).to_contain_text("Draft saved")


def kill(page: Page) -> None:
    """As if the process behind the tab had died: no script of it may tidy up."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")

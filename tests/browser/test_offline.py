"""Without a connection, what needs one says so."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support.faults import Faults
from tests.browser.support.lists import STORE, press


@pytest.mark.parametrize("key", ["c", "Control+k"])
def test_a_key_that_needs_the_server_says_that_the_connection_is_gone(page: Page, faults: Faults, key: str) -> None:
    faults.expect_cut()
    page.route("**/static/**/quick.js", lambda route: route.abort())
    page.route("**/static/**/palette.js", lambda route: route.abort())
    page.goto(STORE)
    page.context.set_offline(True)

    press(page, key)

    expect(page.get_by_role("alert")).to_contain_text("Connection lost")


def test_a_form_that_is_not_there_yet_says_so_too(page: Page, faults: Faults) -> None:
    faults.expect_cut()
    page.goto(STORE)
    page.wait_for_load_state("networkidle")
    page.evaluate("sessionStorage.clear()")
    page.context.set_offline(True)

    press(page, "c")

    expect(page.get_by_role("alert")).to_contain_text("Connection lost")
    expect(page.get_by_role("dialog")).to_have_count(0)

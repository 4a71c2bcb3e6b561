"""Coming in, and being sent out."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.faults import Faults
from tests.browser.support.site import Site


def test_who_signs_in_comes_to_the_page_they_wanted_to_see(open_window: OpenWindow, site: Site) -> None:
    page = open_window(None)

    page.goto("/harbour/payments?q=is%3Aclosed")
    expect(page).to_have_url(re.compile("/login"))
    sign_in(page, "noor", site.password)

    expect(page).to_have_url(f"{site.address}/harbour/payments?q=is%3Aclosed")
    expect(page.get_by_role("heading", name="Payments")).to_be_visible()


def test_a_wrong_password_is_told_beside_its_field_and_the_name_stays(open_window: OpenWindow, faults: Faults) -> None:
    faults.expect(401)
    page = open_window(None)

    page.goto("/login")
    sign_in(page, "jonas", "not this one")

    expect(page.get_by_role("alert")).to_contain_text("password is wrong")
    expect(page.get_by_label("Name or e-mail")).to_have_value("jonas")


def test_a_session_that_is_ended_elsewhere_is_over_at_the_next_page(
    open_window: OpenWindow, site: Site, newcomer: str, faults: Faults
) -> None:
    faults.expect(401)  # said to the live stream
    here, there = (open_window(None, cookie=site.sign_in(newcomer, site.password)) for _ in range(2))
    here.goto("/harbour/-/my")

    there.goto("/settings/sessions")
    other = there.get_by_role("row").filter(has=there.get_by_role("button")).filter(has_not_text="This browser")
    other.get_by_role("button", name="Sign out").click()
    expect(there.get_by_role("status").filter(has_text="Signed out there")).to_be_visible()
    here.reload()

    expect(here).to_have_url(re.compile("/login"))
    there.reload()
    expect(there.get_by_text("This browser")).to_be_visible()


def test_signing_out_leads_to_the_sign_in_page(open_window: OpenWindow, site: Site, newcomer: str) -> None:
    page = open_window(None, cookie=site.sign_in(newcomer, site.password))
    page.goto("/harbour/-/my")

    page.get_by_role("button", name="your menu").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def sign_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("Name or e-mail").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()

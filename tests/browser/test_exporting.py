"""Issues leave a list: as a file, and as addresses that other programs read."""

import csv
import re
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.support.colleague import Colleague

LIST = "/harbour/storefront"


def test_a_list_is_saved_as_a_table(page: Page, ilya: Colleague, word: str) -> None:
    ilya.file(f"{word}; =1+1")
    page.goto(f"{LIST}?q={word}")

    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Table (CSV)").click()

    assert download.value.suggested_filename.endswith(".csv")
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == [f"{word}; =1+1"]


def test_a_feed_is_subscribed_to_and_revoked(open_window: OpenWindow, ilya: Colleague, word: str) -> None:
    page = open_window("vera", permissions=["clipboard-read", "clipboard-write"])
    ilya.file(f"{word} is down")
    page.goto(f"{LIST}?q={word}")

    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem", name="Subscribe…").click()
    page.get_by_role("button", name="Make the addresses").click()
    page.get_by_role("button", name="Copy").first.click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    with urllib.request.urlopen(address) as feed:  # noqa: S310 - of the server of this test
        assert f"{word} is down" in feed.read().decode()

    page.get_by_role("link", name=re.compile("^Revoke it")).click()
    row = page.get_by_role("row", name=re.compile(word))
    row.get_by_role("button", name="Revoke…").click()
    row.get_by_role("button", name="Revoke", exact=True).click()
    expect(row).to_have_count(0)

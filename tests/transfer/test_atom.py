"""Atom is well-formed and complete whatever people typed, and carries nothing that could run."""

import re
from datetime import datetime
from typing import Final
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.support.records import ABOUT, issue, issues, whole
from unknot.domain.issue import Format
from unknot.transfer.atom import ATOM
from unknot.transfer.record import Exported

NAMES: Final = {"": "http://www.w3.org/2005/Atom"}
NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def the(element: Element, path: str) -> Element:
    """The one child that must be there."""
    [found] = element.findall(path, NAMES)
    return found


def text(element: Element, path: str) -> str:
    return the(element, path).text or ""


def check(element: Element) -> None:
    """What RFC 4287 asks of a feed and of an entry alike."""
    UUID(text(element, "id").removeprefix("urn:uuid:"))
    assert text(element, "id").startswith("urn:uuid:")
    assert datetime.fromisoformat(text(element, "updated")).tzinfo is not None
    assert the(element, "link[@rel='alternate']").get("href", "").startswith(ABOUT.base)
    the(element, "title")


@given(st.lists(issues, max_size=3))
def test_a_feed_has_what_it_must_have(every: list[Exported]) -> None:
    feed = fromstring(whole(ATOM, *every))  # noqa: S314 - our own

    check(feed)
    entries = feed.findall("entry", NAMES)
    for entry, one in zip(entries, every, strict=True):
        check(entry)
        assert text(entry, "id") == f"urn:uuid:{one.uuid}"
        assert text(entry, "title") == NO_XML.sub("", f"{one.key} {one.title}")
        assert text(entry, "author/name") == NO_XML.sub("", one.created_by.name)
        assert datetime.fromisoformat(text(entry, "published")) == one.created_at
        labels = [found.get("term") for found in entry.findall("category", NAMES) if found.get("scheme") is None]
        assert labels == [NO_XML.sub("", label) for label in one.labels]


@given(issues)
def test_no_entry_carries_what_could_run(one: Exported) -> None:
    feed = fromstring(whole(ATOM, one))  # noqa: S314

    content = the(feed, "entry/content")
    assert content.get("type") == "html"
    assert "<script" not in (content.text or "")


def test_a_description_is_cleaned_html_whose_links_find_home() -> None:
    attack = issue(
        description='<script>alert(1)</script><img src=x onerror=alert(1)> see #12 & "all"', format=Format.HTML
    )

    feed = fromstring(whole(ATOM, attack))  # noqa: S314

    html = text(feed, "entry/content")
    assert "script" not in html
    assert "onerror" not in html
    assert '<a class="ref" href="/acme/web/12">#12</a>' in html
    assert feed.get("{http://www.w3.org/XML/1998/namespace}base") == "https://issues.example.org/"


def test_a_feed_says_what_it_is_a_feed_of() -> None:
    feed = fromstring(whole(ATOM))  # noqa: S314

    assert text(feed, "title") == 'Web <shop>: is:open "a & b"'
    assert the(feed, "link[@rel='alternate']").get("href") == f"{ABOUT.base}/acme/web?q=is%3Aopen+%22a+%26+b%22"

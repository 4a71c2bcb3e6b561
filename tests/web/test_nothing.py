"""Where nothing is found, the page says what would be, and how to file what was looked for."""

import re
from urllib.parse import urlencode

import pytest

from tests.web.support.visitor import Visitor

LIST, BOARD = "/acme/demo", "/acme/demo/board"


@pytest.fixture(scope="module", autouse=True)
def _issues(ann: Visitor) -> None:
    for title in ("Lamp flickers", "Lamp hums"):
        ann.post("/acme/-/issues", {"project": "demo", "title": title, "level": "P1"})


@pytest.mark.parametrize("path", [LIST, BOARD])
def test_the_query_is_offered_without_the_condition_that_nothing_meets(ann: Visitor, path: str) -> None:
    page = shown(ann, path, "lamp level:P0 sort:created")

    assert offered(page) == [("level:P0", "2")]
    assert urlencode({"q": "lamp sort:created"}) in page


def test_a_query_of_one_condition_has_none_to_leave_out(ann: Visitor) -> None:
    assert offered(shown(ann, LIST, "candle")) == []


@pytest.mark.parametrize("path", [LIST, BOARD])
def test_what_was_looked_for_can_be_filed(ann: Visitor, path: str) -> None:
    page = shown(ann, path, "is:open candle drips")

    assert f"/acme/demo/new?{urlencode({'title': 'candle drips'})}" in page


def test_a_board_with_cards_offers_nothing_of_the_kind(ann: Visitor) -> None:
    assert offered(shown(ann, BOARD, "lamp level:P1")) == []


def shown(visitor: Visitor, path: str, query: str) -> str:
    return visitor.get(f"{path}?{urlencode({'q': query})}").body.decode()


def offered(page: str) -> list[tuple[str, str]]:
    return re.findall(r'>Without (.*?) <span class="dim">(\d+)</span>', page)

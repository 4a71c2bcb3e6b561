"""Pages, and patterns that find a text as it is."""

import pytest

from unknot.domain.text import fold
from unknot.store.page import Page, Slice, contains_pattern
from unknot.store.statement import Statement
from unknot.store.work import Work

LIKE = Statement(r"SELECT :text LIKE :pattern ESCAPE '\'")


def test_a_page_skips_the_pages_before_it() -> None:
    assert Page(0, 10).skip == 0
    assert Page(5_000, 10).skip == 50_000


@pytest.mark.parametrize(("number", "items"), [(0, [1, 2]), (1, [3]), (2, []), (2**31, [])])
def test_a_list_that_is_there_is_cut_into_pages(number: int, items: list[int]) -> None:
    assert Page(number, 2).of([1, 2, 3]) == Slice(items, 3)


@pytest.mark.parametrize("part", ["", "shop", "100%", "%", "_", "\\", "\\%", "web_shop", "магазин", "МАГАЗИН"])
def test_a_part_is_found(work: Work, part: str) -> None:
    text = r"web_shop 100% \ \% Магазин"

    assert work.db.value(LIKE, text=fold(text), pattern=contains_pattern(fold(part))) == 1


@pytest.mark.parametrize("part", ["webXshop", "1%0", "w_b", "\\_", "shops"])
def test_what_is_not_a_part_is_not_found(work: Work, part: str) -> None:
    text = r"web_shop 100% \ \% Магазин"

    assert work.db.value(LIKE, text=fold(text), pattern=contains_pattern(fold(part))) == 0

"""Under which terms a text is found, and which a search asks for."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.text import composed
from unknot.domain.tokenizer import (
    LONGEST_CACHED,
    MOST_CHARACTERS,
    MOST_SLIPPERY,
    _edits,
    asked,
    is_little,
    slips,
    spans,
    terms,
)

TEXTS = {
    "": set(),
    "… — !!": set(),
    "Orders order ordering": {"order"},
    "Заказы заказа ЗАКАЗОМ": {"заказ"},
    "доставок доставка": {"доставк"},
    "список списка": {"списк"},
    "ёлка елка": {"елк"},
    "支付超时": {"支付", "付超", "超时", "时"},
    "超": {"超"},
    "支付service超时": {"支付", "付", "servic", "超时", "时"},
    "OrderService": {"orderservic", "order", "servic"},
    "OrderService.create": {"orderservice.create", "orderservic", "creat", "order", "servic"},
    "ERR-4021": {"err-4021", "err", "4021"},
    "10.0.3.17": {"10.0.3.17", "10", "0", "3", "17"},
    "pg_basebackup": {"pg_basebackup", "pg", "basebackup"},
    "HTTPServer2": {"httpserver2", "http", "server", "2"},
    "ｆｕｌｌ　ｗｉｄｔｈ": {"full", "width"},
}
ASKED = {
    "OrderService.create": [("orderservice.create",)],
    "times out": [("time",), ("out",)],
    "支付超时": [("支付", "付超", "超时")],
    "超": [("超",)],
    "!!": [],
}
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
latin = st.text("abcdefgh", min_size=1, max_size=9)
cyrillic = st.text("абвгджзик", min_size=1, max_size=9)


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_terms_of_a_text(text: str, expected: set[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(("text", "expected"), ASKED.items())
def test_what_a_search_asks_for(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [run.whole for run in asked(text)] == expected


@given(st.text(), st.integers(0, LONGEST_CACHED + 1))
def test_the_terms_of_a_text_are_those_of_its_runs(text: str, length: int) -> None:
    whole = f"{text} {'支' * length} {text}"

    assert terms(whole) == {term for _, _, found in spans(composed(whole)) for term in found}


@given(st.text())
def test_a_text_is_found_by_itself(text: str) -> None:
    found = terms(text)

    assert all(found.issuperset(run.whole) for run in asked(text))
    assert all(found.issuperset(run.parts) for run in asked(text))


@given(st.lists(words))
def test_a_text_is_found_by_each_of_its_words(every: list[str]) -> None:
    found = terms(" ".join(every))

    assert all(found.issuperset(terms(word)) for word in every)


@given(st.text())
def test_a_term_is_never_empty_nor_too_long(text: str) -> None:
    assert all(0 < len(term) <= MOST_CHARACTERS for term in terms(text) if "." not in term)


@pytest.mark.parametrize("piece", ["a", "支", "a.", "aB", "1a", "-", "é", "\u0301", "a_", "Ж", "a:/@"])
def test_a_long_text_takes_as_much_longer_as_it_is(piece: str) -> None:
    def seconds(times: int) -> float:
        started = time.thread_time()
        terms(piece * times)
        return time.thread_time() - started

    seconds(1_000)

    assert seconds(200_000) < 50 * max(seconds(20_000), 0.01)


@given(st.text("abc", min_size=1, max_size=4), st.text("abc", min_size=1, max_size=4))
def test_slips_are_the_words_at_a_distance_of_one(one: str, other: str) -> None:
    assert not differ_by_one(one, other) or terms(other) <= slips(one)


@given(latin | cyrillic)
def test_nothing_else_is_a_slip(word: str) -> None:
    assert all(differ_by_one(word, other) for other in _edits(word, "abж"))


@given(st.data(), latin | cyrillic)
def test_a_slip_is_symmetric(data: st.DataObject, word: str) -> None:
    slipped = data.draw(st.sampled_from(_slipped(word)))

    assert terms(slipped) <= slips(word)
    assert terms(word) <= slips(slipped)


def test_a_slip_is_forgiven_whatever_it_makes_of_the_stem() -> None:
    assert terms("customers") <= slips("custmoers")
    assert terms("gallery") <= slips("gallrey")
    assert terms("рассылка") <= slips("расслыка")


def test_what_is_too_long_to_have_slips_has_none() -> None:
    assert slips("a" * (MOST_SLIPPERY + 1)) == frozenset()


def test_little_words_are_little_however_they_are_written() -> None:
    assert is_little("The")
    assert is_little("НА")
    assert not is_little("not")
    assert not is_little("не")


def test_threads_do_not_disturb_each_other() -> None:
    every = [f"{start}{end}" for start in ("заказ", "order") for end in "abcdefghijklmnopqrstuvwxyz"]
    alone = [slips.__wrapped__(word) for word in every]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(slips.__wrapped__, every))

    assert together == alone


def _slipped(word: str) -> list[str]:
    """Some words at a distance of one."""
    letter, middle = word[0], len(word) // 2
    found = [word + letter, letter + word, word[:middle] + letter + word[middle:]]
    if len(word) > 1:
        found += [word[1:], word[:-1], word[1] + word[0] + word[2:]]
    return [one for one in found if one != word]


def differ_by_one(one: str, other: str) -> bool:
    """The naive way: every change of one word is tried."""
    return other != one and (
        any(one[:at] + one[at + 1 :] == other for at in range(len(one)))
        or any(other[:at] + other[at + 1 :] == one for at in range(len(other)))
        or (len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1)
        or any(one[:at] + one[at + 1] + one[at] + one[at + 2 :] == other for at in range(len(one) - 1))
    )

"""What is being typed, and what fits to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.query import Key, parse
from unknot.domain.query.completion import Candidate, Typed, best, completed, typed_at
from unknot.domain.query.guide import GUIDE


@pytest.mark.parametrize(
    ("text", "key", "prefix", "rest"),
    [
        ("|", None, "", ""),
        ("lev|", None, "lev", ""),
        ("lev|el:P0", None, "lev", "P0"),
        ("-lev|", None, "lev", ""),
        ("-|", None, "", ""),
        ("(lev|)", None, "lev", ")"),
        ("a lev| b", None, "lev", " b"),
        ("a | b", None, "", " b"),
        ("level:|", Key.LEVEL, "", ""),
        ("-level:P|", Key.LEVEL, "P", ""),
        ("level:P|0 b", Key.LEVEL, "P", " b"),
        ("level:P0,|", Key.LEVEL, "", ""),
        ("level:P0,n|,P1", Key.LEVEL, "n", ",P1"),
        ('label:"needs r|', Key.LABEL, "needs r", ""),
        ('label:"needs r|eview" b', Key.LABEL, "needs r", " b"),
        ('label:"needs r| status:open', Key.LABEL, "needs r", " status:open"),
        ('label:"say ""h|i""" b', Key.LABEL, 'say "h', " b"),
        ("(a or assignee:ve|)", Key.ASSIGNEE, "ve", ")"),
    ],
)
def test_what_is_typed_stands_at_the_caret(text: str, key: Key | None, prefix: str, rest: str) -> None:
    typed = typed_at(text.replace("|", ""), text.index("|"))

    assert typed is not None
    assert (typed.key, typed.prefix, text.replace("|", "")[typed.end :]) == (key, prefix, rest)


def test_what_is_quoted_is_nobodys_name() -> None:
    assert typed_at('"lev', 4) is None


@given(st.text(max_size=50), st.integers(-1, 60))
def test_wherever_the_caret_stands_something_can_be_replaced(text: str, caret: int) -> None:
    typed = typed_at(text, caret)

    assert typed is None or 0 <= typed.start <= typed.end <= len(text)


@given(st.sampled_from(Key), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_what_is_taken_is_the_value_that_was_offered(key: Key, value: str) -> None:
    start = f"{key.value}:"
    taken = completed(Typed(key, "", len(start), len(start)), Candidate(value))

    assert parse(start + taken).terms[0].values == (value,)


def test_what_begins_so_is_offered_first() -> None:
    some = [
        Candidate("tests", "Aptitude"),
        Candidate("needs review"),
        Candidate("reviewed"),
        Candidate("prereview"),
        Candidate("x"),
    ]

    assert [one.text for one in best("Rev", some)] == ["reviewed", "needs review", "prereview"]
    assert [one.text for one in best("apt", some)] == ["tests"]
    assert [one.text for one in best("", some, most=2)] == ["tests", "needs review"]


def test_every_key_is_explained() -> None:
    assert list(GUIDE) == list(Key)

"""What may be typed: texts and their limits, words for addresses, and names that count as the same."""

import unicodedata
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.errors import Invalid, Problem
from unknot.domain.text import (
    RESERVED_ALIASES,
    Limits,
    alias_problems,
    composed,
    fold,
    length_problems,
    refuse_if,
    slug,
    text_problems,
)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0", "\u3000"])
def test_a_text_that_must_be_given_is_not_blank(text: str) -> None:
    assert list(text_problems("title", text, at_most=5)) == [Problem("title", "must not be blank")]


@pytest.mark.parametrize("text", ["a", " a ", "ab\ncd", "12345", "Ёлка!", "🦊🦊🦊🦊🦊"])
def test_a_text_within_its_limit_is_fine(text: str) -> None:
    assert list(text_problems("title", text, at_most=5)) == []


def test_a_limit_counts_characters_and_says_how_many_there_are() -> None:
    [problem] = length_problems("title", "🦊" * 6, at_most=5)

    assert problem == Problem("title", "must be at most 5 characters long, and is 6")


def test_a_text_that_may_be_empty_may_be_empty() -> None:
    assert list(length_problems("description", "", at_most=5)) == []


def test_no_text_holds_a_nul() -> None:
    assert list(length_problems("title", "a\x00b", at_most=5)) == [
        Problem("title", "must not contain the NUL character")
    ]


@pytest.mark.parametrize(
    "alias", ["a", "7", "web", "Web-Shop", "a.b_c-d", "x" * 64, "web-", "web_", "v1.2", "a--b", "myproject", "projects"]
)
def test_aliases(alias: str) -> None:
    assert list(alias_problems("alias", alias)) == []


@pytest.mark.parametrize(
    "alias", ["", " ", ".", "..", "-a", "_a", ".a", "a.", "a b", "a/b", "a%b", "a\n", "x" * 65, "ёлка", "日本", "aé"]
)
def test_what_is_no_alias(alias: str) -> None:
    [problem] = alias_problems("alias", alias)

    assert problem.field == "alias"
    assert problem.message.startswith("must be 1 to 64 characters out of A-Z, a-z, 0-9, '.', '_' and '-'")


@pytest.mark.parametrize("word", ["my", "shared", "project", "user", "upload", "rest-api", "api", "docs", "healthz"])
def test_words_of_our_own_addresses_are_no_aliases_in_any_case(word: str) -> None:
    for alias in (word, word.upper(), word.title()):
        [problem] = alias_problems("alias", alias)
        assert problem.message == f'must not be "{alias}": Unknot uses this word in its own addresses'


def test_every_reserved_word_is_refused() -> None:
    assert [word for word in RESERVED_ALIASES if not list(alias_problems("alias", word))] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bug", "bUG"),
        ("ОШИБКА", "ошибка"),
        ("Straße", "STRASSE"),
        ("ﬁx", "FIX"),
        ("ＡＢＣ", "abc"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ],
)
def test_names_are_the_same_whatever_their_case_and_form(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("е", "e"), ("bug", "bugs"), ("ё", "е"), ("a b", "ab")])
def test_names_that_only_look_alike_differ(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("Web Shop", "web-shop"),
        ("  Web -- Shop! ", "web-shop"),
        ("Платёжный шлюз", "platyozhnyy-shlyuz"),
        ("Щука и объект", "shchuka-i-obekt"),
        ("Café Zoë", "cafe-zoe"),
        ("Склад № 5", "sklad-no-5"),
        ("Ⅷ K", "viii-k"),
        ("Музей", "muzey"),
        ("日本", ""),
        ("x" * 70, "x" * 64),
        ("x" * 63 + " yz", "x" * 63),
    ],
)
def test_a_title_gives_an_alias(title: str, alias: str) -> None:
    assert slug(title) == alias


@given(st.text(max_size=80))
def test_whatever_the_title_its_alias_is_sound_unless_it_is_empty_or_reserved(title: str) -> None:
    alias = slug(title)

    assert alias == "" or alias in RESERVED_ALIASES or list(alias_problems("alias", alias)) == []


@given(st.text(ascii_letters + digits, min_size=1, max_size=64))
def test_a_word_is_its_own_alias(word: str) -> None:
    assert slug(word) == word.lower()


def test_limits_are_those_of_the_contract() -> None:
    assert Limits() == Limits(
        title=256,
        name=256,
        description=100_000,
        comment=65_535,
        file_bytes=50 * 1024**2,
        body_bytes=10 * 1024**2,
        json_depth=64,
        page_size=100,
    )


def test_every_problem_is_raised_together() -> None:
    problems = [Problem("title", "must not be blank"), Problem("key", "must be short")]

    with pytest.raises(Invalid, match="title must not be blank; key must be short") as refusal:
        refuse_if(problems)

    assert refusal.value.problems == tuple(problems)


def test_no_problem_raises_nothing() -> None:
    refuse_if(iter(()))


WIDE = st.text(st.characters(min_codepoint=0xFF00, max_codepoint=0xFFEF) | st.sampled_from("\u3000\u3099\u0301é，a "))


@given(st.text() | WIDE)
def test_a_text_is_composed_as_unicode_has_it(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFKC", text)

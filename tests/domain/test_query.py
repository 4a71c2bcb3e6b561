"""The query language: what people type, read as terms and words, and printed so that it reads the same."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unknot.domain.query import Key, Query, Term, parse

VALUES = st.text(st.characters(exclude_characters='"', exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1)
TERMS = st.builds(
    Term,
    st.sampled_from(Key),
    st.lists(VALUES, min_size=1, max_size=3).map(tuple),
    st.booleans(),
)
QUERIES = st.builds(Query, st.lists(TERMS, max_size=4).map(tuple), st.lists(VALUES, max_size=3).map(tuple))


def test_a_query_has_terms_and_words() -> None:
    query = parse('is:open level:P0,P1 -label:"needs review" checkout "5xx above"')

    assert [str(term) for term in query.terms] == ["is:open", "level:P0,P1", '-label:"needs review"']
    assert query.words == ("checkout", "5xx above")
    assert query.problems == ()


@pytest.mark.parametrize("text", ["https://example.org/a", "std::vector", "12:30", "C:\\temp", "超时", "a-b", ":"])
def test_what_is_no_term_is_text(text: str) -> None:
    assert parse(text) == Query(words=(text,))


def test_a_key_that_nobody_knows_is_looked_for_and_said() -> None:
    query = parse("is:open lable:bug")

    assert query.words == ("lable:bug",)
    [problem] = query.problems
    assert (problem.place, problem.length) == (8, 9)
    assert 'no key "lable"' in problem.message


@given(st.text(max_size=300))
@example('key:"')
@example("is:,")
def test_any_text_is_a_query(text: str) -> None:
    parse(text)


@given(QUERIES)
def test_a_printed_query_reads_the_same(query: Query) -> None:
    again = parse(str(query))

    assert [(term.key, term.values, term.is_negated) for term in again.terms] == [
        (term.key, term.values, term.is_negated) for term in query.terms
    ]
    assert again.words == query.words


def test_the_last_word_counts() -> None:
    assert parse("sort:created sort:level").value(Key.SORT) == "level"


def test_a_value_is_toggled() -> None:
    query = parse("level:P0")

    assert str(query.toggling(Key.LEVEL, "P1")) == "level:P0,P1"
    assert str(query.toggling(Key.LEVEL, "P0")) == ""
    assert str(query.toggling(Key.ASSIGNEE, "me")) == "level:P0 assignee:me"


def test_a_query_has_an_end() -> None:
    query = parse("x" * 2000)

    assert len(query.words[0]) == 1000
    assert "at most 1000" in query.problems[0].message

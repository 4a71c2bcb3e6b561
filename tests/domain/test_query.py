"""The query language: what people type, read as parts, and printed so that it reads the same."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from unknot.domain.query import Group, Key, Part, Query, Term, Word, Wrong, parse

VALUES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
TERMS = st.builds(Term, st.sampled_from(Key), st.lists(VALUES, min_size=1, max_size=3).map(tuple), st.booleans())
WORDS = st.builds(Word, VALUES, st.booleans(), st.booleans())
PIECES = st.sampled_from(
    [
        *"()-,:\"' #",
        "or",
        "and",
        "NOT",
        "not ",
        "status:open",
        "-level:P0,P1",
        'label:"needs review"',
        "a",
        "超时",
        "()",
    ]
)
LIKELY = st.lists(PIECES | st.just(" "), max_size=60).map("".join)


def groups(parts: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    return st.builds(Group, st.lists(parts, min_size=2, max_size=3).map(tuple), st.booleans(), st.booleans())


PARTS: st.SearchStrategy[Part] = st.recursive(TERMS | WORDS, groups, max_leaves=6)
QUERIES = st.builds(Query, st.lists(PARTS, max_size=4).map(tuple))


def test_a_query_has_terms_and_words() -> None:
    query = parse('is:open level:P0,P1 -label:"needs review" checkout "5xx above" -timeout')

    assert [str(term) for term in query.terms] == ["is:open", "level:P0,P1", '-label:"needs review"']
    assert query.words == ("checkout", "5xx above")
    assert query.parts[-1] == Word("timeout", is_negated=True, place=63)
    assert query.problems == ()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a or b", "a or b"),
        ("a b OR c d", "a b or c d"),
        ("a and b", "a b"),
        ("a (b or c)", "a (b or c)"),
        ("(a or b) or (c d)", "a or b or c d"),
        ("((a) (b c))", "a b c"),
        ("not a", "-a"),
        ("NOT (a or b) c", "-(a or b) c"),
        ("-(-a)", "a"),
        ("not not status:open", "status:open"),
        ("-(a b)", "-(a b)"),
        ("(level:P0 or label:bug)-a", "(level:P0 or label:bug) -a"),
        ("STATUS:open", "status:open"),
        ('label:"say ""hi"""', 'label:"say ""hi"""'),
        ("main() f(x or y)", "main() f(x or y"),
    ],
)
def test_a_query_is_printed_as_simply_as_it_can_be_said(text: str, printed: str) -> None:
    assert str(parse(text)) == printed


@pytest.mark.parametrize("text", ["or", "and", "not", "OR", "or not", "not a or", "(or)", "a or or b", "or a"])
def test_an_operator_with_nothing_to_join_is_text(text: str) -> None:
    assert parse(text).problems == ()
    assert leaves(parse(text).parts)


def test_or_alone_is_looked_for() -> None:
    assert parse("or").words == ("or",)
    assert parse("a or").words == ("a", "or")
    assert parse("Or not").words == ("Or", "not")


@pytest.mark.parametrize(
    "text", ["https://example.org/a", "std::vector", "12:30", "C:\\temp", "超时", "a-b", ":", "-", "--x"]
)
def test_what_is_no_term_is_text(text: str) -> None:
    assert parse(text) == Query((Word(text, is_open_ended=True),))


@pytest.mark.parametrize(
    ("text", "code", "place", "length"),
    [
        ("is:open lable:bug", Wrong.UNKNOWN_KEY, 8, 6),
        ("a status:", Wrong.NO_VALUE, 2, 7),
        ('a label:"b c', Wrong.OPEN_QUOTE, 8, 1),
        ('a "b c', Wrong.OPEN_QUOTE, 2, 1),
        ("a (b or c", Wrong.OPEN_BRACKET, 2, 1),
        ("a b) c", Wrong.STRAY_BRACKET, 3, 1),
        ("a () b", Wrong.EMPTY_BRACKETS, 2, 2),
        ("a " + "(" * 9 + "b" + ")" * 9, Wrong.TOO_DEEP, 10, 1),
        ("a " * 65, Wrong.TOO_MANY, 128, 1),
        ("x" * 2000, Wrong.TOO_LONG, 1000, 1),
    ],
)
def test_what_is_wrong_has_its_place(text: str, code: Wrong, place: int, length: int) -> None:
    query = parse(text)

    [problem] = query.problems
    assert (problem.code, problem.place, problem.length) == (code, place, length)
    assert query.words
    assert "%" not in problem.message


def test_a_key_that_nobody_knows_is_looked_for_and_said() -> None:
    query = parse("is:open lable:bug")

    assert query.words == ("lable:bug",)
    assert query.problems[0].message.startswith('There is no key "lable"')
    assert query.problems[0].expected[0] == "label"


@given(st.text(max_size=300) | LIKELY)
@example('key:"')
@example("is:,")
@example("(" * 300)
@example("-(" * 150)
@example("not " * 75)
@example("(a or foo( )")
def test_any_text_is_a_query_and_printed_reads_the_same(text: str) -> None:
    query = parse(text)

    assert settled(parse(str(query)).parts) == settled(query.parts)
    assert all(0 <= problem.place <= len(text) for problem in query.problems)


@given(QUERIES)
def test_a_printed_query_reads_the_same(query: Query) -> None:
    once = parse(str(query))

    assert not once.problems
    assert settled(parse(str(once)).parts) == settled(once.parts)
    assert leaves(once.parts) == leaves(query.parts)


@pytest.mark.parametrize("piece", ["(", ")", '"', "-", "-(", "not ", "a or ", 'a:"', "(a or ", "status:", "lable:b "])
def test_no_text_is_slow(piece: str) -> None:
    """Whatever is said over and over, what is found is bounded."""
    query = parse(piece * 100_000)

    assert len(leaves(query.parts)) <= 64
    assert len(query.problems) <= 200


@pytest.mark.parametrize(
    ("text", "is_open"), [("che", True), ("che ", False), ('"che', False), ("-che", False), ("a:b", True)]
)
def test_a_word_may_go_on_where_the_text_ends_in_it(text: str, is_open: bool) -> None:  # noqa: FBT001 - a table
    [word] = parse(text).parts

    assert isinstance(word, Word)
    assert word.is_open_ended is is_open


def test_the_last_word_counts() -> None:
    assert parse("sort:created sort:level").value(Key.SORT) == "level"


def test_a_value_is_toggled_in_its_place() -> None:
    query = parse("level:P0 (a or b) checkout")

    assert str(query.toggling(Key.LEVEL, "P1")) == "level:P0,P1 (a or b) checkout"
    assert str(query.toggling(Key.LEVEL, "P0")) == "(a or b) checkout"
    assert str(query.toggling(Key.ASSIGNEE, "me")) == "level:P0 assignee:me (a or b) checkout"
    assert str(parse("a or b").having(Key.IS, "open")) == "is:open (a or b)"


def leaves(parts: Sequence[Part]) -> list[str]:
    """Everything that is not a group, without its sign."""
    found: list[str] = []
    for part in parts:
        found += leaves(part.parts) if isinstance(part, Group) else [str(replace(part, is_negated=False))]
    return found


def settled(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without places and open ends."""
    return tuple(map(_settled, parts))


def _settled(part: Part) -> Part:
    if isinstance(part, Group):
        return replace(part, parts=settled(part.parts), place=0)
    return replace(part, place=0, is_open_ended=False) if isinstance(part, Word) else replace(part, place=0)

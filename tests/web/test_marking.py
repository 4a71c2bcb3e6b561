"""How the search box shows a query at rest."""

from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.query import Problem, Wrong, parse
from unknot.web.marking import pieces


def shown(text: str, *problems: Problem) -> str:
    """As HTML, nearly."""
    html = ""
    for one in pieces(text, (*parse(text).problems, *problems)):
        marked = f"<{one.element}>{one.text}</{one.element}>" if one.element else one.text
        html += f"<u>{marked}</u>" if one.is_wrong else marked
    return html


def test_keys_values_and_operators_look_different() -> None:
    text = "-level:P0 (a or b)"

    assert shown(text) == "<em>-</em><b>level:</b><i>P0</i> <em>(</em>a <em>or</em> b<em>)</em>"


def test_what_is_wrong_is_underlined_where_it_stands() -> None:
    assert shown("a lable:b") == "a <u>lable:</u>b"
    assert shown("超时 (a") == "超时 <u><em>(</em></u>a"


def test_a_part_that_is_left_out_is_underlined_as_it_was_typed() -> None:
    problem = Problem(2, len("-label:x"), Wrong.UNKNOWN_LABEL, "x", "-label:x")

    assert shown('a -label:"x" b', problem) == 'a <u><em>-</em></u><u><b>label:</b></u><u><i>"x"</i></u> b'


@given(st.text(max_size=60))
def test_no_character_is_lost(text: str) -> None:
    assert "".join(one.text for one in pieces(text, parse(text).problems)) == text

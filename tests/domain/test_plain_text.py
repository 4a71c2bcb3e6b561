"""Texts without the signs of how they are to look."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.plain_text import as_read, without_tags


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Slow <b>checkout</b></p>", "Slow checkout"),
        ("a < b and c > d", "a < b and c > d"),
        ("R&amp;D&nbsp;失败", "R&D 失败"),
        ("<!-- hidden -->seen", "seen"),
        ("List<String> is gone", "List<String> is gone"),
    ],
)
def test_tags_are_left_out(text: str, plain: str) -> None:
    assert " ".join(without_tags(text).split()) == plain


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("## Steps\n- [x] sign in\n- [ ] pay", "Steps sign in pay"),
        ("**Wanted:** `one` page\n> quoted", "Wanted: one page quoted"),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", "a b 1 2"),
        ("```text\nboom\n```", "boom"),
        ("-5 degrees, a*b, C#", "-5 degrees, a*b, C#"),
    ],
)
def test_a_line_is_what_a_reader_sees(text: str, read: str) -> None:
    assert as_read(text) == read


@given(st.text())
def test_any_text_is_fine(text: str) -> None:
    assert "\n" not in as_read(text)


@pytest.mark.parametrize("evil", ["<a" * 20_000, "<!--" * 20_000, "| -" * 30_000, "`" * 100_000])
def test_no_text_is_slow(evil: str) -> None:
    started = time.process_time()
    as_read(evil)
    assert time.process_time() - started < 5

"""Drawings of numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.web.charts import HEIGHT, Column, lines, sparkline, stacked, ticks


@given(most=st.integers(0, 10**9))
def test_an_axis_reaches_the_greatest_number_in_few_round_steps(most: int) -> None:
    marks = ticks(most)

    assert marks[0] == 0
    assert marks[-1] >= most
    assert 2 <= len(marks) <= 6
    assert str(marks[1]).strip("0") in {"1", "2", "5"}


def test_the_parts_of_a_column_stand_on_each_other_in_proportion() -> None:
    drawing = stacked([Column(name="a", title="a", values=(30, 0, 10))], ["f4", "f3", "#aabbcc"], width=100)

    feet = {
        paint: (float(top), float(high))
        for paint, top, high in re.findall(
            r'<path (?:class|fill)="([^"]*)" d="M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)', drawing
        )
    }
    assert feet.keys() == {"f4", "#aabbcc"}
    assert feet["f4"][0] == pytest.approx(HEIGHT / 4, abs=1)
    assert feet["f4"][1] == pytest.approx(3 * feet["#aabbcc"][1], abs=2)
    assert feet["#aabbcc"][0] == pytest.approx(0, abs=1)


def test_a_column_leads_to_its_list_and_keeps_what_people_wrote_as_text() -> None:
    drawing = lines([Column(name="<b>", title='"x" & y', values=(1, 2), href="/a?q=1&b=2")], ["a", "b"], width=200)

    assert '<a href="/a?q=1&amp;b=2" tabindex="-1">' in drawing
    assert "<title>&#34;x&#34; &amp; y</title>" in drawing
    assert "<b>" not in drawing


def test_nothing_can_be_drawn_too() -> None:
    for drawing in (stacked([], [], width=100), lines([], ["a"], width=100), sparkline([])):
        assert drawing.startswith("<svg")
        assert "nan" not in drawing

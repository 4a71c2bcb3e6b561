"""Spans of days: which one a day falls into, and how few cover a range."""

from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.progress import day_of, first_moment_of
from unknot.store.figures import FOUR_WEEKS, LAST_DAY, SPANS, WEEK, cover, start_of

DAYS = st.integers(18_000, 25_000)
MONDAY = 0  # as datetime counts


@given(day=DAYS, days=st.sampled_from(SPANS))
def test_a_day_falls_into_the_span_that_begins_at_or_before_it(day: int, days: int) -> None:
    assert day - days < start_of(day, days) <= day


@given(day=DAYS)
def test_weeks_begin_on_mondays_and_four_of_them_with_a_week(day: int) -> None:
    assert first_moment_of(start_of(day, WEEK)).weekday() == MONDAY
    assert start_of(start_of(day, FOUR_WEEKS), WEEK) == start_of(day, FOUR_WEEKS)


@given(day=DAYS)
def test_a_day_is_found_again_from_its_first_moment(day: int) -> None:
    assert day_of(first_moment_of(day)) == day


@given(since=DAYS)
def test_the_spans_of_a_range_hold_each_day_once(since: int) -> None:
    held = [
        day
        for days, first, end in cover(since)
        for start in range(first, min(end, since + 400), days)
        for day in range(start, start + days)
    ]

    assert held[:380] == list(range(since, since + 380))
    assert len(held) - len(set(held)) == 0
    assert list(cover(since))[-1][2] == LAST_DAY


@given(since=DAYS)
def test_a_year_takes_few_spans(since: int) -> None:
    assert sum(len(range(first, min(end, since + 365), days)) for days, first, end in cover(since)) <= 6 + 3 + 14

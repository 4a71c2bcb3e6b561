"""Times: aware in the domain, whole microseconds in the tables."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.store.times import to_micros, to_micros_or_none, to_time, to_time_or_none


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_comes_back_to_the_microsecond(time: datetime) -> None:
    assert to_time(to_micros(time)) == time


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_microseconds_sort_as_times_do(one: datetime, other: datetime) -> None:
    assert (to_micros(one) < to_micros(other)) is (one < other)


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    in_moscow = datetime(2026, 3, 4, 15, tzinfo=timezone(timedelta(hours=3)))

    assert to_time(to_micros(in_moscow)) == datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_time_without_a_zone_is_an_error() -> None:
    with pytest.raises(TypeError):
        to_micros(datetime(2026, 3, 4))  # noqa: DTZ001 - that is the mistake


def test_no_time_stays_none() -> None:
    assert to_micros_or_none(None) is None
    assert to_time_or_none(None) is None


def test_the_beginning_of_1970_is_a_time() -> None:
    assert to_time_or_none(0) == datetime(1970, 1, 1, tzinfo=UTC)
    assert to_micros_or_none(datetime(1970, 1, 1, tzinfo=UTC)) == 0

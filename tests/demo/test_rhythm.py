"""Whenever the demo is made, its year looks like a year."""

from datetime import UTC, datetime, timedelta

import pytest

from unknot.demo.content.rhythm import TOLD_AT, as_of

NOWS = [datetime(2026, 11, 22 + day, hour, 5, tzinfo=UTC) for day, hour in ((0, 0), (1, 9), (2, 23), (4, 4), (6, 16))]


@pytest.mark.parametrize("now", NOWS)
def test_what_is_older_than_a_fortnight_keeps_its_hour_and_its_day_of_the_week(now: datetime) -> None:
    for days in (14, 15.3, 90, 363):
        told, placed = TOLD_AT - timedelta(days=days), as_of(timedelta(days=days), now)

        assert (placed.weekday(), placed.time()) == (told.weekday(), told.time())
        assert abs(now - timedelta(days=days) - placed) <= timedelta(days=3.5)


@pytest.mark.parametrize("now", NOWS)
def test_the_last_day_is_as_long_ago_as_it_is_told(now: datetime) -> None:
    assert as_of(timedelta(minutes=42), now) == now - timedelta(minutes=42)
    assert as_of(timedelta(days=1), now) == now - timedelta(days=1)


@pytest.mark.parametrize("now", NOWS)
def test_nothing_changes_places(now: datetime) -> None:
    moments = [as_of(timedelta(hours=hours), now) for hours in range(1, 24 * 30)]

    assert moments == sorted(set(moments), reverse=True)

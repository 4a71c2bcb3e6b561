"""Times as GitFlic writes them: a phrase of whole units, and a date without a zone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.dialects.gitflic.times import local_date_time, phrase

SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86400
MONTH, YEAR = 30 * DAY, 365 * DAY
ALMOST = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("seconds", "text", "just_before"),
    [
        (SECOND, "1 second ago", "just now"),
        (2 * SECOND, "2 seconds ago", "1 second ago"),
        (MINUTE, "1 minute ago", "59 seconds ago"),
        (2 * MINUTE, "2 minutes ago", "1 minute ago"),
        (14 * MINUTE, "14 minutes ago", "13 minutes ago"),
        (HOUR, "1 hour ago", "59 minutes ago"),
        (2 * HOUR, "2 hours ago", "1 hour ago"),
        (DAY, "1 day ago", "23 hours ago"),
        (2 * DAY, "2 days ago", "1 day ago"),
        (MONTH, "1 month ago", "29 days ago"),
        (2 * MONTH, "2 months ago", "1 month ago"),
        (YEAR, "1 year ago", "12 months ago"),
        (2 * YEAR, "2 years ago", "1 year ago"),
        (100 * YEAR, "100 years ago", "99 years ago"),
    ],
)
def test_a_unit_begins_when_it_is_full(seconds: int, text: str, just_before: str) -> None:
    assert phrase(timedelta(seconds=seconds)) == text
    assert phrase(timedelta(seconds=seconds) - ALMOST) == just_before


@pytest.mark.parametrize("age", [timedelta(0), ALMOST, -ALMOST, timedelta(seconds=-1), timedelta(days=-400)])
def test_what_is_not_yet_a_second_old_is_just_now(age: timedelta) -> None:
    """Also what a clock that was set back puts into the future: an age is never negative."""
    assert phrase(age) == "just now"


SECONDS_OF = {"second": SECOND, "minute": MINUTE, "hour": HOUR, "day": DAY, "month": MONTH, "year": YEAR}


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=200 * 365)))
def test_a_phrase_never_makes_a_thing_older_than_it_is(age: timedelta) -> None:
    count, unit, ago = phrase(age).split()

    length = timedelta(seconds=SECONDS_OF[unit.removesuffix("s")])
    assert int(count) * length <= age < (int(count) + 1) * length
    assert unit.endswith("s") == (count != "1")
    assert ago == "ago"


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (datetime(2026, 2, 3, 4, 5, 6, 70809, tzinfo=UTC), "2026-02-03T04:05:06.070809"),
        (datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), "2026-12-31T23:59:59.999999"),
        (datetime(2025, 1, 1, 12, tzinfo=UTC), "2025-01-01T12:00:00.000000"),
    ],
)
def test_a_date_has_six_digits_of_its_second_and_no_zone(time: datetime, text: str) -> None:
    assert local_date_time(time) == text

"""Durations in buckets: few numbers to keep, and known well enough."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.progress import bucket_of, duration_of, percentile

DURATIONS = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=3_650))


@given(duration=DURATIONS)
def test_a_bucket_knows_a_duration_to_five_percent(duration: timedelta) -> None:
    assert duration_of(bucket_of(duration)) / duration == pytest.approx(1, abs=0.05)


@given(one=DURATIONS, other=DURATIONS)
def test_longer_durations_never_stand_in_lower_buckets(one: timedelta, other: timedelta) -> None:
    assert (one <= other) <= (bucket_of(one) <= bucket_of(other))


def test_half_and_nine_of_ten_are_where_they_would_be_in_a_sorted_row() -> None:
    buckets = {bucket_of(timedelta(minutes=minutes)): 1 for minutes in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)}

    assert percentile(buckets, 0.5) == duration_of(bucket_of(timedelta(minutes=16)))
    assert percentile(buckets, 0.9) == duration_of(bucket_of(timedelta(minutes=256)))


def test_nothing_has_no_percentile() -> None:
    assert percentile({}, 0.5) is None
    assert percentile({7: 0}, 0.9) is None

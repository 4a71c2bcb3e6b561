"""Times, numbers and orders, as queries say them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unknot.domain.query import Sort, SortField, ends_of, range_of, sort_of, span_of

NOW = datetime(2026, 3, 18, 15, 30, tzinfo=UTC)  # a Wednesday


def day(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (">7d", NOW - timedelta(days=7), None),
        ("7d", NOW - timedelta(days=7), None),
        ("<2w", None, NOW - timedelta(weeks=2)),
        (">30m", NOW - timedelta(minutes=30), None),
        ("<12h", None, NOW - timedelta(hours=12)),
        ("30d..7d", NOW - timedelta(days=30), NOW - timedelta(days=7)),
        ("7d..30d", NOW - timedelta(days=30), NOW - timedelta(days=7)),
        ("7d..", NOW - timedelta(days=7), None),
        ("..7d", None, NOW - timedelta(days=7)),
        (">2026-01-31", day(1, 31), None),
        ("<2026-01-31", None, day(1, 31)),
        ("<=2026-01-31", None, day(2, 1)),
        ("2026-01-31", day(1, 31), day(2, 1)),
        ("2026-01-01..2026-01-31", day(1, 1), day(2, 1)),
        ("2026-01-01..", day(1, 1), None),
        ("..2026-01-31", None, day(2, 1)),
        ("2026-02", day(2, 1), day(3, 1)),
        ("2026-01-31T12:00", datetime(2026, 1, 31, 12, tzinfo=UTC), datetime(2026, 1, 31, 12, 1, tzinfo=UTC)),
        ("today", day(3, 18), day(3, 19)),
        ("Yesterday", day(3, 17), day(3, 18)),
        ("this-week", day(3, 16), day(3, 23)),
        ("last-week", day(3, 9), day(3, 16)),
        ("this-month", day(3, 1), day(4, 1)),
        ("last-month", day(2, 1), day(3, 1)),
        ("this-year", day(1, 1), day(1, 1, 2027)),
        ("last-year", day(1, 1, 2025), day(1, 1)),
        ("<this-week", None, day(3, 16)),
        (">yesterday", day(3, 17), None),
        ("last-month..yesterday", day(2, 1), day(3, 18)),
    ],
)
def test_a_time_is_a_span(text: str, start: datetime | None, end: datetime | None) -> None:
    assert span_of(text, NOW) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "..", "never", ">", "7x", "2026-02-30", "99999999999999d", "²d", ">..7d", "2026-1-1"]
)
def test_what_is_no_time_says_what_would_be(text: str) -> None:
    with pytest.raises(ValueError, match="7d"):
        span_of(text, NOW)


@given(st.text(max_size=20) | st.from_regex(r"[<>]?=?[0-9]{1,12}[mhdw]|[0-9]{4}-[0-9]{2}(-[0-9]{2})?(\.\.)?"))
@example("0001-01-01")
@example("9999-12-31")
@example("9999-12")
def test_any_time_is_a_span_or_refused(text: str) -> None:
    try:
        start, end = span_of(text, NOW)
    except ValueError:
        return
    assert start is None or end is None or start <= end


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("12", (12, 13)),
        ("#12", (12, 13)),
        ("10..20", (10, 21)),
        ("20..10", (10, 21)),
        ("10..", (10, None)),
        ("..20", (None, 21)),
        (">10", (11, None)),
        (">=10", (10, None)),
        ("<10", (None, 10)),
        ("<=10", (None, 11)),
    ],
)
def test_numbers_have_ranges(text: str, span: tuple[int | None, int | None]) -> None:
    assert range_of(text) == span


@pytest.mark.parametrize("text", ["", "x", "..", "1..x", "-1", "9" * 19, "²", ">"])
def test_what_is_no_number_says_what_would_be(text: str) -> None:
    with pytest.raises(ValueError, match="12"):
        range_of(text)


def test_ends_stand_on_either_side() -> None:
    assert ends_of("P0..P2") == ("P0", "P2")
    assert ends_of("P0") is None
    assert ends_of("..") is None


@pytest.mark.parametrize("sort", [Sort(field, descending) for field in SortField for descending in (True, False)])
def test_an_order_prints_as_it_reads(sort: Sort) -> None:
    assert sort_of(str(sort)).field is sort.field
    assert str(sort_of(str(sort))) == str(sort)


def test_minus_is_the_greatest_first() -> None:
    assert sort_of("-updated") == Sort(SortField.UPDATED, is_descending=True)
    assert sort_of("updated") == Sort(SortField.UPDATED, is_descending=False)
    with pytest.raises(ValueError, match="-updated"):
        sort_of("title")

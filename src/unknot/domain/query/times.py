"""Times as people say them: `>7d`, `<2w`, `2026-01-31`, `2026-01-01..2026-01-31`, `yesterday`, `last-month`.

Each is a span. Days begin in the zone of the moment that is now.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from unknot.domain.query.numbers import ends_of

Span: TypeAlias = tuple[datetime, datetime]  # from, inclusive; to, exclusive
OpenSpan: TypeAlias = tuple[datetime | None, datetime | None]

EXPECTED_TIMES: Final = (">7d", "<2w", "2026-01-31", "2026-01-01..2026-01-31", "today", "last-week")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MOST_DIGITS: Final = 9  # of a time span
_DAY_LENGTH, _MONTH_LENGTH = len("2026-01-31"), len("2026-01")
_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


def span_of(text: str, now: datetime) -> OpenSpan:
    """From when (inclusive) to when (exclusive), None where it is open.

    A ValueError, whose arguments were expected, where the text names no time.
    """
    try:
        return _span_of(text.strip().lower(), now)
    except (ValueError, OverflowError):
        raise ValueError(*EXPECTED_TIMES) from None


def _span_of(text: str, now: datetime) -> OpenSpan:
    ends = ends_of(text)
    if ends is not None:
        return _between(*(_one(end, now) if end else None for end in ends))
    sign = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    named = text.removeprefix(sign)
    if not sign and named[-1:] in _UNITS and named[:-1].isdigit():
        sign = ">"  # "7d" is within the last seven days
    start, end = _one(named, now)
    return _SIGNS[sign](start, end) if sign else (start, end)


def _between(first: Span | None, last: Span | None) -> OpenSpan:
    """The two may stand in either order: people say both "30d..7d" and "7d..30d"."""
    if first is None or last is None:
        return (None if first is None else first[0], None if last is None else last[1])
    return min(first[0], last[0]), max(first[1], last[1])


_SIGNS: Final[Mapping[str, Callable[[datetime, datetime], OpenSpan]]] = {
    ">=": lambda start, _: (start, None),
    "<=": lambda _, end: (None, end),
    ">": lambda start, _: (start, None),  # since that day began
    "<": lambda start, _: (None, start),
}


def _one(text: str, now: datetime) -> Span:
    """One time without a sign: a moment ago, a word, a day, a month or a minute."""
    if text[-1:] in _UNITS and text[:-1].isascii() and text[:-1].isdigit() and len(text) <= _MOST_DIGITS:
        moment = now - timedelta(**{_UNITS[text[-1]]: int(text[:-1])})
        return moment, moment
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if text in _NAMED:
        return _NAMED[text](today)
    if len(text) == _MONTH_LENGTH:
        return _month(datetime.strptime(text, "%Y-%m").replace(tzinfo=now.tzinfo), 0)
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    return moment, moment + (_DAY if len(text) == _DAY_LENGTH else _MINUTE)


def _days(today: datetime, first: int, count: int) -> Span:
    start = today + first * _DAY
    return start, start + count * _DAY


def _month(day: datetime, months: int) -> Span:
    """The month of a day, or one so many months later."""
    return _first_of_month(day, months), _first_of_month(day, months + 1)


def _first_of_month(day: datetime, months: int) -> datetime:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1, day=1)


def _year(day: datetime, years: int) -> Span:
    first = day.replace(month=1, day=1)
    return first.replace(year=day.year + years), first.replace(year=day.year + years + 1)


_NAMED: Final[Mapping[str, Callable[[datetime], Span]]] = {
    "today": lambda today: _days(today, 0, 1),
    "yesterday": lambda today: _days(today, -1, 1),
    "this-week": lambda today: _days(today, -today.weekday(), 7),
    "last-week": lambda today: _days(today, -today.weekday() - 7, 7),
    "this-month": lambda today: _month(today, 0),
    "last-month": lambda today: _month(today, -1),
    "this-year": lambda today: _year(today, 0),
    "last-year": lambda today: _year(today, -1),
}
NAMED_TIMES: Final = tuple(_NAMED)

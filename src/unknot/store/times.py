"""Times are aware UTC in the domain and integer microseconds in the tables. Here, and only here, they change."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_time(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


def to_time_or_none(micros: int | None) -> datetime | None:
    return None if micros is None else to_time(micros)


def to_micros(time: datetime) -> int:
    return (time - _EPOCH) // _MICROSECOND


def to_micros_or_none(time: datetime | None) -> int | None:
    return None if time is None else to_micros(time)

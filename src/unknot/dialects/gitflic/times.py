"""Times as GitFlic writes them."""

from datetime import datetime, timedelta

_UNITS = (  # greatest first; months and years are rounded, as in all such phrases
    ("year", timedelta(days=365)),
    ("month", timedelta(days=30)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
    ("second", timedelta(seconds=1)),
)


def local_date_time(time: datetime) -> str:
    """ "2026-02-03T04:05:06.070809": UTC without saying so."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.%f")


def phrase(age: timedelta) -> str:
    """ "14 minutes ago": whole units, rounded down, of the largest that fits."""
    for name, unit in _UNITS:
        if age >= unit:
            count = age // unit
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"

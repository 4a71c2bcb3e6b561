"""Times as GitFlic writes them."""

from datetime import datetime, timedelta

_UNITS = (  # in seconds, greatest first; months and years are rounded, as in all such phrases
    ("year", 365 * 86400),
    ("month", 30 * 86400),
    ("day", 86400),
    ("hour", 3600),
    ("minute", 60),
    ("second", 1),
)


def local_date_time(time: datetime) -> str:
    """ "2026-02-03T04:05:06.070809": UTC without saying so."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.%f")


def phrase(age: timedelta) -> str:
    """ "14 minutes ago": whole units, rounded down, of the largest that fits."""
    seconds = age.days * 86400 + age.seconds
    for name, unit in _UNITS:
        if seconds >= unit:
            count = seconds // unit
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"

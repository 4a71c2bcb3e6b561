"""When things happen: in working hours mostly, at weekends hardly, and more of them in November."""

from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from random import Random

# The story ends on a Friday afternoon, a week before Black Friday. It is told as if this were now.
TOLD_AT = datetime(2026, 11, 20, 16, 40, tzinfo=UTC)
DAYS = range(1, 364)
NOVEMBER = 11

_WEEK = timedelta(weeks=1)
_LAST_DAY = timedelta(days=1)
_FRIDAY = 5
_WORKING_DAY = timedelta(hours=9)
_OVERTIME = 0.04  # the share of things that are done when the others sleep


class Pace(Enum):
    """How long one thing waits for the next."""

    AT_ONCE = auto()  # not even for working hours
    SOON = auto()
    IN_TURN = auto()


_PAUSES_H = {
    Pace.AT_ONCE: (0.05, 0.1, 0.1, 0.2, 0.3, 0.6),
    Pace.SOON: (0.1, 0.2, 0.3, 0.6, 1, 2, 3, 5, 20),
    Pace.IN_TURN: (0.2, 0.4, 0.8, 1.5, 3, 5, 20, 26, 47, 70),
}


def as_of(age: timedelta, now: datetime) -> datetime:
    """The moment so long ago, for a story that ends now.

    What is older than a fortnight keeps its hour and its day of the week, whichever day it is now; the last day keeps
    its distance from now; what lies between is pulled a little to one side.
    """
    off = (now - TOLD_AT + _WEEK / 2) % _WEEK - _WEEK / 2
    share = (age - _LAST_DAY) / (2 * _WEEK - _LAST_DAY)
    return now - age - off * min(max(share, 0), 1)


def random_day(rng: Random) -> int:
    """How many days ago something is filed that may come at any time of the year."""
    return rng.choices(DAYS, [_busyness(day) for day in DAYS])[0]


def _busyness(day: int) -> int:
    date = TOLD_AT - timedelta(days=day)
    return (1 if _is_weekend(date) else 10) * (2 if date.month == NOVEMBER else 1)


def moment_of(day: int, hour: float | None, begins: int | None, rng: Random) -> datetime:
    """The moment so many days ago; without an hour, one in the working day of somebody who begins at `begins`."""
    midnight = datetime.combine(TOLD_AT.date(), time(), tzinfo=UTC) - timedelta(days=day)
    if hour is not None:
        return midnight + timedelta(hours=hour)
    opens = midnight + timedelta(hours=begins or 0)
    closes = min(opens + (timedelta(days=1) if begins is None else _WORKING_DAY), TOLD_AT)
    return opens + (closes - opens) * rng.uniform(0, 0.95)


def next_moment(last: datetime, begins: int | None, *, pace: Pace, left: int, rng: Random) -> datetime:
    """When the next of `left` things happens; all of them have to happen until the story ends."""
    moment = last + timedelta(hours=rng.choice(_PAUSES_H[pace]) * rng.uniform(0.7, 1.3))
    if not (pace is Pace.AT_ONCE or begins is None or rng.random() < _OVERTIME):
        moment = _in_working_hours(moment, begins, rng)
    return moment if moment < TOLD_AT else last + (TOLD_AT - last) / (left + 1)


def _in_working_hours(moment: datetime, begins: int, rng: Random) -> datetime:
    """The moment itself, or one in the morning of the next working day."""
    opens = datetime.combine(moment.date(), time(begins), tzinfo=UTC)
    if moment > opens + _WORKING_DAY:
        opens += timedelta(days=1)
    if moment < opens:
        moment = opens + timedelta(hours=rng.uniform(0, 2))
    while _is_weekend(moment):
        moment += timedelta(days=1)
    return moment


def _is_weekend(moment: datetime) -> bool:
    return moment.isoweekday() > _FRIDAY

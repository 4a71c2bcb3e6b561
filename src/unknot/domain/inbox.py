"""An inbox: the issues that concern somebody, each once, with why it does and what happened last."""

from datetime import timedelta
from enum import Enum, IntEnum
from typing import Final

# When a log is first read, by a new version or after a rest, nobody is to find the news of years.
KEEPS: Final = timedelta(days=30)  # what is older than this is left out
IS_NEW_FOR: Final = timedelta(days=1)  # and what is older than this counts as seen


class Reason(IntEnum):
    """Why an issue concerns somebody. The strongest is the smallest; the numbers are stored."""

    MENTIONED = 1
    ASSIGNED = 2
    RESPONSIBLE = 3  # for a channel that the incident is in
    FILED = 4
    WATCHING = 5


class Part(Enum):
    """Whose news they are: one's own, or those of a channel that one is responsible for."""

    ALL = "all"
    OWN = "own"
    CHANNELS = "channels"

    def holds(self, reason: Reason) -> bool:
        return self is Part.ALL or (reason is Reason.RESPONSIBLE) is (self is Part.CHANNELS)


class State(Enum):
    """Where an issue lies in an inbox."""

    NEW = "new"
    SEEN = "seen"
    DONE = "done"  # put away, until something happens again

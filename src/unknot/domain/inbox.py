"""An inbox: the issues that concern somebody, each once, with why it does and what happened last."""

from datetime import timedelta
from enum import Enum, IntEnum
from typing import Final

KEEPS: Final = timedelta(days=30)  # what is older when it is first read from the log is no news


class Reason(IntEnum):
    """Why an issue concerns somebody. The strongest is the smallest; the numbers are stored."""

    MENTIONED = 1
    ASSIGNED = 2
    RESPONSIBLE = 3  # for a channel that the incident is in
    FILED = 4
    WATCHING = 5


class State(Enum):
    """Where an issue lies in an inbox."""

    NEW = "new"
    SEEN = "seen"
    DONE = "done"  # put away, until something happens again

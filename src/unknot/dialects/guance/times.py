"""Times on Guance's wire: Unix seconds, whole ones, since one of its clients reads nothing else."""

from datetime import datetime
from typing import Final

NEVER: Final = -1  # when a living thing was deleted
MILLISECONDS_FROM: Final = 10**11  # a number of seconds this great lies in the year 5138
LATEST_SECONDS: Final = 253_402_300_799  # the end of the year 9999


def seconds(time: datetime) -> int:
    return int(time.timestamp())

"""Times on Guance's wire: Unix seconds, whole ones, since one of its clients reads nothing else."""

from datetime import datetime
from typing import Final

NEVER: Final = -1  # when a living thing was deleted


def seconds(time: datetime) -> int:
    return int(time.timestamp())

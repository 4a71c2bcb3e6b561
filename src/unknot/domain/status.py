"""How far an issue has come. Any status may follow any other."""

from enum import StrEnum
from typing import Final


class Status(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"  # done
    CLOSED = "closed"  # not going to be done, or done and verified
    PENDING = "pending"  # waits for somebody else


STATUSES = {status.value: status for status in Status}  # a dict look-up costs a third of Status(word)
OPEN: Final = (Status.IN_PROGRESS, Status.OPEN, Status.PENDING)  # there is something to do
CLOSED: Final = (Status.COMPLETED, Status.CLOSED)

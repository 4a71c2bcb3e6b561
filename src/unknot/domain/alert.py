"""An alert: what a monitor saw at one moment, as it tells it. What becomes of it is an outcome."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.text import Limits, length_problems, text_problems

MOST_EVENT: Final = 256  # characters; what monitors call their events is a UUID or a hash


class AlertStatus(StrEnum):
    """How bad it is, in the words of Guance's monitors."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    NODATA = "nodata"
    OK = "ok"  # over


FIRING: Final = tuple(status for status in AlertStatus if status is not AlertStatus.OK)


class Outcome(StrEnum):
    """What became of an alert."""

    CREATED = "created"  # an issue was filed
    APPENDED = "appended"  # it was added to the issue that is open
    RECOVERED = "recovered"  # the same, and the issue is done
    REPEATED = "repeated"  # it had come before; nothing changed
    IGNORED = "ignored"  # its monitor files no issue for it; nothing changed


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """What a monitor tells."""

    event: str  # its name for this event; the second alert of the same name changes nothing
    status: AlertStatus
    title: str
    message: str = ""
    group: str = ""  # what it is about, such as "host=db-2": alerts of one group share an issue

    @property
    def text(self) -> str:
        """All that it says, as a comment."""
        return f"{self.title}\n\n{self.message}".strip()

    @property
    def is_firing(self) -> bool:
        return self.status is not AlertStatus.OK

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("event", self.event, at_most=MOST_EVENT)
        yield from text_problems("title", self.title, at_most=limits.title)
        yield from length_problems("group", self.group, at_most=limits.name)
        yield from length_problems("message", self.text, at_most=min(limits.description, limits.comment))

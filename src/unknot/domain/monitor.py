"""A monitor: something outside that watches, and what is to become of its alerts.

What it watches, and how, is its own affair. Here stands who is responsible for the issues that it files, how urgent
they are, and which of its alerts file one.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from unknot.domain.alert import FIRING, AlertStatus
from unknot.domain.errors import Problem
from unknot.domain.ids import MonitorId, UserId, WorkspaceId
from unknot.domain.sentence import says
from unknot.domain.status import CLOSED, Status
from unknot.domain.text import Limits, length_problems, text_problems

MOST_MONITORS: Final = 1000  # of a workspace, so that one list shows them all
UNKNOWN_IMPACT: Final = "system_level_3"


class Monitor(msgspec.Struct, frozen=True, kw_only=True):
    id: MonitorId
    uuid: str
    workspace: WorkspaceId
    name: str
    creates_issues: bool
    statuses: tuple[AlertStatus, ...]  # which of its alerts file an issue
    level: str
    assignees: tuple[str, ...]  # UUIDs of people
    teams: tuple[str, ...]  # UUIDs; a team stands for whoever is in it when the issue is filed
    channels: tuple[str, ...]  # UUIDs
    recovers_issues: bool
    recovered_status: Status
    grouping: str  # monitors of one grouping share the issues of their groups; empty: it shares with nobody
    created_by: UserId | None
    created_at: datetime
    updated_by: UserId | None
    updated_at: datetime

    def issue_key(self, group: str) -> str:
        """What makes alerts belong to the same issue."""
        return f"{self.grouping or self.uuid}/{group}"


class MonitorDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make a monitor."""

    name: str
    creates_issues: bool = True
    statuses: tuple[AlertStatus, ...] = FIRING
    level: str = UNKNOWN_IMPACT
    assignees: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    recovers_issues: bool = False
    recovered_status: Status = Status.COMPLETED
    grouping: str = ""

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("name", self.name, at_most=limits.name)
        yield from length_problems("grouping", self.grouping, at_most=limits.name)
        if "/" in self.grouping:
            yield Problem("grouping", says('must not contain "/", which parts it from the group'))
        if AlertStatus.OK in self.statuses:
            yield Problem("statuses", says("must be out of %(firing)s", firing=", ".join(FIRING)))
        if self.recovered_status not in CLOSED:
            yield Problem("recovered_status", says("must be completed or closed"))


class MonitorChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different; None leaves a thing as it is."""

    name: str | None = None
    creates_issues: bool | None = None
    statuses: tuple[AlertStatus, ...] | None = None
    level: str | None = None
    assignees: tuple[str, ...] | None = None
    teams: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    recovers_issues: bool | None = None
    recovered_status: Status | None = None
    grouping: str | None = None

    def draft_of(self, monitor: Monitor) -> MonitorDraft:
        wanted = {field: getattr(self, field) for field in self.__struct_fields__}
        kept = {field: getattr(monitor, field) for field, value in wanted.items() if value is None}
        return MonitorDraft(**{**wanted, **kept})

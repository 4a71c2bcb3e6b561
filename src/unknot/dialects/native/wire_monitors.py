"""Monitors and their alerts on our own paths."""

from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.native.names import level_key_in, uuids_in
from unknot.dialects.native.wire_issues import IssueOut, issue_out
from unknot.domain.alert import Alert, AlertStatus, Outcome
from unknot.domain.monitor import UNKNOWN_IMPACT, Monitor, MonitorChange, MonitorDraft
from unknot.operations.alerts import Answered
from unknot.store.directory import Directory

FiringStatus = Literal["critical", "error", "warning", "nodata"]
DoneStatus = Literal["completed", "closed"]
NAMING: Final = ("assignees", "teams", "channels")  # fields that hold UUIDs


class MonitorOut(msgspec.Struct, frozen=True, kw_only=True):
    """A monitor. What it names by UUID may be gone by now, and then counts for nothing."""

    uuid: str
    name: str
    creates_issues: bool
    statuses: tuple[FiringStatus, ...]
    level: str
    assignees: tuple[str, ...]
    teams: tuple[str, ...]
    channels: tuple[str, ...]
    recovers_issues: bool
    recovered_status: DoneStatus
    grouping: str


class MonitorIn(msgspec.Struct, frozen=True, kw_only=True):
    """A monitor to make."""

    name: str
    creates_issues: bool = True
    statuses: tuple[FiringStatus, ...] = ("critical", "error", "warning", "nodata")
    level: str = UNKNOWN_IMPACT
    assignees: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    recovers_issues: bool = False
    recovered_status: DoneStatus = "completed"
    grouping: str = ""


class MonitorChangeIn(msgspec.Struct, frozen=True, kw_only=True):
    """A monitor to change: what is left out stays."""

    name: str | UnsetType = UNSET
    creates_issues: bool | UnsetType = UNSET
    statuses: tuple[FiringStatus, ...] | UnsetType = UNSET
    level: str | UnsetType = UNSET
    assignees: tuple[str, ...] | UnsetType = UNSET
    teams: tuple[str, ...] | UnsetType = UNSET
    channels: tuple[str, ...] | UnsetType = UNSET
    recovers_issues: bool | UnsetType = UNSET
    recovered_status: DoneStatus | UnsetType = UNSET
    grouping: str | UnsetType = UNSET


class AlertIn(msgspec.Struct, frozen=True, kw_only=True):
    """What a monitor saw. `event` is its own name for it: whatever comes again under that name changes nothing."""

    event: str
    status: AlertStatus
    title: str
    message: str = ""
    group: str = ""


class AlertOut(msgspec.Struct, frozen=True):
    """What became of an alert, and the issue that it is part of."""

    outcome: Outcome
    issue: IssueOut | None


def monitor_out(monitor: Monitor) -> MonitorOut:
    return msgspec.convert(monitor, MonitorOut, from_attributes=True)


def monitor_draft(body: MonitorIn) -> MonitorDraft:
    return msgspec.convert(_values(body), MonitorDraft)


def monitor_change(body: MonitorChangeIn) -> MonitorChange:
    return msgspec.convert(_values(body), MonitorChange)


def alert_in(body: AlertIn) -> Alert:
    return msgspec.convert(body, Alert, from_attributes=True)


def alert_out(answered: Answered, directory: Directory) -> AlertOut:
    issue = None if answered.issue is None else issue_out(answered.issue, directory)
    return AlertOut(answered.outcome, issue)


def _values(body: MonitorIn | MonitorChangeIn) -> dict[str, Any]:
    """What a body gives, with UUIDs as we write them."""
    given = {field: value for field, value in msgspec.structs.asdict(body).items() if value is not UNSET}
    if "level" in given:
        given["level"] = level_key_in(given["level"])
    return given | {field: uuids_in(field, given[field]) for field in NAMING if field in given}

"""Take in what monitors tell: file an issue, add to the one that is open, or recover it."""

from collections.abc import Iterable

import msgspec

from unknot.domain.access import Actor, Role
from unknot.domain.alert import Alert, Outcome
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import Issue, IssueChange, IssueDraft, Source, SourceType
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.monitor import Monitor
from unknot.domain.text import refuse_if
from unknot.operations import finding
from unknot.operations.comments import add_comment
from unknot.operations.issues import create_issue, edit_issue
from unknot.operations.monitors import find_monitor
from unknot.store import alerts, issues, teams
from unknot.store.work import Work


class Answered(msgspec.Struct, frozen=True):
    """What became of an alert, and the issue that it is part of, if it is part of one that is there."""

    outcome: Outcome
    issue: Issue | None = None


def take_alert(work: Work, workspace: WorkspaceId, monitor_uuid: str, alert: Alert, *, by: Actor) -> Answered:
    """Let an alert do its work, once, however often it comes and however many come at the same time."""
    finding.workspace_for(work, workspace, Role.MEMBER, by=by)
    monitor = find_monitor(work, workspace, monitor_uuid)
    refuse_if(alert.problems(work.limits))
    key = monitor.issue_key(alert.group)
    alerts.claim(work.db, workspace, key)
    known = alerts.issue_of(work.db, monitor.id, alert.event)
    if known is not None:
        return Answered(Outcome.REPEATED, issues.by_id(work.db, known))
    issue = alerts.open_issue(work.db, workspace, key)
    answered = _fire(work, monitor, alert, issue, by) if alert.is_firing else _cease(work, monitor, alert, issue, by)
    if answered.issue is not None:
        alerts.add(work.db, monitor.id, alert.event, answered.issue.id, at=work.now())
    return answered


def _fire(work: Work, monitor: Monitor, alert: Alert, issue: Issue | None, by: Actor) -> Answered:
    if not monitor.creates_issues or alert.status not in monitor.statuses:
        return Answered(Outcome.IGNORED)
    if issue is None:
        answered = Answered(Outcome.CREATED, _file(work, monitor, alert, by))
    else:
        add_comment(work, issue.id, alert.text, by=by)
        answered = Answered(Outcome.APPENDED, issue)
    assert answered.issue is not None  # noqa: S101 - both have one
    alerts.fire(work.db, answered.issue.id, monitor.id)
    return answered


def _cease(work: Work, monitor: Monitor, alert: Alert, issue: Issue | None, by: Actor) -> Answered:
    """Recovered is an issue when nothing fires on it any more. A monitor that did not fire tells nothing new."""
    if issue is None or not alerts.cease(work.db, issue.id, monitor.id):
        return Answered(Outcome.IGNORED)
    add_comment(work, issue.id, alert.text, by=by)
    if not monitor.recovers_issues or alerts.is_any_firing(work.db, issue.id):
        return Answered(Outcome.APPENDED, issue)
    change = IssueChange(status=monitor.recovered_status)
    return Answered(Outcome.RECOVERED, edit_issue(work, issue.id, change, by=by))


def _file(work: Work, monitor: Monitor, alert: Alert, by: Actor) -> Issue:
    """What the monitor names and is no longer there is passed over: no alert may be lost for it."""
    project = finding.default_project(work.directory, monitor.workspace)
    draft = IssueDraft(
        title=alert.title,
        description=alert.message.strip() or alert.title,
        level=_level(work, monitor),
        source=Source(SourceType.CHECKER, monitor.uuid, monitor.name),
        sub_identity=monitor.issue_key(alert.group),
        assignees=tuple(_assignees(work, monitor)),
        channels=tuple(_channels(work, monitor)),
    )
    return create_issue(work, project.id, draft, by=by)


def _level(work: Work, monitor: Monitor) -> str:
    is_there = monitor.level in SYSTEM_LEVELS or work.directory.level(monitor.level) is not None
    return monitor.level if is_there else NO_LEVEL


def _assignees(work: Work, monitor: Monitor) -> Iterable[str]:
    """The people whom a monitor names, and after them those of its teams, as far as they can see to it."""
    named = [user for uuid in monitor.assignees if (user := work.directory.user_by_uuid(uuid)) is not None]
    found = [team for uuid in monitor.teams if (team := teams.by_uuid(work.db, monitor.workspace, uuid)) is not None]
    everybody = [*named, *(work.directory.user(member) for team in found for member in team.members)]
    for user in everybody:
        if not user.is_blocked and work.directory.is_member(user.id, monitor.workspace):
            yield user.uuid


def _channels(work: Work, monitor: Monitor) -> Iterable[str]:
    return (uuid for uuid in monitor.channels if work.directory.channel_by_uuid(uuid) is not None)

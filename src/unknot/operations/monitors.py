"""Make, change and delete the monitors of a workspace."""

from collections.abc import Callable, Iterable

from msgspec.structs import asdict, replace

from unknot.domain.access import Actor, Role
from unknot.domain.errors import Conflict, Invalid, NotFound
from unknot.domain.events import MonitorCreated, MonitorDeleted, MonitorEdited
from unknot.domain.ids import MonitorId, WorkspaceId
from unknot.domain.issue import differences
from unknot.domain.monitor import MOST_MONITORS, Monitor, MonitorChange, MonitorDraft
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if
from unknot.operations import finding, incidents, stamps
from unknot.store import alerts, monitors, teams
from unknot.store.work import Work


def create_monitor(work: Work, workspace: WorkspaceId, draft: MonitorDraft, *, by: Actor) -> Monitor:
    """Let something outside file issues, and say for whom."""
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    _require_sound(work, workspace, draft)
    if monitors.count(work.db, workspace) >= MOST_MONITORS:
        raise Conflict(
            says(
                "%(workspace)s has %(most)s monitors, which is the most. Delete one first.",
                workspace=home.alias,
                most=MOST_MONITORS,
            )
        )
    monitor = Monitor(
        id=MonitorId(0),
        uuid=work.new_uuid(),
        workspace=workspace,
        **stamps.made(work, by),
        **asdict(draft),
    )
    monitor = replace(monitor, id=monitors.add(work.db, monitor))
    work.record(MonitorCreated(monitor=monitor.id, name=monitor.name), by=by, workspace=workspace)
    return monitor


def edit_monitor(work: Work, workspace: WorkspaceId, uuid: str, change: MonitorChange, *, by: Actor) -> Monitor:
    """Change what is given and keep the rest; for the alerts to come."""
    finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    old = find_monitor(work, workspace, uuid)
    draft = change.draft_of(old)
    _require_sound(work, workspace, draft, already=old)
    new = replace(old, **asdict(draft), **stamps.changed(work, by))
    monitors.save(work.db, new)
    changes = differences(old, new, draft.__struct_fields__)
    work.record(MonitorEdited(monitor=old.id, changes=changes), by=by, workspace=workspace)
    return new


def delete_monitor(work: Work, workspace: WorkspaceId, uuid: str, *, by: Actor) -> None:
    """Take no more alerts from a monitor. Its issues stay; they no longer wait for it to recover."""
    finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    monitor = find_monitor(work, workspace, uuid)
    alerts.cease_everywhere(work.db, monitor.id)
    monitors.trash(work.db, monitor.id, at=work.now())
    work.record(MonitorDeleted(monitor=monitor.id, name=monitor.name), by=by, workspace=workspace)


def find_monitor(work: Work, workspace: WorkspaceId, uuid: str) -> Monitor:
    monitor = monitors.by_uuid(work.db, workspace, uuid)
    if monitor is None:
        raise NotFound(
            "monitor",
            says(
                "No monitor %(uuid)s in %(workspace)s", uuid=uuid, workspace=work.directory.workspace(workspace).alias
            ),
        )
    return monitor


def _require_sound(work: Work, workspace: WorkspaceId, draft: MonitorDraft, *, already: Monitor | None = None) -> None:
    """Whatever is named must be there. What was named before may be gone by now, and then counts for nothing."""
    refuse_if(draft.problems(work.limits))
    if already is None or draft.level != already.level:
        incidents.level(work, draft.level, workspace)
    for field, is_there in _things(work, workspace).items():
        before: Iterable[str] = () if already is None else getattr(already, field)
        strange = [uuid for uuid in getattr(draft, field) if uuid not in before and not is_there(uuid)]
        if strange:
            raise Invalid.field(field, says("must be of this workspace, and %(strange)s is not", strange=strange[0]))


def _things(work: Work, workspace: WorkspaceId) -> dict[str, Callable[[str], bool]]:
    """The fields that name things, and how to find out whether one is there."""

    def is_member(uuid: str) -> bool:
        user = work.directory.user_by_uuid(uuid)
        return user is not None and work.directory.is_member(user.id, workspace)

    def is_team(uuid: str) -> bool:
        return teams.by_uuid(work.db, workspace, uuid) is not None

    def is_channel(uuid: str) -> bool:
        channel = work.directory.channel_by_uuid(uuid)
        return channel is not None and channel.workspace == workspace

    return {"assignees": is_member, "teams": is_team, "channels": is_channel}

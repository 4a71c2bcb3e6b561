"""Monitors: made, changed, deleted, and sound."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_workspace, uuid_of
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Scope
from unknot.domain.alert import FIRING, AlertStatus
from unknot.domain.channel import ChannelDraft
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import MonitorCreated, MonitorDeleted, MonitorEdited
from unknot.domain.issue import FieldChange
from unknot.domain.level import LevelDraft
from unknot.domain.monitor import Monitor, MonitorChange, MonitorDraft
from unknot.domain.people import Workspace
from unknot.domain.status import Status
from unknot.domain.team import TeamDraft
from unknot.operations import monitors as operations
from unknot.operations.channels import create_channel
from unknot.operations.levels import create_level, delete_levels
from unknot.operations.monitors import create_monitor, delete_monitor, edit_monitor
from unknot.operations.teams import create_team
from unknot.store import monitors
from unknot.store.work import Work

NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def disk(work: Work, acme: Workspace) -> Monitor:
    return create_monitor(work.at(BEFORE), acme.id, MonitorDraft(name="Disk"), by=OPERATOR)


def test_a_monitor_is_made_and_found_again(work: Work, acme: Workspace, adam: Actor, mary: Actor) -> None:
    draft = MonitorDraft(
        name="Disk",
        creates_issues=False,
        statuses=(AlertStatus.CRITICAL,),
        level="system_level_0",
        assignees=(uuid_of(work, mary),),
        teams=(create_team(work.at(NOON), acme.id, TeamDraft(name="Storage"), by=adam).uuid,),
        channels=(create_channel(work.at(NOON), acme.id, ChannelDraft(name="storage"), by=adam).uuid,),
        recovers_issues=True,
        recovered_status=Status.CLOSED,
        grouping="storage",
    )

    monitor = create_monitor(work, acme.id, draft, by=adam)

    assert {field: getattr(monitor, field) for field in draft.__struct_fields__} == {
        field: getattr(draft, field) for field in draft.__struct_fields__
    }
    assert (monitor.created_by, monitor.created_at, monitor.updated_by) == (adam.id, NOON, adam.id)
    assert monitors.of_workspace(work.db, acme.id) == [monitor]
    assert work.events == [MonitorCreated(monitor=monitor.id, name="Disk")]


def test_a_monitor_files_issues_of_unknown_impact_unless_it_says_otherwise(disk: Monitor) -> None:
    assert (disk.creates_issues, disk.statuses, disk.level) == (True, FIRING, "system_level_3")
    assert (disk.recovers_issues, disk.recovered_status, disk.grouping) == (False, Status.COMPLETED, "")


def test_a_change_keeps_what_is_not_given(work: Work, acme: Workspace, adam: Actor, disk: Monitor) -> None:
    change = MonitorChange(name="Disk", level="", statuses=(AlertStatus.ERROR,), recovers_issues=True)

    edited = edit_monitor(work, acme.id, disk.uuid, change, by=adam)

    wanted = {"level": "", "statuses": (AlertStatus.ERROR,), "recovers_issues": True}
    assert edited == replace(disk, **wanted, updated_by=adam.id, updated_at=NOON)
    assert monitors.by_uuid(work.db, acme.id, disk.uuid) == edited
    changes = {field: FieldChange(getattr(disk, field), after) for field, after in wanted.items()}
    assert work.events == [MonitorEdited(monitor=disk.id, changes=changes)]


def test_a_deleted_monitor_is_gone(work: Work, acme: Workspace, adam: Actor, disk: Monitor) -> None:
    delete_monitor(work, acme.id, disk.uuid, by=adam)

    assert monitors.of_workspace(work.db, acme.id) == []
    assert work.events == [MonitorDeleted(monitor=disk.id, name="Disk")]
    with pytest.raises(NotFound, match=f"No monitor {disk.uuid} in acme"):
        delete_monitor(work, acme.id, disk.uuid, by=adam)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 257}, "name"),
        ({"grouping": "x" * 257}, "grouping"),
        ({"grouping": "a/b"}, "grouping"),
        ({"statuses": (AlertStatus.OK,)}, "statuses"),
        ({"recovered_status": Status.PENDING}, "recovered_status"),
        ({"level": "system_level_4"}, "level"),
        ({"level": NOBODYS}, "level"),
        ({"assignees": (NOBODYS,)}, "assignees"),
        ({"teams": (NOBODYS,)}, "teams"),
        ({"channels": (NOBODYS,)}, "channels"),
    ],
)
def test_a_monitor_is_sound(
    work: Work, acme: Workspace, adam: Actor, disk: Monitor, values: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        create_monitor(work, acme.id, MonitorDraft(**{"name": "Disk", **values}), by=adam)
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        edit_monitor(work, acme.id, disk.uuid, MonitorChange(**values), by=adam)

    assert (monitors.of_workspace(work.db, acme.id), work.events) == ([disk], [])


def test_what_belongs_to_others_is_not_there(work: Work, acme: Workspace, adam: Actor, mallory: Actor) -> None:
    rival = new_workspace(work, "rival")
    theirs = {
        "assignees": uuid_of(work, mallory),
        "teams": create_team(work, rival.id, TeamDraft(name="Storage"), by=OPERATOR).uuid,
        "channels": create_channel(work, rival.id, ChannelDraft(name="storage"), by=OPERATOR).uuid,
    }

    for field, uuid in theirs.items():
        with pytest.raises(Invalid, match=f"^{field} must be of this workspace, and {uuid} is not"):
            create_monitor(work, acme.id, MonitorDraft(**{"name": "Disk", field: (uuid,)}), by=adam)  # type: ignore[arg-type]
    monitor = create_monitor(work, rival.id, MonitorDraft(name="Disk"), by=OPERATOR)
    with pytest.raises(NotFound):
        edit_monitor(work, acme.id, monitor.uuid, MonitorChange(name="Mine"), by=adam)


def test_what_went_since_stands_in_no_changes_way(work: Work, acme: Workspace, adam: Actor) -> None:
    level = create_level(work, acme.id, LevelDraft(name="Chatter", color="#12AB9F"), by=adam)
    monitor = create_monitor(work, acme.id, MonitorDraft(name="Disk", level=level.uuid), by=adam)
    delete_levels(work, acme.id, [level.uuid], by=adam)

    assert edit_monitor(work, acme.id, monitor.uuid, MonitorChange(name="Disks"), by=adam).level == level.uuid


def test_a_workspace_has_so_many_monitors_at_most(
    work: Work, acme: Workspace, adam: Actor, disk: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_MONITORS", 1)

    with pytest.raises(Conflict, match="acme has 1 monitors, which is the most"):
        create_monitor(work, acme.id, MonitorDraft(name="Another"), by=adam)

    delete_monitor(work, acme.id, disk.uuid, by=adam)
    create_monitor(work, acme.id, MonitorDraft(name="Another"), by=adam)


def test_monitors_are_for_admins(work: Work, acme: Workspace, mary: Actor, adam: Actor, disk: Monitor) -> None:
    for by in (mary, replace(adam, scope=Scope.READ)):
        with pytest.raises(Forbidden, match="This takes the role admin"):
            create_monitor(work, acme.id, MonitorDraft(name="Mine"), by=by)
        with pytest.raises(Forbidden, match="This takes the role admin"):
            edit_monitor(work, acme.id, disk.uuid, MonitorChange(name="Mine"), by=by)
        with pytest.raises(Forbidden, match="This takes the role admin"):
            delete_monitor(work, acme.id, disk.uuid, by=by)

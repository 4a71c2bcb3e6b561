"""Alerts: what each becomes, once, whatever happened to the issue and to what its monitor names."""

from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_member, uuid_of
from tests.store.support.moments import BEFORE, LATER
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.alert import FIRING, Alert, AlertStatus, Outcome
from unknot.domain.channel import ChannelDraft
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import Commented, IssueCreated, IssueEdited
from unknot.domain.issue import FieldChange, Issue, IssueChange, Source, SourceType
from unknot.domain.level import NO_LEVEL, LevelDraft
from unknot.domain.monitor import Monitor, MonitorChange, MonitorDraft
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.domain.team import TeamDraft
from unknot.operations.alerts import Answered, take_alert
from unknot.operations.channels import create_channel, delete_channel
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.levels import create_level, delete_levels
from unknot.operations.monitors import create_monitor, delete_monitor, edit_monitor
from unknot.operations.people import set_blocked, set_default_project, set_member
from unknot.operations.projects import delete_project
from unknot.operations.teams import create_team, delete_team
from unknot.operations.trash import purge_trash, restore_issue
from unknot.store import channels, comments, issues, trash
from unknot.store.page import Page
from unknot.store.statement import Statement
from unknot.store.work import Work

REMEMBERED = Statement("SELECT COUNT(*) FROM alerts")


@pytest.fixture
def home(work: Work, project: Project) -> Project:
    """Where issues go that name no project."""
    set_default_project(work.at(BEFORE), project.id, by=OPERATOR)
    return project


@pytest.fixture
def bot(work: Work, acme: Workspace) -> Actor:
    return new_member(work.at(BEFORE), acme, "watchdog", Role.MEMBER)


@pytest.fixture
def told(work: Work, acme: Workspace, home: Project, bot: Actor) -> "Told":
    assert home.workspace == acme.id
    return Told(work, acme, bot)


class Told:
    """Monitors of acme, and the bot that delivers what they tell."""

    def __init__(self, work: Work, acme: Workspace, bot: Actor) -> None:
        self.work = work
        self.acme = acme
        self.bot = bot
        self._numbers = count(1)
        self.disk = self.monitor(recovers_issues=True)

    def monitor(self, name: str = "Disk", **values: Any) -> Monitor:
        draft = MonitorDraft(name=name, **values)
        return create_monitor(self.work.at(BEFORE), self.acme.id, draft, by=OPERATOR)

    def tell(self, status: str = "critical", *, by: Monitor | None = None, **values: Any) -> Answered:
        alert = {"event": f"e{next(self._numbers)}", "title": "Disk full", "group": "host=db-2", **values}
        monitor = by or self.disk
        given = Alert(status=AlertStatus(status), **alert)
        return take_alert(self.work, self.acme.id, monitor.uuid, given, by=self.bot)

    def file(self, **values: Any) -> Issue:
        answered = self.tell(**values)
        assert answered.outcome is Outcome.CREATED
        assert answered.issue is not None
        return answered.issue

    def edit(self, issue: Issue, **values: Any) -> None:
        edit_issue(self.work, issue.id, IssueChange(**values), by=self.bot)

    def said(self, issue: Issue) -> list[str]:
        return [one.text for one in comments.of_issue(self.work.db, issue.id, Page(0, 100)).items]

    def status(self, issue: Issue) -> Status | None:
        found = issues.by_id(self.work.db, issue.id)
        return None if found is None else found.status


# --- filed


def test_the_first_alert_files_an_issue(told: Told, home: Project) -> None:
    issue = told.file(message="93 % used")

    assert (issue.project, issue.number, issue.title, issue.description) == (home.id, 1, "Disk full", "93 % used")
    assert (issue.status, issue.level) == (Status.OPEN, "system_level_3")
    assert issue.source == Source(SourceType.CHECKER, told.disk.uuid, "Disk")
    assert issue.sub_identity == f"{told.disk.uuid}/host=db-2"
    assert issue.created_by == told.bot.id
    assert told.work.events == [IssueCreated(number=1, title="Disk full")]


def test_an_alert_without_a_message_is_described_by_its_title(told: Told) -> None:
    assert told.file(message=" ").description == "Disk full"


def test_its_level_channels_and_people_are_those_of_the_monitor(
    told: Told, acme: Workspace, adam: Actor, mary: Actor, gus: Actor
) -> None:
    work = told.work
    adam_, mary_, gus_ = (uuid_of(work, one) for one in (adam, mary, gus))
    team = create_team(work, acme.id, TeamDraft(name="Storage", members=(mary_, gus_)), by=adam)
    channel = create_channel(work, acme.id, ChannelDraft(name="storage"), by=adam)
    responsible: dict[str, Any] = {"assignees": (mary_, adam_), "teams": (team.uuid,)}

    issue = told.file(by=told.monitor(level="system_level_0", channels=(channel.uuid,), **responsible))

    assert (issue.level, issue.assignees) == ("system_level_0", (mary.id, adam.id, gus.id))
    assert channels.of_issue(work.db, issue.id) == [channel]


def test_what_is_no_longer_there_is_passed_over(told: Told, acme: Workspace, mary: Actor, gus: Actor) -> None:
    work, by = told.work, OPERATOR
    level = create_level(work, acme.id, LevelDraft(name="Chatter", color="#12AB9F"), by=by)
    team = create_team(work, acme.id, TeamDraft(name="Storage"), by=by)
    channel = create_channel(work, acme.id, ChannelDraft(name="storage"), by=by)
    people = tuple(uuid_of(work, one) for one in (mary, gus, told.bot))
    monitor = told.monitor(level=level.uuid, assignees=people, teams=(team.uuid,), channels=(channel.uuid,))

    delete_levels(work, acme.id, [level.uuid], by=by)
    delete_team(work, acme.id, team.uuid, by=by)
    delete_channel(work, acme.id, channel.uuid, by=by)
    set_member(work, acme.id, "mary", Role.NONE, by=by)
    set_blocked(work, "gus", is_blocked=True, by=by)

    issue = told.file(by=monitor)
    assert (issue.level, issue.assignees) == (NO_LEVEL, (told.bot.id,))
    assert channels.of_issue(work.db, issue.id) == []


def test_groups_and_monitors_have_issues_of_their_own(told: Told) -> None:
    other = told.monitor("CPU")

    filed = [told.file(), told.file(group="host=db-3"), told.file(group=""), told.file(by=other)]

    assert [issue.number for issue in filed] == [1, 2, 3, 4]


def test_monitors_of_one_grouping_share_an_issue(told: Told) -> None:
    monitors = [told.monitor(f"M{number}", grouping="storage", recovers_issues=True) for number in range(8)]
    issue = told.file(by=monitors[0])

    outcomes = [told.tell(by=monitor).outcome for monitor in monitors[1:]]
    assert outcomes == [Outcome.APPENDED] * 7
    assert issue.sub_identity == "storage/host=db-2"

    outcomes = [told.tell("ok", by=monitor).outcome for monitor in monitors]
    assert outcomes == [Outcome.APPENDED] * 7 + [Outcome.RECOVERED]
    assert told.status(issue) is Status.COMPLETED


# --- appended


@pytest.mark.parametrize("status", [Status.OPEN, Status.IN_PROGRESS, Status.PENDING])
def test_later_alerts_are_comments_while_the_issue_is_not_done(told: Told, status: Status) -> None:
    issue = told.file()
    told.edit(issue, status=status)

    answered = told.tell("error", title="Fuller", message="95 % used")

    assert (answered.outcome, answered.issue and answered.issue.id) == (Outcome.APPENDED, issue.id)
    assert told.said(issue) == ["Fuller\n\n95 % used"]
    assert told.status(issue) is status


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CLOSED])
def test_after_it_is_done_the_next_alert_files_another(told: Told, status: Status) -> None:
    issue = told.file()
    told.edit(issue, status=status)

    assert told.file().id != issue.id
    assert told.said(issue) == []


def test_an_issue_that_was_opened_again_takes_the_alerts_again(told: Told) -> None:
    issue = told.file()
    told.edit(issue, status=Status.CLOSED)
    told.edit(issue, status=Status.OPEN)

    assert told.tell().outcome is Outcome.APPENDED


def test_of_two_that_are_open_the_newer_one_takes_them(told: Told) -> None:
    old = told.file()
    told.edit(old, status=Status.CLOSED)
    new = told.file()
    told.edit(old, status=Status.OPEN)

    answered = told.tell()

    assert answered.issue is not None
    assert answered.issue.id == new.id


def test_an_issue_in_the_trash_takes_none(told: Told, home: Project) -> None:
    issue = told.file()
    delete_issue(told.work, issue.id, by=told.bot)
    assert told.file().number == 2

    restore_issue(told.work, home.id, issue.number, by=told.bot)
    assert told.status(issue) is Status.OPEN


def test_an_issue_of_a_deleted_project_takes_none(told: Told, home: Project, other_project: Project) -> None:
    told.file()
    set_default_project(told.work, other_project.id, by=OPERATOR)
    delete_project(told.work, home.id, by=OPERATOR)

    assert told.file().project == other_project.id


def test_what_a_person_filed_takes_none(told: Told, home: Project) -> None:
    issue = told.file()
    told.work.db.run(Statement("UPDATE issues SET source_type = 'event' WHERE id = :issue"), issue=issue.id)

    assert told.file().project == home.id


# --- recovered


def test_the_issue_is_recovered_once(told: Told) -> None:
    issue = told.file()
    told.work.events.clear()

    outcomes = [told.tell("ok", title="Fine").outcome for _ in range(3)]

    assert outcomes == [Outcome.RECOVERED, Outcome.IGNORED, Outcome.IGNORED]
    assert told.status(issue) is Status.COMPLETED
    commented, edited = told.work.events
    assert isinstance(commented, Commented)
    assert edited == IssueEdited(changes={"status": FieldChange(Status.OPEN, Status.COMPLETED)})
    assert told.said(issue) == ["Fine"]


def test_a_monitor_may_recover_to_closed(told: Told) -> None:
    monitor = told.monitor(recovers_issues=True, recovered_status=Status.CLOSED)
    issue = told.file(by=monitor)

    told.tell("ok", by=monitor)

    assert told.status(issue) is Status.CLOSED


def test_a_monitor_that_does_not_recover_only_says_so(told: Told) -> None:
    monitor = told.monitor()
    issue = told.file(by=monitor)

    outcomes = [told.tell("ok", by=monitor).outcome for _ in range(2)]

    assert outcomes == [Outcome.APPENDED, Outcome.IGNORED]
    assert told.status(issue) is Status.OPEN


def test_what_fires_again_before_it_recovered_must_end_again(told: Told) -> None:
    monitors = [told.monitor(f"M{number}", grouping="storage", recovers_issues=True) for number in range(2)]
    for monitor in monitors:
        told.tell(by=monitor)

    story = [("ok", 0), ("warning", 0), ("ok", 1), ("ok", 0)]
    outcomes = [told.tell(status, by=monitors[at]).outcome for status, at in story]

    assert outcomes == [Outcome.APPENDED] * 3 + [Outcome.RECOVERED]


def test_nothing_waits_for_a_deleted_monitor(told: Told, acme: Workspace) -> None:
    monitors = [told.monitor(f"M{number}", grouping="storage", recovers_issues=True) for number in range(2)]
    for monitor in monitors:
        told.tell(by=monitor)

    delete_monitor(told.work, acme.id, monitors[0].uuid, by=OPERATOR)

    assert told.tell("ok", by=monitors[1]).outcome is Outcome.RECOVERED


# --- repeated, ignored, refused


def test_the_same_event_changes_nothing_a_second_time(told: Told) -> None:
    issue = told.file(event="one")
    told.tell(event="two")
    told.tell("ok", event="three")
    told.work.events.clear()

    again = [told.tell(status, event=event) for status, event in (("error", "one"), ("ok", "two"), ("ok", "three"))]

    assert [(one.outcome, one.issue and one.issue.id) for one in again] == [(Outcome.REPEATED, issue.id)] * 3
    assert (told.work.events, len(told.said(issue))) == ([], 2)


def test_an_event_is_its_monitors_own(told: Told) -> None:
    told.file(event="one")

    assert told.tell(event="one", by=told.monitor("CPU")).outcome is Outcome.CREATED


def test_a_repeated_event_whose_issue_is_in_the_trash_names_none(told: Told) -> None:
    issue = told.file(event="one")
    delete_issue(told.work, issue.id, by=told.bot)

    assert told.tell(event="one") == Answered(Outcome.REPEATED, None)


def test_only_the_wanted_alerts_file_issues(told: Told) -> None:
    monitor = told.monitor(statuses=(AlertStatus.CRITICAL, AlertStatus.NODATA))

    outcomes = {status: told.tell(status, by=monitor, group=status).outcome for status in FIRING}

    assert {status for status, outcome in outcomes.items() if outcome is Outcome.CREATED} == {"critical", "nodata"}
    assert set(outcomes.values()) == {Outcome.CREATED, Outcome.IGNORED}


def test_a_monitor_that_files_nothing_is_remembered_nowhere(told: Told, acme: Workspace) -> None:
    monitor = told.monitor(creates_issues=False)

    assert told.tell(by=monitor, event="one") == Answered(Outcome.IGNORED)
    assert told.work.db.value(REMEMBERED) == 0

    edit_monitor(told.work, acme.id, monitor.uuid, MonitorChange(creates_issues=True), by=OPERATOR)
    assert told.tell(by=monitor, event="one").outcome is Outcome.CREATED


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"event": " "}, "event"),
        ({"event": "x" * 257}, "event"),
        ({"title": ""}, "title"),
        ({"title": "x" * 257}, "title"),
        ({"group": "x" * 257}, "group"),
        ({"group": "a\x00"}, "group"),
        ({"message": "x" * 65_535}, "message"),
        ({"message": "a\x00"}, "message"),
    ],
)
def test_an_alert_is_sound(told: Told, values: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        told.tell(**values)


def test_what_is_just_not_too_long_can_be_filed_and_appended(told: Told) -> None:
    message = "x" * (65_535 - len("Disk full\n\n"))

    assert [told.tell(message=message).outcome for _ in range(2)] == [Outcome.CREATED, Outcome.APPENDED]


def test_alerts_are_delivered_by_members(told: Told, acme: Workspace, mary: Actor, gus: Actor) -> None:
    alert = Alert(event="e", status=AlertStatus.CRITICAL, title="Disk full")
    for by in (gus, replace(mary, scope=Scope.READ)):
        with pytest.raises(Forbidden, match="This takes the role member"):
            take_alert(told.work, acme.id, told.disk.uuid, alert, by=by)


def test_a_monitor_that_is_gone_delivers_none(told: Told, acme: Workspace) -> None:
    delete_monitor(told.work, acme.id, told.disk.uuid, by=OPERATOR)

    with pytest.raises(NotFound, match=f"No monitor {told.disk.uuid} in acme"):
        told.tell()


def test_a_workspace_without_a_default_project_has_no_place_for_them(work: Work, acme: Workspace, bot: Actor) -> None:
    with pytest.raises(Forbidden, match="The workspace acme has no default project"):
        Told(work, acme, bot).tell()


def test_alerts_go_for_good_with_their_issue(told: Told) -> None:
    issue = told.file()
    delete_issue(told.work, issue.id, by=told.bot)

    late = told.work.at(LATER)
    purge_trash(late, older_than=LATER - LATER, unattached_for=LATER - BEFORE)

    assert trash.issue_by_uuid(late.db, issue.uuid) is None
    assert told.work.db.value(REMEMBERED) == 0

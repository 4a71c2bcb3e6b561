"""Issues: changed, bit by bit."""

import pytest
from msgspec.structs import replace

from tests.operations.support.town import access_of, new_issue, new_label, uuid_of
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.events import IssueEdited
from unknot.domain.issue import FieldChange, Issue, IssueChange
from unknot.domain.label import Label
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.operations.issues import edit_issue
from unknot.operations.labels import delete_label
from unknot.operations.people import set_member
from unknot.store import issues
from unknot.store.statement import Statement
from unknot.store.work import Work

BY_LABEL = Statement("SELECT label_id FROM issue_labels WHERE issue_id = :issue")
BY_ASSIGNEE = Statement("SELECT user_id FROM issue_assignees WHERE issue_id = :issue")


def test_what_is_not_said_stays(work: Work, project: Project, issue: Issue, alice: Actor) -> None:
    edited = edit_issue(work, issue.id, IssueChange(status=Status.CLOSED), by=alice)

    assert edited == replace(issue, status=Status.CLOSED, updated_by=alice.id, updated_at=NOON)
    assert stored(work, issue, alice, project) == edited


def test_a_change_records_before_and_after(work: Work, issue: Issue, bug: Label, mary: Actor) -> None:
    change = IssueChange(title="Slow stop", labels=(bug.uuid,), assignees=(uuid_of(work, mary),))

    edit_issue(work, issue.id, change, by=mary)

    changes = {
        "title": FieldChange("Slow start", "Slow stop"),
        "labels": FieldChange((), (bug.id,)),
        "assignees": FieldChange((), (mary.id,)),
    }
    assert work.events == [IssueEdited(changes=changes)]


def test_saving_what_was_there_says_who_saved_last(work: Work, issue: Issue, alice: Actor) -> None:
    edited = edit_issue(work, issue.id, IssueChange(title=issue.title), by=alice)

    assert edited == replace(issue, updated_by=alice.id, updated_at=NOON)
    assert work.events == [IssueEdited(changes={})]


def test_an_empty_set_empties(work: Work, project: Project, mary: Actor, bug: Label) -> None:
    issue = new_issue(work, project, by=mary, labels=(bug.uuid,), assignees=(uuid_of(work, mary),))

    edited = edit_issue(work, issue.id, IssueChange(labels=(), assignees=()), by=mary)

    assert (edited.labels, edited.assignees) == ((), ())
    assert stored(work, issue, mary, project) == edited


def test_a_set_may_be_exchanged_in_part(work: Work, project: Project, mary: Actor) -> None:
    one, two, three = (new_label(work, project, title) for title in ("one", "two", "three"))
    issue = new_issue(work, project, by=mary, labels=(one.uuid, two.uuid))

    edited = edit_issue(work, issue.id, IssueChange(labels=(three.uuid, two.uuid)), by=mary)

    assert edited.labels == (three.id, two.id)
    assert stored(work, issue, mary, project) == edited


def test_any_status_may_follow_any_other(work: Work, issue: Issue, mary: Actor) -> None:
    for status in (*Status, *reversed(Status)):
        assert edit_issue(work, issue.id, IssueChange(status=status), by=mary).status is status


def test_a_change_is_checked_like_a_draft(work: Work, issue: Issue, mary: Actor, mallory: Actor) -> None:
    outsider = uuid_of(work, mallory)

    for change in (IssueChange(title=""), IssueChange(description=" "), IssueChange(assignees=(outsider,))):
        with pytest.raises(Invalid):
            edit_issue(work, issue.id, change, by=mary)
    with pytest.raises(NotFound):
        edit_issue(work, issue.id, IssueChange(labels=("nonsense",)), by=mary)

    assert issues.by_id(work.db, issue.id) == issue


def test_whoever_is_responsible_may_stay_so_without_being_able_to_read(
    work: Work, acme: Workspace, project: Project, mary: Actor, gus: Actor
) -> None:
    issue = new_issue(work, project, by=mary, assignees=(uuid_of(work, gus),))
    set_member(work, acme.id, "gus", Role.NONE, by=OPERATOR)

    edited = edit_issue(work, issue.id, IssueChange(assignees=(uuid_of(work, gus), uuid_of(work, mary))), by=mary)

    assert edited.assignees == (gus.id, mary.id)


def test_a_deleted_label_leaves_what_else_an_issue_says(
    work: Work, project: Project, mary: Actor, alice: Actor, bug: Label
) -> None:
    issue = new_issue(work, project, by=mary, labels=(bug.uuid,))
    delete_label(work, project.id, bug.uuid, by=alice)

    edited = edit_issue(work, issue.id, IssueChange(title="Still slow"), by=mary)

    assert (edited.title, edited.status) == ("Still slow", issue.status)
    with pytest.raises(NotFound):
        edit_issue(work, issue.id, IssueChange(labels=(bug.uuid,)), by=mary)


def test_an_issue_is_found_by_what_its_sets_hold(work: Work, project: Project, mary: Actor, alice: Actor) -> None:
    one, two, three = (new_label(work, project, title) for title in ("one", "two", "three"))
    hers, his = uuid_of(work, alice), uuid_of(work, mary)
    issue = new_issue(work, project, by=mary, labels=(two.uuid, one.uuid), assignees=(hers, his))
    assert members_of_sets(work, issue) == ({one.id, two.id}, {alice.id, mary.id})

    edit_issue(work, issue.id, IssueChange(labels=(three.uuid, two.uuid), assignees=(his,)), by=mary)
    assert members_of_sets(work, issue) == ({two.id, three.id}, {mary.id})

    edit_issue(work, issue.id, IssueChange(labels=(), assignees=(hers,)), by=mary)
    assert members_of_sets(work, issue) == (set(), {alice.id})


def stored(work: Work, issue: Issue, actor: Actor, project: Project) -> Issue | None:
    """The issue as the next reader finds it."""
    return issues.at(work.db, issue.number, access=access_of(work, project, actor))


def members_of_sets(work: Work, issue: Issue) -> tuple[set[int], set[int]]:
    """The labels and the assignees by which an issue can be found."""
    labels = work.db.rows(BY_LABEL, issue=issue.id)
    assignees = work.db.rows(BY_ASSIGNEE, issue=issue.id)
    return {row[0] for row in labels}, {row[0] for row in assignees}

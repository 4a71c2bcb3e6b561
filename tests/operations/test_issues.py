"""Issues: filed and deleted."""

from typing import Any

import pytest

from tests.operations.support.town import (
    access_of,
    new_issue,
    new_label,
    new_member,
    new_project,
    new_workspace,
    uuid_of,
)
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import IssueCreated, IssueDeleted
from unknot.domain.issue import Format, Issue, IssueChange, IssueDraft
from unknot.domain.label import Label
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.operations.issues import create_issue, delete_issue, edit_issue
from unknot.operations.people import set_member
from unknot.operations.projects import delete_project
from unknot.store import events, issues
from unknot.store.work import Work

DRAFT = IssueDraft(title="Slow start", description="Takes a minute")


# --- filing


def test_an_issue_is_filed_as_it_was_drafted(work: Work, project: Project, mary: Actor, bug: Label) -> None:
    draft = IssueDraft(
        title="Slow start",
        description="<p>Takes a minute</p>",
        format=Format.HTML,
        status=Status.PENDING,
        labels=(bug.uuid,),
        assignees=(uuid_of(work, mary),),
    )

    issue = create_issue(work, project.id, draft, by=mary)

    assert (issue.title, issue.description, issue.format) == ("Slow start", "<p>Takes a minute</p>", Format.HTML)
    assert (issue.status, issue.labels, issue.assignees) == (Status.PENDING, (bug.id,), (mary.id,))
    assert (issue.created_by, issue.created_at) == (issue.updated_by, issue.updated_at) == (mary.id, NOON)
    assert stored(work, issue, mary, project) == issue


def test_an_issue_is_open_and_belongs_to_nobody_unless_somebody_says_so(
    work: Work, project: Project, mary: Actor
) -> None:
    issue = create_issue(work, project.id, DRAFT, by=mary)

    assert (issue.status, issue.format, issue.labels, issue.assignees) == (Status.OPEN, Format.MARKDOWN, (), ())


def test_filing_is_recorded(work: Work, project: Project, mary: Actor) -> None:
    issue = create_issue(work, project.id, DRAFT, by=mary)

    [recorded] = events.of_issue(work.db, issue.id)
    assert work.events == [IssueCreated(number=1, title="Slow start")] == [recorded.event]
    assert (recorded.by, recorded.at, recorded.project, recorded.workspace) == (mary.id, NOON, project.id, 1)


def test_each_project_counts_for_itself(work: Work, project: Project, other_project: Project, mary: Actor) -> None:
    homes = [project, project, other_project, project]

    assert [new_issue(work, home, by=mary).number for home in homes] == [1, 2, 1, 3]


def test_a_number_is_never_given_out_again(work: Work, project: Project, alice: Actor) -> None:
    last = [new_issue(work, project, by=alice) for _ in range(3)][-1]

    delete_issue(work, last.id, by=alice)

    assert new_issue(work, project, by=alice).number == 4


def test_sets_keep_their_order_and_lose_their_doubles(work: Work, project: Project, mary: Actor, alice: Actor) -> None:
    one, two = new_label(work, project, "one"), new_label(work, project, "two")
    people = uuid_of(work, alice), uuid_of(work, mary), uuid_of(work, alice)

    issue = new_issue(work, project, by=mary, labels=(two.uuid, one.uuid, two.uuid), assignees=people)

    assert (issue.labels, issue.assignees) == ((two.id, one.id), (alice.id, mary.id))


# --- what filing refuses


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"title": " "}, ["title"]),
        ({"description": ""}, ["description"]),
        ({"title": "x" * 257}, ["title"]),
        ({"title": "", "description": "x" * 100_001}, ["title", "description"]),
    ],
)
def test_an_issue_says_something_and_not_too_much(
    work: Work, project: Project, mary: Actor, values: dict[str, Any], wrong: list[str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        new_issue(work, project, by=mary, **values)

    assert [problem.field for problem in refusal.value.problems] == wrong
    assert work.events == []


def test_a_label_of_another_project_is_not_found(
    work: Work, project: Project, other_project: Project, mary: Actor
) -> None:
    foreign = new_label(work, other_project)

    with pytest.raises(NotFound, match=f"No label {foreign.uuid} in project acme/web") as refusal:
        new_issue(work, project, by=mary, labels=(foreign.uuid,))

    assert refusal.value.noun == "label"


def test_an_assignee_who_does_not_exist_is_not_found(work: Work, project: Project, mary: Actor) -> None:
    with pytest.raises(NotFound, match="No user nobody") as refusal:
        new_issue(work, project, by=mary, assignees=("nobody",))

    assert refusal.value.noun == "user"


def test_whoever_becomes_responsible_can_read_the_issue(
    work: Work, project: Project, mary: Actor, mallory: Actor
) -> None:
    with pytest.raises(Invalid, match="assignees must be able to read acme/web, and mallory cannot"):
        new_issue(work, project, by=mary, assignees=(uuid_of(work, mary), uuid_of(work, mallory)))


def test_in_a_public_project_anybody_may_be_responsible(work: Work, public_project: Project, mallory: Actor) -> None:
    issue = new_issue(work, public_project, by=mallory, assignees=(uuid_of(work, mallory),))

    assert issue.assignees == (mallory.id,)


def test_an_outsider_does_not_learn_what_is_wrong_with_the_draft(work: Work, project: Project, mallory: Actor) -> None:
    with pytest.raises(Forbidden):
        new_issue(work, project, by=mallory, title="", labels=("nonsense",))


def test_nothing_is_filed_in_a_deleted_project(work: Work, project: Project, mary: Actor, alice: Actor) -> None:
    delete_project(work, project.id, by=alice)

    with pytest.raises(NotFound, match="This project does not exist, or is in the trash"):
        new_issue(work, project, by=mary)


# --- deleting


def test_a_deleted_issue_is_gone_at_once(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    delete_issue(work, issue.id, by=mary)

    assert work.events == [IssueDeleted(number=1)]
    assert (issues.by_id(work.db, issue.id), issues.by_uuid(work.db, issue.uuid)) == (None, None)
    assert issues.at(work.db, 1, access=access_of(work, project, mary)) is None
    assert issues.count(work.db, access=access_of(work, project, mary)) == 0


def test_what_is_gone_is_not_found(work: Work, issue: Issue, mary: Actor) -> None:
    delete_issue(work, issue.id, by=mary)

    with pytest.raises(NotFound, match="This issue does not exist, or is in the trash"):
        delete_issue(work, issue.id, by=mary)
    with pytest.raises(NotFound, match="This issue does not exist, or is in the trash"):
        edit_issue(work, issue.id, IssueChange(), by=mary)


def test_an_issue_of_a_deleted_project_is_gone_with_it(
    work: Work, project: Project, issue: Issue, mary: Actor, alice: Actor
) -> None:
    delete_project(work, project.id, by=alice)

    with pytest.raises(NotFound, match="This project does not exist"):
        delete_issue(work, issue.id, by=mary)


def test_an_author_who_is_no_member_any_more_is_an_outsider(
    work: Work, acme: Workspace, issue: Issue, mary: Actor
) -> None:
    set_member(work, acme.id, "mary", Role.NONE, by=OPERATOR)

    with pytest.raises(Forbidden, match="acme/web is private"):
        edit_issue(work, issue.id, IssueChange(title="Mine"), by=mary)


def test_a_member_of_another_workspace_is_an_outsider(work: Work, issue: Issue) -> None:
    rival = new_workspace(work.at(BEFORE), "rival")
    boss = new_member(work, rival, "boss", Role.OWNER)
    new_project(work, rival)

    with pytest.raises(Forbidden):
        delete_issue(work, issue.id, by=boss)


def stored(work: Work, issue: Issue, actor: Actor, project: Project) -> Issue | None:
    """The issue as the next reader finds it."""
    return issues.at(work.db, issue.number, access=access_of(work, project, actor))

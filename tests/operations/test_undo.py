"""What somebody did a moment ago is undone, and what others did is left alone."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.operations.support.town import new_file, new_issue, new_label, uuid_of
from tests.store.support.moments import NOON
from unknot.domain.access import Actor
from unknot.domain.channel import ChannelDraft
from unknot.domain.errors import Conflict, Forbidden, NotFound
from unknot.domain.events import CommentRestored, IssueEdited
from unknot.domain.ids import EventId
from unknot.domain.issue import Format, Issue, IssueChange, IssueDraft
from unknot.domain.label import Label
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.channels import create_channel
from unknot.operations.comments import add_comment, delete_comment, edit_comment
from unknot.operations.files import attach_file, detach_file
from unknot.operations.issues import create_issue, delete_issue, edit_issue
from unknot.operations.labels import delete_label
from unknot.operations.relations import relate_issues, remove_relation
from unknot.operations.touching import Touch, touch_issues
from unknot.operations.trash import restore_issue
from unknot.operations.undo import UNDO_FOR, noting, undo
from unknot.store import channels, comments, files, issues, relations
from unknot.store.page import Page
from unknot.store.session import WritingSession
from unknot.store.work import Work

ALL = Page(0, 100)


def done(work: Work, operation: Any, *args: Any, **options: Any) -> tuple[EventId, ...]:
    """Carry out an operation; the events by which it can be undone."""
    return noting(work, operation, *args, **options).events


def refusals(work: Work, events: Sequence[EventId], by: Actor) -> list[str | None]:
    return [one.refusal for one in undo(work, events, by=by)]


def now(work: Work, issue: Issue) -> Issue | None:
    return issues.by_id(work.db, issue.id)


def test_what_an_operation_recorded_is_noted(work: Work, issue: Issue, mary: Actor) -> None:
    noted = noting(work, edit_issue, issue.id, IssueChange(status=Status.PENDING), by=mary)

    assert noted.outcome == now(work, issue)
    assert list(noted.events) == work.event_ids
    assert noting(work, lambda _: None).events == ()


# What somebody may wish, labels and the like by their place in a list.
SOME = st.none() | st.lists(st.sampled_from([0, 1]), unique=True)
WORDS = st.none() | st.text("xyz", min_size=1, max_size=3)
WISHES = st.fixed_dictionaries(
    {
        "title": WORDS,
        "description": WORDS,
        "format": st.none() | st.sampled_from(Format),
        "status": st.none() | st.sampled_from(Status),
        "level": st.none() | st.sampled_from(["", "system_level_0", "system_level_2"]),
        "extend": st.none() | st.sampled_from(["{}", '{"manager": []}']),
        "labels": SOME,
        "assignees": SOME,
        "channels": SOME,
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=WISHES, second=WISHES)
def test_undoing_an_edit_restores_every_field(
    first: dict[str, Any],
    second: dict[str, Any],
    session: WritingSession,
    work: Work,
    acme: Workspace,
    project: Project,
    alice: Actor,
    mary: Actor,
) -> None:
    session.save_point()
    things = {
        "labels": [new_label(work, project, title).uuid for title in "ab"],
        "assignees": [uuid_of(work, alice), uuid_of(work, mary)],
        "channels": [create_channel(work, acme.id, ChannelDraft(name=name), by=alice).uuid for name in "cd"],
    }
    issue = edit_issue(work, new_issue(work, project, by=alice).id, wished(first, things), by=alice)
    held = channels.of_issue(work.db, issue.id)

    events = done(work, edit_issue, issue.id, wished(second, things), by=alice)

    assert refusals(work, events, alice) == [None]
    assert (now(work, issue), channels.of_issue(work.db, issue.id)) == (issue, held)
    session.undo_to_save_point()
    work.directory.forget()


def wished(values: dict[str, Any], things: dict[str, list[str]]) -> IssueChange:
    places = {field: values[field] for field in things if values[field] is not None}
    return IssueChange(**values | {field: tuple(things[field][one] for one in places[field]) for field in places})


def test_undoing_is_a_change_in_the_history(work: Work, issue: Issue, mary: Actor) -> None:
    events = done(work, edit_issue, issue.id, IssueChange(title="Slower start"), by=mary)

    undo(work, events, by=mary)

    edited = [event for event in work.events if isinstance(event, IssueEdited)]
    assert [(event.changes["title"].before, event.changes["title"].after) for event in edited] == [
        ("Slow start", "Slower start"),
        ("Slower start", "Slow start"),
    ]


def test_what_was_undone_can_be_done_again(work: Work, issue: Issue, mary: Actor) -> None:
    events = done(work, edit_issue, issue.id, IssueChange(status=Status.CLOSED), by=mary)

    undone = done(work, undo, events, by=mary)
    undo(work, undone, by=mary)

    assert (found := now(work, issue)) is not None
    assert found.status is Status.CLOSED


def test_what_somebody_else_changed_since_is_left_alone(work: Work, issue: Issue, mary: Actor, adam: Actor) -> None:
    events = done(work, edit_issue, issue.id, IssueChange(title="Mine", status=Status.CLOSED), by=mary)
    edit_issue(work, issue.id, IssueChange(title="Theirs"), by=adam)

    [undone] = undo(work, events, by=mary)

    assert undone.refusal == "WEB-1 was changed again since (title), so nothing of it was undone"
    assert (found := now(work, issue)) is not None
    assert (found.title, found.status) == ("Theirs", Status.CLOSED)


def test_what_somebody_else_changed_elsewhere_on_the_issue_stays(
    work: Work, issue: Issue, mary: Actor, adam: Actor
) -> None:
    events = done(work, edit_issue, issue.id, IssueChange(status=Status.CLOSED), by=mary)
    edit_issue(work, issue.id, IssueChange(title="Theirs"), by=adam)

    assert refusals(work, events, mary) == [None]
    assert (found := now(work, issue)) is not None
    assert (found.title, found.status) == ("Theirs", Status.OPEN)


def test_a_label_that_was_deleted_since_does_not_come_back(
    work: Work, project: Project, issue: Issue, bug: Label, mary: Actor, adam: Actor
) -> None:
    edit_issue(work, issue.id, IssueChange(labels=(bug.uuid,)), by=mary)
    events = done(work, edit_issue, issue.id, IssueChange(labels=()), by=mary)
    delete_label(work, project.id, bug.uuid, by=adam)

    assert refusals(work, events, mary) == [None]


def test_many_issues_are_undone_each_for_itself(
    work: Work, issue: Issue, project: Project, mary: Actor, adam: Actor
) -> None:
    other = new_issue(work, project, by=mary)
    touch = Touch(status=Status.COMPLETED)
    events = done(work, touch_issues, [issue.uuid, other.uuid], touch, by=mary)
    edit_issue(work, other.id, IssueChange(status=Status.CLOSED), by=adam)

    undone = {one.key: one.refusal is None for one in undo(work, events, by=mary)}

    assert undone == {"WEB-1": True, "WEB-2": False}
    assert (found := now(work, issue)) is not None
    assert found.status is Status.OPEN


def test_of_an_issue_all_is_undone_or_nothing(work: Work, issue: Issue, mary: Actor, adam: Actor) -> None:
    first = done(work, edit_issue, issue.id, IssueChange(title="Mine"), by=mary)
    last = done(work, edit_issue, issue.id, IssueChange(status=Status.CLOSED), by=mary)
    edit_issue(work, issue.id, IssueChange(title="Theirs"), by=adam)
    before = len(work.events), len(work.event_ids)

    assert refusals(work, first + last, mary) != [None]
    assert (found := now(work, issue)) is not None
    assert found.status is Status.CLOSED
    assert (len(work.events), len(work.event_ids)) == before


def test_filing_is_undone_with_all_that_was_filed(work: Work, project: Project, mary: Actor) -> None:
    file = new_file(work, project, by=mary)
    draft = IssueDraft(title="Slow start", description="Takes a minute", files=(file.uuid,))
    noted = noting(work, create_issue, project.id, draft, by=mary)

    assert refusals(work, noted.events, mary) == [None]
    assert now(work, noted.outcome) is None


def test_a_deleted_issue_comes_back_and_goes_again(work: Work, issue: Issue, mary: Actor) -> None:
    deleted = done(work, delete_issue, issue.id, by=mary)
    restored = done(work, undo, deleted, by=mary)

    assert now(work, issue) == issue
    undo(work, restored, by=mary)
    assert now(work, issue) is None


def test_what_was_restored_meanwhile_cannot_be_restored_again(
    work: Work, issue: Issue, project: Project, mary: Actor, adam: Actor
) -> None:
    deleted = done(work, delete_issue, issue.id, by=mary)
    restore_issue(work, project.id, issue.number, by=adam)

    assert refusals(work, deleted, mary) == ["No issue 1 of acme/web is in the trash"]


def test_a_relation_is_undone_once_for_both_its_issues(work: Work, issue: Issue, project: Project, mary: Actor) -> None:
    other = new_issue(work, project, by=mary)
    related = done(work, relate_issues, issue.id, other.uuid, RelationKind.DEPENDENCY_FORWARD, by=mary)

    removed = noting(work, undo, related, by=mary)
    assert [one.refusal for one in removed.outcome] == [None]
    assert relations.between(work.db, issue.id, other.id) is None

    assert refusals(work, removed.events, mary) == [None]
    assert (found := relations.between(work.db, issue.id, other.id)) is not None
    assert found.kind is RelationKind.DEPENDENCY_FORWARD


def test_a_relation_that_somebody_made_anew_stays(
    work: Work, issue: Issue, project: Project, mary: Actor, adam: Actor
) -> None:
    other = new_issue(work, project, by=mary)
    related = done(work, relate_issues, issue.id, other.uuid, RelationKind.DEPENDENCY_FORWARD, by=mary)
    remove_relation(work, issue.id, other.uuid, by=adam)
    relate_issues(work, issue.id, other.uuid, RelationKind.RELATED, by=adam)

    assert refusals(work, related, mary) == ["The relation was removed or changed since"]


def test_a_deleted_comment_comes_back_with_its_files_in_its_old_place(
    work: Work, issue: Issue, project: Project, mary: Actor, gus: Actor
) -> None:
    file = new_file(work, project, by=mary)
    said = add_comment(work, issue.id, "Look", files=[file.uuid], by=mary)
    add_comment(work, issue.id, "I see", by=gus)
    before = comments.of_issue(work.db, issue.id, ALL)
    deleted = done(work, delete_comment, issue.id, said.uuid, by=mary)

    assert refusals(work, deleted, mary) == [None]
    assert comments.of_issue(work.db, issue.id, ALL) == before
    assert [one.uuid for one in files.of_comment(work.db, said.id)] == [file.uuid]
    assert CommentRestored(comment=said.id) in work.events


def test_a_comment_is_taken_back_with_its_files(work: Work, issue: Issue, project: Project, mary: Actor) -> None:
    file = new_file(work, project, by=mary)
    said = done(work, add_comment, issue.id, "Look", files=[file.uuid], by=mary)

    assert refusals(work, said, mary) == [None]
    assert comments.of_issue(work.db, issue.id, ALL).items == []
    assert files.of_issue(work.db, issue.id, ALL).items == []


def test_a_corrected_comment_says_again_what_it_said(work: Work, issue: Issue, gus: Actor) -> None:
    said = add_comment(work, issue.id, "Seen agian", by=gus)
    corrected = done(work, edit_comment, issue.id, said.uuid, "Seen again", by=gus)

    assert refusals(work, corrected, gus) == [None]
    assert [one.text for one in comments.of_issue(work.db, issue.id, ALL).items] == ["Seen agian"]
    assert refusals(work, corrected, gus) == ["The comment was changed again or deleted since"]


def test_a_file_is_attached_and_detached_again(work: Work, issue: Issue, project: Project, mary: Actor) -> None:
    file = new_file(work, project, by=mary)
    attached = done(work, attach_file, issue.id, file.uuid, by=mary)

    assert refusals(work, attached, mary) == [None]
    assert files.of_issue(work.db, issue.id, ALL).items == []


def test_a_detached_file_comes_back(work: Work, issue: Issue, project: Project, mary: Actor) -> None:
    file = new_file(work, project, by=mary, issue=issue)
    detached = done(work, detach_file, issue.id, file.uuid, by=mary)

    assert refusals(work, detached, mary) == [None]
    assert [one.uuid for one in files.of_issue(work.db, issue.id, ALL).items] == [file.uuid]


def test_nobody_undoes_what_somebody_else_did(work: Work, issue: Issue, mary: Actor, alice: Actor) -> None:
    events = done(work, edit_issue, issue.id, IssueChange(title="Mine"), by=mary)

    with pytest.raises(Forbidden, match="Somebody else did this"):
        undo(work, events, by=alice)


def test_after_a_minute_it_is_too_late(work: Work, issue: Issue, mary: Actor) -> None:
    events = done(work, edit_issue, issue.id, IssueChange(title="Mine"), by=mary)

    with pytest.raises(Conflict, match="more than 60 seconds ago"):
        undo(work.at(NOON + UNDO_FOR + timedelta(seconds=1)), events, by=mary)


def test_only_changes_of_issues_are_undone(work: Work, alice: Actor, acme: Workspace) -> None:
    events = done(work, create_channel, acme.id, ChannelDraft(name="Ops"), by=alice)

    with pytest.raises(NotFound, match="No change of an issue"):
        undo(work, events, by=alice)

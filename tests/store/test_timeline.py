"""The timeline: comments and change records of an issue in one stream, page by page."""

from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.operations.support.town import new_file, new_issue, new_label, new_member, new_project, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import Actor, Role
from unknot.domain.change_record import TELLINGS, ChangeRecord, event_of
from unknot.domain.comment import Comment
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.project import Project
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.comments import add_comment, delete_comment
from unknot.operations.files import detach_file
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.relations import relate_issues, remove_relation
from unknot.operations.trash import restore_issue
from unknot.store import events, issues, timeline
from unknot.store.page import Page
from unknot.store.work import Work

Entry = Comment | ChangeRecord


@pytest.fixture
def project(work: Work) -> Project:
    return new_project(work, new_workspace(work))


@pytest.fixture
def mary(work: Work, project: Project) -> Actor:
    return new_member(work, work.directory.workspace(project.workspace), "mary", Role.MEMBER)


@pytest.fixture
def issue(work: Work, project: Project, mary: Actor) -> Issue:
    return new_issue(work, project, by=mary)


def test_an_issue_begins_with_the_record_of_its_creation(work: Work, issue: Issue, mary: Actor) -> None:
    [record] = oldest_first(work, issue)

    assert isinstance(record, ChangeRecord)
    assert (record.at, record.by, record.issue) == (NOON, mary.id, issue.id)
    assert told(record) == ("issue", None, "Slow start")


def test_each_field_of_an_edit_has_a_record_of_its_own(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    label = new_label(work, project)
    change = IssueChange(title="Slow", description="Ten minutes", status=Status.COMPLETED, labels=(label.uuid,))

    edit_issue(work, issue.id, change, by=mary)

    _, *records = oldest_first(work, issue)
    assert [told(record) for record in records] == [
        ("title", "Slow start", "Slow"),
        ("description", "Takes a minute", "Ten minutes"),
        ("status", "open", "completed"),
        ("labels", [], [label.id]),
    ]
    assert len({record.uuid for record in records}) == len({number(record) for record in records}) == 4


def test_saving_without_a_difference_is_not_told(work: Work, issue: Issue, mary: Actor) -> None:
    edit_issue(work, issue.id, IssueChange(title=issue.title), by=mary)

    assert len(oldest_first(work, issue)) == 1


@pytest.mark.parametrize("text", ['"status":{"before":', '{"changes":{"status":{"before":1}}}', '","comment":7,"x":"'])
def test_what_people_write_is_never_taken_for_a_field(work: Work, issue: Issue, mary: Actor, text: str) -> None:
    edit_issue(work, issue.id, IssueChange(title=text), by=mary)

    assert [told(record) for record in oldest_first(work, issue)[1:]] == [("title", "Slow start", text)]


def test_relations_files_and_the_trash_are_told(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    other = new_issue(work, project, by=mary)
    relate_issues(work, issue.id, other.uuid, RelationKind.RELATED, by=mary)
    remove_relation(work, issue.id, other.uuid, by=mary)
    file = new_file(work, project, by=mary, issue=issue, name="a.log")
    detach_file(work, issue.id, file.uuid, by=mary)
    delete_issue(work, issue.id, by=mary)
    restore_issue(work, project.id, issue.number, by=mary)

    records = [told(record) for record in oldest_first(work, issue)[1:]]
    assert [field for field, _, _ in records] == ["relations", "relations", "files", "files", "trash", "trash"]
    assert records[0][2] == records[1][1]
    assert records[0][2].issue == other.id
    assert records[2:] == [
        ("files", None, "a.log"),
        ("files", "a.log", None),
        ("trash", False, True),
        ("trash", True, False),
    ]


def test_a_file_that_came_with_a_comment_is_told_by_it(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    file = new_file(work, project, by=mary)

    comment = add_comment(work, issue.id, "See the log", files=[file.uuid], by=mary)
    assert oldest_first(work, issue)[1:] == [comment]

    delete_comment(work, issue.id, comment.uuid, by=mary)
    assert len(oldest_first(work, issue)) == 1


def test_other_issues_are_left_out(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    other = new_issue(work, project, by=mary)
    add_comment(work, other.id, "Elsewhere", by=mary)

    assert len(oldest_first(work, issue)) == 1
    assert len(oldest_first(work, other)) == 2


def test_pages_cut_the_stream_without_loss(work: Work, project: Project, mary: Actor) -> None:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no reason to fail
    @given(happenings=some.lists(some.sampled_from(["comment", "title", "title and status"]), max_size=6))
    def hold(happenings: list[str]) -> None:
        issue = new_issue(work, project, by=mary)
        for minute, happening in enumerate(happenings, 1):
            happen(work.at(NOON + timedelta(minutes=minute)), issue, happening, str(minute), mary)

        whole = oldest_first(work, issue)
        assert len(whole) == 1 + len(happenings) + happenings.count("title and status")
        for size in (1, 3):
            pages = (newest_first(work, issue, Page(at, size)) for at in range(len(whole) // size + 1))
            assert list(chain.from_iterable(pages)) == whole[::-1]

    hold()


def test_the_stream_is_in_the_order_in_which_it_happened(work: Work, issue: Issue, mary: Actor) -> None:
    for minute, happening in enumerate(("comment", "title", "comment"), 1):
        happen(work.at(NOON + timedelta(minutes=minute)), issue, happening, str(minute), mary)

    assert [type(entry) for entry in oldest_first(work, issue)] == [ChangeRecord, Comment, ChangeRecord, Comment]
    [newest] = newest_first(work, issue, Page(0, 1))
    assert isinstance(newest, Comment)
    assert newest.text == "3"


def test_a_record_s_uuid_leads_back_to_its_event(work: Work, issue: Issue) -> None:
    [record] = oldest_first(work, issue)
    assert isinstance(record, ChangeRecord)

    event = event_of(record.uuid)
    assert event == record.event
    recorded = events.by_id(work.db, record.event)
    assert recorded is not None
    assert recorded.issue == issue.id
    assert event_of(issue.uuid) is None


def test_there_is_room_for_every_telling_in_a_uuid() -> None:
    assert len(TELLINGS) < 4096


def happen(work: Work, issue: Issue, happening: str, word: str, mary: Actor) -> None:
    if happening == "comment":
        add_comment(work, issue.id, word, by=mary)
        return
    now = issues.by_id(work.db, issue.id) or issue
    status = Status.CLOSED if now.status is Status.OPEN else Status.OPEN
    change = IssueChange(title=word, status=status if "status" in happening else None)
    edit_issue(work, issue.id, change, by=mary)


def oldest_first(work: Work, issue: Issue) -> list[Entry]:
    """The whole timeline, whose total has to be true."""
    found = timeline.of_issue(work.db, issue.id, Page(0, 100), newest_first=False)
    assert found.total == len(found.items)
    return list(found.items)


def newest_first(work: Work, issue: Issue, page: Page) -> list[Entry]:
    return list(timeline.of_issue(work.db, issue.id, page, newest_first=True).items)


def told(entry: Entry) -> tuple[str, Any, Any]:
    assert isinstance(entry, ChangeRecord)
    return entry.field, entry.before, entry.after


def number(entry: Entry) -> int:
    assert isinstance(entry, ChangeRecord)
    return entry.number

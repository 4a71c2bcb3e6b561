"""Purging: what was in the trash for long enough goes for good, and nothing else does."""

from datetime import datetime, timedelta

import pytest

from tests.operations.support.town import new_file, new_issue, new_label, new_project, uuid_of
from tests.store.support.moments import NOON
from unknot.domain.access import Actor, Role
from unknot.domain.events import FilePurged, IssuePurged, ProjectPurged
from unknot.domain.file import blob_key
from unknot.domain.issue import Issue
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.relation import RelationKind
from unknot.domain.view import ViewDraft
from unknot.operations.comments import add_comment
from unknot.operations.files import detach_file
from unknot.operations.issues import delete_issue
from unknot.operations.people import set_project_member
from unknot.operations.projects import delete_project
from unknot.operations.relations import relate_issues
from unknot.operations.trash import purge_trash, restore_issue
from unknot.operations.views import create_view
from unknot.store import files, issues, trash
from unknot.store.search import id_sets, upkeep
from unknot.store.search.index import Index
from unknot.store.search.traits import HAS, RELATION
from unknot.store.session import Session
from unknot.store.statement import Statement
from unknot.store.trash import Purged
from unknot.store.work import Work

MONTH, WEEK, TICK = timedelta(days=30), timedelta(days=7), timedelta(microseconds=1)
A_MONTH_AGO, A_WEEK_AGO = NOON - MONTH, NOON - WEEK
OF_AN_ISSUE = ("issues", "comments", "relations", "issue_labels", "issue_assignees", "files")
OF_A_PROJECT = ("projects", "labels", "project_members", "project_numbers", "issue_counts", "number_gaps", "views")


def test_an_issue_goes_with_all_that_hangs_on_it(work: Work, project: Project, mary: Actor) -> None:
    bug = new_label(work, project)
    doomed = new_issue(work, project, by=mary, labels=(bug.uuid,), assignees=(uuid_of(work, mary),))
    living = new_issue(work, project, by=mary)
    add_comment(work, doomed.id, "Seen again", by=mary)
    relate_issues(work, living.id, doomed.uuid, RelationKind.RELATED, by=mary)
    file = new_file(work, project, by=mary, issue=doomed)
    delete_issue(work.at(A_MONTH_AGO), doomed.id, by=mary)

    purging = work.at(NOON)
    purged = purge(purging)

    key = blob_key(project.uuid, file.directory)
    assert purged == Purged(projects=[], issues=[doomed], files=[file], blob_keys=[key])
    assert purging.events == [FilePurged(file=file.id, name=file.name), IssuePurged(number=doomed.number)]
    assert rows(work.db, *OF_AN_ISSUE) == {**dict.fromkeys(OF_AN_ISSUE, 0), "issues": 1}
    assert issues.by_id(work.db, living.id) == living


@pytest.mark.parametrize(("deleted_at", "goes"), [(A_MONTH_AGO, True), (A_MONTH_AGO + TICK, False)])
def test_an_issue_goes_when_its_time_has_come(
    work: Work, issue: Issue, mary: Actor, deleted_at: datetime, *, goes: bool
) -> None:
    delete_issue(work.at(deleted_at), issue.id, by=mary)

    assert purge(work).issues == ([issue] if goes else [])


def test_what_is_not_deleted_stays(work: Work, project: Project, mary: Actor) -> None:
    issue = new_issue(work.at(A_MONTH_AGO - WEEK), project, by=mary)
    new_file(work.at(A_MONTH_AGO - WEEK), project, by=mary, issue=issue)
    add_comment(work.at(A_MONTH_AGO - WEEK), issue.id, "Seen again", by=mary)

    assert purge(work) == Purged([], [], [], [])
    assert rows(work.db, "issues", "files", "comments") == {"issues": 1, "files": 1, "comments": 1}


def test_what_came_back_stays(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    delete_issue(work.at(A_MONTH_AGO), issue.id, by=mary)
    restore_issue(work, project.id, issue.number, by=mary)

    assert purge(work).issues == []


def test_the_number_of_what_is_gone_stays_taken(work: Work, project: Project, alice: Actor) -> None:
    last = [new_issue(work, project, by=alice) for _ in range(3)][-1]
    delete_issue(work.at(A_MONTH_AGO), last.id, by=alice)

    purge(work)

    assert new_issue(work, project, by=alice).number == last.number + 1


def test_a_deleted_file_goes_alone(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    doomed, living = (new_file(work, project, by=mary, issue=issue) for _ in range(2))
    detach_file(work.at(A_MONTH_AGO), issue.id, doomed.uuid, by=mary)

    purged = purge(work)

    assert (purged.files, purged.blob_keys) == ([doomed], [blob_key(project.uuid, doomed.directory)])
    assert files.has_directory(work.db, living.directory)
    assert not files.has_directory(work.db, doomed.directory)


@pytest.mark.parametrize(("uploaded_at", "goes"), [(A_WEEK_AGO, True), (A_WEEK_AGO + TICK, False)])
def test_an_upload_that_nobody_attached_goes_sooner(
    work: Work, project: Project, mary: Actor, uploaded_at: datetime, *, goes: bool
) -> None:
    file = new_file(work.at(uploaded_at), project, by=mary)

    assert purge(work).files == ([file] if goes else [])


def test_a_project_goes_with_everything(work: Work, acme: Workspace, alice: Actor) -> None:
    doomed = new_project(work, acme, "doomed")
    bug = new_label(work, doomed)
    set_project_member(work, doomed.id, "alice", Role.GUEST, by=alice)
    first, second = (new_issue(work, doomed, by=alice, labels=(bug.uuid,)) for _ in range(2))
    delete_issue(work, second.id, by=alice)
    loose, attached = new_file(work, doomed, by=alice), new_file(work, doomed, by=alice, issue=first)
    create_view(work, doomed.workspace, doomed.id, ViewDraft(name="Bugs", query="label:bug"), by=alice)
    delete_project(work.at(A_MONTH_AGO), doomed.id, by=alice)

    purging = work.at(NOON)
    purged = purge(purging)

    assert (purged.projects, purged.issues, purged.files) == ([doomed], [first, second], [loose, attached])
    assert purged.blob_keys == [blob_key(doomed.uuid, file.directory) for file in (loose, attached)]
    assert purging.events[-1] == ProjectPurged(alias="doomed")
    assert set(rows(work.db, *OF_A_PROJECT, *OF_AN_ISSUE).values()) == {0}


def test_a_relation_to_another_project_goes_with_the_one_that_is_purged(
    work: Work, project: Project, other_project: Project, alice: Actor
) -> None:
    low, high = new_issue(work, project, by=alice), new_issue(work, other_project, by=alice)
    relate_issues(work, low.id, high.uuid, RelationKind.RELATED, by=alice)
    delete_project(work.at(A_MONTH_AGO), project.id, by=alice)

    purge(work)

    assert rows(work.db, "relations", "issues") == {"relations": 0, "issues": 1}


def test_purging_leaves_nothing_that_points_nowhere(work: Work, project: Project, issue: Issue, alice: Actor) -> None:
    new_file(work, project, by=alice, issue=issue)
    delete_project(work.at(A_MONTH_AGO), project.id, by=alice)

    purge(work)

    assert work.db.rows(Statement("PRAGMA foreign_key_check")) == []
    assert trash.trashed_projects(work.db, project.workspace) == []


def purge(work: Work) -> Purged:
    return purge_trash(work, older_than=MONTH, unattached_for=WEEK)


def rows(db: Session, *tables: str) -> dict[str, int]:
    """How many rows each table has."""
    return {table: len(db.rows(Statement(f"SELECT 1 FROM {table}"))) for table in tables}  # noqa: S608 - names of ours


def test_nobody_is_related_to_an_issue_that_was_purged(
    work: Work, acme: Workspace, project: Project, mary: Actor
) -> None:
    lamp, chair = (new_issue(work, project, by=mary) for _ in range(2))
    relate_issues(work, lamp.id, chair.uuid, RelationKind.RELATED, by=mary)
    upkeep.catch_up(work.db)
    delete_issue(work.at(A_MONTH_AGO), chair.id, by=mary)

    purge_trash(work.at(NOON), older_than=MONTH - TICK, unattached_for=WEEK)

    for _ in ("waiting", "learned"):
        assert not id_sets.size(Index(work.db, acme.id).having((HAS, RELATION)))
        upkeep.catch_up(work.db)

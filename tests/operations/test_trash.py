"""The trash: what was deleted comes back as it was, with all that hangs on it."""

import pytest

from tests.operations.support.history import history
from tests.operations.support.town import access_of, new_file, new_issue, new_project
from tests.store.support.moments import BEFORE, LATER, NOON
from unknot.domain.access import Actor
from unknot.domain.errors import Conflict, Forbidden, NotFound
from unknot.domain.events import FileRestored, IssueRestored, ProjectRestored
from unknot.domain.file import File
from unknot.domain.issue import Issue
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.relation import RelationKind
from unknot.operations.comments import add_comment
from unknot.operations.files import detach_file
from unknot.operations.issues import delete_issue
from unknot.operations.projects import delete_project
from unknot.operations.relations import relate_issues
from unknot.operations.trash import restore_file, restore_issue, restore_project
from unknot.store import comments, files, issues, projects, relations, trash
from unknot.store.page import Page
from unknot.store.trash import Trashed
from unknot.store.work import Work

ALL = Page(0, 100)


@pytest.fixture
def file(work: Work, project: Project, issue: Issue, mary: Actor) -> File:
    """Attached to WEB-1."""
    return new_file(work.at(BEFORE), project, by=mary, issue=issue)


# --- issues


def test_an_issue_comes_back_as_it_was(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    delete_issue(work.at(NOON), issue.id, by=mary)

    assert restore_issue(work, project.id, issue.number, by=mary) == issue

    access = access_of(work, project, mary)
    assert issues.at(work.db, issue.number, access=access) == issue
    assert issues.newest(work.db, ALL, access=access).items == [issue]
    assert issues.count(work.db, access=access) == 1
    assert work.events == [IssueRestored(number=issue.number)]
    assert history(work)[-1].issue == issue.id


def test_with_an_issue_come_comments_relations_and_files(
    work: Work, project: Project, issue: Issue, file: File, mary: Actor
) -> None:
    other = new_issue(work, project, by=mary)
    comment = add_comment(work, issue.id, "Seen again", by=mary)
    neighbour = relate_issues(work, issue.id, other.uuid, RelationKind.DEPENDENCY_FORWARD, by=mary)
    delete_issue(work, issue.id, by=mary)
    restore_issue(work, project.id, issue.number, by=mary)

    assert comments.of_issue(work.db, issue.id, ALL).items == [comment]
    assert relations.neighbours(work.db, issue.id, ALL, reader=mary).items == [neighbour]
    assert [seen.kind for seen in relations.neighbours(work.db, other.id, ALL, reader=mary).items] == [
        RelationKind.DEPENDENCY_REVERSE
    ]
    assert files.of_issue(work.db, issue.id, ALL).items == [file]


def test_the_trash_is_listed_last_deleted_first(work: Work, acme: Workspace, project: Project, alice: Actor) -> None:
    one, two, three = (new_issue(work, project, by=alice) for _ in range(3))
    delete_issue(work.at(LATER), one.id, by=alice)
    delete_issue(work.at(NOON), three.id, by=alice)

    assert trash.trashed_issues(work.db, acme.id) == [Trashed(one, LATER, alice.id), Trashed(three, NOON, alice.id)]
    restore_issue(work, project.id, one.number, by=alice)
    assert trash.trashed_issues(work.db, acme.id) == [Trashed(three, NOON, alice.id)]
    assert issues.by_id(work.db, two.id) == two


def test_what_is_not_in_the_trash_is_not_restored(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    for number in (issue.number, 77):
        with pytest.raises(NotFound, match=f"No issue {number} of acme/web is in the trash"):
            restore_issue(work, project.id, number, by=mary)


def test_who_may_delete_an_issue_may_bring_it_back(
    work: Work, project: Project, issue: Issue, mary: Actor, gus: Actor, adam: Actor
) -> None:
    delete_issue(work, issue.id, by=mary)

    with pytest.raises(Forbidden, match="you may not delete this issue"):
        restore_issue(work, project.id, issue.number, by=gus)
    assert restore_issue(work, project.id, issue.number, by=adam) == issue


# --- files


def test_a_file_comes_back_to_its_issue(work: Work, acme: Workspace, issue: Issue, file: File, mary: Actor) -> None:
    detach_file(work.at(NOON), issue.id, file.uuid, by=mary)
    assert trash.trashed_files(work.db, acme.id) == [Trashed(file, NOON, mary.id)]

    assert restore_file(work, file.uuid, by=mary) == file

    assert files.of_issue(work.db, issue.id, ALL).items == [file]
    assert trash.trashed_files(work.db, acme.id) == []
    assert work.events == [FileRestored(file=file.id, name=file.name)]
    with pytest.raises(NotFound, match=f"No file {file.uuid} is in the trash"):
        restore_file(work, file.uuid, by=mary)


def test_a_file_of_a_deleted_issue_is_in_the_trash_only_with_it(
    work: Work, acme: Workspace, issue: Issue, file: File, mary: Actor
) -> None:
    delete_issue(work, issue.id, by=mary)

    assert trash.trashed_files(work.db, acme.id) == []
    with pytest.raises(NotFound):
        restore_file(work, file.uuid, by=mary)


def test_a_file_that_comes_back_to_a_deleted_issue_waits_there(
    work: Work, project: Project, issue: Issue, file: File, mary: Actor
) -> None:
    detach_file(work, issue.id, file.uuid, by=mary)
    delete_issue(work, issue.id, by=mary)

    restore_file(work, file.uuid, by=mary)
    assert files.by_uuid(work.db, file.uuid, access=access_of(work, project, mary)) is None

    restore_issue(work, project.id, issue.number, by=mary)
    assert files.of_issue(work.db, issue.id, ALL).items == [file]


def test_guests_bring_no_file_back(work: Work, issue: Issue, file: File, mary: Actor, gus: Actor) -> None:
    detach_file(work, issue.id, file.uuid, by=mary)

    with pytest.raises(Forbidden, match="you may not remove files from this issue"):
        restore_file(work, file.uuid, by=gus)


# --- projects


def test_a_project_comes_back_with_its_issues(
    work: Work, acme: Workspace, project: Project, issue: Issue, adam: Actor
) -> None:
    delete_project(work.at(NOON), project.id, by=adam)
    assert trash.trashed_projects(work.db, acme.id) == [Trashed(project, NOON, adam.id)]
    assert issues.by_uuid(work.db, issue.uuid) == issue  # it is not in the trash itself

    assert restore_project(work, project.uuid, by=adam) == project

    assert projects.by_id(work.db, project.id) == project
    assert issues.newest(work.db, ALL, access=access_of(work, project, adam)).items == [issue]
    assert trash.trashed_projects(work.db, acme.id) == []
    assert work.events == [ProjectRestored(alias="web")]
    with pytest.raises(NotFound, match=f"No project {project.uuid} is in the trash"):
        restore_project(work, project.uuid, by=adam)


def test_a_project_counts_on_where_it_stopped(work: Work, project: Project, issue: Issue, alice: Actor) -> None:
    delete_project(work, project.id, by=alice)
    restore_project(work, project.uuid, by=alice)

    assert new_issue(work, project, by=alice).number == issue.number + 1


def test_a_taken_alias_stands_against_coming_back(work: Work, acme: Workspace, project: Project, adam: Actor) -> None:
    delete_project(work, project.id, by=adam)
    new_project(work, acme, "WEB", key="OTHER")

    with pytest.raises(Conflict, match="There is another project acme/web by now"):
        restore_project(work, project.uuid, by=adam)


def test_a_taken_key_stands_against_coming_back(work: Work, acme: Workspace, project: Project, adam: Actor) -> None:
    delete_project(work, project.id, by=adam)
    new_project(work, acme, "other", key=project.key)

    with pytest.raises(Conflict, match='Another project has the key "WEB" by now'):
        restore_project(work, project.uuid, by=adam)


def test_an_issue_waits_in_the_trash_for_its_project(
    work: Work, acme: Workspace, project: Project, issue: Issue, alice: Actor
) -> None:
    delete_issue(work, issue.id, by=alice)
    delete_project(work, project.id, by=alice)
    with pytest.raises(NotFound, match="This project does not exist, or is in the trash"):
        restore_issue(work, project.id, issue.number, by=alice)

    restore_project(work, project.uuid, by=alice)
    assert [trashed.thing for trashed in trash.trashed_issues(work.db, acme.id)] == [issue]
    assert restore_issue(work, project.id, issue.number, by=alice) == issue


def test_members_bring_no_project_back(work: Work, project: Project, adam: Actor, mary: Actor) -> None:
    delete_project(work, project.id, by=adam)

    with pytest.raises(Forbidden, match="you may not change its settings"):
        restore_project(work, project.uuid, by=mary)

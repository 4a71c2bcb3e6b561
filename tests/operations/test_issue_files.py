"""The files of an issue or of a comment on it: attached with it, exchanged with it, gone with it."""

import pytest

from tests.operations.support.town import new_file, new_issue, new_project
from unknot.domain.access import OPERATOR, Actor
from unknot.domain.comment import Comment
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import Commented, FileAttached, FileDeleted
from unknot.domain.file import File
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.operations.comments import add_comment, delete_comment, edit_comment
from unknot.operations.files import attach_file, delete_file, detach_file
from unknot.operations.issues import edit_issue
from unknot.operations.people import set_default_project
from unknot.store import files
from unknot.store.page import Page
from unknot.store.work import Work


@pytest.fixture
def file(work: Work, project: Project, mary: Actor) -> File:
    """Uploaded, and attached to nothing."""
    return new_file(work, project, by=mary)


@pytest.fixture
def said(work: Work, issue: Issue, mary: Actor, file: File) -> Comment:
    """What mary said, with her file."""
    return add_comment(work, issue.id, "See the log", files=[file.uuid], by=mary)


def test_a_file_belongs_to_the_comment_and_to_its_issue(work: Work, issue: Issue, file: File, said: Comment) -> None:
    [attached] = files.of_comment(work.db, said.id)

    assert (attached.uuid, attached.issue, attached.comment) == (file.uuid, issue.id, said.id)
    assert files.of_issue(work.db, issue.id, Page(0, 10)).items == [attached]
    assert files.own_of_issue(work.db, issue.id) == []
    assert work.events[-2:] == [FileAttached(file=file.id, name=file.name, comment=said.id), Commented(comment=said.id)]


def test_a_comment_may_be_blank_where_that_is_asked(work: Work, issue: Issue, mary: Actor) -> None:
    assert add_comment(work, issue.id, "", may_be_blank=True, by=mary).text == ""
    with pytest.raises(Invalid, match="text must be at most"):
        add_comment(work, issue.id, "x" * 65_536, may_be_blank=True, by=mary)


def test_a_correction_exchanges_the_files(
    work: Work, project: Project, issue: Issue, mary: Actor, file: File, said: Comment
) -> None:
    other = new_file(work, project, by=mary, name="b.log")

    edit_comment(work, issue.id, said.uuid, "See both", files=[file.uuid, other.uuid], by=mary)
    assert names(work, said) == ["hello.txt", "b.log"]

    edit_comment(work, issue.id, said.uuid, "See the other", files=[other.uuid], by=mary)
    assert names(work, said) == ["b.log"]
    assert FileDeleted(file=file.id, name=file.name, comment=said.id) in work.events


def test_a_correction_of_the_text_leaves_everything_else(work: Work, issue: Issue, mary: Actor, said: Comment) -> None:
    edited = edit_comment(work, issue.id, said.uuid, "See it", by=mary)

    assert edited.extend == said.extend
    assert names(work, said) == ["hello.txt"]


def test_a_comment_takes_its_files_with_it(work: Work, issue: Issue, mary: Actor, said: Comment) -> None:
    delete_comment(work, issue.id, said.uuid, by=mary)

    assert files.of_issue(work.db, issue.id, Page(0, 10)).items == []


def test_a_file_that_is_taken_is_not_brought_again(
    work: Work, issue: Issue, mary: Actor, file: File, said: Comment
) -> None:
    with pytest.raises(Conflict, match=r'"hello\.txt" is already attached'):
        add_comment(work, issue.id, "Again", files=[file.uuid], by=mary)

    assert names(work, said) == ["hello.txt"]


def test_a_file_must_be_there(work: Work, issue: Issue, other_project: Project, mary: Actor) -> None:
    elsewhere = new_file(work, other_project, by=mary)

    for uuid in (elsewhere.uuid, work.new_uuid()):
        with pytest.raises(Invalid, match=f"files must be uploaded before, and {uuid} was not"):
            add_comment(work, issue.id, "Here", files=[uuid], by=mary)


def test_whoever_attaches_nothing_brings_nothing(work: Work, issue: Issue, gus: Actor, file: File) -> None:
    with pytest.raises(Forbidden, match="you may not attach files to this issue"):
        add_comment(work, issue.id, "Here", files=[file.uuid], by=gus)


def test_the_default_project_lends_its_files_to_every_issue(
    work: Work, acme: Workspace, project: Project, mary: Actor
) -> None:
    intray = new_project(work, acme, "intray")
    set_default_project(work, intray.id, by=OPERATOR)
    file, issue = new_file(work, intray, by=mary), new_issue(work, project, by=mary)

    add_comment(work, issue.id, "Here", files=[file.uuid], by=mary)

    home, former = (work.directory.access(mary, one) for one in (project, intray))
    assert files.by_directory(work.db, file.directory, access=home) is not None
    assert files.by_directory(work.db, file.directory, access=former) is None
    with pytest.raises(Conflict, match="already attached to WEB-1"):
        attach_file(work, issue.id, file.uuid, by=mary)
    detach_file(work, issue.id, file.uuid, by=mary)
    assert files.of_issue(work.db, issue.id, Page(0, 10)).items == []


def test_so_it_does_to_an_issue_that_is_edited(work: Work, acme: Workspace, project: Project, mary: Actor) -> None:
    intray = new_project(work, acme, "intray")
    set_default_project(work, intray.id, by=OPERATOR)
    kept, other = new_file(work, intray, by=mary), new_file(work, project, by=mary)
    issue = new_issue(work, project, by=mary, files=(other.uuid,))

    edit_issue(work, issue.id, IssueChange(files=(kept.uuid,)), by=mary)

    assert [file.uuid for file in files.own_of_issue(work.db, issue.id)] == [kept.uuid]
    assert FileDeleted(file=other.id, name=other.name) in work.events


def test_a_file_is_deleted_by_whoever_uploaded_it_or_an_admin(
    work: Work, project: Project, mary: Actor, adam: Actor, gus: Actor, file: File
) -> None:
    with pytest.raises(Forbidden, match="you may not delete this file"):
        delete_file(work, file.uuid, by=gus)

    delete_file(work, file.uuid, by=mary)
    other = new_file(work, project, by=mary)
    delete_file(work, other.uuid, by=adam)

    assert work.events[-1] == FileDeleted(file=other.id, name=other.name)
    with pytest.raises(NotFound, match=f"No file {file.uuid}"):
        delete_file(work, file.uuid, by=mary)


def names(work: Work, comment: Comment) -> list[str]:
    return [file.name for file in files.of_comment(work.db, comment.id)]

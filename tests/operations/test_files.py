"""Files: uploaded to a project, attached to one issue, taken away."""

import pytest
from msgspec.structs import replace

from tests.operations.support.town import access_of, new_file, new_issue
from tests.store.support.moments import NOON
from unknot.domain.access import Actor
from unknot.domain.errors import Conflict, Forbidden, NotFound
from unknot.domain.events import FileAttached, FileDeleted, FileUploaded
from unknot.domain.file import File, StoredBytes
from unknot.domain.issue import Issue
from unknot.domain.project import Project
from unknot.operations.files import add_file, attach_file, detach_file
from unknot.operations.issues import delete_issue
from unknot.operations.trash import restore_issue
from unknot.store import events, files
from unknot.store.page import Page
from unknot.store.work import Work

STORED = StoredBytes(directory="0199d0a0-0000-7000-8000-000000000001", name="../прибор.log", size=5, sha256="2cf24dba")


@pytest.fixture
def file(work: Work, project: Project, mary: Actor) -> File:
    """Uploaded, and attached to nothing."""
    return new_file(work.at(NOON), project, by=mary)


def test_a_file_is_taken_up_for_a_project(work: Work, project: Project, mary: Actor) -> None:
    file = add_file(work, project.id, STORED, by=mary)

    assert (file.directory, file.name, file.size, file.sha256) == (STORED.directory, STORED.name, 5, "2cf24dba")
    assert (file.project, file.issue, file.uploaded_by, file.uploaded_at) == (project.id, None, mary.id, NOON)
    assert found(work, file, project, mary) == file
    assert files.by_directory(work.db, file.directory, access=access_of(work, project, mary)) == file
    assert work.events == [FileUploaded(file=file.id, name=file.name)]


def test_a_file_is_attached_to_an_issue(work: Work, project: Project, issue: Issue, mary: Actor, file: File) -> None:
    attached = attach_file(work, issue.id, file.uuid, by=mary)

    assert attached == replace(file, issue=issue.id)
    assert listed(work, issue) == [attached]
    assert found(work, file, project, mary) == attached
    event = FileAttached(file=file.id, name=file.name)
    assert [recorded.event for recorded in events.of_issue(work.db, issue.id)][-1:] == work.events == [event]


def test_files_are_listed_oldest_first(work: Work, project: Project, issue: Issue, mary: Actor) -> None:
    attached = [new_file(work, project, by=mary, issue=issue, name=name) for name in ("b", "a", "c")]

    assert listed(work, issue) == attached
    second = files.of_issue(work.db, issue.id, Page(1, 2))
    assert (list(second.items), second.total) == (attached[2:], 3)


@pytest.mark.parametrize("to_the_same", [True, False])
def test_a_file_belongs_to_one_issue(
    work: Work, project: Project, issue: Issue, mary: Actor, file: File, *, to_the_same: bool
) -> None:
    attach_file(work, issue.id, file.uuid, by=mary)
    again = issue if to_the_same else new_issue(work, project, by=mary)
    where = "to WEB-1" if to_the_same else "to another issue"

    with pytest.raises(Conflict, match=f'"hello.txt" is already attached {where}. A file belongs to one issue'):
        attach_file(work, again.id, file.uuid, by=mary)

    assert [one.issue for one in listed(work, issue)] == [issue.id]


def test_a_file_of_another_project_is_not_found(work: Work, other_project: Project, issue: Issue, mary: Actor) -> None:
    foreign = new_file(work, other_project, by=mary)

    with pytest.raises(NotFound, match=f"No file {foreign.uuid} in project acme/web"):
        attach_file(work, issue.id, foreign.uuid, by=mary)


def test_a_detached_file_is_gone(work: Work, project: Project, issue: Issue, mary: Actor, file: File) -> None:
    attach_file(work.at(NOON), issue.id, file.uuid, by=mary)

    detach_file(work, issue.id, file.uuid, by=mary)

    assert work.events == [FileDeleted(file=file.id, name=file.name)]
    assert listed(work, issue) == []
    assert found(work, file, project, mary) is None
    assert files.by_directory(work.db, file.directory, access=access_of(work, project, mary)) is None
    with pytest.raises(NotFound, match=f"No file {file.uuid}"):
        detach_file(work, issue.id, file.uuid, by=mary)
    with pytest.raises(NotFound, match=f"No file {file.uuid}"):
        attach_file(work, issue.id, file.uuid, by=mary)


def test_the_bytes_of_a_detached_file_are_still_known(work: Work, issue: Issue, mary: Actor, file: File) -> None:
    attach_file(work, issue.id, file.uuid, by=mary)
    detach_file(work, issue.id, file.uuid, by=mary)

    assert files.has_directory(work.db, file.directory)
    assert not files.has_directory(work.db, "nowhere")


def test_what_is_not_attached_here_is_not_detached(
    work: Work, project: Project, issue: Issue, mary: Actor, file: File
) -> None:
    other = new_issue(work, project, by=mary)
    attach_file(work, other.id, file.uuid, by=mary)

    with pytest.raises(NotFound, match=r'"hello\.txt" is not attached to WEB-1'):
        detach_file(work, issue.id, file.uuid, by=mary)
    assert len(listed(work, other)) == 1


def test_a_loose_file_is_not_detached(work: Work, issue: Issue, mary: Actor, file: File) -> None:
    with pytest.raises(NotFound, match=r'"hello\.txt" is not attached to WEB-1'):
        detach_file(work, issue.id, file.uuid, by=mary)


def test_files_of_a_deleted_issue_are_hidden_with_it(
    work: Work, project: Project, issue: Issue, mary: Actor, file: File
) -> None:
    attached = attach_file(work, issue.id, file.uuid, by=mary)

    delete_issue(work, issue.id, by=mary)
    assert found(work, file, project, mary) is None

    restore_issue(work, project.id, issue.number, by=mary)
    assert found(work, file, project, mary) == attached


def test_guests_upload_nothing_and_attach_nothing(
    work: Work, project: Project, issue: Issue, gus: Actor, file: File
) -> None:
    with pytest.raises(Forbidden, match="you may not upload files to it"):
        add_file(work, project.id, STORED, by=gus)
    with pytest.raises(Forbidden, match="you may not attach files to this issue"):
        attach_file(work, issue.id, file.uuid, by=gus)


def found(work: Work, file: File, project: Project, actor: Actor) -> File | None:
    return files.by_uuid(work.db, file.uuid, access=access_of(work, project, actor))


def listed(work: Work, issue: Issue) -> list[File]:
    return list(files.of_issue(work.db, issue.id, Page(0, 100)).items)

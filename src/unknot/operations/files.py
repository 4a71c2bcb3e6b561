"""Keep files for a project, attach them to issues, and take them away."""

from collections.abc import Iterable

from msgspec.structs import replace

from unknot.domain.access import Action, Actor
from unknot.domain.errors import Conflict, NotFound
from unknot.domain.events import FileAttached, FileDeleted, FileUploaded
from unknot.domain.file import File, StoredBytes
from unknot.domain.ids import FileId, IssueId, ProjectId
from unknot.domain.sentence import says
from unknot.operations import finding
from unknot.operations.finding import FoundIssue
from unknot.store import files
from unknot.store.work import Work


def add_file(work: Work, project: ProjectId, stored: StoredBytes, *, by: Actor) -> File:
    """Take up a file whose bytes are already safe. It belongs to the project until it is attached."""
    access = finding.project(work, project, by=by)
    access.require(Action.UPLOAD_FILE)
    file = File(
        id=FileId(0),
        uuid=work.new_uuid(),
        workspace=access.project.workspace,
        project=project,
        issue=None,
        directory=stored.directory,
        name=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by=by.id,
        uploaded_at=work.now(),
    )
    file = replace(file, id=files.add(work.db, file))
    _record(work, FileUploaded(file=file.id, name=file.name), file, by)
    return file


def attach_file(work: Work, issue_id: IssueId, uuid: str, *, by: Actor) -> File:
    """Attach a file of the issue's project that is attached to nothing yet."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.ATTACH_FILE)
    file = _file(work, found, uuid)
    if file.issue is not None:
        where = says("to %(issue)s", issue=found.name) if file.issue == issue_id else says("to another issue")
        raise Conflict(
            says(
                '"%(file)s" is already attached %(where)s. A file belongs to one issue: upload it again.',
                file=file.name,
                where=where,
            )
        )
    files.attach(work.db, file.id, issue_id)
    attached = replace(file, issue=issue_id)
    _record(work, FileAttached(file=file.id, name=file.name), attached, by)
    return attached


def attach_uploads(work: Work, issue: IssueId, uploads: Iterable[StoredBytes], *, by: Actor) -> list[File]:
    """Take up files whose bytes are already safe, and attach them to an issue: all of them or none."""
    project = finding.issue(work, issue, by=by).issue.project
    return [attach_file(work, issue, add_file(work, project, stored, by=by).uuid, by=by) for stored in uploads]


def detach_file(work: Work, issue_id: IssueId, uuid: str, *, by: Actor) -> None:
    """Take a file from its issue, and the file itself to the trash."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.DETACH_FILE)
    file = _file(work, found, uuid)
    if file.issue != issue_id:
        raise NotFound("file", says('"%(file)s" is not attached to %(issue)s', file=file.name, issue=found.name))
    files.trash(work.db, file.id, at=work.now())
    _record(work, FileDeleted(file=file.id, name=file.name), file, by)


def delete_file(work: Work, uuid: str, *, by: Actor) -> None:
    """Move a file of the asker's workspace to the trash, attached or not."""
    file = files.in_workspace(work.db, uuid, by.workspace)
    if file is None:
        raise NotFound("file", says("No file %(uuid)s in this workspace", uuid=uuid))
    finding.project(work, file.project, by=by).require(Action.DELETE_FILE, author=file.uploaded_by)
    files.trash(work.db, file.id, at=work.now())
    _record(work, FileDeleted(file=file.id, name=file.name), file, by)


def _file(work: Work, found: FoundIssue, uuid: str) -> File:
    file = files.by_uuid(work.db, uuid, access=found.access)
    if file is None:
        raise NotFound(
            "file", says("No file %(uuid)s in project %(project)s", uuid=uuid, project=found.access.project.path)
        )
    return file


def _record(work: Work, event: FileUploaded | FileAttached | FileDeleted, file: File, by: Actor) -> None:
    work.record(event, by=by, workspace=file.workspace, project=file.project, issue=file.issue)

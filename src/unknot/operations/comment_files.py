"""The files that a comment brings: they belong to its issue, come with it and go with it."""

from collections.abc import Iterable

from unknot.domain.access import Action, Actor
from unknot.domain.comment import Comment
from unknot.domain.errors import Conflict, Invalid
from unknot.domain.events import FileAttached, FileDeleted
from unknot.domain.file import File
from unknot.domain.sentence import says
from unknot.operations.finding import FoundIssue
from unknot.store import files
from unknot.store.work import Work


def attach(work: Work, found: FoundIssue, comment: Comment, uuids: Iterable[str], *, by: Actor) -> None:
    """Attach files that are attached to nothing yet."""
    loose = [_loose_file(work, found, uuid) for uuid in dict.fromkeys(uuids)]
    if loose:
        found.require(Action.ATTACH_FILE)
    for file in loose:
        files.attach(work.db, file.id, found.issue.id, comment.id)
        _record(work, FileAttached(file=file.id, name=file.name, comment=comment.id), found, by)


def replace_with(work: Work, found: FoundIssue, comment: Comment, uuids: Iterable[str], *, by: Actor) -> None:
    """Make these the files of a comment: attach what is new, delete what is no longer named."""
    wanted = dict.fromkeys(uuids)
    present = {file.uuid: file for file in files.of_comment(work.db, comment.id)}
    attach(work, found, comment, wanted.keys() - present.keys(), by=by)
    _delete(work, found, comment, [file for uuid, file in present.items() if uuid not in wanted], by)


def delete_all(work: Work, found: FoundIssue, comment: Comment, *, by: Actor) -> None:
    _delete(work, found, comment, files.of_comment(work.db, comment.id), by)


def _loose_file(work: Work, found: FoundIssue, uuid: str) -> File:
    """A file of the issue's project, or of the default project, which takes what was uploaded for no project."""
    file = files.in_workspace(work.db, uuid, found.issue.workspace)
    homes = {found.issue.project, work.directory.workspace(found.issue.workspace).default_project}
    if file is None or file.project not in homes:
        raise Invalid.field("files", says("must be uploaded before, and %(uuid)s was not", uuid=uuid))
    if file.issue is not None:
        raise Conflict(
            says('"%(file)s" is already attached. A file belongs to one issue: upload it again.', file=file.name)
        )
    return file


def _delete(work: Work, found: FoundIssue, comment: Comment, every: Iterable[File], by: Actor) -> None:
    for file in every:
        files.trash(work.db, file.id, at=work.now())
        _record(work, FileDeleted(file=file.id, name=file.name, comment=comment.id), found, by)


def _record(work: Work, event: FileAttached | FileDeleted, found: FoundIssue, by: Actor) -> None:
    issue = found.issue
    work.record(event, by=by, workspace=issue.workspace, project=issue.project, issue=issue.id)

"""Files of an issue, and those that a comment on it brings: uploaded before, attached to one thing, gone with it."""

from collections.abc import Iterable

from unknot.domain.access import Action, Actor
from unknot.domain.errors import Conflict, Invalid
from unknot.domain.events import FileAttached, FileDeleted
from unknot.domain.file import File
from unknot.domain.ids import CommentId
from unknot.domain.sentence import says
from unknot.operations.finding import FoundIssue
from unknot.store import files
from unknot.store.work import Work


def set_files(
    work: Work, found: FoundIssue, uuids: Iterable[str], *, comment: CommentId | None = None, by: Actor
) -> None:
    """Make these the issue's own files, or those of a comment: attach what is new, delete what is no longer named."""
    wanted = dict.fromkeys(uuids)
    present = files.own_of_issue(work.db, found.issue.id) if comment is None else files.of_comment(work.db, comment)
    known = {file.uuid for file in present}
    attach_files(work, found, (uuid for uuid in wanted if uuid not in known), comment=comment, by=by)
    delete_files(work, found, (file for file in present if file.uuid not in wanted), by=by)


def attach_files(
    work: Work, found: FoundIssue, uuids: Iterable[str], *, comment: CommentId | None = None, by: Actor
) -> None:
    """Attach files that are attached to nothing yet."""
    loose = [_loose_file(work, found, uuid) for uuid in dict.fromkeys(uuids)]
    if loose:
        found.require(Action.ATTACH_FILE)
    for file in loose:
        files.attach(work.db, file.id, found.issue.id, comment)
        work.record_on(found.issue, FileAttached(file=file.id, name=file.name, comment=comment), by=by)


def delete_files(work: Work, found: FoundIssue, every: Iterable[File], *, by: Actor) -> None:
    """Move files of an issue to the trash."""
    for file in every:
        files.trash(work.db, file.id, at=work.now())
        work.record_on(found.issue, FileDeleted(file=file.id, name=file.name, comment=file.comment), by=by)


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

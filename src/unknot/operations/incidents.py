"""What makes an issue an incident: its level, and the channels, watchers and files that hang on it."""

from collections.abc import Iterable

from unknot.domain.access import Actor
from unknot.domain.errors import Conflict, Invalid
from unknot.domain.events import FileAttached, FileDeleted
from unknot.domain.file import File
from unknot.domain.ids import UserId, WorkspaceId
from unknot.domain.issue import FieldChange, Issue
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.sentence import says
from unknot.operations import finding
from unknot.operations.issue_channels import set_channels
from unknot.store import files, issues
from unknot.store.work import Work


def level(work: Work, key: str, workspace: WorkspaceId) -> str:
    """The level as it is stored. Where system levels are switched off, one of them counts as none."""
    if key in SYSTEM_LEVELS:
        return NO_LEVEL if work.directory.are_system_levels_disabled(workspace) else key
    if key != NO_LEVEL:
        custom = work.directory.level(key)
        if custom is None or custom.workspace != workspace:
            raise Invalid.field("level", says("must be a level of this workspace, and is none"))
    return key


def hang_on(
    work: Work,
    issue: Issue,
    *,
    channels: tuple[str, ...] | None,
    watchers: tuple[str, ...] | None,
    files: tuple[str, ...] | None,
    by: Actor,
) -> dict[str, FieldChange]:
    """Make these the issue's channels, watchers and files; None leaves them as they are. What its history tells."""
    if watchers is not None:
        issues.set_watchers(work.db, issue.id, list(_watchers(work, watchers)))
    if files is not None:
        _set_files(work, issue, files, by)
    moved = None if channels is None else set_channels(work, issue, channels)
    return {} if moved is None else {"channels": moved}


def _watchers(work: Work, uuids: Iterable[str]) -> Iterable[UserId]:
    for uuid in uuids:
        user = work.directory.user_by_uuid(uuid)
        if user is not None:
            yield user.id


def _set_files(work: Work, issue: Issue, uuids: tuple[str, ...], by: Actor) -> None:
    """Attach what is new, and take away what is no longer named."""
    present = {file.uuid: file for file in files.own_of_issue(work.db, issue.id)}
    for uuid in uuids:
        if uuid not in present:
            file = _loose_file(work, issue, uuid, by)
            files.attach(work.db, file.id, issue.id)
            _record(work, FileAttached(file=file.id, name=file.name), issue, by)
    for uuid, file in present.items():
        if uuid not in uuids:
            files.trash(work.db, file.id, at=work.now())
            _record(work, FileDeleted(file=file.id, name=file.name), issue, by)


def _loose_file(work: Work, issue: Issue, uuid: str, by: Actor) -> File:
    """A file that is attached to nothing yet."""
    file = files.by_uuid(work.db, uuid, access=finding.project(work, issue.project, by=by))
    if file is None:
        raise Invalid.field("files", says("must be uploaded files of this workspace, and %(uuid)s is none", uuid=uuid))
    if file.issue is not None:
        raise Conflict(says('"%(file)s" is already attached to another issue. Upload it again.', file=file.name))
    return file


def _record(work: Work, event: FileAttached | FileDeleted, issue: Issue, by: Actor) -> None:
    work.record(event, by=by, workspace=issue.workspace, project=issue.project, issue=issue.id)

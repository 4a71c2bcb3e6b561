"""What makes an issue an incident: its level, and the channels, watchers and files that hang on it."""

from collections.abc import Iterable

from unknot.domain.access import Actor
from unknot.domain.errors import Invalid
from unknot.domain.ids import UserId, WorkspaceId
from unknot.domain.issue import FieldChange
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.sentence import says
from unknot.operations.finding import FoundIssue
from unknot.operations.issue_channels import set_channels
from unknot.operations.issue_files import set_files
from unknot.store import issues
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
    found: FoundIssue,
    *,
    channels: tuple[str, ...] | None,
    watchers: tuple[str, ...] | None,
    files: tuple[str, ...] | None,
    by: Actor,
) -> dict[str, FieldChange]:
    """Make these the issue's channels, watchers and files; None leaves them as they are. What its history tells."""
    if watchers is not None:
        issues.set_watchers(work.db, found.issue.id, list(_watchers(work, watchers)))
    if files is not None:
        set_files(work, found, files, by=by)
    moved = None if channels is None else set_channels(work, found.issue, channels)
    return {} if moved is None else {"channels": moved}


def _watchers(work: Work, uuids: Iterable[str]) -> Iterable[UserId]:
    for uuid in uuids:
        user = work.directory.user_by_uuid(uuid)
        if user is not None:
            yield user.id

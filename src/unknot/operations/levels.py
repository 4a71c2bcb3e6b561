"""Make, change and delete the levels of a workspace, and switch off those that it did not make."""

from collections.abc import Sequence

from msgspec.structs import asdict, replace

from unknot.domain.access import Actor, Role
from unknot.domain.errors import Conflict, Invalid, NotFound
from unknot.domain.events import LevelCreated, LevelDeleted, LevelEdited, SystemLevelsSet
from unknot.domain.ids import LevelId, WorkspaceId
from unknot.domain.issue import differences
from unknot.domain.level import MOST_CUSTOM, SYSTEM_LEVELS, Level, LevelChange, LevelDraft
from unknot.domain.people import Workspace
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if
from unknot.operations import finding, stamps
from unknot.store import levels
from unknot.store.work import Work


def create_level(work: Work, workspace: WorkspaceId, draft: LevelDraft, *, by: Actor) -> Level:
    """Make a level beside the system's; its name is new in its workspace, whatever the case."""
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    refuse_if(draft.problems(work.limits))
    _require_free_name(work, home, draft.name)
    if levels.count(work.db, workspace) >= MOST_CUSTOM:
        raise Conflict(
            says(
                "%(workspace)s has %(most)s levels of its own, which is the most. Delete one first.",
                workspace=home.alias,
                most=MOST_CUSTOM,
            )
        )
    level = Level(
        id=LevelId(0),
        uuid=work.new_uuid(),
        workspace=workspace,
        **stamps.made(work, by),
        **asdict(draft),
    )
    level = replace(level, id=levels.add(work.db, level))
    work.record(LevelCreated(level=level.id, name=level.name), by=by, workspace=workspace)
    return level


def edit_level(work: Work, workspace: WorkspaceId, key: str, change: LevelChange, *, by: Actor) -> Level:
    """Change what is given and keep the rest; every issue shows it at once."""
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    _refuse_system_levels("level", [key])
    old = _find(work, home, key)
    draft = change.draft_of(old)
    refuse_if(draft.problems(work.limits))
    _require_free_name(work, home, draft.name, but=old)
    new = replace(old, **asdict(draft), **stamps.changed(work, by))
    levels.save(work.db, new)
    changes = differences(old, draft, draft.__struct_fields__)
    work.record(LevelEdited(level=old.id, changes=changes), by=by, workspace=workspace)
    return new


def delete_levels(work: Work, workspace: WorkspaceId, keys: Sequence[str], *, by: Actor) -> None:
    """Delete levels, and leave the issues that have one of them without any. Those that are not there are fine."""
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    _refuse_system_levels("uuids", keys)
    doomed = [level for level in levels.of_workspace(work.db, home.id) if level.uuid in keys]
    for level in doomed:
        levels.take_from_issues(work.db, workspace, level.uuid, at=work.now(), by=by.maker)
        levels.trash(work.db, level.id, at=work.now())
        work.record(LevelDeleted(level=level.id, name=level.name), by=by, workspace=workspace)


def set_system_levels_disabled(work: Work, workspace: WorkspaceId, *, disabled: bool, by: Actor) -> None:
    """Switch the system levels off, which leaves issues that have one without any; or on, which brings none back."""
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    if work.directory.are_system_levels_disabled(workspace) == disabled:
        return
    if disabled and not levels.count(work.db, workspace):
        raise Conflict(
            says("%(workspace)s has no levels of its own to put in their place. Make one first.", workspace=home.alias)
        )
    levels.set_system_disabled(work.db, workspace, disabled=disabled)
    if disabled:
        for key in SYSTEM_LEVELS:
            levels.take_from_issues(work.db, workspace, key, at=work.now(), by=by.maker)
    work.record(SystemLevelsSet(are_disabled=disabled), by=by, workspace=workspace)


def _find(work: Work, home: Workspace, key: str) -> Level:
    level = work.directory.level(key)
    if level is None or level.workspace != home.id:
        raise NotFound("level", says("No level %(key)s in %(workspace)s", key=key, workspace=home.alias))
    return level


def _refuse_system_levels(field: str, keys: Sequence[str]) -> None:
    for key in keys:
        if key in SYSTEM_LEVELS:
            name = SYSTEM_LEVELS[key].name
            raise Invalid.field(
                field, says("must name a level of the workspace's own: %(name)s is the same everywhere", name=name)
            )


def _require_free_name(work: Work, home: Workspace, name: str, *, but: Level | None = None) -> None:
    namesake = levels.by_name(work.db, home.id, name)
    if namesake is not None and namesake != but:
        raise Invalid.field(
            "name",
            says(
                'must be new in %(workspace)s, which already has the level "%(level)s"',
                workspace=home.alias,
                level=namesake.name,
            ),
        )

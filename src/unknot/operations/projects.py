"""Make, change and delete projects."""

from msgspec.structs import asdict, replace

from unknot.domain.access import Action, Actor, Role
from unknot.domain.errors import Conflict, Invalid
from unknot.domain.events import ProjectCreated, ProjectDeleted, ProjectEdited
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.issue import differences
from unknot.domain.people import Workspace
from unknot.domain.project import Project, ProjectChange, ProjectDraft, key_candidates
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if
from unknot.operations import finding
from unknot.store import projects, trash
from unknot.store.work import Work


def create_project(work: Work, workspace: WorkspaceId, draft: ProjectDraft, *, by: Actor) -> Project:
    """Make a project; its alias and its key are new in its workspace."""
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    refuse_if(draft.problems(work.limits))
    _require_free_alias(work, home, draft.alias)
    project = Project(
        id=ProjectId(0),
        uuid=work.new_uuid(),
        workspace=workspace,
        owner=home.alias,
        alias=draft.alias,
        key=_free_key(work, workspace, draft),
        title=draft.title,
        description=draft.description,
        language=draft.language,
        is_private=draft.is_private,
        wip_limits=draft.wip_limits,
        created_at=work.now(),
    )
    project = replace(project, id=projects.add(work.db, project))
    work.record(ProjectCreated(alias=project.alias), by=by, workspace=workspace, project=project.id)
    return project


def edit_project(work: Work, project: ProjectId, change: ProjectChange, *, by: Actor) -> Project:
    """Change what is given and keep the rest."""
    access = finding.project(work, project, by=by)
    access.require(Action.MANAGE_PROJECT)
    old = access.project
    draft = change.draft_of(old)
    refuse_if(draft.problems(work.limits))
    if draft.alias != old.alias:
        _require_free_alias(work, work.directory.workspace(old.workspace), draft.alias, but=old)
    key = old.key if draft.key == old.key else _free_key(work, old.workspace, draft)
    new = replace(old, **{**asdict(draft), "key": key})
    projects.save(work.db, new)
    changes = differences(old, new, Project.__struct_fields__)
    work.record(ProjectEdited(changes=changes), by=by, workspace=old.workspace, project=project)
    return new


def delete_project(work: Work, project: ProjectId, *, by: Actor) -> None:
    """Move a project with all its issues to the trash. Its alias is free again at once."""
    access = finding.project(work, project, by=by)
    access.require(Action.MANAGE_PROJECT)
    workspace = work.directory.workspace(access.project.workspace)
    if workspace.default_project == project:
        raise Conflict(
            says(
                "%(project)s is the default project of %(workspace)s, which takes what names no project. "
                "Make another project the default first.",
                project=access.project.path,
                workspace=workspace.alias,
            )
        )
    trash.trash_project(work.db, access.project, at=work.now(), by=by.maker)
    work.record(ProjectDeleted(alias=access.project.alias), by=by, workspace=workspace.id, project=project)


def _require_free_alias(work: Work, workspace: Workspace, alias: str, *, but: Project | None = None) -> None:
    present = work.directory.project_at(workspace.alias, alias)
    if present is not None and present != but:
        raise Invalid.field(
            "alias",
            says(
                "must be new in %(workspace)s, which already has the project %(present)s",
                workspace=workspace.alias,
                present=present.path,
            ),
        )


def _free_key(work: Work, workspace: WorkspaceId, draft: ProjectDraft) -> str:
    """The key that was asked for, if it is free, or the best free one for the alias."""
    if draft.key is None:
        return next(key for key in key_candidates(draft.alias) if not projects.is_key_taken(work.db, workspace, key))
    if projects.is_key_taken(work.db, workspace, draft.key):
        raise Invalid.field(
            "key", says('must be new in the workspace; "%(key)s" is the key of another project', key=draft.key)
        )
    return draft.key

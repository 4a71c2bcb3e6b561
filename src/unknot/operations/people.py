"""Workspaces and the people in them."""

from msgspec.structs import replace

from unknot.domain.access import OPERATOR, Action, Actor, Role
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import (
    DefaultProjectSet,
    MemberSet,
    PasswordChanged,
    UserBlocked,
    UserCreated,
    UserEdited,
    UserUnblocked,
    WorkspaceCreated,
)
from unknot.domain.ids import ProjectId, UserId, WorkspaceId
from unknot.domain.issue import differences
from unknot.domain.people import User, UserChange, UserDraft, Workspace
from unknot.domain.project import Project, ProjectDraft
from unknot.domain.sentence import says
from unknot.domain.text import alias_problems, refuse_if, text_problems
from unknot.operations import finding
from unknot.operations.channels import create_default_channel
from unknot.operations.projects import create_project
from unknot.store import members, users, web_sessions, workspaces
from unknot.store.work import Work


def create_workspace(work: Work, alias: str, title: str, *, by: Actor) -> Workspace:
    """Make an empty workspace, but for its default channel; its alias is new on this instance."""
    _require_operator(by)
    refuse_if([*alias_problems("workspace", alias), *text_problems("title", title, at_most=work.limits.title)])
    if work.directory.workspace_by_alias(alias) is not None:
        raise Invalid.field(
            "workspace", says('must be new on this instance, which already has "%(alias)s"', alias=alias)
        )
    workspace = Workspace(
        id=WorkspaceId(0),
        uuid=work.new_uuid(),
        alias=alias,
        title=title,
        default_project=None,
        created_at=work.now(),
    )
    workspace = replace(workspace, id=workspaces.add(work.db, workspace))
    work.record(WorkspaceCreated(alias=alias), by=by, workspace=workspace.id)
    create_default_channel(work, workspace.id, by=by)
    return workspace


def create_default_project(work: Work, workspace: WorkspaceId, draft: ProjectDraft, *, by: Actor) -> Project:
    """Make a project, and let it take what names no project."""
    project = create_project(work, workspace, draft, by=by)
    set_default_project(work, project.id, by=by)
    return project


def set_default_project(work: Work, project: ProjectId, *, by: Actor) -> Workspace:
    """Let a project take what names no project, in the place of the one that did."""
    access = finding.project(work, project, by=by)
    access.require(Action.MANAGE_PROJECT)
    workspace = work.directory.workspace(access.project.workspace)
    workspaces.set_default_project(work.db, workspace.id, project)
    event = DefaultProjectSet(before=workspace.default_project, after=project)
    work.record(event, by=by, workspace=workspace.id, project=project)
    return replace(workspace, default_project=project)


def create_user(work: Work, draft: UserDraft, *, password_hash: str | None, by: Actor) -> User:
    """Make a user, who is not yet a member of anything."""
    _require_operator(by)
    return _new_user(work, draft, password_hash, by)


def create_member(
    work: Work, workspace: WorkspaceId, draft: UserDraft, role: Role, *, password_hash: str | None, by: Actor
) -> User:
    """Make a user as a member of a workspace: its owners may let new people in, and not only those whom we know."""
    finding.workspace_for(work, workspace, Role.OWNER, by=by)
    user = _new_user(work, draft, password_hash, by)
    return set_member(work, workspace, user.username, role, by=by)


def edit_user(work: Work, user_id: UserId, change: UserChange, *, by: Actor) -> User:
    """Change what is given of one's own name and address, and keep the rest."""
    if by != OPERATOR and (by.id != user_id or not by.may_write):
        raise Forbidden(says("Only they themselves may do this, and the operator of this instance."))
    old = work.directory.user(user_id)
    draft = change.draft_of(old)
    refuse_if(draft.problems(work.limits))
    namesake = work.directory.user_by_email(draft.email)
    if draft.email != old.email and namesake is not None:
        raise Invalid.field("email", says("must be yours alone, and is the address of somebody else"))
    new = replace(old, name=draft.name, surname=draft.surname, email=draft.email)
    users.save(work.db, new)
    work.record(UserEdited(user=user_id, changes=differences(old, new, change.__struct_fields__)), by=by)
    return new


def _new_user(work: Work, draft: UserDraft, password_hash: str | None, by: Actor) -> User:
    refuse_if(draft.problems(work.limits))
    if work.directory.user_by_name(draft.username) is not None:
        raise Invalid.field(
            "username", says('must be new on this instance, which already has "%(username)s"', username=draft.username)
        )
    user = User(
        id=UserId(0),
        uuid=work.new_uuid(),
        username=draft.username,
        name=draft.name,
        surname=draft.surname,
        email=draft.email,
        is_bot=draft.is_bot,
        is_blocked=False,
        created_at=work.now(),
    )
    user = replace(user, id=users.add(work.db, user, password_hash=password_hash))
    work.record(UserCreated(user=user.id, username=user.username), by=by)
    return user


def set_blocked(work: Work, username: str, *, is_blocked: bool, by: Actor) -> User:
    """Keep somebody out with all their tokens, or let them in again. What they did stays theirs."""
    _require_operator(by)
    user = find_user(work, username)
    if user.is_blocked != is_blocked:
        if is_blocked:
            _require_other_owners(work, user)
        users.set_blocked(work.db, user.id, is_blocked=is_blocked)
        work.record(UserBlocked(user=user.id) if is_blocked else UserUnblocked(user=user.id), by=by)
    return replace(user, is_blocked=is_blocked)


def set_password(work: Work, username: str, password_hash: str, *, by: Actor) -> User:
    """Give somebody another password, and sign them out everywhere."""
    _require_operator(by)
    return _change_password(work, find_user(work, username), password_hash, by)


def set_member_password(work: Work, workspace: WorkspaceId, username: str, password_hash: str, *, by: Actor) -> User:
    """Give another password to somebody who forgot theirs, as an owner of the one workspace that they belong to."""
    home = finding.workspace_for(work, workspace, Role.OWNER, by=by)
    user = find_user(work, username)
    role = members.role_in_workspace(work.db, user.id, workspace)
    if user.is_bot or role not in {Role.GUEST, Role.MEMBER, Role.ADMIN}:
        raise Forbidden(
            says(
                "%(user)s is an owner, a bot or no member of %(workspace)s: ask the operator.",
                user=user.username,
                workspace=home.alias,
            )
        )
    if members.is_elsewhere(work.db, user.id, workspace):
        raise Forbidden(
            says(
                "%(user)s belongs to other workspaces too: only the operator may give a new password.",
                user=user.username,
            )
        )
    return _change_password(work, user, password_hash, by)


def _change_password(work: Work, user: User, password_hash: str, by: Actor) -> User:
    users.set_password(work.db, user.id, password_hash)
    web_sessions.remove_all(work.db, user.id)
    work.record(PasswordChanged(user=user.id), by=by)
    return user


def set_member(work: Work, workspace: WorkspaceId, username: str, role: Role, *, by: Actor) -> User:
    """Give somebody a role in a workspace; Role.NONE takes it away. A workspace keeps at least one owner."""
    home = finding.workspace_for(work, workspace, Role.OWNER, by=by)
    user = find_user(work, username)
    before = members.role_in_workspace(work.db, user.id, workspace)
    if before is Role.OWNER and role is not Role.OWNER:
        _require_other_owner(work, home, user)
    members.set_role(work.db, workspace, user.id, role, at=work.now())
    work.record(MemberSet(user=user.id, before=before, after=role), by=by, workspace=workspace)
    return user


def set_project_member(work: Work, project: ProjectId, username: str, role: Role, *, by: Actor) -> User:
    """Give somebody a role in one project; Role.NONE takes it away. It adds to what they are in the workspace."""
    access = finding.project(work, project, by=by)
    access.require(Action.MANAGE_PROJECT)
    user = find_user(work, username)
    before = members.own_project_role(work.db, user.id, project)
    members.set_project_role(work.db, project, user.id, role, at=work.now())
    event = MemberSet(user=user.id, before=before, after=role)
    work.record(event, by=by, workspace=access.project.workspace, project=project)
    return user


def find_user(work: Work, username: str) -> User:
    user = work.directory.user_by_name(username)
    if user is None:
        raise NotFound("user", says("No user %(username)s", username=username))
    return user


def _require_other_owners(work: Work, user: User) -> None:
    for home in workspaces.of_user(work.db, user.id):
        if members.role_in_workspace(work.db, user.id, home.id) is Role.OWNER:
            _require_other_owner(work, home, user)


def _require_other_owner(work: Work, home: Workspace, user: User) -> None:
    """A workspace keeps an owner who is not blocked."""
    if not members.has_other_owner(work.db, home.id, user.id):
        raise Conflict(
            says(
                "%(user)s is the only owner of %(workspace)s. Make somebody else an owner first.",
                user=user.username,
                workspace=home.alias,
            )
        )


def _require_operator(by: Actor) -> None:
    """Users and workspaces belong to the instance, and so to whoever sits at its command line."""
    if by != OPERATOR:
        raise Forbidden(says("Only the operator of this instance may do this, at its command line."))

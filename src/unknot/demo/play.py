"""Plays the story through the operations, so that the demo is as real as anything that people do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

import msgspec

from unknot.demo import story as told
from unknot.demo.story import Attached, Step, Story
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.file import StoredBytes, blob_key
from unknot.domain.ids import ProjectId, UserId, WorkspaceId
from unknot.domain.issue import Issue, IssueChange, IssueDraft
from unknot.domain.label import LabelDraft
from unknot.domain.people import UserDraft
from unknot.domain.project import Project, ProjectDraft
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.comments import add_comment
from unknot.operations.files import add_file, attach_file
from unknot.operations.issues import create_issue, edit_issue
from unknot.operations.labels import create_label
from unknot.operations.passwords import hash_password
from unknot.operations.people import create_default_project, create_user, create_workspace, set_member
from unknot.operations.projects import create_project
from unknot.operations.relations import relate_issues
from unknot.operations.tokens import create_token
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.work import Work

BEFORE_ALL = timedelta(days=400)  # ago: when the workspace was founded


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """How to get into the demo."""

    workspace: str
    project: str
    username: str
    password: str
    token: str


class _Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Where the story plays: its people, projects and labels, by the names that the story gives them."""

    workspace: WorkspaceId
    users: Mapping[str, UserId]
    user_uuids: Mapping[str, str]
    projects: Mapping[str, Project]
    label_uuids: Mapping[tuple[str, str], str]
    token: str

    def actor(self, username: str) -> Actor:
        return Actor(id=self.users[username], workspace=self.workspace)


def fill(database: Database, blobs: Blobs, story: Story, *, password: str) -> Key:
    """Fill an empty database; how to get in."""
    stage = database.change(_set_stage, story, hash_password(password))
    stored = {at: _keep(blobs, stage, story, step) for at, step in enumerate(story.steps) if isinstance(step, Attached)}
    database.change(_play, stage, story, stored)
    owner = story.people[0].username
    return Key(
        workspace=story.workspace_alias,
        project=story.projects[0].alias,
        username=owner,
        password=password,
        token=stage.token,
    )


def _set_stage(work: Work, story: Story, password_hash: str) -> _Stage:
    begun = work.at(work.now() - BEFORE_ALL)
    workspace = create_workspace(begun, story.workspace_alias, story.workspace_title, by=OPERATOR).id
    users = {person.username: _hire(begun, workspace, person, password_hash) for person in story.people}
    projects = {project.alias: _open_project(begun, workspace, project) for project in story.projects}
    owner = users[story.people[0].username]
    return _Stage(
        workspace=workspace,
        users=users,
        user_uuids={name: begun.directory.user(user).uuid for name, user in users.items()},
        projects=projects,
        label_uuids={
            (label.project, label.title): _label(begun, projects[label.project].id, label) for label in story.labels
        },
        token=create_token(work, owner, workspace, name="demo", by=OPERATOR).secret,
    )


def _hire(work: Work, workspace: WorkspaceId, person: told.Person, password_hash: str) -> UserId:
    draft = UserDraft(
        username=person.username,
        name=person.name,
        surname=person.surname,
        email=person.email,
        is_bot=person.is_bot,
    )
    user = create_user(work, draft, password_hash=None if person.is_bot else password_hash, by=OPERATOR)
    set_member(work, workspace, user.username, Role[person.role.upper()], by=OPERATOR)
    return user.id


def _open_project(work: Work, workspace: WorkspaceId, project: told.Project) -> Project:
    draft = ProjectDraft(
        alias=project.alias,
        key=project.key,
        title=project.title,
        description=project.description,
        is_private=project.is_private,
    )
    is_first = work.directory.workspace(workspace).default_project is None
    return (create_default_project if is_first else create_project)(work, workspace, draft, by=OPERATOR)


def _label(work: Work, project: ProjectId, label: told.Label) -> str:
    draft = LabelDraft(title=label.title, color=label.color, description=label.description)
    return create_label(work, project, draft, by=OPERATOR).uuid


def _keep(blobs: Blobs, stage: _Stage, story: Story, step: Attached) -> StoredBytes:
    filed = next(one for one in story.steps if isinstance(one, told.Filed) and one.issue == step.issue)
    directory = str(uuid4())
    key = blob_key(stage.projects[filed.project].uuid, directory)
    kept = blobs.save(key, BytesIO(step.content), at_most=len(step.content))
    return StoredBytes(directory=directory, name=step.name, size=kept.size, sha256=kept.sha256)


def _play(work: Work, stage: _Stage, story: Story, stored: Mapping[int, StoredBytes]) -> None:
    """Every step at its own time, in one transaction: the demo is there whole, or not at all."""
    now, issues = work.now(), dict[int, Issue]()
    for at, step in enumerate(story.steps):
        moment = work.at(_time_of(step, now))
        if isinstance(step, told.Filed):
            issues[step.issue] = _file(moment, stage, step)
        elif isinstance(step, Attached):
            _attach(moment, stage, issues[step.issue], step, stored[at])
        else:
            _continue(moment, stage, issues, step)


def _time_of(step: Step, now: datetime) -> datetime:
    return now - step.at


def _file(work: Work, stage: _Stage, step: told.Filed) -> Issue:
    draft = IssueDraft(
        title=step.title,
        description=step.description,
        status=Status(step.status),
        labels=_label_uuids(stage, step.project, step.labels),
        assignees=tuple(stage.user_uuids[name] for name in step.assignees),
    )
    return create_issue(work, stage.projects[step.project].id, draft, by=stage.actor(step.by))


def _continue(work: Work, stage: _Stage, issues: Mapping[int, Issue], step: Step) -> None:
    by, issue = stage.actor(step.by), issues[step.issue]
    match step:
        case told.Commented():
            add_comment(work, issue.id, step.text, by=by)
        case told.Related():
            relate_issues(work, issue.id, issues[step.target].uuid, RelationKind(step.kind), by=by)
        case _:
            edit_issue(work, issue.id, _change(work, stage, issue, step), by=by)


def _change(work: Work, stage: _Stage, issue: Issue, step: Step) -> IssueChange:
    match step:
        case told.Moved():
            return IssueChange(status=Status(step.status))
        case told.Assigned():
            return IssueChange(assignees=tuple(stage.user_uuids[name] for name in step.assignees))
        case told.Relabelled():
            project = work.directory.project(issue.project)
            return IssueChange(labels=_label_uuids(stage, project.alias if project else "", step.labels))
        case told.Edited():
            return IssueChange(title=step.title, description=step.description)
    raise TypeError(f"the story has a step that cannot be played: {step!r}")


def _attach(work: Work, stage: _Stage, issue: Issue, step: Attached, stored: StoredBytes) -> None:
    by = stage.actor(step.by)
    file = add_file(work, issue.project, stored, by=by)
    attach_file(work, issue.id, file.uuid, by=by)


def _label_uuids(stage: _Stage, project: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stage.label_uuids[project, title] for title in titles)

"""Sets the stage for the story: its people, projects, labels, levels and channels, made before anything happens."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

import msgspec

from unknot.demo import story as told
from unknot.demo.content.cast import Channel, Level, Target, Team
from unknot.demo.story import Story
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.channel import DEFAULT_NAME, ChannelDraft, Escalation, Subscription
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.label import LabelDraft
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS, LevelDraft
from unknot.domain.notify import NotifyDraft
from unknot.domain.people import User, UserDraft
from unknot.domain.project import Project, ProjectDraft
from unknot.domain.team import TeamDraft
from unknot.operations.channels import create_channel, set_subscription
from unknot.operations.labels import create_label
from unknot.operations.levels import create_level
from unknot.operations.notify import create_notify_object
from unknot.operations.people import create_default_project, create_user, create_workspace, set_member
from unknot.operations.projects import create_project
from unknot.operations.teams import create_team
from unknot.operations.tokens import create_token
from unknot.store.work import Work

BEFORE_ALL = timedelta(days=400)  # ago: when the workspace was founded


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Where the story plays: who and what is there, by the names that the story gives them."""

    workspace: WorkspaceId
    users: Mapping[str, User]
    projects: Mapping[str, Project]
    labels: Mapping[tuple[str, str], str]  # UUIDs by alias and title
    levels: Mapping[str, str]  # keys
    channels: Mapping[str, str]  # UUIDs
    token: str

    def actor(self, username: str) -> Actor:
        return Actor(id=self.users[username].id, workspace=self.workspace)

    def user_uuids(self, usernames: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.users[name].uuid for name in usernames)

    def label_uuids(self, project: str, titles: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.labels[project, title] for title in titles)

    def channel_uuids(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.channels[name] for name in names)


def set_stage(work: Work, story: Story, password_hash: str) -> Stage:
    begun = work.at(work.now() - BEFORE_ALL)
    workspace = create_workspace(begun, story.workspace_alias, story.workspace_title, by=OPERATOR).id
    users = {person.username: _hire(begun, workspace, person, password_hash) for person in story.people}
    owner = Actor(id=users[story.people[0].username].id, workspace=workspace)
    projects = {project.alias: _open_project(begun, workspace, project) for project in story.projects}
    labels = {
        (label.project, label.title): _label(begun, projects[label.project].id, label, owner) for label in story.labels
    }
    levels = {level.name: key for key, level in SYSTEM_LEVELS.items()}
    levels |= {level.name: _level(begun, level, owner) for level in story.levels}
    for team in story.teams:
        _team(begun, team, users, owner)
    return Stage(
        workspace=workspace,
        users=users,
        projects=projects,
        labels=labels,
        levels=levels | {NO_LEVEL: NO_LEVEL},
        channels=_open_channels(begun, story, users, owner),
        token=create_token(work, owner.id, workspace, name="demo", by=OPERATOR).secret,
    )


def _hire(work: Work, workspace: WorkspaceId, person: told.Person, password_hash: str) -> User:
    draft = UserDraft(
        username=person.username,
        name=person.name,
        surname=person.surname,
        email=person.email,
        is_bot=person.is_bot,
    )
    user = create_user(work, draft, password_hash=None if person.is_bot else password_hash, by=OPERATOR)
    set_member(work, workspace, user.username, Role[person.role.upper()], by=OPERATOR)
    return user


def _open_project(work: Work, workspace: WorkspaceId, project: told.Project) -> Project:
    draft = ProjectDraft(
        alias=project.alias,
        key=project.key,
        title=project.title,
        description=project.description,
        is_private=project.is_private,
    )
    return (create_default_project if project.is_default else create_project)(work, workspace, draft, by=OPERATOR)


def _label(work: Work, project: ProjectId, label: told.Label, by: Actor) -> str:
    draft = LabelDraft(title=label.title, color=label.color, description=label.description)
    return create_label(work, project, draft, by=by).uuid


def _level(work: Work, level: Level, by: Actor) -> str:
    draft = LevelDraft(name=level.name, color=level.color, description=level.description)
    return create_level(work, by.workspace, draft, by=by).uuid


def _team(work: Work, team: Team, users: Mapping[str, User], by: Actor) -> None:
    members = tuple(users[name].uuid for name in team.members)
    create_team(work, by.workspace, TeamDraft(name=team.name, members=members), by=by)


def _open_channels(work: Work, story: Story, users: Mapping[str, User], owner: Actor) -> dict[str, str]:
    """The UUIDs of the channels by name, with everybody who follows one, and the default channel among them."""
    targets = {target.name: _target(work, target, owner) for target in story.targets}
    found = {}
    for channel in story.channels:
        maker = Actor(id=users[channel.by].id, workspace=owner.workspace)
        uuid = _open_channel(work, channel, targets, maker)
        for username, kind in _subscriptions(channel):
            follower = Actor(id=users[username].id, workspace=owner.workspace)
            set_subscription(work, owner.workspace, uuid, kind, by=follower)
        found[channel.name] = uuid
    return found


def _target(work: Work, target: Target, by: Actor) -> str:
    """Its id, as clients of the Guance API write it into channels."""
    draft = NotifyDraft(kind=target.kind, name=target.name, options=target.options)
    return vendor_id("notify", create_notify_object(work, by.workspace, draft, by=by).uuid)


def vendor_id(prefix: str, uuid: str) -> str:
    """How clients of the Guance API spell a UUID in what they own, which is kept exactly as they sent it."""
    return f"{prefix}_{uuid.replace('-', '')}"


def _open_channel(work: Work, channel: Channel, targets: Mapping[str, str], by: Actor) -> str:
    if channel.name == DEFAULT_NAME:
        return work.directory.default_channel(by.workspace).uuid
    draft = ChannelDraft(
        name=channel.name,
        description=channel.description,
        targets=tuple(targets[name] for name in channel.targets),
        escalation=_escalation(channel, targets),
    )
    return create_channel(work, by.workspace, draft, by=by).uuid


def _escalation(channel: Channel, targets: Mapping[str, str]) -> Escalation | None:
    if not channel.escalates_after_minutes:
        return None
    seconds = channel.escalates_after_minutes * 60
    return Escalation(after_seconds=seconds, targets=tuple(targets[name] for name in channel.escalates_to))


def _subscriptions(channel: Channel) -> Iterator[tuple[str, Subscription]]:
    for kind in Subscription:
        for username in getattr(channel, kind.value):
            yield username, kind

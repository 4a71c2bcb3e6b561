"""Plays the story through the operations, so that the demo is as real as anything that people do."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from uuid import uuid4

import msgspec

from unknot.demo import story as told
from unknot.demo.content.rhythm import as_of
from unknot.demo.stage import Stage, set_stage, vendor_id
from unknot.demo.story import Attached, Step, Story
from unknot.domain.file import StoredBytes, blob_key
from unknot.domain.issue import NOWHERE, Format, Issue, IssueChange, IssueDraft
from unknot.domain.people import User
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.comments import add_comment
from unknot.operations.files import add_file, attach_file
from unknot.operations.issues import create_issue, edit_issue
from unknot.operations.passwords import hash_password
from unknot.operations.relations import relate_issues
from unknot.operations.watching import set_watching
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.work import Work


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """How to get into the demo."""

    workspace: str
    project: str
    username: str
    password: str
    token: str


def fill(database: Database, blobs: Blobs, story: Story, *, password: str) -> Key:
    """Fill an empty database; how to get in."""
    stage = database.change(set_stage, story, hash_password(password))
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


def _keep(blobs: Blobs, stage: Stage, story: Story, step: Attached) -> StoredBytes:
    filed = next(one for one in story.steps if isinstance(one, told.Filed) and one.issue == step.issue)
    directory = str(uuid4())
    key = blob_key(stage.projects[filed.project].uuid, directory)
    kept = blobs.save(key, BytesIO(step.content), at_most=len(step.content))
    return StoredBytes(directory=directory, name=step.name, size=kept.size, sha256=kept.sha256)


def _play(work: Work, stage: Stage, story: Story, stored: Mapping[int, StoredBytes]) -> None:
    """Every step at its own time, in one transaction: the demo is there whole, or not at all."""
    now, issues = work.now(), dict[int, Issue]()
    for at, step in enumerate(story.steps):
        moment = work.at(as_of(step.at, now))
        if isinstance(step, told.Filed):
            issues[step.issue] = _file(moment, stage, step)
        elif isinstance(step, Attached):
            _attach(moment, stage, issues[step.issue], step, stored[at])
        else:
            _continue(moment, stage, issues, step)


def _file(work: Work, stage: Stage, step: told.Filed) -> Issue:
    draft = IssueDraft(
        title=step.title,
        description=step.description,
        format=Format(step.format),
        status=Status(step.status),
        labels=stage.label_uuids(step.project, step.labels),
        assignees=stage.user_uuids(step.assignees),
        watchers=stage.user_uuids(step.watchers),
        channels=stage.channel_uuids(step.channels),
        level=stage.levels[step.level],
        source=step.source,
        sub_identity=step.group,
        extend="{}" if step.source == NOWHERE else msgspec.json.encode(_extend(stage, step)).decode(),
    )
    return create_issue(work, stage.projects[step.project].id, draft, by=stage.actor(step.by))


def _extend(stage: Stage, step: told.Filed) -> dict[str, Any]:
    """What clients of the Guance API keep with an issue that they file: whom it concerns, and where to look."""
    author = stage.users[step.by]
    return {
        "channels": _mentions("#", (vendor_id("chan", uuid) for uuid in stage.channel_uuids(step.channels))),
        "members": _mentions("@", (_account(stage.users[name]) for name in step.watchers)),
        "manager": [_account(stage.users[name]) for name in step.assignees],
        "linkList": [{"name": name, "link": link} for name, link in step.links.items()],
        "extra": {"creator": {"name": author.full_name, "email": author.email}},
    }


def _mentions(sign: str, ids: Iterable[str]) -> list[dict[str, Any]]:
    return [{"type": sign, "uuid": one, "exists": True} for one in ids]


def _account(user: User) -> str:
    return vendor_id("acnt", user.uuid)


def _continue(work: Work, stage: Stage, issues: Mapping[int, Issue], step: Step) -> None:
    by, issue = stage.actor(step.by), issues[step.issue]
    match step:
        case told.Commented():
            add_comment(work, issue.id, step.text, by=by)
        case told.Related():
            relate_issues(work, issue.id, issues[step.target].uuid, RelationKind(step.kind), by=by)
        case told.Watched():
            set_watching(work, issue.id, is_watching=step.is_watching, by=by)
        case _:
            edit_issue(work, issue.id, _change(work, stage, issue, step), by=by)


def _change(work: Work, stage: Stage, issue: Issue, step: Step) -> IssueChange:
    match step:
        case told.Moved():
            return IssueChange(status=Status(step.status))
        case told.Levelled():
            return IssueChange(level=stage.levels[step.level])
        case told.Delivered():
            return IssueChange(channels=stage.channel_uuids(step.channels))
        case told.Assigned():
            return IssueChange(assignees=stage.user_uuids(step.assignees))
        case told.Relabelled():
            project = work.directory.project(issue.project)
            return IssueChange(labels=stage.label_uuids(project.alias if project else "", step.labels))
        case told.Edited():
            return IssueChange(title=step.title, description=step.description)
    raise TypeError(f"the story has a step that cannot be played: {step!r}")


def _attach(work: Work, stage: Stage, issue: Issue, step: Attached, stored: StoredBytes) -> None:
    by = stage.actor(step.by)
    file = add_file(work, issue.project, stored, by=by)
    if step.text:
        add_comment(work, issue.id, step.text, files=[file.uuid], by=by)
    else:
        attach_file(work, issue.id, file.uuid, by=by)

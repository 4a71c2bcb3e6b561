"""One issue with everything around it, as get answers with it."""

from typing import Annotated, Any

import msgspec

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.wire_attachments import AttachmentOut, attachment_out
from unknot.dialects.guance.wire_issues import IssueOut, issue_out
from unknot.dialects.guance.wire_person import PersonInfo, person_info
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.people import User
from unknot.http.told import told
from unknot.store import channels, files, teams
from unknot.store.directory import Directory
from unknot.store.session import Session


class KnownPerson(PersonInfo, frozen=True, kw_only=True):
    """A person block that says which person."""

    uuid: shapes.PersonWord


class BoundChannel(msgspec.Struct, frozen=True, kw_only=True):
    name: shapes.Name
    uuid: shapes.ChannelWord


class IssueDetail(IssueOut, frozen=True, kw_only=True):
    """An issue with its joins."""

    attachments: list[AttachmentOut]
    bind_channels: list[BoundChannel]
    creator_info: KnownPerson
    declaration: Annotated[dict[str, Any], told(maxProperties=0)] = msgspec.field(default_factory=dict)
    level_info: Annotated[dict[str, str], told(propertyNames={"enum": ["color", "name"]})]
    manager_infos: list[dict[str, str]]
    updator_info: KnownPerson


def detail_out(issue: Issue, db: Session, directory: Directory) -> IssueDetail:
    plain = issue_out(issue, directory)
    fields = {name: getattr(plain, name) for name in plain.__struct_fields__}
    bound = [directory.default_channel(issue.workspace), *channels.of_issue(db, issue.id)]
    view = _View(db, directory, issue.workspace)
    fields |= {
        "creator_info": _known(directory.user(issue.created_by)),
        "updator_info": _known(directory.user(issue.updated_by)),
    }
    return IssueDetail(
        **fields,
        attachments=[attachment_out(file) for file in files.own_of_issue(db, issue.id)],
        bind_channels=[BoundChannel(name=one.name, uuid=ids.wire_id(ids.CHANNEL, one.uuid)) for one in bound],
        level_info=_level_info(issue.level, directory),
        manager_infos=[_manager_info(word, plain.extend, view) for word in plain.extend.get("manager", [])],
    )


def _known(user: User) -> KnownPerson:
    block = person_info(user)
    return KnownPerson(**{name: getattr(block, name) for name in block.__struct_fields__}, uuid=ids.person_id(user))


def _level_info(key: str, directory: Directory) -> dict[str, str]:
    if key == NO_LEVEL:
        return {}
    level = SYSTEM_LEVELS.get(key) or directory.level(key)
    return {} if level is None else {"color": level.color, "name": level.name}


class _View(msgspec.Struct, frozen=True):
    """Where to look names up."""

    db: Session
    directory: Directory
    workspace: WorkspaceId


def _manager_info(word: str, extend: dict[str, Any], view: _View) -> dict[str, str]:
    """An account becomes a person block, a team its name, an address a name for it."""
    uuid = ids.person_uuid_in(word)
    user = None if uuid is None else view.directory.user_by_uuid(uuid)
    if user is not None:
        block: dict[str, str] = msgspec.to_builtins(_known(user))
        return block
    team_uuid = ids.uuid_in(ids.TEAM, word)
    if team_uuid is not None:
        team = teams.by_uuid(view.db, view.workspace, team_uuid)
        return {"name": word if team is None else team.name, "uuid": word}
    told = extend.get("extra", {})
    names = told.get("managerInfos", {}) if isinstance(told, dict) else {}
    named = names.get(word, {}) if isinstance(names, dict) else {}
    name = named.get("name") if isinstance(named, dict) else None
    return {"email": word, "name": name if isinstance(name, str) else word}

"""Guance's members, teams, keys and workspace, and how ours become them and theirs ours.

The fields stand in the order of the alphabet, as in the vendor's samples, and every key is always there.
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from unknot.dialects.guance import ids
from unknot.dialects.guance.envelope import PageInfo
from unknot.dialects.guance.times import NEVER, seconds
from unknot.dialects.guance.wire_person import SYSTEM, PersonInfo, maker_id, person_info
from unknot.domain.access import Role
from unknot.domain.errors import Invalid
from unknot.domain.people import User, Workspace
from unknot.domain.team import Team, TeamDraft
from unknot.domain.token import Token
from unknot.store.directory import Directory

ROLES: Final = {Role.OWNER: "owner", Role.ADMIN: "wsAdmin", Role.MEMBER: "general", Role.GUEST: "readOnly"}
LANGUAGE: Final = "en"  # of our sentences


class RoleOut(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    uuid: str


class MemberOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A person of the workspace. What Unknot does not know of people is empty."""

    create_at: int
    creator: str = SYSTEM  # accounts are made at the server's command line
    delete_at: int = NEVER
    email: str
    extend: dict[str, Any] = {}
    exter_id: str = ""
    id: int
    mobile: str = ""
    name: str
    name_space: str = ""
    role: str
    roles: list[RoleOut]
    status: int = 0
    update_at: int
    updator: str = SYSTEM
    user_icon_url: str = ""
    user_type: str = "common"
    username: str
    uuid: str
    wait_audit: int = 0


class MemberPage(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    data: list[MemberOut]
    page_info: PageInfo


class TeamIn(msgspec.Struct, frozen=True, kw_only=True):
    """A team to make, or what it shall be from now on."""

    name: str
    accounts: list[str] | None = msgspec.field(name="accountUUIDs", default=None)


class TeamOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    accounts: list[str] = msgspec.field(name="accountUUIDs")
    create_at: int
    creator: str
    delete_at: int = NEVER
    id: int
    name: str
    status: int = 0
    update_at: int
    updator: str
    uuid: str
    workspace_uuid: str = msgspec.field(name="workspaceUUID")


class TeamRow(msgspec.Struct, frozen=True, kw_only=True):
    """A team in the list of them."""

    member_count: int
    member_name_list: list[str]
    name: str
    uuid: str


class TeamMemberOut(msgspec.Struct, frozen=True, kw_only=True):
    email: str
    name: str
    uuid: str


class TeamMembersOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    group_members: list[TeamMemberOut]
    members_not_in_group: list[TeamMemberOut] = []  # empty, as the vendor has it


class KeyOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A key. Its secret is told to nobody; whoever calls with it knows it already and finds it by `ak`."""

    ak: str
    create_at: int
    creator: str
    creator_info: PersonInfo
    delete_at: int = NEVER
    id: int
    name: str
    sk: str = ""
    status: int = 0
    update_at: int
    updator: str
    uuid: str
    workspace_uuid: str = msgspec.field(name="workspaceUUID")


class WorkspaceOut(msgspec.Struct, frozen=True, kw_only=True):
    language: str = LANGUAGE
    name: str
    token: str = ""  # the vendor's key for sending data, which Unknot does not take in
    uuid: str


def member_out(user: User, role: Role) -> MemberOut:
    word, made = ROLES[role], seconds(user.created_at)
    return MemberOut(
        create_at=made,
        email=user.email,
        id=user.id,
        name=user.full_name,
        role=word,
        roles=[RoleOut(name=word, uuid=word)],
        update_at=made,
        username=user.username,
        uuid=ids.person_id(user),
    )


def team_draft(body: TeamIn) -> TeamDraft:
    return TeamDraft(name=body.name, members=tuple(_person_uuids(body.accounts or ())))


def team_out(team: Team, directory: Directory) -> TeamOut:
    return TeamOut(
        accounts=[ids.person_id(directory.user(member)) for member in team.members],
        create_at=seconds(team.created_at),
        creator=maker_id(directory, team.created_by),
        id=team.id,
        name=team.name,
        update_at=seconds(team.updated_at),
        updator=maker_id(directory, team.updated_by),
        uuid=ids.wire_id(ids.TEAM, team.uuid),
        workspace_uuid=ids.wire_id(ids.WORKSPACE, directory.workspace(team.workspace).uuid),
    )


def team_row(team: Team, directory: Directory) -> TeamRow:
    return TeamRow(
        member_count=len(team.members),
        member_name_list=[directory.user(member).full_name for member in team.members],
        name=team.name,
        uuid=ids.wire_id(ids.TEAM, team.uuid),
    )


def team_members_out(team: Team, directory: Directory) -> TeamMembersOut:
    return TeamMembersOut(group_members=[_team_member_out(directory.user(member)) for member in team.members])


def key_out(token: Token, directory: Directory, *, ak: str) -> KeyOut:
    """A token. The vendor says who made a key; ours say for whom they speak."""
    speaker, made = directory.user(token.user), seconds(token.created_at)
    return KeyOut(
        ak=ak,
        create_at=made,
        creator=ids.person_id(speaker),
        creator_info=person_info(speaker),
        id=token.id,
        name=token.name,
        update_at=made,
        updator=ids.person_id(speaker),
        uuid=ids.wire_id(ids.KEY, token.uuid),
        workspace_uuid=ids.wire_id(ids.WORKSPACE, directory.workspace(token.workspace).uuid),
    )


def workspace_out(workspace: Workspace) -> WorkspaceOut:
    return WorkspaceOut(name=workspace.title, uuid=ids.wire_id(ids.WORKSPACE, workspace.uuid))


def _team_member_out(user: User) -> TeamMemberOut:
    person = person_info(user)
    return TeamMemberOut(email=person.email, name=person.name, uuid=ids.person_id(user))


def _person_uuids(given: Iterable[str]) -> Iterable[str]:
    for one in given:
        uuid = ids.person_uuid_in(one)
        if uuid is None:
            raise Invalid.field("accountUUIDs", f'must hold ids of members such as acnt_…, and holds "{one[:50]}"')
        yield uuid

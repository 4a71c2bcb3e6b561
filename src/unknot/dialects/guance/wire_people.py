"""Guance's members, teams, keys and workspace, and how ours become them and theirs ours.

The fields stand in the order of the alphabet, as in the vendor's samples, and every key is always there.
"""

from collections.abc import Iterable
from typing import Any, Final, Literal

import msgspec

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.envelope import PageInfo
from unknot.dialects.guance.times import NEVER, seconds
from unknot.dialects.guance.wire_person import SYSTEM, PersonInfo, maker_id, person_info
from unknot.domain.access import Role
from unknot.domain.errors import Invalid
from unknot.domain.people import User, Workspace
from unknot.domain.team import Team, TeamDraft
from unknot.domain.token import Token
from unknot.store.directory import Directory

RoleWord = Literal["owner", "wsAdmin", "general", "readOnly"]
ROLES: Final[dict[Role, RoleWord]] = {
    Role.OWNER: "owner",
    Role.ADMIN: "wsAdmin",
    Role.MEMBER: "general",
    Role.GUEST: "readOnly",
}
LANGUAGE: Final = "en"  # of our sentences


class RoleOut(msgspec.Struct, frozen=True, kw_only=True):
    name: RoleWord
    uuid: RoleWord


class MemberOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A person of the workspace. What Unknot does not know of people is empty."""

    create_at: shapes.Seconds
    creator: shapes.MakerWord = SYSTEM  # Unknot keeps no record of who made an account
    delete_at: shapes.Alive = NEVER
    email: str
    extend: dict[str, Any] = {}
    exter_id: str = ""
    id: shapes.Number
    mobile: str = ""
    name: str
    name_space: str = ""
    role: RoleWord
    roles: list[RoleOut]
    status: shapes.Normal = 0
    update_at: shapes.Seconds
    updator: shapes.MakerWord = SYSTEM
    user_icon_url: str = ""
    user_type: str = "common"
    username: str
    uuid: shapes.PersonWord
    wait_audit: int = 0


class MemberPage(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    data: list[MemberOut]
    page_info: PageInfo


class TeamIn(msgspec.Struct, frozen=True, kw_only=True):
    """A team to make, or what it shall be from now on."""

    name: shapes.Name
    accounts: list[shapes.PersonWord] | None = msgspec.field(name="accountUUIDs", default=None)


class TeamOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    accounts: list[shapes.PersonWord] = msgspec.field(name="accountUUIDs")
    create_at: shapes.Seconds
    creator: shapes.MakerWord
    delete_at: shapes.Alive = NEVER
    id: shapes.Number
    name: shapes.Name
    status: shapes.Normal = 0
    update_at: shapes.Seconds
    updator: shapes.MakerWord
    uuid: shapes.TeamWord
    workspace_uuid: shapes.WorkspaceWord = msgspec.field(name="workspaceUUID")


class TeamRow(msgspec.Struct, frozen=True, kw_only=True):
    """A team in the list of them."""

    member_count: shapes.Count
    member_name_list: list[str]
    name: shapes.Name
    uuid: shapes.TeamWord


class TeamMemberOut(msgspec.Struct, frozen=True, kw_only=True):
    email: str
    name: str
    uuid: shapes.PersonWord


class TeamMembersOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    group_members: list[TeamMemberOut]
    members_not_in_group: list[TeamMemberOut] = []  # empty, as the vendor has it


class KeyOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A key. Its secret is told to nobody; whoever calls with it knows it already and finds it by `ak`."""

    ak: str
    create_at: shapes.Seconds
    creator: shapes.MakerWord
    creator_info: PersonInfo
    delete_at: shapes.Alive = NEVER
    id: shapes.Number
    name: str
    sk: str = ""
    status: shapes.Normal = 0
    update_at: shapes.Seconds
    updator: shapes.MakerWord
    uuid: shapes.KeyWord
    workspace_uuid: shapes.WorkspaceWord = msgspec.field(name="workspaceUUID")


class WorkspaceOut(msgspec.Struct, frozen=True, kw_only=True):
    language: str = LANGUAGE
    name: str
    token: str = ""  # the vendor's key for sending data, which Unknot does not take in
    uuid: shapes.WorkspaceWord


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
        workspace_uuid=ids.workspace_id(team.workspace, directory),
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
        workspace_uuid=ids.workspace_id(token.workspace, directory),
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

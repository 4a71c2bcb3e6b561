"""Members, teams, and the keys by which programs call."""

from unknot.dialects.guance.endpoints import keys, members, teams
from unknot.dialects.guance.paging import PAGING
from unknot.dialects.guance.routes.shared import SEARCH, SEEN
from unknot.dialects.guance.shapes import TeamWord
from unknot.dialects.guance.wire_people import (
    KeyOut,
    MemberPage,
    TeamIn,
    TeamMembersOut,
    TeamOut,
    TeamRow,
    WorkspaceOut,
)
from unknot.domain.errors import Forbidden, Invalid
from unknot.http.routes import Query, Route

GROUP = Query("groupUUID", TeamWord, "The id of the team", required=True)

MEMBERS = (
    Route(
        "GET",
        "/workspace/members/list",
        members.list_members,
        "List the people of the workspace",
        query=(Query("search", str, "A part of the name or address; case makes no difference"), *PAGING),
        answers=MemberPage,
        refuses=(Forbidden, Invalid),
    ),
)

TEAMS = (
    Route(
        "GET",
        "/workspace/member_group/list",
        teams.list_teams,
        "List teams, oldest first",
        query=(SEARCH,),
        answers=list[TeamRow],
        refuses=(Forbidden,),
    ),
    Route(
        "GET",
        "/workspace/member_group/get",
        teams.get_team,
        "List a team's members",
        query=(GROUP,),
        answers=TeamMembersOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/workspace/member_group/add",
        teams.add_team,
        "Make a team",
        body=TeamIn,
        answers=TeamOut,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/workspace/member_group/{group_uuid}/modify",
        teams.modify_team,
        "Give a team another name and other members",
        body=TeamIn,
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/workspace/member_group/{group_uuid}/delete",
        teams.delete_team,
        "Delete a team",
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "GET",
        "/workspace/member_group/{group_uuid}/delete",
        teams.delete_team,
        "Delete a team, as one of the vendor's clients does it",
        name="get_delete_team",
        answers=bool,
        refuses=SEEN,
    ),
)

KEYS = (
    Route(
        "GET",
        "/workspace/accesskey/list",
        keys.list_keys,
        "List the workspace's keys, without their secrets",
        answers=list[KeyOut],
        refuses=(Forbidden,),
    ),
    Route(
        "GET",
        "/workspace/get",
        keys.get_workspace,
        "Get the workspace that the key belongs to",
        answers=WorkspaceOut,
        refuses=(Forbidden,),
    ),
    Route("GET", "/validate", keys.validate_key, "Learn whether a key is good", answers=bool, refuses=(Forbidden,)),
)

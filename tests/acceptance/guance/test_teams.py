"""Teams, which the vendor calls member groups (section 5.1)."""

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content, denied, invalid, missing
from .support.shapes import is_id, nothing

GROUP = "/workspace/member_group"


def make(desk: Desk, name: str, *accounts: str) -> str:
    uuid: str = content(desk.key.post(f"{GROUP}/add", {"name": name, "accountUUIDs": list(accounts)}))["uuid"]
    return uuid


def members(desk: Desk, team: str) -> list[JSON]:
    found: list[JSON] = content(desk.key.get(f"{GROUP}/get", groupUUID=team))["groupMembers"]
    return found


def test_a_team_has_members(desk: Desk) -> None:
    team = make(desk, "On call", desk.me)

    found = content(desk.key.get(f"{GROUP}/get", groupUUID=team))

    assert is_id("group", team)
    assert set(found) == {"groupMembers", "membersNotInGroup"}
    assert isinstance(found["membersNotInGroup"], list)
    (member,) = found["groupMembers"]
    assert set(member) == {"email", "name", "uuid"}
    assert (member["uuid"], member["email"]) == (desk.me, "ann@example.org")


def test_teams_are_listed_with_their_members_in_short(own_desk: Desk) -> None:
    team, empty = make(own_desk, "On call", own_desk.me), make(own_desk, "Nobody")

    body = own_desk.key.get(f"{GROUP}/list").json()

    assert "pageInfo" not in body
    listed = {one["uuid"]: one for one in body["content"]}
    (name,) = (member["name"] for member in members(own_desk, team))
    assert listed[team] == {"uuid": team, "name": "On call", "member_count": 1, "member_name_list": [name]}
    assert listed[empty] == {"uuid": empty, "name": "Nobody", "member_count": 0, "member_name_list": []}


def test_teams_are_found_by_their_name(own_desk: Desk) -> None:
    team = make(own_desk, "On call")
    make(own_desk, "Support")

    found = content(own_desk.key.get(f"{GROUP}/list", search="on c"))

    assert [one["uuid"] for one in found] == [team]


def test_a_change_replaces_name_and_members(desk: Desk, member: Desk) -> None:
    other = next(one["uuid"] for one in desk.members(search="max@example.org"))
    team = make(desk, "On call", desk.me)

    answer = content(desk.key.post(f"{GROUP}/{team}/modify", {"name": "Night shift", "accountUUIDs": [other]}))

    assert answer is True
    assert [one["uuid"] for one in members(desk, team)] == [other]
    assert "Night shift" in {one["name"] for one in content(member.key.get(f"{GROUP}/list"))}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_deleted_team_is_gone(desk: Desk, method: str) -> None:
    team = make(desk, "On call", desk.me)

    content(desk.key.call(method, f"{GROUP}/{team}/delete"))

    missing(desk.key.get(f"{GROUP}/get", groupUUID=team), "MemberGroup")
    missing(desk.key.post(f"{GROUP}/{team}/modify", {"name": "x", "accountUUIDs": []}), "MemberGroup")
    missing(desk.key.call(method, f"{GROUP}/{team}/delete"), "MemberGroup")
    assert team not in {one["uuid"] for one in content(desk.key.get(f"{GROUP}/list"))}


@pytest.mark.parametrize("body", [{}, {"name": None}, {"name": ""}, {"name": 7}, {"name": "x" * 257}], ids=str)
def test_a_team_needs_a_name(desk: Desk, body: JSON) -> None:
    invalid(desk.key.post(f"{GROUP}/add", {"accountUUIDs": [], **body}), "name")


@pytest.mark.parametrize("accounts", ["acnt_1", [7], {}], ids=repr)
def test_members_are_named_by_a_list_of_accounts(desk: Desk, accounts: JSON) -> None:
    invalid(desk.key.post(f"{GROUP}/add", {"name": "On call", "accountUUIDs": accounts}), "accountUUIDs")


@pytest.mark.parametrize("uuid", [nothing("group"), "group_1", "acnt_1"])
def test_a_team_that_is_not_there_is_not_found(desk: Desk, uuid: str) -> None:
    missing(desk.key.get(f"{GROUP}/get", groupUUID=uuid), "MemberGroup")


def test_a_team_must_be_named(desk: Desk) -> None:
    invalid(desk.key.get(f"{GROUP}/get"), "groupUUID")


def test_the_teams_of_another_workspace_are_none(desk: Desk, outsider: Desk) -> None:
    team = make(desk, "On call", desk.me)

    missing(outsider.key.get(f"{GROUP}/get", groupUUID=team), "MemberGroup")
    missing(outsider.key.post(f"{GROUP}/{team}/modify", {"name": "x", "accountUUIDs": []}), "MemberGroup")
    missing(outsider.key.get(f"{GROUP}/{team}/delete"), "MemberGroup")
    assert members(desk, team)[0]["uuid"] == desk.me


def test_teams_are_for_administrators_to_change(member: Desk, desk: Desk) -> None:
    team = make(desk, "On call")

    denied(member.key.post(f"{GROUP}/add", {"name": "Mine", "accountUUIDs": []}))
    denied(member.key.get(f"{GROUP}/{team}/delete"))

    assert members(member, team) == []

"""Teams, which the vendor calls member groups."""

import re
from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, refusal_of
from tests.http.support.installation import Installation
from unknot.domain.access import Role
from unknot.operations.people import set_member

GROUP = "/workspace/member_group"
NOBODY = f"acnt_{'0' * 32}"
NO_TEAM = f"group_{'0' * 32}"


@pytest.fixture
def ids(mary: Caller) -> dict[str, str]:
    """The account ids of ann and mary, by their names."""
    return {member["username"]: member["uuid"] for member in mary.get("/workspace/members/list")["data"]}


@pytest.fixture
def team(owner: Caller, ids: dict[str, str]) -> str:
    """Of ann and mary."""
    uuid: str = add(owner, "On call", [ids["mary"], ids["ann"]])["uuid"]
    return uuid


def test_a_new_team_is_answered_whole(owner: Caller, ids: dict[str, str], installation: Installation) -> None:
    made = add(owner, "On call", [ids["mary"], ids["ann"], ids["mary"]])

    assert re.fullmatch("group_[0-9a-f]{32}", made["uuid"])
    assert made["createAt"] == made["updateAt"] > 0
    assert made | dict.fromkeys(("uuid", "id", "createAt", "updateAt")) == {
        "accountUUIDs": [ids["ann"], ids["mary"]],
        "createAt": None,
        "creator": ids["ann"],
        "deleteAt": -1,
        "id": None,
        "name": "On call",
        "status": 0,
        "updateAt": None,
        "updator": ids["ann"],
        "uuid": None,
        "workspaceUUID": f"wksp_{installation.founded.workspace.uuid.replace('-', '')}",
    }
    assert list(made) == sorted(made)


def test_the_list_names_teams_and_who_is_in_them(owner: Caller, team: str) -> None:
    empty = add(owner, "Дежурные")["uuid"]

    assert owner.get(f"{GROUP}/list") == [
        {"member_count": 2, "member_name_list": ["Ann Lee", "Mary Lee"], "name": "On call", "uuid": team},
        {"member_count": 0, "member_name_list": [], "name": "Дежурные", "uuid": empty},
    ]


@pytest.mark.parametrize(
    ("search", "names"), [("ДЕЖУР", ["Дежурные"]), ("ON", ["On call"]), ("%", []), ("", ["On call", "Дежурные"])]
)
@pytest.mark.usefixtures("team")
def test_teams_are_found_by_name_whatever_the_case(owner: Caller, search: str, names: list[str]) -> None:
    add(owner, "Дежурные")

    assert [row["name"] for row in owner.get(f"{GROUP}/list", search=search)] == names


@pytest.mark.usefixtures("team")
def test_a_list_of_teams_has_no_pages(owner: Caller) -> None:
    assert "pageInfo" not in owner.ask(f"{GROUP}/list").json


def test_a_team_tells_its_members(owner: Caller, team: str, ids: dict[str, str]) -> None:
    assert owner.get(f"{GROUP}/get", groupUUID=team) == {
        "groupMembers": [
            {"email": "ann@example.org", "name": "Ann Lee", "uuid": ids["ann"]},
            {"email": "mary@example.org", "name": "Mary Lee", "uuid": ids["mary"]},
        ],
        "membersNotInGroup": [],
    }


def test_a_change_gives_another_name_and_other_members(owner: Caller, team: str, ids: dict[str, str]) -> None:
    assert owner.post(f"{GROUP}/{team}/modify", {"name": "Night shift", "accountUUIDs": [ids["mary"]]}) is True

    assert owner.get(f"{GROUP}/list") == [
        {"member_count": 1, "member_name_list": ["Mary Lee"], "name": "Night shift", "uuid": team}
    ]


@pytest.mark.parametrize(
    "body", [{"name": "x"}, {"name": "x", "accountUUIDs": []}, {"name": "x", "accountUUIDs": None}]
)
def test_a_team_may_be_emptied(owner: Caller, team: str, body: dict[str, Any]) -> None:
    owner.post(f"{GROUP}/{team}/modify", body)

    assert owner.get(f"{GROUP}/get", groupUUID=team)["groupMembers"] == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_deleted_team_is_gone(owner: Caller, team: str, method: str) -> None:
    delete = owner.get if method == "GET" else owner.post

    assert delete(f"{GROUP}/{team}/delete") is True

    assert owner.get(f"{GROUP}/list") == []
    assert_gone(owner, team)


@pytest.mark.parametrize("uuid", [NO_TEAM, "group_", "x", NOBODY, "group_" + "F" * 32])
def test_a_team_that_is_not_there_is_not_found(owner: Caller, uuid: str) -> None:
    assert_gone(owner, uuid)


def test_a_team_of_another_workspace_looks_missing(owner: Caller, stranger: Caller, team: str) -> None:
    assert_gone(stranger, team)

    assert stranger.get(f"{GROUP}/list") == []
    assert len(owner.get(f"{GROUP}/get", groupUUID=team)["groupMembers"]) == 2


def test_which_team_must_be_said(owner: Caller) -> None:
    sentence = "groupUUID must be given in the query"

    assert refusal_of(owner.ask(f"{GROUP}/get")) == (400, "ft.InvalidParameter", sentence)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": None}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 257}, "name"),
        ({"name": 7}, "name"),
        ({"name": "x", "accountUUIDs": "acnt_1"}, "accountUUIDs"),
        ({"name": "x", "accountUUIDs": [1]}, "accountUUIDs"),
        ({"name": "x", "accountUUIDs": ["acnt_1"]}, "accountUUIDs"),
        ({"name": "x", "accountUUIDs": [NO_TEAM]}, "accountUUIDs"),
        ({"name": "x", "accountUUIDs": [NOBODY]}, "accountUUIDs"),
    ],
)
def test_a_team_is_sound(owner: Caller, team: str, body: dict[str, Any], field: str) -> None:
    for path in ("add", f"{team}/modify"):
        status, code, message = refusal_of(owner.send(f"{GROUP}/{path}", body))
        assert (status, code) == (400, "ft.InvalidParameter")
        assert field in message

    [row] = owner.get(f"{GROUP}/list")
    assert (row["name"], row["member_count"]) == ("On call", 2)


def test_only_members_of_the_workspace_can_be_in_its_teams(owner: Caller, stranger: Caller) -> None:
    bob = stranger.get("/workspace/members/list")["data"][0]["uuid"]

    refused = refusal_of(owner.send(f"{GROUP}/add", {"name": "x", "accountUUIDs": [bob]}))

    sentence = "accountUUIDs must name members of the workspace, and names somebody else"
    assert refused == (400, "ft.InvalidParameter", sentence)


def test_who_leaves_the_workspace_leaves_its_teams(owner: Caller, team: str, installation: Installation) -> None:
    installation.operate(set_member, installation.founded.workspace.id, "mary", Role.NONE)

    assert [row["member_name_list"] for row in owner.get(f"{GROUP}/list")] == [["Ann Lee"]]
    assert [one["name"] for one in owner.get(f"{GROUP}/get", groupUUID=team)["groupMembers"]] == ["Ann Lee"]


def test_everybody_may_look_and_admins_may_change(
    owner: Caller, mary: Caller, gus: Caller, reader: Caller, team: str, installation: Installation
) -> None:
    for caller in (mary, gus, reader):
        assert [row["uuid"] for row in caller.get(f"{GROUP}/list")] == [team]
        assert len(caller.get(f"{GROUP}/get", groupUUID=team)["groupMembers"]) == 2
        for path in ("add", f"{team}/modify", f"{team}/delete"):
            assert refusal_of(caller.send(f"{GROUP}/{path}", {"name": "x"}))[:2] == (403, "ft.PermissionDenied")

    admin = owner.with_key(installation.hire("adam", Role.ADMIN))
    assert admin.post(f"{GROUP}/{team}/delete") is True


def add(caller: Caller, name: str, accounts: list[str] | None = None) -> dict[str, Any]:
    made: dict[str, Any] = caller.post(f"{GROUP}/add", {"name": name, "accountUUIDs": accounts})
    return made


def assert_gone(caller: Caller, uuid: str) -> None:
    replies = [
        caller.ask(f"{GROUP}/get", groupUUID=uuid),
        caller.send(f"{GROUP}/{uuid}/modify", {"name": "x"}),
        caller.send(f"{GROUP}/{uuid}/delete"),
        caller.ask(f"{GROUP}/{uuid}/delete"),
    ]
    assert {refusal_of(reply)[:2] for reply in replies} == {(404, "ft.NotFoundMemberGroup")}

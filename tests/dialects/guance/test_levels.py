"""Levels over HTTP: what is sent, what comes back, and what is refused."""

from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, refusal_of
from tests.http.support.installation import Installation
from unknot.domain.level import LevelDraft
from unknot.operations.levels import create_level

SYSTEM_COLORS = ["#E94444", "#FF7931", "#FFB44A", "#C9C9C9"]
ALWAYS = {"color", "description", "name", "uuid"}
OF_CUSTOM = ALWAYS | {
    "createAt",
    "creator",
    "deleteAt",
    "extend",
    "id",
    "status",
    "updateAt",
    "updator",
    "workspaceUUID",
}
SENT = {"name": "Chatter", "color": "#12AB9F", "description": "Can wait", "extend": {"icon": "zzz"}}
UNKNOWN = "issl_" + "0" * 32


def test_a_level_is_added(owner: Caller) -> None:
    level = owner.post("/issue-level/add", SENT)

    assert list(level) == sorted(OF_CUSTOM)
    assert {key: level[key] for key in SENT} == SENT
    assert (level["deleteAt"], level["status"], level["createAt"]) == (-1, 0, level["updateAt"])
    assert (level["uuid"][:5], level["creator"][:5], level["workspaceUUID"][:5]) == ("issl_", "acnt_", "wksp_")
    assert {type(level[key]) for key in ("id", "createAt", "updateAt")} == {int}


def test_what_may_be_left_out_has_a_value_in_the_answer(owner: Caller) -> None:
    level = owner.post("/issue-level/add", {"name": "Bare", "color": "#000", "extend": None, "unheardOf": 1})

    assert (level["description"], level["extend"]) == ("", {})


def test_the_list_begins_with_the_system_levels(owner: Caller, gus: Caller) -> None:
    own = owner.post("/issue-level/add", SENT)

    *of_system, last = gus.get("/issue-level/list")

    assert [level["uuid"] for level in of_system] == [f"system_level_{number}" for number in range(4)]
    assert [level["name"] for level in of_system] == ["P0", "P1", "P2", "P3"]
    assert [level["color"] for level in of_system] == SYSTEM_COLORS
    assert {level["isDefault"] for level in of_system} == {True}
    assert {frozenset(level) for level in of_system} == {frozenset(ALWAYS | {"isDefault"})}
    assert last == own | {"isDefault": False}


def test_a_level_is_modified_and_keeps_what_is_left_out(owner: Caller) -> None:
    level = owner.post("/issue-level/add", SENT)

    modified = owner.post(f"/issue-level/{level['uuid']}/modify", {"color": "#000000"})

    assert modified == level | {"color": "#000000", "updateAt": modified["updateAt"]}
    assert owner.post(f"/issue-level/{level['uuid']}/modify", {"extend": None})["extend"] == SENT["extend"]


def test_levels_are_deleted(owner: Caller) -> None:
    uuids = [owner.post("/issue-level/add", SENT | {"name": name})["uuid"] for name in ("one", "two", "three")]

    assert owner.post("/issue-level/delete", {"uuids": [*uuids[:2], UNKNOWN, "", "what?"]}) is True
    assert owner.post("/issue-level/delete", {"uuids": []}) is True

    assert [level["uuid"] for level in owner.get("/issue-level/list")[4:]] == uuids[2:]


def test_system_levels_are_disabled_and_enabled(owner: Caller, gus: Caller) -> None:
    owner.post("/issue-level/add", SENT)
    assert gus.get("/issue-level/config/get") == {"isDisabled": False}

    for is_disabled in (True, False):
        assert owner.post("/issue-level/config/set", {"isDisabled": is_disabled}) == {"isDisabled": is_disabled}
        assert gus.get("/issue-level/config/get") == {"isDisabled": is_disabled}
        assert len(gus.get("/issue-level/list")) == 5


def test_an_issue_loses_the_level_that_is_deleted_or_disabled(owner: Caller) -> None:
    own = owner.post("/issue-level/add", SENT)["uuid"]
    kept = owner.post("/issue-level/add", SENT | {"name": "kept"})["uuid"]
    uuids = {level: file_issue(owner, level) for level in (own, kept, "system_level_0")}

    owner.post("/issue-level/delete", {"uuids": [own]})
    owner.post("/issue-level/config/set", {"isDisabled": True})

    levels = [owner.get(f"/issue/{uuid}/get")["level"] for uuid in uuids.values()]
    assert levels == ["", kept, ""]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"name": "x"}, "color must be given"),
        ({"color": "#000"}, "name must be given"),
        ({"name": None, "color": "#000"}, "name must be of type string"),
        ({"name": "", "color": "#000"}, "name must not be blank"),
        ({"name": "x" * 257, "color": "#000"}, "name must be at most 256 characters"),
        ({"name": 7, "color": "#000"}, "name must be of type string"),
        ({"name": "x", "color": None}, "color must be of type string"),
        ({"name": "x", "color": ""}, "color must be a colour"),
        ({"name": "x", "color": "#000", "description": None}, "description must be of type string"),
        ({"name": "x", "color": "#000", "extend": []}, "extend must be of type object"),
    ],
)
def test_a_level_that_is_not_sound_is_refused(owner: Caller, body: Any, words: str) -> None:
    status, code, message = refusal_of(owner.send("/issue-level/add", body))

    assert (status, code) == (400, "ft.InvalidParameter")
    assert words in message


def test_a_name_at_the_limit_is_fine(owner: Caller) -> None:
    name = "漢" * 256

    assert owner.post("/issue-level/add", {"name": name, "color": "#000"})["name"] == name


def test_an_eleventh_level_and_a_second_of_a_name_are_refused(owner: Caller) -> None:
    for number in range(10):
        owner.post("/issue-level/add", SENT | {"name": f"L{number}"})

    assert refusal_of(owner.send("/issue-level/add", SENT))[0] == 400
    [level] = owner.get("/issue-level/list")[4:5]
    status, _, message = refusal_of(owner.send(f"/issue-level/{level['uuid']}/modify", {"name": "l1"}))
    assert (status, message) == (400, 'name must be new in acme, which already has the level "L1"')


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/issue-level/system_level_0/modify", {"name": "x"}),
        ("/issue-level/delete", {"uuids": ["system_level_3"]}),
        ("/issue-level/delete", {"uuids": None}),
        ("/issue-level/delete", {}),
        ("/issue-level/config/set", {"isDisabled": None}),
        ("/issue-level/config/set", {"isDisabled": "true"}),
        ("/issue-level/config/set", {}),
    ],
)
def test_what_cannot_be_done_is_a_bad_request(owner: Caller, path: str, body: Any) -> None:
    assert refusal_of(owner.send(path, body))[:2] == (400, "ft.InvalidParameter")


@pytest.mark.parametrize("uuid", [UNKNOWN, "issl_x", "chan_" + "0" * 32, "system_level_4"])
def test_a_level_that_is_not_there_is_not_found(owner: Caller, uuid: str) -> None:
    assert refusal_of(owner.send(f"/issue-level/{uuid}/modify", {}))[:2] == (404, "ft.NotFoundIssueLevel")


def test_levels_of_another_workspace_look_missing(owner: Caller, stranger: Caller) -> None:
    level = owner.post("/issue-level/add", SENT)

    assert len(stranger.get("/issue-level/list")) == 4
    assert refusal_of(stranger.send(f"/issue-level/{level['uuid']}/modify", {}))[0] == 404
    assert stranger.post("/issue-level/delete", {"uuids": [level["uuid"]]}) is True
    assert len(owner.get("/issue-level/list")) == 5


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/issue-level/add", SENT),
        (f"/issue-level/{UNKNOWN}/modify", {}),
        ("/issue-level/delete", {"uuids": []}),
        ("/issue-level/config/set", {"isDisabled": True}),
    ],
)
def test_only_admins_change_levels(mary: Caller, reader: Caller, path: str, body: Any) -> None:
    for asker in (mary, reader):
        assert refusal_of(asker.send(path, body))[:2] == (403, "ft.PermissionDenied")


def test_what_the_operator_made_is_the_systems(installation: Installation, owner: Caller) -> None:
    installation.operate(create_level, installation.founded.workspace.id, LevelDraft(name="x", color="#000"))

    level = owner.get("/issue-level/list")[-1]
    assert (level["creator"], level["updator"]) == ("SYS", "SYS")


def file_issue(caller: Caller, level: str) -> str:
    uuid: str = caller.post("/issue/add", {"name": "Slow", "description": "Very", "level": level})["uuid"]
    return uuid

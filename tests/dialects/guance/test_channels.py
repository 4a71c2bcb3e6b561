"""Channels over HTTP: what is sent, what comes back, and what is refused."""

from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, refusal_of

KEYS = {
    "createAt",
    "creator",
    "deleteAt",
    "description",
    "id",
    "name",
    "notifyTarget",
    "notifyUpgradeCfg",
    "status",
    "updateAt",
    "updator",
    "uuid",
    "workspaceUUID",
}
SENT = {
    "name": "payments",
    "description": "Money",
    "notifyTarget": ["notify_" + "4" * 32],
    "notifyUpgradeCfg": {"notifyTarget": ["notify_" + "5" * 32], "triggerTime": 900},
}
UNKNOWN = "chan_" + "0" * 32


def test_a_channel_is_added(mary: Caller) -> None:
    channel = mary.post("/channel/add", SENT)

    assert list(channel) == sorted(KEYS)
    assert {key: channel[key] for key in SENT} == SENT
    assert (channel["deleteAt"], channel["status"], channel["createAt"]) == (-1, 0, channel["updateAt"])
    assert (channel["uuid"][:5], channel["creator"][:5], channel["workspaceUUID"][:5]) == ("chan_", "acnt_", "wksp_")
    assert {type(channel[key]) for key in ("id", "createAt", "updateAt")} == {int}


@pytest.mark.parametrize("empty", [{}, {"notifyTarget": None, "notifyUpgradeCfg": None}, {"notifyTarget": []}])
def test_what_may_be_left_out_has_a_value_in_the_answer(mary: Caller, empty: dict[str, Any]) -> None:
    channel = mary.post("/channel/add", {"name": "bare", "description": "", "unheardOf": 1, **empty})

    assert (channel["description"], channel["notifyTarget"], channel["notifyUpgradeCfg"]) == ("", [], None)


def test_the_list_has_the_default_channel_first_and_how_one_follows_each(owner: Caller, gus: Caller) -> None:
    payments = owner.post("/channel/add", SENT)

    default, other = gus.get("/channel/quick_list")

    assert (default["name"], default["creator"], default["subscribeType"]) == ("default", "SYS", "")
    assert set(default) == KEYS | {"subscribeType"}
    assert other == payments | {"subscribeType": ""}


def test_a_channel_is_modified_and_keeps_what_is_left_out(mary: Caller) -> None:
    channel = mary.post("/channel/add", SENT)
    path = f"/channel/{channel['uuid']}/modify"
    given = {"name": "money", "notifyUpgradeCfg": {"notifyTarget": [], "triggerTime": 60}}

    modified = mary.post(path, given)

    assert modified == channel | given | {"updateAt": modified["updateAt"]}
    nothing: dict[str, Any]
    for nothing in ({}, {"notifyTarget": None, "notifyUpgradeCfg": None}):
        again = mary.post(path, nothing)
        assert again == modified | {"updateAt": again["updateAt"]}
    assert mary.post(path, {"notifyTarget": [], "description": ""})["notifyTarget"] == []


def test_a_channel_is_deleted_without_a_body(mary: Caller) -> None:
    uuid = mary.post("/channel/add", SENT)["uuid"]

    assert mary.post(f"/channel/{uuid}/delete") is True

    assert [channel["name"] for channel in mary.get("/channel/quick_list")] == ["default"]
    for path in ("delete", "modify", "subscribe"):
        body = {"type": "attention"}
        assert refusal_of(mary.send(f"/channel/{uuid}/{path}", body))[:2] == (404, "ft.NotFoundChannel")


def test_the_issues_of_a_deleted_channel_stay_in_the_default_one(mary: Caller) -> None:
    uuid = mary.post("/channel/add", SENT)["uuid"]
    issue = {"name": "Slow", "description": "Very", "level": "", "channelUUIDs": [uuid]}
    filed = mary.post("/issue/add", issue)["uuid"]
    assert channels_of(mary, filed) == ["default", "payments"]

    mary.post(f"/channel/{uuid}/delete")

    assert channels_of(mary, filed) == ["default"]


@pytest.mark.parametrize("kind", ["responsible", "participate", "attention"])
def test_everybody_follows_channels_in_their_own_way(mary: Caller, gus: Caller, kind: str) -> None:
    uuid = mary.post("/channel/add", SENT)["uuid"]

    assert gus.post(f"/channel/{uuid}/subscribe", {"type": "attention"}) is True
    assert gus.post(f"/channel/{uuid}/subscribe", {"type": kind}) is True

    assert [channel["subscribeType"] for channel in gus.get("/channel/quick_list")] == ["", kind]
    assert [channel["subscribeType"] for channel in mary.get("/channel/quick_list")] == ["", ""]

    for _ in range(2):
        assert gus.post(f"/channel/{uuid}/subscribe", {"type": "cancel"}) is True
    assert [channel["subscribeType"] for channel in gus.get("/channel/quick_list")] == ["", ""]


def test_the_default_channel_keeps_its_name_and_stays(owner: Caller) -> None:
    [default] = owner.get("/channel/quick_list")
    path = f"/channel/{default['uuid']}"

    for refused in (owner.send(f"{path}/modify", {"name": "all"}), owner.send(f"{path}/delete")):
        assert refusal_of(refused)[:2] == (403, "ft.PermissionDenied")
    change = {"name": "default", "description": "All", "notifyTarget": ["notify_" + "4" * 32]}
    assert owner.post(f"{path}/modify", change)["description"] == "All"
    assert owner.post(f"{path}/subscribe", {"type": "responsible"}) is True


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "name must be given"),
        ({"name": None}, "name must be of type string"),
        ({"name": ""}, "name must not be blank"),
        ({"name": "x" * 257}, "name must be at most 256 characters"),
        ({"name": ["x"]}, "name must be of type string"),
        ({"name": "default"}, 'name must not be "default"'),
        ({"name": "x", "description": None}, "description must be of type string"),
        ({"name": "x", "description": "x" * 257}, "description must be at most 256 characters"),
        ({"name": "x", "notifyTarget": "notify_x"}, "notifyTarget must be of type array"),
        ({"name": "x", "notifyTarget": [1]}, "notifyTarget[0] must be of type string"),
        ({"name": "x", "notifyUpgradeCfg": {}}, "notifyUpgradeCfg.notifyTarget must be given"),
        ({"name": "x", "notifyUpgradeCfg": {"notifyTarget": []}}, "triggerTime must be given"),
        ({"name": "x", "notifyUpgradeCfg": {"triggerTime": 60}}, "notifyTarget must be given"),
        (
            {"name": "x", "notifyUpgradeCfg": {"triggerTime": "60", "notifyTarget": []}},
            "notifyUpgradeCfg.triggerTime must be of type int",
        ),
        (
            {"name": "x", "notifyUpgradeCfg": {"triggerTime": 59, "notifyTarget": []}},
            "notifyUpgradeCfg.triggerTime must be at least 60",
        ),
        (
            {"name": "x", "notifyUpgradeCfg": {"triggerTime": 10**30, "notifyTarget": []}},
            "notifyUpgradeCfg.triggerTime",
        ),
    ],
)
def test_a_channel_that_is_not_sound_is_refused(mary: Caller, body: Any, words: str) -> None:
    status, code, message = refusal_of(mary.send("/channel/add", body))

    assert (status, code) == (400, "ft.InvalidParameter")
    assert words in message


@pytest.mark.parametrize("body", [{}, {"type": None}, {"type": ""}, {"type": "sometimes"}, {"type": 1}])
def test_nobody_follows_a_channel_in_a_way_that_is_none(gus: Caller, body: Any) -> None:
    [default] = gus.get("/channel/quick_list")

    reply = gus.send(f"/channel/{default['uuid']}/subscribe", body)

    assert refusal_of(reply)[:2] == (400, "ft.InvalidParameter")


@pytest.mark.parametrize("uuid", [UNKNOWN, "chan_x", "issl_" + "0" * 32, "default"])
@pytest.mark.parametrize("wish", ["modify", "delete", "subscribe"])
def test_a_channel_that_is_not_there_is_not_found(owner: Caller, uuid: str, wish: str) -> None:
    reply = owner.send(f"/channel/{uuid}/{wish}", {"type": "cancel"})

    assert refusal_of(reply)[:2] == (404, "ft.NotFoundChannel")


def test_channels_of_another_workspace_look_missing(owner: Caller, stranger: Caller) -> None:
    uuid = owner.post("/channel/add", SENT)["uuid"]

    assert [channel["name"] for channel in stranger.get("/channel/quick_list")] == ["default"]
    for wish in ("modify", "delete", "subscribe"):
        assert refusal_of(stranger.send(f"/channel/{uuid}/{wish}", {"type": "cancel"}))[0] == 404


def test_a_channel_is_managed_by_admins_and_by_whoever_made_it(owner: Caller, mary: Caller, gus: Caller) -> None:
    theirs, hers = (caller.post("/channel/add", SENT)["uuid"] for caller in (owner, mary))

    for asker, uuid in ((mary, theirs), (gus, theirs), (gus, hers)):
        for wish in ("modify", "delete"):
            assert refusal_of(asker.send(f"/channel/{uuid}/{wish}", {}))[:2] == (403, "ft.PermissionDenied")
    assert owner.post(f"/channel/{hers}/modify", {"name": "hers"})["name"] == "hers"
    assert mary.post(f"/channel/{hers}/delete") is True


@pytest.mark.parametrize("wish", ["add", f"{UNKNOWN}/modify", f"{UNKNOWN}/delete", f"{UNKNOWN}/subscribe"])
def test_a_key_that_reads_changes_nothing(reader: Caller, wish: str) -> None:
    assert refusal_of(reader.send(f"/channel/{wish}", SENT))[:2] == (403, "ft.PermissionDenied")


def test_the_first_lines_of_the_vendors_bridge_script_work(mary: Caller) -> None:
    """It looks for the channel of this name, and lists what is in it."""
    found = mary.get("/channel/quick_list")
    assert all({"id", "name", "uuid"} <= set(channel) for channel in found)

    [default] = [channel for channel in found if channel["name"] == "default"]

    assert mary.post("/issue/list", {"channelUUID": default["uuid"], "startTime": 0, "endTime": 1}) == []


def channels_of(caller: Caller, issue: str) -> list[str]:
    return [channel["name"] for channel in caller.get(f"/issue/{issue}/get")["bindChannels"]]

"""Notification objects: made, changed, deleted, and shown without their secrets to those who are no admins."""

import re
from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, refusal_of
from tests.http.support.installation import Installation
from unknot.domain.access import Role

OBJECT = "/notify_object"
NO_OBJECT = f"notify_{'0' * 32}"
ROBOT: dict[str, Any] = {
    "type": "dingTalkRobot",
    "name": "Дежурный робот",
    "optSet": {"webhook": "https://robots.example.org/send?token=1", "secret": "s3cret", "to": ["ann@example.org"]},
    "permissionSet": ["wsAdmin"],
    "openPermissionSet": True,
}
KINDS: dict[str, dict[str, Any]] = {
    "HTTPRequest": {"url": "https://example.org/in"},
    "simpleHTTPRequest": {"url": "https://example.org/in"},
    "dingTalkRobot": {"webhook": "https://example.org/in", "secret": "s"},
    "feishuRobot": {"webhook": "https://example.org/in", "secret": "s"},
    "wechatRobot": {"webhook": "https://example.org/in"},
    "slackIncomingWebhook": {"webhook": "https://example.org/in"},
    "teamsWorkflowWebhook": {"webhook": "https://example.org/in"},
    "googleChatWebhook": {"webhook": "https://example.org/in"},
    "mailGroup": {"to": ["acnt_1"]},
    "sms": {"to": ["+86 10 0000"]},
    "vms": {"to": ["+86 10 0000"]},
}


@pytest.fixture
def robot(owner: Caller) -> str:
    uuid: str = create(owner)["uuid"]
    return uuid


def test_a_new_one_is_answered_whole(owner: Caller, installation: Installation) -> None:
    ann = f"acnt_{installation.founded.owner.uuid.replace('-', '')}"

    made = create(owner)

    assert re.fullmatch("notify_[0-9a-f]{32}", made["uuid"])
    assert made["createAt"] == made["updateAt"] > 0
    assert made | dict.fromkeys(("uuid", "id", "createAt", "updateAt")) == ROBOT | {
        "createAt": None,
        "creator": ann,
        "deleteAt": -1,
        "id": None,
        "status": 0,
        "updateAt": None,
        "updator": ann,
        "uuid": None,
        "workspaceUUID": f"wksp_{installation.founded.workspace.uuid.replace('-', '')}",
    }
    assert list(made) == sorted(made)
    assert get(owner, made["uuid"]) == made


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_its_options(owner: Caller, kind: str) -> None:
    made = owner.post(f"{OBJECT}/create", {"type": kind, "name": "x", "optSet": KINDS[kind]})

    assert (made["type"], made["optSet"]) == (kind, KINDS[kind])


@pytest.mark.parametrize("empty", [{}, {"optSet": None, "permissionSet": None, "openPermissionSet": None}])
def test_options_and_permissions_may_be_left_out(owner: Caller, empty: dict[str, None]) -> None:
    made = owner.post(f"{OBJECT}/create", {"type": "sms", "name": "x", **empty})

    assert (made["optSet"], made["permissionSet"], made["openPermissionSet"]) == ({}, [], False)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Another"},
        {"type": "feishuRobot"},
        {"optSet": {"webhook": "https://example.org/other"}},
        {"permissionSet": []},
        {"openPermissionSet": False},
        {},
    ],
)
def test_a_change_keeps_what_it_leaves_out(owner: Caller, robot: str, change: dict[str, Any]) -> None:
    changed = owner.post(f"{OBJECT}/modify", {"notifyObjectUUID": robot, **change})

    assert {key: changed[key] for key in ROBOT} == ROBOT | change
    assert get(owner, robot) == changed


def test_null_empties(owner: Caller, robot: str) -> None:
    nulls = {"optSet": None, "permissionSet": None, "openPermissionSet": None}

    changed = owner.post(f"{OBJECT}/modify", {"notifyObjectUUID": robot, **nulls})

    assert (changed["optSet"], changed["permissionSet"], changed["openPermissionSet"]) == ({}, [], False)


def test_a_deleted_one_is_gone(owner: Caller, robot: str) -> None:
    assert owner.post(f"{OBJECT}/delete", {"notifyObjectUUID": robot}) is True

    assert listed(owner) == []
    assert_gone(owner, robot)


@pytest.mark.parametrize("uuid", [NO_OBJECT, "notify_", "x", f"chan_{'0' * 32}"])
def test_one_that_is_not_there_is_not_found(owner: Caller, uuid: str) -> None:
    assert_gone(owner, uuid)


def test_one_of_another_workspace_looks_missing(owner: Caller, stranger: Caller, robot: str) -> None:
    assert_gone(stranger, robot)

    assert listed(stranger) == []
    assert get(owner, robot)["name"] == ROBOT["name"]


def test_admins_see_secrets_and_others_a_mask(
    owner: Caller, mary: Caller, gus: Caller, reader: Caller, robot: str
) -> None:
    masked = {"webhook": "***", "secret": "***", "to": ["ann@example.org"]}

    for caller in (owner, reader):
        assert get(caller, robot)["optSet"] == listed(caller)[0]["optSet"] == ROBOT["optSet"]
    for caller in (mary, gus):
        assert get(caller, robot)["optSet"] == listed(caller)[0]["optSet"] == masked


def test_the_page_stands_inside_of_the_content_and_beside_it(owner: Caller) -> None:
    for number in range(5):
        create(owner, name=f"Robot {number}")

    envelope = owner.ask(f"{OBJECT}/list", pageIndex=3, pageSize=2).json

    assert [one["name"] for one in envelope["content"]["data"]] == ["Robot 4"]
    assert envelope["content"]["pageInfo"] == envelope["pageInfo"]
    assert envelope["pageInfo"] == {"count": 1, "pageIndex": 3, "pageSize": 2, "totalCount": 5}


@pytest.mark.parametrize(
    ("search", "names"),
    [("РОБОТ", ["Дежурный робот"]), ("o", ["Ops_100%"]), ("0%", ["Ops_100%"]), ("_", ["Ops_100%"]), ("\\", [])],
)
@pytest.mark.usefixtures("robot")
def test_they_are_found_by_name_whatever_the_case(owner: Caller, search: str, names: list[str]) -> None:
    create(owner, name="Ops_100%")

    assert [one["name"] for one in owner.get(f"{OBJECT}/list", search=search)["data"]] == names


def test_which_one_must_be_said(owner: Caller) -> None:
    sentence = "notifyObjectUUID must be given in the query"

    assert refusal_of(owner.ask(f"{OBJECT}/get")) == (400, "ft.InvalidParameter", sentence)
    for path in ("modify", "delete"):
        status, code, message = refusal_of(owner.send(f"{OBJECT}/{path}", {}))
        assert (status, code) == (400, "ft.InvalidParameter")
        assert "notifyObjectUUID" in message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "pigeon"),
        ("type", None),
        ("type", 1),
        ("name", None),
        ("name", ""),
        ("name", " "),
        ("name", "x" * 257),
        ("optSet", []),
        ("optSet", "url"),
        ("permissionSet", {}),
        ("permissionSet", [1]),
        ("openPermissionSet", "yes"),
    ],
)
def test_one_is_sound(owner: Caller, robot: str, field: str, value: object) -> None:
    for path, body in (("create", ROBOT), ("modify", {"notifyObjectUUID": robot})):
        status, code, message = refusal_of(owner.send(f"{OBJECT}/{path}", body | {field: value}))
        assert (status, code) == (400, "ft.InvalidParameter")
        assert message.startswith(field)

    assert [{key: one[key] for key in ROBOT} for one in listed(owner)] == [ROBOT]


@pytest.mark.parametrize("field", ["type", "name"])
def test_type_and_name_must_be_given(owner: Caller, field: str) -> None:
    body = {key: value for key, value in ROBOT.items() if key != field}

    status, code, message = refusal_of(owner.send(f"{OBJECT}/create", body))

    assert (status, code) == (400, "ft.InvalidParameter")
    assert f"{field} must be given" in message


def test_admins_may_change_them(
    owner: Caller, mary: Caller, gus: Caller, reader: Caller, robot: str, installation: Installation
) -> None:
    for caller in (mary, gus, reader):
        for path in ("create", "modify", "delete"):
            refused = refusal_of(caller.send(f"{OBJECT}/{path}", ROBOT | {"notifyObjectUUID": robot}))
            assert refused[:2] == (403, "ft.PermissionDenied")

    admin = owner.with_key(installation.hire("adam", Role.ADMIN))
    assert admin.post(f"{OBJECT}/delete", {"notifyObjectUUID": robot}) is True


def create(caller: Caller, **values: Any) -> dict[str, Any]:
    made: dict[str, Any] = caller.post(f"{OBJECT}/create", ROBOT | values)
    return made


def get(caller: Caller, uuid: str) -> dict[str, Any]:
    found: dict[str, Any] = caller.get(f"{OBJECT}/get", notifyObjectUUID=uuid)
    return found


def listed(caller: Caller) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = caller.get(f"{OBJECT}/list")["data"]
    return data


def assert_gone(caller: Caller, uuid: str) -> None:
    replies = [
        caller.ask(f"{OBJECT}/get", notifyObjectUUID=uuid),
        caller.send(f"{OBJECT}/modify", ROBOT | {"notifyObjectUUID": uuid}),
        caller.send(f"{OBJECT}/delete", {"notifyObjectUUID": uuid}),
    ]
    assert {refusal_of(reply)[:2] for reply in replies} == {(404, "ft.NotFoundNotifyObject")}

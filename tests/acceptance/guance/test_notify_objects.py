"""Notification objects (section 5.2): where messages can be sent to."""

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content, denied, invalid, missing
from .support.shapes import is_id, nothing

OPTIONS: dict[str, JSON] = {
    "HTTPRequest": {"url": "https://example.org/hook"},
    "simpleHTTPRequest": {"url": "https://example.org/hook"},
    "dingTalkRobot": {"webhook": "https://example.org/ding", "secret": "s3cret"},
    "feishuRobot": {"webhook": "https://example.org/feishu", "secret": "s3cret"},
    "wechatRobot": {"webhook": "https://example.org/wechat"},
    "slackIncomingWebhook": {"webhook": "https://example.org/slack"},
    "teamsWorkflowWebhook": {"webhook": "https://example.org/teams"},
    "googleChatWebhook": {"webhook": "https://example.org/chat"},
    "mailGroup": {"to": ["acnt_1"]},
    "sms": {"to": ["+10000000000"]},
    "vms": {"to": ["+10000000000"]},
}
KEYS = {"uuid", "type", "name", "optSet", "createAt", "updateAt", "workspaceUUID"}


def make(desk: Desk, **fields: JSON) -> JSON:
    body = {"type": "feishuRobot", "name": "Bridge", "optSet": OPTIONS["feishuRobot"]}
    return content(desk.key.post("/notify_object/create", body | fields))


@pytest.mark.parametrize("kind", OPTIONS)
def test_an_object_is_read_as_it_was_made(desk: Desk, kind: str) -> None:
    made = make(desk, type=kind, optSet=OPTIONS[kind], permissionSet=["wsAdmin"], openPermissionSet=True)

    assert made.keys() >= KEYS
    assert is_id("notify", made["uuid"])
    assert (made["type"], made["name"], made["optSet"]) == (kind, "Bridge", OPTIONS[kind])
    assert (made["permissionSet"], made["openPermissionSet"]) == (["wsAdmin"], True)
    assert content(desk.key.get("/notify_object/get", notifyObjectUUID=made["uuid"])) == made


def test_a_change_answers_with_the_object(desk: Desk) -> None:
    made = make(desk)
    body = {"notifyObjectUUID": made["uuid"], "type": "feishuRobot", "name": "Other", "optSet": {"webhook": "x"}}

    changed = content(desk.key.post("/notify_object/modify", body))

    assert (changed["uuid"], changed["name"], changed["optSet"]) == (made["uuid"], "Other", {"webhook": "x"})
    assert content(desk.key.get("/notify_object/get", notifyObjectUUID=made["uuid"])) == changed


def test_a_deleted_object_is_gone(desk: Desk) -> None:
    uuid = make(desk)["uuid"]

    content(desk.key.post("/notify_object/delete", {"notifyObjectUUID": uuid}))

    missing(desk.key.get("/notify_object/get", notifyObjectUUID=uuid), "NotifyObject")
    missing(desk.key.post("/notify_object/delete", {"notifyObjectUUID": uuid}), "NotifyObject")
    body = {"notifyObjectUUID": uuid, "type": "sms", "name": "x", "optSet": {}}
    missing(desk.key.post("/notify_object/modify", body), "NotifyObject")


WRONG: list[tuple[str, JSON]] = [
    ("type", None),
    ("type", "pigeon"),
    ("type", "httprequest"),
    ("type", 7),
    ("name", None),
    ("name", ""),
    ("name", 7),
    ("optSet", "x"),
    ("permissionSet", "x"),
    ("openPermissionSet", "x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=repr)
def test_a_wrong_value_is_refused_by_the_name_of_its_field(desk: Desk, field: str, value: JSON) -> None:
    body = {"type": "feishuRobot", "name": "Bridge", "optSet": {}}

    invalid(desk.key.post("/notify_object/create", body | {field: value}), field)


@pytest.mark.parametrize("field", ["type", "name"])
def test_an_object_needs_a_type_and_a_name(desk: Desk, field: str) -> None:
    body = {"type": "feishuRobot", "name": "Bridge"}

    invalid(desk.key.post("/notify_object/create", {key: body[key] for key in body if key != field}), field)


@pytest.mark.parametrize("uuid", [nothing("notify"), "notify_1", "chan_1"])
def test_an_object_that_is_not_there_is_not_found(desk: Desk, uuid: str) -> None:
    missing(desk.key.get("/notify_object/get", notifyObjectUUID=uuid), "NotifyObject")


def test_an_object_must_be_named(desk: Desk) -> None:
    invalid(desk.key.get("/notify_object/get"), "notifyObjectUUID")
    invalid(desk.key.post("/notify_object/delete", {}), "notifyObjectUUID")
    invalid(desk.key.post("/notify_object/modify", {"type": "sms", "name": "x"}), "notifyObjectUUID")


def test_the_list_is_paged_inside_and_beside(own_desk: Desk) -> None:
    made = [make(own_desk, name=f"Bridge {n}")["uuid"] for n in range(5)]

    bodies = [own_desk.key.get("/notify_object/list", pageIndex=n, pageSize=2).json() for n in (1, 2, 3)]

    assert [len(body["content"]["data"]) for body in bodies] == [2, 2, 1]
    assert {one["uuid"] for body in bodies for one in body["content"]["data"]} == set(made)
    assert bodies[2]["content"]["pageInfo"] == {"count": 1, "pageIndex": 3, "pageSize": 2, "totalCount": 5}
    assert bodies[2]["pageInfo"] == bodies[2]["content"]["pageInfo"]


def test_the_list_is_searched_by_name(own_desk: Desk) -> None:
    wanted = make(own_desk, name="Night 班")
    make(own_desk, name="Day")

    assert content(own_desk.key.get("/notify_object/list", search="night 班"))["data"] == [wanted]


@pytest.mark.parametrize("params", [{"pageIndex": 0}, {"pageSize": 0}, {"pageSize": 101}], ids=str)
def test_absurd_pages_are_refused(desk: Desk, params: JSON) -> None:
    invalid(desk.key.get("/notify_object/list", **params), next(iter(params)))


def test_secrets_are_for_administrators_to_see_and_objects_for_them_to_change(desk: Desk, member: Desk) -> None:
    made = make(desk)

    answer = member.key.get("/notify_object/get", notifyObjectUUID=made["uuid"])
    assert content(answer)["name"] == "Bridge"
    assert "s3cret" not in answer.text
    assert "s3cret" not in member.key.get("/notify_object/list", pageSize=100).text
    denied(member.key.post("/notify_object/create", {"type": "sms", "name": "x", "optSet": {}}))
    denied(member.key.post("/notify_object/delete", {"notifyObjectUUID": made["uuid"]}))


def test_the_objects_of_another_workspace_are_none(desk: Desk, outsider: Desk) -> None:
    uuid = make(desk)["uuid"]

    missing(outsider.key.get("/notify_object/get", notifyObjectUUID=uuid), "NotifyObject")
    missing(outsider.key.post("/notify_object/delete", {"notifyObjectUUID": uuid}), "NotifyObject")
    assert uuid not in {one["uuid"] for one in content(outsider.key.get("/notify_object/list", pageSize=100))["data"]}

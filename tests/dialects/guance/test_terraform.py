"""The calls of the vendor's Terraform providers, in the order in which they make them.

What they rely on: 200 with `success`, or 404 for what is gone; lists in `content.data`; that what was applied reads
back the same, so that a second plan is empty; and GET to delete a team.
"""

from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, refusal_of

PAGE_SIZE = 2  # theirs is 100; a small one shows the paging


@pytest.mark.usefixtures("mary", "gus", "reader")
def test_members_are_read_page_by_page(owner: Caller) -> None:
    """The data source for members asks until a page is not full."""
    members = every_page(owner, "/workspace/members/list")

    assert [member["email"].partition("@")[0] for member in members] == ["ann", "mary", "gus", "rita"]
    assert all(type(member["id"]) is type(member["createAt"]) is int for member in members)
    assert all(member["roles"][0].keys() == {"name", "uuid"} for member in members)


@pytest.mark.usefixtures("mary")
def test_a_team_lives_from_apply_to_destroy(owner: Caller) -> None:
    group = "/workspace/member_group"
    ann, mary_id = (member["uuid"] for member in every_page(owner, "/workspace/members/list"))

    uuid = owner.post(f"{group}/add", {"name": "ops", "accountUUIDs": [ann]})["uuid"]
    assert read_team(owner, uuid) == ("ops", [ann])

    assert owner.post(f"{group}/{uuid}/modify", {"name": "ops 2", "accountUUIDs": [ann, mary_id]}) is True
    assert read_team(owner, uuid) == ("ops 2", [ann, mary_id])

    owner.get(f"{group}/{uuid}/delete")
    assert refusal_of(owner.ask(f"{group}/get", groupUUID=uuid))[0] == 404
    assert refusal_of(owner.ask(f"{group}/{uuid}/delete"))[0] == 404


def test_a_notification_object_lives_from_apply_to_destroy(owner: Caller) -> None:
    wanted: dict[str, Any] = {
        "type": "feishuRobot",
        "name": "ops",
        "optSet": {"webhook": "https://example.org/hook", "secret": "s3cret"},
        "permissionSet": None,  # as Go writes an empty list
        "openPermissionSet": False,
    }
    planned = wanted | {"permissionSet": []}

    uuid = owner.post("/notify_object/create", wanted)["uuid"]
    assert read_object(owner, uuid, planned) == planned

    changed = wanted | {"name": "ops 2", "optSet": {"webhook": "https://example.org/other", "secret": "n3w"}}
    owner.post("/notify_object/modify", changed | {"notifyObjectUUID": uuid})
    assert read_object(owner, uuid, planned) == changed | {"permissionSet": []}

    owner.post("/notify_object/delete", {"notifyObjectUUID": uuid})
    assert refusal_of(owner.ask("/notify_object/get", notifyObjectUUID=uuid))[0] == 404
    assert refusal_of(owner.send("/notify_object/delete", {"notifyObjectUUID": uuid}))[0] == 404


def test_notification_objects_are_read_page_by_page(owner: Caller) -> None:
    for number in range(4):
        owner.post("/notify_object/create", {"type": "mailGroup", "name": f"{number}", "optSet": {"to": []}})

    assert [one["name"] for one in every_page(owner, "/notify_object/list", search="")] == ["0", "1", "2", "3"]


def every_page(caller: Caller, path: str, **query: Any) -> list[dict[str, Any]]:
    """All rows; the last page is the first that is not full."""
    rows: list[dict[str, Any]] = []
    is_full, index = True, 1
    while is_full:
        page = caller.get(path, pageIndex=index, pageSize=PAGE_SIZE, **query)["data"]
        rows += page
        is_full, index = len(page) == PAGE_SIZE, index + 1
    return rows


def read_team(caller: Caller, uuid: str) -> tuple[str, list[str]]:
    """The name stands in the list, the members apart from it."""
    [name] = [row["name"] for row in caller.get("/workspace/member_group/list") if row["uuid"] == uuid]
    members = caller.get("/workspace/member_group/get", groupUUID=uuid)["groupMembers"]
    return name, [member["uuid"] for member in members]


def read_object(caller: Caller, uuid: str, planned: dict[str, Any]) -> dict[str, Any]:
    """What the provider compares with its plan."""
    found = caller.get("/notify_object/get", notifyObjectUUID=uuid)
    return {key: found[key] for key in planned}

"""Levels, four of the system and up to ten of one's own, and the switch for the first (sections 4.8 and 7.2)."""

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content, denied, invalid, missing, refused
from .support.shapes import LEVEL, LISTED_LEVEL, SYSTEM_LEVEL, is_id, nothing, types

SYSTEM = [
    ("system_level_0", "P0", "#E94444"),
    ("system_level_1", "P1", "#FF7931"),
    ("system_level_2", "P2", "#FFB44A"),
    ("system_level_3", "P3", "#C9C9C9"),
]
MOST = 10


def delete(desk: Desk, *uuids: str) -> JSON:
    return content(desk.key.post("/issue-level/delete", {"uuids": list(uuids)}))


def disable(desk: Desk, *, is_disabled: bool) -> JSON:
    return content(desk.key.post("/issue-level/config/set", {"isDisabled": is_disabled}))


def test_the_system_levels_are_listed_first(own_desk: Desk) -> None:
    custom = own_desk.level()

    levels = own_desk.levels()

    assert [(one["uuid"], one["name"], one["color"]) for one in levels[:4]] == SYSTEM
    assert all(types(one) == SYSTEM_LEVEL and one["isDefault"] and one["description"] for one in levels[:4])
    assert levels[4:] == [custom | {"isDefault": False}]
    assert types(levels[4]) == LISTED_LEVEL


def test_a_level_is_answered_as_it_was_made(own_desk: Desk) -> None:
    level = own_desk.level(name="Blocker", color="#12AB9F", description="Everything stands", extend={"ours": [1]})

    assert types(level) == LEVEL
    assert is_id("issl", level["uuid"])
    assert (level["name"], level["color"], level["description"]) == ("Blocker", "#12AB9F", "Everything stands")
    assert (level["extend"], level["creator"], level["deleteAt"], level["status"]) == (
        {"ours": [1]},
        own_desk.me,
        -1,
        0,
    )


def test_a_level_is_changed_field_by_field(own_desk: Desk) -> None:
    level = own_desk.level(name="Blocker", description="Everything stands")

    changed = content(own_desk.key.post(f"/issue-level/{level['uuid']}/modify", {"color": "#000000"}))

    assert changed | {"updateAt": 0} == level | {"color": "#000000", "updateAt": 0}
    assert own_desk.levels()[4]["color"] == "#000000"


WRONG: list[tuple[str, JSON]] = [
    ("name", None),
    ("name", ""),
    ("name", 7),
    ("name", "x" * 257),
    ("color", None),
    ("color", ""),
    ("color", 7),
    ("color", "red; background: url(x)"),
    ("description", None),
    ("description", 7),
    ("extend", "x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=lambda value: repr(value)[:20])
def test_a_wrong_value_is_refused_by_the_name_of_its_field(desk: Desk, field: str, value: JSON) -> None:
    body = {"name": "Wrong", "color": "#12AB9F"}

    invalid(desk.key.post("/issue-level/add", body | {field: value}), field)

    assert "Wrong" not in {one["name"] for one in desk.levels()}


@pytest.mark.parametrize("field", ["name", "color"])
def test_a_level_needs_a_name_and_a_colour(desk: Desk, field: str) -> None:
    body = {"name": "Wrong", "color": "#12AB9F"}

    invalid(desk.key.post("/issue-level/add", {key: value for key, value in body.items() if key != field}), field)


def test_a_name_may_be_256_characters_long_and_is_taken_once(own_desk: Desk) -> None:
    name = "级" * 256
    own_desk.level(name=name)
    other = own_desk.level()

    refused(own_desk.key.post("/issue-level/add", {"name": name, "color": "#12AB9F"}), 400)
    refused(own_desk.key.post(f"/issue-level/{other['uuid']}/modify", {"name": name}), 400)

    assert len(own_desk.levels()) == 6


def test_a_workspace_has_ten_levels_of_its_own_at_most(own_desk: Desk) -> None:
    levels = [own_desk.level() for _ in range(MOST)]

    refused(own_desk.key.post("/issue-level/add", {"name": "Eleventh", "color": "#12AB9F"}), 400)
    delete(own_desk, levels[0]["uuid"])

    own_desk.level(name="Eleventh")
    assert len(own_desk.levels()) == 4 + MOST


@pytest.mark.parametrize("uuid", [uuid for uuid, _, _ in SYSTEM])
def test_a_system_level_stays_as_it_is(own_desk: Desk, uuid: str) -> None:
    custom = own_desk.level()
    before = own_desk.levels()

    refused(own_desk.key.post(f"/issue-level/{uuid}/modify", {"name": "Other"}), 400)
    refused(own_desk.key.post("/issue-level/delete", {"uuids": [custom["uuid"], uuid]}), 400)

    assert own_desk.levels() == before


def test_a_deleted_level_is_gone_from_its_issues(own_desk: Desk) -> None:
    gone, kept = own_desk.level()["uuid"], own_desk.level()["uuid"]
    issues = [own_desk.issue(level=level) for level in (gone, kept, "system_level_0")]

    assert delete(own_desk, gone, nothing("issl")) is True

    assert [own_desk.read(issue)["level"] for issue in issues] == ["", kept, "system_level_0"]
    assert [one["uuid"] for one in own_desk.levels()[4:]] == [kept]
    refused(own_desk.add(level=gone), 400)
    missing(own_desk.key.post(f"/issue-level/{gone}/modify", {"name": "Other"}), "IssueLevel")
    assert delete(own_desk, gone) is True


def test_deleting_nothing_is_fine_and_deleting_nothing_named_is_not(desk: Desk) -> None:
    assert delete(desk) is True

    invalid(desk.key.post("/issue-level/delete", {}), "uuids")
    invalid(desk.key.post("/issue-level/delete", {"uuids": "system_level_0"}), "uuids")


@pytest.mark.parametrize("uuid", [nothing("issl"), "issl_1", "chan_1"])
def test_a_level_that_is_not_there_is_not_found(desk: Desk, uuid: str) -> None:
    missing(desk.key.post(f"/issue-level/{uuid}/modify", {"name": "Other"}), "IssueLevel")


def test_the_levels_of_another_workspace_are_none(own_desk: Desk, desk: Desk) -> None:
    foreign = own_desk.level()

    assert foreign["uuid"] not in {one["uuid"] for one in desk.levels()}
    refused(desk.add(level=foreign["uuid"]), 400)
    missing(desk.key.post(f"/issue-level/{foreign['uuid']}/modify", {"name": "Other"}), "IssueLevel")
    assert delete(desk, foreign["uuid"]) is True
    assert own_desk.levels()[4]["uuid"] == foreign["uuid"]


def test_system_levels_are_enabled_at_first(own_desk: Desk) -> None:
    assert content(own_desk.key.get("/issue-level/config/get")) == {"isDisabled": False}


def test_system_levels_cannot_be_disabled_while_there_are_no_others(own_desk: Desk) -> None:
    refused(own_desk.key.post("/issue-level/config/set", {"isDisabled": True}), 400)

    assert content(own_desk.key.get("/issue-level/config/get")) == {"isDisabled": False}


def test_disabling_the_system_levels_empties_them_on_all_issues(own_desk: Desk) -> None:
    custom = own_desk.level()["uuid"]
    issues = [own_desk.issue(level=level) for level in ("system_level_0", custom, "system_level_3")]

    assert disable(own_desk, is_disabled=True) == {"isDisabled": True}

    assert content(own_desk.key.get("/issue-level/config/get")) == {"isDisabled": True}
    assert [own_desk.read(issue)["level"] for issue in issues] == ["", custom, ""]
    assert [one["uuid"] for one in own_desk.levels()] == [*(uuid for uuid, _, _ in SYSTEM), custom]


def test_while_they_are_disabled_system_levels_count_as_none(own_desk: Desk) -> None:
    custom = own_desk.level()["uuid"]
    disable(own_desk, is_disabled=True)

    issue = own_desk.issue(level="system_level_0")

    assert issue["level"] == ""
    assert own_desk.changed(issue, level=custom)["level"] == custom
    assert own_desk.changed(issue, level="system_level_1")["level"] == ""
    assert own_desk.issue(level=0)["level"] == ""


def test_system_levels_come_back_and_what_was_emptied_stays_so(own_desk: Desk) -> None:
    own_desk.level()
    issue = own_desk.issue(level="system_level_0")
    disable(own_desk, is_disabled=True)

    assert disable(own_desk, is_disabled=False) == {"isDisabled": False}

    assert own_desk.read(issue)["level"] == ""
    assert own_desk.changed(issue, level="system_level_0")["level"] == "system_level_0"


@pytest.mark.parametrize("value", [None, "true", 1, {}], ids=repr)
def test_the_switch_is_true_or_false(desk: Desk, value: JSON) -> None:
    invalid(desk.key.post("/issue-level/config/set", {"isDisabled": value}), "isDisabled")
    invalid(desk.key.post("/issue-level/config/set", {}), "isDisabled")


def test_levels_are_for_administrators_to_change(desk: Desk, member: Desk) -> None:
    denied(member.key.post("/issue-level/add", {"name": "Mine", "color": "#12AB9F"}))
    denied(member.key.post("/issue-level/delete", {"uuids": []}))
    denied(member.key.post("/issue-level/config/set", {"isDisabled": False}))

    assert member.levels() == desk.levels()

"""One issue with all that belongs to it (section 3.3)."""

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content
from .support.shapes import ATTACHMENT, JOINED_ISSUE, PERSON, types


def test_it_has_the_keys_of_an_issue_and_five_more(desk: Desk, issue: JSON) -> None:
    seen = desk.read(issue)

    assert types(seen, without="managerInfos") | {"managerInfos": None} == JOINED_ISSUE | {"managerInfos": None}
    assert types(seen["creatorInfo"]) == types(seen["updatorInfo"]) == PERSON | {"uuid": str}
    assert seen["creatorInfo"]["uuid"] == seen["updatorInfo"]["uuid"] == desk.me
    assert seen["declaration"] == {}


def test_its_attachments_are_described(desk: Desk) -> None:
    uuid = desk.attachment("heap dump (1).TXT")

    seen = desk.read(desk.issue(attachmentUuids=[uuid]))

    assert seen["attachments"] == [{"fileName": "heap dump (1).TXT", "fileSuffix": "txt", "uuid": uuid}]
    assert types(seen["attachments"][0]) == ATTACHMENT


def test_its_channels_are_named(desk: Desk) -> None:
    channel = desk.channel()

    seen = desk.read(desk.issue(channelUUIDs=[channel["uuid"]]))

    named = {one["uuid"]: one["name"] for one in seen["bindChannels"]}
    assert named == {desk.default_channel: "default", channel["uuid"]: channel["name"]}
    assert all(set(one) == {"name", "uuid"} for one in seen["bindChannels"])


def test_its_level_is_named_and_coloured(own_desk: Desk) -> None:
    level = own_desk.level(name="Blocker", color="#12AB9F")

    custom = own_desk.read(own_desk.issue(level=level["uuid"]))
    system = own_desk.read(own_desk.issue(level="system_level_0"))
    without = own_desk.read(own_desk.issue(level=""))

    assert custom["levelInfo"] == {"name": "Blocker", "color": "#12AB9F"}
    assert system["levelInfo"] == {"name": "P0", "color": "#E94444"}
    assert without["levelInfo"] == {}


def test_an_account_that_is_responsible_is_a_person(desk: Desk) -> None:
    (info,) = managers(desk, desk.me)

    assert types(info) == PERSON | {"uuid": str}
    assert (info["uuid"], info["username"], info["email"]) == (desk.me, "ann", "ann@example.org")


def test_a_team_that_is_responsible_has_a_name(desk: Desk) -> None:
    body = {"name": "On call", "accountUUIDs": [desk.me]}
    team = content(desk.key.post("/workspace/member_group/add", body))["uuid"]

    assert managers(desk, team) == [{"name": "On call", "uuid": team}]


def test_an_address_that_is_responsible_has_the_name_it_came_with_or_none_but_itself(desk: Desk) -> None:
    names = {"oncall@example.org": {"name": "On call"}}

    assert managers(desk, "oncall@example.org", "b@example.org", extra={"managerInfos": names}) == [
        {"name": "On call", "email": "oncall@example.org"},
        {"name": "b@example.org", "email": "b@example.org"},
    ]


def managers(desk: Desk, *given: str, **extend: JSON) -> list[JSON]:
    return desk.managers_of(desk.issue(extend={"manager": list(given), **extend}))


def test_the_path_of_an_issue_does_not_hide_the_paths_of_replies(desk: Desk, issue: JSON) -> None:
    """`reply` stands where an issue's id could."""
    assert [one["type"] for one in desk.stream(issue)] == ["change"]
    assert desk.say(issue)["issueUUID"] == issue["uuid"]

"""Every parameter row of the vendor's page: missing, null, empty, of the wrong type, at the limit, and over it.

Where a row has no limit of its own, "at" is the last thing that is right and "over" the first that is wrong: a member
of its set and no member, a nesting that is taken and one that is not. A text without one is held by that of the body.
"""

from typing import NamedTuple

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import SOUND, Desk
from .support.envelope import content, refused
from .support.shapes import nothing

CASES = ("missing", "null", "empty", "wrong type", "at the limit", "over the limit")
LEFT_OUT = object()
ATTACHMENT, CHANNEL = "{an attachment}", "{a channel}"  # stand for what only the running server knows
NO_ATTACHMENT, NO_CHANNEL = nothing("att"), nothing("chan")
TOO_LARGE = "x" * (10 * 2**20)  # the limit of the body, which must hold more than this


class Refusal(NamedTuple):
    status: int


WRONG, LARGE = Refusal(400), Refusal(413)


def nested(levels: int) -> JSON:
    """An object of so many levels."""
    return {"deeper": nested(levels - 1)} if levels > 1 else {}


# parameter: for each case what is sent, and what the issue then says of it
TABLE: dict[str, list[tuple[JSON, JSON]]] = {
    "name": [
        (LEFT_OUT, WRONG),
        (None, WRONG),
        ("", WRONG),
        (7, WRONG),
        ("名" * 256, "名" * 256),
        ("名" * 257, WRONG),
    ],
    "level": [
        (LEFT_OUT, WRONG),
        (None, WRONG),
        ("", ""),
        (["system_level_2"], WRONG),
        ("system_level_3", "system_level_3"),
        ("system_level_4", WRONG),
    ],
    "description": [
        (LEFT_OUT, WRONG),
        (None, WRONG),
        ("", WRONG),
        ({"text": "slow"}, WRONG),
        ("慢" * 65_535, "慢" * 65_535),
        ("慢" * 65_536, WRONG),
    ],
    "attachmentUuids": [
        (LEFT_OUT, []),
        (None, []),
        ([], []),
        (ATTACHMENT, WRONG),
        ([ATTACHMENT], [ATTACHMENT]),
        ([ATTACHMENT, NO_ATTACHMENT], WRONG),
    ],
    "extend": [
        (LEFT_OUT, {}),
        (None, {}),
        ({}, {}),
        ([], WRONG),
        (nested(63), nested(63)),  # with the body around it: 64
        (nested(64), WRONG),
    ],
    "resourceType": [
        (LEFT_OUT, ""),
        (None, WRONG),
        ("", WRONG),
        (1, WRONG),
        ("viewer", "viewer"),
        ("checker", WRONG),
    ],
    "resourceUUID": [
        (LEFT_OUT, ""),
        (None, WRONG),
        ("", ""),
        (["doc-1"], WRONG),
        ("d" * 256, "d" * 256),
        (TOO_LARGE, LARGE),
    ],
    "resource": [
        (LEFT_OUT, ""),
        (None, WRONG),
        ("", ""),
        (True, WRONG),
        ("看" * 256, "看" * 256),
        (TOO_LARGE, LARGE),
    ],
    "channelUUIDs": [
        (LEFT_OUT, []),
        (None, []),
        ([], []),
        ({"uuid": CHANNEL}, WRONG),
        ([CHANNEL], [CHANNEL]),
        ([CHANNEL, NO_CHANNEL], WRONG),
    ],
}
ROWS = [
    pytest.param(parameter, sent, expected, id=f"{parameter}: {case}")
    for parameter, cells in TABLE.items()
    for case, (sent, expected) in zip(CASES, cells, strict=True)
]


@pytest.fixture
def real(desk: Desk) -> dict[str, str]:
    """The ids that the table speaks of."""
    return {ATTACHMENT: desk.attachment(), CHANNEL: desk.channel()["uuid"]}


@pytest.mark.parametrize(("parameter", "sent", "expected"), ROWS)
def test_a_parameter_is_taken_or_refused_as_its_row_says(
    desk: Desk, real: dict[str, str], parameter: str, sent: JSON, expected: JSON
) -> None:
    body = {key: value for key, value in SOUND.items() if key != parameter}
    if sent is not LEFT_OUT:
        body[parameter] = filled(sent, real)

    answer = desk.key.post("/issue/add", body)

    if isinstance(expected, Refusal):
        check_refusal(refused(answer, expected.status), parameter, expected, sent)
    else:
        assert shown(desk, content(answer), parameter) == filled(expected, real)


def check_refusal(message: str, parameter: str, expected: Refusal, sent: JSON) -> None:
    """The message names the parameter, where the body could be read that far."""
    if expected is WRONG and sent != nested(64):
        assert parameter in message


def filled(value: JSON, real: dict[str, str]) -> JSON:
    if isinstance(value, list):
        return [filled(item, real) for item in value]
    if isinstance(value, dict):
        return {key: filled(item, real) for key, item in value.items()}
    return real.get(value, value) if isinstance(value, str) else value


def shown(desk: Desk, issue: JSON, parameter: str) -> JSON:
    """What the server tells of a parameter, be it here or where the issue is read with all that belongs to it."""
    if parameter == "attachmentUuids":
        return desk.attachments_of(issue)
    if parameter == "channelUUIDs":
        return sorted(desk.channels_of(issue))
    return issue[parameter]


@pytest.mark.parametrize("parameter", ["attachmentUuids", "channelUUIDs"])
@pytest.mark.parametrize("item", [7, None, {}, ["att_1"], "", "att_1", "chan_1", "issue_0"])
def test_what_is_no_id_is_refused_in_a_list_of_ids(desk: Desk, parameter: str, item: JSON) -> None:
    message = refused(desk.add(**{parameter: [item]}), 400)

    assert parameter in message


@pytest.mark.parametrize("kind", ["event", "dashboard", "viewer"])
def test_a_source_is_kept_as_it_was_named(desk: Desk, kind: str) -> None:
    issue = desk.issue(resourceType=kind, resourceUUID="dsbd_77aa", resource="Checkout overview")

    seen = desk.read(issue)
    assert [seen[key] for key in ("resourceType", "resourceUUID", "resource")] == [
        kind,
        "dsbd_77aa",
        "Checkout overview",
    ]


@pytest.mark.parametrize("kind", ["Explorer", "Viewer", "monitor", " event"])
def test_other_kinds_of_source_are_refused(desk: Desk, kind: str) -> None:
    assert "resourceType" in refused(desk.add(resourceType=kind), 400)


@pytest.mark.parametrize("status", [10, 15, 20, 25, 30])
def test_an_issue_may_begin_in_any_status(desk: Desk, status: int) -> None:
    assert desk.issue(statusType=status)["statusType"] == status


NO_STATUSES: list[JSON] = [0, 11, 35, -10, "10", "open", None, True, 10.5, [10], {}]


@pytest.mark.parametrize("status", NO_STATUSES, ids=repr)
def test_other_statuses_are_refused(desk: Desk, issue: JSON, status: JSON) -> None:
    assert "statusType" in refused(desk.add(statusType=status), 400)
    assert "statusType" in refused(desk.modify(issue, statusType=status), 400)


@pytest.mark.parametrize("level", [True, -1, 4, 1.5, {}, "P0", "System_level_0", "issl_", nothing("issl")], ids=repr)
def test_other_levels_are_refused(desk: Desk, issue: JSON, level: JSON) -> None:
    assert "level" in refused(desk.add(level=level), 400)
    assert "level" in refused(desk.modify(issue, level=level), 400)


@pytest.mark.parametrize("field", ["name", "description", "resource", "resourceUUID"])
def test_text_with_a_nul_is_refused(desk: Desk, field: str) -> None:
    assert field in refused(desk.add(**{field: "a\0b"}), 400)


def test_several_faults_are_refused_and_nothing_is_written(desk: Desk) -> None:
    channel = desk.channel()["uuid"]

    refused(desk.add(channelUUIDs=[channel], attachmentUuids=[NO_ATTACHMENT]), 400)
    refused(desk.add(channelUUIDs=[channel], level="P9", statusType=11), 400)

    assert desk.find(channelUUID=channel) == []

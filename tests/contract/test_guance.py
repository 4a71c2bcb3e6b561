"""The contract of the Guance dialect: no answer of a real server is outside its OpenAPI document."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest
from schemathesis import Case

from tests.acceptance.guance.support.desk import Desk
from tests.acceptance.guance.support.envelope import content
from tests.acceptance.support.instance import running
from unknot.dialects.guance.description import DESCRIPTION
from unknot.dialects.guance.routes import door
from unknot.dialects.guance.shapes import LevelWord
from unknot.http.openapi import document

from .support.aiming import JSON, aimed, narrowed
from .support.asking import CHECKS, FRESH, Send, Stage, example_case, is_allowed, schema_of, sender

HEX = "0" * 31 + "{}"
ISSUE, REPLY, CHANNEL, LEVEL, LOOSE, ATTACHED, PERSON, TEAM, NOTIFY = (
    f"{prefix}_{HEX.format(number)}"
    for number, prefix in enumerate(("issue", "repim", "chan", "issl", "att", "att", "acnt", "group", "notify"))
)
PARAMETERS: dict[str, JSON] = {
    "issue_uuid": ISSUE,
    "reply_uuid": REPLY,
    "attachment_uuid": ATTACHED,
    "issue_level_uuid": LEVEL,
    "channel_uuid": CHANNEL,
    "group_uuid": TEAM,
    "groupUUID": TEAM,
    "notifyObjectUUID": NOTIFY,
    "pageIndex": 1,
    "pageSize": 2,
    "search": "A",
    "ordering": "createAt",
}
MENTION = {"type": "@", "uuid": PERSON, "exists": True}
BODIES: dict[str, JSON] = {
    "": {"file": "it broke"},
    "IssueIn": {
        "name": "Slow checkout",
        "level": LEVEL,
        "description": "<p>p95 above 3 s</p>",
        "statusType": 15,
        "attachmentUuids": [LOOSE],
        "extend": {"manager": [PERSON], "members": [MENTION], "channels": [{"type": "#", "uuid": CHANNEL}]},
        "channelUUIDs": [CHANNEL],
    },
    "IssueChangeIn": {"name": "Slow checkout", "level": "", "statusType": 20, "extend": {"manager": []}},
    "ListIn": {"channelUUID": CHANNEL, "filters": [{"key": "level", "value": LEVEL}], "pageIndex": 1, "pageSize": 2},
    "ReplyIn": {"issueUUID": ISSUE, "content": "Seen again", "attachmentUuids": [LOOSE], "extend": {}},
    "DeleteAttachmentIn": {"attachmentUUID": ATTACHED},
    "LevelIn": {"name": FRESH, "color": "#12AB9F"},
    "LevelChangeIn": {"name": FRESH, "description": "Stops the line"},
    "LevelsIn": {"uuids": [LEVEL]},
    "LevelConfig": {"isDisabled": True},
    "ChannelIn": {
        "name": FRESH,
        "notifyTarget": [NOTIFY],
        "notifyUpgradeCfg": {"triggerTime": 900, "notifyTarget": [NOTIFY]},
    },
    "ChannelChangeIn": {"description": "Everything about money"},
    "SubscribeIn": {"type": "attention"},
    "TeamIn": {"name": "On call", "accountUUIDs": [PERSON]},
    "NotifyIn": {"type": "HTTPRequest", "name": "Pager", "optSet": {"url": "https://example.org"}},
    "NotifyChangeIn": {"notifyObjectUUID": NOTIFY, "name": "Beeper"},
    "NotifyNamed": {"notifyObjectUUID": NOTIFY},
}
SAYS_MORE = {"/issue/list"}  # what a filter's value may be depends on its key


class Workspace(Stage):
    """One thing of each kind, in a workspace."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__()

    def set(self) -> Mapping[JSON, JSON]:
        desk, key = self._desk, self._desk.key
        key.post("/issue-level/config/set", {"isDisabled": False})
        key.post("/issue-level/delete", {"uuids": [one["uuid"] for one in desk.levels() if not one["isDefault"]]})
        level, channel = desk.level()["uuid"], desk.channel()["uuid"]
        attached, loose = desk.attachment(), desk.attachment()
        issue = desk.issue(level=level, channelUUIDs=[channel], attachmentUuids=[attached])
        team = content(key.post("/workspace/member_group/add", {"name": "On call", "accountUUIDs": [desk.me]}))
        notify = content(key.post("/notify_object/create", BODIES["NotifyIn"]))
        return {
            ISSUE: issue["uuid"],
            REPLY: desk.say(issue)["uuid"],
            CHANNEL: channel,
            LEVEL: level,
            LOOSE: loose,
            ATTACHED: attached,
            PERSON: desk.me,
            TEAM: team["uuid"],
            NOTIFY: notify["uuid"],
        }


def example_of(_: str, name: str) -> JSON:
    return PARAMETERS[name]


DOCUMENT = aimed(json.loads(document(door(), DESCRIPTION)), example_of, BODIES)
for name in ("IssueIn", "IssueChangeIn"):
    del DOCUMENT["components"]["schemas"][name]["properties"]["decription"]  # taken, but nobody should send it
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
SCHEMA = schema_of(
    narrowed(
        DOCUMENT,
        BODIES,
        {
            "^issue_[0-9a-f]{32}$": [ISSUE],
            "^chan_[0-9a-f]{32}$": [CHANNEL],
            "^att_[0-9a-f]{32}$": [LOOSE],
            "^notify_[0-9a-f]{32}$": [NOTIFY],
            "^(acnt|wsak)_[0-9a-f]{32}$": [PERSON],
            msgspec.json.schema(LevelWord)["pattern"]: ["system_level_0", LEVEL, ""],
        },
    )
)


@pytest.fixture(scope="module")
def send(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Send]:
    with running(tmp_path_factory.mktemp("contract") / "data") as instance:
        desk = Desk.of(instance)
        address = f"{instance.server.address}/api/v1"
        yield sender(Workspace(desk), address, {"DF-API-KEY": str(desk.key.secret)})


@pytest.mark.slow
@SCHEMA.parametrize()
def test_no_answer_is_outside_the_document(case: "Case[Any]", send: Send) -> None:
    answer = send(case)

    case.validate_response(answer, checks=CHECKS)
    if is_allowed(DOCUMENT, case) is False:
        assert answer.status_code in {400, 404}, f"{case.body!r} was taken"
    if is_allowed(DOCUMENT, case) and case.path not in SAYS_MORE:
        assert answer.json()["errorCode"] != "ft.InvalidParameter", answer.text


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_requests_are_aimed_at_things_that_are_there(path: str, method: str, send: Send) -> None:
    answer = send(example_case(DOCUMENT, path, method))

    assert answer.status_code == 200, answer.text

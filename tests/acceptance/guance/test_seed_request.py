"""The request on the vendor's page, with host and key: it makes an issue, and the answer has the page's form."""

import json
import time

from tests.acceptance.support.commands import JSON
from tests.acceptance.support.instance import Instance

from .support.desk import Desk
from .support.envelope import content
from .support.shapes import ISSUE, PERSON, is_id, types

LINK = (
    "/exceptions/exceptionsTracking?leftActiveKey=ExceptionsTracking&activeName=ExceptionsTracking&w=wksp_xxxx32"
    "&classic=exceptions_tracing&issueName=SYS&activeChannel=%7BdefaultChannelUUID%7D"
    "&sourceType=exceptions_tracing&__docid=%7BissueUUID%7D"
)
REQUEST = {
    "name": "Checkout is slow",
    "level": "system_level_2",
    "description": "<span>p95 above 3 s</span>",
    "extend": {"channels": [{"type": "#", "uuid": "chan_xxxx32"}], "view_isuue_url": LINK},
    "attachmentUuids": [],
}
LOG_SECONDS = 5


def send(desk: Desk, body: JSON) -> JSON:
    answer = desk.key.call(
        "POST", "/issue/add", data=json.dumps(body), headers={"Content-Type": "application/json;charset=UTF-8"}
    )
    content(answer)
    return answer.json()


def test_the_answer_has_the_keys_and_types_of_the_page(desk: Desk) -> None:
    issue = send(desk, REQUEST)["content"]

    assert types(issue) == ISSUE
    assert types(issue["creatorInfo"]) == types(issue["updatorInfo"]) == PERSON
    assert is_id("issue", issue["uuid"])
    assert is_id("wksp", issue["workspaceUUID"])
    assert is_id("acnt", issue["creator"])


def test_the_answer_says_what_was_sent_and_what_is_so_from_the_start(desk: Desk) -> None:
    before = int(time.time())

    issue = send(desk, REQUEST)["content"]

    assert {key: issue[key] for key in ("name", "level", "description")} == {
        key: REQUEST[key] for key in ("name", "level", "description")
    }
    assert (issue["statusType"], issue["status"], issue["deleteAt"], issue["subIdentify"]) == (10, 0, -1, "")
    assert issue["resource"] == issue["resourceType"] == issue["resourceUUID"] == ""
    assert before <= issue["createAt"] == issue["updateAt"] <= time.time()
    assert issue["creator"] == issue["updator"] == desk.me
    assert issue["creatorInfo"]["username"] == "ann"
    assert issue["creatorInfo"]["email"] == "ann@example.org"


def test_the_link_is_kept_and_a_channel_that_is_not_there_is_marked_so(desk: Desk) -> None:
    extend = send(desk, REQUEST)["content"]["extend"]

    assert extend == {
        "channels": [{"type": "#", "uuid": "chan_xxxx32", "exists": False}],
        "view_isuue_url": LINK,
    }


def test_a_channel_that_is_there_is_marked_so_and_gets_the_issue(desk: Desk) -> None:
    channel = desk.channel()["uuid"]

    issue = send(desk, REQUEST | {"extend": {"channels": [{"type": "#", "uuid": channel}]}})["content"]

    assert issue["extend"]["channels"] == [{"type": "#", "uuid": channel, "exists": True}]
    assert desk.channels_of(issue) == {channel}


def test_the_trace_id_is_in_a_line_of_the_log(instance: Instance, desk: Desk) -> None:
    trace_id = send(desk, REQUEST)["traceId"]

    deadline = time.monotonic() + LOG_SECONDS
    while trace_id not in logged(instance) and time.monotonic() < deadline:
        time.sleep(0.05)

    line = next(line for line in logged(instance).splitlines() if trace_id in line)
    assert "/api/v1/issue/add" in line


def logged(instance: Instance) -> str:
    return instance.data.with_name(f"{instance.data.name}.err").read_text()


def test_every_answer_has_a_trace_id_of_its_own(desk: Desk) -> None:
    assert len({send(desk, REQUEST)["traceId"] for _ in range(5)}) == 5

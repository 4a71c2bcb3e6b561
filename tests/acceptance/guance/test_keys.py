"""The header `DF-API-KEY` (section 1.1) and what a key can find out about itself (section 5.3)."""

from pathlib import Path

import pytest
import requests

from tests.acceptance.support.commands import JSON
from tests.acceptance.support.instance import Instance, running
from tests.acceptance.support.people import People

from .support.desk import Desk
from .support.envelope import content, denied, refused, unknown_key
from .support.key import Key
from .support.shapes import PERSON, is_id


@pytest.mark.parametrize("secret", [None, "", "x", "0" * 32, "é", "Bearer x", "wsak_" + "0" * 32], ids=repr)
def test_without_a_known_key_nothing_is_answered(desk: Desk, secret: str | None) -> None:
    key = Key(desk.key.address, None)
    headers = {} if secret is None else {"DF-API-KEY": secret.encode("latin-1")}

    unknown_key(key.call("GET", "/validate", headers=headers))
    unknown_key(key.call("POST", "/issue/add", json={}, headers=headers))
    unknown_key(key.call("GET", "/issue/issue_1/get", headers=headers))


def test_the_key_of_the_other_dialects_header_is_none(desk: Desk) -> None:
    headers = {"Authorization": f"token {desk.key.secret}"}

    unknown_key(Key(desk.key.address, None).call("GET", "/validate", headers=headers))


def test_a_revoked_key_is_unknown_at_once(instance: Instance, desk: Desk) -> None:
    made = instance.command("token", "create", "--username", "ann", "--workspace", "acme")
    key = Key(desk.key.address, made["token"])
    assert content(key.get("/validate")) is True

    instance.command("token", "revoke", "--username", "ann", "--uuid", made["uuid"])

    unknown_key(key.get("/validate"))


def test_the_name_of_the_header_has_no_case(desk: Desk) -> None:
    key = Key(desk.key.address, None)

    assert content(key.call("GET", "/validate", headers={"df-api-key": desk.key.secret})) is True


def test_a_key_may_be_validated(desk: Desk, outsider: Desk) -> None:
    assert content(desk.key.get("/validate")) is True
    assert content(outsider.key.get("/validate")) is True


def test_a_key_knows_its_workspace(desk: Desk, outsider: Desk) -> None:
    mine, theirs = content(desk.key.get("/workspace/get")), content(outsider.key.get("/workspace/get"))

    assert mine.keys() >= {"uuid", "token", "language"}
    assert mine["uuid"] == f"wksp_{desk.founded['workspace']['uuid'].replace('-', '')}"
    assert theirs["uuid"] != mine["uuid"]
    assert mine["token"] != desk.key.secret


def test_a_key_finds_itself_and_no_secret_but_its_own(instance: Instance, desk: Desk) -> None:
    made = instance.command("token", "create", "--username", "ann", "--workspace", "acme", "--name", "ci-bot")
    answer = desk.key.get("/workspace/accesskey/list")

    keys = content(answer)

    assert all(is_id("wsak", one["uuid"]) for one in keys)
    assert all(one["workspaceUUID"] == content(desk.key.get("/workspace/get"))["uuid"] for one in keys)
    assert all(one["creatorInfo"].keys() >= PERSON.keys() for one in keys)
    assert [one["ak"] for one in keys if one.get("ak")] == [desk.key.secret]
    assert not any(one.get("sk") for one in keys)
    assert "ci-bot" in {one["name"] for one in keys}
    assert made["token"] not in answer.text
    assert "pageInfo" not in answer.json()


def test_the_public_id_of_a_key_opens_nothing(desk: Desk) -> None:
    for one in content(desk.key.get("/workspace/accesskey/list")):
        unknown_key(Key(desk.key.address, one["uuid"]).get("/validate"))


def test_a_bot_acts_under_the_name_of_its_key(instance: Instance, desk: Desk) -> None:
    instance.command("user", "create", "--username", "ci-bot", "--bot", "--workspace", "acme", "--role", "member")
    made = instance.command("token", "create", "--username", "ci-bot", "--workspace", "acme")
    bot = desk.held_by(made["token"])

    issue = bot.issue()

    assert is_id("wsak", issue["creator"])
    assert issue["creatorInfo"]["name"] == "ci-bot"
    assert issue["creatorInfo"]["username"] == issue["creatorInfo"]["email"] == issue["creator"]
    assert desk.find(filters=[{"key": "creator", "value": issue["creator"], "equal": True}]) == [issue]


def test_a_key_that_only_reads_writes_nothing(desk: Desk, people: People, issue: JSON) -> None:
    reader = desk.held_by(people.reader.token)

    assert reader.read(issue)["uuid"] == issue["uuid"]
    assert reader.key.post("/issue/list", {"pageSize": 1}).ok
    denied(reader.add())
    denied(reader.modify(issue, statusType=20))
    denied(reader.reply(issueUUID=issue["uuid"], content="x", extend={}))
    denied(reader.upload())
    denied(reader.key.post("/channel/add", {"name": "mine"}))
    denied(reader.key.post(f"/channel/{desk.default_channel}/subscribe", {"type": "attention"}))


def test_guests_read_and_reply(desk: Desk, people: People, issue: JSON) -> None:
    guest = desk.held_by(people.guest.token)

    assert guest.say(issue)["type"] == "reply"
    assert guest.read(issue)["uuid"] == issue["uuid"]
    denied(guest.add())
    denied(guest.modify(issue, statusType=20))
    denied(guest.key.post("/channel/add", {"name": "mine"}))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("guance_requests_per_minute", "ft.TriggerApiAkCurrentLimiting"),
        ("guance_workspace_requests_per_minute", "ft.TriggerApiWorkspaceCurrentLimiting"),
    ],
)
def test_a_limit_of_requests_is_answered_as_the_vendor_does(tmp_path: Path, setting: str, code: str) -> None:
    with running(tmp_path / "data", **{setting: "3"}) as instance:
        key = Desk.of(instance).key
        answers = [key.get("/validate") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [*[requests.codes.ok] * 3, requests.codes.unauthorized]
    refused(answers[3], 401)
    assert answers[3].json()["errorCode"] == code
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60

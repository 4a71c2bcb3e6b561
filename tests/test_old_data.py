"""A data folder of the first schema, opened by this Unknot: everything in it is read rightly, through both dialects."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from sqlalchemy import URL, create_engine

from tests.http.support.asgi import Client, running
from tests.http.support.installation import PROJECT
from tests.store.support.first_rows import ANN, BUG, DEMO, DIRECTORY, GONE, LOG, MAX, ROOT, SAID, SECRET, SLOW, fill
from tests.store.support.migrating import migrate
from unknot.app import build, open_database
from unknot.config import DATABASE_NAME, Config
from unknot.domain.access import OPERATOR
from unknot.domain.file import blob_key
from unknot.domain.ids import ProjectId
from unknot.operations.trash import restore_issue

JSON: TypeAlias = Any


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """The settings of a folder that nobody opened since it was filled."""
    engine = create_engine(URL.create("sqlite", database=str(tmp_path / DATABASE_NAME)))
    migrate(engine, "0001")
    fill(engine)
    engine.dispose()
    place = tmp_path / "files" / blob_key(DEMO, DIRECTORY)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"it broke")
    return Config(data=str(tmp_path))


@pytest.fixture
def ann(config: Config) -> Iterator[Client]:
    with running(build(config)) as client:
        yield client.with_token(SECRET)


def shown(client: Client, path: str) -> JSON:
    reply = client.get(path, **{"df-api-key": SECRET})
    assert reply.status == 200, reply.body
    return reply.json


def items(client: Client, path: str) -> list[JSON]:
    [found] = shown(client, PROJECT + path)["_embedded"].values()
    assert isinstance(found, list)
    return found


def content(client: Client, path: str) -> JSON:
    return shown(client, f"/api/v1{path}")["content"]


def wire(prefix: str, uuid: str) -> str:
    return f"{prefix}_{UUID(uuid).hex}"


def test_an_issue_is_what_it_was(ann: Client) -> None:
    issue = shown(ann, f"{PROJECT}/issue/1")

    assert (issue["id"], issue["localId"], issue["title"]) == (SLOW, 1, "Slow start")
    assert (issue["description"], issue["status"]["id"]) == ("Takes a *minute*", "CLOSED")
    assert [one["id"] for one in issue["assignedUsers"]] == [MAX, ANN]
    assert [one["id"] for one in issue["labels"]] == [BUG]
    assert issue["updatedBy"]["id"] == MAX


def test_what_hangs_on_an_issue_is_there(ann: Client) -> None:
    [comment] = items(ann, "/issue-discussion/1")
    [relation] = items(ann, "/issue/1/issue-relations")
    [file] = items(ann, "/issue/1/files")

    assert (comment["id"], comment["message"], comment["author"]["id"]) == (SAID, "Seen again", MAX)
    assert (relation["targetIssueUuid"], relation["issueRelationType"]) == (ROOT, "HIERARCHY_FORWARD")
    assert (file["uploadFileUuid"], file["fileName"], file["fileSize"]) == (LOG, "error.log", "8B")
    assert ann.get(file["webFilePath"]).body == b"it broke"


def test_an_issue_of_then_is_one_of_the_younger_dialect_too(ann: Client) -> None:
    issue = content(ann, f"/issue/{wire('issue', SLOW)}/get")

    assert (issue["name"], issue["statusType"], issue["createAt"]) == ("Slow start", 25, 1_767_268_800)
    assert [issue[key] for key in ("level", "resource", "resourceType", "resourceUUID", "subIdentify")] == [""] * 5
    assert issue["extend"] == {"manager": [wire("acnt", MAX), wire("acnt", ANN)]}
    assert [one["uuid"] for one in issue["attachments"]] == [wire("att", LOG)]
    assert [one["name"] for one in issue["bindChannels"]] == ["default"]


def test_the_history_is_told(ann: Client) -> None:
    entries = content(ann, f"/issue/reply/{wire('issue', SLOW)}/list?ordering=createAt")

    told = [one["content"] if one["type"] == "reply" else one["extend"]["field"] for one in entries]
    assert told == ["issue", "relations", "Seen again", "name", "statusType"]
    [reply] = [one for one in entries if one["type"] == "reply"]
    assert (reply["is_modify"], reply["attachmentsList"]) == (True, [])


def test_lists_leave_out_what_was_deleted(ann: Client) -> None:
    assert [one["id"] for one in items(ann, "/issue")] == [ROOT, SLOW]
    listed = ann.call("POST", "/api/v1/issue/list", body=b"{}", headers={"df-api-key": SECRET}).json["content"]
    assert [one["uuid"] for one in listed] == [wire("issue", ROOT), wire("issue", SLOW)]


def test_the_trash_gives_back_what_it_held(config: Config, ann: Client) -> None:
    database = open_database(config)
    database.change(restore_issue, ProjectId(1), 3, by=OPERATOR)
    database.close()

    assert [one["id"] for one in items(ann, "/issue")] == [GONE, ROOT, SLOW]
    assert shown(ann, f"{PROJECT}/issue/3")["labels"][0]["id"] == BUG


def test_numbers_go_on_where_they_stood(ann: Client) -> None:
    made = ann.send("POST", f"{PROJECT}/issue", {"title": "Next", "description": "d"}).json

    assert made["localId"] == 4
    assert [one["localId"] for one in items(ann, "/issue?size=2")] == [4, 2]


def test_a_workspace_of_then_has_people_a_channel_and_levels(ann: Client) -> None:
    members = content(ann, "/workspace/members/list")["data"]

    assert sorted((one["username"], one["role"]) for one in members) == [("Ann", "owner"), ("max", "readOnly")]
    assert [one["name"] for one in content(ann, "/channel/quick_list")] == ["default"]
    assert content(ann, "/issue-level/config/get") == {"isDisabled": False}
    assert len(content(ann, "/issue-level/list")) == 4

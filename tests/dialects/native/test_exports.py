"""Whole sets of issues through our own paths."""

import csv
from collections.abc import Callable
from io import StringIO
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

import pytest

from tests.dialects.native.support.caller import Caller, refusal_of
from tests.http.support.asgi import Reply
from tests.http.support.installation import Installation
from unknot.domain.access import Role, Scope
from unknot.domain.project import ProjectDraft
from unknot.operations.people import set_project_member
from unknot.operations.projects import create_project


def export(caller: Caller, **query: object) -> Reply:
    return caller.ask("GET", f"/issues/export?{urlencode(query)}")


def titles(reply: Reply) -> set[str]:
    assert reply.status == 200, reply.body
    return {issue["title"] for issue in reply.json["issues"]}


def test_the_issues_of_a_query_come_in_every_format(owner: Caller) -> None:
    owner.issue(name="Disk full")
    owner.issue(name="Disk fine", level="")

    assert titles(export(owner, q="level:P2")) == {"Disk full"}
    assert len(export(owner, format="jsonl").body.splitlines()) == 2
    assert [row["title"] for row in csv.DictReader(StringIO(export(owner, format="csv", limit=1).body.decode()))] == [
        "Disk fine"
    ]
    assert len(fromstring(export(owner, format="atom").body)) == 5 + 2  # noqa: S314 - our own
    assert export(owner, format="ics").body.count(b"BEGIN:VTODO") == 2


def test_it_is_a_file_to_save(owner: Caller) -> None:
    reply = export(owner, format="csv", project="demo")

    assert reply.header("content-type") == "text/csv; charset=utf-8; header=present"
    assert (reply.header("content-disposition") or "").startswith("attachment; filename*=UTF-8''acme-demo-")
    assert reply.header("x-content-type-options") == "nosniff"


def test_everybody_gets_what_they_may_read(
    owner: Caller, rival: Caller, hired: Callable[..., Caller], installation: Installation
) -> None:
    workspace = installation.founded.workspace.id
    other = installation.operate(create_project, workspace, ProjectDraft(alias="other", title="Other"))
    guest = hired("gus", Role.GUEST)
    narrow = hired("nina", Role.GUEST)
    installation.operate(set_project_member, other.id, "nina", Role.GUEST)
    owner.issue(name="Seen by all of acme")

    assert titles(export(guest)) == titles(export(narrow)) == {"Seen by all of acme"}
    assert titles(export(guest, project=other.uuid)) == set()
    assert titles(export(rival)) == set()
    assert refusal_of(export(rival, project=other.uuid))[:2] == (404, "not_found")


def test_a_query_with_a_problem_is_refused_with_its_place(owner: Caller) -> None:
    reply = export(owner, q="is:open assignee:nobody-here")

    assert (reply.status, reply.json["code"]) == (400, "malformed_query")
    [problem] = reply.json["query_problems"]
    assert (problem["place"], problem["length"], problem["code"]) == (8, 20, "unknown_person")
    assert problem["message"].startswith('There is nobody called "nobody-here"')


@pytest.mark.parametrize("query", [{"format": "xls"}, {"limit": "none"}])
def test_what_cannot_be_is_told(owner: Caller, query: dict[str, str]) -> None:
    assert export(owner, **query).status == 422


def test_a_token_that_reads_may_and_one_of_a_feed_may_not(owner: Caller, installation: Installation) -> None:
    reads, feeds = (installation.hire(f"bot-{scope.value}", Role.GUEST, scope) for scope in (Scope.READ, Scope.FEED))

    assert export(owner.with_token(reads)).status == 200
    assert refusal_of(export(owner.with_token(feeds)))[:2] == (401, "bad_credentials")
    assert export(owner.with_token(None)).status == 401

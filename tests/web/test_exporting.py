"""Issues leave the pages: as files for people, as feeds and calendars for programs that come again."""

import csv
import re
from html import unescape
from io import StringIO
from urllib.parse import urlencode, urlsplit

import pytest

from tests.http.support.asgi import Client, Reply
from tests.http.support.installation import Installation
from tests.operations.support.town import new_issue
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor, text_of
from unknot.domain.access import Actor
from unknot.domain.project import ProjectDraft
from unknot.operations.projects import create_project
from unknot.store.work import Work

REFUSED = (401, 403)  # as the dialect says it that answers programs


@pytest.fixture(scope="module", autouse=True)
def _issues(installation: Installation) -> None:
    founded = installation.founded
    ann = Actor(id=founded.owner.id, workspace=founded.workspace.id)
    other = installation.operate(create_project, founded.workspace.id, ProjectDraft(alias="ops", title="Ops"))

    def file(work: Work, by: Actor) -> None:
        new_issue(work, founded.project, by=by, title="Ошибка; =1+1")
        new_issue(work, founded.project, by=by, title="Disk full", level="system_level_0")
        new_issue(work, other, by=by, title="Secret of ops")

    installation.operate(file, by=ann)


def rows(reply: Reply, separator: str) -> list[dict[str, str]]:
    assert reply.status == 200, reply.body
    text = reply.body.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=separator))


def test_a_list_and_a_board_offer_their_issues_for_export(ann: Visitor) -> None:
    for page in ("/acme/demo?q=level:P0", "/acme/demo/board?q=level:P0"):
        found = unescape(ann.get(page).body.decode())
        for ending in ("csv", "json", "atom", "ics"):
            [address, *_] = re.findall(rf'href="(/acme/demo/-/export\.{ending}\?q=level[^"]*)"', found)
            assert b"Disk full" in ann.get(address).body
        assert '<link rel="alternate" type="application/atom+xml" href="/acme/demo/-/export.atom' in found


def test_a_table_is_made_for_the_spreadsheet_of_the_reader(ann: Visitor, hire: Hire) -> None:
    russian = hire("ivan")
    russian.post("/settings/look", {"language": "ru"})

    for visitor, separator in ((ann, ","), (russian, ";")):
        reply = visitor.get("/acme/demo/-/export.csv?q=sort:-created")
        assert reply.body.startswith("\ufeffkey".encode())
        assert [row["title"] for row in rows(reply, separator)] == ["Disk full", "Ошибка; =1+1"]


def test_an_export_shows_what_the_visitor_may_read(ann: Visitor, client: Client) -> None:
    assert len(rows(ann.get("/acme/-/export.csv"), ",")) == 3
    assert len(rows(ann.get("/acme/ops/-/export.csv"), ",")) == 1
    assert ann.get("/acme/nowhere/-/export.csv").status == 404
    assert Visitor(client).get("/acme/-/export.csv").status == 303


def test_a_query_with_a_problem_is_refused_on_a_page(ann: Visitor) -> None:
    reply = ann.get(f"/acme/demo/-/export.csv?{urlencode({'q': 'level:P9'})}")

    assert reply.status == 422
    assert b"has a problem at 1, so nothing is exported" in reply.body


def feeds_of(visitor: Visitor, **wanted: str) -> list[str]:
    """The addresses that subscribing makes, once."""
    page = visitor.post("/acme/-/subscribe", wanted)
    assert page.status == 200
    return [unescape(found) for found in re.findall(r'<code id="(?:atom|ics)"[^>]*>([^<]+)', page.body.decode())]


def target_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_a_feed_is_read_without_a_session_until_it_is_revoked(ann: Visitor, client: Client) -> None:
    assert "Make the addresses" in text_of(ann.get("/acme/-/subscribe?q=level:P0&project=demo"))
    atom, ics = map(target_of, feeds_of(ann, q="level:P0", project="demo"))

    assert b"<title>DEMO-2 Disk full</title>" in client.get(atom).body
    assert b"SUMMARY:DEMO-2 Disk full" in client.get(ics).body
    assert "demo level:P0" in text_of(ann.get("/settings/tokens"))

    feeds = ann.get("/settings/tokens").body.decode().partition('id="feeds"')[2]
    for uuid in re.findall(r"/settings/tokens/([0-9a-f-]+)/revoke", feeds):
        ann.post(f"/settings/tokens/{uuid}/revoke")
    assert client.get(atom).status in REFUSED


def test_the_secret_of_a_feed_opens_feeds_of_its_workspace_and_nothing_else(ann: Visitor, client: Client) -> None:
    atom, _ = map(target_of, feeds_of(ann, q=""))
    secret = re.findall("token=(.*)", atom)[0]

    assert b"Secret of ops" in client.get(atom).body
    assert client.get(atom.replace("export.atom", "export.csv")).status in REFUSED
    assert client.get(atom.replace("/acme/", "/nowhere/")).status == 404
    assert client.get(atom.replace("/acme/", "/acme/nowhere/")).status == 404
    assert client.get("/project/acme/demo/issue", authorization=f"token {secret}").status in REFUSED
    assert client.get("/api/v1/workspace/get", df_api_key=secret).json["code"] in REFUSED


def test_a_secret_with_greater_rights_may_not_stand_in_an_address(installation: Installation, client: Client) -> None:
    assert client.get(f"/acme/-/export.atom?token={installation.token}").status in REFUSED


def test_whoever_leaves_early_ends_the_work(ann: Visitor) -> None:
    with ann.listening("/acme/-/export.json") as opened:
        opened.until('"issues":[')

    assert ann.get("/acme/-/export.json").json["place"] == "acme"

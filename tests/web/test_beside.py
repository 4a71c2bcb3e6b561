"""What a search finds beside issues: people and views by name, comments and files of the issues that it shows."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.http.support.installation import Installation
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor
from unknot.domain.access import Role
from unknot.domain.project import ProjectDraft
from unknot.operations.people import set_member, set_project_member
from unknot.operations.projects import create_project
from unknot.web.addresses import ENTRIES, address_of_comment

LIST = "/acme"
GROUP = re.compile(r'<section aria-labelledby="found-(\w+)">(.*?)</section>', re.DOTALL)
ENTRY = re.compile(r'<a class="item[^"]*" href="([^"]*)">(.*?)</a>', re.DOTALL)
MARKED = re.compile(r"<mark>([^<]*)</mark>")


@pytest.fixture(scope="module", autouse=True)
def issue(ann: Visitor) -> str:
    """The address of an issue with comments and files."""
    told = ann.script("/acme/-/issues", {"project": "demo", "title": "Orders are late"}).json
    address = re.sub(r"\D+", "/acme/demo/", told["said"].split()[0])
    for text in ("The walrus queries the **ledger**", "A walrus", "Ledgers only", "No animal at all"):
        ann.post(f"{address}/comments", {"text": text})
    ann.upload(address, {"walrus-trace.zip": b"1234", "other.zip": b"12"})
    return address


def found(visitor: Visitor, query: str, path: str = LIST) -> Mapping[str, list[tuple[str, str]]]:
    """Addresses and words of each group."""
    page = visitor.get(f"{path}?{urlencode({'q': query})}").body.decode()
    return {
        name: [(href, " ".join(unescape(re.sub("<[^>]*>", " ", text)).split())) for href, text in ENTRY.findall(group)]
        for name, group in GROUP.findall(page)
    }


def lines(visitor: Visitor, query: str) -> list[str]:
    return [text for _, text in found(visitor, query).get("comments", [])]


def test_comments_that_say_it_lead_to_where_they_stand_the_newest_first(ann: Visitor, issue: str) -> None:
    newest, oldest = found(ann, "walrus")["comments"]

    assert [text.count("walrus") for _, text in (newest, oldest)] == [1, 1]
    assert "The walrus queries the ledger" in oldest[1]
    target = ann.get(issue).body.decode()
    assert re.fullmatch(rf"{issue}#c-[0-9a-f-]+", oldest[0])
    assert f'id="{oldest[0].partition("#")[2]}"' in target


def test_a_comment_says_all_that_is_looked_for_in_any_form_of_the_words(ann: Visitor) -> None:
    assert len(lines(ann, "walrus ledger")) == 1
    assert len(lines(ann, "query ledger")) == 1
    assert len(lines(ann, "ledger or walrus")) == 3
    assert len(lines(ann, '"walrus queries"')) == 1
    assert lines(ann, "title:walrus") == []


def test_a_comment_behind_a_page_of_newer_entries_is_linked_on_its_page() -> None:
    assert address_of_comment("/acme/demo/1", "7b", ENTRIES - 1) == "/acme/demo/1#c-7b"
    assert address_of_comment("/acme/demo/1", "7b", 2 * ENTRIES) == "/acme/demo/1?page=2#c-7b"


def test_files_are_found_by_their_names(ann: Visitor) -> None:
    files = found(ann, "walrus")["files"]

    assert [re.sub(r"\s+", "", text) for _, text in files] == ["walrus-trace.zip4B"]
    assert ann.get(files[0][0]).body == b"1234"


def test_what_was_found_is_marked(ann: Visitor) -> None:
    page = ann.get(f"{LIST}?q=walrus").body.decode()

    assert {word.lower() for word in MARKED.findall(page.partition('class="beside"')[2])} == {
        "walrus",
        "walrus-trace.zip",
    }


def test_people_are_found_by_name_with_the_way_to_their_issues(ann: Visitor, hire: Hire) -> None:
    hire("walburga")

    assert found(ann, "walbu")["people"] == [("/acme/-/people/walburga", "WL Walburga Lee @walburga")]


def test_views_are_found_by_name_and_private_ones_only_by_their_owner(ann: Visitor, hire: Hire) -> None:
    ann.post("/acme/-/views", {"name": "Walrus watch", "project": "demo", "q": "level:P1"})
    peter = hire("peter")

    [(address, name)] = found(ann, "walrus")["views"]
    assert name == "Walrus watch"
    assert "Walrus watch" in ann.get(address).body.decode()
    assert "views" not in found(peter, "walrus")


def test_nothing_is_told_of_what_may_not_be_read(ann: Visitor, hire: Hire, installation: Installation) -> None:
    workspace = installation.founded.workspace.id
    installation.operate(create_project, workspace, ProjectDraft(alias="vault", title="Vault", is_private=True))
    told = ann.script("/acme/-/issues", {"project": "vault", "title": "Hidden"}).json
    address = re.sub(r"\D+", "/acme/vault/", told["said"].split()[0])
    ann.post(f"{address}/comments", {"text": "The okapi is in the vault"})
    ann.upload(address, {"okapi.zip": b"1"})

    assert set(found(ann, "okapi")) == {"comments", "files"}
    stranger = hire("stranger")
    installation.operate(set_member, workspace, "stranger", Role.NONE)
    installation.operate(set_project_member, installation.founded.project.id, "stranger", Role.MEMBER)
    assert set(found(stranger, "walrus")) >= {"comments", "files"}
    assert found(stranger, "okapi") == {}


def test_who_looks_for_no_words_is_shown_issues_alone(ann: Visitor) -> None:
    assert found(ann, "is:open") == {}
    assert found(ann, "") == {}

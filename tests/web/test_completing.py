"""What the search box offers: only what exists, and only what the visitor may know of."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.http.support.installation import Installation
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor
from unknot.domain.access import Role
from unknot.domain.label import LabelDraft
from unknot.domain.project import Project, ProjectDraft
from unknot.operations.labels import create_label
from unknot.operations.people import set_member, set_project_member
from unknot.operations.projects import create_project


@pytest.fixture
def project(installation: Installation) -> Project:
    """A private project with a label."""
    draft = ProjectDraft(alias=f"c{secrets.token_hex(4)}", title="Completing")
    made: Project = installation.operate(create_project, installation.founded.workspace.id, draft)
    installation.operate(create_label, made.id, LabelDraft(title="needs review", color="F58A07"))
    return made


def completion(visitor: Visitor, text: str, project: str = "") -> Mapping[str, Any]:
    """What is offered where the bar stands."""
    asked = {"q": text.replace("|", ""), "at": text.index("|"), "project": project}
    reply = visitor.script_get(f"/acme/-/complete?{urlencode(asked)}")
    assert reply.status == 200, reply.body
    found: Mapping[str, Any] = json.loads(reply.body)
    return found


def texts(visitor: Visitor, text: str, project: str = "") -> Sequence[str]:
    return [one["text"] for one in completion(visitor, text, project)["options"]]


def test_keys_are_offered(ann: Visitor) -> None:
    assert texts(ann, "lab|") == ["label:"]
    assert texts(ann, "is:open -block|")[:2] == ["blocks:", "blocked-by:"]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("is:|", ["open", "closed"]),
        ("status:p|", ["pending", "open"]),
        ("level:P|", ["P0", "P1", "P2", "P3"]),
        ("assignee:m|", ["me"]),
        ("has:f|", ["file"]),
        ("updated:la|", ["last-week", "last-month", "last-year"]),
        ("sort:-u|", ["-updated"]),
        ("title:x|", []),
    ],
)
def test_values_are_offered(ann: Visitor, text: str, offered: Sequence[str]) -> None:
    assert [one for one in texts(ann, text) if one in offered] == offered


def test_a_label_is_quoted_where_it_must_be(ann: Visitor, project: Project) -> None:
    found = completion(ann, "is:open label:re|", project.alias)

    assert (found["start"], found["end"], found["key"]) == (14, 16, "label")
    assert [one["text"] for one in found["options"]] == ['"needs review"']
    assert found["options"][0]["shown"] == "needs review"


def test_a_whole_term_is_offered_for_the_beginning_of_a_value(ann: Visitor, project: Project) -> None:
    assert "status:pending" in texts(ann, "pend|")
    assert 'label:"needs review"' in texts(ann, "needs|", project.alias)


def test_issues_are_offered_by_number_and_title(ann: Visitor, project: Project) -> None:
    title = f"Voucher {secrets.token_hex(4)}"
    ann.post("/acme/-/issues", {"project": project.alias, "title": title})

    assert texts(ann, "blocks:#1|", project.alias)[0] == f"{project.key}-1"
    assert texts(ann, f'blocked-by:"{title}|') == [f"{project.key}-1"]


def test_nobody_is_offered_what_they_may_not_read(
    ann: Visitor, hire: Hire, installation: Installation, project: Project
) -> None:
    title = f"Secret {secrets.token_hex(4)}"
    ann.post("/acme/-/issues", {"project": project.alias, "title": title})
    stranger = hire("stranger")
    installation.operate(set_member, project.workspace, "stranger", Role.NONE)
    installation.operate(set_project_member, installation.founded.project.id, "stranger", Role.GUEST)

    assert texts(stranger, "project:|") == [installation.founded.project.alias]
    assert texts(stranger, "label:needs|") == []
    assert texts(stranger, f'parent:"{title}|') == []


def test_an_address_typed_by_hand_is_no_trouble(ann: Visitor) -> None:
    assert ann.script_get("/acme/-/complete").status == 200
    assert ann.script_get("/acme/-/complete?at=-5&q=x").status == 200
    assert ann.script_get("/acme/-/complete?at=x").status == 422

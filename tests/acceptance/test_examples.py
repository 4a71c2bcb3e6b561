"""Every exchange on the vendor's page, replayed from example files, at both mounts.

A file holds one method: its request, and each answer that the page lists for it. In paths and bodies, `{names}`
stand for what only the running server knows. A caller who is not named is ann, and `with` puts another value
in the place of a name.
"""

import json
import re
from pathlib import Path

import pytest
import requests

from .support.answers import check_error, done, ok
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import FORMS, differences, form
from .support.people import People
from .support.project import Project

EXAMPLES = [json.loads(path.read_text()) for path in sorted(Path(__file__).with_name("examples").glob("*.json"))]
EXCHANGES = [
    pytest.param(example["request"], answer, id=f"{example['method']}: {answer['status']} {answer.get('because', '')}")
    for example in EXAMPLES
    for answer in example["answers"]
]
MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def scene(ann: Caller, project: Project) -> dict[str, JSON]:
    """What the examples speak of: the names in their paths and bodies."""
    label = project.label(description="Something is broken")
    issue = project.issue(
        title="Login page is slow", labels=[label["id"]], assignedUsers=[ann.user["id"]], status="COMPLETED"
    )
    return {
        "owner": project.owner,
        "project": project.alias,
        "label": label["id"],
        "person": ann.user["id"],
        "issue": issue["localId"],
        "itself": issue["id"],
        "missing": MISSING,
        **related_issues(project, Project.made_by(ann), issue),
        **files(project, issue),
    }


def related_issues(project: Project, other: Project, issue: JSON) -> dict[str, JSON]:
    timeouts, layout, sessions = (other.issue(title=title) for title in ("Timeouts", "Layout breaks", "Sessions"))
    ok(project.relate(issue, timeouts["id"], "SHARED_PARAMETER_REFERENCED_BY_REVERSE"))
    ok(project.relate(issue, layout["id"], "AFFECTS_FORWARD"))
    return {"related": layout["id"], "target": sessions["id"]}


def files(project: Project, issue: JSON) -> dict[str, JSON]:
    requests_log, error_log, trace = (project.file(name) for name in ("login.har", "error.log", "trace.txt"))
    ok(project.attach(issue, requests_log))
    ok(project.attach(issue, error_log))
    return {"attachment": error_log["uploadFileUuid"], "upload": trace["uploadFileUuid"]}


@pytest.mark.parametrize("mount", ["", "/rest-api"], ids=["root", "rest-api"])
@pytest.mark.parametrize(("request_", "expected"), EXCHANGES)
def test_the_exchange_goes_as_on_the_vendors_page(
    people: People, ann: Caller, scene: dict[str, JSON], request_: JSON, expected: JSON, mount: str
) -> None:
    caller = people.outsider if expected.get("caller") == "outsider" else ann
    names = scene | {name: filled(value, scene) for name, value in expected.get("with", {}).items()}
    body = filled(request_.get("body"), names)

    path = filled(request_["path"], names)
    answer = caller.under(mount).call(request_["method"], path, json=body)

    assert answer.status_code == expected["status"], answer.text
    check_answer(answer, expected, mount + path.partition("?")[0])
    if "body" in expected and body:
        check_echo(body, answer.json())


def filled(template: JSON, names: dict[str, JSON]) -> JSON:
    """The template with the value of each name in the place of the name."""
    if isinstance(template, str):
        return re.sub(r"\{(\w+)\}", lambda name: str(names[name[1]]), template)
    if isinstance(template, list):
        return [filled(item, names) for item in template]
    if isinstance(template, dict):
        return {key: filled(value, names) for key, value in template.items()}
    return template


def check_answer(answer: requests.Response, expected: JSON, path: str) -> None:
    if answer.status_code != requests.codes.ok:
        check_error(answer.json(), expected["status"])
        assert answer.json()["path"] == path
    elif "body" in expected:
        assert differences(expected["body"], answer.json()) == []
    else:
        done(answer)


def check_echo(body: JSON, answer: JSON) -> None:
    """What was asked for is what was made."""
    for key in body.keys() & answer.keys():
        assert kept(answer[key]) == kept(body[key])


def kept(value: JSON) -> JSON:
    """The part of a value that a client can set: a text, or the ids that stand for objects."""
    if isinstance(value, list):
        return [kept(item) for item in value]
    return value["id"] if isinstance(value, dict) else value


def test_the_examples_cover_the_whole_page() -> None:
    statuses = {example["method"]: {answer["status"] for answer in example["answers"]} for example in EXAMPLES}

    usual = {200, 403, 404}
    assert statuses == {
        "Get Issue": usual,
        "Get Issue List": usual,
        "Create Issue": usual,
        "Edit Issue": usual,
        "Delete Issue": usual,
        "Get Issue Relations List": usual,
        "Create Issue Relation": usual | {400, 409},
        "Delete Issue Relation": usual,
        "Get List of Files Attached to Issue": usual,
        "Attach File to Issue": usual | {409},
        "Delete Relation Between File and Issue": usual,
    }


def test_the_forms_of_values_are_told_apart() -> None:
    samples = ["6f0e2b4c-1d3a-4c55-9e77-2a1b3c4d5e6f", "2026-03-04T10:11:12.345678", "1 hour ago", "17A2B8", "12KB"]

    assert [form(sample) for sample in samples] == list(FORMS)[: len(samples)]
    assert form("1 hours ago") == form("2 minute ago") == form("17a2b8") == "text"

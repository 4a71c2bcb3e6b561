"""The contract of the GitFlic dialect: no answer of a real server is outside its OpenAPI document."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from schemathesis import Case
from schemathesis.core.failures import FailureGroup

from tests.acceptance.support.answers import ok
from tests.acceptance.support.caller import Caller
from tests.acceptance.support.instance import running
from tests.acceptance.support.project import Project
from unknot.dialects.gitflic.description import DESCRIPTION
from unknot.dialects.gitflic.routes import door
from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.http.openapi import document

from .support.aiming import JSON, Document, aimed
from .support.asking import CHECKS, FRESH, Send, Stage, example_case, is_allowed, schema_of, sender

UUID = "00000000-0000-4000-8000-00000000000{}"
ALIAS = "the-stage"
PROJECT, ANN, LABEL, COMMENT, DIRECTORY, LOOSE, ATTACHED, RELATED, UNRELATED = map(UUID.format, range(1, 10))

PARAMETERS: dict[str, JSON] = {
    "ownerAlias": "acme",
    "projectAlias": ALIAS,
    "projectUuid": PROJECT,
    "localId": 1,
    "labelUuid": LABEL,
    "commentUuid": COMMENT,
    "directory": DIRECTORY,
    "fileName": "attached.log",
    "username": "ann",
    "alias": "acme",
    "targetIssueUuid": RELATED,
    "uploadFileUuid": ATTACHED,
    "page": 0,
    "size": 2,
    "q": "STAGE",
}
BODIES: dict[str, JSON] = {
    "": {"file": "it broke"},
    "IssueIn": {
        "title": "Slow start",
        "description": "Takes a minute",
        "status": {"id": "IN_PROGRESS"},
        "assignedUsers": [{"id": ANN}],
        "labels": [{"id": LABEL}],
    },
    "RelationIn": {"targetIssueUuid": UNRELATED, "relationType": "DEPENDENCY_FORWARD"},
    "NoteIn": {"note": "Seen again"},
    "ProjectIn": {"title": "Another", "alias": FRESH, "ownerAlias": "acme", "isPrivate": True},
    "LabelIn": {"title": FRESH, "hexColor": "8B0000", "description": "", "isTextLight": True},
}
ISSUE = "/project/{ownerAlias}/{projectAlias}/issue/{localId}"
NEVER_THERE = {"/team/{alias}"}
KNOWS_MORE = {"/project"}  # which aliases are taken, and which words are reserved


class Place(Stage):
    """Things to aim at, in a project of their own."""

    def __init__(self, ann: Caller) -> None:
        self._ann = ann
        super().__init__()

    def set(self) -> Mapping[JSON, JSON]:
        project = Project.made_by(self._ann, title="The stage")
        issue, related, unrelated = (project.issue() for _ in range(3))
        attached, loose = project.file("attached.log"), project.file("loose.log")
        ok(project.attach(issue, attached))
        ok(project.relate(issue, related["id"]))
        comment = ok(project.say(issue, "Seen"))
        return {
            ALIAS: project.alias,
            PROJECT: project.id,
            ANN: self._ann.user["id"],
            LABEL: project.label()["id"],
            COMMENT: comment["id"],
            DIRECTORY: attached["webFilePath"].split("/")[-2],
            LOOSE: loose["uploadFileUuid"],
            ATTACHED: attached["uploadFileUuid"],
            RELATED: related["id"],
            UNRELATED: unrelated["id"],
        }


def example_of(path: str, name: str) -> JSON:
    return LOOSE if (name, path.endswith("/link-file")) == ("uploadFileUuid", True) else PARAMETERS[name]


DOCUMENT = aimed(json.loads(document(door(GitflicSettings()), DESCRIPTION)), example_of, BODIES)
for name, key in (("RelationIn", "issueRelationType"), ("IssueIn", "assigneUsers"), ("ProjectIn", "private")):
    del DOCUMENT["components"]["schemas"][name]["properties"][key]  # taken, but nobody should send it
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
SCHEMA = schema_of(DOCUMENT)


@pytest.fixture(scope="module")
def send(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Send]:
    with running(tmp_path_factory.mktemp("contract") / "data") as instance:
        ann = instance.ann
        yield sender(Place(ann), instance.server.address, {"Authorization": f"token {ann.token}"})


@pytest.mark.slow
@SCHEMA.parametrize()
def test_no_answer_is_outside_the_document(case: "Case[Any]", send: Send) -> None:
    answer = send(case)

    case.validate_response(answer, checks=CHECKS)
    if is_allowed(DOCUMENT, case) is False:
        assert answer.status_code in {400, 404, 409, 422}, f"{case.body!r} was taken"
    if is_allowed(DOCUMENT, case) and case.path not in KNOWS_MORE:
        assert answer.status_code != 422, answer.text


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_requests_are_aimed_at_things_that_are_there(path: str, method: str, send: Send) -> None:
    answer = send(example_case(DOCUMENT, path, method))

    assert answer.status_code == (404 if path in NEVER_THERE else 200), answer.text


def other_type(document: Document) -> None:
    document["components"]["schemas"]["IssueOut"]["properties"]["localId"]["type"] = "string"


def other_key(document: Document) -> None:
    document["components"]["schemas"]["IssueOut"]["required"].append("priority")


def other_status(document: Document) -> None:
    responses = document["paths"][ISSUE]["get"]["responses"]
    responses["201"] = responses.pop("200")


def other_media(document: Document) -> None:
    document["paths"][ISSUE]["get"]["responses"]["200"]["content"] = {"text/plain": {}}


def other_header(document: Document) -> None:
    header = {"required": True, "schema": {"type": "string"}}
    document["paths"][ISSUE]["get"]["responses"]["200"]["headers"] = {"X-Absent": header}


@pytest.mark.parametrize("plant", [other_type, other_key, other_status, other_media, other_header])
def test_an_answer_that_differs_from_the_document_would_be_found(plant: Callable[[Document], None], send: Send) -> None:
    document = copy.deepcopy(DOCUMENT)
    plant(document)
    case = example_case(document, ISSUE, "get")

    answer = send(case)

    with pytest.raises(FailureGroup):
        case.validate_response(answer, checks=CHECKS)

"""The contract: whatever is asked of a real server, its answer is one that the OpenAPI document promises.

Schemathesis makes the requests out of the document: sound ones, and ones with something wrong. Examples aim them at
things that are there, so that most of them get further than "not found".
"""

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any, TypeAlias

import pytest
import schemathesis
from schemathesis import BaseSchema, Case, Config, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.acceptance.support.answers import ok
from tests.acceptance.support.caller import Caller
from tests.acceptance.support.instance import Instance, running
from tests.acceptance.support.project import Project
from unknot.dialects.gitflic.description import DESCRIPTION
from unknot.dialects.gitflic.routes import door
from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.http.openapi import document

JSON: TypeAlias = Any
Document: TypeAlias = dict[str, Any]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
CONFIG = {
    "request-timeout": 60,
    "suppress-health-check": ["too_slow"],  # a busy machine is no reason to fail
    "generation": {"deterministic": True, "max-examples": 8, "no-shrink": True, "with-security-parameters": False},
}

# Names of things whose real names are known when the server runs. They look like what they stand for.
UUID = "00000000-0000-4000-8000-00000000000{}"
ALIAS, FRESH = "the-stage", "something-new"
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


class Stage:
    """Things to aim at, in a project of their own."""

    def __init__(self, ann: Caller) -> None:
        self._ann = ann
        self._numbers = count(1)
        self._names: dict[JSON, JSON] = {}
        self.set()

    def set(self) -> None:
        """Put everything in its place, for the first time or anew."""
        project = Project.made_by(self._ann, title="The stage")
        issue, related, unrelated = (project.issue() for _ in range(3))
        attached, loose = project.file("attached.log"), project.file("loose.log")
        ok(project.attach(issue, attached))
        ok(project.relate(issue, related["id"]))
        comment = ok(project.say(issue, "Seen"))
        self._names = {
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

    def named(self, value: JSON) -> JSON:
        """The value with the real names of things in it."""
        if isinstance(value, dict):
            return {key: self.named(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.named(inner) for inner in value]
        if value == FRESH:
            return f"{self._names[ALIAS]}-{next(self._numbers)}"
        return self._names.get(value, value) if isinstance(value, str | int) else value


def aimed(bare: Document) -> Document:
    """The document with an example for each parameter and body, and with paths that lead to the stage."""
    whole = copy.deepcopy(bare)
    for path, operations in whole["paths"].items():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                parameter["example"] = example_of(path, parameter["name"])
                if parameter["in"] == "path":
                    parameter["schema"]["enum"] = [parameter["example"]]
            for body in operation.get("requestBody", {"content": {}})["content"].values():
                body["example"] = body_example(body["schema"])
    return whole


def example_of(path: str, name: str) -> JSON:
    return LOOSE if (name, path.endswith("/link-file")) == ("uploadFileUuid", True) else PARAMETERS[name]


def body_example(schema: Document) -> JSON:
    """An example for a type of ours, or else for a form with a file."""
    return BODIES[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else {"file": "it broke"}


DOCUMENT = aimed(json.loads(document(door(GitflicSettings()), DESCRIPTION)))
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]


def schema_of(document: Document) -> BaseSchema:
    return schemathesis.openapi.from_dict(document, config=Config.from_dict(CONFIG))


SCHEMA = schema_of(DOCUMENT)

Send: TypeAlias = Callable[["Case[Any]"], Response]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running(tmp_path_factory.mktemp("contract") / "data") as instance:
        yield instance


@pytest.fixture(scope="module")
def send(instance: Instance) -> Send:
    """Ask for what the case says, on a stage of its operation's own, which is set anew after something was changed."""
    stage_of = cache(lambda _: Stage(instance.ann))

    def send(case: "Case[Any]") -> Response:
        stage = stage_of(case.operation.label)
        case.path_parameters = stage.named(case.path_parameters)
        case.query = stage.named(case.query)
        case.body = stage.named(case.body)
        headers = {"Authorization": f"token {instance.ann.token}"}
        answer = case.call(base_url=instance.server.address, headers=headers)
        if case.method != "GET" and answer.status_code == 200:
            stage.set()
        return answer

    return send


def example_case(schema: BaseSchema, path: str, method: str) -> "Case[Any]":
    """The one request that has everything right."""
    documented = DOCUMENT["paths"][path][method]
    in_path, in_query = (
        {one["name"]: one["example"] for one in documented["parameters"] if one["in"] == place}
        for place in ("path", "query")
    )
    bodies: Document = documented.get("requestBody", {"content": {}})["content"]
    with_body = [{"media_type": media, "body": body["example"]} for media, body in bodies.items()] or [{}]
    return schema[path][method.upper()].Case(path_parameters=in_path, query=in_query, **with_body[0])


@pytest.mark.slow
@SCHEMA.parametrize()
def test_no_answer_is_outside_the_document(case: "Case[Any]", send: Send) -> None:
    case.validate_response(send(case), checks=CHECKS)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_requests_are_aimed_at_things_that_are_there(path: str, method: str, send: Send) -> None:
    answer = send(example_case(SCHEMA, path, method))

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
    case = example_case(schema_of(document), ISSUE, "get")

    answer = send(case)

    with pytest.raises(FailureGroup):
        case.validate_response(answer, checks=CHECKS)

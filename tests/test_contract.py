"""The contract: whatever is asked of a real server, its answer is one that the OpenAPI document promises.

Schemathesis makes the requests out of the document: sound ones, and ones with something wrong. Examples aim them at
things that are there, so that most of them get further than "not found".
"""

import copy
import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, TypeAlias

import pytest
import schemathesis
from schemathesis import APIOperation, BaseSchema, Case, Config, Response
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
    "generation": {"deterministic": True, "max-examples": 10, "no-shrink": True, "with-security-parameters": False}
}

# Names of things whose real names are known when the server runs. They look like what they stand for.
UUID = "00000000-0000-4000-8000-00000000000{}"
NUMBER, ALIAS, FRESH = 1001, "the-stage", "something-new"
PROJECT, ANN, LABEL, COMMENT, DIRECTORY, LOOSE, ATTACHED, RELATED, UNRELATED = map(UUID.format, range(1, 10))

PARAMETERS: dict[str, JSON] = {
    "ownerAlias": "acme",
    "projectAlias": ALIAS,
    "projectUuid": PROJECT,
    "localId": NUMBER,
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
NEVER_THERE = "GET /team/{alias}"


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
            NUMBER: issue["localId"],
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


def aimed(whole: Document) -> Document:
    """The document with an example for each parameter and body."""
    whole = copy.deepcopy(whole)
    for path, operations in whole["paths"].items():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                parameter["example"] = LOOSE if path.endswith("/link-file") and parameter["in"] == "query" else (
                    PARAMETERS[parameter["name"]]
                )
            for media, body in operation.get("requestBody", {"content": {}})["content"].items():
                body["example"] = {"file": "it broke"} if media != "application/json" else (
                    BODIES[body["schema"]["$ref"].rpartition("/")[2]]
                )
    return whole


DOCUMENT: Document = json.loads(document(door(GitflicSettings()), DESCRIPTION))
SCHEMA = schemathesis.openapi.from_dict(aimed(DOCUMENT), config=Config.from_dict(CONFIG))

import collections
C = collections.defaultdict(collections.Counter)

@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running(tmp_path_factory.mktemp("contract") / "data") as instance:
        yield instance
        for k, v in C.items(): print(k, sorted(v.items()))

@pytest.fixture(scope="module")
def stage_of(instance):
    stages = {}
    def get(label):
        if label not in stages: stages[label] = Stage(instance.ann)
        return stages[label]
    return get

@SCHEMA.parametrize()
def test_x(case: Case, instance, stage_of) -> None:
    stage = stage_of(case.operation.label)
    case.path_parameters = stage.named(case.path_parameters)
    case.query = stage.named(case.query)
    case.body = stage.named(case.body)
    r = case.call(base_url=instance.server.address, headers={"Authorization": f"token {instance.ann.token}"})
    C[case.operation.label][r.status_code] += 1
    if r.status_code == 200 and case.method == "DELETE": stage.set()
    case.validate_response(r, checks=CHECKS)

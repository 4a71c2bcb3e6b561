"""Schemathesis makes requests out of a document: sound ones, and ones with something wrong. Here they are sent."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, TypeAlias

import schemathesis
from jsonschema_rs import Draft202012Validator
from schemathesis import BaseSchema, Case, Config, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from .aiming import JSON, Document

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
CONFIG = {
    "request-timeout": 60,
    "suppress-health-check": ["too_slow", "filter_too_much"],  # a busy machine is no reason to fail
    "generation": {"deterministic": True, "max-examples": 8, "no-shrink": True, "with-security-parameters": False},
}
FRESH = "something-new"  # stands for a name that nothing has yet

Send: TypeAlias = Callable[["Case[Any]"], Response]


class Stage(ABC):
    """Things to aim at. Documents call them by names that look like theirs, which are known only when a server runs."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._names = self.set()

    @abstractmethod
    def set(self) -> Mapping[JSON, JSON]:
        """Put everything in its place, for the first time or anew; the real name of each."""

    def set_anew(self) -> None:
        self._names = self.set()

    def named(self, value: JSON) -> JSON:
        """The value with the real names of things in it."""
        if isinstance(value, dict):
            return {key: self.named(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.named(inner) for inner in value]
        if value == FRESH:
            return f"{FRESH}-{next(self._numbers)}"
        return self._names.get(value, value) if isinstance(value, str | int) else value


def sender(stage: Stage, address: str, headers: Mapping[str, str]) -> Send:
    """Ask for what a case says; the stage is set anew after something may have changed."""

    def send(case: "Case[Any]") -> Response:
        case.path_parameters = stage.named(case.path_parameters)
        case.query = stage.named(case.query)
        case.body = stage.named(case.body)
        answer = case.call(base_url=address, headers=dict(headers))
        if answer.status_code == 200 and (case.method != "GET" or "delete" in case.path):
            stage.set_anew()
        return answer

    return send


def schema_of(document: Document) -> BaseSchema:
    return schemathesis.openapi.from_dict(document, config=Config.from_dict(CONFIG))


def example_case(document: Document, path: str, method: str) -> "Case[Any]":
    """The one request that has everything right."""
    documented = document["paths"][path][method]
    in_path, in_query = (
        {one["name"]: one["example"] for one in documented["parameters"] if one["in"] == place}
        for place in ("path", "query")
    )
    bodies: Document = documented.get("requestBody", {"content": {}})["content"]
    with_body = [{"media_type": media, "body": body["example"]} for media, body in bodies.items()] or [{}]
    return schema_of(document)[path][method.upper()].Case(path_parameters=in_path, query=in_query, **with_body[0])


def is_allowed(document: Document, case: "Case[Any]") -> bool | None:
    """Whether the document allows the body of a case; None where it cannot be told.

    It speaks of none, none of JSON was sent, or there is a float: JSON Schema calls 1.0 an integer, and we do not.
    """
    operation = document["paths"][case.path].get(case.method.lower(), {})
    content: Document = operation.get("requestBody", {"content": {}})["content"]
    if "application/json" not in content or not is_json(case) or any_float(case.body):
        return None
    schema = content["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]}).is_valid(case.body)


def is_json(case: "Case[Any]") -> bool:
    media = dict(case.headers or {}).get("Content-Type", case.media_type)
    return media == "application/json" and isinstance(case.body, dict | list | str | int | float | None)


def any_float(tree: JSON) -> bool:
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return isinstance(tree, float) or any(map(any_float, inner))

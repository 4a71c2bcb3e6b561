"""A document whose requests are aimed at things that are there, so that most get further than "not found"."""

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

JSON: TypeAlias = Any
Document: TypeAlias = dict[str, Any]


def aimed(bare: Document, example_of: Callable[[str, str], JSON], bodies: Mapping[str, JSON]) -> Document:
    """The document with an example for each parameter, by path and name, and for each body, by the name of its type."""
    whole = copy.deepcopy(bare)
    for path, operations in whole["paths"].items():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                parameter["example"] = example_of(path, parameter["name"])
                if parameter["in"] == "path":
                    parameter["schema"] = {"enum": [parameter["example"]]}
            for body in operation.get("requestBody", {"content": {}})["content"].values():
                body["example"] = bodies[type_of(body["schema"])]
    for schema in objects(whole):
        if {"pattern", "maxLength"} <= schema.keys():
            schema["pattern"] = grouped(schema["pattern"])
    return whole


def grouped(pattern: str) -> str:
    """The same pattern, in brackets and behind nothing.

    Schemathesis writes a length into patterns that it can take apart: one of up to 65,535 characters takes seconds and
    hundreds of megabytes, each time it is looked at. Brackets alone it sees through where one set is repeated.
    """
    return f"^((){pattern.removeprefix('^').removesuffix('$')})$"


def type_of(schema: Document) -> str:
    """The name of a body's type, or "" for a form with a file."""
    reference: str = schema.get("allOf", [schema])[0].get("$ref", "")
    return reference.rpartition("/")[2]


def narrowed(document: Document, types: Mapping[str, JSON], names: Mapping[str, list[str]]) -> Document:
    """The document whose bodies of these types take, instead of any id of a pattern, those of things that are there."""
    whole = copy.deepcopy(document)
    for schema in (whole["components"]["schemas"][name] for name in types if name):
        for inner in objects(schema):
            if inner.get("pattern") in names:
                inner["enum"] = names[inner.pop("pattern")]
    return whole


def objects(tree: JSON) -> Iterator[Document]:
    """Every object in a tree, however deep."""
    if isinstance(tree, dict):
        yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from objects(inner)

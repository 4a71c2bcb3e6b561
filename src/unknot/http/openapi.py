"""The OpenAPI document of a door, made from its route table: what is documented is what is served."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.inspect import ListType, StructType, Type, UnionType, type_info
from msgspec.structs import FieldInfo, fields

from unknot.domain.errors import BadCredentials, Invalid, Refused, TooLarge, Unavailable
from unknot.http.errors import MalformedBody, TooManyRequests, UnsupportedMedia
from unknot.http.routes import Door, Query, Route

JSON = Mapping[str, Any]
REFERENCE = "#/components/schemas/{name}"

ALWAYS: Sequence[type[Refused]] = (BadCredentials, TooManyRequests, Unavailable)
WITH_BODY: Sequence[type[Refused]] = (MalformedBody, UnsupportedMedia, Invalid, TooLarge)


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """What a dialect tells about itself that its routes do not."""

    text: str
    version: str
    security: Mapping[str, Any]  # an OpenAPI security scheme
    error: Any  # the type of every refusal
    status_of: Callable[[type[Refused]], int]
    wrap: Callable[[JSON], JSON] = lambda shape: shape  # what an answer's content is wrapped in
    media_types: Sequence[str] = ("application/json",)


def document(door: Door, description: Description) -> bytes:
    """The document as JSON."""
    schemas, components = msgspec.json.schema_components(
        list(_types(door, description)),
        ref_template=REFERENCE,
    )
    shapes = dict(zip(map(id, _types(door, description)), schemas, strict=True))
    for name, keys in _always_there(door, description).items():
        components[name]["required"] = keys
    paths: dict[str, dict[str, Any]] = {}
    for group, routes in door.groups.items():
        for route in routes:
            paths.setdefault(route.path, {})[route.method.lower()] = _operation(group, route, description, shapes)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": door.title, "version": description.version, "description": description.text},
            "paths": paths,
            "components": {"schemas": components, "securitySchemes": {"token": description.security}},
            "security": [{"token": []}],
        }
    )


def _types(door: Door, description: Description) -> Iterable[Any]:
    """Every type that appears on the wire, each once."""
    every = [description.error]
    for route in door.routes:
        every += [kind for kind in (route.body, route.answers) if kind is not None]
    return list({id(kind): kind for kind in every}.values())


def _always_there(door: Door, description: Description) -> Mapping[str, list[str]]:
    """The keys that each object of an answer always has: all but those that may be left out when they are unset."""
    answers = [description.error, *(route.answers for route in door.routes if route.answers is not None)]
    return {
        kind.__name__: [field.encode_name for field in fields(kind) if not _may_be_missing(kind, field)]
        for kind in _structs([type_info(answer) for answer in answers])
    }


def _structs(types: Sequence[Type]) -> Iterable[type[msgspec.Struct]]:
    """Every struct among some types and inside of them, each once."""
    waiting, seen = list(types), set[type[msgspec.Struct]]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, UnionType):
            waiting += one.types
        elif isinstance(one, ListType):
            waiting.append(one.item_type)
        elif isinstance(one, StructType) and one.cls not in seen:
            seen.add(one.cls)
            waiting += [field.type for field in one.fields]
            yield one.cls


def _may_be_missing(kind: type[msgspec.Struct], field: FieldInfo) -> bool:
    return field.default is msgspec.UNSET or (kind.__struct_config__.omit_defaults and not field.required)


def _operation(group: str, route: Route, description: Description, shapes: Mapping[int, JSON]) -> JSON:
    operation: dict[str, Any] = {
        "operationId": f"{group}_{route.endpoint.__name__}_{route.path}".lower().replace(" ", "_"),
        "tags": [group],
        "summary": route.summary,
        "parameters": [*map(_in_path, route.params), *map(_in_query, route.query)],
        "responses": {"200": _success(route, description, shapes), **_refusals(route, description, shapes)},
    }
    body = _request_body(route, shapes)
    return {**operation, "requestBody": body} if body else operation


def _in_path(name: str) -> JSON:
    kind = {"type": "integer", "minimum": 1} if name == "localId" else {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "schema": kind}


def _in_query(query: Query) -> JSON:
    kind = {"type": "integer"} if query.type is int else {"type": "string"}
    return {
        "name": query.name,
        "in": "query",
        "required": query.required,
        "description": query.meaning,
        "schema": kind,
    }


def _request_body(route: Route, shapes: Mapping[int, JSON]) -> JSON | None:
    if route.body is not None:
        return {"required": True, "content": {"application/json": {"schema": shapes[id(route.body)]}}}
    if route.uploads is not None:
        form = {"type": "object", "required": [route.uploads], "properties": {route.uploads: {"type": "string"}}}
        form["properties"][route.uploads]["contentMediaType"] = "application/octet-stream"  # type: ignore[index]
        return {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    return None


def _success(route: Route, description: Description, shapes: Mapping[int, JSON]) -> JSON:
    if route.answers is not None:
        shape = {"schema": description.wrap(shapes[id(route.answers)])}
        return {"description": "Success", "content": dict.fromkeys(description.media_types, shape)}
    if route.downloads:
        return {"description": "The bytes", "content": {"application/octet-stream": {}}}
    return {"description": "Success, without a body"}


def _refusals(route: Route, description: Description, shapes: Mapping[int, JSON]) -> Mapping[str, JSON]:
    takes_body = route.body is not None or route.uploads is not None
    asks = takes_body or any(query.required for query in route.query)
    every = [*ALWAYS, *route.refuses, *(WITH_BODY if takes_body else ()), *((Invalid,) if asks else ())]
    said: dict[int, list[str]] = {}
    for refusal in every:
        sentence = (refusal.__doc__ or refusal.__name__).partition("\n")[0]
        sentences = said.setdefault(description.status_of(refusal), [])
        if sentence not in sentences:
            sentences.append(sentence)
    content = {"application/json": {"schema": shapes[id(description.error)]}}
    return {
        str(status): {"description": " ".join(sentences), "content": content}
        for status, sentences in sorted(said.items())
    }

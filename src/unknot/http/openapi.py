"""The OpenAPI document of a door, made from its route table: what is documented is what is served."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec.inspect import ListType, StructType, Type, UnionType, type_info
from msgspec.structs import FieldInfo, fields

from unknot.domain.errors import BadCredentials, Invalid, Refused, TooLarge, Unavailable
from unknot.http.errors import MalformedBody, TooManyRequests, UnsupportedMedia
from unknot.http.routes import Door, Query, Route

JSON = Mapping[str, Any]
REFERENCE = "#/components/schemas/{name}"
ANY_WORD = Annotated[str, msgspec.Meta(min_length=1)]  # no part of a path is empty

ALWAYS: Sequence[type[Refused]] = (BadCredentials, TooManyRequests, Unavailable)
WITH_BODY: Sequence[type[Refused]] = (MalformedBody, UnsupportedMedia, Invalid, TooLarge)


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """What a dialect tells about itself that its routes do not."""

    text: str
    version: str
    security: Mapping[str, Any]  # an OpenAPI security scheme
    error: Any  # the type of every refusal
    status_of: Callable[[type[Refused]], int]
    more: Sequence[Any] = ()  # types that `wrap` speaks of
    params: Mapping[str, Any] = {}  # the types of what paths name; any text, where nothing is said
    wrap: Callable[[JSON, Route], JSON] = lambda shape, _: shape  # what an answer's content is wrapped in
    media_types: Sequence[str] = ("application/json",)
    mounts: Sequence[str] = ("/",)  # where the paths begin
    error_media_type: str = "application/json"


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
            operation = _operation(group, route, description, shapes, components)
            paths.setdefault(route.path, {})[route.method.lower()] = operation
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": door.title, "version": description.version, "description": description.text},
            "servers": [{"url": mount} for mount in description.mounts],
            "paths": paths,
            "components": {"schemas": components, "securitySchemes": {"token": description.security}},
            "security": [{"token": []}],
        }
    )


def _types(door: Door, description: Description) -> Iterable[Any]:
    """Every type that appears on the wire, each once."""
    every = [description.error, *description.more]
    for route in door.routes:
        every += [kind for kind in (route.body, route.answers) if kind is not None]
    return list({id(kind): kind for kind in every}.values())


def _always_there(door: Door, description: Description) -> Mapping[str, list[str]]:
    """The keys that each object of an answer always has: all but those that may be left out when they are unset."""
    answers = [
        description.error,
        *description.more,
        *(route.answers for route in door.routes if route.answers is not None),
    ]
    return {
        kind.__name__: [field.encode_name for field in fields(kind) if not _may_be_missing(kind, field)]
        for kind in _structs([type_info(answer) for answer in (description.error, *description.more, *answers)])
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


def _operation(
    group: str,
    route: Route,
    description: Description,
    shapes: Mapping[int, JSON],
    components: JSON,
) -> JSON:
    in_path = [_in_path(name, msgspec.json.schema(description.params.get(name, ANY_WORD))) for name in route.params]
    operation: dict[str, Any] = {
        "operationId": route.operation,
        "tags": [group],
        "summary": route.summary,
        "parameters": [*in_path, *map(_in_query, route.query)],
        "responses": {"200": _success(route, description, shapes), **_refusals(route, description, shapes)},
    }
    body = _request_body(route, shapes, components)
    return {**operation, "requestBody": body} if body else operation


def _in_path(name: str, shape: JSON) -> JSON:
    return {"name": name, "in": "path", "required": True, "schema": shape}


def _in_query(query: Query) -> JSON:
    return {
        "name": query.name,
        "in": "query",
        "required": query.required,
        "description": query.meaning,
        "schema": msgspec.json.schema(query.type),
    }


def _request_body(route: Route, shapes: Mapping[int, JSON], components: JSON) -> JSON | None:
    if route.body is not None:
        shape = _requiring(route.requires, shapes[id(route.body)], components)
        return {"required": True, "content": {"application/json": {"schema": shape}}}
    if route.uploads is not None:
        form = {"type": "object", "required": [route.uploads], "properties": {route.uploads: {"type": "string"}}}
        form["properties"][route.uploads]["contentMediaType"] = "application/octet-stream"  # type: ignore[index]
        return {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    return None


def _requiring(keys: Sequence[str], shape: JSON, components: JSON) -> JSON:
    """The shape of a body that must have these keys too, none of them null."""
    if not keys:
        return shape
    properties = components[shape["$ref"].rpartition("/")[2]]["properties"]
    given = {key: _but_null(properties[key]) for key in keys}
    return {"allOf": [shape, {"required": list(keys), "properties": given}]}


def _but_null(shape: JSON) -> JSON:
    choices = [one for one in shape.get("anyOf", [shape]) if one != {"type": "null"}]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _success(route: Route, description: Description, shapes: Mapping[int, JSON]) -> JSON:
    if route.answers is not None:
        shape = {"schema": description.wrap(shapes[id(route.answers)], route)}
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
    content = {description.error_media_type: {"schema": shapes[id(description.error)]}}
    return {
        str(status): {"description": " ".join(sentences), "content": content}
        for status, sentences in sorted(said.items())
    }

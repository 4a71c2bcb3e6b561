"""Forms: what people typed, as a struct. Pages send them as browsers do, with or without script."""

from collections.abc import Mapping
from typing import Any, TypeVar, get_origin
from urllib.parse import parse_qsl

import msgspec

from unknot.domain.errors import Invalid
from unknot.http.errors import MalformedBody, UnsupportedMedia
from unknot.http.request import Request

Form = TypeVar("Form", bound=msgspec.Struct)
ENCODED = b"application/x-www-form-urlencoded"
MOST_FIELDS = 5_000  # a thousand issues selected, with room to spare


async def form_of(request: Request, kind: type[Form]) -> Form:
    """The fields of a form; a field of a tuple type may come several times."""
    return to_struct(await _pairs(request), kind)


def query_of(request: Request, kind: type[Form]) -> Form:
    return to_struct(_split(request.scope["query_string"]), kind)


def to_struct(pairs: list[tuple[str, str]], kind: type[Form]) -> Form:
    """Fields that the struct does not know are left out: a browser sends the button too."""
    given: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        values = [_plain(value) for name, value in pairs if name == field.encode_name]
        if values:
            given[field.encode_name] = values if get_origin(field.type) is tuple else values[-1]
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        sentence, _, where = str(error).partition(" - at `$.")
        raise Invalid.field(where.rstrip("`") or "form", sentence) from error


def typed(pairs: Mapping[str, str]) -> Mapping[str, str]:
    """What a refused form held, to be shown again; never its passwords."""
    return {name: value for name, value in pairs.items() if "password" not in name}


async def _pairs(request: Request) -> list[tuple[str, str]]:
    kind = (request.header(b"content-type") or ENCODED).partition(b";")[0].strip().lower()
    if kind != ENCODED:
        raise UnsupportedMedia(f"A form must be sent as {ENCODED.decode()}")
    return _split(await request.body(request.services.limits.body_bytes, "limits.body_bytes"))


def _split(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise MalformedBody("The form cannot be read: it must be UTF-8, with fewer fields") from error


def _plain(value: str) -> str:
    """Lines end as everywhere else: browsers send CR LF."""
    return value.replace("\r\n", "\n")

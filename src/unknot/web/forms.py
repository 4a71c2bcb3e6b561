"""Forms: what people typed, as a struct. Pages send them as browsers do, with or without script."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_origin
from urllib.parse import parse_qsl

import msgspec
from msgspec.structs import replace

from unknot.domain.errors import Conflict, Invalid, Refused
from unknot.domain.sentence import listed, says
from unknot.http.errors import MalformedBody, UnsupportedMedia
from unknot.http.request import Request

Form = TypeVar("Form", bound=msgspec.Struct)
_MISSING = re.compile(r"Object missing required field `(\w+)`")
ENCODED = b"application/x-www-form-urlencoded"
MOST_FIELDS = 5_000  # a thousand issues selected, with room to spare
YES = "yes"  # what a button or a box says that has nothing else to say
GREATEST = 2**53 - 1  # that every client counts to exactly; no id and no moment of ours is greater
KEEPS_FORM = (Invalid, Conflict)  # what is told beside the form, which keeps what was typed


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it stands on a page: what its fields hold, what is wrong with each, and what with all together."""

    id: str
    values: Mapping[str, Any] = {}
    problems: Mapping[str, str] = {}
    refusal: str = ""

    @property
    def status(self) -> int:
        return 422 if self.problems or self.refusal else 200


async def form_of(request: Request, kind: type[Form]) -> Form:
    """The fields of a form; a field of a tuple type may come several times."""
    return to_struct(await _pairs(request), kind)


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a form that a table names, as they were typed."""
    return {name: _plain(value) for name, value in await _pairs(request)}


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
        form = msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _misread(str(error)) from error
    _require_small_numbers(form)
    return form


def _misread(fault: str) -> Invalid:
    missing = _MISSING.match(fault)
    if missing is not None:
        return Invalid.field(missing[1], says("must be given"))
    _, _, where = fault.partition(" - at `$.")
    return Invalid.field(where.rstrip("`") or "form", says("must be one of the values that the page offers"))


def filled(form: msgspec.Struct, form_id: str) -> Filled:
    """A form as somebody typed it, to be shown again; never its passwords."""
    typed = msgspec.structs.asdict(form).items()
    return Filled(id=form_id, values={name: value for name, value in typed if "password" not in name})


def refused(form: msgspec.Struct, form_id: str, refusal: Refused) -> Filled:
    """The same, with what was wrong: at the field that it is about, or else above them all."""
    shown = filled(form, form_id)
    if not isinstance(refusal, Invalid):
        return replace(shown, refusal=refusal.sentence)
    names = form.__struct_fields__
    problems = {problem.field: problem.sentence for problem in refusal.problems if problem.field in names}
    others = [one.whole for one in refusal.problems if one.field not in names]
    return replace(shown, problems=problems, refusal=listed(others, "; "))


async def _pairs(request: Request) -> list[tuple[str, str]]:
    kind = (request.header(b"content-type") or ENCODED).partition(b";")[0].strip().lower()
    if kind != ENCODED:
        raise UnsupportedMedia(says("A form must be sent as %(kind)s", kind=ENCODED.decode()))
    return _split(await request.body(request.services.limits.body_bytes, "limits.body_bytes"))


def _split(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise MalformedBody(says("The form cannot be read: it must be UTF-8, with fewer fields")) from error


def _require_small_numbers(form: msgspec.Struct) -> None:
    for field, value in msgspec.structs.asdict(form).items():
        for number in value if isinstance(value, tuple) else (value,):
            if isinstance(number, int) and abs(number) > GREATEST:
                raise Invalid.field(field, says("must be a number of at most %(most)s", most=GREATEST))


def _plain(value: str) -> str:
    """Lines end as everywhere else: browsers send CR LF."""
    return value.replace("\r\n", "\n")

"""What every answer is wrapped in. Its keys are always all there."""

from typing import Annotated, Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.guance import shapes
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.http.told import told
from unknot.store.page import Page

Nothing = Annotated[str, told(const="")]
TraceId = Annotated[str, told(pattern="^[0-9]{1,20}$")]

_encode: Final = msgspec.json.Encoder().encode


class PageInfo(msgspec.Struct, frozen=True, rename="camel"):
    """Which page this is: `count` rows of `total_count`."""

    count: shapes.Count
    page_index: shapes.Number
    page_size: shapes.Number
    total_count: shapes.Count


class Envelope(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a success is wrapped in."""

    code: Annotated[int, told(const=200)] = 200
    content: Any
    error_code: Nothing = ""
    message: Nothing = ""
    page_info: PageInfo | UnsetType = UNSET
    success: Annotated[bool, told(const=True)] = True
    trace_id: TraceId


class Refusal(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Every refusal: `code` is the HTTP status."""

    code: Annotated[int, told(enum=[400, 401, 403, 404, 413, 503])]
    content: Annotated[dict[str, Any], told(maxProperties=0)] = msgspec.field(default_factory=dict)
    error_code: Annotated[str, told(pattern=r"^ft\.[A-Za-z]+$")]
    message: Annotated[str, told(minLength=1)]
    success: Annotated[bool, told(const=False)] = False
    trace_id: TraceId


def answer(request: Request, content: object, page_info: PageInfo | UnsetType = UNSET) -> Answer:
    """Success."""
    return Answer(_encode(Envelope(content=content, page_info=page_info, trace_id=request.id)))


def refusal(request: Request, *, code: int, error_code: str, message: str) -> Answer:
    return Answer(
        _encode(Refusal(code=code, error_code=error_code, message=message, trace_id=request.id)),
        status=code,
    )


def page_info(page: Page, *, count: int, total: int) -> PageInfo:
    return PageInfo(count=count, page_index=page.number + 1, page_size=page.size, total_count=total)

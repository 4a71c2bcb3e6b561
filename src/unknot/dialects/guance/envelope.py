"""What every answer is wrapped in. Its keys are always all there."""

from typing import Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store.page import Page

_encode: Final = msgspec.json.Encoder().encode


class PageInfo(msgspec.Struct, frozen=True, rename="camel"):
    """Which page this is: `count` rows of `total_count`."""

    count: int
    page_index: int
    page_size: int
    total_count: int


class Envelope(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    code: int = 200
    content: Any
    error_code: str = ""
    message: str = ""
    page_info: PageInfo | UnsetType = UNSET
    success: bool = True
    trace_id: str


def answer(request: Request, content: object, page_info: PageInfo | UnsetType = UNSET) -> Answer:
    """Success."""
    return Answer(_encode(Envelope(content=content, page_info=page_info, trace_id=request.id)))


def refusal(request: Request, *, code: int, error_code: str, message: str) -> Answer:
    content: dict[str, Any] = {}
    envelope = Envelope(
        code=code,
        content=content,
        error_code=error_code,
        message=message,
        success=False,
        trace_id=request.id,
    )
    return Answer(_encode(envelope), status=code)


def page_info(page: Page, *, count: int, total: int) -> PageInfo:
    return PageInfo(count=count, page_index=page.number + 1, page_size=page.size, total_count=total)

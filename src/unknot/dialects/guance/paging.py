"""Pages as Guance asks for them: counted from one, ten to a page, in the query or in the body."""

from typing import Annotated, Final

from unknot.domain.errors import Invalid
from unknot.domain.text import Limits
from unknot.http.request import Request
from unknot.http.routes import Query
from unknot.http.told import told
from unknot.store.page import Page

DEFAULT_SIZE: Final = 10
FARTHEST_PAGE: Final = 10**9 - 1  # beyond it there is nothing, in any list
PageIndex = Annotated[int, told(minimum=1, maximum=FARTHEST_PAGE)]
PageSize = Annotated[int, told(minimum=1, maximum=Limits().page_size)]
PAGING: Final = (
    Query("pageIndex", PageIndex, "Which page, counted from 1"),
    Query("pageSize", PageSize, f"How many to a page, 1 to 100; {DEFAULT_SIZE} if left out"),
)


def page_in_query(request: Request) -> Page:
    query = request.query
    return page_of(
        _number("pageIndex", query.get("pageIndex")),
        _number("pageSize", query.get("pageSize")),
        most=request.services.limits.page_size,
    )


def page_of(index: int | None, size: int | None, *, most: int) -> Page:
    """The page that these numbers name, or Invalid."""
    if index is not None and not 1 <= index <= FARTHEST_PAGE:
        raise Invalid.field("pageIndex", f"must be 1 to {FARTHEST_PAGE}, and is {index}")
    if size is not None and not 1 <= size <= most:
        raise Invalid.field("pageSize", f"must be 1 to {most}, and is {size}")
    return Page((index or 1) - 1, size or DEFAULT_SIZE)


def _number(name: str, text: str | None) -> int | None:
    if text is None or text == "":
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - no list is longer
        raise Invalid.field(name, f'must be a number, and is "{text[:20]}"')
    return int(text)

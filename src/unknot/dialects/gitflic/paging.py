"""Pages as GitFlic asks for them: counted from zero, ten to a page, and a bad number is mended, not refused."""

import re
from typing import Final

from unknot.dialects.gitflic import shapes
from unknot.http.request import Request
from unknot.http.routes import Query
from unknot.store.page import Page

DEFAULT_SIZE: Final = 10
_NUMBER: Final = re.compile(r"-?[0-9]{1,1000}")
FARTHEST_PAGE: Final = 2**31 - 1  # beyond it there is nothing, in any list

PAGING: Final = (
    Query("page", shapes.Count, "Which page, counted from 0"),
    Query("size", shapes.Number, f"How many to a page; {DEFAULT_SIZE} if left out"),
)


def page_asked(request: Request) -> Page:
    query = request.query
    size = _number(query.get("size"), DEFAULT_SIZE)
    return Page(
        number=min(max(_number(query.get("page"), 0), 0), FARTHEST_PAGE),
        size=DEFAULT_SIZE if size < 1 else min(size, request.services.limits.page_size),
    )


def _number(text: str | None, default: int) -> int:
    """An integer as a query spells it, or the default where it spells none."""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else default

"""Pages as they are asked for: a bad number is mended, and never refused."""

from urllib.parse import urlencode

import pytest

from tests.http.support.asgi import GONE, scope_of
from unknot.dialects.gitflic.paging import FARTHEST_PAGE, page_asked
from unknot.http.request import Request
from unknot.http.services import Services
from unknot.store.page import Page


def asked(services: Services, query: str) -> Page:
    async def receive() -> dict[str, str]:
        return dict(GONE)

    return page_asked(Request(scope_of("GET", f"/?{query}"), receive, services, "r-1"))


@pytest.mark.parametrize(
    ("query", "number", "size"),
    [
        ("", 0, 10),
        ("page=0&size=10", 0, 10),
        ("page=3&size=25", 3, 25),
        ("page=1&page=2", 2, 10),
        ("size=1", 0, 1),
        ("size=99", 0, 99),
        ("size=100", 0, 100),
        ("size=101", 0, 100),
        ("size=9999999999999999999999", 0, 100),
        ("size=0", 0, 10),
        ("size=-5", 0, 10),
        ("page=-1", 0, 10),
        ("page=-9999999999999999999999", 0, 10),
        ("page=9999999999999999999999", FARTHEST_PAGE, 10),
        ("page=two&size=many", 0, 10),
        ("page=&size=", 0, 10),
        ("page&size", 0, 10),
        ("page=1.5&size=2.0", 0, 10),
        ("page=1e2&size=0x10", 0, 10),
        ("PAGE=3&Size=25", 0, 10),
        ("sort=title&status=OPEN&page=1", 1, 10),
    ],
)
def test_the_page_is_the_one_asked_for_or_the_nearest_sensible_one(
    services: Services, query: str, number: int, size: int
) -> None:
    assert asked(services, query) == Page(number, size)


@pytest.mark.parametrize("text", ["1_0", "5 5", "--5", "+-5", "\x00", "５x", "NaN", "9" * 5000])
def test_what_only_looks_like_a_number_is_none(services: Services, text: str) -> None:
    assert asked(services, urlencode({"page": text, "size": text})) == Page(0, 10)


def test_the_farthest_page_still_fits_the_databases_integers(services: Services) -> None:
    page = asked(services, f"page={'9' * 40}&size=100")

    assert page.skip + page.size < 2**63

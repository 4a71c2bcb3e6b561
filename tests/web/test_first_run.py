"""The very first page: it makes workspace, project and owner, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.http.support.asgi import running
from tests.web.support.visitor import Visitor, text_of
from tests.web.test_own_settings import problem_of
from unknot.app import build
from unknot.config import Config

ANSWERS = {
    "title": "Harbour Books",
    "username": "vera",
    "email": "vera@example.org",
    "password": "correct horse",
}


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[Visitor]:
    """Whoever opens an instance that is entirely new."""
    with running(build(Config(data=str(tmp_path / "data")))) as client:
        yield Visitor(client)


@pytest.mark.parametrize("page", ["/", "/login"])
def test_a_new_instance_begins_with_its_first_page(nobody: Visitor, page: str) -> None:
    reply = nobody.get(page)

    assert (reply.status, reply.header("location")) == (303, "/first-run")
    assert "Welcome" in text_of(nobody.get("/first-run"))


def test_it_speaks_the_language_that_is_chosen(nobody: Visitor) -> None:
    page = nobody.get("/first-run?language=ru").body.decode()

    assert 'lang="ru"' in page
    assert 'href="?language=zh"' in page
    assert 'action="/first-run?language=ru"' in page


def test_the_first_visitor_owns_what_they_made_and_is_signed_in(nobody: Visitor) -> None:
    reply = nobody.post("/first-run", ANSWERS)

    assert (reply.status, reply.header("location")) == (303, "/harbour-books/harbour-books")
    nobody.cookie = (reply.header("set-cookie") or "").partition(";")[0]
    assert nobody.get("/harbour-books/harbour-books").status == 200
    assert "@vera vera@example.org Owner" in text_of(nobody.get("/harbour-books/-/settings/members"))
    assert "No tokens yet" in text_of(nobody.get("/settings/tokens"))  # nobody has a secret that nobody saw


def test_it_happens_once(nobody: Visitor) -> None:
    nobody.post("/first-run", ANSWERS)

    again = nobody.post("/first-run", {**ANSWERS, "title": "Mine", "username": "mallory"})

    assert (again.status, again.header("location"), again.header("set-cookie")) == (303, "/", None)
    assert nobody.get("/first-run").status == 303
    assert nobody.get("/").header("location") == "/login?next=/"


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_made(nobody: Visitor) -> None:
    reply = nobody.post("/first-run", {**ANSWERS, "title": "港口", "project": "Laden"})

    assert reply.status == 422
    assert problem_of(reply.body, "workspace").startswith("This must be 1 to 64 characters")
    assert 'value="港口"' in reply.body.decode()
    assert b"correct horse" not in reply.body
    assert nobody.get("/").header("location") == "/first-run"


def test_the_first_page_is_in_the_readers_language(nobody: Visitor) -> None:
    page = nobody.get("/first-run", **{"accept-language": "ru-RU,ru;q=0.9"}).body.decode()

    assert '<html lang="ru"' in page


def test_another_site_founds_nothing(nobody: Visitor) -> None:
    assert nobody.post("/first-run", ANSWERS, **{"sec-fetch-site": "cross-site"}).status == 403

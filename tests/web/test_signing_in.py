"""Sign in to the pages and out of them; nobody else gets in, and no other site acts in a visitor's name."""

import secrets

import pytest

from tests.http.support.asgi import Client
from tests.http.support.installation import Installation, draft_of
from tests.web.conftest import Hire
from tests.web.support.visitor import PASSWORD, Visitor
from unknot.domain.people import User
from unknot.operations.passwords import hash_password
from unknot.operations.people import create_user, set_blocked, set_password


@pytest.fixture
def stranger(client: Client) -> Visitor:
    return Visitor(client)


def test_a_page_leads_to_the_sign_in_page_and_back(stranger: Visitor) -> None:
    asked = stranger.get("/acme/demo?q=is%3Aopen")
    assert (asked.status, asked.header("location")) == (303, "/login?next=/acme/demo%3Fq%3Dis%253Aopen")

    signed_in = stranger.post("/login", {"username": "ann", "password": PASSWORD, "next": "/acme/demo?q=is%3Aopen"})

    assert (signed_in.status, signed_in.header("location")) == (303, "/acme/demo?q=is%3Aopen")


@pytest.mark.parametrize("name", ["ann", "ANN", "ann@example.org"])
def test_a_name_or_an_address_will_do(stranger: Visitor, name: str) -> None:
    assert stranger.sign_in(name).get("/acme").status == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(stranger: Visitor) -> None:
    reply = stranger.post("/login", {"username": "ann", "password": PASSWORD})

    cookie = reply.header("set-cookie") or ""
    assert "; HttpOnly; SameSite=Lax" in cookie
    assert "; Path=/; Max-Age=2592000" in cookie


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("", ""), ("ann", PASSWORD + " "), ("\x00", "\x00")]
)
def test_a_wrong_password_is_refused_and_the_name_kept(stranger: Visitor, name: str, password: str) -> None:
    reply = stranger.post("/login", {"username": name, "password": password})

    assert reply.status == 401
    assert reply.header("set-cookie") is None
    assert b"The name or the password is wrong" in reply.body
    assert f'value="{name}"'.encode() in reply.body
    assert password.encode() not in reply.body or password in {"", "wrong", "\x00"}


def test_guessing_is_slowed_down(client: Client, installation: Installation) -> None:
    installation.hire("victim")
    guesser = Visitor(client)

    statuses = [guesser.post("/login", {"username": "victim", "password": str(n)}).status for n in range(12)]

    assert statuses == [401] * 10 + [429] * 2


def test_guessing_is_slowed_down_however_the_name_is_written(client: Client, installation: Installation) -> None:
    installation.hire("quarry")
    names = ["quarry", "QUARRY", "Quarry", "quarry@example.org"] * 3

    statuses = [Visitor(client).post("/login", {"username": name, "password": "wrong"}).status for name in names]

    assert statuses == [401] * 10 + [429] * 2


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1"])
def test_signing_in_leads_to_no_other_site(stranger: Visitor, hire: Hire, elsewhere: str) -> None:
    pilgrim = f"pilgrim-{secrets.token_hex(4)}"
    hire(pilgrim)

    reply = stranger.post("/login", {"username": pilgrim, "password": PASSWORD, "next": elsewhere})

    assert reply.header("location") == "/"


def test_signing_out_ends_the_session(hire: Hire) -> None:
    visitor = hire("olga")
    assert visitor.get("/acme").status == 200

    assert visitor.post("/logout").header("location") == "/login"

    assert visitor.get("/acme").header("location") == "/login?ended=yes&next=/acme"


def test_who_is_blocked_is_out_at_once(hire: Hire, installation: Installation) -> None:
    visitor = hire("pavel")
    blocked: User = installation.operate(set_blocked, "pavel", is_blocked=True)
    assert blocked.is_blocked

    assert visitor.get("/acme").status == 303
    assert visitor.post("/login", {"username": "pavel", "password": PASSWORD}).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    ],
)
def test_another_site_changes_nothing(ann: Visitor, headers: dict[str, str]) -> None:
    before = ann.get("/acme/demo?q=").body

    reply = ann.post("/acme/-/issues", {"project": "demo", "title": "Forged"}, **headers)

    assert reply.status == 403
    assert b"Forged" not in ann.get("/acme/demo?q=").body
    assert len(ann.get("/acme/demo?q=").body) == len(before)


@pytest.mark.parametrize("path", ["/acme", "/acme/demo", "/acme/-/my", "/acme/demo/new"])
def test_a_page_is_safe(ann: Visitor, path: str) -> None:
    reply = ann.get(path)

    policy = reply.header("content-security-policy") or ""
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert reply.header("cache-control") == "no-store"
    assert b"<script>" not in reply.body
    assert b"onclick" not in reply.body


def test_a_workspace_of_others_looks_missing(client: Client, installation: Installation) -> None:
    installation.operate(create_user, draft_of("mallory"), password_hash=None)
    installation.operate(set_password, "mallory", hash_password(PASSWORD))
    mallory = Visitor(client).sign_in("mallory")

    for path in ("/acme", "/acme/demo", "/acme/demo/1", "/acme/-/my", "/acme/-/find?q=x", "/no-such-workspace"):
        assert mallory.get(path).status == 404, path
    assert b"No workspace yet" in mallory.get("/").body

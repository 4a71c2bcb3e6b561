"""Pages: the reference of the API, safe to look at from anywhere, and what a load balancer asks."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.http.support.asgi import Client, Reply
from tests.http.support.installation import found, served


class Page(HTMLParser):
    """What a browser would find in a page: its elements, and the addresses that it would load or lead to."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._inside = ""
        self.feed(reply.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        self.texts[self._inside] = self.texts.get(self._inside, "") + data

    def addresses(self, *attributes: str) -> Iterator[str]:
        for _, given in self.elements:
            yield from (given[name] for name in attributes if name in given)


@pytest.fixture(scope="module", params=["/docs", "/docs/", "/docs/gitflic"])
def reply(request: pytest.FixtureRequest, client: Client) -> Reply:
    reply = client.get(request.param)
    assert reply.status == 200
    return reply


def test_the_reference_shows_the_document(client: Client, reply: Reply) -> None:
    page = Page(reply)

    assert reply.header("content-type") == "text/html; charset=utf-8"
    [document] = page.addresses("data-document")
    assert client.get(document).json["openapi"].startswith("3.1")
    assert page.texts["title"].strip() == "GitFlic project issues · Unknot"


def test_the_reference_is_a_whole_page(reply: Reply) -> None:
    page = Page(reply)

    assert reply.body.startswith(b"<!doctype html>")
    assert [given["lang"] for tag, given in page.elements if tag == "html"] == ["en"]
    assert {"main", "header", "nav", "noscript"} <= {tag for tag, _ in page.elements}


def test_everything_that_a_page_loads_is_there(client: Client, reply: Reply) -> None:
    page = Page(reply)
    loaded = {given[name] for tag, given in page.elements for name in ("src", "href") if name in given and tag != "a"}

    assert {"/static/swagger-ui-bundle.js", "/static/reference.js", "/static/swagger-ui.css"} <= loaded
    assert {client.get(address).status for address in loaded} == {200}


def test_every_link_of_a_page_leads_somewhere(client: Client, reply: Reply) -> None:
    links = [given["href"] for tag, given in Page(reply).elements if tag == "a"]

    assert links
    assert {client.get(link).status for link in links} == {200}


def test_a_page_loads_nothing_from_elsewhere(reply: Reply) -> None:
    addresses = list(Page(reply).addresses("src", "href", "action", "data", "data-document"))

    assert all(re.match(r"/[^/]", address) for address in addresses)


def test_a_page_holds_no_script_of_its_own(reply: Reply) -> None:
    """So that its policy can forbid all such, and what somebody smuggled in would not run."""
    page = Page(reply)

    assert all(given.get("src") for tag, given in page.elements if tag == "script")
    assert page.texts.get("script", "").strip() == ""
    assert not [name for _, given in page.elements for name in given if name.startswith("on")]
    assert not [address for address in page.addresses("href", "src") if address.lower().startswith("javascript:")]


def test_a_page_may_do_little_and_nobody_may_frame_it(reply: Reply) -> None:
    policy = dict(
        rule.strip().partition(" ")[::2] for rule in (reply.header("content-security-policy") or "").split(";")
    )

    assert policy["default-src"] == "'self'"
    assert "'unsafe-inline'" not in policy.get("script-src", "")
    assert "'unsafe-eval'" not in " ".join(policy.values())
    assert not [rule for rule in policy.values() if "http" in rule or "*" in rule.split()]
    assert reply.header("x-frame-options") == "DENY"
    assert reply.header("x-content-type-options") == "nosniff"
    assert reply.header("referrer-policy") == "same-origin"


@pytest.mark.parametrize("host", ['x"><script>alert(1)</script>', "<b>", "a&b", "'\"`"])
def test_a_hostile_name_of_the_host_stays_text(client: Client, host: str) -> None:
    page = Page(client.get("/docs", host=host))

    assert f"http://{host}/project/my" in page.texts["code"]
    assert all(given.get("src") for tag, given in page.elements if tag == "script")


def test_a_page_names_the_public_address_where_there_is_one(tmp_path: Path) -> None:
    with served(found(tmp_path / "data", public_url="https://issues.example.org/")) as client:
        page = Page(client.get("/docs", host="10.0.0.7:8080"))

    assert "https://issues.example.org/project/my" in page.texts["code"]


@pytest.mark.parametrize(
    "path", ["/docs/nothing", "/docs/../x", "/openapi/nothing.json", "/openapi/", "/docs/gitflic/x"]
)
def test_a_page_that_is_not_there_is_404(client: Client, path: str) -> None:
    assert client.get(path).status == 404


@pytest.mark.parametrize("name", ["gitflic.json", "gitflic"])
def test_the_document_is_served_to_everybody(client: Client, name: str) -> None:
    reply = client.get(f"/openapi/{name}")

    assert reply.header("content-type") == "application/json"
    assert "/project/{ownerAlias}/{projectAlias}/issue" in reply.json["paths"]
    assert len(json.dumps(reply.json)) > 10_000


@pytest.mark.parametrize(("path", "words"), [("/healthz", b"ok\n"), ("/readyz", b"ready\n"), ("/readyz/", b"ready\n")])
def test_a_load_balancer_hears_that_all_is_well(client: Client, path: str, words: bytes) -> None:
    reply = client.get(path)

    assert (reply.status, reply.body, reply.header("content-type")) == (200, words, "text/plain; charset=utf-8")
    assert client.call("HEAD", path).status == 200


def test_an_avatar_is_a_picture_at_the_address_that_users_have(tmp_path: Path) -> None:
    with served(found(tmp_path / "data")) as client:
        address = client.get("/user/me").json["avatar"]
        assert address.startswith("http://testserver/")

        picture = client.with_token(None).get(address.removeprefix("http://testserver"))

    assert (picture.status, picture.header("content-type")) == (200, "image/svg+xml")
    assert b"<script" not in picture.body

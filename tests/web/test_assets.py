"""Files that pages need: those that we know and no others, compressed for whoever can read that, kept by browsers."""

import gzip
import hashlib
import re
from collections.abc import Mapping

import pytest

from tests.http.support.asgi import Client, Reply
from unknot.web.assets import PLACES

NAMES = sorted(PLACES)
OUTSIDE = [
    "../assets.py",
    "..%2fassets.py",
    "%2e%2e/assets.py",
    "image/../../assets.py",
    "image/..%2f..%2fassets.py",
    "..%5c..%5cassets.py",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "image//etc/passwd",
    "image",
    "image/",
    "avatar.svg",
    "avatar.svg%00",
    "image/avatar.svg%00.html",
    "REFERENCE.JS",
    "vendor/swagger-ui/manifest.json",
    "manifest.json",
    "%FF",
    "",
]


def asked(client: Client, name: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Reply:
    return client.call(method, f"/static/{name}", headers=headers)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_known_is_there(client: Client, name: str) -> None:
    reply = asked(client, name)

    assert (reply.status, reply.body) == (200, PLACES[name].read_bytes())
    assert reply.header("content-encoding") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("reference.css", "text/css; charset=utf-8"),
        ("reference.js", "text/javascript; charset=utf-8"),
        ("image/avatar.svg", "image/svg+xml"),
        ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    ],
)
def test_a_browser_is_told_what_a_file_is_and_not_to_guess(client: Client, name: str, kind: str) -> None:
    reply = asked(client, name)

    assert reply.header("content-type") == kind
    assert reply.header("x-content-type-options") == "nosniff"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1"])
def test_a_file_is_compressed_for_whoever_can_read_that(client: Client, name: str, accepted: str) -> None:
    reply = asked(client, name, {"accept-encoding": accepted})

    assert reply.header("content-encoding") == "gzip"
    assert reply.header("vary") == "accept-encoding"
    assert gzip.decompress(reply.body) == PLACES[name].read_bytes()
    assert int(reply.header("content-length") or "") == len(reply.body)


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0"])
def test_it_is_not_for_whoever_cannot(client: Client, accepted: str) -> None:
    reply = asked(client, "reference.js", {"accept-encoding": accepted})

    assert reply.header("content-encoding") is None
    assert reply.body == PLACES["reference.js"].read_bytes()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"another", {}'])
def test_a_file_that_a_browser_has_is_not_sent_again(client: Client, encoding: str, form: str) -> None:
    """A proxy that compresses may weaken the tag, and a cache may ask with several."""
    accepted = {"accept-encoding": encoding}
    tag = (asked(client, "reference.js", accepted).header("etag") or "").removeprefix("W/")

    reply = asked(client, "reference.js", accepted | {"if-none-match": form.format(tag)})

    assert (reply.status, reply.body) == (304, b"")
    assert (reply.header("etag") or "").removeprefix("W/") == tag
    assert reply.header("content-type") is None


def test_an_answer_without_a_body_does_not_lie_about_its_length(client: Client) -> None:
    """A length beside "not modified" is that of the file; a browser that was told 0 would believe its copy empty."""
    tag = asked(client, "reference.js").header("etag") or ""

    reply = asked(client, "reference.js", {"if-none-match": tag})

    assert reply.header("content-length") in {None, str(len(PLACES["reference.js"].read_bytes()))}


@pytest.mark.parametrize("tag", ['"another"', "", "W/", '"'])
def test_a_file_that_a_browser_has_in_another_form_is_sent(client: Client, tag: str) -> None:
    assert asked(client, "reference.js", {"if-none-match": tag}).status == 200


def test_a_tag_stands_for_what_is_in_the_file(client: Client) -> None:
    tags = {name: asked(client, name).header("etag") for name in NAMES}

    assert len(set(tags.values())) == len({hashlib.sha256(PLACES[name].read_bytes()).digest() for name in NAMES})
    assert all(re.fullmatch(r'(W/)?"[0-9a-f]+"', tag or "") for tag in tags.values())


def test_a_browser_asks_each_time_whether_a_file_is_still_the_same(client: Client) -> None:
    assert asked(client, "reference.js").header("cache-control") == "no-cache"


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_else_is_handed_out(client: Client, name: str) -> None:
    reply = asked(client, name)

    assert reply.status == 404
    assert b"Final" not in reply.body
    assert b"root:" not in reply.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_file_can_only_be_read(client: Client, method: str) -> None:
    assert asked(client, "reference.js", method=method).status == 405


def test_head_tells_the_length_of_a_file(client: Client) -> None:
    reply = asked(client, "reference.js", method="HEAD")

    assert (reply.status, reply.body) == (200, b"")
    assert reply.header("content-length") == str(PLACES["reference.js"].stat().st_size)

"""Files that pages need: read once, compressed once, and never looked up by a path that a client made."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from unknot import http
from unknot.domain.errors import NotFound
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.packing import takes_gzip
from unknot.http.request import Request

OWN: Final = Path(__file__).parent / "static"
VENDOR: Final = Path(http.__file__).parent / "static" / "vendor"

KINDS: Final = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
}
FOREVER: Final = b"public, max-age=31536000, immutable"


def _places() -> Iterator[tuple[str, Path]]:
    for path in sorted(OWN.rglob("*.*")):
        yield path.relative_to(OWN).as_posix(), path
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        yield name, VENDOR / "swagger-ui" / name


PLACES: Final[Mapping[str, Path]] = dict(_places())


class Asset(msgspec.Struct, frozen=True):
    """A file as it is sent."""

    plain: bytes
    packed: bytes
    kind: bytes
    tag: bytes


async def get_asset(request: Request) -> Answer:
    """One of the known files; the client may keep it, and asks whether it is still the same."""
    return _answer(request, "/".join(request.params), caching=b"no-cache")


async def get_versioned_asset(request: Request) -> Answer:
    """The same under an address that names its version, so that the client need never ask again."""
    given, *name = request.params
    return _answer(request, "/".join(name), caching=FOREVER if given == version() else b"no-cache")


def address(name: str) -> str:
    """Where a page finds a file; it changes with the version, so that a client may keep what it has."""
    if name not in PLACES:
        raise LookupError(f"no asset {name}")
    return f"/static/v/{version()}/{name}"


@cache
def version() -> str:
    """What all our files have in common: modules import each other by relative addresses, so it is one for all."""
    together = b"".join(path.read_bytes() for path in PLACES.values() if path.is_relative_to(OWN))
    return hashlib.sha256(together).hexdigest()[:12]


def _answer(request: Request, name: str, *, caching: bytes) -> Answer:
    if name not in PLACES:
        raise NotFound("file", says("No file at %(path)s", path=request.path))
    asset = load(name)
    headers = [
        (b"etag", asset.tag),
        (b"cache-control", caching),
        (b"vary", b"accept-encoding"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if _has_it(request, asset):
        return Answer(status=304, content_type=None, headers=headers)
    if takes_gzip(request):
        return Answer(asset.packed, content_type=asset.kind, headers=[*headers, (b"content-encoding", b"gzip")])
    return Answer(asset.plain, content_type=asset.kind, headers=headers)


def _has_it(request: Request, asset: Asset) -> bool:
    """Whether the client names this very content; a weak tag is as good as a strong one (RFC 9110, 13.1.2)."""
    named = (request.header(b"if-none-match") or b"").split(b",")
    return any(tag.strip().removeprefix(b"W/") in {asset.tag, b"*"} for tag in named)


@cache
def load(name: str) -> Asset:
    place = PLACES[name]
    plain = place.read_bytes()
    tag = f'"{hashlib.sha256(plain).hexdigest()[:32]}"'.encode()
    return Asset(plain, gzip.compress(plain, mtime=0), KINDS[place.suffix], tag)

"""Multipart uploads: the first file of the wanted name, and a bounded, readable form around it."""

import asyncio
from collections.abc import Callable, Sequence

import pytest
from starlette.datastructures import UploadFile
from starlette.types import Message

from tests.http.support.asgi import GONE, piece, scope_of, whole
from unknot.domain.errors import Invalid, Refused, TooLarge
from unknot.http.errors import ClientGone, MalformedBody, UnsupportedMedia
from unknot.http.request import Request
from unknot.http.services import Services
from unknot.http.uploads import FRAMING_BYTES, MOST_PARTS, first_file

LIMIT = 100_000  # that of the services in conftest.py
BOUNDARY = "a-line-that-no-file-holds"
FORM = f"multipart/form-data; boundary={BOUNDARY}"

Part = tuple[str, str | None, bytes]
"""The name of a field, the name of its file if it is one, and what it holds."""
Send = Callable[..., UploadFile]


@pytest.fixture
def send(services: Services) -> Send:
    """Send a form, and return the first file of the field `file` or `files`."""

    def send(*messages: Message, media: str = FORM) -> UploadFile:
        coming = iter(messages)

        async def receive() -> Message:
            return next(coming)

        request = Request(scope_of("POST", "/", {"content-type": media}), receive, services, "r-1")
        return asyncio.run(first_file(request, ["file", "files"]))

    return send


def form(*parts: Part) -> bytes:
    return b"".join(map(written, parts)) + f"--{BOUNDARY}--\r\n".encode()


def written(part: Part) -> bytes:
    field, file, content = part
    named = "" if file is None else f'; filename="{file}"'
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"{named}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def content_of(file: UploadFile) -> tuple[str | None, bytes]:
    with file.file:
        return file.filename, file.file.read()


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([("file", "a.log", b"it broke")], ("a.log", b"it broke")),
        ([("files", "a.log", b"it broke")], ("a.log", b"it broke")),
        ([("file", "a.log", b"one"), ("file", "b.log", b"two")], ("a.log", b"one")),
        ([("files", "b.log", b"two"), ("file", "a.log", b"one")], ("a.log", b"one")),
        ([("other", "x.log", b"x"), ("file", "a.log", b"one")], ("a.log", b"one")),
        ([("file", None, b"a text"), ("file", "a.log", b"one")], ("a.log", b"one")),
        ([("file", "журнал-日志.log", b"")], ("журнал-日志.log", b"")),
        ([("file", "a.bin", b"\r\n--\r\n\0\xff" * 50)], ("a.bin", b"\r\n--\r\n\0\xff" * 50)),
    ],
)
def test_the_first_file_of_the_wanted_field_is_taken(
    send: Send, parts: Sequence[Part], found: tuple[str, bytes]
) -> None:
    assert content_of(send(whole(form(*parts)))) == found


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_a_form_may_come_in_pieces_of_any_size(send: Send, size: int) -> None:
    body = form(("note", None, b"see the log"), ("file", "a.log", b"it broke\r\n" * 20))
    pieces = [piece(body[at : at + size]) for at in range(0, len(body), size)]

    assert content_of(send(*pieces, whole(b""))) == ("a.log", b"it broke\r\n" * 20)


@pytest.mark.parametrize(
    "parts", [[], [("file", None, b"only a text")], [("other", "a.log", b"it broke")], [("FILE", "a.log", b"it broke")]]
)
def test_a_form_without_the_file_is_refused_by_the_name_of_the_field(send: Send, parts: Sequence[Part]) -> None:
    with pytest.raises(Invalid) as caught:
        send(whole(form(*parts)))

    assert [problem.field for problem in caught.value.problems] == ["file"]


@pytest.mark.parametrize("media", ["application/json", "text/plain", "", "multipart/mixed; boundary=x"])
def test_whatever_is_no_form_is_refused(send: Send, media: str) -> None:
    with pytest.raises(UnsupportedMedia, match="multipart/form-data"):
        send(whole(form(("file", "a.log", b"it broke"))), media=media)


@pytest.mark.parametrize("media", [FORM.upper().replace(BOUNDARY.upper(), BOUNDARY), f"{FORM}; charset=utf-8"])
def test_the_type_of_a_form_may_be_written_in_other_ways(send: Send, media: str) -> None:
    assert content_of(send(whole(form(("file", "a.log", b"it broke"))), media=media)) == ("a.log", b"it broke")


SOUND = form(("file", "a.log", b"it broke"))


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("multipart/form-data", SOUND),
        ("multipart/form-data; boundary=", SOUND),
        ("multipart/form-data; boundary=another", SOUND),
        (FORM, b""),
        (FORM, b"\xff\xfe" * 40),
        (FORM, SOUND[:-10]),
        (FORM, SOUND[:60]),
        (FORM, SOUND.replace(b'name="file"; ', b"")),
        (FORM, SOUND.replace(b"Content-Disposition", b"X-Disposition")),
        (FORM, SOUND.replace(b"Content-Disposition", b"Content Disposition")),
    ],
    ids=["no boundary", "empty boundary", "another boundary", "nothing", "noise", "cut at the end", "cut in a header",
         "no name", "no disposition", "a bad header"],
)  # fmt: skip
def test_a_damaged_form_holds_no_file(send: Send, media: str, body: bytes) -> None:
    with pytest.raises((MalformedBody, Invalid), match=r"form cannot be read|a file in the form, and there is none"):
        send(whole(body), media=media)


@pytest.mark.parametrize("charset", ["hex", "base64", "undefined", "idna", "punycode", "utf-16", "no-such-charset"])
def test_an_odd_charset_does_no_harm(send: Send, charset: str) -> None:
    """Python has codecs that are none for texts. Names may come out odd, or the form is refused; nothing breaks."""
    try:
        file = send(whole(SOUND), media=f"{FORM}; charset={charset}")
    except Refused:
        return
    assert content_of(file)[1] == b"it broke"


def test_a_form_may_have_so_many_parts_and_no_more(send: Send) -> None:
    others = [("note", None, b"x")] * MOST_PARTS

    assert content_of(send(whole(form(("file", "a.log", b"it broke"), *others))))[0] == "a.log"
    with pytest.raises(MalformedBody, match="Too many"):
        send(whole(form(("file", "a.log", b"it broke"), *others, others[0])))


def test_a_form_that_is_too_large_is_refused_while_it_comes_in(send: Send) -> None:
    head = SOUND.partition(b"it broke")[0]
    pieces = (LIMIT + FRAMING_BYTES) // 10_000 + 1

    with pytest.raises(TooLarge, match=f"A file may be {LIMIT} bytes at most"):
        send(piece(head), *[piece(b"x" * 10_000)] * pieces)


def test_a_client_that_goes_away_leaves_no_file(send: Send) -> None:
    with pytest.raises(ClientGone):
        send(piece(SOUND[:100]), GONE)

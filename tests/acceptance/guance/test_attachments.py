"""Files: uploaded first, attached later (sections 2.7 and 4.5 to 4.7)."""

import time
from email.message import Message

import pytest
import requests

from tests.acceptance.support.people import People

from .support.desk import Desk
from .support.envelope import content, denied, invalid, missing, refused
from .support.shapes import UPLOAD, is_id, nothing, types

FILE_LIMIT = 50 * 2**20  # the product's; the page of the dialect recommends less and leaves it to the operator


@pytest.mark.parametrize("part", ["file", "files", "attachment"])
def test_an_upload_is_answered_with_what_it_is(desk: Desk, part: str) -> None:
    before = int(time.time())

    upload = content(desk.upload("heap dump (1).TXT", b"it broke\n", part))

    assert types(upload) == UPLOAD
    assert is_id("att", upload["uuid"])
    assert (upload["fileName"], upload["fileSuffix"], upload["fileSize"]) == ("heap dump (1).TXT", "txt", 9)
    assert upload["creator"] == desk.me
    assert before <= upload["createAt"] <= time.time()


@pytest.mark.parametrize(
    ("name", "suffix"), [("trace.tar.gz", "gz"), ("README", ""), ("截图 2026：一.PNG", "png"), ("a:b;c'd.log", "log")]
)
def test_a_name_is_kept_and_its_suffix_told(desk: Desk, name: str, suffix: str) -> None:
    upload = content(desk.upload(name))

    assert (upload["fileName"], upload["fileSuffix"]) == (name, suffix)
    assert filename(desk.download(upload["uuid"])) == name


def filename(answer: requests.Response) -> str | None:
    """The name under which a browser would store the file."""
    header = Message()
    header["Content-Disposition"] = answer.headers["Content-Disposition"]
    assert header.get_content_disposition() == "attachment"
    return header.get_filename()


@pytest.mark.parametrize("data", [bytes(range(256)) * 4096, b'{"code": 200}', b"<script>alert(1)</script>"])
def test_a_download_is_the_bytes_and_nothing_else(desk: Desk, data: bytes) -> None:
    answer = desk.download(desk.attachment("page.html", data))

    assert answer.status_code == requests.codes.ok
    assert answer.content == data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert filename(answer) == "page.html"


def test_more_than_one_file_is_refused(desk: Desk) -> None:
    files = [("file", ("1.txt", b"1")), ("file", ("2.txt", b"2"))]
    mixed = [("file", ("1.txt", b"1")), ("attachment", ("2.txt", b"2"))]

    for parts in files, mixed:
        refused(desk.key.call("POST", "/attachment/upload", files=parts), 400)


def test_an_upload_needs_a_file(desk: Desk) -> None:
    refused(desk.upload(part="image"), 400)
    refused(desk.key.post("/attachment/upload", {"file": "heap.txt"}), 400)
    refused(desk.key.post("/attachment/upload"), 400)


@pytest.mark.slow
def test_a_file_that_is_too_large_is_refused_by_its_own_code(desk: Desk) -> None:
    answer = desk.upload("large.bin", bytes(FILE_LIMIT + 1))

    refused(answer, 413)
    assert answer.json()["errorCode"] == "ft.AttachmentTooLarge"


def test_a_deleted_attachment_is_gone(desk: Desk) -> None:
    uuid, other = desk.attachment("1.txt"), desk.attachment("2.txt")
    issue = desk.issue(attachmentUuids=[uuid, other])

    assert content(desk.key.post("/attachment/delete", {"attachmentUUID": uuid})) is True

    assert desk.attachments_of(issue) == [other]
    missing(desk.download(uuid), "Attachment")
    missing(desk.key.post("/attachment/delete", {"attachmentUUID": uuid}), "Attachment")
    refused(desk.add(attachmentUuids=[uuid]), 400)


def test_a_deletion_must_name_its_attachment(desk: Desk) -> None:
    invalid(desk.key.post("/attachment/delete", {}), "attachmentUUID")
    invalid(desk.key.post("/attachment/delete", {"attachmentUUID": None}), "attachmentUUID")
    invalid(desk.key.post("/attachment/delete", {"attachmentUUID": ["att_1"]}), "attachmentUUID")


@pytest.mark.parametrize("uuid", [nothing("att"), "att_1", "..", "%2e%2e", "chan_1"])
def test_an_attachment_that_is_not_there_is_not_found(desk: Desk, uuid: str) -> None:
    missing(desk.key.post("/attachment/delete", {"attachmentUUID": uuid}), "Attachment")


def test_a_download_of_what_is_not_there_is_refused_in_the_envelope(desk: Desk) -> None:
    missing(desk.download(nothing("att")), "Attachment")
    missing(desk.download("att_1"), "Attachment")


def test_another_workspace_sees_no_attachment_of_this_one(desk: Desk, outsider: Desk) -> None:
    uuid = desk.attachment()

    missing(outsider.download(uuid), "Attachment")
    missing(outsider.key.post("/attachment/delete", {"attachmentUUID": uuid}), "Attachment")
    refused(outsider.add(attachmentUuids=[uuid]), 400)

    assert desk.download(uuid).content == b"it broke\n"


def test_an_attachment_is_deleted_by_who_uploaded_it_or_an_administrator(
    desk: Desk, member: Desk, people: People
) -> None:
    mine, theirs, others = desk.attachment(), member.attachment(), member.attachment()
    admin = desk.held_by(people.admin.token)

    denied(member.key.post("/attachment/delete", {"attachmentUUID": mine}))
    assert content(member.key.post("/attachment/delete", {"attachmentUUID": theirs})) is True
    assert content(admin.key.post("/attachment/delete", {"attachmentUUID": others})) is True

"""Attachments: uploaded before anything takes them, brought by replies, fetched, deleted."""

from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, content_of, refusal_of
from tests.dialects.guance.test_replies import listed, new_issue, say

NO_FILE = f"att_{'0' * 32}"


@pytest.fixture
def file(mary: Caller) -> str:
    """Uploaded by mary, attached to nothing."""
    uuid: str = uploaded(mary)["uuid"]
    return uuid


@pytest.mark.parametrize("field", ["file", "files", "attachment"])
def test_an_upload_is_answered_with_what_it_is(mary: Caller, field: str) -> None:
    made = content_of(mary.upload((field, "heap dump (1).TXT", b"hello")))

    assert list(made) == ["createAt", "creator", "fileName", "fileSize", "fileSuffix", "uuid"]
    assert (made["fileName"], made["fileSuffix"], made["fileSize"]) == ("heap dump (1).TXT", "txt", 5)


@pytest.mark.parametrize(("name", "suffix"), [("core", ""), ("a.tar.GZ", "gz"), (".profile", "profile"), ("a.", "")])
def test_a_suffix_is_what_follows_the_last_dot(mary: Caller, name: str, suffix: str) -> None:
    assert content_of(mary.upload(("file", name, b"")))["fileSuffix"] == suffix


@pytest.mark.parametrize(
    "files",
    [
        [],
        [("avatar", "a.png", b"")],
        [("file", "a.txt", b"a"), ("file", "b.txt", b"b")],
        [("file", "a.txt", b"a"), ("files", "b.txt", b"b")],
        [("file", "a.txt", b"a"), ("avatar", "b.txt", b"b")],
    ],
)
def test_a_form_holds_one_file(mary: Caller, files: list[tuple[str, str, bytes]]) -> None:
    status, code, message = refusal_of(mary.upload(*files))

    assert (status, code) == (400, "ft.InvalidParameter")
    assert message == f"file must be the only file in the form, which has {len(files)} files"


def test_guests_upload_nothing(gus: Caller) -> None:
    assert refusal_of(gus.upload(("file", "a.txt", b"")))[:2] == (403, "ft.PermissionDenied")


def test_a_download_is_bytes_to_save_and_never_a_page(gus: Caller, mary: Caller) -> None:
    file = uploaded(mary, "отчёт.html", b"<script>")["uuid"]

    reply = gus.ask(f"/attachment/{file}/download")

    assert (reply.status, reply.body, reply.header("content-type")) == (200, b"<script>", "application/octet-stream")
    name = "%D0%BE%D1%82%D1%87%D1%91%D1%82.html"
    assert reply.header("content-disposition") == f"attachment; filename*=UTF-8''{name}"
    assert reply.header("x-content-type-options") == "nosniff"
    assert reply.header("content-security-policy") == "default-src 'none'; sandbox"


def test_what_is_not_there_is_not_found(mary: Caller, stranger: Caller, file: str) -> None:
    for caller, uuid in ((stranger, file), (mary, NO_FILE), (mary, "nonsense")):
        for reply in (
            caller.ask(f"/attachment/{uuid}/download"),
            caller.send("/attachment/delete", {"attachmentUUID": uuid}),
        ):
            assert refusal_of(reply)[:2] == (404, "ft.NotFoundAttachment")


def test_a_file_is_deleted_by_whoever_uploaded_it_or_an_admin(
    owner: Caller, mary: Caller, gus: Caller, file: str
) -> None:
    assert refusal_of(gus.send("/attachment/delete", {"attachmentUUID": file}))[:2] == (403, "ft.PermissionDenied")

    assert mary.post("/attachment/delete", {"attachmentUUID": file}) is True
    assert owner.post("/attachment/delete", {"attachmentUUID": uploaded(mary)["uuid"]}) is True

    assert mary.ask(f"/attachment/{file}/download").status == 404


@pytest.mark.parametrize("body", [{}, {"attachmentUUID": None}, {"attachmentUUID": [NO_FILE]}])
def test_a_deletion_names_the_file(mary: Caller, body: dict[str, Any]) -> None:
    status, _, message = refusal_of(mary.send("/attachment/delete", body))

    assert status == 400
    assert "attachmentUUID" in message


def test_a_reply_brings_files_and_takes_them_away_again(mary: Caller, owner: Caller, file: str) -> None:
    issue, kept = new_issue(owner), uploaded(mary, "b.log")["uuid"]
    reply = say(mary, issue, "See the logs", attachmentUuids=[file, kept])
    assert attached(mary, issue) == [file, kept]

    mary.post(f"/issue/reply/{reply['uuid']}/modify", {"issueUUID": issue, "attachmentUuids": [kept]})
    assert attached(mary, issue) == [kept]
    assert mary.ask(f"/attachment/{file}/download").status == 404

    mary.delete(f"/issue/reply/{reply['uuid']}/delete")
    assert mary.ask(f"/attachment/{kept}/download").status == 404


def test_a_file_hangs_on_one_thing(mary: Caller, owner: Caller, file: str) -> None:
    issue = new_issue(owner)
    say(mary, issue, "Here", attachmentUuids=[file])

    again = mary.send("/issue/reply/create", {"issueUUID": issue, "attachmentUuids": [file]})

    assert refusal_of(again)[:2] == (400, "ft.Conflict")
    assert [one["type"] for one in listed(mary, issue)] == ["reply", "change"]


def uploaded(caller: Caller, name: str = "a.log", content: bytes = b"hello") -> Any:
    return content_of(caller.upload(("file", name, content)))


def attached(caller: Caller, issue: str) -> list[str]:
    """The files of the newest reply."""
    return [one["uuid"] for one in listed(caller, issue)[0]["attachmentsList"]]

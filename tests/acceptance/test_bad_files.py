"""Wrong uploads and dangerous names (section 8.13): nothing escapes its folder, and nothing is half there."""

import pytest
import requests

from .support.answers import ok, refused
from .support.commands import JSON
from .support.project import Project

FILE_LIMIT = 50 * 2**20
NAME_LIMIT_BYTES = 255
BOUNDARY = "a-line-that-no-file-holds"
MISSING = "00000000-0000-4000-8000-000000000000"


def upload_as(project: Project, disposition: str, content: str = "it broke") -> requests.Response:
    """Upload one part whose Content-Disposition is exactly this, as no well-behaved client would write it."""
    return upload_raw(project, f"--{BOUNDARY}\r\n{disposition}\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n".encode())


def upload_raw(project: Project, body: bytes, content_type: str | None = None) -> requests.Response:
    kind = content_type or f"multipart/form-data; boundary={BOUNDARY}"
    return project.post("/file", data=body, headers={"Content-Type": kind})


def named(name: str) -> str:
    return f'Content-Disposition: form-data; name="file"; filename="{name}"'


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("logs/today.log", "today.log"),
        ("./today.log", "today.log"),
        ("a/../b/today.log", "today.log"),
    ],
)
def test_only_the_last_part_of_a_path_is_kept(project: Project, sent: str, kept: str) -> None:
    file = ok(upload_as(project, named(sent)))

    assert file["fileName"] == kept
    assert file["webFilePath"].endswith(f"/{kept}")
    assert ".." not in file["filePath"] + file["webFilePath"]
    assert project.download(file).text == "it broke"


@pytest.mark.parametrize(
    "name", ["..", "../..", "a/..", "", "/", "logs/", "nul\0.log", "bell\x07.log", "delete\x7f.log"]
)
def test_a_name_that_is_none_is_refused(project: Project, name: str) -> None:
    refused(upload_as(project, named(name)), 400, 422)


@pytest.mark.parametrize("name", ["%2e%2e%2fpasswd", "..%00.log", "%0d%0aSet-Cookie%3a x", "C%3A%5Cboot.ini"])
def test_a_coded_name_does_not_escape_either(project: Project, name: str) -> None:
    answer = upload_as(project, f"Content-Disposition: form-data; name=\"file\"; filename*=utf-8''{name}")

    if answer.status_code == requests.codes.ok:
        file = answer.json()
        assert not set("/\\\0\r\n") & set(file["fileName"])
        assert "Set-Cookie" not in project.download(file).headers
    else:
        refused(answer, 400, 422)


@pytest.mark.parametrize("letter", ["a", "Ж", "错", "😀"])
def test_a_long_name_is_cut_between_letters(project: Project, letter: str) -> None:
    file = project.file(letter * 300)

    kept = file["fileName"].encode()
    assert len(letter.encode()) <= len(kept) <= NAME_LIMIT_BYTES
    assert set(file["fileName"]) == {letter}
    assert project.download(file).content == b"it broke\n"


@pytest.mark.parametrize(
    "disposition",
    [
        'Content-Disposition: form-data; name="other"; filename="a.log"',
        'Content-Disposition: form-data; name="file"',
        'Content-Disposition: form-data; filename="a.log"',
        "Content-Type: text/plain",
    ],
    ids=["a part of another name", "a text and no file", "a part without a name", "a part that says nothing"],
)
def test_an_upload_needs_a_file(project: Project, disposition: str) -> None:
    refused(upload_as(project, disposition), 400, 422)


def test_a_form_without_parts_holds_no_file(project: Project) -> None:
    refused(upload_raw(project, f"--{BOUNDARY}--\r\n".encode()), 400, 422)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"it broke",
        b"\xff\xfe" * 100,
        f"--{BOUNDARY}\r\n{named('a.log')}\r\n\r\ncut o".encode(),
        f"--{BOUNDARY}\r\n{named('a.log')}".encode(),
    ],
    ids=["empty", "no boundary in it", "noise", "cut in the file", "cut in the header"],
)
def test_a_broken_form_is_refused(project: Project, body: bytes) -> None:
    refused(upload_raw(project, body), 400, 422)


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary="])
def test_a_form_must_name_its_boundary(project: Project, content_type: str) -> None:
    refused(upload_raw(project, b"it broke", content_type), 400, 415, 422)


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/octet-stream"])
def test_an_upload_is_a_form(project: Project, content_type: str) -> None:
    refused(upload_raw(project, b'{"file": "it broke"}', content_type), 415)


@pytest.mark.slow
def test_a_file_may_be_fifty_mebibytes_and_no_more(project: Project) -> None:
    refused(project.upload("too large.bin", bytes(FILE_LIMIT + 1)), 413)

    assert project.file("large.bin", bytes(FILE_LIMIT))["fileSize"] == "50MB"


@pytest.fixture
def attached(project: Project) -> JSON:
    file = project.file()
    ok(project.attach(project.issue(), file))
    return file


@pytest.mark.parametrize(
    "ending", ["..%2f..%2f..%2f..%2fetc%2fpasswd", "../../../../etc/passwd", "%2e%2e", "..%5c..%5cunknot.toml", "%00"]
)
def test_a_download_does_not_leave_its_folder(project: Project, attached: JSON, ending: str) -> None:
    folder = attached["webFilePath"].rpartition("/")[0]

    refused(project.caller.call_literally("GET", f"{folder}/{ending}"), 404)


@pytest.mark.parametrize("part", [3, 5], ids=["project", "folder"])
@pytest.mark.parametrize("uuid", [MISSING, "x", "..", "%FF"])
def test_a_download_needs_the_right_folder(project: Project, attached: JSON, part: int, uuid: str) -> None:
    parts = attached["webFilePath"].split("/")
    parts[part + 1] = uuid

    refused(project.caller.call_literally("GET", "/".join(parts)), 404)


@pytest.mark.parametrize("params", [{}, {"uploadFileUuid": ""}, {"uploadFileUuid": "x"}, {"uploadFileUuid": MISSING}])
def test_attaching_and_detaching_need_a_file_that_is_there(project: Project, params: JSON) -> None:
    path = f"/issue/{project.issue()['localId']}"

    refused(project.post(f"{path}/link-file", params=params), 404, 422)
    refused(project.delete(f"{path}/delete-file-relation", params=params), 404, 422)

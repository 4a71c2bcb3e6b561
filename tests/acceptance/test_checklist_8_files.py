"""Point 8 of the checklist: files are uploaded to a project, attached to one issue, and go with it (8.10 to 8.13)."""

import re
from datetime import UTC, datetime, timedelta
from email.message import Message
from urllib.parse import unquote

import pytest

from .support.answers import denied, done, ok, refused, unknown_caller
from .support.caller import Caller
from .support.commands import JSON
from .support.people import People
from .support.project import Project

MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def issue(project: Project) -> JSON:
    return project.issue()


@pytest.fixture
def file(project: Project) -> JSON:
    return project.file()


@pytest.mark.parametrize("field", ["file", "files"])
def test_point_8_a_file_is_uploaded_to_the_project(project: Project, field: str) -> None:
    file = ok(project.upload("trace.txt", b"one line\n", field))

    assert file["fileName"] == "trace.txt"
    assert file["fileSize"] == "9B"
    assert project.download(file).content == b"one line\n"


def test_point_8_an_uploaded_file_is_attached_and_listed(project: Project, issue: JSON, file: JSON) -> None:
    assert project.files(issue) == []

    assert ok(project.attach(issue, file)) == file

    assert project.files(issue) == [file]


def test_point_8_a_file_is_attached_once_and_to_one_issue_only(project: Project, issue: JSON, file: JSON) -> None:
    other = project.issue()
    ok(project.attach(issue, file))

    refused(project.attach(issue, file), 409)
    refused(project.attach(other, file), 409)

    assert project.files(issue) == [file]
    assert project.files(other) == []


def test_point_8_a_file_comes_back_as_it_was(project: Project, issue: JSON) -> None:
    content = bytes(range(256)) * 4096
    file = project.file("every byte.bin", content)
    ok(project.attach(issue, file))

    assert file["fileSize"] == "1MB"
    assert project.download(file).content == content


def test_point_8_detaching_deletes_the_file(project: Project, issue: JSON, file: JSON) -> None:
    ok(project.attach(issue, file))

    done(project.detach(issue, file))

    assert project.files(issue) == []
    refused(project.download(file), 404)
    refused(project.attach(issue, file), 404)
    refused(project.detach(issue, file), 404)


def test_point_8_a_file_of_another_project_is_not_found(ann: Caller, project: Project, issue: JSON) -> None:
    foreign = Project.made_by(ann).file()

    refused(project.attach(issue, foreign), 404)
    refused(project.attach(issue, {"uploadFileUuid": MISSING}), 404)


def test_only_the_issue_that_holds_a_file_lets_go_of_it(project: Project, issue: JSON, file: JSON) -> None:
    refused(project.detach(issue, file), 404)
    ok(project.attach(issue, file))

    refused(project.detach(project.issue(), file), 404)

    assert project.files(issue) == [file]


def test_deleting_an_issue_deletes_its_files(project: Project, issue: JSON, file: JSON) -> None:
    ok(project.attach(issue, file))

    done(project.remove(issue))

    refused(project.download(file), 404)
    refused(project.attach(project.issue(), file), 404)


def test_files_are_listed_oldest_first(project: Project, issue: JSON) -> None:
    files = [project.file(f"{n}.log") for n in range(3)]
    for file in files:
        ok(project.attach(issue, file))

    assert project.files(issue) == files
    assert project.files(issue, page=1, size=2) == files[2:]


def test_a_file_says_where_it_lies(project: Project, file: JSON) -> None:
    directory = file["filePath"].split("/")[4]

    assert file["filePath"] == f"project/{project.id[:2]}/{project.id}/attachment/{directory}/error.log"
    assert file["webFilePath"] == f"/upload/-/project/{project.id}/attachment/{directory}/error.log"
    assert directory != file["uploadFileUuid"]


def test_two_files_of_one_name_lie_apart(project: Project, file: JSON) -> None:
    twin = project.file(content=b"another\n")

    assert twin["webFilePath"] != file["webFilePath"]
    assert project.download(file).content == b"it broke\n"


def test_a_file_says_when_it_was_uploaded(file: JSON) -> None:
    age = datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(file["uploadDate"])

    assert len(file["uploadDate"]) == len("2026-03-04T10:11:12.345678")
    assert abs(age) < timedelta(seconds=60)


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1B"), (1023, "1023B"), (1024, "1KB"), (2047, "1KB"), (153_600, "150KB"), (1_048_575, "1023KB")],
)
def test_sizes_are_powers_of_1024_rounded_down(project: Project, size: int, text: str) -> None:
    assert project.file(content=b"x" * size)["fileSize"] == text


@pytest.mark.parametrize("name", ["отчёт за март.csv", "日志.txt", "it's 100%.log", "no-extension", "a.tar.gz"])
def test_a_file_keeps_its_name_in_any_script(project: Project, name: str) -> None:
    file = project.file(name)

    answer = project.download(file)

    assert file["fileName"] == name
    assert answer.content == b"it broke\n"
    assert name_of(answer.headers["Content-Disposition"]) == name


def name_of(disposition: str) -> str | None:
    """The file name that a browser would take from this header: the coded one, if there are two."""
    if coded := re.search(r"filename\*=utf-8''([^;]+)", disposition, re.IGNORECASE):
        return unquote(coded[1])
    header = Message()
    header["Content-Disposition"] = disposition
    return header.get_filename()


@pytest.mark.parametrize("name", ["page.html", "picture.svg"])
def test_an_uploaded_page_is_saved_and_not_shown(project: Project, name: str) -> None:
    file = project.file(name, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")

    assert project.download(file).headers["Content-Disposition"].startswith("attachment")


def test_only_who_reads_the_project_downloads_its_files(people: People, project: Project, file: JSON) -> None:
    denied(project.seen_by(people.outsider).download(file))
    unknown_caller(project.seen_by(people.nobody).download(file))


def test_every_user_downloads_the_files_of_a_public_project(people: People, public_project: Project) -> None:
    assert public_project.seen_by(people.outsider).download(public_project.file()).content == b"it broke\n"


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}, {"Content-Type": "text/plain"}])
def test_attaching_needs_no_body_whatever_the_content_type(
    project: Project, issue: JSON, file: JSON, headers: dict[str, str]
) -> None:
    path = f"/issue/{issue['localId']}/link-file"

    assert ok(project.post(path, params={"uploadFileUuid": file["uploadFileUuid"].upper()}, headers=headers)) == file


def test_of_several_files_the_first_is_answered(project: Project) -> None:
    parts = [("file", ("one.log", b"1")), ("file", ("two.log", b"22"))]

    assert ok(project.post("/file", files=parts))["fileName"] == "one.log"

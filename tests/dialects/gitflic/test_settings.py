"""What an operator may choose: each setting changes what it says, in a running application, and nothing else."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

import pytest

from tests.http.support.asgi import Client, Reply
from tests.http.support.installation import PROJECT, found, served
from unknot.dialects.gitflic.settings import GitflicSettings, IssueTimeFormat
from unknot.domain.errors import Invalid
from unknot.domain.text import Limits

BOUNDARY = "a-line-that-no-file-holds"
ISSUE: dict[str, Any] = {"title": "Slow start", "description": "Takes a minute"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}")

Serve: TypeAlias = Callable[..., Client]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Found a new installation with these settings, and serve it; the dialect's own are given by their names."""
    with ExitStack() as stack:

        def serve(**settings: Any) -> Client:
            own = {name: settings.pop(name) for name in GitflicSettings.__struct_fields__ if name in settings}
            installation = found(tmp_path / "data", gitflic=GitflicSettings(**own), **settings)
            return stack.enter_context(served(installation))

        yield serve


def new_issue(client: Client) -> str:
    """The path of an issue that was just created."""
    reply = client.send("POST", f"{PROJECT}/issue", ISSUE)
    assert reply.status == 200, reply.body
    return f"{PROJECT}/issue/{reply.json['localId']}"


def upload(client: Client, path: str, size: int = 9, name: str = "error.log") -> Reply:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + b"x" * size + f"\r\n--{BOUNDARY}--\r\n".encode()
    media = f"multipart/form-data; boundary={BOUNDARY}"
    return client.call("POST", f"{PROJECT}/{path}", headers={"content-type": media}, body=body)


def test_an_edit_may_leave_things_out_unless_it_must_be_strict(serve: Serve) -> None:
    client = serve()
    path = new_issue(client)

    reply = client.send("PUT", f"{path}/edit", {"status": {"id": "CLOSED"}})

    assert (reply.status, reply.json["status"]["id"], reply.json["title"]) == (200, "CLOSED", "Slow start")


def test_a_strict_edit_must_name_title_and_description(serve: Serve) -> None:
    client = serve(strict_edit=True)
    path = new_issue(client)

    reply = client.send("PUT", f"{path}/edit", {"status": {"id": "CLOSED"}})

    assert reply.status == 422
    assert [problem["field"] for problem in reply.json["errors"]] == ["title", "description"]
    assert client.get(path).json["status"]["id"] == "OPEN"
    assert client.send("PUT", f"{path}/edit", ISSUE | {"status": {"id": "CLOSED"}}).status == 200


def test_the_times_of_issues_are_phrases_unless_dates_are_wanted(serve: Serve) -> None:
    client = serve()

    issue = client.get(new_issue(client)).json

    assert all(re.fullmatch(r"just now|\d+ seconds? ago", issue[field]) for field in ("createdAt", "updatedAt"))


def test_the_times_of_issues_are_dates_where_that_is_wanted(serve: Serve) -> None:
    client = serve(issue_time_format=IssueTimeFormat.ISO)

    issue = client.get(new_issue(client)).json

    assert all(DATE.fullmatch(issue[field]) for field in ("createdAt", "updatedAt"))


def test_a_comment_has_both_whatever_issues_have(serve: Serve) -> None:
    client = serve(issue_time_format=IssueTimeFormat.ISO)
    number = new_issue(client).rpartition("/")[2]

    comment = client.send("POST", f"{PROJECT}/issue-discussion/{number}/create", {"note": "Seen"}).json

    assert DATE.fullmatch(comment["createdAt"])
    assert comment["createTimeDifference"] == "just now"


def test_uploads_go_to_one_path_as_it_comes(serve: Serve) -> None:
    client = serve()

    assert upload(client, "file").json["fileName"] == "error.log"
    assert upload(client, "release/file").status == 404


def test_uploads_go_to_every_path_that_was_named(serve: Serve) -> None:
    client = serve(upload_paths=("files", "/release/attachment/"))

    assert [upload(client, path).status for path in ("files", "release/attachment", "release/attachment/")] == [200] * 3
    assert upload(client, "file").status == 404
    listed = client.get("/openapi/gitflic.json").json["paths"]
    assert "/project/{ownerAlias}/{projectAlias}/release/attachment" in listed


def test_as_it_comes_nobody_is_counted(serve: Serve) -> None:
    client = serve()

    assert {client.get("/user/me").status for _ in range(50)} == {200}


def test_over_the_limit_of_requests_a_token_has_to_wait(serve: Serve) -> None:
    client = serve(requests_per_hour=3)
    assert [client.get(target).status for target in ("/user/me", f"/rest-api{PROJECT}", "/project/nobody/x")] == [
        200,
        200,
        404,
    ]

    reply = client.get("/user/me")

    assert reply.status == reply.json["status"] == 429
    assert (reply.json["type"], reply.json["error"]) == ("TooManyRequestsException", "Too Many Requests")
    wait = int(reply.header("retry-after") or "")
    assert 3500 < wait <= 3601
    assert str(wait) in reply.json["message"]


def test_every_token_is_counted_apart(tmp_path: Path) -> None:
    installation = found(tmp_path, gitflic=GitflicSettings(requests_per_hour=2))
    other = installation.hire("max")

    with served(installation) as client:
        assert [client.get("/user/me").status for _ in range(3)] == [200, 200, 429]
        assert [client.with_token(other).get("/user/me").status for _ in range(3)] == [200, 200, 429]


def test_who_has_no_good_token_is_not_told_to_wait(serve: Serve) -> None:
    client = serve(requests_per_hour=1)

    for token in (None, "unk_wrong"):
        replies = [client.with_token(token).get("/user/me") for _ in range(3)]
        assert {(reply.status, reply.json["type"]) for reply in replies} == {(403, "AuthenticationException")}
    assert client.get("/user/me").status == 200


def test_pages_for_people_are_not_counted(serve: Serve) -> None:
    client = serve(requests_per_hour=1)

    assert [client.get(target).status for target in ("/healthz", "/docs", "/static/reference.js") * 3] == [200] * 9


def test_avatars_lie_where_the_client_called(serve: Serve) -> None:
    client = serve()

    me = client.get("/user/me", host="tracker.example.org:8443").json

    assert me["avatar"] == "http://tracker.example.org:8443/static/image/avatar.svg"


def test_avatars_lie_at_the_public_address_where_there_is_one(serve: Serve) -> None:
    client = serve(public_url="https://issues.example.org/")

    me = client.get("/user/me", host="10.0.0.7:8080").json

    assert me["avatar"] == "https://issues.example.org/static/image/avatar.svg"


@pytest.mark.parametrize(("size", "status"), [(0, 200), (1000, 200), (1001, 413), (200_000, 413)])
def test_a_file_may_be_as_large_as_the_limit(serve: Serve, size: int, status: int) -> None:
    client = serve(limits=Limits(file_bytes=1000))

    reply = upload(client, "file", size)

    assert reply.status == status
    if status == 413:
        assert reply.json["message"] == "A file may be 1000 bytes at most (setting limits.file_bytes)"
        assert reply.header("connection") == "close"


@pytest.mark.parametrize(
    ("limits", "field", "value", "status"),
    [
        (Limits(title=20), "title", "ы" * 20, 200),
        (Limits(title=20), "title", "ы" * 21, 422),
        (Limits(description=5), "description", "ы" * 5, 200),
        (Limits(description=5), "description", "ы" * 6, 422),
        (Limits(body_bytes=100), "description", "x" * 100, 413),
        (Limits(json_depth=3), "other", [[]], 200),
        (Limits(json_depth=3), "other", [[[]]], 400),
    ],
)
def test_an_issue_may_be_as_large_as_the_limits(
    serve: Serve, limits: Limits, field: str, value: object, status: int
) -> None:
    client = serve(limits=limits)

    reply = client.send("POST", f"{PROJECT}/issue", {"title": "x", "description": "y", field: value})

    assert reply.status == status, reply.body
    assert client.get(f"{PROJECT}/issue").json["page"]["totalElements"] == (1 if status == 200 else 0)


def test_a_page_may_be_as_long_as_the_limit(serve: Serve) -> None:
    client = serve(limits=Limits(page_size=2))
    for _ in range(3):
        new_issue(client)

    page = client.get(f"{PROJECT}/issue?size=50").json

    assert (page["page"]["size"], len(page["_embedded"]["issueModelList"])) == (2, 2)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("issue", 'must not hold "issue", which is the way to: Create an issue'),
        ("/issue/", 'must not hold "/issue/", which is the way to: Create an issue'),
        ("-/labels", 'must not hold "-/labels", which is the way to: Create a label (our extension)'),
        ("", 'must hold paths such as "file" or "release/files", not ""'),
        ("{any}", 'must hold paths such as "file" or "release/files", not "{any}"'),
    ],
)
def test_uploads_do_not_stand_in_the_way_of_anything_else(serve: Serve, path: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        serve(upload_paths=("file", path))

    assert refusal.value.message == f"gitflic.upload_paths {why}"


def test_two_ways_to_upload_are_two_different_ones(serve: Serve) -> None:
    with pytest.raises(Invalid, match='must not hold "/file", which is the way to: Upload a file'):
        serve(upload_paths=("file", "/file"))


@pytest.mark.parametrize("name", ["50%41?.txt#2", "отчёт (1).pdf", "a+b.txt"])
def test_a_file_is_found_behind_its_path_as_it_is_or_coded_once_more(serve: Serve, name: str) -> None:
    client = serve()
    path = upload(client, "file", name=name).json["webFilePath"]

    assert client.get(path).body == b"x" * 9
    assert client.get(quote(path)).body == b"x" * 9

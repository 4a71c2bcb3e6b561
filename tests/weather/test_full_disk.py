"""A full disk: writes are refused with a sentence, reads go on, and when there is room again so do writes."""

import time
from contextlib import AbstractContextManager
from http import HTTPStatus
from itertools import count
from pathlib import Path

import pytest

from tests.acceptance.support.answers import ok
from tests.acceptance.support.crowd import Crowd, all_issues
from tests.acceptance.support.instance import Instance
from tests.acceptance.support.project import Project
from tests.http.support.installation import FOUNDING
from tests.weather.support.asking import ask_for_issue, unavailable, upload
from tests.weather.support.disk import no_file_beyond
from tests.weather.support.log import entries
from unknot.domain.access import OPERATOR
from unknot.domain.issue import IssueDraft
from unknot.operations.founding import Founded, found_workspace
from unknot.operations.issues import create_issue
from unknot.store import database as databases
from unknot.store.database import Database

pytestmark = pytest.mark.slow

LONG = "It takes a minute. " * 500
ROOM = 100_000  # bytes: enough for a few issues
CLIENTS = 16
WISHES = 64


def full_disk(instance: Instance, room: int = ROOM) -> AbstractContextManager[None]:
    """As long as this lasts, the server's files may grow by so much and no more."""
    size = (instance.data / "unknot.db-wal").stat().st_size
    return no_file_beyond(size + room, instance.server.process.pid)


def fill(project: Project) -> int:
    """Create issues until one is refused; how many were created."""
    for created in count():
        answer = ask_for_issue(project, f"Wish {created}", LONG)
        if answer.status_code != 200:
            message = unavailable(answer)
            assert "disk" in message
            assert "nothing was changed" in message
            return created
    raise AssertionError


def test_writes_are_refused_with_a_sentence_and_reads_go_on(instance: Instance, project: Project) -> None:
    with full_disk(instance):
        created = fill(project)

        assert created > 0
        assert ok(project.get("/issue"))["page"]["totalElements"] == created
        assert ok(project.get("/issue/1"))["description"] == LONG
        assert project.caller.get("/readyz", headers={}).status_code == 200


def test_when_there_is_room_again_all_is_as_if_nothing_had_been(instance: Instance, project: Project) -> None:
    with full_disk(instance):
        created = fill(project)
        for _ in range(3):
            unavailable(ask_for_issue(project, "Too late", LONG))

    assert project.issue()["localId"] == created + 1
    issues = all_issues(project)
    assert [issue["localId"] for issue in issues] == list(range(created + 1, 0, -1))
    assert {issue["description"] for issue in issues[1:]} == {LONG}


def test_of_many_at_once_each_is_told_the_truth(instance: Instance, project: Project) -> None:
    """Those who wait together are committed together, or together not at all."""
    with full_disk(instance):
        answers = Crowd(project, CLIENTS).do(lambda mine, n: ask_for_issue(mine, f"Wish {n}", LONG), range(WISHES))

    created = {answer.json()["title"] for answer in answers if answer.status_code == 200}
    refused = [answer for answer in answers if answer.status_code != 200]
    assert created
    assert refused
    assert all(unavailable(answer) for answer in refused)
    assert {issue["title"] for issue in all_issues(project)} == created


def test_after_a_restart_nothing_half_written_is_found(own_instance: Instance) -> None:
    project = Project.made_by(own_instance.ann)
    with full_disk(own_instance):
        created = fill(project)
        own_instance.server.kill()

    own_instance.restart()

    again = project.seen_by(own_instance.ann)
    assert len(all_issues(again)) == created
    assert again.issue()["localId"] == created + 1


@pytest.mark.parametrize(
    ("size_bytes", "what"), [(10, "its row"), (500_000, "its bytes"), (3_000_000, "the form that it came in")]
)
def test_a_file_is_kept_whole_or_not_at_all(instance: Instance, project: Project, size_bytes: int, what: str) -> None:
    """There is no room for one of the three places through which a file goes."""
    before = kept_files(instance)
    with full_disk(instance, room=10):
        # The log may just have begun anew, as it does when all of it is in the file: then it has room for some rows.
        while (answer := upload(project, size_bytes)).status_code == HTTPStatus.OK:
            before = kept_files(instance)
        message = unavailable(answer)

    assert "disk" in message or "room" in message, what
    assert kept_files(instance) == before
    file = ok(upload(project, size_bytes))
    assert len(project.download(file).content) == size_bytes


def kept_files(instance: Instance) -> set[Path]:
    return {path for path in (instance.data / "files").rglob("*") if path.is_file()}


def test_the_operator_finds_the_reason_in_the_log(instance: Instance, project: Project) -> None:
    with full_disk(instance):
        fill(project)

    told = [entry for entry in entries(instance) if entry.get("status") != 503 and entry["level"] != "info"]
    assert told
    assert all("disk" in str(entry).lower() for entry in told)


def test_the_log_beside_the_database_is_emptied_again_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed moves to the database's file later. Where that fails once, it must be tried again."""
    monkeypatch.setattr(databases, "CHECKPOINT_SECONDS", 0.05)
    path = tmp_path / "unknot.db"
    database = Database(path)
    founded: Founded = database.change(found_workspace, FOUNDING, by=OPERATOR)

    def create_issues(number: int) -> None:
        for _ in range(number):
            draft = IssueDraft(title="Slow start", description=LONG)
            database.change(create_issue, founded.project.id, draft, by=founded.token.token.actor)

    create_issues(50)
    settle(path)
    with no_file_beyond(path.stat().st_size):
        create_issues(5)
        time.sleep(0.3)
    before = path.stat().st_size
    create_issues(5)

    settle(path)

    assert path.stat().st_size > before
    database.close()


def settle(path: Path) -> None:
    """Wait until the database's file has not grown for a while."""
    sizes = [-1]
    while path.stat().st_size != sizes[-1]:
        sizes.append(path.stat().st_size)
        time.sleep(0.3)

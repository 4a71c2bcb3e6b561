"""What is remembered between requests is never stale."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.support.town import new_label, new_member, new_project, new_user, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Role
from unknot.domain.ids import UserId, WorkspaceId
from unknot.domain.people import User
from unknot.operations.labels import delete_label
from unknot.operations.people import set_blocked, set_member
from unknot.store.database import Database
from unknot.store.directory import REVISION, Directory, TrackedSession
from unknot.store.session import WritingSession
from unknot.store.statement import Statement
from unknot.store.work import Work

RENAME = Statement("UPDATE users SET name = :name")
NOTE_USE = Statement("UPDATE token_uses SET last_used_at = :at")
ADD_USER = Statement(
    """
    INSERT INTO users (uuid, username, username_key, name, surname, email, is_bot, is_blocked, created_at)
    VALUES ('u', 'ann', 'ann', 'Ann', '', '', FALSE, FALSE, 0) RETURNING id
    """
)


@pytest.fixture
def other_worker(database_path: Path) -> Iterator[Database]:
    """Another process on the same file, as it looks from here."""
    other = Database(database_path, clock=lambda: NOON)
    yield other
    other.close()


@pytest.fixture
def tracked(session: WritingSession) -> TrackedSession:
    return TrackedSession(session, Directory(session))


# --- between processes


def test_a_change_made_elsewhere_is_seen_from_the_next_request_on(database: Database, other_worker: Database) -> None:
    database.directory.refresh()
    assert database.directory.user_by_name("ann") is None

    ann = other_worker.change(new_user, "ann")
    assert database.directory.user_by_name("ann") is None

    database.directory.refresh()
    assert database.directory.user_by_name("ann") == ann


def test_what_did_not_change_is_remembered(database: Database, other_worker: Database) -> None:
    database.change(new_user, "ann")
    database.directory.refresh()
    ann = database.directory.user_by_name("ann")

    other_worker.change(lambda work: work.db.run(NOTE_USE, at=1))
    database.directory.refresh()

    assert database.directory.user_by_name("ann") is ann


def test_the_writer_sees_what_another_process_changed(database: Database, other_worker: Database) -> None:
    assert database.change(ann_of) is None

    ann = other_worker.change(new_user, "ann")

    assert database.change(ann_of) == ann


def test_the_writer_sees_what_it_changed_itself(database: Database) -> None:
    ann = database.change(new_user, "ann")
    assert database.change(ann_of) == ann

    blocked = database.change(set_blocked, "ann", is_blocked=True, by=OPERATOR)

    assert database.change(ann_of) == blocked


def test_what_was_taken_back_is_forgotten(database: Database) -> None:
    def change_ones_mind(work: Work) -> None:
        new_user(work, "ann")
        assert ann_of(work)
        raise LookupError

    with pytest.raises(LookupError):
        database.change(change_ones_mind)

    assert database.change(ann_of) is None


# --- within one transaction


def test_a_wish_sees_its_own_changes(work: Work) -> None:
    acme = new_workspace(work)
    mary = new_member(work, acme, "mary", Role.GUEST)
    project = new_project(work, acme)
    assert work.directory.role(mary, project) is Role.GUEST

    set_member(work, acme.id, "mary", Role.ADMIN, by=OPERATOR)

    assert work.directory.role(mary, project) is Role.ADMIN


def test_everything_is_found_by_each_of_its_names(work: Work) -> None:
    acme = new_workspace(work, "Acme")
    ann = new_user(work, "Ann")
    web = new_project(work, acme, "Web")
    bug = new_label(work, web)
    found = work.directory

    assert found.workspace(acme.id) == found.workspace_by_alias("ACME") == acme
    assert found.user(ann.id) == found.user_by_uuid(ann.uuid) == found.user_by_name("aNN") == ann
    assert found.project(web.id) == found.project_by_uuid(web.uuid) == found.project_at("acme", "WEB") == web
    assert found.label(bug.id) == found.label_by_uuid(bug.uuid) == bug


def test_what_is_not_there_is_none(work: Work) -> None:
    found = work.directory

    assert (found.user_by_uuid("x"), found.user_by_name("x"), found.workspace_by_alias("x")) == (None, None, None)
    assert (found.project_by_uuid("x"), found.project_at("x", "y"), found.label_by_uuid("x")) == (None, None, None)
    assert found.token("x") is None


def test_a_deleted_label_is_none(work: Work) -> None:
    project = new_project(work, new_workspace(work))
    bug = new_label(work, project)

    delete_label(work, project.id, bug.uuid, by=OPERATOR)

    assert (work.directory.label(bug.id), work.directory.label_by_uuid(bug.uuid)) == (None, None)


def test_what_follows_from_the_directory_is_remembered_with_it(database: Database, other_worker: Database) -> None:
    def greeting(found: Directory, username: str) -> str:
        ann = found.user_by_name(username)
        return f"Hello, {ann.full_name if ann else 'stranger'}"

    directory = database.directory
    directory.refresh()
    assert directory.derive(greeting, "ann") == "Hello, stranger"

    other_worker.change(new_user, "ann")
    assert directory.derive(greeting, "ann") == "Hello, stranger"

    directory.refresh()
    assert directory.derive(greeting, "ann") == "Hello, Ann"


def test_who_must_be_there_and_is_not_is_a_fault(work: Work) -> None:
    with pytest.raises(LookupError, match="no user 77"):
        work.directory.user(UserId(77))
    with pytest.raises(LookupError, match="no workspace 77"):
        work.directory.workspace(WorkspaceId(77))


# --- the revision


def test_a_change_of_what_is_remembered_moves_the_revision(tracked: TrackedSession) -> None:
    before = tracked.value(REVISION)

    tracked.value(ADD_USER)
    assert tracked.run(RENAME, name="Anna") == 1
    tracked.run_many(RENAME, [{"name": "Ann"}])

    assert tracked.value(REVISION) == before + 3


def test_any_other_change_leaves_the_revision_alone(tracked: TrackedSession) -> None:
    before = tracked.value(REVISION)

    tracked.run(NOTE_USE, at=1)
    tracked.run_many(NOTE_USE, [{"at": 2}])

    assert tracked.value(REVISION) == before


def ann_of(work: Work) -> User | None:
    return work.directory.user_by_name("ann")

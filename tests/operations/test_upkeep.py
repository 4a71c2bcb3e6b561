"""What the house does for itself: rows first, then their bytes, and never a byte that somebody needs."""

import os
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import Actor, Role
from unknot.domain.file import File, StoredBytes, blob_key
from unknot.domain.project import Project
from unknot.operations.files import add_file, attach_file, detach_file
from unknot.operations.upkeep import empty_trash, forget_alert_groups, sweep_orphans
from unknot.store import alerts
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.work import Work

DAY = timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def blobs(folder: Path) -> Blobs:
    return Blobs(str(folder))


@pytest.fixture
def home(database: Database) -> tuple[Project, Actor]:
    def found(work: Work) -> tuple[Project, Actor]:
        acme = new_workspace(work)
        return new_project(work, acme), new_member(work, acme, "mary", Role.MEMBER)

    return database.change(found)


def test_bytes_go_with_their_rows(database: Database, blobs: Blobs, folder: Path, home: tuple[Project, Actor]) -> None:
    doomed, kept = upload(database, blobs, *home), upload(database, blobs, *home)
    detach(database, doomed, *home)

    purged = empty_trash(database, blobs, older_than=timedelta(0), unattached_for=DAY)

    assert [file.id for file in purged.files] == [doomed.id]
    assert keys(folder) == {key_of(kept, home)}


def test_emptying_an_empty_trash_is_fine(database: Database, blobs: Blobs) -> None:
    assert empty_trash(database, blobs, older_than=DAY, unattached_for=DAY).files == []


def test_bytes_that_are_gone_already_are_no_trouble(
    database: Database, blobs: Blobs, folder: Path, home: tuple[Project, Actor]
) -> None:
    file = upload(database, blobs, *home)
    blobs.remove(key_of(file, home))

    empty_trash(database, blobs, older_than=DAY, unattached_for=timedelta(0))

    assert keys(folder) == set()


def test_a_sweep_takes_bytes_without_a_row_after_a_day(
    database: Database, blobs: Blobs, folder: Path, home: tuple[Project, Actor]
) -> None:
    attached, trashed = upload(database, blobs, *home), upload(database, blobs, *home)
    detach(database, trashed, *home)
    old, fresh, nameless = "project/ab/p/attachment/old/content", "project/ab/p/attachment/fresh/content", "stray"
    for key in (old, fresh, nameless):
        blobs.save(key, BytesIO(b"x"), at_most=1)
    for key in keys(folder):
        age(folder / key, NOON - DAY if key == fresh else NOON - DAY - timedelta(seconds=1))

    assert sweep_orphans(database, blobs) == 2
    assert keys(folder) == {key_of(attached, home), key_of(trashed, home), fresh}


def test_keys_of_alerts_are_forgotten_and_may_come_again(database: Database, home: tuple[Project, Actor]) -> None:
    def claim(work: Work) -> None:
        alerts.claim(work.db, home[0].workspace, "disk/db-2")

    database.change(claim)
    database.change(claim)

    assert forget_alert_groups(database) == 1
    assert forget_alert_groups(database) == 0

    database.change(claim)

    assert forget_alert_groups(database) == 1


def upload(database: Database, blobs: Blobs, project: Project, by: Actor) -> File:
    """A file as the doors take it up: bytes first, then the row."""
    directory = database.change(lambda work: work.new_uuid())
    stored = blobs.save(blob_key(project.uuid, directory), BytesIO(b"hello"), at_most=5)
    draft = StoredBytes(directory=directory, name="hello.txt", size=stored.size, sha256=stored.sha256)
    return database.change(add_file, project.id, draft, by=by)


def detach(database: Database, file: File, project: Project, by: Actor) -> None:
    """Attach a file and delete it, so that it lies in the trash."""
    issue = database.change(new_issue, project, by=by)
    database.change(attach_file, issue.id, file.uuid, by=by)
    database.change(detach_file, issue.id, file.uuid, by=by)


def key_of(file: File, home: tuple[Project, Actor]) -> str:
    return blob_key(home[0].uuid, file.directory)


def keys(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def age(path: Path, changed_at: datetime) -> None:
    os.utime(path, (changed_at.timestamp(), changed_at.timestamp()))

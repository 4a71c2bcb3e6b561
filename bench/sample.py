"""What a load needs to know of a filled database: which issues there are to ask for, to change and to relate."""

from pathlib import Path
from random import Random
from typing import Final

import msgspec

from bench.cache import facts_of
from bench.fill.filling import Filled
from unknot.config import DATABASE_NAME
from unknot.store import sqlite
from unknot.store.session import Row, Session
from unknot.store.statement import Statement

SEED = 7
SOME = 20  # issues whose titles are looked for
ISSUES = 20_000  # asked for at random; enough to leave small caches behind

PROJECT: Final = Statement(
    """
    SELECT p.id, n.last_number FROM projects p
    JOIN workspaces w ON w.id = p.workspace_id
    JOIN project_numbers n ON n.project_id = p.id
    WHERE w.alias = :owner AND p.alias = :project
    """
)
ISSUE: Final = Statement(
    """
    SELECT number, uuid, EXISTS (SELECT 1 FROM relations WHERE low_id = i.id OR high_id = i.id)
    FROM issues i WHERE project_id = :project AND number = :number AND trashed_at IS NULL
    """
)
WITH_FILES: Final = Statement(
    """
    SELECT DISTINCT i.number FROM files f JOIN issues i ON i.id = f.issue_id
    WHERE i.project_id = :project AND i.trashed_at IS NULL AND f.trashed_at IS NULL
    """
)
LABELS: Final = Statement("SELECT uuid FROM labels WHERE project_id = :project AND trashed_at IS NULL")
PEOPLE: Final = Statement("SELECT uuid FROM users")
CHANNELS: Final = Statement("SELECT uuid FROM channels WHERE NOT is_default")
TITLES: Final = Statement("SELECT DISTINCT title FROM issues WHERE project_id = :project AND number <= :some")
SPAN: Final = Statement(
    "SELECT MIN(created_at) / 1000000, MAX(created_at) / 1000000 FROM issues WHERE project_id = :project"
)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An issue, by its number and its UUID."""

    number: int
    uuid: str
    is_related: bool


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    facts: Filled
    issues: list[Known]  # in random order
    with_files: list[int]
    labels: list[str]
    people: list[str]
    channels: list[str]
    titles: list[str]
    oldest: int  # issue, in seconds since 1970
    newest: int


def sample_of(place: Path) -> Sample:
    """A look into a data folder."""
    facts = facts_of(place)
    db = sqlite.open_reader(place / DATABASE_NAME)
    [[project, last]] = db.rows(PROJECT, owner=facts.owner, project=facts.project)
    [[oldest, newest]] = db.rows(SPAN, project=project)
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    numbers = rng.sample(range(1, last + 1), min(ISSUES, last))
    sample = Sample(
        facts=facts,
        issues=[Known(number=row[0], uuid=row[1], is_related=bool(row[2])) for row in _issues(db, project, numbers)],
        with_files=[row[0] for row in db.rows(WITH_FILES, project=project)],
        labels=[row[0] for row in db.rows(LABELS, project=project)],
        people=[row[0] for row in db.rows(PEOPLE)],
        channels=[row[0] for row in db.rows(CHANNELS)],
        titles=[row[0] for row in db.rows(TITLES, project=project, some=SOME)],
        oldest=oldest,
        newest=newest,
    )
    db.close()
    return sample


def _issues(db: Session, project: int, numbers: list[int]) -> list[Row]:
    """Those of the numbers whose issues live."""
    found = (db.row(ISSUE, project=project, number=number) for number in numbers)
    return [row for row in found if row is not None]

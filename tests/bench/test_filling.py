"""The filled database is what a server would have made of it, and is made once."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from bench import cache as filled_databases
from bench.check import RULES, WronglyFilled, check
from bench.sample import sample_of
from unknot.config import DATABASE_NAME
from unknot.store import sqlite

from .conftest import ISSUES

SPOILINGS = {
    "counts": "UPDATE issue_counts SET count = count + 1 WHERE project_id = 1 AND status = 'open'",
    "last number": "UPDATE project_numbers SET last_number = last_number + 1 WHERE project_id = 1",
    "gaps": "INSERT INTO number_gaps (project_id, level, block, missing) VALUES (1, 1, 99, 1)",
    "timeline": "DELETE FROM issue_timeline WHERE entry_id = (SELECT max(id) FROM comments) AND is_comment",
    "events": "DELETE FROM events WHERE id = (SELECT max(id) FROM events WHERE kind = 'commented')",
}


@pytest.fixture
def spoilt(place: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    copy = Path(shutil.copy(place / DATABASE_NAME, tmp_path))
    with sqlite3.connect(copy) as connection:
        connection.execute(SPOILINGS[request.param])
    connection.close()
    return copy


def test_it_has_the_issues_that_were_asked_for_with_all_that_is_asked_of_them(place: Path) -> None:
    sample = sample_of(place)

    assert len(sample.issues) == ISSUES
    assert any(issue.is_related for issue in sample.issues)
    assert sample.with_files
    assert sample.facts == filled_databases.facts_of(place)


def test_totals_are_items(place: Path) -> None:
    db = sqlite.open_reader(place / DATABASE_NAME)

    check(db)

    db.close()


@pytest.mark.parametrize("spoilt", SPOILINGS, indirect=True)
def test_a_database_that_no_server_would_leave_is_refused(spoilt: Path) -> None:
    db = sqlite.open_reader(spoilt)

    with pytest.raises(WronglyFilled):
        check(db)

    db.close()


def test_every_rule_is_tried() -> None:
    assert len(SPOILINGS) == len(RULES)


def test_the_second_time_it_is_there(place: Path, cache: Path) -> None:
    made = (place / DATABASE_NAME).stat().st_mtime_ns

    assert filled_databases.filled(cache, ISSUES) == place
    assert (place / DATABASE_NAME).stat().st_mtime_ns == made

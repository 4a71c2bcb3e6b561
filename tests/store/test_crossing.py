"""Issues where columns and lanes cross are those that a query for both finds, in its order."""

from random import Random

import pytest

from tests.operations.conftest import *  # noqa: F403 - its fixtures
from tests.operations.support.town import new_issue
from unknot.domain.access import Actor
from unknot.domain.project import Project
from unknot.domain.query import Sort, SortField, parse
from unknot.domain.status import Status
from unknot.store import crossing
from unknot.store.browsing import Section, sections
from unknot.store.selecting import Selection, select
from unknot.store.work import Work

LEVELS = ("P0", "P1", "none")
KEYS = {"P0": "system_level_0", "P1": "system_level_1", "none": ""}
NEWEST = Sort(SortField.UPDATED, is_descending=True)


@pytest.mark.parametrize("walked", [crossing.MOST_WALKED, 3])
def test_cells_hold_what_a_query_for_both_finds(
    work: Work, project: Project, mary: Actor, monkeypatch: pytest.MonkeyPatch, walked: int
) -> None:
    monkeypatch.setattr(crossing, "MOST_WALKED", walked)
    random = Random(7)  # noqa: S311 - the same dice each time
    for _ in range(60):
        new_issue(work, project, by=mary, status=random.choice(list(Status)), level=KEYS[random.choice(LEVELS[1:])])

    def asked(query: str) -> Selection:
        found = select(work.directory, parse(query), project.workspace, [project], reader=mary, now=work.now())
        return found.selection

    columns = [(asked(f"status:{status.value}"), 4) for status in Status]
    found = crossing.crossed(work.db, columns, [asked(f"level:{level}") for level in LEVELS], NEWEST, 10)

    assert [lane.place for lane in found.lanes] == [1, 2]  # nothing is as urgent as the first
    for lane in found.lanes:
        both = [(asked(f"level:{LEVELS[lane.place]} status:{status.value}"), 4) for status in Status]
        naive = sections(work.db, both, NEWEST)
        assert list(lane.cells) == [Section(one.lines, one.count) for one in naive]
        assert lane.count == sum(one.count for one in naive)


def test_lanes_beyond_the_room_are_counted_and_left_out(work: Work, project: Project, mary: Actor) -> None:
    for key in KEYS.values():
        new_issue(work, project, by=mary, level=key)
    every = select(work.directory, parse(""), project.workspace, [project], reader=mary, now=work.now()).selection
    lanes = [
        select(
            work.directory, parse(f"level:{level}"), project.workspace, [project], reader=mary, now=work.now()
        ).selection
        for level in LEVELS
    ]

    found = crossing.crossed(work.db, [(every, 5)], lanes, NEWEST, 2)

    assert ([lane.place for lane in found.lanes], list(found.left_out)) == ([0, 1], [(2, 1)])
    assert [one.count for one in found.columns] == [3]

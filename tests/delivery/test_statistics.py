"""What is counted of issues, whatever happens to them and whenever the log is read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import msgspec
import pytest

from tests.operations.support.town import new_issue, new_label, new_member, new_project, new_workspace, uuid_of
from tests.store.support.moments import NOON
from unknot.delivery.projection import take_in
from unknot.delivery.statistics import Statistics
from unknot.domain.access import Actor, Role
from unknot.domain.channel import ChannelDraft
from unknot.domain.ids import EventId
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.level import LevelDraft
from unknot.domain.progress import Facet, Figure, bucket_of, day_of, duration_of
from unknot.domain.project import Project
from unknot.domain.status import OPEN, STATUSES, Status
from unknot.operations.channels import create_channel
from unknot.operations.comments import add_comment
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.levels import create_level, delete_levels
from unknot.operations.moving import move_issue
from unknot.operations.trash import restore_issue
from unknot.store import channels, figures, progress, projections, trash
from unknot.store.figures import DAY, WEEK
from unknot.store.issues import decode_ids
from unknot.store.statement import Statement
from unknot.store.work import Work

STATISTICS = Statistics()
MONDAY = NOON.replace(year=2026, month=8, day=3)
TABLES = {
    "issue_progress": Statement("SELECT * FROM issue_progress ORDER BY issue_id"),
    "figures": Statement("SELECT * FROM figures WHERE count <> 0 ORDER BY 1, 2, 3, 4, 5, 6"),
    "open_tallies": Statement("SELECT * FROM open_tallies ORDER BY 1, 2, 3"),
}
EMPTY = [Statement(f"DELETE FROM {table}") for table in (*TABLES, "projections")]  # noqa: S608 - ours
ISSUES = Statement("SELECT id, status, level, labels, assignees FROM issues WHERE trashed_at IS NULL")


def read_log(work: Work, *, batch: int = 1_000) -> None:
    """Take in all that waits, so many events at a time."""
    while True:
        after, recorded = projections.waiting(work.db, STATISTICS.name, limit=batch)
        if not recorded:
            return
        take_in(work, STATISTICS, recorded, after=after)


def by_day(work: Work, project: Project, figure: Figure, *, days: int = DAY) -> dict[tuple[int, str], int]:
    found = figures.series(work.db, [project.id], [figure], days=days, since=0)[figure]
    return {key: count for key, count in found.items() if count}


def edit(work: Work, issue: Issue, by: Actor, **change: object) -> None:
    edit_issue(work, issue.id, msgspec.convert(change, IssueChange), by=by)


def test_an_issue_has_its_status_since_it_was_given_that(work: Work, project: Project, mary: Actor) -> None:
    old, young = (new_issue(work.at(MONDAY), project, by=mary) for _ in range(2))
    edit(work.at(MONDAY + timedelta(days=2)), old, mary, status=Status.PENDING)
    edit(work.at(MONDAY + timedelta(days=5)), old, mary, level="system_level_1")

    read_log(work)

    assert progress.since(work.db, [old.id, young.id]) == {
        old.id: (Status.PENDING, MONDAY + timedelta(days=2)),
        young.id: (Status.OPEN, MONDAY),
    }


def test_an_issue_counts_on_the_days_on_which_it_was_filed_and_completed(
    work: Work, project: Project, mary: Actor
) -> None:
    issue = new_issue(work.at(MONDAY), project, by=mary, level="system_level_0")
    edit(work.at(MONDAY + timedelta(days=2)), issue, mary, status=Status.COMPLETED)

    read_log(work)

    monday, wednesday = day_of(MONDAY), day_of(MONDAY) + 2
    assert by_day(work, project, Figure.CREATED) == {(monday, "system_level_0"): 1}
    assert by_day(work, project, Figure.COMPLETED) == {(wednesday, "system_level_0"): 1}
    assert by_day(work, project, Figure.NET_OPEN) == {(monday, "system_level_0"): 1, (wednesday, "system_level_0"): -1}
    assert by_day(work, project, Figure.COMPLETED, days=WEEK) == {(monday, "system_level_0"): 1}


def test_how_long_it_took_is_known_to_five_percent(work: Work, project: Project, mary: Actor) -> None:
    issue = new_issue(work.at(MONDAY), project, by=mary)
    edit(work.at(MONDAY + timedelta(hours=5)), issue, mary, status=Status.CLOSED)

    read_log(work)

    found = figures.durations(work.db, [project.id], Figure.TIME_TO_COMPLETE, since=day_of(MONDAY))
    [(bucket, times)] = found[""].items()
    assert times == 1
    assert abs(duration_of(bucket) / timedelta(hours=5) - 1) < 0.05


def test_an_answer_by_somebody_else_acknowledges_and_ones_own_does_not(
    work: Work, project: Project, mary: Actor, gus: Actor
) -> None:
    issue = new_issue(work.at(MONDAY), project, by=mary)
    add_comment(work.at(MONDAY + timedelta(minutes=1)), issue.id, "And another thing", by=mary)
    add_comment(work.at(MONDAY + timedelta(minutes=8)), issue.id, "I look at it", by=gus)
    edit(work.at(MONDAY + timedelta(minutes=90)), issue, mary, status=Status.IN_PROGRESS)

    read_log(work)

    found = figures.durations(work.db, [project.id], Figure.TIME_TO_ACKNOWLEDGE, since=0)
    assert found == {"": {bucket_of(timedelta(minutes=8)): 1}}


def test_who_reopens_takes_back_the_completion(work: Work, project: Project, mary: Actor) -> None:
    issue = new_issue(work.at(MONDAY), project, by=mary)
    edit(work.at(MONDAY + timedelta(days=1)), issue, mary, status=Status.COMPLETED)
    edit(work.at(MONDAY + timedelta(days=3)), issue, mary, status=Status.OPEN)

    read_log(work)

    assert by_day(work, project, Figure.COMPLETED) == {}
    assert by_day(work, project, Figure.REOPENED) == {(day_of(MONDAY) + 3, ""): 1}
    assert sum(by_day(work, project, Figure.NET_OPEN).values()) == 1


def test_what_is_in_the_trash_does_not_count_until_it_is_restored(work: Work, project: Project, mary: Actor) -> None:
    issue = new_issue(work, project, by=mary)
    delete_issue(work, issue.id, by=mary)
    read_log(work)
    assert by_day(work, project, Figure.CREATED) == {}

    restore_issue(work, project.id, issue.number, by=mary)
    read_log(work)
    assert by_day(work, project, Figure.CREATED) == {(day_of(NOON), ""): 1}


def test_events_count_once_when_two_processes_read_them(work: Work, project: Project, mary: Actor) -> None:
    new_issue(work, project, by=mary)
    after, recorded = projections.waiting(work.db, STATISTICS.name, limit=100)

    take_in(work, STATISTICS, recorded, after=after)
    take_in(work, STATISTICS, recorded, after=after)

    assert figures.open_by(work.db, [project.id])[Facet.STATUS] == {"open": 1}
    assert projections.cursor(work.db, STATISTICS.name) == recorded[-1].id != EventId(0)


ACTIONS = [
    *["file", "status", "level", "label", "assignee", "channel", "comment", "delete", "restore", "move"] * 5,
    "drop level",
]


@pytest.mark.parametrize("seed", range(12))
def test_counts_are_what_counting_gives_and_the_same_when_counted_anew(work: Work, seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - it guards nothing
    for _ in told(work, [(rng.choice(ACTIONS), rng.randrange(100)) for _ in range(80)]):
        read_log(work)
    kept_up = {table: work.db.rows(rows) for table, rows in TABLES.items()}
    for emptying in EMPTY:
        work.db.run(emptying)
    read_log(work, batch=7)

    assert {table: work.db.rows(rows) for table, rows in TABLES.items()} == kept_up
    assert tallies(work) == recounted(work)


def told(work: Work, story: Sequence[tuple[str, int]]) -> Iterator[None]:
    """Let things happen to a few issues, an hour after each other."""
    acme = new_workspace(work)
    mary = new_member(work, acme, "mary", Role.OWNER)
    project, other = new_project(work, acme), new_project(work, acme, "ops")
    label = {one.id: new_label(work, one).uuid for one in (project, other)}
    level = create_level(work, acme.id, LevelDraft(name="Soon", color="#ABCDEF"), by=mary).uuid
    channel = create_channel(work, acme.id, ChannelDraft(name="loud"), by=mary).uuid
    filed: list[Issue] = []
    trashed: set[int] = set()
    for hour, (action, number) in zip(count(), story, strict=False):
        then = work.at(NOON + timedelta(hours=hour * 9))
        issue = trash.issue_anywhere(work.db, filed[number % len(filed)].id) if filed else None
        if action == "file":
            filed.append(
                new_issue(
                    then,
                    project,
                    by=mary,
                    status=one_of(Status, number),
                    level=one_of(["", level], number),
                    channels=one_of([(), (channel,)], number),
                )
            )
        elif action == "drop level":
            delete_levels(then, acme.id, [level], by=mary)
            level = ""
        elif issue is None or (issue.id in trashed) != (action == "restore"):
            continue
        elif action == "restore":
            trashed.remove(issue.id)
            restore_issue(then, issue.project, issue.number, by=mary)
        elif action == "delete":
            trashed.add(issue.id)
            delete_issue(then, issue.id, by=mary)
        elif action == "move":
            move_issue(then, issue.id, one_of([project.id, other.id], number), by=mary)
        elif action == "comment":
            add_comment(then, issue.id, "Why?", by=mary)
        else:
            changes = {
                "status": {"status": one_of(Status, number)},
                "level": {"level": one_of(["", level, "system_level_0"], number)},
                "label": {"labels": one_of([(), (label[issue.project],)], number)},
                "channel": {"channels": one_of([(), (channel,)], number)},
                "assignee": {"assignees": one_of([(), (uuid_of(then, mary),)], number)},
            }
            edit(then, issue, mary, **changes[action])
        yield


def one_of(choices: object, number: int) -> Any:
    every = list(choices)  # type: ignore[call-overload]  # of any kind
    return every[number % len(every)]


def tallies(work: Work) -> Counter[tuple[str, str]]:
    rows = work.db.rows(Statement("SELECT facet, value, count FROM open_tallies WHERE facet <> 'created'"))
    return sum((Counter({(facet, value): number}) for facet, value, number in rows), Counter())


def recounted(work: Work) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for issue, status, level, labels, assignees in work.db.rows(ISSUES):
        if STATUSES[status] in OPEN:
            found.update([("status", status), ("level", level)])
            found.update(("channel", one.uuid) for one in channels.of_issue(work.db, issue))
            found.update(("label", str(one)) for one in decode_ids(labels) or ("",))
            found.update(("assignee", str(one)) for one in decode_ids(assignees) or ("",))
    return found

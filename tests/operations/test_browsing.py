"""What pages list is what a naive look at every issue finds, in every order, page after page."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.operations.support.town import new_issue, new_label, new_member, new_project, new_workspace, uuid_of
from tests.store.support.moments import NOON
from unknot.domain.access import Actor, Role
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.level import SYSTEM_LEVELS
from unknot.domain.query import parse
from unknot.domain.status import Status
from unknot.operations.issues import delete_issue, edit_issue
from unknot.store import browsing, issues
from unknot.store.browsing import Line, Order
from unknot.store.selecting import Link, Selection, select
from unknot.store.work import Work

Place = Callable[[Line], Any]
QUERIES = [
    "",
    "is:open",
    "is:closed",
    "status:pending,open",
    "-status:open",
    "level:P0,P1",
    "level:none",
    "-level:P0",
    "label:bug",
    "label:bug,none",
    "-label:bug",
    "assignee:me",
    "assignee:none",
    "-assignee:mary",
    "creator:me level:P1",
    "is:open label:bug assignee:mary,none level:P0,P2,none",
    "time",
    "label:bug TIME",
]


@pytest.fixture
def reader(work: Work) -> Actor:
    """Alice, in a workspace with two projects of random issues, one of them in the trash."""
    acme = new_workspace(work)
    alice, mary = (new_member(work, acme, name, Role.OWNER) for name in ("alice", "mary"))
    chance = random.Random(4)  # noqa: S311 - the same issues each time
    for alias in ("web", "ops"):
        project = new_project(work, acme, alias)
        labels = [new_label(work, project, title).uuid for title in ("bug", "slow")]
        for number in range(39):
            issue = new_issue(
                work,
                project,
                by=chance.choice([alice, mary]),
                title=f"Issue {number}{' out of time' if chance.random() < 0.3 else ''}",
                level=chance.choice(["", *SYSTEM_LEVELS]),
                labels=tuple(one for one in labels if chance.random() < 0.4),
                assignees=tuple(uuid_of(work, one) for one in (alice, mary) if chance.random() < 0.4),
            )
            edit_issue(work, issue.id, IssueChange(status=chance.choice(list(Status))), by=alice)
        delete_issue(work, new_issue(work, project, by=alice).id, by=alice)
    return alice


@pytest.mark.parametrize("narrow", [0, browsing.NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("text", QUERIES)
def test_a_list_has_what_was_asked_for(
    work: Work, reader: Actor, text: str, order: Order, narrow: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "NARROW", narrow)
    selection = selected(work, reader, text)

    found = browsing.lines(work.db, selection, order, limit=1000)

    assert {line.id for line in found} == naive(work, selection)
    assert browsing.count(work.db, selection) == len(found)
    assert paged(work, selection, order) == [line.id for line in found]


@pytest.mark.parametrize(
    ("order", "place"),
    [
        (Order.UPDATED, lambda line: (-line.updated_at, -line.id)),
        (Order.CREATED, lambda line: -line.id),
        (Order.LEVEL, lambda line: (line.level == "", line.level, -line.updated_at, -line.id)),
    ],
)
def test_a_list_is_in_order(work: Work, reader: Actor, order: Order, place: Place) -> None:
    found = browsing.lines(work.db, selected(work, reader, ""), order, limit=1000)

    assert found == sorted(found, key=place)


def test_what_names_nothing_is_left_out_and_said(work: Work, reader: Actor) -> None:
    projects = work.directory.projects_of(reader.workspace)
    text = "is:open label:nothing assignee:nobody-here level:P9 updated:>never"

    asked = select(work.directory, parse(text), reader.workspace, projects, reader=reader, now=NOON)

    assert asked.selection == selected(work, reader, "is:open")
    assert [problem.place for problem in asked.problems] == [8, 22, 43, 52]


def selected(work: Work, reader: Actor, text: str) -> Selection:
    projects = work.directory.projects_of(reader.workspace)
    return select(work.directory, parse(text), reader.workspace, projects, reader=reader, now=NOON).selection


def paged(work: Work, selection: Selection, order: Order) -> list[int]:
    """The ids, seven at a time."""
    ids: list[int] = []
    page: list[Line] = browsing.lines(work.db, selection, order, limit=7)
    while page:
        ids += [line.id for line in page]
        page = browsing.lines(work.db, selection, order, limit=7, after=browsing.cursor(page[-1], order))
    return ids


def naive(work: Work, selection: Selection) -> set[int]:
    every = [issues.by_id(work.db, number) for number in range(1, 81)]  # type: ignore[arg-type]  # plain numbers
    return {issue.id for issue in every if issue is not None and fulfils(issue, selection)}


def fulfils(issue: Issue, selection: Selection) -> bool:
    held = {Link.LABEL: issue.labels, Link.ASSIGNEE: issue.assignees}
    return (
        issue.project in selection.projects
        and issue.status in selection.statuses
        and (selection.levels is None or issue.level in selection.levels)
        and (not selection.creators or issue.created_by in selection.creators)
        and all(word.lower() in issue.title.lower() for word in selection.words)
        and all(
            (bool(set(held[one.link]) & set(one.ids)) or (one.or_none and not held[one.link])) is not one.is_negated
            for one in selection.linked
        )
    )

"""What queries find is what a naive look at every issue finds, in every order, page after page."""

import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from tests.operations.support.town import (
    new_file,
    new_issue,
    new_label,
    new_member,
    new_project,
    new_workspace,
    uuid_of,
)
from tests.store.support.moments import NOON
from unknot.domain.access import Actor, Role
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.level import SYSTEM_LEVELS
from unknot.domain.project import Project
from unknot.domain.query import Group, Key, Part, Query, Sort, SortField, Term, Word, parse, span_of
from unknot.domain.relation import RelationKind
from unknot.domain.status import CLOSED, OPEN, Status
from unknot.domain.text import fold
from unknot.domain.tokenizer import asked, is_little, slips, terms
from unknot.operations.comments import add_comment, delete_comment, edit_comment
from unknot.operations.files import attach_file, detach_file
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.relations import relate_issues
from unknot.store import browsing, comments, files, issues, relations
from unknot.store.browsing import Cursor, Line
from unknot.store.jumps import DATED, cursor_at
from unknot.store.page import Page
from unknot.store.search import upkeep
from unknot.store.selecting import Selection, select
from unknot.store.times import to_micros
from unknot.store.work import Work

ALL = Page(0, 1000)
SORTS = [
    Sort(field, is_descending)
    for field in (SortField.UPDATED, SortField.CREATED, SortField.LEVEL)
    for is_descending in (True, False)
]
TITLES = ["Checkout times out", "OrderService.create fails", "支付超时", "Ошибка оплаты", "ERR-4021 on 10.0.3.17"]
SAID = [
    "See OrderService",
    "The payment is slow",
    "платежи снова падают",
    "超时了",
    "payments at 10.0.3.17",
    "checkuot",
]
WORDS = [
    "checkout",
    "chekcout",
    "times",
    "OrderService",
    "order",
    "create",
    "超时",
    "超",
    "ошибки",
    "платеж",
    "ERR-4021",
]
WORDS += ["4021", "10.0.3.17", "payment", "slow", "trace", "nothing-of-the-kind", "!!", "the", "支付又超时", "checuots"]
QUOTED = [
    "payment is slow",
    "снова ПАДАЮТ",
    "See OrderService",
    "超时了",
    "at 10.0.3.17",
    "is slow the",
    "times out 1",
    "!",
]
VALUES = {
    Key.IS: ["open", "closed"],
    Key.STATUS: ["open", "in-progress", "completed", "closed", "pending"],
    Key.LEVEL: ["P0", "P1", "P2", "P3", "none"],
    Key.LABEL: ["bug", "slow", "none"],
    Key.ASSIGNEE: ["me", "mary", "none"],
    Key.CREATOR: ["me", "mary"],
    Key.UPDATOR: ["me", "mary"],
    Key.PROJECT: ["web", "ops"],
    Key.HAS: ["file", "comment", "relation", "label", "assignee", "level", "description"],
    Key.CREATED: [">3d", "<2d", "today", "2000-01-01..2000-01-02", "yesterday"],
    Key.UPDATED: [">3d", "<2d", "today", ">36h", "2000-01-01..2000-01-02"],
    Key.RELATED: ["WEB-3", "OPS-5"],
    Key.KEY: ["WEB-1", "OPS-7"],
    Key.NUMBER: ["3..9", "12"],
    Key.TITLE: ["checkout", "order"],
}


class Town(Struct):
    """Two projects of random issues, one of them in the trash, and somebody who reads them."""

    work: Work
    reader: Actor
    mary: Actor
    projects: list[Project]
    every: dict[int, "Seen"]


class Seen(Struct):
    """All that a naive look sees of an issue."""

    issue: Issue
    texts: list[str]
    comments: list[str]
    has: set[str]
    related: set[int]

    @property
    def terms(self) -> set[str]:
        return set().union(*map(terms, self.texts))


@pytest.fixture(params=["learned", "waiting", "half", "by and by"])
def town(work: Work, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Town:
    """In which of nothing, of everything, or of a part the index knows already."""
    monkeypatch.setattr(
        "unknot.store.search.words.MUCH", 1 if request.param == "half" else 500
    )  # in segments or blocks
    acme = new_workspace(work)
    alice, mary = (new_member(work, acme, name, Role.OWNER) for name in ("alice", "mary"))
    projects = [new_project(work, acme, alias) for alias in ("web", "ops")]
    chance = random.Random(4)  # noqa: S311 - the same issues each time
    for number, project in enumerate(projects):
        _live(work.at(NOON - timedelta(days=4 - number)), project, alice, mary, chance)
        if request.param == "half":
            upkeep.catch_up(work.db)
            _change(work, chance, alice)
    if request.param == "learned":
        upkeep.catch_up(work.db)
    if request.param == "by and by":
        for _ in range(8):
            upkeep.learn(work.db, most=7)
            _change(work, chance, alice)
    return Town(work, alice, mary, projects, {one.issue.id: one for one in _look(work)})


def _live(work: Work, project: Project, alice: Actor, mary: Actor, chance: random.Random) -> None:
    labels = [new_label(work, project, title).uuid for title in ("bug", "slow")]
    filed: list[Issue] = []
    for number in range(24):
        then = work.at(work.now() + timedelta(hours=number))
        issue = new_issue(
            then,
            project,
            by=chance.choice([alice, mary]),
            title=f"{chance.choice(TITLES)} {number}",
            description=chance.choice(["-", *SAID]),
            level=chance.choice(["", *SYSTEM_LEVELS]),
            labels=tuple(one for one in labels if chance.random() < 0.4),
            assignees=tuple(uuid_of(work, one) for one in (alice, mary) if chance.random() < 0.3),
        )
        _talk(then, issue, project, mary, chance)
        if filed and chance.random() < 0.3:
            relate_issues(then, issue.id, chance.choice(filed).uuid, RelationKind.RELATED, by=alice)
        filed.append(issue)
    delete_issue(work, new_issue(work, project, by=alice).id, by=alice)


def _talk(work: Work, issue: Issue, project: Project, mary: Actor, chance: random.Random) -> None:
    if chance.random() < 0.4:
        comment = add_comment(work, issue.id, chance.choice(SAID), by=mary)
        if chance.random() < 0.3:
            edit_comment(work, issue.id, comment.uuid, chance.choice(SAID), by=mary)
        elif chance.random() < 0.3:
            delete_comment(work, issue.id, comment.uuid, by=mary)
    if chance.random() < 0.3:
        file = new_file(work, project, by=mary)
        attach_file(work, issue.id, file.uuid, by=mary)
        if chance.random() < 0.3:
            detach_file(work, issue.id, file.uuid, by=mary)


def _change(work: Work, chance: random.Random, by: Actor) -> None:
    """What the index knew is not true of every issue any more."""
    for seen in _look(work):
        if chance.random() < 0.4:
            change = IssueChange(status=chance.choice(list(Status)), title=chance.choice(TITLES))
            edit_issue(work.at(NOON - timedelta(hours=chance.randint(0, 90))), seen.issue.id, change, by=by)
        for comment in comments.of_issue(work.db, seen.issue.id, ALL).items:
            if chance.random() < 0.3:
                delete_comment(work, seen.issue.id, comment.uuid, by=by)


def _look(work: Work) -> Iterable[Seen]:
    for number in range(1, 80):
        issue = issues.by_id(work.db, number)  # type: ignore[arg-type]  # a plain number
        if issue is not None:
            said = [one.text for one in comments.of_issue(work.db, issue.id, ALL).items]
            named = [one.name for one in files.of_issue(work.db, issue.id, ALL).items]
            others = set[int](relations.others(work.db, issue.id, set(RelationKind)))
            has = {"comment": said, "file": named, "relation": others, "description": issue.description}
            has |= {"label": issue.labels, "assignee": issue.assignees, "level": issue.level}
            texts = [issue.title, issue.description, *said, *named]
            yield Seen(issue, texts, said, {name for name, things in has.items() if things}, others)


terms_ = st.sampled_from(list(VALUES)).flatmap(
    lambda key: st.builds(
        Term,
        key=st.just(key),
        values=st.lists(st.sampled_from(VALUES[key]), min_size=1, max_size=2, unique=True).map(tuple),
        is_negated=st.booleans(),
    )
)
words_ = st.builds(Word, text=st.sampled_from(WORDS), is_negated=st.booleans())
quotes = st.builds(Word, text=st.sampled_from(QUOTED), is_quoted=st.just(True), is_negated=st.booleans())  # noqa: FBT003 - a value
parts = st.recursive(
    terms_ | words_ | quotes,
    lambda inner: st.builds(
        Group,
        parts=st.lists(inner, min_size=1, max_size=3).map(tuple),
        is_any=st.booleans(),
        is_negated=st.booleans(),
    ),
    max_leaves=6,
)
queries = st.builds(Query, parts=st.lists(parts, max_size=4).map(tuple))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, sort=st.sampled_from(SORTS))
def test_a_query_finds_what_a_look_at_every_issue_finds(town: Town, query: Query, sort: Sort) -> None:
    selection = selected(town, query)

    found = browsing.lines(town.work.db, selection, sort, limit=1000)

    assert {line.id for line in found} == {id_ for id_, seen in town.every.items() if fulfils(town, seen, query.parts)}
    assert browsing.count(town.work.db, selection) == len(found)
    assert paged(town.work, selection, sort) == [line.id for line in found]
    assert all(
        browsing.fits(town.work.db, selection, line) is (line in found)
        for line in browsing.read(town.work.db, list(town.every)[::7])  # type: ignore[arg-type]  # plain numbers
    )


@pytest.mark.parametrize("few", [0, 1000], ids=["day by day", "at once"])
@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_a_list_is_in_order(town: Town, sort: Sort, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unknot.store.changes.FEW", few)
    places: dict[SortField, Callable[[Line], Any]] = {
        SortField.UPDATED: lambda line: (line.updated_at, line.id),
        SortField.CREATED: lambda line: line.id,
        SortField.LEVEL: lambda line: (-_rank(line.level), line.updated_at, line.id),
    }

    found = browsing.lines(town.work.db, selected(town, parse("")), sort, limit=1000)

    assert found == sorted(found, key=places[sort.field], reverse=sort.is_descending)


@pytest.mark.parametrize("sorted_at_once", [0, 1000], ids=["walked", "sorted"])
def test_a_full_day_is_in_order_too(town: Town, sorted_at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unknot.store.changes.FEW", 0)
    monkeypatch.setattr("unknot.store.changes.SORTED", sorted_at_once)
    found = browsing.lines(town.work.db, selected(town, parse("is:open")), SORTS[0], limit=1000)

    assert all((one.updated_at, one.id) > (two.updated_at, two.id) for one, two in pairwise(found))
    assert {line.id for line in found} == {one for one, seen in town.every.items() if seen.issue.status in OPEN}


@pytest.mark.parametrize("few", [0, 1000], ids=["day by day", "at once"])
@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_pages_follow_each_other(town: Town, sort: Sort, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unknot.store.changes.FEW", few)
    selection = selected(town, parse("is:open"))

    found = browsing.lines(town.work.db, selection, sort, limit=1000)

    assert paged(town.work, selection, sort) == [line.id for line in found]


@pytest.mark.parametrize("few", [0, 1000], ids=["day by day", "at once"])
@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort.field in DATED], ids=str)
def test_a_moment_parts_a_list(town: Town, sort: Sort, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies further down is on its one side, what lies further up on the other, and nothing is lost."""
    monkeypatch.setattr("unknot.store.changes.FEW", few)
    selection, turned = selected(town, parse("")), Sort(sort.field, not sort.is_descending)
    every = browsing.lines(town.work.db, selection, sort, limit=1000)
    for hours in range(0, 120, 7):
        moment = NOON - timedelta(hours=hours)

        down, up = (
            browsing.lines(town.work.db, selection, one, limit=1000, after=place_at(town, one, moment))
            for one in (sort, turned)
        )

        assert [*reversed(up), *down] == every
        newer, older = (up, down) if sort.is_descending else (down, up)
        assert all(time_of(line, sort) >= to_micros(moment) for line in newer)
        assert all(time_of(line, sort) < to_micros(moment) for line in older)


def test_what_names_nothing_is_left_out_and_said(town: Town) -> None:
    text = "is:open label:nothing assignee:nobody-here level:P9 updated:>never (project:x or blocks:WEB-999)"

    found = select_(town, parse(text))

    assert found.selection == selected(town, parse("is:open"))
    assert [problem.place for problem in found.problems] == [8, 22, 43, 52, 68, 81]


def fulfils(town: Town, seen: Seen, parts: Iterable[Part]) -> bool:
    return all(_fulfils(town, seen, part) for part in parts if tells(part))


def tells(part: Part) -> bool:
    """Whether a part says anything of what is looked for."""
    if isinstance(part, Group):
        return any(map(tells, part.parts))
    return not isinstance(part, Word) or part.is_negated or not is_little(part.text)


def _fulfils(town: Town, seen: Seen, part: Part) -> bool:
    match part:
        case Word(is_quoted=True):
            holds = _quotes(seen, part.text)
        case Word():
            holds = seen.issue.id in said(town, part.text)
        case Group():
            each = [_fulfils(town, seen, one) for one in part.parts if tells(one)]
            holds = any(each) if part.is_any else all(each)
        case _:
            holds = any(_has(town, seen, part.key, value) for value in part.values)
    return holds is not part.is_negated


def _has(town: Town, seen: Seen, key: Key, value: str) -> bool:  # noqa: C901, PLR0911, PLR0912 - a case for each key
    issue, work = seen.issue, town.work
    people = {"me": town.reader.id, "mary": town.mary.id}
    match key:
        case Key.IS:
            return issue.status in {"open": OPEN, "closed": CLOSED}[value]
        case Key.STATUS:
            return issue.status.value == value.replace("-", "_")
        case Key.LEVEL:
            return issue.level == ("" if value == "none" else f"system_level_{value[1:]}")
        case Key.LABEL:
            titles = {work.directory.label(one).title for one in issue.labels}  # type: ignore[union-attr]
            return not titles if value == "none" else value in titles
        case Key.ASSIGNEE:
            return not issue.assignees if value == "none" else people[value] in issue.assignees
        case Key.CREATOR:
            return issue.created_by == people[value]
        case Key.UPDATOR:
            return issue.updated_by == people[value]
        case Key.PROJECT:
            return value == _home(town, issue).alias
        case Key.HAS:
            return value in seen.has
        case Key.CREATED | Key.UPDATED:
            since, until = span_of(value, NOON)
            at = issue.created_at if key is Key.CREATED else issue.updated_at
            return (since is None or at >= since) and (until is None or at < until)
        case Key.NUMBER:
            first, _, last = value.partition("..")
            return int(first) <= issue.number <= int(last or first)
        case Key.TITLE:
            return issue.id in said(town, value, in_title=True)
        case _:
            named = {one for one, other in town.every.items() if _key(town, other.issue) == value}
            return issue.id in named if key is Key.KEY else not seen.related.isdisjoint(named)


def said(town: Town, text: str, *, in_title: bool = False) -> set[int]:
    """Who says a text: in words, else in their parts, else in most of them, else in what a slip was meant for."""
    runs = asked(text)
    if not runs:
        return {one for one, seen in town.every.items() if _contains(seen.issue, text)}
    every = {one: terms(seen.issue.title) if in_title else seen.terms for one, seen in town.every.items()}
    found = set(every)
    for run in runs:
        ways = [run.whole, *([run.parts] if run.parts else [])]
        having = next(filter(None, ({one for one, has in every.items() if has.issuperset(way)} for way in ways)), set())
        if len(run.text) == 1:
            having = {one for one, has in every.items() if any(term.startswith(run.text) for term in has)}
        if not having and len(run.whole) > 1:
            half = len(run.whole) / 2
            having = {one for one, has in every.items() if sum(pair in has for pair in run.whole) > half}
        elif not having and len(run.text) >= 5 and run.text.isalpha():
            having = {one for one, has in every.items() if not slips(run.text).isdisjoint(has)}
        found &= having
    return found


def _quotes(seen: Seen, text: str) -> bool:
    """Whether a text stands there just so; in a comment, if the issue has its words."""
    in_comment = any(fold(text) in fold(one) for one in seen.comments)
    words = {term for run in asked(text) for term in run.whole}
    return _contains(seen.issue, text) or (in_comment and words != set() and words <= seen.terms)


def _contains(issue: Issue, text: str) -> bool:
    return fold(text) in fold(issue.title) or fold(text) in fold(issue.description)


def _home(town: Town, issue: Issue) -> Project:
    return next(one for one in town.projects if one.id == issue.project)


def _key(town: Town, issue: Issue) -> str:
    return f"{_home(town, issue).key}-{issue.number}"


def _rank(level: str) -> int:
    return [*SYSTEM_LEVELS, ""].index(level)


def select_(town: Town, query: Query) -> Any:
    workspace = town.reader.workspace
    return select(town.work.directory, query, workspace, town.projects, reader=town.reader, now=NOON)


def selected(town: Town, query: Query) -> Selection:
    found: Selection = select_(town, query).selection
    return found


def place_at(town: Town, sort: Sort, moment: datetime) -> Cursor:
    return cursor_at(town.work.db, town.reader.workspace, sort, moment)


def time_of(line: Line, sort: Sort) -> int:
    return line.updated_at if sort.field is SortField.UPDATED else line.created_at


def paged(work: Work, selection: Selection, sort: Sort) -> list[int]:
    """The ids, seven at a time."""
    ids: list[int] = []
    after: Cursor | None = None
    while page := browsing.lines(work.db, selection, sort, limit=7, after=after):
        ids += [line.id for line in page]
        after = browsing.cursor(page, sort, after)
    return ids

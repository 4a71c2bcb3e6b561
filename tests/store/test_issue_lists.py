"""Whatever happens to issues, a list holds just those that reading every one of them would find."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Role
from unknot.domain.channel import ChannelDraft
from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.issue import Issue, IssueChange, Source, SourceType
from unknot.domain.level import NO_LEVEL
from unknot.domain.status import Status
from unknot.domain.text import fold
from unknot.operations.channels import create_channel
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.projects import delete_project
from unknot.operations.trash import purge_trash, restore_issue, restore_project
from unknot.store import channels, issue_lists, levels
from unknot.store.issue_lists import Narrowing, Question
from unknot.store.page import Page
from unknot.store.search import sentences, spans, upkeep
from unknot.store.search.id_sets import BLOCK
from unknot.store.search.index import Memory
from unknot.store.search.waiting import AllWaiting, Listed
from unknot.store.sqlite import SqliteSession
from unknot.store.statement import Statement
from unknot.store.times import to_micros
from unknot.store.work import Work

LEVELS = ("", "system_level_0", "system_level_1")
SOURCES = ("", "CPU of db-1", "Overview")
WORDS = ("Ёлка", "100%_a", "数据库 满了", "Straße", 'say "no"', "timed out", "ab", "The disk is full.")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
HOURS = st.integers(-3, 3)
PARTS = (
    "ёл",
    "лка",
    "КА",
    "0%_",
    "_",
    "数据",
    "库 满",
    "strass",
    '"NO',
    "ed out t",
    "b",
    "никогда",
    "\\",
    "a ",
    "ab",
    "库",
    "isk is f",
    "full. the d",
    "l. ё",
)
NARROWINGS = st.lists(
    st.one_of(
        st.builds(
            Narrowing, st.just("status"), st.lists(st.sampled_from(Status), min_size=1).map(tuple), st.booleans()
        ),
        st.builds(Narrowing, st.just("level"), st.sampled_from(LEVELS).map(lambda one: (one,)), st.booleans()),
        st.builds(Narrowing, st.just("source"), st.sampled_from(SOURCES).map(lambda one: (one,)), st.booleans()),
        st.builds(Narrowing, st.just("creator"), st.sampled_from([(1,), (2,), (1, 2), (None,)]), st.booleans()),
        st.builds(Narrowing, st.just("updator"), st.sampled_from([(1,), (2,), (None,)]), st.booleans()),
    ),
    max_size=2,
).map(tuple)

NOBODY = AllWaiting(newest=0, learned=0).of(WorkspaceId(1))
ADD_LIKE = Statement(
    """
    INSERT INTO issues (id, uuid, workspace_id, project_id, number, title, description, format, status, labels,
                        assignees, created_by, created_at, updated_by, updated_at)
    SELECT :new, :uuid, workspace_id, project_id, :new, title, description, format, status, labels,
           assignees, created_by, :at, updated_by, updated_at FROM issues WHERE id = :issue
    """
)


class Desk(RuleBasedStateMachine):
    """Somebody files, edits, moves, deletes, restores and purges, and looks for issues all the while."""

    issues: Bundle[int] = Bundle("issues")

    def __init__(self, session: SqliteSession, work: Work) -> None:
        super().__init__()
        self.session, self.work = session, work
        session.save_point()
        self.acme = new_workspace(work)
        self.people = [new_member(work, self.acme, name, Role.OWNER) for name in ("mary", "john")]
        self.projects = [new_project(work, self.acme, alias) for alias in ("web", "app")]
        drafts = [ChannelDraft(name=name) for name in ("ops", "pay")]
        self.channels = [create_channel(work, self.acme.id, draft, by=OPERATOR) for draft in drafts]
        other = new_workspace(work, "other")
        new_issue(work, new_project(work, other), by=new_member(work, other, "eve", Role.OWNER), title="Ёлка 数据库")
        self.every: dict[int, Issue] = {}
        self.channels_of: dict[int, set[int]] = {}
        self.trashed: set[int] = set()
        self.hidden: set[int] = set()  # projects

    @initialize(target=issues, titles=st.lists(TEXTS, min_size=4, max_size=8))
    def begin(self, titles: list[str]) -> MultipleResults[int]:
        """With a few issues that the index knows, and that somebody has looked for."""
        filed: list[Any] = [
            self.file(title, title[::-1], Status.OPEN, "", "", at % 2, at // 2 % 2, at % 3)
            for at, title in enumerate(titles)
        ]
        upkeep.catch_up(self.work.db)
        self.a_part_of_a_text_is_found_whether_it_is_remembered_or_not()
        return multiple(*filed)

    def teardown(self) -> None:
        self.session.undo_to_save_point()
        self.work.directory.forget()

    @rule(
        target=issues,
        title=TEXTS,
        description=TEXTS,
        status=st.sampled_from(Status),
        level=st.sampled_from(LEVELS),
        source=st.sampled_from(SOURCES),
        who=st.integers(0, 1),
        where=st.integers(0, 1),
        hours=HOURS,
    )
    def file(
        self, title: str, description: str, status: Status, level: str, source: str, who: int, where: int, hours: int
    ) -> int:
        where = 0 if self.hidden else where
        issue = new_issue(
            self.work.at(NOON + timedelta(hours=hours)),
            self.projects[where],
            by=self.people[who],
            title=title,
            description=description,
            status=status,
            level=level,
            source=Source(SourceType.CHECKER if source else SourceType.NONE, "", source),
        )
        self.every[issue.id] = issue
        return issue.id

    @rule(issue=issues, title=st.none() | TEXTS, status=st.sampled_from(Status), who=st.integers(0, 1))
    def edit(self, issue: int, title: str | None, status: Status, who: int) -> None:
        if issue in self.living():
            change = IssueChange(title=title, status=status)
            self.every[issue] = edit_issue(self.work, self.every[issue].id, change, by=self.people[who])

    @rule(issue=issues, into=st.sets(st.integers(0, 1)))
    def deliver(self, issue: int, into: set[int]) -> None:
        if issue in self.living():
            ids = {self.channels[one].id for one in into}
            channels.set_for_issue(self.work.db, self.every[issue].id, ids)
            self.channels_of[issue] = set(ids)

    @rule(issue=issues)
    def delete(self, issue: int) -> None:
        if issue in self.living():
            delete_issue(self.work, self.every[issue].id, by=self.people[0])
            self.trashed.add(issue)

    @rule(issue=issues)
    def restore(self, issue: int) -> None:
        if issue in self.trashed and self.every[issue].project not in self.hidden:
            found = self.every[issue]
            restore_issue(self.work, found.project, found.number, by=self.people[0])
            self.trashed.remove(issue)

    @rule()
    def hide_or_show_a_project(self) -> None:
        project = self.projects[1]
        if project.id in self.hidden:
            restore_project(self.work, project.uuid, by=self.people[0])
        else:
            delete_project(self.work, project.id, by=self.people[0])
        self.hidden ^= {project.id}

    @rule()
    def purge_issues(self) -> None:
        if not self.hidden:
            purge_trash(self.work, older_than=timedelta(0), unattached_for=timedelta(0))
            for issue in self.trashed:
                del self.every[issue]
            self.trashed.clear()

    @rule(level=st.sampled_from(LEVELS[1:]))
    def take_a_level_away(self, level: str) -> None:
        levels.take_from_issues(self.work.db, self.acme.id, level, at=NOON, by=None)
        for issue in self.every.values():
            if issue.level == level:
                self.every[issue.id] = replace(issue, level=NO_LEVEL)

    @rule()
    def index(self) -> None:
        upkeep.catch_up(self.work.db)

    @rule(most=st.integers(1, 3))
    def index_a_little(self, most: int) -> None:
        upkeep.learn(self.work.db, most=most)

    @rule(
        narrowings=NARROWINGS,
        channel=st.none() | st.integers(0, 1),
        since=st.none() | st.integers(-3, 1),
        until=st.none() | st.integers(0, 3),
        text=st.just("") | st.sampled_from(PARTS),
    )
    def look(
        self,
        narrowings: tuple[Narrowing, ...],
        channel: int | None,
        since: int | None,
        until: int | None,
        text: str,
    ) -> None:
        question = Question(
            workspace=self.acme.id,
            channel=None if channel is None else self.channels[channel].id,
            narrowings=narrowings,
            created_from=None if since is None else NOON + timedelta(hours=since),
            created_to=None if until is None else NOON + timedelta(hours=until),
            text=text,
        )
        wanted = sorted((one for one in self.living().values() if self.fits(one, question)), key=lambda one: -one.id)

        assert list(self.listed(question)) == wanted

    @invariant()
    def a_part_of_a_text_is_found_whether_it_is_remembered_or_not(self) -> None:
        for part in PARTS:
            question = Question(workspace=self.acme.id, text=part)
            wanted = {one.id for one in self.living().values() if self.fits(one, question)}
            assert {one.id for one in self.listed(question)} == wanted
            remembered, self.session.memory = self.session.memory, Memory()
            assert {one.id for one in self.listed(question)} == wanted
            self.session.memory = remembered

    def living(self) -> dict[int, Issue]:
        return {
            issue: found
            for issue, found in self.every.items()
            if issue not in self.trashed and found.project not in self.hidden
        }

    def fits(self, issue: Issue, question: Question) -> bool:
        values = {
            "status": issue.status,
            "level": issue.level,
            "source": issue.source.name,
            "creator": issue.created_by,
            "updator": issue.updated_by,
        }
        text = fold(question.text)
        return (
            all((values[one.field] in one.values) is one.is_equal for one in question.narrowings)
            and (question.channel is None or question.channel in self.channels_of.get(issue.id, ()))
            and (question.created_from is None or issue.created_at >= question.created_from)
            and (question.created_to is None or issue.created_at <= question.created_to)
            and (text in fold(issue.title) or text in fold(issue.description))
        )

    def listed(self, question: Question) -> Iterator[Issue]:
        """All pages, one after the other."""
        number = 0
        while True:
            found = issue_lists.matching(self.work.db, question, Page(number, 2))
            yield from found.items
            number += 1
            if number * 2 >= found.total:
                return


@pytest.mark.slow
def test_lists_hold_what_reading_every_issue_would_find(
    session: SqliteSession, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "ENOUGH", 2)  # of so few issues

    class ThisDesk(Desk):
        def __init__(self) -> None:
            super().__init__(session, work)

    run_state_machine_as_test(ThisDesk, settings=settings(max_examples=40, stateful_step_count=40, deadline=None))


def test_a_range_of_time_cuts_blocks_of_issues_whether_they_are_in_order_or_not(work: Work) -> None:
    acme = new_workspace(work)
    issue = new_issue(work, new_project(work, acme), by=new_member(work, acme, "mary", Role.OWNER))
    ids = [BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 1]
    hours = [1, 2, 2, 4, 9, 3]  # the last block is out of order
    for id_, hour in zip(ids, hours, strict=True):
        at = NOON + timedelta(hours=hour)
        work.db.run(ADD_LIKE, new=id_, uuid=work.new_uuid(), at=to_micros(at), issue=issue.id)
        spans.note(work.db, [Listed(IssueId(id_), acme.id, to_micros(at), set())])

    def found(since: int | None, until: int | None) -> set[int]:
        first, last = (None if hour is None else NOON + timedelta(hours=hour) for hour in (since, until))
        members = spans.created_between(work.db, acme.id, NOBODY, since=first, until=last)
        return {id_ for id_ in ids if members.get(id_ // BLOCK, 0) >> id_ % BLOCK & 1}

    for since in (None, *range(11)):
        for until in (None, *range(11)):
            wanted = {
                id_
                for id_, hour in zip(ids, hours, strict=True)
                if (since is None or hour >= since) and (until is None or hour <= until)
            }
            assert found(since, until) == wanted, (since, until)


def test_an_issue_that_waits_with_an_older_time_draws_no_other_into_a_range(work: Work) -> None:
    acme = new_workspace(work)
    project, mary = new_project(work, acme), new_member(work, acme, "mary", Role.OWNER)
    filed = [new_issue(work.at(NOON + timedelta(hours=hour)), project, by=mary).id for hour in range(6)]
    upkeep.catch_up(work.db)
    late = new_issue(work.at(NOON + timedelta(hours=2)), project, by=mary).id
    moment = NOON + timedelta(hours=2)
    question = Question(workspace=acme.id, created_from=moment, created_to=moment)

    for _ in ("waiting", "learned"):
        found = issue_lists.matching(work.db, question, Page(0, 10)).items
        assert {one.id for one in found} == {filed[2], late}
        upkeep.catch_up(work.db)

"""Counts and gaps are kept beside the issues; whatever happens, they are what counting would give."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from unknot.domain.access import Access, Actor, Role
from unknot.domain.ids import EventId
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.moving import move_issue
from unknot.operations.trash import restore_issue
from unknot.operations.undo import noting, undo
from unknot.store import issues, numbers
from unknot.store.page import Page
from unknot.store.session import WritingSession
from unknot.store.statement import Statement
from unknot.store.work import Work

COUNTS = Statement("SELECT status, count FROM issue_counts WHERE project_id = :project")
RECOUNT = Statement("SELECT status FROM issues WHERE project_id = :project AND trashed_at IS NULL")


class Tracker(RuleBasedStateMachine):
    """Somebody files, edits, deletes and restores issues in any order."""

    numbers: Bundle[int] = Bundle("numbers")

    def __init__(self, session: WritingSession, work: Work) -> None:
        super().__init__()
        self.session, self.work = session, work
        session.save_point()
        acme = new_workspace(work)
        self.mary = new_member(work, acme, "mary", Role.OWNER)
        self.project, self.other = new_project(work, acme), new_project(work, acme, "ops")
        self.away: dict[int, Sequence[EventId]] = {}
        self.living: dict[int, Issue] = {}
        self.trashed: set[int] = set()

    def teardown(self) -> None:
        self.session.undo_to_save_point()
        self.work.directory.forget()

    @rule(target=numbers, status=st.sampled_from(Status))
    def file(self, status: Status) -> int:
        issue = new_issue(self.work, self.project, by=self.mary, status=status)
        self.living[issue.number] = issue
        return issue.number

    @rule(number=numbers, status=st.sampled_from(Status))
    def edit(self, number: int, status: Status) -> None:
        if number in self.living:
            edit_issue(self.work, self.living[number].id, IssueChange(status=status), by=self.mary)

    @rule(number=numbers)
    def delete(self, number: int) -> None:
        if number in self.living:
            delete_issue(self.work, self.living.pop(number).id, by=self.mary)
            self.trashed.add(number)

    @rule(number=numbers)
    def restore(self, number: int) -> None:
        if number in self.trashed:
            self.trashed.remove(number)
            self.living[number] = restore_issue(self.work, self.project.id, number, by=self.mary)

    @rule(number=numbers)
    def move_away(self, number: int) -> None:
        if number in self.living:
            issue = self.living.pop(number)
            self.away[number] = noting(self.work, move_issue, issue.id, self.other.id, by=self.mary).events

    @rule(number=numbers)
    def come_back(self, number: int) -> None:
        if number in self.away:
            undo(self.work, self.away.pop(number), by=self.mary)
            self.living[number] = present(issues.at(self.work.db, number, access=access_of(self.mary, self.project)))

    @invariant()
    def counts_are_what_counting_gives(self) -> None:
        kept: dict[str, int] = dict(self.work.db.rows(COUNTS, project=self.project.id))
        counted = Counter(status for (status,) in self.work.db.rows(RECOUNT, project=self.project.id))

        assert {status: count for status, count in kept.items() if count} == counted

    @invariant()
    def gaps_are_what_counting_gives(self) -> None:
        missing = len(self.trashed) + len(self.away)

        for level in numbers.LEVELS:
            kept = self.work.db.rows(numbers.GAPS, project=self.project.id, level=level, low=0, high=9)
            assert kept == ([(0, missing)] if missing else [])

    @invariant()
    def pages_hold_every_living_issue_once(self) -> None:
        assert listed(self.work, access_of(self.mary, self.project), size=3) == sorted(self.living, reverse=True)


def test_counts_and_pages_stay_true(session: WritingSession, work: Work) -> None:
    class ThisTracker(Tracker):
        def __init__(self) -> None:
            super().__init__(session, work)

    run_state_machine_as_test(ThisTracker, settings=settings(max_examples=20, stateful_step_count=25, deadline=None))


def test_a_list_of_several_blocks_holds_every_living_issue_once(work: Work) -> None:
    acme = new_workspace(work)
    mary = new_member(work, acme, "mary", Role.OWNER)
    project = new_project(work, acme)
    first = new_issue(work, project, by=mary)
    last = numbers.BLOCK**2 + 2 * numbers.BLOCK + 9
    stored = [first, *(add_like(work, first) for _ in range(last - 1))]
    deleted = {1, 2, numbers.BLOCK, numbers.BLOCK + 1, *range(700, 900), *range(4000, 4110), last - 1, last}

    for number in deleted:
        issues.trash(work.db, stored[number - 1], at=work.now(), by=mary.id)

    living = [number for number in range(last, 0, -1) if number not in deleted]
    assert listed(work, access_of(mary, project), size=100) == living
    assert listed(work, access_of(mary, project), size=7) == living


def access_of(actor: Actor, project: Project) -> Access:
    return Access(actor=actor, project=project, role=Role.OWNER)


def add_like(work: Work, issue: Issue) -> Issue:
    """Store another issue like this one, under the next number."""
    number = numbers.next_number(work.db, issue.project)
    other = replace(issue, uuid=work.new_uuid(), number=number)
    return replace(other, id=issues.add(work.db, other))


def present(issue: Issue | None) -> Issue:
    assert issue is not None
    return issue


def listed(work: Work, access: Access, *, size: int) -> list[int]:
    """The numbers on all the pages, one after the other."""
    total = issues.count(work.db, access=access)
    pages = [issues.newest(work.db, Page(number, size), access=access) for number in range(-(-total // size) + 1)]
    assert {page.total for page in pages} == {total}
    return [issue.number for page in pages for issue in page.items]

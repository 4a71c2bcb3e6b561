"""Whatever people relate, remove, delete and restore: the rules of relations hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from unknot.domain.access import Role
from unknot.domain.errors import Conflict, NotFound, Refused
from unknot.domain.relation import HierarchyCircle, RelatedToItself, RelationKind
from unknot.operations.issues import delete_issue
from unknot.operations.relations import relate_issues, remove_relation
from unknot.operations.trash import restore_issue
from unknot.store import relations
from unknot.store.page import Page
from unknot.store.session import WritingSession
from unknot.store.work import Work

COUNT = 5
PLACES = st.integers(0, COUNT - 1)
HIERARCHY = [RelationKind.HIERARCHY_FORWARD, RelationKind.HIERARCHY_REVERSE]
KINDS = st.sampled_from([*RelationKind, *HIERARCHY * 6])  # half of them may close a circle


class Weaver(RuleBasedStateMachine):
    """Five issues of two projects, and beside them what must be true of them."""

    def __init__(self, session: WritingSession, work: Work) -> None:
        super().__init__()
        self.session, self.work = session, work
        session.save_point()
        acme = new_workspace(work)
        self.mary = new_member(work, acme, "mary", Role.MEMBER)
        projects = [new_project(work, acme, alias) for alias in ("web", "ops")]
        self.issues = [new_issue(work, projects[place % 2], by=self.mary) for place in range(COUNT)]
        self.kinds: dict[tuple[int, int], RelationKind] = {}  # of each related pair, from both ends
        self.trashed: set[int] = set()

    def teardown(self) -> None:
        self.session.undo_to_save_point()
        self.work.directory.forget()

    @initialize(order=st.permutations(range(COUNT)))
    def stand_in_line(self, order: list[int]) -> None:
        """Most of what can go wrong needs parents of parents."""
        for child, parent in pairwise(order):
            self.tie(child, parent, RelationKind.HIERARCHY_FORWARD)

    @rule(here=PLACES, there=PLACES, kind=KINDS)
    def relate(self, here: int, there: int, kind: RelationKind) -> None:
        self.tie(here, there, kind)

    @rule(here=PLACES, there=PLACES)
    def remove(self, here: int, there: int) -> None:
        is_there = (here, there) in self.kinds and not {here, there} & self.trashed
        with expecting(None if is_there else NotFound):
            remove_relation(self.work, self.issues[here].id, self.issues[there].uuid, by=self.mary)
            del self.kinds[here, there], self.kinds[there, here]

    @precondition(lambda self: not self.trashed)
    @rule(place=PLACES)
    def delete(self, place: int) -> None:
        delete_issue(self.work, self.issues[place].id, by=self.mary)
        self.trashed = {place}

    @precondition(lambda self: self.trashed)
    @rule()
    def restore(self) -> None:
        issue = self.issues[self.trashed.pop()]
        restore_issue(self.work, issue.project, issue.number, by=self.mary)

    @invariant()
    def every_issue_sees_its_living_neighbours(self) -> None:
        for here in set(range(COUNT)) - self.trashed:
            expected = {
                self.issues[there].uuid: kind
                for (one, there), kind in self.kinds.items()
                if one == here and there not in self.trashed
            }
            assert self.neighbours_of(here) == expected

    @invariant()
    def nobody_is_their_own_ancestor(self) -> None:
        TopologicalSorter(self.parents()).prepare()

    def tie(self, here: int, there: int, kind: RelationKind) -> None:
        with expecting(self.refusal_to_relate(here, there, kind)):
            relate_issues(self.work, self.issues[here].id, self.issues[there].uuid, kind, by=self.mary)
            self.kinds |= {(here, there): kind, (there, here): kind.inverse}

    def refusal_to_relate(self, here: int, there: int, kind: RelationKind) -> type[Refused] | None:
        if {here, there} & self.trashed:
            return NotFound
        if here == there:
            return RelatedToItself
        if (here, there) in self.kinds:
            return Conflict
        child, parent = (here, there) if kind is RelationKind.HIERARCHY_FORWARD else (there, here)
        return HierarchyCircle if kind.is_hierarchy and child in self.ancestors(parent) else None

    def parents(self) -> dict[int, set[int]]:
        """Who has which parents, those in the trash too."""
        found: dict[int, set[int]] = {place: set() for place in range(COUNT)}
        for (child, parent), kind in self.kinds.items():
            if kind is RelationKind.HIERARCHY_FORWARD:
                found[child].add(parent)
        return found

    def ancestors(self, place: int) -> set[int]:
        parents = self.parents()[place]
        return parents.union(*(self.ancestors(parent) for parent in parents))

    def neighbours_of(self, place: int) -> dict[str, RelationKind]:
        page = relations.neighbours(self.work.db, self.issues[place].id, Page(0, 100), reader=self.mary)
        assert page.total == len(page.items)
        return {neighbour.uuid: neighbour.kind for neighbour in page.items}


def test_the_rules_of_relations_hold_in_any_order(session: WritingSession, work: Work) -> None:
    class ThisWeaver(Weaver):
        def __init__(self) -> None:
            super().__init__(session, work)

    run_state_machine_as_test(ThisWeaver, settings=settings(max_examples=30, stateful_step_count=30, deadline=None))


@contextmanager
def expecting(refusal: type[Refused] | None) -> Iterator[None]:
    if refusal is None:
        yield
    else:
        with pytest.raises(refusal):
            yield

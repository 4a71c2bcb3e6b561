"""The issues around an issue: as far as was asked for, and nothing that the reader may not read."""

from collections.abc import Collection

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from unknot.domain.access import Actor, Role
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.relation import Family, RelationKind
from unknot.domain.status import Status
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.relations import relate_issues
from unknot.store import relation_graph
from unknot.store.work import Work

AFTER, CHILD, RELATED = RelationKind.DEPENDENCY_FORWARD, RelationKind.HIERARCHY_FORWARD, RelationKind.RELATED


class Town:
    """A chain of four issues, the third of which lies in a project that gus may not read."""

    def __init__(self, work: Work) -> None:
        self.work = work
        acme = new_workspace(work)
        self.alice = new_member(work, acme, "alice", Role.OWNER)
        self.gus = new_member(work, acme, "gus", Role.NONE)
        public, secret = new_project(work, acme, "web", is_private=False), new_project(work, acme, "ops")
        homes = (public, public, secret, public)
        self.issues = [new_issue(work, home, by=self.alice, title=str(at)) for at, home in enumerate(homes)]
        for one, other in zip(self.issues, self.issues[1:], strict=False):
            self.relate(other, one, AFTER)

    def relate(self, one: Issue, other: Issue, kind: RelationKind) -> None:
        relate_issues(self.work, one.id, other.uuid, kind, by=self.alice)

    def seen(self, start: int, depth: int, reader: Actor, families: Collection[Family] = tuple(Family)) -> list[str]:
        graph = relation_graph.around(
            self.work.db, self.issues[start].id, reader=reader, depth=depth, families=families
        )
        return [node.title for node in graph.nodes]


@pytest.fixture
def town(work: Work) -> Town:
    return Town(work)


def test_a_graph_goes_as_many_relations_far_as_was_asked(town: Town) -> None:
    assert town.seen(0, 1, town.alice) == ["0", "1"]
    assert town.seen(0, 2, town.alice) == ["0", "1", "2"]
    assert town.seen(1, 2, town.alice) == ["1", "0", "2", "3"]


def test_what_may_not_be_read_is_missing_with_all_that_lies_behind_it(town: Town) -> None:
    assert town.seen(0, 3, town.gus) == ["0", "1"]
    assert town.seen(3, 3, town.gus) == ["3"]


def test_what_is_in_the_trash_is_missing(town: Town) -> None:
    delete_issue(town.work, town.issues[1].id, by=town.alice)

    assert town.seen(0, 3, town.alice) == ["0"]


def test_only_the_kinds_that_were_asked_for_are_followed(town: Town) -> None:
    town.relate(town.issues[3], town.issues[0], RELATED)

    assert town.seen(0, 1, town.alice, [Family.RELATED]) == ["0", "3"]
    assert town.seen(0, 1, town.alice, [Family.HIERARCHY]) == ["0"]


def test_the_outermost_issues_show_how_they_are_related_to_each_other(town: Town) -> None:
    town.relate(town.issues[1], town.issues[3], RELATED)
    graph = relation_graph.around(town.work.db, town.issues[1].id, reader=town.alice, depth=1)

    assert {(tie.one, tie.other) for tie in graph.ties} == {
        (town.issues[one].id, town.issues[other].id) for one, other in ((0, 1), (1, 2), (2, 3), (1, 3))
    }


def test_a_large_graph_is_cut_and_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relation_graph, "MOST", 2)
    graph = relation_graph.around(town.work.db, town.issues[0].id, reader=town.alice, depth=3)

    assert [node.title for node in graph.nodes] == ["0", "1"]
    assert graph.is_cut


def in_line(town: Town, start: int, reader: Actor) -> tuple[set[str], set[tuple[str, str]]]:
    """The titles of those who wait, and who comes before whom."""
    graph = relation_graph.in_line(town.work.db, town.issues[start].id, reader=reader)
    titles = {node.id: node.title for node in graph.nodes}
    return set(titles.values()), {(titles[tie.one], titles[tie.other]) for tie in graph.ties}


def test_who_waits_is_followed_to_both_ends(town: Town) -> None:
    town.relate(town.issues[0], town.issues[3], RELATED)

    assert in_line(town, 1, town.alice) == (set("0123"), {("0", "1"), ("1", "2"), ("2", "3")})


def test_a_line_ends_at_what_is_done_and_at_what_may_not_be_read(town: Town) -> None:
    edit_issue(town.work, town.issues[0].id, IssueChange(status=Status.COMPLETED), by=town.alice)

    assert in_line(town, 1, town.alice) == (set("123"), {("1", "2"), ("2", "3")})
    assert in_line(town, 1, town.gus) == (set("1"), set())
    assert in_line(town, 0, town.alice) == (set(), set())


def test_a_line_that_is_a_circle_ends(town: Town) -> None:
    town.relate(town.issues[0], town.issues[3], AFTER)

    assert in_line(town, 2, town.alice) == (set("0123"), {("0", "1"), ("1", "2"), ("2", "3"), ("3", "0")})


def test_a_long_line_is_cut_and_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relation_graph, "MOST_IN_LINE", 2)
    graph = relation_graph.in_line(town.work.db, town.issues[0].id, reader=town.alice)

    assert [node.title for node in graph.nodes] == ["0", "1"]
    assert graph.is_cut

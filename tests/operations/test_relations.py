"""Relations: one for a pair of issues, seen from both ends."""

from functools import partial
from itertools import pairwise

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.errors import Conflict, Forbidden, NotFound
from unknot.domain.events import IssuesRelated, RelationRemoved
from unknot.domain.ids import IssueId
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.project import Project
from unknot.domain.relation import HierarchyCircle, Neighbour, OrderCircle, RelatedToItself, RelationKind
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.people import set_project_member
from unknot.operations.relations import relate_issues, remove_relation
from unknot.operations.trash import restore_issue
from unknot.store import events, issues, relations
from unknot.store.page import Page
from unknot.store.search import id_sets, upkeep
from unknot.store.search.index import Index
from unknot.store.search.traits import HAS, RELATION
from unknot.store.work import Work

COMES_AFTER, COMES_BEFORE = RelationKind.DEPENDENCY_FORWARD, RelationKind.DEPENDENCY_REVERSE
PARENT_OF, CHILD_OF = RelationKind.HIERARCHY_REVERSE, RelationKind.HIERARCHY_FORWARD
RELATED, TESTED_BY, TESTS = RelationKind.RELATED, RelationKind.TESTED_BY_FORWARD, RelationKind.TESTED_BY_REVERSE


@pytest.fixture
def other(work: Work, project: Project, issue: Issue, alice: Actor) -> Issue:
    """WEB-2, filed by alice."""
    return new_issue(work.at(BEFORE), project, by=alice, title="Fast stop", description=f"Unlike #{issue.number}")


# --- relating


@pytest.mark.parametrize("kind", RelationKind)
def test_a_relation_is_seen_from_both_ends(
    work: Work, issue: Issue, other: Issue, mary: Actor, kind: RelationKind
) -> None:
    answer = relate_issues(work, issue.id, other.uuid, kind, by=mary)

    assert around(work, issue, mary) == [answer] == [seen(kind, other)]
    assert around(work, other, mary) == [seen(kind.inverse, issue)]


@pytest.mark.parametrize("kind", RelationKind)
def test_it_makes_no_difference_which_issue_is_the_older_one(
    work: Work, issue: Issue, other: Issue, mary: Actor, kind: RelationKind
) -> None:
    relate_issues(work, other.id, issue.uuid, kind, by=mary)

    assert around(work, other, mary) == [seen(kind, issue)]
    assert around(work, issue, mary) == [seen(kind.inverse, other)]


def test_both_issues_remember_it_each_as_seen_from_there(work: Work, issue: Issue, other: Issue, mary: Actor) -> None:
    relate_issues(work, issue.id, other.uuid, TESTED_BY, by=mary)

    here, there = IssuesRelated(other=other.id, relation=TESTED_BY), IssuesRelated(other=issue.id, relation=TESTS)
    assert work.events == [here, there]
    assert latest(work, issue) == (here, mary.id, NOON)
    assert latest(work, other) == (there, mary.id, NOON)


def test_a_neighbour_is_shown_as_it_is_now(work: Work, issue: Issue, other: Issue, mary: Actor) -> None:
    relate_issues(work, issue.id, other.uuid, RELATED, by=mary)

    edit_issue(work, other.id, IssueChange(title="Never mind"), by=mary)

    assert [neighbour.title for neighbour in around(work, issue, mary)] == ["Never mind"]


def test_projects_and_workspaces_may_be_crossed(work: Work, issue: Issue, mary: Actor) -> None:
    rival = new_workspace(work, "rival")
    boss = new_member(work, rival, "boss", Role.OWNER)
    theirs = new_issue(work, new_project(work, rival, "open", is_private=False), by=boss)

    neighbour = relate_issues(work, issue.id, theirs.uuid, RELATED, by=mary)

    assert (neighbour.owner, neighbour.project, neighbour.number) == ("rival", "open", 1)


def test_neighbours_are_listed_by_the_age_of_their_relation(
    work: Work, project: Project, issue: Issue, mary: Actor
) -> None:
    others = [new_issue(work, project, by=mary) for _ in range(3)]
    for neighbour in reversed(others):
        relate_issues(work, issue.id, neighbour.uuid, RELATED, by=mary)

    first = relations.neighbours(work.db, issue.id, Page(0, 2), reader=mary)
    assert ([neighbour.number for neighbour in first.items], first.total) == ([4, 3], 3)
    assert [neighbour.number for neighbour in around(work, issue, mary)] == [4, 3, 2]


# --- what relating refuses


def test_an_issue_is_not_related_to_itself(work: Work, issue: Issue, mary: Actor) -> None:
    with pytest.raises(RelatedToItself, match="WEB-1 cannot be related to itself"):
        relate_issues(work, issue.id, issue.uuid, RELATED, by=mary)


@pytest.mark.parametrize("kind", [TESTED_BY, TESTS, RELATED, CHILD_OF])
def test_two_issues_have_one_relation_whatever_its_kind_and_end(
    work: Work, issue: Issue, other: Issue, mary: Actor, kind: RelationKind
) -> None:
    relate_issues(work.at(NOON), issue.id, other.uuid, TESTED_BY, by=mary)

    with pytest.raises(Conflict, match=r"WEB-1 and WEB-2 are already related \(tested_by_forward\)"):
        relate_issues(work, issue.id, other.uuid, kind, by=mary)
    with pytest.raises(Conflict, match=r"WEB-2 and WEB-1 are already related \(tested_by_reverse\)"):
        relate_issues(work, other.id, issue.uuid, kind, by=mary)
    assert work.events == []


@pytest.mark.parametrize(("kind", "turned"), [(CHILD_OF, PARENT_OF), (PARENT_OF, CHILD_OF)])
def test_parents_do_not_go_in_a_circle(
    work: Work, project: Project, mary: Actor, kind: RelationKind, turned: RelationKind
) -> None:
    one, two, three = (new_issue(work, project, by=mary) for _ in range(3))
    relate_issues(work, one.id, two.uuid, kind, by=mary)
    relate_issues(work, three.id, two.uuid, turned, by=mary)

    with pytest.raises(HierarchyCircle):
        relate_issues(work, three.id, one.uuid, kind, by=mary)
    with pytest.raises(HierarchyCircle):
        relate_issues(work, one.id, three.uuid, turned, by=mary)


def test_a_refused_circle_names_who_stands_where(work: Work, project: Project, mary: Actor) -> None:
    top, middle, bottom = (new_issue(work, project, by=mary) for _ in range(3))
    relate_issues(work, top.id, middle.uuid, PARENT_OF, by=mary)
    relate_issues(work, middle.id, bottom.uuid, PARENT_OF, by=mary)

    refusal = (
        r"WEB-3 cannot be the parent of WEB-1: WEB-1 already stands above WEB-3 \(WEB-1 → WEB-2 → WEB-3\)\. "
        r"Remove one of these relations first\."
    )
    with pytest.raises(HierarchyCircle, match=refusal):
        relate_issues(work, bottom.id, top.uuid, PARENT_OF, by=mary)
    with pytest.raises(HierarchyCircle, match=refusal):
        relate_issues(work, top.id, bottom.uuid, CHILD_OF, by=mary)


def test_a_refused_circle_does_not_name_what_the_asker_may_not_read(work: Work) -> None:
    acme = new_workspace(work)
    web, hidden = new_project(work, acme), new_project(work, acme, "hidden", is_private=True)
    chef, pat = new_member(work, acme, "chef", Role.OWNER), new_member(work, acme, "pat", Role.NONE)
    set_project_member(work, web.id, "pat", Role.MEMBER, by=OPERATOR)
    top, bottom = (new_issue(work, web, by=chef) for _ in range(2))
    between = [new_issue(work, hidden, by=chef) for _ in range(2)]
    for above, below in pairwise((top, *between, bottom)):
        relate_issues(work, above.id, below.uuid, PARENT_OF, by=chef)

    with pytest.raises(HierarchyCircle, match=r"\(WEB-1 → … → WEB-2\)"):
        relate_issues(work, bottom.id, top.uuid, PARENT_OF, by=pat)


def test_two_ways_down_are_no_circle(work: Work, project: Project, mary: Actor) -> None:
    top, left, right, bottom = (new_issue(work, project, by=mary) for _ in range(4))
    for parent, child in (top, left), (top, right), (left, bottom), (right, bottom), (top, bottom):
        relate_issues(work, parent.id, child.uuid, PARENT_OF, by=mary)

    assert len(around(work, bottom, mary)) == 3


def test_other_kinds_may_go_in_a_circle(work: Work, project: Project, mary: Actor) -> None:
    ring = [new_issue(work, project, by=mary) for _ in range(3)]

    for one, two in zip(ring, ring[1:] + ring[:1], strict=True):
        relate_issues(work, one.id, two.uuid, RelationKind.DEPENDENCY_FORWARD, by=mary)

    assert [len(around(work, issue, mary)) for issue in ring] == [2, 2, 2]


@pytest.mark.parametrize(("kind", "turned"), [(COMES_AFTER, COMES_BEFORE), (COMES_BEFORE, COMES_AFTER)])
def test_whoever_keeps_order_is_shown_the_circle_that_would_close(
    work: Work, project: Project, mary: Actor, kind: RelationKind, turned: RelationKind
) -> None:
    first, second, third = (new_issue(work, project, by=mary) for _ in range(3))
    for one, other in pairwise((first, second, third)):
        relate_issues(work, one.id, other.uuid, COMES_BEFORE, by=mary, keeps_order=True)

    ends = (third, first) if kind is COMES_BEFORE else (first, third)
    refusal = r"WEB-3 cannot come before WEB-1: WEB-1 already comes before WEB-3 \(WEB-1 → WEB-2 → WEB-3\)"
    with pytest.raises(OrderCircle, match=refusal):
        relate_issues(work, ends[0].id, ends[1].uuid, kind, by=mary, keeps_order=True)
    relate_issues(work, ends[0].id, ends[1].uuid, turned, by=mary, keeps_order=True)


def test_a_circle_does_not_close_through_the_trash(work: Work, project: Project, mary: Actor) -> None:
    top, middle, bottom = (new_issue(work, project, by=mary) for _ in range(3))
    relate_issues(work, top.id, middle.uuid, PARENT_OF, by=mary)
    relate_issues(work, middle.id, bottom.uuid, PARENT_OF, by=mary)
    delete_issue(work, middle.id, by=mary)

    with pytest.raises(HierarchyCircle):
        relate_issues(work, bottom.id, top.uuid, PARENT_OF, by=mary)


# --- removing


@pytest.mark.parametrize("from_the_other_end", [False, True])
def test_a_relation_is_taken_away_from_either_end(
    work: Work, issue: Issue, other: Issue, mary: Actor, *, from_the_other_end: bool
) -> None:
    relate_issues(work.at(NOON), issue.id, other.uuid, TESTED_BY, by=mary)
    here, there, kind = (other, issue, TESTS) if from_the_other_end else (issue, other, TESTED_BY)

    remove_relation(work, here.id, there.uuid, by=mary)

    assert around(work, issue, mary) == around(work, other, mary) == []
    removed = RelationRemoved(other=there.id, relation=kind), RelationRemoved(other=here.id, relation=kind.inverse)
    assert work.events == list(removed)
    assert (latest(work, here)[0], latest(work, there)[0]) == removed


def test_what_is_not_related_is_not_found(work: Work, issue: Issue, other: Issue, mary: Actor) -> None:
    with pytest.raises(NotFound, match="WEB-1 and WEB-2 are not related") as refusal:
        remove_relation(work, issue.id, other.uuid, by=mary)

    assert refusal.value.noun == "relation"


def test_once_removed_two_issues_may_be_related_anew(work: Work, issue: Issue, other: Issue, mary: Actor) -> None:
    relate_issues(work, issue.id, other.uuid, TESTED_BY, by=mary)
    remove_relation(work, issue.id, other.uuid, by=mary)

    relate_issues(work, other.id, issue.uuid, CHILD_OF, by=mary)

    assert around(work, issue, mary) == [seen(PARENT_OF, other)]


# --- who may


def test_relating_takes_the_right_to_change_this_issue(work: Work, issue: Issue, other: Issue, gus: Actor) -> None:
    with pytest.raises(Forbidden, match="you may not relate this issue"):
        relate_issues(work, issue.id, other.uuid, RELATED, by=gus)
    with pytest.raises(Forbidden, match="you may not relate this issue"):
        remove_relation(work, issue.id, other.uuid, by=gus)


def test_what_the_asker_may_not_read_cannot_be_related(work: Work, public_project: Project, issue: Issue) -> None:
    stranger = new_member(work, new_workspace(work, "rival"), "stranger", Role.OWNER)
    theirs = new_issue(work, public_project, by=stranger)

    with pytest.raises(Forbidden, match="acme/web is private"):
        relate_issues(work, theirs.id, issue.uuid, RELATED, by=stranger)


def test_what_a_reader_may_not_read_is_left_out_and_not_counted(
    work: Work, public_project: Project, issue: Issue, mary: Actor, mallory: Actor
) -> None:
    public = new_issue(work, public_project, by=mary)
    relate_issues(work, public.id, issue.uuid, RELATED, by=mary)

    assert len(around(work, public, mary)) == 1
    assert around(work, public, mallory) == []


def test_an_issue_in_the_trash_is_nobodys_neighbour_until_it_comes_back(
    work: Work, project: Project, issue: Issue, other: Issue, alice: Actor
) -> None:
    relate_issues(work, issue.id, other.uuid, TESTED_BY, by=alice)

    delete_issue(work, other.id, by=alice)
    assert around(work, issue, alice) == []
    with pytest.raises(NotFound, match=f"No issue {other.uuid}"):
        remove_relation(work, issue.id, other.uuid, by=alice)

    restore_issue(work, project.id, other.number, by=alice)
    assert around(work, issue, alice) == [seen(TESTED_BY, other)]


def test_lists_know_who_is_related_however_many_relations_come_and_go(
    work: Work, project: Project, issue: Issue, other: Issue, mary: Actor
) -> None:
    third = new_issue(work, project, by=mary)

    def related() -> list[int]:
        """The numbers of the related issues, whether that waits or was learned."""
        waiting = id_sets.ascending(Index(work.db, issue.workspace).having((HAS, RELATION)))
        found = [one.number for one in map(partial(issues.by_id, work.db), map(IssueId, waiting)) if one is not None]
        upkeep.catch_up(work.db)
        return found

    relate_issues(work, issue.id, other.uuid, RELATED, by=mary)
    assert related() == related() == [issue.number, other.number]
    relate_issues(work, third.id, issue.uuid, TESTS, by=mary)
    assert related() == related() == [issue.number, other.number, third.number]
    remove_relation(work, issue.id, other.uuid, by=mary)
    assert related() == related() == [issue.number, third.number]
    remove_relation(work, third.id, issue.uuid, by=mary)
    assert related() == related() == []


def around(work: Work, issue: Issue, reader: Actor) -> list[Neighbour]:
    found = relations.neighbours(work.db, issue.id, Page(0, 100), reader=reader)
    assert found.total == len(found.items)
    return list(found.items)


def seen(kind: RelationKind, issue: Issue) -> Neighbour:
    return Neighbour(kind=kind, uuid=issue.uuid, number=issue.number, title=issue.title, project="web", owner="acme")


def latest(work: Work, issue: Issue) -> tuple[object, ...]:
    """The last thing that an issue's history tells."""
    recorded = events.of_issue(work.db, issue.id)[-1]
    return recorded.event, recorded.by, recorded.at

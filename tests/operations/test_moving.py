"""An issue moves to another project: with all that hangs on it, and so that whoever knew it finds it again."""

import pytest

from tests.operations.support.town import (
    new_file,
    new_issue,
    new_label,
    new_member,
    new_project,
    new_workspace,
    uuid_of,
)
from tests.store.support.moments import BEFORE
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import IssueMoved
from unknot.domain.issue import Issue, IssueChange, Standing
from unknot.domain.label import Label
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.query import parse
from unknot.domain.relation import RelationKind
from unknot.operations.comments import add_comment
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.moving import Moved, move_issue
from unknot.operations.people import set_project_member
from unknot.operations.projects import delete_project
from unknot.operations.relations import relate_issues
from unknot.operations.trash import purge_trash, restore_issue
from unknot.operations.undo import noting, undo
from unknot.store import browsing, comments, files, issues, moves, relations
from unknot.store.page import Page
from unknot.store.search import upkeep
from unknot.store.selecting import select
from unknot.store.work import Work

ALL = Page(0, 100)


@pytest.fixture
def moved(work: Work, issue: Issue, other_project: Project, mary: Actor) -> Moved:
    """WEB-1, which is OPS-1 by now."""
    return move_issue(work, issue.id, other_project.id, by=mary)


def now(work: Work, issue: Issue) -> Issue | None:
    return issues.by_id(work.db, issue.id)


def counts(work: Work, *projects: Project) -> list[int]:
    return [issues.count(work.db, access=work.directory.access(OPERATOR, one)) for one in projects]


def test_it_gets_the_next_number_there(
    work: Work, issue: Issue, project: Project, other_project: Project, mary: Actor
) -> None:
    new_issue(work, other_project, by=mary)

    moved = move_issue(work, issue.id, other_project.id, by=mary).issue

    assert now(work, issue) == moved
    assert (moved.uuid, moved.standing) == (issue.uuid, Standing(other_project.id, 2))
    assert counts(work, project, other_project) == [0, 2]
    assert new_issue(work, project, by=mary).number == 2  # its number is given to nobody else
    assert work.events[-2] == IssueMoved(before=issue.standing, after=moved.standing)


def test_its_old_number_leads_to_it(work: Work, issue: Issue, moved: Moved, project: Project) -> None:
    assert moves.moved_from(work.db, project.id, issue.number) == moved.issue
    assert issues.at(work.db, issue.number, access=work.directory.access(OPERATOR, project)) is None


def test_every_old_number_leads_to_it(
    work: Work, issue: Issue, moved: Moved, acme: Workspace, project: Project, mary: Actor
) -> None:
    third = new_project(work, acme, "third")

    last = move_issue(work, issue.id, third.id, by=mary).issue
    home = move_issue(work, issue.id, project.id, by=mary).issue

    assert (last.number, home.number) == (1, 2)
    for standing in (issue.standing, moved.issue.standing, last.standing):
        assert moves.moved_from(work.db, standing.project, standing.number) == home


def test_what_hangs_on_it_stays(work: Work, project: Project, other_project: Project, mary: Actor) -> None:
    issue, other = new_issue(work, project, by=mary, watchers=(uuid_of(work, mary),)), new_issue(work, project, by=mary)
    add_comment(work, issue.id, "Seen again", by=mary)
    relate_issues(work, issue.id, other.uuid, RelationKind.RELATED, by=mary)
    file = new_file(work, project, by=mary, issue=issue)

    move_issue(work, issue.id, other_project.id, by=mary)

    there = work.directory.access(mary, other_project)
    [found] = files.of_issue(work.db, issue.id, ALL).items
    assert [one.text for one in comments.of_issue(work.db, issue.id, ALL).items] == ["Seen again"]
    assert relations.between(work.db, issue.id, other.id) is not None
    assert issues.watchers(work.db, issue.id) == [mary.id]
    assert (found.uuid, found.project, found.kept_under) == (file.uuid, other_project.id, project.uuid)
    assert files.by_uuid(work.db, file.uuid, access=there) == found


@pytest.mark.parametrize("is_learned", [False, True])
def test_lists_and_searches_find_it_where_it_is(
    work: Work, project: Project, other_project: Project, bug: Label, adam: Actor, *, is_learned: bool
) -> None:
    issue = new_issue(work, project, by=adam, title="Needle", labels=(bug.uuid,))
    upkeep.catch_up(work.db)

    move_issue(work, issue.id, other_project.id, by=adam)
    if is_learned:
        upkeep.catch_up(work.db)

    for query in ("is:open", "label:bug", "needle", "label:bug needle"):
        assert [found(work, one, query, adam) for one in (project, other_project)] == [0, 1]


def found(work: Work, project: Project, query: str, reader: Actor) -> int:
    selected = select(work.directory, parse(query), project.workspace, [project], reader=reader, now=work.now())
    return browsing.count(work.db, selected.selection)


def test_labels_become_those_of_the_same_title(
    work: Work, project: Project, other_project: Project, bug: Label, mary: Actor
) -> None:
    rare, there = new_label(work, project, "rare"), new_label(work, other_project, "Bug")
    issue = new_issue(work, project, by=mary, labels=(bug.uuid, rare.uuid))

    moved = move_issue(work, issue.id, other_project.id, by=mary)

    assert (moved.issue.labels, moved.left_off) == ((there.id,), ("rare",))


def test_whoever_may_make_labels_takes_them_all_along(
    work: Work, project: Project, other_project: Project, bug: Label, adam: Actor
) -> None:
    issue = new_issue(work, project, by=adam, labels=(bug.uuid,))

    moved = move_issue(work, issue.id, other_project.id, by=adam)

    [made] = work.directory.labels_of(other_project.id)
    assert (moved.issue.labels, moved.left_off) == ((made.id,), ())
    assert (made.title, made.color) == (bug.title, bug.color)


def test_undoing_brings_it_back_under_its_old_number(
    work: Work, project: Project, other_project: Project, bug: Label, adam: Actor
) -> None:
    issue = new_issue(work.at(BEFORE), project, by=adam, labels=(bug.uuid,))
    noted = noting(work, move_issue, issue.id, other_project.id, by=adam)

    [undone] = undo(work, noted.events, by=adam)

    back = now(work, issue)
    assert undone.refusal is None
    assert back is not None
    assert (back.standing, back.labels) == (issue.standing, issue.labels)
    assert counts(work, project, other_project) == [1, 0]
    assert moves.moved_from(work.db, project.id, issue.number) is None
    assert moves.moved_from(work.db, other_project.id, noted.outcome.issue.number) == back


def test_what_was_moved_again_stays_where_it_is(
    work: Work, issue: Issue, acme: Workspace, other_project: Project, mary: Actor, adam: Actor
) -> None:
    noted = noting(work, move_issue, issue.id, other_project.id, by=mary)
    third = new_project(work, acme, "third")
    move_issue(work, issue.id, third.id, by=adam)

    [undone] = undo(work, noted.events, by=mary)

    assert undone.refusal == "THIR-1 was moved again since, so nothing of it was undone"


def test_labels_that_somebody_changed_there_are_kept(
    work: Work, project: Project, other_project: Project, bug: Label, adam: Actor
) -> None:
    issue = new_issue(work, project, by=adam, labels=(bug.uuid,))
    noted = noting(work, move_issue, issue.id, other_project.id, by=adam)
    edit_issue(work, issue.id, IssueChange(labels=()), by=adam)

    [undone] = undo(work, noted.events, by=adam)

    assert undone.refusal == "OPS-1 was changed again since (labels), so nothing of it was undone"


def test_moving_to_where_it_is_does_nothing(work: Work, issue: Issue, project: Project, mary: Actor) -> None:
    recorded = len(work.events)

    assert move_issue(work, issue.id, project.id, by=mary) == Moved(issue)
    assert len(work.events) == recorded


def test_a_guest_moves_nothing(work: Work, issue: Issue, other_project: Project, gus: Actor) -> None:
    with pytest.raises(Forbidden, match="edit this issue"):
        move_issue(work, issue.id, other_project.id, by=gus)


def test_whoever_may_not_file_there_moves_nothing_there(
    work: Work, acme: Workspace, project: Project, other_project: Project, issue: Issue
) -> None:
    ed = new_member(work, acme, "ed", Role.NONE)
    set_project_member(work, project.id, "ed", Role.MEMBER, by=OPERATOR)

    with pytest.raises(Forbidden, match="private"):
        move_issue(work, issue.id, other_project.id, by=ed)


def test_issues_stay_in_their_workspace(work: Work, issue: Issue, alice: Actor) -> None:
    elsewhere = new_project(work, new_workspace(work, "rival"), "far", is_private=False)

    with pytest.raises(Invalid, match="same workspace"):
        move_issue(work, issue.id, elsewhere.id, by=alice)


def test_what_lies_in_the_trash_does_not_move(work: Work, issue: Issue, other_project: Project, adam: Actor) -> None:
    delete_issue(work, issue.id, by=adam)

    with pytest.raises(NotFound):
        move_issue(work, issue.id, other_project.id, by=adam)


def test_a_moved_issue_is_deleted_and_restored_where_it_is(
    work: Work, moved: Moved, project: Project, other_project: Project, adam: Actor
) -> None:
    delete_issue(work, moved.issue.id, by=adam)
    assert moves.moved_from(work.db, project.id, 1) is None

    restore_issue(work, other_project.id, moved.issue.number, by=adam)
    assert moves.moved_from(work.db, project.id, 1) is not None


def test_when_its_old_project_is_purged_it_stays_with_its_files(
    work: Work, issue: Issue, project: Project, other_project: Project, mary: Actor, adam: Actor
) -> None:
    new_file(work, project, by=mary, issue=issue)
    move_issue(work, issue.id, other_project.id, by=mary)
    delete_project(work.at(BEFORE), project.id, by=adam)

    purged = purge_trash(work, older_than=work.now() - BEFORE, unattached_for=work.now() - BEFORE)

    assert ([one.id for one in purged.projects], purged.blob_keys) == ([project.id], [])
    assert now(work, issue) is not None
    assert len(files.of_issue(work.db, issue.id, ALL).items) == 1


def test_when_it_is_purged_nothing_leads_to_it(
    work: Work, moved: Moved, project: Project, other_project: Project, adam: Actor
) -> None:
    new_file(work, other_project, by=adam, issue=moved.issue)
    delete_issue(work.at(BEFORE), moved.issue.id, by=adam)

    purge_trash(work, older_than=work.now() - BEFORE, unattached_for=work.now() - BEFORE)

    assert moves.moved_from(work.db, project.id, 1) is None

"""Comments: said, corrected, taken back."""

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_issue
from tests.store.support.moments import LATER, NOON
from unknot.domain.access import Actor
from unknot.domain.comment import Comment
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import CommentDeleted, Commented, CommentEdited
from unknot.domain.issue import Issue
from unknot.domain.project import Project
from unknot.operations.comments import add_comment, delete_comment, edit_comment
from unknot.store import comments, events, issues
from unknot.store.page import Page
from unknot.store.work import Work


@pytest.fixture
def said(work: Work, issue: Issue, gus: Actor) -> Comment:
    """What gus, a guest, said at noon."""
    return add_comment(work.at(NOON), issue.id, "Seen agian", by=gus)


def test_what_was_said_is_kept_with_who_and_when(work: Work, issue: Issue, gus: Actor) -> None:
    comment = add_comment(work, issue.id, "Seen *again*", by=gus)

    assert (comment.text, comment.author, comment.created_at) == ("Seen *again*", gus.id, NOON)
    assert comment.edited_at is None
    assert listed(work, issue) == [comment]
    assert work.events == [Commented(comment=comment.id)]


def test_a_comment_leaves_its_issue_as_it_was(work: Work, issue: Issue, gus: Actor) -> None:
    add_comment(work, issue.id, "Seen again", by=gus)

    assert issues.by_id(work.db, issue.id) == issue


def test_what_was_said_first_stands_first_on_every_page(work: Work, issue: Issue, gus: Actor) -> None:
    said = [add_comment(work, issue.id, text, by=gus) for text in "abc"]

    assert listed(work, issue, Page(0, 2)) == said[:2]
    assert listed(work, issue, Page(1, 2)) == said[2:]
    assert comments.of_issue(work.db, issue.id, Page(9, 2)).total == 3


def test_an_author_corrects_what_they_said(work: Work, issue: Issue, gus: Actor, said: Comment) -> None:
    later = work.at(LATER)

    edited = edit_comment(later, issue.id, said.uuid, "Seen again", by=gus)

    assert edited == replace(said, text="Seen again", edited_at=LATER)
    assert listed(work, issue) == [edited]
    assert later.events == [CommentEdited(comment=said.id, before="Seen agian", after="Seen again")]


def test_what_was_taken_back_is_gone_and_the_history_keeps_it(
    work: Work, issue: Issue, gus: Actor, said: Comment
) -> None:
    delete_comment(work, issue.id, said.uuid, by=gus)

    assert listed(work, issue) == []
    deleted = CommentDeleted(
        comment=said.id, before="Seen agian", uuid=said.uuid, author=gus.id, created_at=said.created_at
    )
    assert [recorded.event for recorded in events.of_issue(work.db, issue.id)][-1:] == work.events == [deleted]
    with pytest.raises(NotFound, match=f"No comment {said.uuid} on WEB-1"):
        delete_comment(work, issue.id, said.uuid, by=gus)


def test_an_admin_takes_back_what_somebody_else_said(work: Work, issue: Issue, adam: Actor, said: Comment) -> None:
    delete_comment(work, issue.id, said.uuid, by=adam)

    assert listed(work, issue) == []


def test_nobody_puts_words_into_somebody_elses_mouth(
    work: Work, issue: Issue, adam: Actor, alice: Actor, said: Comment
) -> None:
    for powerful in (adam, alice):
        with pytest.raises(Forbidden, match="you may not edit this comment"):
            edit_comment(work, issue.id, said.uuid, "I was wrong", by=powerful)

    assert listed(work, issue) == [said]


def test_a_member_leaves_alone_what_somebody_else_said(work: Work, issue: Issue, mary: Actor, said: Comment) -> None:
    with pytest.raises(Forbidden, match="you may not edit this comment"):
        edit_comment(work, issue.id, said.uuid, "I was wrong", by=mary)
    with pytest.raises(Forbidden, match="you may not delete this comment"):
        delete_comment(work, issue.id, said.uuid, by=mary)

    assert listed(work, issue) == [said]


@pytest.mark.parametrize("text", ["", " \n", "x" * 65_536, "a\x00b"])
def test_a_comment_says_something_and_not_too_much(
    work: Work, issue: Issue, gus: Actor, said: Comment, text: str
) -> None:
    with pytest.raises(Invalid, match="text must"):
        add_comment(work, issue.id, text, by=gus)
    with pytest.raises(Invalid, match="text must"):
        edit_comment(work, issue.id, said.uuid, text, by=gus)

    assert (listed(work, issue), work.events) == ([said], [])


def test_a_comment_is_found_only_on_its_own_issue(
    work: Work, project: Project, gus: Actor, mary: Actor, said: Comment
) -> None:
    other = new_issue(work, project, by=mary)

    with pytest.raises(NotFound, match="on WEB-2"):
        edit_comment(work, other.id, said.uuid, "Here?", by=gus)


def test_outsiders_say_nothing(work: Work, issue: Issue, mallory: Actor, said: Comment) -> None:
    with pytest.raises(Forbidden):
        add_comment(work, issue.id, "Hello", by=mallory)
    with pytest.raises(Forbidden):
        delete_comment(work, issue.id, said.uuid, by=mallory)


def listed(work: Work, issue: Issue, page: Page | None = None) -> list[Comment]:
    return list(comments.of_issue(work.db, issue.id, page or Page(0, 100)).items)

"""Beside an issue that was found stands the text that shows why, with the words marked."""

import pytest

from tests.operations.support.town import new_issue
from tests.store.support.moments import NOON
from unknot.domain.access import Actor
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.query import parse, sort_in
from unknot.operations.comments import add_comment
from unknot.store import browsing
from unknot.store.search.excerpts import Excerpt
from unknot.store.selecting import select
from unknot.store.work import Work


def excerpt(work: Work, home: Workspace, project: Project, reader: Actor, text: str) -> Excerpt:
    """Of the one issue that is found."""
    query = parse(text)
    selection = select(work.directory, query, home.id, [project], reader=reader, now=NOON).selection
    [section] = browsing.sections(work.db, [(selection, 10)], sort_in(query)[0])
    [found] = section.excerpts.values()
    return found


def marked(found: Excerpt) -> list[str]:
    return [piece for piece, is_found in found.text if is_found]


@pytest.mark.parametrize(("asked", "shown"), [("disk", "Disks"), ("die", "dying"), ("full", "full")])
def test_the_description_shows_any_form_of_a_word(
    work: Work, acme: Workspace, project: Project, alice: Actor, asked: str, shown: str
) -> None:
    new_issue(work, project, by=alice, title="Slow", description="Disks are dying, or full")

    assert marked(excerpt(work, acme, project, alice, f"{asked} ")) == [shown]


def test_a_comment_is_shown_where_the_description_has_nothing(
    work: Work, acme: Workspace, project: Project, alice: Actor
) -> None:
    issue = new_issue(work, project, by=alice, title="Slow", description="x " * 500)
    add_comment(work, issue.id, "y " * 500, by=alice)
    add_comment(work, issue.id, f"{'z ' * 500} it is dying {'z ' * 500}", by=alice)

    assert marked(excerpt(work, acme, project, alice, "die ")) == ["dying"]


def test_a_text_with_the_word_itself_is_shown_before_one_with_another_form(
    work: Work, acme: Workspace, project: Project, alice: Actor
) -> None:
    issue = new_issue(work, project, by=alice, title="Slow", description="It is dying")
    add_comment(work, issue.id, "It will die", by=alice)

    assert marked(excerpt(work, acme, project, alice, "die ")) == ["die"]


def test_a_title_that_has_every_word_is_enough(work: Work, acme: Workspace, project: Project, alice: Actor) -> None:
    new_issue(work, project, by=alice, title="Disk full", description="The disk is full")

    found = excerpt(work, acme, project, alice, "disk full ")

    assert found == Excerpt((("Disk", True), (" ", False), ("full", True)))

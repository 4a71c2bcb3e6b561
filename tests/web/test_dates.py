"""A list by time begins at a date that somebody asks for, and leads from there down and back up."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from tests.http.support.installation import Installation
from tests.web.support.visitor import Visitor
from unknot.app import open_database
from unknot.domain.access import Actor
from unknot.domain.issue import IssueDraft
from unknot.domain.project import ProjectDraft
from unknot.operations.issues import create_issue
from unknot.operations.projects import create_project
from unknot.store.work import Work
from unknot.web.stretches import IN_GROUP, IN_MORE

FIRST = datetime.fromisoformat("2024-03-01T12:00+00:00")
DAYS = 200  # one issue on each
LIST = "/acme/almanac?q=sort:{}+group:none&date={}"


@pytest.fixture(scope="module", autouse=True)
def almanac(installation: Installation) -> None:
    """A project in which one issue was filed on every day, by its date as its title."""
    ann = Actor(id=installation.founded.owner.id, workspace=installation.founded.workspace.id)
    database = open_database(installation.config)
    database.change(_fill, ann)
    database.close()


def _fill(work: Work, ann: Actor) -> None:
    project = create_project(work, ann.workspace, ProjectDraft(alias="almanac", title="Almanac"), by=ann)
    for day in range(DAYS):
        then = FIRST + timedelta(days=day)
        create_issue(work.at(then), project.id, IssueDraft(title=f"{then:%Y-%m-%d}", description="-"), by=ann)


def shown(page: str) -> list[str]:
    return re.findall(r'class="t cut"[^>]*>(2024-[\d-]+)<', page)


def link(page: str, name: str) -> str:
    found = re.search(rf'href="([^"]*)"[^>]* data-{name}', page)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize("field", ["updated", "created"])
def test_a_list_begins_at_a_date(ann: Visitor, field: str) -> None:
    down = ann.get(LIST.format(f"-{field}", "2024-06-15")).body.decode()
    up = ann.get(LIST.format(field, "2024-06-15")).body.decode()

    assert shown(down) == [f"{FIRST + timedelta(days=106 - at):%Y-%m-%d}" for at in range(IN_GROUP)]
    assert shown(up)[:2] == ["2024-06-15", "2024-06-16"]
    assert "From 15 June 2024" in down
    assert "200 issues" in down


@pytest.mark.parametrize("sort", ["-updated", "updated", "-created", "created"])
def test_every_row_is_found_once_by_going_down_and_up(ann: Visitor, sort: str) -> None:
    page = ann.get(LIST.format(sort, "2024-06-15")).body.decode()
    rows = shown(page)
    for name in ("newer", "more"):
        further = page
        while address := link(further, name):
            further = ann.get(address).body.decode()
            found = shown(further)
            assert 0 < len(found) <= IN_MORE
            rows = [*found, *rows] if name == "newer" else [*rows, *found]

    days = [f"{FIRST + timedelta(days=day):%Y-%m-%d}" for day in range(DAYS)]
    assert rows == (days[::-1] if sort.startswith("-") else days)


def test_who_went_down_can_go_up_again(ann: Visitor) -> None:
    page = ann.get(LIST.format("-created", "2024-06-15")).body.decode()
    below = ann.get(link(page, "more")).body.decode()

    assert shown(ann.get(link(below, "newer")).body.decode())[-IN_GROUP:] == shown(page)


@pytest.mark.parametrize("date", ["2024-13-01", "soon", "'; --", "99999999-01-01"])
def test_what_is_no_date_is_said_and_the_list_begins_at_its_top(ann: Visitor, date: str) -> None:
    page = unescape(ann.get(LIST.format("-updated", date)).body.decode())

    assert f"“{date}” is no date, so the list begins at its top. Write a day as 2026-01-31" in page
    assert shown(page)[0] == "2024-09-16"


def test_a_list_by_level_says_that_it_has_no_dates(ann: Visitor) -> None:
    page = ann.get(LIST.format("-level", "2024-06-15")).body.decode()

    assert "Sort it by Updated or by Created." in page
    assert 'id="jump"' not in page


def test_before_the_first_issue_there_is_a_way_back(ann: Visitor) -> None:
    page = ann.get(LIST.format("-created", "2001-01-01")).body.decode()

    assert "Nothing from 1 January 2001 on" in page
    assert len(shown(ann.get(link(page, "to-top")).body.decode())) == IN_GROUP


def test_the_form_keeps_the_query(ann: Visitor) -> None:
    page = ann.get("/acme/almanac?q=sort:created").body.decode()
    form = page.partition('id="jump"')[2].partition("</form>")[0]

    assert '<input type="hidden" name="q" value="sort:created">' in form
    assert 'name="date" type="date"' in form


def test_words_for_dates_are_those_of_queries(ann: Visitor) -> None:
    page = ann.get(LIST.format("-created", "2024-06")).body.decode()

    assert shown(page)[0] == "2024-06-30"

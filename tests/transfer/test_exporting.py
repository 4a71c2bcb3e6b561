"""An export is exactly what its reader may read and what its query says, whatever happens while it is written."""

import json
import tracemalloc
from typing import Any

import pytest

from tests.operations.support.town import new_issue
from tests.store.support.moments import NOON
from unknot.domain.access import Actor
from unknot.domain.errors import Forbidden, Invalid
from unknot.domain.issue import IssueChange
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.query import Wrong
from unknot.operations.issues import delete_issue, edit_issue
from unknot.store.work import Work
from unknot.transfer.asking import FORMATS, Export, MalformedQuery, Wish, format_in, limit_in, understand
from unknot.transfer.exporting import Writing, written

BASE = "https://issues.example.org"


def meant(work: Work, home: Workspace, reader: Actor, text: str = "", name: str = "json", **more: Any) -> Export:
    wish = Wish(workspace=home, text=text, format=FORMATS[name], **more)
    return understand(work.directory, wish, reader=reader, now=NOON, base=BASE)


def issues_in(document: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(document)["issues"]
    return found


def keys(work: Work, export: Export) -> list[str]:
    return [one["key"] for one in issues_in(b"".join(written(work.db, export, now=NOON)))]


@pytest.mark.usefixtures("ops")
def test_readers_get_what_they_may_read(work: Work, acme: Workspace, web: Project, alice: Actor, gus: Actor) -> None:
    assert set(keys(work, meant(work, acme, alice))) == {"OPS-1", *(f"WEB-{number}" for number in range(1, 6))}
    assert set(keys(work, meant(work, acme, gus))) == {f"WEB-{number}" for number in range(1, 6)}
    assert len(keys(work, meant(work, acme, gus, project=web))) == 5


def test_a_project_that_may_not_be_read_is_refused(work: Work, acme: Workspace, ops: Project, gus: Actor) -> None:
    with pytest.raises(Forbidden):
        meant(work, acme, gus, project=ops)


@pytest.mark.usefixtures("web")
def test_everything_is_told_by_name(work: Work, acme: Workspace, alice: Actor) -> None:
    [found] = issues_in(b"".join(written(work.db, meant(work, acme, alice, "level:P0"), now=NOON)))

    alice_told = {"username": "alice", "name": "Alice"}
    told = ("key", "project", "address", "level", "level_key", "labels", "assignees", "created_by", "description")
    assert [found[name] for name in told] == [
        "WEB-1",
        "acme/web",
        f"{BASE}/acme/web/1",
        "P0",
        "system_level_0",
        ["bug, or not"],
        [alice_told],
        alice_told,
        "Takes a minute",
    ]
    assert found["created_at"] == "2026-03-03T12:00:00Z"


@pytest.mark.usefixtures("web")
def test_the_query_says_which_in_what_order_and_how_many(work: Work, acme: Workspace, alice: Actor) -> None:
    assert keys(work, meant(work, acme, alice, "sort:-created")) == ["WEB-5", "WEB-4", "WEB-3", "WEB-2", "WEB-1"]
    assert keys(work, meant(work, acme, alice, "sort:-created Issue", limit=2)) == ["WEB-5", "WEB-4"]
    assert keys(work, meant(work, acme, alice, "nothing has these words")) == []


@pytest.mark.usefixtures("web")
def test_a_query_with_a_problem_is_refused_with_its_place(work: Work, acme: Workspace, alice: Actor) -> None:
    with pytest.raises(MalformedQuery) as refused:
        meant(work, acme, alice, "is:open label:nowhere sort:sideways")

    assert [(one.place, one.code) for one in refused.value.query_problems] == [
        (8, Wrong.UNKNOWN_LABEL),
        (22, Wrong.UNKNOWN_VALUE),
    ]
    assert refused.value.message.startswith("q has a problem at 9, so nothing is exported: There is no label")


@pytest.mark.parametrize("name", FORMATS)
def test_what_happens_meanwhile_repeats_nothing_and_loses_nothing(
    work: Work, acme: Workspace, web: Project, alice: Actor, name: str
) -> None:
    writing = Writing(meant(work, acme, alice, "sort:-updated", name), now=NOON, at_a_time=2)
    document = writing.begin(work.db) + writing.go_on(work.db)

    later = work.at(NOON)
    edit_issue(later, 1, IssueChange(title="Changed"), by=alice)  # type: ignore[arg-type]
    delete_issue(later, 3, by=alice)  # type: ignore[arg-type]
    new_issue(later, web, by=alice, title="Too late")
    while not writing.is_over:
        document += writing.go_on(work.db)
    document += writing.end()

    assert document.count(b"Changed") == 1
    assert b"Issue 3" not in document
    assert b"Too late" not in document
    assert [document.count(b"Issue %d" % number) for number in (2, 4, 5)] == [1, 1, 1]


def test_memory_does_not_grow_with_the_issues(work: Work, acme: Workspace, web: Project, alice: Actor) -> None:
    for _ in range(1_500):
        new_issue(work, web, by=alice, description="x" * 2_000)
    export = meant(work, acme, alice, name="csv")
    chunks = written(work.db, export, now=NOON)
    next(chunks)
    next(chunks)

    tracemalloc.start()
    size = sum(map(len, chunks))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 2_500_000
    assert peak < 2_500_000


@pytest.mark.parametrize("given", ["0", "-1", "many", "1e3", "٣", "9" * 10])
def test_a_limit_is_a_number_of_issues(given: str) -> None:
    with pytest.raises(Invalid, match="limit must be a number of issues"):
        limit_in(given)


def test_a_format_is_one_of_ours() -> None:
    assert format_in("atom").name == "atom"
    with pytest.raises(Invalid, match="format must be one of csv, json, jsonl, atom, ics"):
        format_in("xls")

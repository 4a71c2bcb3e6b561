"""JSON comes back as it went out."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.support.records import ABOUT, issue, issues, whole
from unknot.transfer.json import JSON, JSON_LINES
from unknot.transfer.record import Exported


class Document(msgspec.Struct, forbid_unknown_fields=True):
    place: str
    query: str
    exported_at: str
    issues: list[Exported]


@given(st.lists(issues, max_size=3))
def test_a_document_comes_back(every: list[Exported]) -> None:
    found = msgspec.json.decode(whole(JSON, *every), type=Document)

    assert found == Document(ABOUT.place, ABOUT.query, "2026-03-04T12:00:00Z", every)


@given(st.lists(issues, max_size=3))
def test_lines_come_back(every: list[Exported]) -> None:
    lines = whole(JSON_LINES, *every).splitlines()

    assert [msgspec.json.decode(line, type=Exported) for line in lines] == every


def test_an_issue_stands_on_a_line_of_its_own() -> None:
    lines = whole(JSON, issue(), issue(title="Two\nlines")).splitlines()

    assert [json.loads(line.rstrip(b","))["title"] for line in lines[1:-1]] == ["Slow start", "Two\nlines"]

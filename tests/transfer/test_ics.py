"""iCalendar, read by a small strict reader that was written from RFC 5545."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from tests.store.support.moments import NOON
from tests.transfer.support.records import issue, issues, whole
from unknot.domain.status import Status
from unknot.transfer.ics import ICS
from unknot.transfer.record import Exported

Component = dict[str, str]
LINE: Final = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:,\"]+)*):(.*)", re.DOTALL)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
REQUIRED: Final = {"UID", "DTSTAMP"}
TODO_WORDS: Final = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"}
EVENT_WORDS: Final = {"TENTATIVE", "CONFIRMED", "CANCELLED"}


def read(document: bytes) -> list[tuple[str, Component]]:
    """Every component of a calendar, or a failure where the standard is broken."""
    assert document.endswith(b"\r\n")
    physical = document.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in physical), "no character is cut"
    lines = b"\r\n".join(physical).replace(b"\r\n ", b"").decode().split("\r\n")
    assert all("\n" not in line and "\r" not in line and not CONTROL.search(line) for line in lines)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    return list(_components(lines[1:-1]))


def _components(lines: list[str]) -> list[tuple[str, Component]]:
    found: list[tuple[str, Component]] = []
    for line in lines:
        match = LINE.fullmatch(line)
        assert match is not None, line
        name, _, value = match.groups()
        if name == "BEGIN":
            found.append((value, {}))
        elif name != "END" and found:
            assert name not in found[-1][1], f"{name} stands there twice"
            found[-1][1][name] = value
    return [one for one in found if one[0] in {"VTODO", "VEVENT"}]


def time(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def as_read(text: str) -> str:
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@given(st.lists(issues, max_size=3))
def test_a_calendar_is_as_the_standard_has_it(every: list[Exported]) -> None:
    found = read(whole(ICS, *every))

    for (kind, component), one in zip(found, every, strict=True):
        assert component.keys() >= REQUIRED
        assert component["UID"] == one.uuid
        assert component["STATUS"] in (TODO_WORDS if kind == "VTODO" else EVENT_WORDS)
        assert 0 <= int(component["PRIORITY"]) <= 9
        assert unescaped(component["SUMMARY"]) == as_read(f"WEB-1 {one.title}")
        assert time(component["DTSTART"]) == one.created_at.replace(microsecond=0)
        assert "DTEND" not in component or time(component["DTEND"]) > time(component["DTSTART"])
        assert ("COMPLETED" in component) <= (kind == "VTODO")


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=4))
def test_labels_are_categories(labels: list[str]) -> None:
    [(_, component)] = read(whole(ICS, issue(labels=tuple(labels))))

    assert unescaped(component["CATEGORIES"]) == ",".join(map(as_read, labels))


def test_an_issue_is_something_to_do() -> None:
    [(kind, component)] = read(whole(ICS, issue(level="P1", level_key="system_level_1")))

    assert (kind, component["STATUS"], component["PRIORITY"]) == ("VTODO", "NEEDS-ACTION", "3")


def test_what_is_done_says_when() -> None:
    [(kind, component)] = read(whole(ICS, issue(status=Status.COMPLETED, completed_at=NOON + timedelta(hours=2))))

    assert (kind, component["STATUS"], component["COMPLETED"]) == ("VTODO", "COMPLETED", "20260304T140000Z")


def test_an_incident_that_is_over_is_an_event_of_its_length() -> None:
    over = issue(status=Status.CLOSED, level_key="system_level_0", completed_at=NOON + timedelta(minutes=5))

    [(kind, component)] = read(whole(ICS, over))

    assert (kind, component["DTSTART"], component["DTEND"]) == ("VEVENT", "20260304T120000Z", "20260304T120500Z")


def test_a_calendar_without_issues_has_a_component_all_the_same() -> None:
    assert b"BEGIN:VTIMEZONE" in whole(ICS)
    assert read(whole(ICS)) == []

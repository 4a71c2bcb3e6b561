"""Statistics: what a workspace has to do, and what came and went day by day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.dialects.native.support.caller import Caller, refusal_of
from tests.http.support.installation import Installation
from unknot.app import open_database
from unknot.delivery.projection import catch_up
from unknot.delivery.statistics import Statistics

Told = Callable[[str], Any]


@pytest.fixture
def told(owner: Caller, installation: Installation) -> Told:
    """Asks for statistics after the log was read."""

    def told(query: str = "") -> Any:
        database = open_database(installation.config)
        catch_up(database, Statistics())
        database.close()
        return owner.get(f"/statistics{query}")

    return told


def test_issues_are_counted_by_status_level_and_channel(owner: Caller, told: Told) -> None:
    level = owner.guance("POST", "/issue-level/add", {"name": "Chatter", "color": "#12AB9F"})["uuid"]
    channel = owner.guance("POST", "/channel/add", {"name": "storage"})["uuid"]
    loud: dict[str, Any] = {"level": level, "channelUUIDs": [channel]}
    for fields in (loud, {**loud, "statusType": 15}, {**loud, "statusType": 20}, {"level": ""}, {}):
        owner.issue(**fields)
    owner.ask("DELETE", f"/issue/{owner.issue()}")

    found = told("")

    assert found["statuses"] == {"open": 3, "in_progress": 1, "completed": 1, "closed": 0, "pending": 0}
    levels = {one["name"]: one["open"] for one in found["levels"]}
    assert levels == {"P0": 0, "P1": 0, "P2": 1, "P3": 0, "Chatter": 2, "": 1}
    assert [(one["name"], one["open"]) for one in found["channels"]] == [("default", 4), ("storage", 2)]
    assert f"chan_{found['channels'][1]['uuid'].replace('-', '')}" == channel


def test_who_leaves_a_channel_or_loses_a_level_is_no_longer_counted_there(owner: Caller, told: Told) -> None:
    level = owner.guance("POST", "/issue-level/add", {"name": "Chatter", "color": "#12AB9F"})["uuid"]
    channel = owner.guance("POST", "/channel/add", {"name": "storage"})["uuid"]
    issue = owner.issue(level=level, channelUUIDs=[channel])

    owner.guance("POST", "/issue-level/delete", {"uuids": [level]})
    owner.post("/issue/batch", {"issues": [issue], "channels": []})

    found = told("")
    assert {one["name"]: one["open"] for one in found["levels"] if one["open"]} == {"": 1}
    assert [one["open"] for one in found["channels"]] == [1, 0]


def test_thirty_days_are_told_unless_others_are_asked_for(owner: Caller, told: Told) -> None:
    issue = owner.issue()
    owner.post("/issue/batch", {"issues": [issue], "status": "completed"})
    today = datetime.now(UTC).date()

    days = told("")["days"]

    assert len(days) == 30
    assert days[-1] == {"day": today.isoformat(), "created": 1, "completed": 1}
    assert days[0] == {"day": (today - timedelta(days=29)).isoformat(), "created": 0, "completed": 0}


@pytest.mark.parametrize(
    ("query", "first", "last", "length"),
    [
        ("?from=2026-02-01&to=2026-02-28", "2026-02-01", "2026-02-28", 28),
        ("?from=2026-02-28&to=2026-02-28", "2026-02-28", "2026-02-28", 1),
        ("?to=2026-03-01", "2026-01-31", "2026-03-01", 30),
        ("?from=2024-01-01&to=2024-12-31", "2024-01-01", "2024-12-31", 366),
    ],
)
def test_a_range_of_days_is_told(owner: Caller, query: str, first: str, last: str, length: int) -> None:
    days = owner.get(f"/statistics{query}")["days"]

    assert (days[0]["day"], days[-1]["day"], len(days)) == (first, last, length)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-02-02&to=2026-02-01", "from"),
        ("from=2024-01-01&to=2025-01-01", "from"),
        ("from=yesterday", "from"),
        ("to=2026-02-30", "to"),
        ("to=20260228", "to"),
        ("to=2026-W09-6", "to"),
        ("to=0001-01-01", "to"),
    ],
)
def test_a_range_is_sound(owner: Caller, query: str, field: str) -> None:
    reply = owner.ask("GET", f"/statistics?{query}")

    assert refusal_of(reply)[:2] == (422, "invalid")
    assert [one["field"] for one in reply.json["problems"]] == [field]


def test_another_workspace_has_its_own(owner: Caller, rival: Caller, told: Told) -> None:
    owner.issue()
    told("")

    found = rival.get("/statistics")
    assert set(found["statuses"].values()) == {0}
    assert {one["open"] for one in found["levels"] + found["channels"]} == {0}
    assert {one["created"] for one in found["days"]} == {0}

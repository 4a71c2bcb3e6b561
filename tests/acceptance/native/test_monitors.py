"""Monitors' events over HTTP: one issue, appended replies, recovered once; also when they come all at once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import local

import pytest
import requests

from tests.acceptance.guance.support.desk import Desk
from tests.acceptance.guance.support.key import Key
from tests.acceptance.support.commands import JSON
from tests.acceptance.support.instance import Instance, running

MONITORS = 8
ALERTS = 12  # of each
NUMBERS = count(1)
PATIENCE_SECONDS = 30


class Watch:
    """Monitors of one grouping, and a program that delivers what they tell with the desk's key."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.group = f"host=db-{next(NUMBERS)}"
        self._own = local()

    def ask(self, method: str, path: str, body: JSON = None) -> requests.Response:
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
            self._own.session.trust_env = False
            self._own.session.headers["DF-API-KEY"] = self.desk.key.secret
        answer: requests.Response = self._own.session.request(
            method, f"{self.desk.key.address}/api/unknot/v1{path}", json=body, timeout=PATIENCE_SECONDS
        )
        return answer

    def monitor(self, **fields: JSON) -> str:
        answer = self.ask("POST", "/monitor", {"name": "Disk", "recovers_issues": True} | fields)
        assert answer.ok, answer.text
        uuid: str = answer.json()["uuid"]
        return uuid

    def tell(self, monitor: str, event: str, status: str = "critical", **fields: JSON) -> JSON:
        alert = {"event": event, "status": status, "title": f"Disk {event}", "group": self.group}
        answer = self.ask("POST", f"/monitor/{monitor}/alert", alert | fields)
        assert answer.ok, answer.text
        return answer.json()

    def issues(self) -> list[JSON]:
        """Those of the group, as the vendor's own list shows them."""
        return [one for one in self.desk.find() if one["subIdentify"].endswith(f"/{self.group}")]


@pytest.fixture
def watch(desk: Desk) -> Watch:
    return Watch(desk)


def test_eight_monitors_worth_of_events_are_one_issue_with_replies_recovered_once(watch: Watch) -> None:
    monitors = [watch.monitor(name=f"Disk {n}", grouping="storage") for n in range(MONITORS)]

    fired = [watch.tell(monitor, f"{n}") for n in range(ALERTS) for monitor in monitors]
    ended = [watch.tell(monitor, "over", "ok") for monitor in monitors]
    watch.tell(monitors[0], "over again", "ok")

    [issue] = watch.issues()
    assert outcomes(fired) == {"created": 1, "appended": MONITORS * ALERTS - 1}
    assert outcomes(ended) == {"appended": MONITORS - 1, "recovered": 1}
    assert (issue["statusType"], issue["resourceType"], issue["resource"]) == (20, "checker", "Disk 0")
    assert issue["resourceUUID"] == f"rul_{monitors[0].replace('-', '')}"
    replies, changes = replies_of(watch.desk, issue)
    assert len(replies) == MONITORS * ALERTS - 1 + MONITORS
    assert [
        (one["extend"]["field"], one["extend"]["after"]) for one in changes if one["extend"]["field"] != "issue"
    ] == [("statusType", 20)]


def test_events_that_come_at_once_make_one_issue_and_recover_it_once(watch: Watch) -> None:
    monitors = [watch.monitor(name=f"Disk {n}", grouping="storage") for n in range(MONITORS)]
    events = [(monitor, f"{n}") for n in range(ALERTS) for monitor in monitors]

    with ThreadPoolExecutor(MONITORS * 2) as pool:
        fired = list(pool.map(lambda event: watch.tell(*event), events * 2))  # each is delivered twice
        ended = list(pool.map(lambda monitor: watch.tell(monitor, "over", "ok"), monitors * 2))

    [issue] = watch.issues()
    assert outcomes(fired) == {"created": 1, "appended": len(events) - 1, "repeated": len(events)}
    assert outcomes(ended) == {"appended": MONITORS - 1, "recovered": 1, "repeated": MONITORS}
    assert issue["statusType"] == 20
    assert len(replies_of(watch.desk, issue)[0]) == len(events) - 1 + MONITORS


@pytest.fixture
def watch_of_two_workers(tmp_path: Path) -> Iterator[Watch]:
    with running(tmp_path / "data", "--workers", "2") as instance:
        yield Watch(desk_of(instance))


def desk_of(instance: Instance) -> Desk:
    return Desk(Key(instance.server.address, instance.founded["token"]), instance.founded)


@pytest.mark.slow
def test_two_workers_make_one_issue_of_a_group(watch_of_two_workers: Watch) -> None:
    watch = watch_of_two_workers
    monitor = watch.monitor()

    for _ in range(5):  # filed and recovered again and again
        watch.group = f"host=db-{next(NUMBERS)}"
        with ThreadPoolExecutor(MONITORS) as pool:
            events = [f"{n}" for n in range(40)]
            fired = list(pool.map(lambda event: watch.tell(monitor, f"{watch.group} {event}"), events))
            ended = list(pool.map(lambda event: watch.tell(monitor, f"{watch.group} end {event}", "ok"), events))

        assert outcomes(fired) == {"created": 1, "appended": 39}
        assert outcomes(ended) == {"recovered": 1, "ignored": 39}
        assert len(watch.issues()) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"event": None}, "event"),
        ({"event": 1}, "event"),
        ({"event": ""}, "event"),
        ({"event": "x" * 257}, "event"),
        ({"status": "red"}, "status"),
        ({"status": None}, "status"),
        ({"title": ""}, "title"),
        ({"title": "x" * 257}, "title"),
        ({"message": None}, "message"),
        ({"message": "x" * 65_536}, "message"),
        ({"group": []}, "group"),
        ({"group": "x" * 257}, "group"),
    ],
)
def test_a_wrong_alert_is_refused_and_files_nothing(watch: Watch, body: JSON, field: str) -> None:
    monitor = watch.monitor()
    alert = {"event": "one", "status": "critical", "title": "Disk full", "group": watch.group}

    answer = watch.ask("POST", f"/monitor/{monitor}/alert", alert | body)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [one["field"] for one in answer.json()["problems"]] == [field]
    assert watch.issues() == []


@pytest.mark.parametrize("left_out", ["event", "status", "title"])
def test_an_alert_has_an_event_a_status_and_a_title(watch: Watch, left_out: str) -> None:
    alert = {"event": "one", "status": "critical", "title": "Disk full"}
    del alert[left_out]

    answer = watch.ask("POST", f"/monitor/{watch.monitor()}/alert", alert)

    assert (answer.status_code, answer.json()["detail"]) == (422, f"{left_out} must be given")


def test_monitors_and_issues_of_other_workspaces_are_none(watch: Watch, outsider: Desk) -> None:
    monitor, theirs = watch.monitor(), Watch(outsider)
    alert = {"event": "one", "status": "critical", "title": "Disk full"}

    for method, path, body in (
        ("GET", f"/monitor/{monitor}", None),
        ("PATCH", f"/monitor/{monitor}", {"name": "Mine"}),
        ("DELETE", f"/monitor/{monitor}", None),
        ("POST", f"/monitor/{monitor}/alert", alert),
    ):
        assert theirs.ask(method, path, body).status_code == 404, path
    assert monitor not in {one["uuid"] for one in theirs.ask("GET", "/monitor").json()}


def test_a_monitors_issue_cannot_be_filed_by_hand(desk: Desk) -> None:
    answer = desk.add(resourceType="checker", resourceUUID="rul_1")

    assert answer.status_code == 400
    assert "resourceType" in answer.json()["message"]


def outcomes(answers: list[JSON]) -> Counter[str]:
    return Counter(answer["outcome"] for answer in answers)


def replies_of(desk: Desk, issue: JSON) -> tuple[list[JSON], list[JSON]]:
    """What was said, and what changed, from all the pages of the vendor's reply list."""
    entries: list[JSON] = []
    for page in count(1):
        found = desk.stream(issue, pageIndex=page, pageSize=100)
        if not found:
            break
        entries += found
    kinds = ("reply", "change")
    replies, changes = ([one for one in entries if one["type"] == kind] for kind in kinds)
    return replies, changes

"""Several workers on one database: what one does, the others know at once."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.acceptance.support.answers import denied, done, ok, refused, unknown_caller
from tests.acceptance.support.caller import Caller
from tests.acceptance.support.commands import JSON
from tests.acceptance.support.crowd import all_issues
from tests.acceptance.support.instance import Instance, account
from tests.acceptance.support.project import Project
from tests.weather.support.instance import running
from tests.weather.support.processes import paused, wait_until, workers

pytestmark = pytest.mark.slow

CLIENTS = 16
EACH = 10


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running(tmp_path_factory.mktemp("workers") / "data", "--workers", "2") as instance:
        yield instance
        assert instance.server.stop() == 0


@pytest.fixture
def pair(instance: Instance) -> tuple[Project, Project]:
    """One new project, seen through one worker and through the other."""
    one, other = workers(instance.server.process.pid)
    here, there = caller_of(instance, one, not_of=other), caller_of(instance, other, not_of=one)
    project = Project.made_by(here)
    return project, project.seen_by(there)


def caller_of(instance: Instance, worker: int, *, not_of: int, token: str | None = None) -> Caller:
    """A caller whose connection this worker took up, since the other could not, and keeps from now on."""
    assert worker != not_of
    caller = instance.caller(token or instance.founded["token"])
    with paused(not_of):
        caller.get("/user/me")
    return caller


def test_numbers_are_given_once_whoever_gives_them(instance: Instance) -> None:
    """Half of the clients are at one worker, half at the other, and none waits for another."""
    project = Project.made_by(instance.ann)
    here, there = workers(instance.server.process.pid)
    ways = [(here, there), (there, here)] * (CLIENTS // 2)
    clients = [project.seen_by(caller_of(instance, worker, not_of=other)) for worker, other in ways]

    def create(mine: Project) -> list[int]:
        return [mine.issue()["localId"] for _ in range(EACH)]

    with ThreadPoolExecutor(CLIENTS) as pool:
        numbers = [number for some in pool.map(create, clients) for number in some]

    assert sorted(numbers) == list(range(1, CLIENTS * EACH + 1))
    assert len(all_issues(project)) == len(numbers)


def test_an_issue_is_seen_by_the_other_worker_at_once(pair: tuple[Project, Project]) -> None:
    here, there = pair

    for n in range(30):
        issue = here.issue(title=f"Wish {n}")
        assert there.read(issue)["title"] == f"Wish {n}"
        ok(there.edit(issue, title=f"Changed {n}"))
        assert here.read(issue)["title"] == f"Changed {n}"
        assert ok(there.get("/issue"))["page"]["totalElements"] == n + 1


def test_a_label_is_known_renamed_and_forgotten_by_both(pair: tuple[Project, Project]) -> None:
    here, there = pair
    label = here.label("bug")
    issue = there.issue(labels=[label["id"]])

    for n in range(10):
        ok(pair[n % 2].put(f"/-/labels/{label['id']}", json={"title": f"bug {n}"}))
        assert [labels_of(one, issue) for one in pair] == [[f"bug {n}"]] * 2

    done(here.delete(f"/-/labels/{label['id']}"))
    assert [labels_of(one, issue) for one in pair] == [[], []]


def labels_of(project: Project, issue: JSON) -> list[str]:
    return [label["title"] for label in project.read(issue)["labels"]]


def test_a_project_is_gone_for_both(pair: tuple[Project, Project]) -> None:
    here, there = pair
    ok(there.get())

    here.vanish()

    refused(there.get(), 404)


def test_what_the_command_line_does_is_heard_by_both(instance: Instance, pair: tuple[Project, Project]) -> None:
    username = f"max-{pair[0].alias}"
    instance.command("user", "create", *account(username), "--workspace", "acme", "--role", "guest")
    token = instance.command("token", "create", "--username", username, "--workspace", "acme")["token"]
    one, other = workers(instance.server.process.pid)
    callers = [caller_of(instance, one, not_of=other, token=token), caller_of(instance, other, not_of=one, token=token)]
    guests = [pair[0].seen_by(caller) for caller in callers]

    for guest in guests:
        denied(guest.create())

    instance.command("project", "member", f"acme/{pair[0].alias}", "--username", username, "--role", "member")
    for guest in guests:
        ok(guest.create())

    instance.command("user", "block", "--username", username)
    for guest in guests:
        unknown_caller(guest.get("/issue"))


def test_a_worker_that_dies_is_replaced_and_nothing_is_lost(instance: Instance) -> None:
    project = Project.made_by(instance.ann)
    kept = [project.issue() for _ in range(5)]
    before = workers(instance.server.process.pid)
    victim = min(before)

    os.kill(victim, signal.SIGKILL)

    wait_until(lambda: len(workers(instance.server.process.pid) - {victim}) == len(before))
    again = project.seen_by(instance.ann)
    assert [issue["id"] for issue in all_issues(again)] == [issue["id"] for issue in reversed(kept)]
    assert again.issue()["localId"] == len(kept) + 1

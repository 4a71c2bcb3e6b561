"""Many clients at once: numbers without gap or double, and one winner where there can be only one."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from .support.answers import ok
from .support.crowd import Crowd, all_issues
from .support.instance import Instance, running
from .support.project import Project

CLIENTS = 64
ISSUES = 2_000
RIVALS = 16


@pytest.mark.slow
def test_64_clients_create_2000_issues_each_with_its_own_number(project: Project) -> None:
    created = Crowd(project, CLIENTS).do(lambda mine, n: mine.issue(title=f"Wish {n}"), range(ISSUES))

    assert sorted(issue["localId"] for issue in created) == list(range(1, ISSUES + 1))
    assert len({issue["id"] for issue in created}) == ISSUES
    stored = {issue["localId"]: issue["title"] for issue in all_issues(project)}
    assert stored == {issue["localId"]: issue["title"] for issue in created}
    assert ok(project.get("/issue"))["page"]["totalElements"] == ISSUES


@pytest.fixture
def instance_of_two_workers(tmp_path: Path) -> Iterator[Instance]:
    with running(tmp_path / "data", "--workers", "2") as instance:
        yield instance
        assert instance.server.stop() == 0


@pytest.mark.slow
def test_two_workers_on_one_data_folder_share_the_numbers(instance_of_two_workers: Instance) -> None:
    project = Project.made_by(instance_of_two_workers.ann)

    created = Crowd(project, RIVALS).do(lambda mine, n: mine.issue(title=f"Wish {n}"), range(300))

    assert sorted(issue["localId"] for issue in created) == list(range(1, 301))
    assert len(all_issues(project)) == 300


def test_projects_number_their_issues_apart_under_load(project: Project) -> None:
    other = Project.made_by(project.caller)

    created = Crowd(project, RIVALS).do(lambda mine, n: (mine, other)[n % 2].issue(), range(200))

    numbers = Counter(issue["localId"] for issue in created)
    assert numbers == Counter(dict.fromkeys(range(1, 101), 2))


def test_of_many_who_relate_two_issues_one_wins(project: Project) -> None:
    ends = [project.issue(), project.issue()]

    answers = Crowd(project, RIVALS).do(
        lambda mine, n: mine.relate(ends[n % 2], ends[1 - n % 2]["id"], "DUPLICATE_FORWARD"), range(RIVALS)
    )

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: RIVALS - 1}
    assert len(project.relations(ends[0])) == len(project.relations(ends[1])) == 1


def test_of_many_who_attach_a_file_one_wins(project: Project) -> None:
    file = project.file()
    issues = [project.issue() for _ in range(RIVALS)]

    answers = Crowd(project, RIVALS).do(lambda mine, issue: mine.attach(issue, file), issues)

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: RIVALS - 1}
    assert sum(len(project.files(issue)) for issue in issues) == 1


def test_of_many_who_delete_an_issue_one_wins(project: Project) -> None:
    issue = project.issue()

    answers = Crowd(project, RIVALS).do(lambda mine, _: mine.remove(issue), range(RIVALS))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 404: RIVALS - 1}


def test_a_circle_of_parents_does_not_close_behind_each_others_backs(project: Project) -> None:
    ring = [project.issue() for _ in range(RIVALS)]

    answers = Crowd(project, RIVALS).do(
        lambda mine, n: mine.relate(ring[n], ring[(n + 1) % RIVALS]["id"], "HIERARCHY_FORWARD"), range(RIVALS)
    )

    assert Counter(answer.status_code for answer in answers) == {200: RIVALS - 1, 400: 1}


def test_edits_of_one_issue_are_whole(project: Project) -> None:
    issue = project.issue(title="wish 0", description="wish 0")

    def edit(mine: Project, n: int) -> None:
        ok(mine.edit(issue, title=f"wish {n}", description=f"wish {n}"))

    Crowd(project, RIVALS).do(edit, range(100))

    last = project.read(issue)
    assert last["title"] == last["description"]

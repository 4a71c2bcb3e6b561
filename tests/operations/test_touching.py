"""One change on many issues: what is added is added everywhere, and who takes somebody's place takes only theirs."""

import pytest

from tests.operations.support.town import new_issue, new_label, uuid_of
from unknot.domain.access import Actor
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.operations.touching import MOST, Touch, touch_issues
from unknot.store.work import Work


@pytest.fixture
def names(work: Work, mary: Actor, adam: Actor, alice: Actor) -> dict[str, str]:
    return {"mary": uuid_of(work, mary), "adam": uuid_of(work, adam), "alice": uuid_of(work, alice), "": ""}


def touched(
    work: Work,
    project: Project,
    mary: Actor,
    names: dict[str, str],
    held: tuple[str, ...],
    assignee: str,
    instead_of: str | None = None,
) -> list[str]:
    """Whose an issue is that was theirs before."""
    issue = new_issue(work, project, by=mary, assignees=tuple(names[one] for one in held))
    wish = Touch(assignee=names[assignee], instead_of=None if instead_of is None else names[instead_of])
    [changed] = touch_issues(work, [issue.uuid], wish, by=mary)
    known = {uuid: name for name, uuid in names.items()}
    return [known[work.directory.user(one).uuid] for one in changed.assignees]


@pytest.mark.parametrize(
    ("held", "instead_of", "then"),
    [
        (("mary", "adam"), "mary", ["alice", "adam"]),
        (("mary", "alice"), "mary", ["alice"]),
        (("adam",), "mary", ["adam", "alice"]),  # somebody else was quicker
        ((), "", ["alice"]),
        (("alice",), "", ["alice"]),
    ],
)
def test_an_assignee_takes_the_place_of_another(
    work: Work,
    project: Project,
    mary: Actor,
    names: dict[str, str],
    held: tuple[str, ...],
    instead_of: str,
    then: list[str],
) -> None:
    assert touched(work, project, mary, names, held, assignee="alice", instead_of=instead_of) == then


def test_an_assignee_alone_is_added_or_where_everywhere_taken_away(
    work: Work, project: Project, mary: Actor, names: dict[str, str]
) -> None:
    assert touched(work, project, mary, names, ("adam",), assignee="alice") == ["adam", "alice"]
    assert touched(work, project, mary, names, ("adam", "alice"), assignee="alice") == ["adam"]


def test_nobody_takes_everybodys_place(work: Work, project: Project, mary: Actor, names: dict[str, str]) -> None:
    assert touched(work, project, mary, names, ("mary", "adam"), assignee="", instead_of="mary") == []


def test_a_place_can_only_be_somebodys(work: Work, project: Project, mary: Actor) -> None:
    issue = new_issue(work, project, by=mary)

    with pytest.raises(NotFound):
        touch_issues(work, [issue.uuid], Touch(assignee=uuid_of(work, mary), instead_of="nobody's"), by=mary)


def test_so_many_that_others_would_wait_are_refused(work: Work, project: Project, mary: Actor) -> None:
    issue = new_issue(work, project, by=mary)
    others = [work.new_uuid() for _ in range(MOST)]

    with pytest.raises(Invalid, match=f"at most {MOST} issues at once, and are {MOST + 1}: choose “More…”"):
        touch_issues(work, [issue.uuid, *others], Touch(status=Status.CLOSED), by=mary)


def test_a_label_is_that_of_the_project_of_each_issue(
    work: Work, project: Project, other_project: Project, alice: Actor
) -> None:
    here, there = new_label(work, project), new_label(work, other_project)
    pair = [new_issue(work, one, by=alice) for one in (project, other_project)]

    changed = touch_issues(work, [one.uuid for one in pair], Touch(label="BUG"), by=alice)

    assert [one.labels for one in changed] == [(here.id,), (there.id,)]

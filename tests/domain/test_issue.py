"""What an issue may say, and what differs between two states of one."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId, WorkspaceId
from unknot.domain.issue import FieldChange, Format, Issue, IssueChange, IssueDraft, differences
from unknot.domain.status import STATUSES, Status
from unknot.domain.text import Limits

LIMITS = Limits(title=10, description=20)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ISSUE = Issue(
    id=IssueId(1),
    uuid="0199d0a0-0000-7000-8000-000000000001",
    workspace=WorkspaceId(1),
    project=ProjectId(1),
    number=7,
    title="Slow start",
    description="Takes a minute",
    format=Format.MARKDOWN,
    status=Status.OPEN,
    labels=(LabelId(1), LabelId(2)),
    assignees=(),
    created_by=UserId(1),
    created_at=NOON,
    updated_by=UserId(1),
    updated_at=NOON,
)


def test_the_five_statuses() -> None:
    assert STATUSES.keys() == {"open", "in_progress", "completed", "closed", "pending"}
    assert all(status.value == word for word, status in STATUSES.items())


@pytest.mark.parametrize(
    ("title", "description", "wrong"),
    [
        ("Slow start", "Takes a minute", []),
        (" ", "Takes a minute", ["title"]),
        ("Slow start", "", ["description"]),
        ("Slow start!", "x" * 21, ["title", "description"]),
        ("a\x00b", "\x00", ["title", "description"]),
    ],
)
def test_a_draft_says_something(title: str, description: str, wrong: list[str]) -> None:
    draft = IssueDraft(title=title, description=description)
    change = IssueChange(title=title, description=description)

    assert [problem.field for problem in draft.problems(LIMITS)] == wrong
    assert [problem.field for problem in change.problems(LIMITS)] == wrong


def test_what_is_not_changed_is_not_checked() -> None:
    assert list(IssueChange().problems(Limits(title=0, description=0))) == []


def test_nothing_differs_from_itself() -> None:
    assert differences(ISSUE, replace(ISSUE, updated_at=NOON.replace(hour=13), updated_by=UserId(2))) == {}


def test_a_difference_tells_before_and_after() -> None:
    changed = replace(ISSUE, status=Status.CLOSED, assignees=(UserId(3),))

    assert differences(ISSUE, changed) == {
        "status": FieldChange(Status.OPEN, Status.CLOSED),
        "assignees": FieldChange((), (UserId(3),)),
    }


def test_the_order_of_a_set_is_a_difference() -> None:
    assert differences(ISSUE, replace(ISSUE, labels=ISSUE.labels[::-1])).keys() == {"labels"}

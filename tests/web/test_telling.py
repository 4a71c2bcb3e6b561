"""A change is told by what it did, and to which issue."""

import pytest

from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor


@pytest.fixture
def issue(ann: Visitor) -> tuple[str, str]:
    """Its key and UUID."""
    said = ann.script("/acme/-/issues", {"project": "demo", "title": "Told"}).json["said"]
    [found] = [one for one in ann.script_get("/acme/-/find?q=" + said.split()[0]).json if one["title"] == "Told"][:1]
    return found["key"], found["uuid"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("status", "completed", "Completed"),
        ("level", "P1", "level P1"),
        ("level", "none", "No level"),
        ("assignee", "ann", "Ann Lee assigned"),
        ("assignee", "none", "nobody assigned"),
        ("watch", "no", "you no longer watch it"),
        ("trash", "yes", "deleted"),
    ],
)
def test_the_change_of_one_issue_names_it(
    ann: Visitor, issue: tuple[str, str], field: str, value: str, said: str
) -> None:
    key, uuid = issue

    assert ann.script("/acme/-/change", {"issue": uuid, field: value}).json["said"] == f"{key}: {said}"


def test_what_is_everywhere_already_is_taken_away(ann: Visitor, issue: tuple[str, str]) -> None:
    key, uuid = issue
    ann.post("/acme/demo/settings/labels", {"title": "noisy", "color": "aa0000"})
    fields = {"issue": uuid, "label": "noisy"}

    assert ann.script("/acme/-/change", fields).json["said"] == f"{key}: label noisy added"
    assert ann.script("/acme/-/change", fields).json["said"] == f"{key}: label noisy removed"


def test_a_change_is_told_in_the_readers_language(hire: Hire, issue: tuple[str, str]) -> None:
    key, uuid = issue
    lena = hire("lena")
    lena.post("/settings/look", {"language": "ru"})

    assert lena.script("/acme/-/change", {"issue": uuid, "level": "P2"}).json["said"] == f"{key}: уровень P2"

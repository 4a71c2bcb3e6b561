"""Labels of a project, by our own extension of the API and by the command line (section 8.6)."""

import pytest

from .support.answers import done, fields, ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import form
from .support.instance import Instance
from .support.project import Project, embedded

MISSING = "00000000-0000-4000-8000-000000000000"


def labels(project: Project) -> list[JSON]:
    return embedded(project.get("/-/labels"), "labelModelList")


def test_a_label_is_made_listed_changed_and_deleted(project: Project) -> None:
    made = project.label("bug", hexColor="D73A4A", description="Something is broken")
    path = f"/-/labels/{made['id']}"
    assert list(made) == ["id", "hexColor", "title", "description", "isTextLight"]
    assert form(made["id"]) == "UUID"
    assert labels(project) == [made]

    body = {"title": "defect", "hexColor": "FFFFFF", "description": "", "isTextLight": False}
    changed = ok(project.put(path, json=body))
    assert changed == {"id": made["id"]} | body
    assert labels(project) == [changed]

    done(project.delete(path))
    assert labels(project) == []
    refused(project.delete(path), 404)
    refused(project.put(path, json=body), 404)


def test_a_change_of_a_label_shows_on_its_issues(project: Project) -> None:
    label = project.label()
    issue = project.issue(labels=[label["id"]])

    changed = ok(project.put(f"/-/labels/{label['id']}", json=label | {"title": "defect"}))

    assert project.read(issue)["labels"] == [changed]


def test_a_deleted_label_leaves_its_issues(project: Project) -> None:
    gone, kept = project.label("gone"), project.label("kept")
    issue = project.issue(labels=[gone["id"], kept["id"]])

    done(project.delete(f"/-/labels/{gone['id']}"))

    assert project.read(issue)["labels"] == [kept]
    refused(project.create(labels=[gone["id"]]), 404)


@pytest.mark.parametrize(
    ("sent", "shown"), [("d73a4a", "D73A4A"), ("#D73A4A", "D73A4A"), ("#0a0b0c", "0A0B0C"), ("000000", "000000")]
)
def test_a_colour_is_six_upper_case_digits(project: Project, sent: str, shown: str) -> None:
    assert project.label(hexColor=sent)["hexColor"] == shown


NO_COLOURS: list[JSON] = ["", "red", "FFF", "GGGGGG", "##FFFFFF", "D73A4A0", "D73A4", 123456, None, ["D73A4A"]]


@pytest.mark.parametrize("color", NO_COLOURS)
def test_what_is_no_colour_is_refused(project: Project, color: JSON) -> None:
    body = {"title": "bug", "hexColor": color}

    assert fields(refused(project.post("/-/labels", json=body), 422)) == {"hexColor"}


@pytest.mark.parametrize(("color", "light"), [("000000", True), ("1A237E", True), ("FFFFFF", False), ("FFF59D", False)])
def test_the_text_is_light_on_dark_colours(project: Project, color: str, light: bool) -> None:  # noqa: FBT001 - a column of the table
    assert project.label(hexColor=color)["isTextLight"] is light
    assert project.label("other way", hexColor=color, isTextLight=not light)["isTextLight"] is not light


@pytest.mark.parametrize("title", ["ОШИБКА", "ошибка", "Ошибка"])
def test_titles_are_unique_in_a_project_whatever_the_case(ann: Caller, project: Project, title: str) -> None:
    project.label("Ошибка")
    body = {"title": title, "hexColor": "D73A4A"}

    refused(project.post("/-/labels", json=body), 409, 422)

    other = project.label("Вопрос")
    refused(project.put(f"/-/labels/{other['id']}", json=body), 409, 422)
    assert Project.made_by(ann).label(title)["title"] == title


def test_a_label_may_change_the_case_of_its_own_title(project: Project) -> None:
    label = project.label("bug")

    assert ok(project.put(f"/-/labels/{label['id']}", json=label | {"title": "BUG"}))["title"] == "BUG"


@pytest.mark.parametrize("title", [None, "", "  ", 7, ["bug"]])
def test_a_label_needs_a_title(project: Project, title: JSON) -> None:
    body = {"title": title, "hexColor": "D73A4A"}

    assert fields(refused(project.post("/-/labels", json=body), 422)) == {"title"}


@pytest.mark.parametrize("uuid", [MISSING, "bug", "%00"])
def test_a_missing_label_is_not_found(project: Project, uuid: str) -> None:
    refused(project.caller.call_literally("DELETE", f"{project.path}/-/labels/{uuid}"), 404, 422)


def test_a_label_of_another_project_cannot_be_changed_from_here(ann: Caller, project: Project) -> None:
    elsewhere = Project.made_by(ann)
    label = elsewhere.label()

    refused(project.delete(f"/-/labels/{label['id']}"), 404)

    assert labels(elsewhere) == [label]


def test_a_label_made_on_the_command_line_is_the_same(instance: Instance, project: Project) -> None:
    options = ["--title", "bug", "--color", "#d73a4a", "--description", "Something is broken"]
    made = instance.command("label", "create", f"acme/{project.alias}", *options)["label"]

    [label] = labels(project)

    assert (label["id"], label["title"]) == (made["uuid"], "bug")
    assert (label["hexColor"], label["description"]) == ("D73A4A", "Something is broken")

"""Labels: made, changed, deleted; their titles unique whatever the case."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.history import history
from tests.operations.support.town import access_of, new_issue, new_label
from unknot.domain.access import Actor
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import LabelCreated, LabelDeleted, LabelEdited
from unknot.domain.issue import FieldChange
from unknot.domain.label import Label, LabelChange, LabelDraft
from unknot.domain.project import Project
from unknot.operations.labels import create_label, delete_label, edit_label
from unknot.store import labels
from unknot.store.page import Page
from unknot.store.work import Work

DRAFT = LabelDraft(title="bug", color="#f58a07", description="Something is broken")


def test_a_label_is_made_with_a_text_that_can_be_read_on_it(work: Work, project: Project, adam: Actor) -> None:
    label = create_label(work, project.id, DRAFT, by=adam)

    assert (label.title, label.color, label.description) == ("bug", "F58A07", "Something is broken")
    assert not label.is_text_light
    assert listed(work, project, adam) == [label]
    assert work.events == [LabelCreated(label=label.id, title="bug")]


def test_whether_its_text_is_light_may_be_said(work: Work, project: Project, adam: Actor) -> None:
    assert create_label(work, project.id, replace(DRAFT, is_text_light=True), by=adam).is_text_light


def test_labels_are_listed_by_title_whatever_the_case(work: Work, project: Project, adam: Actor) -> None:
    for title in ("beta", "Alpha", "Ёлка", "gamma", "ель"):
        new_label(work, project, title)

    assert [label.title for label in listed(work, project, adam)] == ["Alpha", "beta", "gamma", "ель", "Ёлка"]
    page = labels.of_project(work.db, Page(1, 2), access=access_of(work, project, adam))
    assert ([label.title for label in page.items], page.total) == (["gamma", "ель"], 5)


@pytest.mark.parametrize(("first", "second"), [("bug", "BUG"), ("Ошибка", "ОШИБКА"), ("Straße", "STRASSE")])
def test_a_title_is_unique_in_its_project_whatever_the_case(
    work: Work, project: Project, other_project: Project, adam: Actor, first: str, second: str
) -> None:
    new_label(work, project, first)

    with pytest.raises(Invalid, match=f'title must be new in acme/web, which already has the label "{first}"'):
        create_label(work, project.id, replace(DRAFT, title=second), by=adam)
    assert create_label(work, other_project.id, replace(DRAFT, title=second), by=adam).title == second


def test_a_label_may_not_take_the_title_of_another(work: Work, project: Project, adam: Actor, bug: Label) -> None:
    new_label(work, project, "Ошибка")

    with pytest.raises(Invalid, match='which already has the label "Ошибка"'):
        edit_label(work, project.id, bug.uuid, LabelChange(title="ошибка"), by=adam)


def test_a_label_may_change_the_case_of_its_title(work: Work, project: Project, adam: Actor, bug: Label) -> None:
    assert edit_label(work, project.id, bug.uuid, LabelChange(title="BUG"), by=adam).title == "BUG"


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"title": " "}, "title"), ({"title": "x" * 257}, "title"), ({"color": "red"}, "color")],
)
def test_a_label_is_sound(
    work: Work, project: Project, adam: Actor, bug: Label, values: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        create_label(work, project.id, replace(DRAFT, **values), by=adam)
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        edit_label(work, project.id, bug.uuid, LabelChange(**values), by=adam)

    assert (listed(work, project, adam), work.events) == ([bug], [])


def test_a_change_records_what_is_different(work: Work, project: Project, adam: Actor, bug: Label) -> None:
    edited = edit_label(work, project.id, bug.uuid, LabelChange(title="bug", color="000000"), by=adam)

    assert edited == replace(bug, color="000000", is_text_light=True)
    assert listed(work, project, adam) == [edited]
    changes = {"color": FieldChange(bug.color, "000000"), "is_text_light": FieldChange(before=False, after=True)}
    assert work.events == [LabelEdited(label=bug.id, changes=changes)]


def test_a_deleted_label_is_gone_and_its_title_is_free(work: Work, project: Project, adam: Actor, bug: Label) -> None:
    delete_label(work, project.id, bug.uuid, by=adam)

    assert work.events == [LabelDeleted(label=bug.id, title="bug")]
    assert listed(work, project, adam) == []
    assert new_label(work, project, "BUG").id != bug.id
    for change in (lambda: delete_label(work, project.id, bug.uuid, by=adam), lambda: edit(work, project, bug, adam)):
        with pytest.raises(NotFound, match=f"No label {bug.uuid} in project acme/web"):
            change()


def test_an_issue_may_not_take_a_deleted_label(work: Work, project: Project, adam: Actor, bug: Label) -> None:
    delete_label(work, project.id, bug.uuid, by=adam)

    with pytest.raises(NotFound, match=f"No label {bug.uuid}"):
        new_issue(work, project, by=adam, labels=(bug.uuid,))


def test_a_label_is_found_only_in_its_own_project(work: Work, other_project: Project, adam: Actor, bug: Label) -> None:
    with pytest.raises(NotFound, match="in project acme/ops"):
        edit(work, other_project, bug, adam)
    with pytest.raises(NotFound, match="in project acme/ops"):
        delete_label(work, other_project.id, bug.uuid, by=adam)


def test_members_use_labels_and_do_not_manage_them(work: Work, project: Project, mary: Actor, bug: Label) -> None:
    assert new_issue(work, project, by=mary, labels=(bug.uuid,)).labels == (bug.id,)

    with pytest.raises(Forbidden, match="you may not manage its labels"):
        create_label(work, project.id, replace(DRAFT, title="new"), by=mary)
    with pytest.raises(Forbidden, match="you may not manage its labels"):
        edit(work, project, bug, mary)
    with pytest.raises(Forbidden, match="you may not manage its labels"):
        delete_label(work, project.id, bug.uuid, by=mary)


def test_labels_belong_to_their_projects_history(work: Work, project: Project, adam: Actor, bug: Label) -> None:
    delete_label(work, project.id, bug.uuid, by=adam)

    last = history(work)[-1]
    assert (last.event, last.by, last.project, last.workspace, last.issue) == (
        LabelDeleted(label=bug.id, title="bug"),
        adam.id,
        project.id,
        project.workspace,
        None,
    )


def edit(work: Work, project: Project, label: Label, actor: Actor) -> Label:
    return edit_label(work, project.id, label.uuid, LabelChange(description="?"), by=actor)


def listed(work: Work, project: Project, actor: Actor) -> list[Label]:
    return list(labels.of_project(work.db, Page(0, 100), access=access_of(work, project, actor)).items)

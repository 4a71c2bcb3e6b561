"""Templates: how the issues of a project may begin."""

import pytest

from tests.operations.support.town import access_of
from unknot.domain.access import Actor
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import TemplateCreated, TemplateDeleted, TemplateEdited
from unknot.domain.issue import FieldChange
from unknot.domain.project import Project
from unknot.domain.template import TemplateDraft
from unknot.operations.templates import create_template, delete_template, edit_template
from unknot.store import templates
from unknot.store.work import Work

BUG = TemplateDraft(name="Bug", title="[bug] ", description="## What happened")


def test_a_template_is_made_changed_and_deleted(work: Work, project: Project, adam: Actor) -> None:
    made = create_template(work, project.id, BUG, by=adam)
    access = access_of(work, project, adam)
    assert templates.of_project(work.db, access=access) == [made]

    changed = edit_template(work, project.id, made.uuid, TemplateDraft(name="Fault", title="[bug] "), by=adam)
    assert templates.by_uuid(work.db, made.uuid, access=access) == changed
    delete_template(work, project.id, made.uuid, by=adam)

    assert templates.of_project(work.db, access=access) == []
    assert work.events[-3:] == [
        TemplateCreated(template=made.id, name="Bug"),
        TemplateEdited(
            template=made.id,
            changes={"name": FieldChange("Bug", "Fault"), "description": FieldChange("## What happened", "")},
        ),
        TemplateDeleted(template=made.id, name="Fault"),
    ]


def test_a_template_has_a_name(work: Work, project: Project, adam: Actor) -> None:
    with pytest.raises(Invalid, match="name must not be blank"):
        create_template(work, project.id, TemplateDraft(name=" "), by=adam)


def test_members_use_templates_and_admins_make_them(work: Work, project: Project, adam: Actor, mary: Actor) -> None:
    made = create_template(work, project.id, BUG, by=adam)

    for wish in (
        lambda: create_template(work, project.id, BUG, by=mary),
        lambda: edit_template(work, project.id, made.uuid, BUG, by=mary),
        lambda: delete_template(work, project.id, made.uuid, by=mary),
    ):
        with pytest.raises(Forbidden, match="you may not change its settings"):
            wish()


def test_a_template_of_another_project_is_not_there(
    work: Work, project: Project, other_project: Project, adam: Actor
) -> None:
    made = create_template(work, project.id, BUG, by=adam)

    with pytest.raises(NotFound, match="No template"):
        edit_template(work, other_project.id, made.uuid, BUG, by=adam)

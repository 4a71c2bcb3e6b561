"""Make, change and delete the templates of a project."""

from msgspec.structs import asdict, replace

from unknot.domain.access import Access, Action, Actor
from unknot.domain.errors import NotFound
from unknot.domain.events import TemplateCreated, TemplateDeleted, TemplateEdited
from unknot.domain.ids import ProjectId, TemplateId
from unknot.domain.issue import differences
from unknot.domain.sentence import says
from unknot.domain.template import Template, TemplateDraft
from unknot.domain.text import refuse_if
from unknot.operations import finding
from unknot.store import templates
from unknot.store.work import Work


def create_template(work: Work, project: ProjectId, draft: TemplateDraft, *, by: Actor) -> Template:
    """Say how a new issue of a project may begin."""
    access = _managed(work, project, by)
    refuse_if(draft.problems(work.limits))
    template = Template(id=TemplateId(0), uuid=work.new_uuid(), project=project, created_at=work.now(), **asdict(draft))
    template = replace(template, id=templates.add(work.db, template))
    _record(work, TemplateCreated(template=template.id, name=template.name), access, by)
    return template


def edit_template(work: Work, project: ProjectId, uuid: str, draft: TemplateDraft, *, by: Actor) -> Template:
    """Put the draft in the place of what a template says. Issues that began with it stay as they are."""
    access = _managed(work, project, by)
    refuse_if(draft.problems(work.limits))
    old = _find(work, access, uuid)
    new = replace(old, **asdict(draft))
    templates.save(work.db, new)
    changes = differences(old, new, draft.__struct_fields__)
    _record(work, TemplateEdited(template=old.id, changes=changes), access, by)
    return new


def delete_template(work: Work, project: ProjectId, uuid: str, *, by: Actor) -> None:
    access = _managed(work, project, by)
    template = _find(work, access, uuid)
    templates.trash(work.db, template.id, at=work.now())
    _record(work, TemplateDeleted(template=template.id, name=template.name), access, by)


def _managed(work: Work, project: ProjectId, by: Actor) -> Access:
    access = finding.project(work, project, by=by)
    access.require(Action.MANAGE_PROJECT)
    return access


def _find(work: Work, access: Access, uuid: str) -> Template:
    template = templates.by_uuid(work.db, uuid, access=access)
    if template is None:
        raise NotFound(
            "template", says("No template %(uuid)s in project %(project)s", uuid=uuid, project=access.project.path)
        )
    return template


def _record(work: Work, event: TemplateCreated | TemplateEdited | TemplateDeleted, access: Access, by: Actor) -> None:
    work.record(event, by=by, workspace=access.project.workspace, project=access.project.id)

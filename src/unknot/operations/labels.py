"""Make, change and delete the labels of a project."""

from msgspec.structs import replace

from unknot.domain.access import Action, Actor
from unknot.domain.errors import Invalid
from unknot.domain.events import LabelCreated, LabelDeleted, LabelEdited
from unknot.domain.ids import LabelId, ProjectId
from unknot.domain.issue import differences
from unknot.domain.label import Label, LabelChange, LabelDraft, needs_light_text, normal_color
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if
from unknot.operations import finding
from unknot.store import labels
from unknot.store.work import Work


def create_label(work: Work, project: ProjectId, draft: LabelDraft, *, by: Actor) -> Label:
    """Make a label; its title is new in its project, whatever the case."""
    home = _managed(work, project, by)
    label = _label(work, draft, home, id_=LabelId(0), uuid=work.new_uuid())
    label = replace(label, id=labels.add(work.db, label, at=work.now()))
    _record(work, LabelCreated(label=label.id, title=label.title), home, by)
    return label


def edit_label(work: Work, project: ProjectId, uuid: str, change: LabelChange, *, by: Actor) -> Label:
    """Change what is given and keep the rest; every issue shows it at once."""
    home = _managed(work, project, by)
    old = finding.label(work, uuid, home)
    new = _label(work, change.draft_of(old), home, id_=old.id, uuid=old.uuid)
    labels.save(work.db, new)
    changes = differences(old, new, ("title", "description", "color", "is_text_light"))
    _record(work, LabelEdited(label=new.id, changes=changes), home, by)
    return new


def delete_label(work: Work, project: ProjectId, uuid: str, *, by: Actor) -> None:
    """Delete a label, and so take it from every issue."""
    home = _managed(work, project, by)
    label = finding.label(work, uuid, home)
    labels.trash(work.db, label.id, at=work.now())
    _record(work, LabelDeleted(label=label.id, title=label.title), home, by)


def _managed(work: Work, project: ProjectId, by: Actor) -> Project:
    access = finding.project(work, project, by=by)
    access.require(Action.MANAGE_LABELS)
    return access.project


def _label(work: Work, draft: LabelDraft, project: Project, *, id_: LabelId, uuid: str) -> Label:
    """The label that a draft describes, if it is sound and its title is free."""
    refuse_if(draft.problems(work.limits))
    namesake = labels.by_title(work.db, project.id, draft.title)
    if namesake is not None and namesake.id != id_:
        raise Invalid.field(
            "title",
            says(
                'must be new in %(project)s, which already has the label "%(label)s"',
                project=project.path,
                label=namesake.title,
            ),
        )
    color = normal_color(draft.color)
    return Label(
        id=id_,
        uuid=uuid,
        project=project.id,
        title=draft.title,
        description=draft.description,
        color=color,
        is_text_light=needs_light_text(color) if draft.is_text_light is None else draft.is_text_light,
    )


def _record(work: Work, event: LabelCreated | LabelEdited | LabelDeleted, project: Project, by: Actor) -> None:
    work.record(event, by=by, workspace=project.workspace, project=project.id)

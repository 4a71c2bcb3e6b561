"""Make, change and delete the notification objects of a workspace."""

from msgspec.structs import asdict, replace

from unknot.domain.access import Actor, Role
from unknot.domain.errors import NotFound
from unknot.domain.events import NotifyObjectCreated, NotifyObjectDeleted, NotifyObjectEdited
from unknot.domain.ids import NotifyObjectId, WorkspaceId
from unknot.domain.issue import FieldChange, differences
from unknot.domain.notify import NotifyChange, NotifyDraft, NotifyObject, masked
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if
from unknot.operations import finding, stamps
from unknot.store import notify
from unknot.store.work import Work


def create_notify_object(work: Work, workspace: WorkspaceId, draft: NotifyDraft, *, by: Actor) -> NotifyObject:
    """Name a place that messages can be sent to."""
    finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    refuse_if(draft.problems(work.limits))
    made = NotifyObject(
        **asdict(draft),
        id=NotifyObjectId(0),
        uuid=work.new_uuid(),
        workspace=workspace,
        **stamps.made(work, by),
    )
    made = replace(made, id=notify.add(work.db, made))
    work.record(NotifyObjectCreated(notify=made.id, name=made.name), by=by, workspace=workspace)
    return made


def edit_notify_object(
    work: Work, workspace: WorkspaceId, uuid: str, change: NotifyChange, *, by: Actor
) -> NotifyObject:
    """Change what is given and keep the rest."""
    old = _managed(work, workspace, uuid, by)
    draft = change.draft_of(old)
    refuse_if(draft.problems(work.limits))
    new = replace(old, **asdict(draft), **stamps.changed(work, by))
    notify.save(work.db, new)
    work.record(NotifyObjectEdited(notify=new.id, changes=_differences(old, new)), by=by, workspace=workspace)
    return new


def delete_notify_object(work: Work, workspace: WorkspaceId, uuid: str, *, by: Actor) -> None:
    gone = _managed(work, workspace, uuid, by)
    notify.trash(work.db, gone.id, at=work.now())
    work.record(NotifyObjectDeleted(notify=gone.id, name=gone.name), by=by, workspace=workspace)


def _managed(work: Work, workspace: WorkspaceId, uuid: str, by: Actor) -> NotifyObject:
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    found = notify.by_uuid(work.db, workspace, uuid)
    if found is None:
        raise NotFound(
            "notify",
            says("This notification object does not exist in %(workspace)s, or was deleted", workspace=home.alias),
        )
    return found


def _differences(old: NotifyObject, new: NotifyObject) -> dict[str, FieldChange]:
    changes = differences(old, new, NotifyDraft.__struct_fields__)
    if "options" in changes:  # the log is read by more people than secrets are meant for
        changes["options"] = FieldChange(masked(old.options), masked(new.options))
    return changes

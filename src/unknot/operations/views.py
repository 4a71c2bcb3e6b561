"""Keep, change, move, share and delete views.

Whoever may not read a view finds it missing, as if it had never been. What a view of a project takes is decided there;
what one of a whole workspace takes, by the role in the workspace.
"""

from collections.abc import Sequence

import msgspec
from msgspec.structs import asdict, replace

from unknot.domain.access import Access, Action, Actor, WorkspaceAccess
from unknot.domain.errors import Conflict, Invalid, NotFound
from unknot.domain.events import Recorded, ViewCreated, ViewDeleted, ViewEdited, ViewRestored
from unknot.domain.ids import ProjectId, ViewId, WorkspaceId
from unknot.domain.issue import differences
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if
from unknot.domain.view import MOST_VIEWS, Layout, View, ViewChange, ViewDraft, in_order
from unknot.operations import finding
from unknot.store import views
from unknot.store.work import Work

ViewEvent = ViewCreated | ViewEdited | ViewDeleted | ViewRestored
CHANGEABLE = (*ViewDraft.__struct_fields__, "position")


def create_view(work: Work, workspace: WorkspaceId, project: ProjectId | None, draft: ViewDraft, *, by: Actor) -> View:
    """Keep a query and its layout, to the right of every other view."""
    access = _access(work, workspace, project, by)
    access.require(Action.SAVE_VIEW)
    draft = _sound(work, project, draft)
    if draft.is_shared:
        access.require(Action.SHARE_VIEW)
    if views.count_owned(work.db, workspace, by.id) >= MOST_VIEWS:
        raise Conflict(says("You have %(count)s views here, which is the most. Delete one first.", count=MOST_VIEWS))
    now = work.now()
    view = View(
        id=ViewId(0),
        uuid=work.new_uuid(),
        workspace=workspace,
        project=project,
        owner=by.id,
        position=views.position_at_end(work.db, workspace),
        created_at=now,
        updated_at=now,
        **asdict(draft),
    )
    view = replace(view, id=views.add(work.db, view))
    _record(work, ViewCreated(view=view.id, name=view.name), view, by)
    return view


def change_view(work: Work, workspace: WorkspaceId, uuid: str, change: ViewChange, *, by: Actor) -> View:
    """Change what is given and keep the rest. What nobody changes, nobody is told of."""
    old, access = _changeable(work, workspace, uuid, by)
    draft = _sound(work, old.project, change.draft_of(old))
    if draft.is_shared and not old.is_shared:
        access.require(Action.SHARE_VIEW)
    position = old.position if change.place is None else _position(work, old, change.place, by)
    new = replace(old, **asdict(draft), position=position, updated_at=work.now())
    changes = differences(old, new, CHANGEABLE)
    if not changes:
        return old
    views.save(work.db, new)
    _record(work, ViewEdited(view=old.id, changes=changes), new, by)
    return new


def delete_view(work: Work, workspace: WorkspaceId, uuid: str, *, by: Actor) -> None:
    """Delete a view. The issues in it stay where they are."""
    view, _ = _changeable(work, workspace, uuid, by)
    views.trash(work.db, view.id, at=work.now())
    _record(work, ViewDeleted(view=view.id, name=view.name), view, by)


def restore_view(work: Work, view_id: ViewId, *, by: Actor) -> View:
    """Bring a deleted view back to where it was."""
    view = views.deleted(work.db, view_id)
    if view is None:
        raise Conflict(says("This view was brought back since"))
    _access(work, view.workspace, view.project, by).require(Action.CHANGE_VIEW, author=view.owner)
    views.trash(work.db, view.id, at=None)
    _record(work, ViewRestored(view=view.id, name=view.name), view, by)
    return view


def take_back(work: Work, recorded: Recorded, *, by: Actor) -> None:
    """Do the opposite of what an event tells of a view, unless it has changed again since."""
    match recorded.event:
        case ViewDeleted(view=view):
            restore_view(work, view, by=by)
        case ViewCreated(view=view) | ViewRestored(view=view):
            found = _by_id(work, recorded, view, by)
            delete_view(work, found.workspace, found.uuid, by=by)
        case ViewEdited(view=view) as edited:
            _change_back(work, _by_id(work, recorded, view, by), edited, by)


def _change_back(work: Work, view: View, edited: ViewEdited, by: Actor) -> None:
    now = msgspec.json.decode(msgspec.json.encode({field: getattr(view, field) for field in edited.changes}))
    if now != {field: change.after for field, change in edited.changes.items()}:
        raise Conflict(says("The view was changed again since"))
    before = {field: change.before for field, change in edited.changes.items()}
    _changeable(work, view.workspace, view.uuid, by)
    new = replace(msgspec.convert({**asdict(view), **before}, View), updated_at=work.now())
    views.save(work.db, new)
    _record(work, ViewEdited(view=view.id, changes=differences(view, new, CHANGEABLE)), new, by)


def _sound(work: Work, project: ProjectId | None, draft: ViewDraft) -> ViewDraft:
    """The draft as it is kept, or a refusal that says what is wrong with it."""
    draft = replace(draft, name=draft.name.strip(), columns=in_order(draft.columns))
    refuse_if(draft.problems(work.limits))
    if draft.layout is Layout.BOARD and project is None:
        raise Invalid.field("layout", says("must be list: a board shows the issues of one project"))
    return draft


def _position(work: Work, view: View, place: int, by: Actor) -> int:
    """Between the two views that are to stand beside it."""
    left, right = _gap(_beside(work, view, by), place)
    if right - left < 2:  # noqa: PLR2004 - one free number between two
        views.spread(work.db, view.workspace)
        left, right = _gap(_beside(work, view, by), place)
    return (left + right) // 2


def _beside(work: Work, view: View, by: Actor) -> list[View]:
    """The other views of the same place that the asker sees."""
    seen = views.of_reader(work.db, work.directory, view.workspace, reader=by)
    return [one for one in seen if one.project == view.project and one.id != view.id]


def _gap(others: Sequence[View], place: int) -> tuple[int, int]:
    at = min(max(place, 0), len(others))
    left = others[at - 1].position if at else (others[0].position - 2 * views.STEP if others else 0)
    right = others[at].position if at < len(others) else left + 2 * views.STEP
    return left, right


def _changeable(work: Work, workspace: WorkspaceId, uuid: str, by: Actor) -> tuple[View, Access | WorkspaceAccess]:
    seen = views.of_reader(work.db, work.directory, workspace, reader=by)
    view = next((one for one in seen if one.uuid == uuid), None)
    if view is None:
        raise NotFound("view", says("No view %(uuid)s in this workspace, or you may not read it", uuid=uuid))
    access = _access(work, workspace, view.project, by)
    access.require(Action.CHANGE_VIEW, author=view.owner)
    return view, access


def _by_id(work: Work, recorded: Recorded, view_id: ViewId, by: Actor) -> View:
    assert recorded.workspace is not None  # noqa: S101 - which every view has
    seen = views.of_reader(work.db, work.directory, recorded.workspace, reader=by)
    view = next((one for one in seen if one.id == view_id), None)
    if view is None:
        raise Conflict(says("The view was deleted since"))
    return view


def _access(work: Work, workspace: WorkspaceId, project: ProjectId | None, by: Actor) -> Access | WorkspaceAccess:
    if project is None:
        return finding.workspace_access(work, workspace, by=by)
    access = finding.project(work, project, by=by)
    if access.project.workspace != workspace:
        raise NotFound("project", says("This project is not in this workspace"))
    return access


def _record(work: Work, event: ViewEvent, view: View, by: Actor) -> None:
    work.record(event, by=by, workspace=view.workspace, project=view.project)

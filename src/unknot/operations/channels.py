"""Make, change and delete the channels of a workspace, and follow them."""

from msgspec.structs import asdict, replace

from unknot.domain.access import Actor, Role
from unknot.domain.channel import DEFAULT_NAME, Channel, ChannelChange, ChannelDraft, Subscription
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import ChannelCreated, ChannelDeleted, ChannelEdited, SubscriptionSet
from unknot.domain.ids import ChannelId, WorkspaceId
from unknot.domain.issue import differences
from unknot.domain.people import Workspace
from unknot.domain.sentence import says
from unknot.domain.text import fold, refuse_if
from unknot.operations import finding, stamps
from unknot.store import channels
from unknot.store.work import Work


def create_default_channel(work: Work, workspace: WorkspaceId, *, by: Actor) -> Channel:
    """Make the channel that holds every issue of a new workspace."""
    return _add(work, workspace, ChannelDraft(name=DEFAULT_NAME), is_default=True, by=by)


def create_channel(work: Work, workspace: WorkspaceId, draft: ChannelDraft, *, by: Actor) -> Channel:
    """Make a channel beside the default one."""
    finding.workspace_for(work, workspace, Role.MEMBER, by=by)
    refuse_if(draft.problems(work.limits))
    _refuse_default_name(draft)
    return _add(work, workspace, draft, is_default=False, by=by)


def edit_channel(work: Work, workspace: WorkspaceId, uuid: str, change: ChannelChange, *, by: Actor) -> Channel:
    """Change what is given and keep the rest; the default channel keeps its name."""
    old = _managed(work, workspace, uuid, by)
    draft = change.draft_of(old)
    refuse_if(draft.problems(work.limits))
    if not old.is_default:
        _refuse_default_name(draft)
    elif draft.name != old.name:
        raise Forbidden(
            says('The default channel keeps its name, "%(name)s", by which programs know it.', name=DEFAULT_NAME)
        )
    new = replace(old, **asdict(draft), **stamps.changed(work, by))
    channels.save(work.db, new)
    changes = differences(old, draft, draft.__struct_fields__)
    work.record(ChannelEdited(channel=old.id, changes=changes), by=by, workspace=workspace)
    return new


def delete_channel(work: Work, workspace: WorkspaceId, uuid: str, *, by: Actor) -> None:
    """Delete a channel; its issues stay in the default one."""
    channel = _managed(work, workspace, uuid, by)
    if channel.is_default:
        raise Forbidden(
            says("The default channel holds every issue and cannot be deleted. Cancel its subscription instead.")
        )
    channels.trash(work.db, channel.id, at=work.now())
    work.record(ChannelDeleted(channel=channel.id, name=channel.name), by=by, workspace=workspace)


def set_subscription(work: Work, workspace: WorkspaceId, uuid: str, kind: Subscription | None, *, by: Actor) -> Channel:
    """Follow a channel in one way or another; None cancels it. Asking twice is fine."""
    home = finding.workspace_for(work, workspace, Role.GUEST, by=by)
    channel = _find(work, home, uuid)
    before = channels.subscription(work.db, channel.id, by.id)
    if kind is before:
        return channel
    if kind is None:
        channels.unsubscribe(work.db, channel.id, by.id)
    else:
        channels.subscribe(work.db, channel.id, by.id, kind)
    work.record(SubscriptionSet(channel=channel.id, before=before, after=kind), by=by, workspace=workspace)
    return channel


def _add(work: Work, workspace: WorkspaceId, draft: ChannelDraft, *, is_default: bool, by: Actor) -> Channel:
    channel = Channel(
        id=ChannelId(0),
        uuid=work.new_uuid(),
        workspace=workspace,
        is_default=is_default,
        **stamps.made(work, by),
        **asdict(draft),
    )
    channel = replace(channel, id=channels.add(work.db, channel))
    work.record(ChannelCreated(channel=channel.id, name=channel.name), by=by, workspace=workspace)
    return channel


def _managed(work: Work, workspace: WorkspaceId, uuid: str, by: Actor) -> Channel:
    """A channel that the asker may change: an admin any, whoever made it their own."""
    home = finding.workspace_for(work, workspace, Role.MEMBER, by=by)
    channel = _find(work, home, uuid)
    if channel.created_by != by.id:
        finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    return channel


def _find(work: Work, home: Workspace, uuid: str) -> Channel:
    channel = work.directory.channel_by_uuid(uuid)
    if channel is None or channel.workspace != home.id:
        raise NotFound("channel", says("No channel %(uuid)s in %(workspace)s", uuid=uuid, workspace=home.alias))
    return channel


def _refuse_default_name(draft: ChannelDraft) -> None:
    """Programs find the default channel by its name, so that no other may be called so."""
    if fold(draft.name.strip()) == DEFAULT_NAME:
        raise Invalid.field(
            "name", says('must not be "%(name)s", which is the name of the default channel', name=DEFAULT_NAME)
        )

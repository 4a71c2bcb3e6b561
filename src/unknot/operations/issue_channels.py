"""The channels that an issue was delivered to, beside the default one, which holds every issue."""

from collections.abc import Iterable

from unknot.domain.access import Action, Actor
from unknot.domain.channel import Channel
from unknot.domain.errors import Invalid
from unknot.domain.events import IssueEdited
from unknot.domain.issue import FieldChange, Issue
from unknot.domain.sentence import says
from unknot.operations.finding import FoundIssue
from unknot.store import channels
from unknot.store.work import Work


def set_channels(work: Work, issue: Issue, uuids: Iterable[str]) -> FieldChange | None:
    """Make these the channels of an issue; what changed by it, by UUID."""
    return _set(work, issue, [_channel(work, issue, uuid) for uuid in uuids])


def deliver(work: Work, found: FoundIssue, uuids: Iterable[str], *, by: Actor) -> None:
    """Deliver an issue to further channels, if the asker may edit it. A channel that is not there is only a word."""
    issue, further = found.issue, [_known_channel(work, found.issue, uuid) for uuid in uuids]
    known = [channel for channel in further if channel is not None]
    if not known or not found.access.allows(Action.EDIT_ISSUE, author=issue.created_by):
        return
    change = _set(work, issue, [*channels.of_issue(work.db, issue.id), *known])
    if change is not None:
        event = IssueEdited(changes={"channels": change})
        work.record_on(issue, event, by=by)


def _set(work: Work, issue: Issue, wanted: Iterable[Channel]) -> FieldChange | None:
    before = {channel.uuid for channel in channels.of_issue(work.db, issue.id)}
    after = {channel.uuid: channel.id for channel in wanted if not channel.is_default}
    if before == after.keys():
        return None
    channels.set_for_issue(work.db, issue.id, after.values())
    return FieldChange(sorted(before), sorted(after))


def _channel(work: Work, issue: Issue, uuid: str) -> Channel:
    channel = _known_channel(work, issue, uuid)
    if channel is None:
        raise Invalid.field("channels", says("must be channels of this workspace, and %(uuid)s is none", uuid=uuid))
    return channel


def _known_channel(work: Work, issue: Issue, uuid: str) -> Channel | None:
    channel = work.directory.channel_by_uuid(uuid)
    return None if channel is None or channel.workspace != issue.workspace else channel

"""Guance's issues, and how ours become them and theirs ours."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.times import NEVER, seconds
from unknot.dialects.guance.wire_extend import channels_in, extend_in, extend_out, managers_in, watchers_in
from unknot.dialects.guance.wire_person import PersonInfo, person_info
from unknot.domain.errors import Invalid, Problem
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import Format, Issue, IssueChange, IssueDraft, Source, SourceType
from unknot.domain.status import Status
from unknot.domain.text import Limits, refuse_if
from unknot.store.directory import Directory

STATUS_OUT: Final = {
    Status.OPEN: 10,
    Status.IN_PROGRESS: 15,
    Status.COMPLETED: 20,
    Status.CLOSED: 25,
    Status.PENDING: 30,
}
STATUS_IN: Final = {number: status for status, number in STATUS_OUT.items()}
SOURCES_IN: Final = (SourceType.EVENT, SourceType.DASHBOARD, SourceType.VIEWER)


class IssueOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An issue as add, modify and list answer with it. The vendor's samples have its keys in this order."""

    create_at: shapes.Seconds
    creator: shapes.PersonWord
    creator_info: PersonInfo
    delete_at: shapes.Alive = NEVER
    description: str
    extend: shapes.Extend
    id: shapes.Number
    level: shapes.LevelWord
    name: str
    resource: str
    resource_type: SourceType
    resource_uuid: str = msgspec.field(name="resourceUUID")
    status: shapes.Normal = 0
    status_type: shapes.StatusType
    sub_identify: str
    update_at: shapes.Seconds
    updator: shapes.PersonWord
    updator_info: PersonInfo
    uuid: shapes.IssueWord
    workspace_uuid: shapes.WorkspaceWord = msgspec.field(name="workspaceUUID")


class IssueChangeIn(msgspec.Struct, frozen=True, kw_only=True):
    """What modify takes. Keys are the vendor's, misspellings too."""

    name: shapes.Name | UnsetType = UNSET
    level: shapes.LevelWord | shapes.LevelNumber | UnsetType = UNSET
    description: shapes.Description | UnsetType = UNSET
    decription: str | UnsetType = UNSET  # as some of the vendor's tables have it
    statusType: shapes.StatusType | UnsetType = UNSET  # noqa: N815
    attachmentUuids: list[shapes.AttachmentWord] | UnsetType | None = UNSET  # noqa: N815
    extend: shapes.Extend | UnsetType | None = UNSET
    channelUUIDs: list[shapes.ChannelWord] | UnsetType | None = UNSET  # noqa: N815


class IssueIn(IssueChangeIn, frozen=True, kw_only=True):
    """What add takes: where the issue was filed from, too, which never changes."""

    resourceType: shapes.SourceWord | UnsetType = UNSET  # noqa: N815
    resourceUUID: shapes.Remark | UnsetType = UNSET  # noqa: N815
    resource: shapes.Remark | UnsetType = UNSET


def issue_out(issue: Issue, directory: Directory) -> IssueOut:
    creator, updator = directory.user(issue.created_by), directory.user(issue.updated_by)
    assignees = [directory.user(one) for one in issue.assignees]
    return IssueOut(
        create_at=seconds(issue.created_at),
        creator=ids.person_id(creator),
        creator_info=person_info(creator),
        description=issue.description,
        extend=extend_out(issue.extend, assignees, directory),
        id=issue.id,
        level=ids.level_id(issue.level),
        name=issue.title,
        resource=issue.source.name,
        resource_type=issue.source.type,
        resource_uuid=_source_id(issue.source),
        status_type=STATUS_OUT[issue.status],
        sub_identify=issue.sub_identity,
        update_at=seconds(issue.updated_at),
        updator=ids.person_id(updator),
        updator_info=person_info(updator),
        uuid=ids.wire_id(ids.ISSUE, issue.uuid),
        workspace_uuid=ids.workspace_id(issue.workspace, directory),
    )


def issue_draft(body: IssueIn, workspace: WorkspaceId, directory: Directory, limits: Limits) -> IssueDraft:
    """A new issue, by the rules of the vendor's table: every problem of the body is named at once."""
    reading = _Reading(body, workspace, directory)
    reading.require("name", "level", "description")
    extend = reading.extend() or {}
    draft = IssueDraft(
        title=reading.name() or "",
        description=reading.description() or "",
        format=Format.HTML,
        status=reading.status() or Status.OPEN,
        level=reading.level() or "",
        source=reading.source(body),
        extend=msgspec.json.encode(extend).decode(),
        assignees=managers_in(extend, directory),
        watchers=watchers_in(extend),
        channels=reading.channels(extend) or (),
        files=reading.files() or (),
    )
    refuse_if(reading.problems)
    refuse_if(draft.problems(limits))
    return draft


def issue_change(body: IssueChangeIn, issue: Issue, directory: Directory, limits: Limits) -> IssueChange:
    """What a modify wants different. What is left out stays; `extend` is merged key by key; {} changes nothing."""
    reading = _Reading(body, issue.workspace, directory)
    given = reading.extend() or {}
    extend = {**extend_out(issue.extend, [directory.user(one) for one in issue.assignees], directory), **given}
    change = IssueChange(
        title=reading.name(),
        description=reading.description(),
        format=Format.HTML if reading.description() is not None else None,
        status=reading.status(),
        level=reading.level(),
        extend=msgspec.json.encode(extend).decode() if given else None,
        assignees=managers_in(extend, directory) if "manager" in given else None,
        watchers=watchers_in(extend) if "members" in given else None,
        channels=reading.channels(given),
        files=reading.files(),
    )
    refuse_if(reading.problems)
    refuse_if(change.problems(limits))
    return change


class _Reading:
    """Reads a body field by field, and collects what is wrong with it."""

    def __init__(self, body: IssueChangeIn, workspace: WorkspaceId, directory: Directory) -> None:
        self._body = body
        self._workspace = workspace
        self._directory = directory
        self.problems: list[Problem] = []

    def require(self, *fields: str) -> None:
        given = {"description": self._described()}
        for field in fields:
            if given.get(field, getattr(self._body, field)) is UNSET:
                self.problems.append(Problem(field, "must be given"))

    def name(self) -> str | None:
        return self._text("name", self._body.name)

    def description(self) -> str | None:
        description = self._text("description", self._described())
        if description is not None and len(description) > shapes.MOST_IN_TEXT:
            self.problems.append(Problem("description", f"must be at most {shapes.MOST_IN_TEXT} characters long"))
        return description

    def status(self) -> Status | None:
        given = self._body.statusType
        if given is UNSET:
            return None
        status = STATUS_IN.get(given)
        if status is None:
            self.problems.append(Problem("statusType", f"must be one of {', '.join(map(str, STATUS_IN))}"))
        return status

    def level(self) -> str | None:
        given = self._body.level
        if given is UNSET:
            return None
        key = ids.level_key_in(f"system_level_{given}" if isinstance(given, int) else given)
        if key is None:
            self.problems.append(Problem("level", 'must be system_level_0 to system_level_3, an issl_ UUID, or ""'))
        return key

    def source(self, body: IssueIn) -> Source:
        kind = body.resourceType
        if kind is not UNSET and kind not in SOURCES_IN:
            self.problems.append(Problem("resourceType", f"must be one of {', '.join(SOURCES_IN)}"))
            return Source()
        return Source(
            SourceType.NONE if kind is UNSET else SourceType(kind),
            _or_empty(body.resourceUUID),
            _or_empty(body.resource),
        )

    def extend(self) -> dict[str, Any] | None:
        given = self._body.extend
        if given is UNSET or given is None:
            return None
        try:
            return extend_in(given, self._workspace, self._directory)
        except Invalid as refusal:
            self.problems += refusal.problems
            return None

    def channels(self, extend: Mapping[str, Any]) -> tuple[str, ...] | None:
        """Those of `extend` that are there and those of `channelUUIDs`, which all must be; None if neither is given."""
        given = self._body.channelUUIDs
        if given is UNSET and "channels" not in extend:
            return None
        named = self._all("channelUUIDs", ids.CHANNEL, given)
        return tuple(dict.fromkeys([*channels_in(extend), *named]))

    def files(self) -> tuple[str, ...] | None:
        given = self._body.attachmentUuids
        return None if given is UNSET else self._all("attachmentUuids", ids.ATTACHMENT, given)

    def _described(self) -> str | UnsetType:
        return self._body.decription if self._body.description is UNSET else self._body.description

    def _text(self, field: str, given: str | UnsetType) -> str | None:
        if given is UNSET:
            return None
        if given == "":
            self.problems.append(Problem(field, "must not be empty"))
        return given

    def _all(self, field: str, prefix: str, given: list[str] | UnsetType | None) -> tuple[str, ...]:
        uuids = ids.uuids_in(prefix, [] if given is UNSET or given is None else given)
        if uuids is None:
            self.problems.append(Problem(field, f"must hold UUIDs that begin with {prefix}_"))
        return uuids or ()


def _source_id(source: Source) -> str:
    """Where clients said what it was filed from, their own word; a monitor of ours as the vendor names one."""
    return ids.wire_id(ids.MONITOR, source.uuid) if source.type is SourceType.CHECKER else source.uuid


def _or_empty(given: str | UnsetType) -> str:
    return "" if given is UNSET else given

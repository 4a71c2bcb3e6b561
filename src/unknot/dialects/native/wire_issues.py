"""Issues on our own paths: which one it is, and what changes on many of them at once."""

from typing import Annotated, Final

import msgspec
from msgspec import UNSET, Meta, UnsetType

from unknot.dialects.native.names import level_key_in, uuids_in
from unknot.domain.errors import Invalid, Refused
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.project import issue_key
from unknot.domain.status import Status
from unknot.store.directory import Directory

MOST_AT_ONCE: Final = 100  # issues; as many as a page has


class IssueOut(msgspec.Struct, frozen=True, kw_only=True):
    """Which issue it is, and how it stands."""

    uuid: str
    key: str  # what people call it: "OPS-431"
    title: str
    status: Status
    level: str


class BatchIn(msgspec.Struct, frozen=True, kw_only=True):
    """Issues, and what is to change on each of them: what is left out stays, an empty array empties."""

    issues: Annotated[list[str], Meta(min_length=1, max_length=MOST_AT_ONCE)]
    status: Status | UnsetType = UNSET
    level: str | UnsetType = UNSET
    assignees: list[str] | UnsetType = UNSET
    channels: list[str] | UnsetType = UNSET


class RefusalOut(msgspec.Struct, frozen=True):
    """Why an issue stayed as it was."""

    code: str
    message: str


class ResultOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one issue of a batch, by the name that was given for it. `error` tells why nothing did."""

    issue: str
    is_changed: bool
    error: RefusalOut | UnsetType = UNSET


class BatchOut(msgspec.Struct, frozen=True):
    changed: int
    results: list[ResultOut]  # in the order of the request


def issue_out(issue: Issue, directory: Directory) -> IssueOut:
    project = directory.project(issue.project)
    return IssueOut(
        uuid=issue.uuid,
        key=issue_key(project.key if project else "?", issue.number),
        title=issue.title,
        status=issue.status,
        level=issue.level,
    )


def batch_change(body: BatchIn) -> IssueChange:
    if all(wish is UNSET for wish in (body.status, body.level, body.assignees, body.channels)):
        raise Invalid.field("body", "must have status, level, assignees or channels, and has none of them")
    return IssueChange(
        status=None if body.status is UNSET else body.status,
        level=None if body.level is UNSET else level_key_in(body.level),
        assignees=None if body.assignees is UNSET else uuids_in("assignees", body.assignees),
        channels=None if body.channels is UNSET else uuids_in("channels", body.channels),
    )


def result_out(given: str, refusal: Refused | None) -> ResultOut:
    if refusal is None:
        return ResultOut(given, is_changed=True)
    return ResultOut(given, is_changed=False, error=RefusalOut(refusal.code, refusal.message))

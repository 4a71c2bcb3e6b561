"""An issue, and everything that may be said of one.

A draft is what somebody gives to make an issue; a change is what somebody wants different. Both dialects, the pages,
the command line and an import fill in the same two, so they all obey the same rules.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId, WorkspaceId
from unknot.domain.level import NO_LEVEL
from unknot.domain.status import Status
from unknot.domain.text import Limits, length_problems, text_problems


class Format(StrEnum):
    """How a description is written. It is stored as given, and sanitised when shown."""

    MARKDOWN = "markdown"
    HTML = "html"


class SourceType(StrEnum):
    """Where an issue was filed from."""

    NONE = ""
    EVENT = "event"
    DASHBOARD = "dashboard"
    VIEWER = "viewer"
    CHECKER = "checker"  # a monitor; never said by a client


class Source(msgspec.Struct, frozen=True):
    """What an issue was filed from: a kind of thing, its id where it lives, and its name."""

    type: SourceType = SourceType.NONE
    uuid: str = ""
    name: str = ""


NOWHERE = Source()


class Standing(msgspec.Struct, frozen=True):
    """Where an issue stands: in a project, under a number."""

    project: ProjectId
    number: int


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """The one object. Labels and assignees are sets in the order in which they were given."""

    id: IssueId
    uuid: str
    workspace: WorkspaceId
    project: ProjectId
    number: int  # counts up within its project and is never reused
    title: str
    description: str
    format: Format
    status: Status
    labels: tuple[LabelId, ...]
    assignees: tuple[UserId, ...]
    level: str = NO_LEVEL  # a system level's key, a custom one's UUID, or nothing
    source: Source = NOWHERE
    sub_identity: str = ""  # what makes events belong to the same issue
    extend: str = "{}"  # a JSON object that clients own, exactly as they sent it
    created_by: UserId
    created_at: datetime
    updated_by: UserId
    updated_at: datetime

    @property
    def standing(self) -> Standing:
        return Standing(self.project, self.number)


class IssueDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make an issue. Labels and assignees are named by UUID, as the outside knows them."""

    title: str
    description: str
    format: Format = Format.MARKDOWN
    status: Status = Status.OPEN
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    level: str = NO_LEVEL
    source: Source = NOWHERE
    sub_identity: str = ""
    extend: str = "{}"
    channels: tuple[str, ...] = ()  # beside the default one, which holds every issue
    watchers: tuple[str, ...] = ()
    files: tuple[str, ...] = ()  # uploaded before, attached to nothing yet
    description_may_be_blank: bool = False  # for people, to whom a title is enough; both dialects ask for more

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("title", self.title, at_most=limits.title)
        check = length_problems if self.description_may_be_blank else text_problems
        yield from check("description", self.description, at_most=limits.description)
        yield from length_problems("source.uuid", self.source.uuid, at_most=limits.description)
        yield from length_problems("source.name", self.source.name, at_most=limits.description)


class IssueChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different; None leaves a thing as it is, an empty set empties it."""

    title: str | None = None
    description: str | None = None
    format: Format | None = None
    status: Status | None = None
    labels: tuple[str, ...] | None = None
    assignees: tuple[str, ...] | None = None
    level: str | None = None
    extend: str | None = None
    channels: tuple[str, ...] | None = None
    watchers: tuple[str, ...] | None = None
    files: tuple[str, ...] | None = None
    description_may_be_blank: bool = False

    def problems(self, limits: Limits) -> Iterable[Problem]:
        if self.title is not None:
            yield from text_problems("title", self.title, at_most=limits.title)
        if self.description is not None:
            check = length_problems if self.description_may_be_blank else text_problems
            yield from check("description", self.description, at_most=limits.description)


CHANGEABLE = ("title", "description", "format", "status", "labels", "assignees", "level", "extend")


class FieldChange(msgspec.Struct, frozen=True):
    """One field, before and after; ids where the field holds ids."""

    before: Any
    after: Any


def differences(old: object, new: object, fields: Iterable[str] = CHANGEABLE) -> dict[str, FieldChange]:
    """What changed between two states of an issue, or of anything else: the substance of the timeline and of undo."""
    return {
        field: FieldChange(before, after)
        for field in fields
        if (before := getattr(old, field)) != (after := getattr(new, field))
    }

"""What GitFlic's clients send, and how it becomes ours. README.md lists the leniencies; unknown keys are ignored."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec.structs import replace

from unknot.dialects.gitflic import shapes
from unknot.domain.errors import Invalid, Problem
from unknot.domain.ids import as_uuid
from unknot.domain.issue import IssueChange, IssueDraft
from unknot.domain.label import LabelChange, LabelDraft
from unknot.domain.project import ProjectDraft
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.domain.text import Limits, refuse_if, slug
from unknot.http.told import told

Wanted = TypeVar("Wanted")

STATUS_IN = {status.name: status for status in Status}
RELATION_IN = {kind.name: kind for kind in RelationKind}


class In(msgspec.Struct, rename="camel", frozen=True, kw_only=True):
    """A body: our names here, the vendor's on the wire."""


class Id(In, frozen=True, kw_only=True):
    """The vendor's way to name a thing: an object with its id."""

    id: shapes.Uuid


class StatusId(Id, frozen=True, kw_only=True):
    id: shapes.StatusWord


Ids = list[Id | shapes.Uuid]
OneStatus = Annotated[list[StatusId | shapes.StatusWord], told(minItems=1, maxItems=1)]


class IssueIn(In, frozen=True, kw_only=True):
    """An issue to create or to change: title, description, and what else is to be set."""

    title: shapes.IssueTitle | None = None
    description: shapes.Text | None = None
    status: StatusId | OneStatus | shapes.StatusWord | None = None
    assigned_users: Ids | None = None
    labels: Ids | None = None
    assigne_users: Ids | None = None  # as the vendor's table misspells it


class RelationIn(In, frozen=True, kw_only=True):
    target_issue_uuid: shapes.Uuid | None = None
    relation_type: shapes.RelationWord | None = None
    issue_relation_type: shapes.RelationWord | None = None  # as the answer calls it


class NoteIn(In, frozen=True, kw_only=True):
    note: shapes.Note | None = None


class ProjectIn(In, frozen=True, kw_only=True):
    title: shapes.Title | None = None
    alias: shapes.Alias | None = None
    owner_alias: str | None = None
    owner_alias_type: Literal["USER", "TEAM", "COMPANY"] | None = None
    is_private: bool | None = None
    private: bool | None = None  # as the answer calls it
    description: shapes.Remark | None = None
    language: shapes.Line | None = None


class LabelIn(In, frozen=True, kw_only=True):
    title: shapes.Title | None = None
    hex_color: shapes.ColorIn | None = None
    description: shapes.Remark | None = None
    is_text_light: bool | None = None


class RelationWish(msgspec.Struct, frozen=True):
    """A relation that somebody wants: to which issue, of which kind."""

    other: str
    kind: RelationKind


def issue_draft(body: IssueIn, limits: Limits) -> IssueDraft:
    """A new issue, checked as far as it can be without the store: every problem is named at once."""
    limits = _of_this_dialect(limits)
    problems = list(_missing(body))
    reading = _Reading(problems)
    draft = IssueDraft(
        title=body.title or "",
        description=body.description or "",
        status=reading.status(body) or Status.OPEN,
        labels=reading.uuids("labels", body.labels) or (),
        assignees=reading.assignees(body) or (),
    )
    named = {problem.field for problem in problems}
    refuse_if([*problems, *(problem for problem in draft.problems(limits) if problem.field not in named)])
    return draft


def issue_change(body: IssueIn, limits: Limits, *, strict: bool) -> IssueChange:
    """What an edit wants different. Strict: title and description must be there, as the vendor's table says."""
    limits = _of_this_dialect(limits)
    problems = list(_missing(body)) if strict else []
    reading = _Reading(problems)
    change = IssueChange(
        title=body.title,
        description=body.description,
        status=reading.status(body),
        labels=reading.uuids("labels", body.labels),
        assignees=reading.assignees(body),
    )
    refuse_if([*problems, *change.problems(limits)])
    return change


def relation_wish(body: RelationIn) -> RelationWish:
    problems: list[Problem] = []
    word = body.issue_relation_type if body.relation_type is None else body.relation_type
    kind = RELATION_IN.get(word or "")
    if kind is None:
        problems.append(Problem("relationType", f"must be one of {', '.join(RELATION_IN)}"))
    other = as_uuid(body.target_issue_uuid or "")
    if other is None:
        problems.append(Problem("targetIssueUuid", "must be the UUID of an issue"))
    if kind is None or other is None:
        raise Invalid(problems)
    return RelationWish(other, kind)


def note(body: NoteIn) -> str:
    return _given("note", body.note)


def project_draft(body: ProjectIn) -> ProjectDraft:
    """A new project. Without an alias it gets one made of its title."""
    title = _given("title", body.title)
    is_private = body.private if body.is_private is None else body.is_private
    return ProjectDraft(
        alias=slug(title) if body.alias is None else body.alias,
        title=title,
        description=body.description or "",
        language=body.language or "",
        is_private=True if is_private is None else is_private,
    )


def label_draft(body: LabelIn) -> LabelDraft:
    return LabelDraft(
        title=_given("title", body.title),
        color=_given("hexColor", body.hex_color),
        description=body.description or "",
        is_text_light=body.is_text_light,
    )


def label_change(body: LabelIn) -> LabelChange:
    return LabelChange(
        title=body.title,
        color=body.hex_color,
        description=body.description,
        is_text_light=body.is_text_light,
    )


def required_uuid(name: str, given: str | None) -> str:
    """A UUID out of the query."""
    uuid = as_uuid(given or "")
    if uuid is None:
        raise Invalid.field(name, "must be given in the query, as a UUID")
    return uuid


class _Reading:
    """Reads the lenient fields, and collects what is wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def status(self, body: IssueIn) -> Status | None:
        """An object, a list of one, or just the word."""
        if body.status is None:
            return None
        given = body.status if isinstance(body.status, list) else [body.status]
        words = list(_words(given))
        status = STATUS_IN.get(words[0]) if len(words) == 1 else None
        if status is None:
            self._problems.append(Problem("status", f"must be one of {', '.join(STATUS_IN)}"))
        return status

    def assignees(self, body: IssueIn) -> tuple[str, ...] | None:
        given = body.assigne_users if body.assigned_users is None else body.assigned_users
        return self.uuids("assignedUsers", given)

    def uuids(self, field: str, given: Ids | None) -> tuple[str, ...] | None:
        """Each UUID once, in the order given."""
        if given is None:
            return None
        uuids = [as_uuid(word) for word in _words(given)]
        if None in uuids:
            self._problems.append(Problem(field, "must hold UUIDs, and holds something else"))
        return tuple(dict.fromkeys(uuid for uuid in uuids if uuid is not None))


def _of_this_dialect(limits: Limits) -> Limits:
    return replace(limits, title=min(limits.title, shapes.MAX_TITLE))


def _words(given: Iterable[Id | str]) -> Iterator[str]:
    for one in given:
        yield one if isinstance(one, str) else one.id


def _missing(body: IssueIn) -> Iterator[Problem]:
    for field in ("title", "description"):
        if getattr(body, field) is None:
            yield Problem(field, "must be given")


def _given(field: str, value: str | None) -> str:
    if value is None:
        raise Invalid.field(field, "must be given")
    return value

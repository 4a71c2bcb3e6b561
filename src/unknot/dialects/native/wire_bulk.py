"""Bulk edits on our own paths."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

from unknot.dialects.native.names import level_key_in, uuids_in
from unknot.dialects.native.wire_issues import RefusalOut
from unknot.domain.bulk import MOST_ISSUES, Fate, Reason, Result, SetChange, Wish, tally
from unknot.domain.status import Status
from unknot.operations.undo import Undone
from unknot.store.bulk_edits import BulkEdit


class SetIn(msgspec.Struct, frozen=True, kw_only=True):
    """How a set is to change: it becomes `set`, if that is there; then come the members of `add`, and others go."""

    to: list[str] | UnsetType = field(default=UNSET, name="set")
    add: list[str] = []
    remove: list[str] = []


class ChangeIn(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change on each issue: what is left out stays. People and channels by UUID, labels by title."""

    status: Status | UnsetType = UNSET
    level: str | UnsetType = UNSET
    assignees: SetIn | UnsetType = UNSET
    labels: SetIn | UnsetType = UNSET
    channels: SetIn | UnsetType = UNSET
    project: str | UnsetType = UNSET
    trash: bool = False
    restore: bool = False


class BulkIn(msgspec.Struct, frozen=True, kw_only=True):
    """Which issues: listed, or all that fit a query in a project or, without one, in the workspace."""

    change: ChangeIn
    issues: Annotated[list[str], Meta(min_length=1, max_length=MOST_ISSUES)] | UnsetType = UNSET
    query: str | UnsetType = UNSET
    project: str | UnsetType = UNSET
    expected: Annotated[int, Meta(ge=0)] | UnsetType = UNSET
    dry_run: bool = False


class BulkResultOut(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one issue, or would become of it. `error` tells why it was refused."""

    issue: str
    key: str
    result: Fate
    error: RefusalOut | UnsetType = UNSET


class ReasonOut(msgspec.Struct, frozen=True):
    """Why some were refused, how many, and a few of them by their keys."""

    code: str
    message: str
    count: int
    examples: Sequence[str]


class BulkOut(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`bulk` names what was done, to be undone; a dry run has none."""

    bulk: str | UnsetType = UNSET
    total: int
    changed: int
    unchanged: int
    refused: int
    reasons: list[ReasonOut]
    labels_left_off: Sequence[str]
    results: list[BulkResultOut]


class ProgressOut(msgspec.Struct, frozen=True):
    bulk: str
    total: int
    done: int


class UndoneResultOut(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    issue: str
    key: str
    is_undone: bool
    reason: str | UnsetType = UNSET


class UndoneOut(msgspec.Struct, frozen=True):
    undone: int
    results: list[UndoneResultOut]


def wish_in(change: ChangeIn) -> Wish:
    return Wish(
        status=None if change.status is UNSET else change.status,
        level=None if change.level is UNSET else level_key_in(change.level),
        assignees=_set_in("change.assignees", change.assignees),
        labels=None if change.labels is UNSET else _set_of(change.labels),
        channels=_set_in("change.channels", change.channels),
        project=None if change.project is UNSET else uuids_in("change.project", [change.project])[0],
        trash=change.trash,
        restore=change.restore,
    )


def bulk_out(results: Sequence[Result], bulk: str | UnsetType = UNSET) -> BulkOut:
    told = tally(results)
    return BulkOut(
        bulk=bulk,
        total=told.total,
        changed=told.changed,
        unchanged=told.unchanged,
        refused=told.refused,
        reasons=list(map(_reason_out, told.reasons)),
        labels_left_off=told.left_off,
        results=list(map(_result_out, results)),
    )


def progress_out(edit: BulkEdit) -> ProgressOut:
    return ProgressOut(edit.uuid, edit.total, edit.done)


def undone_out(every: Iterable[Undone]) -> UndoneOut:
    results = [
        UndoneResultOut(
            issue=one.uuid,
            key=one.key,
            is_undone=one.refusal is None,
            reason=UNSET if one.refusal is None else str(one.refusal),
        )
        for one in every
    ]
    return UndoneOut(sum(one.is_undone for one in results), results)


def _set_in(name: str, given: SetIn | UnsetType) -> SetChange | None:
    """A change of a set whose members are named by UUIDs."""
    if given is UNSET:
        return None
    to = None if given.to is UNSET else uuids_in(f"{name}.set", given.to)
    return SetChange(to=to, add=uuids_in(f"{name}.add", given.add), remove=uuids_in(f"{name}.remove", given.remove))


def _set_of(given: SetIn) -> SetChange:
    to = None if given.to is UNSET else tuple(given.to)
    return SetChange(to=to, add=tuple(given.add), remove=tuple(given.remove))


def _reason_out(reason: Reason) -> ReasonOut:
    return ReasonOut(reason.code, str(reason.sentence), reason.count, reason.examples)


def _result_out(one: Result) -> BulkResultOut:
    error = RefusalOut(one.code, str(one.sentence)) if one.fate is Fate.REFUSED else UNSET
    return BulkResultOut(issue=one.uuid, key=one.key, result=one.fate, error=error)

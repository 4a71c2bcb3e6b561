"""Issues as they are now of which sets and index do not know yet.

They are few: the writer sees to it that not many notes wait. Whatever is read from the sets is corrected by them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.text import fold
from unknot.store.search import id_sets, notes
from unknot.store.search.id_sets import IdSet
from unknot.store.search.notes import Noted
from unknot.store.search.traits import (
    ASSIGNEE,
    CHANNEL,
    CREATOR,
    HANGING,
    HAS,
    LABEL,
    LEVEL,
    LIVING,
    NOBODY,
    PROGRESS,
    PROJECT,
    SOURCE,
    SOURCE_TYPE,
    STATUS,
    UPDATED,
    UPDATOR,
    WATCHER,
    Trait,
    day_of,
)
from unknot.store.session import Session
from unknot.store.statement import Statement, statement

_OWN: Final = (PROJECT, STATUS, LEVEL, CREATOR, UPDATOR, SOURCE, SOURCE_TYPE)
_FIELDS = """
    SELECT i.id, i.workspace_id, i.created_at, i.trashed_at IS NULL AND p.trashed_at IS NULL,
           i.project_id, i.status, i.level, i.created_by, i.updated_by, i.source_name, i.source_type,
           i.labels, i.assignees, i.updated_at,
           EXISTS (SELECT 1 FROM comments c WHERE c.issue_id = i.id),
           EXISTS (SELECT 1 FROM files f WHERE f.issue_id = i.id AND f.trashed_at IS NULL),
           EXISTS (SELECT 1 FROM relations r WHERE r.low_id = i.id OR r.high_id = i.id),
           i.description <> '',
           g.acknowledged_at, g.completed_at, g.reopened_at
    FROM issues i JOIN projects p ON p.id = i.project_id LEFT JOIN issue_progress g ON g.issue_id = i.id
"""


class _Readings(msgspec.Struct, frozen=True):
    """What is read of the issues that a condition names."""

    fields: Statement
    channels: Statement
    watchers: Statement

    @classmethod
    def of(cls, which: str) -> "_Readings":
        return cls(
            statement(f"{_FIELDS} WHERE i.id {which}"),
            statement(f"SELECT issue_id, channel_id FROM issue_channels WHERE issue_id {which}"),
            statement(f"SELECT issue_id, user_id FROM issue_watchers WHERE issue_id {which}"),
        )


_NOTED = "IN (SELECT issue_id FROM issue_notes WHERE id > :note)"
NOTED: Final = _Readings.of(_NOTED)
BETWEEN: Final = _Readings.of("BETWEEN :first AND :last")
# Only those whose texts are new or have changed: a note names the fields that have.
REWRITTEN = statement(
    """
    SELECT issue_id, MAX(id) AS last FROM issue_notes
    WHERE id > :note AND (was IS NULL OR was LIKE :title OR was LIKE :description) GROUP BY issue_id
    """
)
TEXTS = statement("SELECT title, description FROM issues WHERE id = :issue")

_decode_ids = msgspec.json.Decoder(list[int]).decode


class Texts(msgspec.Struct, frozen=True):
    """What can be found of an issue, in the form in which texts are compared."""

    title: str
    description: str

    def contain(self, folded: str) -> bool:
        return folded in self.title or folded in self.description


class Listed(msgspec.Struct, frozen=True):
    """An issue as lists see it."""

    id: IssueId
    workspace: WorkspaceId
    created_at: int  # microseconds, as stored
    traits: set[Trait]


class Waiting(msgspec.Struct, frozen=True):
    """The issues of a workspace that wait, and those of them that have a trait."""

    ids: IdSet
    having: Mapping[Trait, IdSet]
    created: list[tuple[IssueId, int]]

    def correct(self, known: IdSet, trait: Trait) -> IdSet:
        """A set as it would be if nothing waited."""
        return self.replace(known, self.having.get(trait, id_sets.NOTHING))

    def replace(self, known: IdSet, waiting: IdSet) -> IdSet:
        """A set with just these of those that wait."""
        return id_sets.either(id_sets.without(known, self.ids), waiting) if self.ids else known


class AllWaiting(msgspec.Struct, frozen=True):
    """Every issue that waits, of all workspaces, and what its notes say: as of one note."""

    newest: int
    learned: int
    listed: Mapping[IssueId, Listed]  # an issue that is gone for good is not here
    noted: Mapping[IssueId, Noted]


def all_waiting(db: Session, known: AllWaiting | None) -> AllWaiting:
    """What waits now, given what waited when somebody asked last. Only what has changed since is read."""
    newest, learned = notes.newest(db), notes.learned(db)
    if known is not None and (newest, learned) == (known.newest, known.learned):
        return known
    if known is not None and known.newest > newest:  # it is another database
        known = None
    read = listed(db, NOTED, note=learned if known is None else max(learned, known.newest))
    noted = notes.before(db, learned)  # after the issues, which others go on changing: so each of them has its notes
    still = {} if known is None else _still(known, noted)
    return AllWaiting(newest, learned, {**still, **{one.id: one for one in read if one.id in noted}}, noted)


def _still(known: AllWaiting, noted: Mapping[IssueId, Noted]) -> dict[IssueId, Listed]:
    """Those that wait as they waited before."""
    return {
        issue: known.listed[issue] for issue, one in noted.items() if one.last <= known.newest and issue in known.listed
    }


def listed(db: Session, which: _Readings, **values: int) -> list[Listed]:
    """Some issues, of every workspace, as lists see them."""
    linked: dict[IssueId, set[Trait]] = defaultdict(set)
    for field, query in ((CHANNEL, which.channels), (WATCHER, which.watchers)):
        for issue, thing in db.rows(query, **values):
            linked[issue].add((field, str(thing)))
    return [
        Listed(id_, workspace, at, {*_traits(fields), *linked.get(id_, ()), *((LIVING,) if is_living else ())})
        for id_, workspace, at, is_living, *fields in db.rows(which.fields, **values)
    ]


def texts(db: Session, note: int) -> dict[IssueId, Texts]:
    """The texts, as they are, of the issues whose texts are new or have changed since a note."""
    found: dict[IssueId, Texts] = {}
    for issue, last in db.rows(REWRITTEN, note=note, title='%"title":%', description='%"description":%'):
        now = _texts(db, issue, last)
        if now is not None:
            found[issue] = now
    return found


def _texts(db: Session, issue: IssueId, last: int) -> Texts | None:
    """The texts of an issue as of its last note. To bring them into that form takes longer than to read them."""
    known = db.memory.texts.recall(issue)
    if known is not None and known[0] == last:
        return known[1]
    row = db.row(TEXTS, issue=issue)
    return None if row is None else db.memory.texts.keep(issue, (last, texts_of(*row)))[1]


def texts_of(title: str, description: str) -> Texts:
    return Texts(fold(title), fold(description))


def in_workspace(every: Iterable[Listed], workspace: WorkspaceId) -> Waiting:
    own = [one for one in every if one.workspace == workspace]
    having: dict[Trait, list[IssueId]] = defaultdict(list)
    for one in own:
        for trait in one.traits:
            having[trait].append(one.id)
    return Waiting(
        id_sets.of(one.id for one in own),
        {trait: id_sets.of(issues) for trait, issues in having.items()},
        [(one.id, one.created_at) for one in own],
    )


def _traits(fields: list[Any]) -> Iterator[Trait]:
    own, (labels, assignees, updated_at), hanging, days = fields[:7], fields[7:10], fields[10:14], fields[14:]
    yield from zip(_OWN, map(str, own), strict=True)
    yield from ((LABEL, str(label)) for label in _decode_ids(labels))
    yield from ((ASSIGNEE, user) for user in list(map(str, _decode_ids(assignees))) or [NOBODY])
    yield UPDATED, day_of(updated_at)
    yield from ((HAS, name) for name, is_there in zip(HANGING, hanging, strict=True) if is_there)
    yield from ((name, day_of(at)) for name, at in zip(PROGRESS, days, strict=True) if at is not None)

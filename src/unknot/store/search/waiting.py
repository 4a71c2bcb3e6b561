"""Issues as they are now of which sets and index do not know yet.

The writer sees to it that no more than some thousand notes wait. Whatever is read from the sets is corrected by them.
Of what waits only that is read which has changed since somebody asked last, so that a list costs no more for it while
many issues are filed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.text import fold
from unknot.store.search import id_sets, notes, written
from unknot.store.search.id_sets import IdSet
from unknot.store.search.notes import Noted
from unknot.store.search.sets import Moves, Sets
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
from unknot.store.search.written import Change
from unknot.store.session import Session
from unknot.store.statement import Statement, statement

NONE_NEW: Final = 2**62
WAITING: Final[Trait] = ("waiting", "")  # what every issue has that waits
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


NOTED: Final = _Readings.of("IN (SELECT issue_id FROM issue_notes WHERE id > :note)")
FIRST_NOTED: Final = _Readings.of("IN (SELECT issue_id FROM issue_notes WHERE id > :note AND id <= :until)")
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

    workspace: WorkspaceId
    every: Mapping[IssueId, Listed]  # of all workspaces
    noted: Mapping[IssueId, Noted]
    having: Sets

    @property
    def issues(self) -> Iterator[Listed]:
        return (one for one in self.every.values() if one.workspace == self.workspace)

    @property
    def new_from(self) -> int:
        """From which id on issues are new: older ones do not wait for the first time."""
        return min((issue for issue, one in self.noted.items() if one.was is None), default=NONE_NEW)

    @property
    def ids(self) -> IdSet:
        return self.having.get(WAITING, id_sets.NOTHING)

    def created_between(self, first: int, last: int) -> IdSet:
        """Those that were filed between these times, in microseconds, both included."""
        return id_sets.of(one.id for one in self.issues if first <= one.created_at <= last)

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
    listed: Mapping[IssueId, Listed] = {}  # an issue that is gone for good is not here
    noted: Mapping[IssueId, Noted] = {}
    having: Mapping[WorkspaceId, Sets] = {}
    changes: dict[IssueId, tuple[int, Change | None]] = {}  # of texts, as of a note, as far as somebody asked

    def of(self, workspace: WorkspaceId) -> Waiting:
        return Waiting(workspace, self.listed, self.noted, self.having.get(workspace, {}))

    def change(self, db: Session, issue: IssueId) -> Change | None:
        """What is written in an issue, as far as it has changed. To work that out takes a tenth of a millisecond."""
        noted, known = self.noted[issue], self.changes.get(issue)
        if known is None or known[0] != noted.last:
            known = self.changes[issue] = (noted.last, written.change(db, issue, noted.was))
        return known[1]


def all_waiting(db: Session, known: AllWaiting | None) -> AllWaiting:
    """What waits now, given what waited when somebody asked last."""
    newest, learned = notes.newest(db), notes.learned(db)
    if known is not None and (newest, learned) == (known.newest, known.learned):
        return known
    if known is None or known.newest > newest:  # it is another database
        known = AllWaiting(newest=learned, learned=learned)
    read = listed(db, NOTED, note=max(learned, known.newest))
    # After the issues, which others go on changing: so each of them has its notes.
    if learned == known.learned:
        noted, stay, changes = _followed(known.noted, notes.since(db, known.newest)), known.listed, known.changes
    else:
        noted = notes.since(db, learned)
        still = {issue for issue, one in noted.items() if one.last <= known.newest}
        stay = {issue: one for issue, one in known.listed.items() if issue in still}
        same = (issue for issue, one in noted.items() if issue in known.changes and known.noted.get(issue) == one)
        changes = {issue: known.changes[issue] for issue in same}
    come = {one.id: one for one in read if one.id in noted}
    gone = (come.keys() & known.listed.keys()) | (known.listed.keys() - stay.keys())
    having = _having(known, [known.listed[issue] for issue in gone], come.values())
    return AllWaiting(newest, learned, {**stay, **come}, noted, having, changes)


def _followed(known: Mapping[IssueId, Noted], later: Mapping[IssueId, Noted]) -> dict[IssueId, Noted]:
    both = {issue: known[issue].followed_by(later[issue]) for issue in known.keys() & later.keys()}
    return {**known, **later, **both}


def _having(known: AllWaiting, gone: Iterable[Listed], come: Iterable[Listed]) -> Mapping[WorkspaceId, Sets]:
    """Who has which trait, when some issues wait no more, and others do, or are not as they were."""
    moves = Moves()
    for issues, is_in in ((gone, False), (come, True)):
        for one in issues:
            moves.move(one.workspace, one.id, {WAITING, *one.traits}, is_in=is_in)
    return {**known.having, **moves.applied_to(known.having)}


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


def texts_since(db: Session, note: int) -> dict[IssueId, Texts]:
    """The texts, as they are, of the issues whose texts are new or have changed since a note."""
    found: dict[IssueId, Texts] = {}
    for issue, last in db.rows(REWRITTEN, note=note, title='%"title":%', description='%"description":%'):
        known = db.memory.texts.recall(issue)  # to bring them into that form takes longer than to read them
        if known is None or known[0] != last:
            known = db.memory.texts.keep(issue, (last, texts(db, issue)))
        found[issue] = known[1]
    return found


def texts(db: Session, issue: IssueId) -> Texts:
    """The texts of an issue as they are; nothing of one that is gone for good."""
    return texts_of(*db.row(TEXTS, issue=issue) or ("", ""))


def texts_of(title: str, description: str) -> Texts:
    return Texts(fold(title), fold(description))


def _traits(fields: list[Any]) -> Iterator[Trait]:
    own, (labels, assignees, updated_at), hanging, days = fields[:7], fields[7:10], fields[10:14], fields[14:]
    yield from zip(_OWN, map(str, own), strict=True)
    yield from ((LABEL, str(label)) for label in _decode_ids(labels))
    yield from ((ASSIGNEE, user) for user in list(map(str, _decode_ids(assignees))) or [NOBODY])
    yield UPDATED, day_of(updated_at)
    yield from ((HAS, name) for name, is_there in zip(HANGING, hanging, strict=True) if is_there)
    yield from ((name, day_of(at)) for name, at in zip(PROGRESS, days, strict=True) if at is not None)

"""The issues of one workspace, as sets that are right now."""

from datetime import datetime
from typing import Final

from unknot.domain.ids import WorkspaceId
from unknot.store.search import notes, sets, spans, texts, waiting
from unknot.store.search.id_sets import IdSet
from unknot.store.search.memory import Remembered
from unknot.store.search.texts import MOST_REMEMBERED, Findings
from unknot.store.search.traits import Trait
from unknot.store.search.waiting import Waiting
from unknot.store.session import Session

MOST_WORKSPACES: Final = 100  # whose waiting issues are remembered; they take some ten KB each

AsOf = tuple[int, int]  # the newest note, and the last one that sets and index have learned


class Memory:
    """What lists remember from one to the next, for any number of threads."""

    def __init__(self) -> None:
        self.findings: Findings = Remembered(MOST_REMEMBERED)
        self.waiting: Remembered[WorkspaceId, tuple[AsOf, Waiting]] = Remembered(MOST_WORKSPACES)


class Index:
    """What lists ask, for one question. What waits is read first: the sets may learn it at any moment after."""

    def __init__(self, db: Session, workspace: WorkspaceId, memory: Memory) -> None:
        self._db = db
        self._workspace = workspace
        self._memory = memory
        self._waiting = _waiting(db, workspace, memory)

    def having(self, trait: Trait) -> IdSet:
        return self._waiting.correct(sets.members(self._db, self._workspace, trait), trait)

    def created_between(self, since: datetime | None, until: datetime | None) -> IdSet:
        return spans.created_between(self._db, self._workspace, self._waiting, since=since, until=until)

    def containing(self, folded: str) -> IdSet:
        return texts.containing(self._db, self._workspace, folded, self._memory.findings)


def _waiting(db: Session, workspace: WorkspaceId, memory: Memory) -> Waiting:
    """What waits; it corrects the sets even when they learn it in this moment."""
    as_of, remembered = (notes.newest(db), notes.learned(db)), memory.waiting.recall(workspace)
    if remembered is not None and remembered[0] == as_of:
        return remembered[1]
    found = waiting.in_workspace(waiting.listed(db, as_of[1]), workspace)
    return memory.waiting.keep(workspace, (as_of, found))[1]

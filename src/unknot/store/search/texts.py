"""Which issues contain a text: asked of the index once, then remembered and kept up to date.

A list tells how many issues it has in all, so every one that contains the text must be known, though only ten are
shown. Where a third of a million does, that takes the index a third of a second. What was found is therefore kept as a
set, and a later question only looks at the issues that have changed since. And what so many have in common is mostly in
sentences that they share, of which the index knows who has them (`sentences.py`).
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.store.search import id_sets, notes, sentences, sets, sqlite, waiting
from unknot.store.search.characters import COMMON
from unknot.store.search.id_sets import IdSet
from unknot.store.search.memory import Remembered
from unknot.store.search.notes import KEPT
from unknot.store.search.phrases import Search
from unknot.store.search.sqlite import END
from unknot.store.search.traits import CHARACTER
from unknot.store.search.waiting import Texts
from unknot.store.session import Session

MOST_REMEMBERED: Final = 32  # texts; each takes up to 150 KB where there are a million issues
NUL: Final = "\0"

Key = tuple[WorkspaceId, str]


class Finding(msgspec.Struct, frozen=True):
    """The issues that contained a text when this was the newest note."""

    issues: IdSet
    as_of: int


Findings = Remembered[Key, Finding]


def containing(db: Session, workspace: WorkspaceId, folded: str, findings: Findings) -> IdSet:
    """Issues with this text in title or description: all of the workspace, and perhaps others beside them."""
    if END in folded or NUL in folded:  # nobody's text has them, and the index has its own use for them
        return id_sets.NOTHING
    key = (workspace, folded)
    return findings.keep(key, _updated(db, key, findings.recall(key))).issues


def _updated(db: Session, key: Key, finding: Finding | None) -> Finding:
    """A finding as of now."""
    newest = notes.newest(db)  # first: whatever changes while we look is looked at again next time
    if finding is not None and newest == finding.as_of:
        return finding
    if finding is not None and newest - finding.as_of <= KEPT:
        return Finding(_corrected(finding.issues, waiting.texts_since(db, finding.as_of), key[1]), newest)
    unknown = waiting.texts_since(db, notes.learned(db))  # before the index, which may be about to learn them
    return Finding(_corrected(_indexed(db, *key), unknown, key[1]), newest)


def _indexed(db: Session, workspace: WorkspaceId, folded: str) -> IdSet:
    """As far as index and sets know."""
    if folded in COMMON:
        return sets.members(db, workspace, (CHARACTER, folded))
    # The index first. Meanwhile a run may come to be shared, and what was in the index is then in its set.
    in_full = sqlite.containing(db, folded)
    known = sentences.shared(db)
    with_marks = Search(db, workspace, known, sentences.split(folded)).issues()
    within = (sets.members(db, workspace, run.trait) for run in known.with_part(folded))
    return id_sets.any_of([in_full, with_marks, *within])


def _corrected(known: IdSet, changed: Mapping[IssueId, Texts], folded: str) -> IdSet:
    """A set, with each of the changed issues in it just if its texts are such now."""
    others = id_sets.without(known, id_sets.of(changed))
    return id_sets.either(others, id_sets.of(issue for issue, texts in changed.items() if texts.contain(folded)))

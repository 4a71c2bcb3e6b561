"""Issues as they are now of which sets and index do not know yet.

They are few: the writer sees to it that not many notes wait. Whatever is read from the sets is corrected by them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from unknot.domain.ids import IssueId, WorkspaceId
from unknot.domain.text import fold
from unknot.store.search import id_sets
from unknot.store.search.id_sets import IdSet
from unknot.store.search.traits import CHANNEL, LIVING, Trait
from unknot.store.session import Session
from unknot.store.statement import statement

_NOTED = "(SELECT issue_id FROM issue_notes WHERE id > :note)"
FIELDS = statement(
    f"""
    SELECT i.id, i.workspace_id, i.created_at, i.trashed_at IS NULL AND p.trashed_at IS NULL,
           i.status, i.level, i.created_by, i.updated_by, i.source_name
    FROM issues i JOIN projects p ON p.id = i.project_id WHERE i.id IN {_NOTED}
    """
)
CHANNELS = statement(f"SELECT issue_id, channel_id FROM issue_channels WHERE issue_id IN {_NOTED}")
TEXTS = statement(f"SELECT id, title, description FROM issues WHERE id IN {_NOTED}")


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


def listed(db: Session, note: int) -> list[Listed]:
    """The issues that have later notes, of every workspace."""
    channels: dict[IssueId, set[Trait]] = defaultdict(set)
    for issue, channel in db.rows(CHANNELS, note=note):
        channels[issue].add((CHANNEL, str(channel)))
    return [
        Listed(id_, workspace, at, _traits(*fields) | channels[id_])
        for id_, workspace, at, *fields in db.rows(FIELDS, note=note)
    ]


def texts(db: Session, note: int) -> dict[IssueId, Texts]:
    """Their texts."""
    return {issue: texts_of(*written) for issue, *written in db.rows(TEXTS, note=note)}


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


def _traits(is_living: object, status: str, level: str, creator: int, updator: int, source: str) -> set[Trait]:
    traits = {
        ("status", status),
        ("level", level),
        ("creator", str(creator)),
        ("updator", str(updator)),
        ("source", source),
    }
    return traits | {LIVING} if is_living else traits

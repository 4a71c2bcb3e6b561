"""A relation: one of fifteen typed links between two issues.

There is one relation for a pair of issues, whatever its kind. Seen from the other issue it has the inverse kind. Read a
kind as a sentence: HIERARCHY_FORWARD from S to T says "S is a child of T".
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from unknot.domain.errors import Unrelatable
from unknot.domain.ids import IssueId, RelationId, UserId
from unknot.domain.sentence import says

ARROW: Final = " → "  # between issues that lead to each other


class Family(StrEnum):
    """Kinds that people think of as one."""

    HIERARCHY = "hierarchy"
    DEPENDENCY = "dependency"
    AFFECTS = "affects"
    DUPLICATE = "duplicate"
    TESTS = "tests"
    RELATED = "related"


class RelationKind(StrEnum):
    """The comment completes the sentence "S …"."""

    HIERARCHY_FORWARD = "hierarchy_forward"  # is a child of T
    HIERARCHY_REVERSE = "hierarchy_reverse"  # is the parent of T
    AFFECTS_FORWARD = "affects_forward"  # is affected by T
    AFFECTS_REVERSE = "affects_reverse"  # affects T
    DUPLICATE_FORWARD = "duplicate_forward"  # is a duplicate of T
    DUPLICATE_REVERSE = "duplicate_reverse"  # has T as a duplicate
    DEPENDENCY_FORWARD = "dependency_forward"  # comes after T
    DEPENDENCY_REVERSE = "dependency_reverse"  # comes before T
    TESTED_BY_FORWARD = "tested_by_forward"  # is tested by T
    TESTED_BY_REVERSE = "tested_by_reverse"  # tests T
    SHARED_PARAMETER_REFERENCED_BY_FORWARD = "shared_parameter_referenced_by_forward"  # is referenced by T
    SHARED_PARAMETER_REFERENCED_BY_REVERSE = "shared_parameter_referenced_by_reverse"  # references T
    SHARED_STEP_REFERENCED_BY_FORWARD = "shared_step_referenced_by_forward"  # is a test case for T
    SHARED_STEP_REFERENCED_BY_REVERSE = "shared_step_referenced_by_reverse"  # holds shared steps for T
    RELATED = "related"  # has to do with T

    @property
    def inverse(self) -> "RelationKind":
        return _INVERSES[self]

    @property
    def family(self) -> Family:
        return _FAMILIES[self]

    @property
    def leads(self) -> bool:
        """Whether S comes first, stands above, or does something to T; what has no direction leads both ways."""
        return self in _LEADING

    @property
    def is_hierarchy(self) -> bool:
        return self in (RelationKind.HIERARCHY_FORWARD, RelationKind.HIERARCHY_REVERSE)


def _turn(kind: RelationKind) -> RelationKind:
    stem, _, direction = kind.value.rpartition("_")
    turned = {"forward": "reverse", "reverse": "forward"}.get(direction)
    return RelationKind(f"{stem}_{turned}") if turned else kind


def _family(kind: RelationKind) -> Family:
    """What is no family of its own has to do with tests."""
    return next((family for family in Family if kind.value.startswith(family.value)), Family.TESTS)


_INVERSES = {kind: _turn(kind) for kind in RelationKind}
_FAMILIES = {kind: _family(kind) for kind in RelationKind}
_LEADING = {
    RelationKind.HIERARCHY_REVERSE,
    RelationKind.DEPENDENCY_REVERSE,
    RelationKind.AFFECTS_REVERSE,
    RelationKind.DUPLICATE_FORWARD,
    RelationKind.TESTED_BY_REVERSE,
    RelationKind.SHARED_PARAMETER_REFERENCED_BY_REVERSE,
    RelationKind.SHARED_STEP_REFERENCED_BY_REVERSE,
    RelationKind.RELATED,
}


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """A relation as seen from one of its two issues; `other` is the one at the far end."""

    id: RelationId
    issue: IssueId
    other: IssueId
    kind: RelationKind
    created_by: UserId
    created_at: datetime


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader sees of a relation: its kind from here, and the issue at the far end as it is now."""

    kind: RelationKind
    uuid: str
    number: int
    title: str
    project: str  # alias
    owner: str  # alias of the workspace


class RelatedToItself(Unrelatable):
    """An issue and itself."""

    code = "related_to_itself"

    def __init__(self, name: str) -> None:
        super().__init__(says("%(name)s cannot be related to itself. Name another issue.", name=name))


class HierarchyCircle(Unrelatable):
    """A parent that is a descendant of its child."""

    code = "hierarchy_circle"

    def __init__(self, way: Sequence[str]) -> None:
        """The way leads from the child that is wanted down to its parent."""
        super().__init__(
            says(
                "%(parent)s cannot be the parent of %(child)s: %(child)s already stands above %(parent)s (%(way)s). "
                "Remove one of these relations first.",
                parent=way[-1],
                child=way[0],
                way=ARROW.join(way),
            )
        )


class OrderCircle(Unrelatable):
    """An issue that comes before another one, and behind it too."""

    code = "order_circle"

    def __init__(self, way: Sequence[str]) -> None:
        """The way leads from what is to come after on to what is to come before it."""
        super().__init__(
            says(
                "%(first)s cannot come before %(second)s: %(second)s already comes before %(first)s (%(way)s). "
                "Remove one of these relations first.",
                first=way[-1],
                second=way[0],
                way=ARROW.join(way),
            )
        )

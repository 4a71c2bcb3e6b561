"""What a term may speak of."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from unknot.domain.relation import RelationKind


class Key(StrEnum):
    IS = "is"  # open or closed
    STATUS = "status"
    LEVEL = "level"
    LABEL = "label"
    ASSIGNEE = "assignee"
    CREATOR = "creator"
    UPDATOR = "updator"
    WATCHER = "watcher"
    CHANNEL = "channel"
    PROJECT = "project"
    KEY = "key"
    NUMBER = "number"
    TITLE = "title"
    HAS = "has"
    SOURCE = "source"
    CREATED = "created"
    UPDATED = "updated"
    ACKNOWLEDGED = "acknowledged"
    COMPLETED = "completed"
    REOPENED = "reopened"
    RELATED = "related"  # in any way
    PARENT = "parent"
    CHILD = "child"
    BLOCKS = "blocks"
    BLOCKED_BY = "blocked-by"
    AFFECTS = "affects"
    AFFECTED_BY = "affected-by"
    DUPLICATES = "duplicates"
    DUPLICATED_BY = "duplicated-by"
    TESTS = "tests"
    TESTED_BY = "tested-by"
    PARAMETERS_USED_BY = "parameters-used-by"
    USES_PARAMETERS_OF = "uses-parameters-of"
    TEST_CASE_FOR = "test-case-for"
    SHARED_STEPS_OF = "shared-steps-of"
    RELATES = "relates"  # in no other way than that
    SORT = "sort"
    GROUP = "group"
    LANES = "lanes"


class Has(StrEnum):
    """What `has:` asks for."""

    FILE = "file"
    COMMENT = "comment"
    RELATION = "relation"
    DESCRIPTION = "description"
    LABEL = "label"
    ASSIGNEE = "assignee"
    LEVEL = "level"
    CHANNEL = "channel"


KEYS: Final = {key.value: key for key in Key}
SETTINGS: Final = frozenset({Key.SORT, Key.GROUP, Key.LANES})  # say how to show issues, not which
TIME_KEYS: Final = frozenset({Key.CREATED, Key.UPDATED, Key.ACKNOWLEDGED, Key.COMPLETED, Key.REOPENED})

# The kind of the relation from an issue that is found to the one that the value names: `parent:#12` finds children.
ONE_RELATION: Final[Mapping[Key, RelationKind]] = {
    Key.PARENT: RelationKind.HIERARCHY_FORWARD,
    Key.CHILD: RelationKind.HIERARCHY_REVERSE,
    Key.BLOCKS: RelationKind.DEPENDENCY_REVERSE,
    Key.BLOCKED_BY: RelationKind.DEPENDENCY_FORWARD,
    Key.AFFECTS: RelationKind.AFFECTS_REVERSE,
    Key.AFFECTED_BY: RelationKind.AFFECTS_FORWARD,
    Key.DUPLICATES: RelationKind.DUPLICATE_FORWARD,
    Key.DUPLICATED_BY: RelationKind.DUPLICATE_REVERSE,
    Key.TESTS: RelationKind.TESTED_BY_REVERSE,
    Key.TESTED_BY: RelationKind.TESTED_BY_FORWARD,
    Key.PARAMETERS_USED_BY: RelationKind.SHARED_PARAMETER_REFERENCED_BY_FORWARD,
    Key.USES_PARAMETERS_OF: RelationKind.SHARED_PARAMETER_REFERENCED_BY_REVERSE,
    Key.TEST_CASE_FOR: RelationKind.SHARED_STEP_REFERENCED_BY_FORWARD,
    Key.SHARED_STEPS_OF: RelationKind.SHARED_STEP_REFERENCED_BY_REVERSE,
    Key.RELATES: RelationKind.RELATED,
}
ANY_RELATION: Final = frozenset(RelationKind)
RELATION_KEYS: Final[Mapping[Key, frozenset[RelationKind]]] = {
    Key.RELATED: ANY_RELATION,
    **{key: frozenset({kind}) for key, kind in ONE_RELATION.items()},
}

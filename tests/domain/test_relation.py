"""Fifteen kinds, and what each looks like from the other end."""

import pytest

from unknot.domain.relation import HierarchyCircle, OrderCircle, RelatedToItself, RelationKind

PAIRS = """
hierarchy_forward                        hierarchy_reverse
affects_forward                          affects_reverse
duplicate_forward                        duplicate_reverse
dependency_forward                       dependency_reverse
tested_by_forward                        tested_by_reverse
shared_parameter_referenced_by_forward   shared_parameter_referenced_by_reverse
shared_step_referenced_by_forward        shared_step_referenced_by_reverse
related                                  related
"""
INVERSES = {one: other for pair in PAIRS.split("\n") if pair for one, other in (pair.split(), pair.split()[::-1])}


def test_there_are_fifteen_kinds() -> None:
    assert {kind.value for kind in RelationKind} == INVERSES.keys()
    assert len(RelationKind) == 15


@pytest.mark.parametrize("kind", RelationKind)
def test_a_kind_looks_from_the_other_end_like_its_inverse(kind: RelationKind) -> None:
    assert kind.inverse.value == INVERSES[kind.value]
    assert kind.inverse.inverse is kind


def test_only_parents_and_children_are_a_hierarchy() -> None:
    hierarchical = {kind.value for kind in RelationKind if kind.is_hierarchy}

    assert hierarchical == {"hierarchy_forward", "hierarchy_reverse"}


def test_refusals_name_the_issues() -> None:
    assert RelatedToItself("WEB-1").message == "WEB-1 cannot be related to itself. Name another issue."
    assert HierarchyCircle(["WEB-2", "WEB-3", "WEB-1"]).message == (
        "WEB-1 cannot be the parent of WEB-2: WEB-2 already stands above WEB-1 (WEB-2 → WEB-3 → WEB-1). "
        "Remove one of these relations first."
    )
    assert OrderCircle(["WEB-2", "WEB-3", "WEB-1"]).message == (
        "WEB-1 cannot come before WEB-2: WEB-2 already comes before WEB-1 (WEB-2 → WEB-3 → WEB-1). "
        "Remove one of these relations first."
    )

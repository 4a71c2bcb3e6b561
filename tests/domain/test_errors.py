"""Refusals: a code for programs, a sentence for people."""

from collections.abc import Iterator

import pytest

from unknot.domain.errors import Invalid, NotFound, Problem, Refused
from unknot.domain.relation import HierarchyCircle, OrderCircle, RelatedToItself


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in kinds(Refused)]

    assert len(set(codes)) == len(codes)
    assert {"not_found", "forbidden", "conflict", "invalid", "too_large", "bad_credentials"} <= set(codes)
    assert [kind.code for kind in (HierarchyCircle, OrderCircle, RelatedToItself)] == [
        "hierarchy_circle",
        "order_circle",
        "related_to_itself",
    ]


def test_what_is_not_found_is_named() -> None:
    refusal = NotFound("issue", "No issue 7 in acme/web")

    assert (refusal.noun, refusal.message, str(refusal)) == (
        "issue",
        "No issue 7 in acme/web",
        "No issue 7 in acme/web",
    )


def test_one_wrong_field_is_told_like_many() -> None:
    with pytest.raises(Invalid, match=r"^title must not be blank$") as refusal:
        raise Invalid.field("title", "must not be blank")

    assert refusal.value.problems == (Problem("title", "must not be blank"),)


def kinds(kind: type[Refused]) -> Iterator[type[Refused]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from kinds(narrower)

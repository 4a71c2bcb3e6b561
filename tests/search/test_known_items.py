"""Who looks for an issue that they know finds it among the first three, however they put it."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.search.conftest import Place

pytestmark = pytest.mark.slow

FIRST = 3
OVERALL, IN_EACH_KIND = 0.95, 0.90
LEAST = 200  # queries


class Known(msgspec.Struct, frozen=True):
    place: str
    kind: str
    query: str
    title: str  # its beginning

    def is_it(self, title: str) -> bool:
        return title.startswith(self.title)


def known_items() -> Iterator[Known]:
    written = tomllib.loads(Path(__file__).with_name("known_items.toml").read_text(encoding="utf-8"))
    for place, kinds in written.items():
        for kind, queries in kinds.items():
            yield from (Known(place, kind, query, title) for query, title in queries.items())


KNOWN = list(known_items())


@pytest.fixture(scope="module")
def places(demo: Place, made: Place) -> dict[str, Place]:
    return {"demo": demo, "made": made}


@pytest.fixture(scope="module")
def misses(places: dict[str, Place]) -> dict[Known, list[str]]:
    """What was found instead."""
    found = {known: places[known.place].find(known.query, FIRST) for known in KNOWN}
    missed = {known: titles for known, titles in found.items() if not any(map(known.is_it, titles))}
    print(told(missed))  # noqa: T201 - worth reading even where they are few enough
    return missed


def test_most_are_among_the_first_three(misses: dict[Known, list[str]]) -> None:
    assert len(KNOWN) >= LEAST
    assert 1 - len(misses) / len(KNOWN) >= OVERALL, told(misses)


def test_so_they_are_of_each_kind(misses: dict[Known, list[str]]) -> None:
    by_kind: dict[str, list[Known]] = defaultdict(list)
    for known in KNOWN:
        by_kind[known.kind].append(known)
    shares = {kind: 1 - sum(known in misses for known in every) / len(every) for kind, every in by_kind.items()}

    assert not {kind: share for kind, share in shares.items() if share < IN_EACH_KIND}, told(misses)


def told(misses: dict[Known, list[str]]) -> str:
    lines = [f"{len(KNOWN) - len(misses)} of {len(KNOWN)} found"]
    lines += [f"{one.place}.{one.kind}: {one.query!r} found {titles}" for one, titles in misses.items()]
    return "\n".join(lines)

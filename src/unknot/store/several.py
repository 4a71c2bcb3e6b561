"""Several values for one place of a statement: `IN (:label_0, :label_1)`."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from unknot.store.session import Row, Session
from unknot.store.statement import Statement

Id = TypeVar("Id", bound=int)
LENGTHS: Final = (1, 10, 50, 100, 200)  # so that few statements serve for every length


def placeholders(name: str, length: int) -> str:
    return ", ".join(f":{name}_{at}" for at in range(length))


def bound(name: str, ids: Iterable[int]) -> dict[str, int]:
    return {f"{name}_{at}": one for at, one in enumerate(ids)}


def padded(ids: Sequence[Id]) -> list[Id]:
    """The same set, made longer with the last of them until it has one of the usual lengths."""
    length = next((length for length in LENGTHS if length >= len(ids)), len(ids))
    return [*ids, *[ids[-1]] * (length - len(ids))] if ids else []


def in_portions(ids: Sequence[Id]) -> Iterator[list[Id]]:
    """As many as one statement takes, again and again."""
    return (padded(ids[at : at + LENGTHS[-1]]) for at in range(0, len(ids), LENGTHS[-1]))


def rows_of(db: Session, query: str, ids: Collection[int]) -> Iterator[Row]:
    """The rows of a query that ends with the column in which these ids are looked for."""
    for some in in_portions(list(ids)):
        yield from db.rows(_among(query, len(some)), **bound("id", some))


@lru_cache
def _among(query: str, length: int) -> Statement:
    return Statement(f"{query} IN ({placeholders('id', length)})")

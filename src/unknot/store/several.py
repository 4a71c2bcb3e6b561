"""Several values for one place of a statement: `IN (:label_0, :label_1)`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

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

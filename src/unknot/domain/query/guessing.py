"""What may have been meant by a name that nothing has."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Final

from unknot.domain.text import fold

MOST_NAMED: Final = 8
MOST_COMPARED: Final = 500  # names: each comparison takes some microseconds
LONGEST: Final = 40  # characters; the time for a comparison grows with the square


def nearest(given: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that look most like it."""
    folded = {fold(name): name for name in islice(names, MOST_COMPARED)}
    found = get_close_matches(fold(given), folded) if len(given) <= LONGEST else ()
    return tuple(folded[name] for name in found)


def likely(given: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those that look most like it; or else the first few, to show what there is."""
    several = list(islice(names, MOST_COMPARED))
    return nearest(given, several) or tuple(several[:MOST_NAMED])

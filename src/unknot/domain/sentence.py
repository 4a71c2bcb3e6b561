"""Sentences for people: English for programs and logs, and whatever a reader's language is on pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Self


class Sentence(str):
    """An English sentence that remembers how it was put together, so that it can be said in other languages."""

    __slots__ = ("pattern", "places")
    pattern: str
    places: Mapping[str, object]

    @classmethod
    def made_of(cls, pattern: str, places: Mapping[str, object]) -> Self:
        made = cls(pattern % places if places else pattern)
        made.pattern, made.places = pattern, places
        return made


def says(pattern: str, **places: object) -> Sentence:
    """A sentence with something in its places; the pattern is found by `bin/words` and translated."""
    return Sentence.made_of(pattern, places)


def listed(texts: Iterable[str], joint: str = ", ") -> Sentence:
    """One after the other, each of which may have its translation."""
    places = {f"_{at}": text if isinstance(text, Sentence) else says(text) for at, text in enumerate(texts)}
    return Sentence.made_of(joint.join(f"%({name})s" for name in places), places)


def translated(text: str, gettext: Callable[[str], str]) -> str:
    """A sentence in another language, and so what stands in its places. Any other text stays as it is."""
    if not isinstance(text, Sentence) or not text.pattern:
        return text
    pattern = gettext(text.pattern)
    if not text.places:
        return pattern
    return pattern % {
        name: translated(value, gettext) if isinstance(value, str) else value for name, value in text.places.items()
    }

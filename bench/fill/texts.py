"""What the people of the filled database write: English, Russian and Chinese, as long as real reports are.

Beside common words there are names that only a few issues have: of classes and methods, of hosts, addresses, error
codes. A million issues have some hundred thousand different ones.
"""

import tomllib
from pathlib import Path
from random import Random
from typing import Any

import msgspec

SHORTEST, LONGEST = 300, 1500  # characters of a description
DESCRIPTIONS = 3_000  # are written once and then shared out, since writing each anew would take longer than storing it
NAMED = 0.3  # of all titles and comments name something; every description does
ADDRESSES, CODES, CALLS = 20_000, 30_000, 30_000
HOSTS = [
    f"{kind}-{number}" for kind in ("db", "cache", "edge", "worker", "runner", "gw", "mq") for number in range(250)
]


class Language(msgspec.Struct, frozen=True):
    subjects: list[str]
    troubles: list[str]
    sentences: list[str]

    def title(self, rng: Random) -> str:
        return f"{rng.choice(self.subjects)} {rng.choice(self.troubles)}"

    def description(self, rng: Random) -> str:
        """Sentences until there are enough, in paragraphs."""
        enough, text = rng.randint(SHORTEST, LONGEST), ""
        while len(text) < enough:
            text += rng.choice(self.sentences) + rng.choice(("\n\n", " ", " "))
        return text[:LONGEST].strip()


class Names(msgspec.Struct, frozen=True):
    """What classes and their methods are called, and codes of errors."""

    beginnings: list[str]
    ends: list[str]
    methods: list[str]
    kinds: list[str]


class Texts:
    """An endless supply of titles, descriptions and comments."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        written = _written()
        self._languages = [msgspec.convert(words, Language) for name, words in written.items() if name != "names"]
        self._descriptions = [rng.choice(self._languages).description(rng) for _ in range(DESCRIPTIONS)]
        names = msgspec.convert(written["names"], Names)
        self._calls = [
            f"{rng.choice(names.beginnings)}{rng.choice(names.ends)}.{rng.choice(names.methods)}" for _ in range(CALLS)
        ]
        self._codes = [f"{rng.choice(names.kinds)}-{rng.randint(1_000, 99_999)}" for _ in range(CODES)]
        self._addresses = [
            f"10.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}" for _ in range(ADDRESSES)
        ]

    def title(self) -> str:
        return self._rng.choice(self._languages).title(self._rng) + (f": {self._name()}" if self._is_named() else "")

    def description(self) -> str:
        pick = self._rng.choice
        seen = f"{pick(HOSTS)} ({pick(self._addresses)}): {pick(self._codes)}, {pick(self._calls)}"
        return f"{pick(self._descriptions)}\n\n{seen}"

    def comment(self) -> str:
        said = self._rng.choice(self._rng.choice(self._languages).sentences)
        return f"{said} {self._name()}" if self._is_named() else said

    def _is_named(self) -> bool:
        return self._rng.random() < NAMED

    def _name(self) -> str:
        """Something that few other issues name."""
        return self._rng.choice(self._rng.choice((self._calls, self._codes, self._addresses)))


def _written() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))

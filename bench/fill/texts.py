"""What the people of the filled database write: English, Russian and Chinese, as long as real reports are."""

import tomllib
from pathlib import Path
from random import Random

import msgspec

SHORTEST, LONGEST = 300, 1500  # characters of a description
DESCRIPTIONS = 3_000  # are written once and then shared out, since writing each anew would take longer than storing it


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


class Texts:
    """An endless supply of titles, descriptions and comments."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._languages = list(_languages())
        self._descriptions = [rng.choice(self._languages).description(rng) for _ in range(DESCRIPTIONS)]

    def title(self) -> str:
        return self._rng.choice(self._languages).title(self._rng)

    def description(self) -> str:
        return self._rng.choice(self._descriptions)

    def comment(self) -> str:
        return self._rng.choice(self._rng.choice(self._languages).sentences)


def _languages() -> list[Language]:
    written = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
    return [msgspec.convert(words, Language) for words in written.values()]

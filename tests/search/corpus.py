"""A few thousand made-up issues in three languages, the same every time: whoever looks for one has many beside it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import msgspec

SEED: Final = 4
ISSUES: Final = 3_000
SENTENCES: Final = (2, 5)  # in a description, at least and at most
COMMENTED, MOST_COMMENTS = 0.4, 4
WITH_FILE: Final = 0.15


class Language(msgspec.Struct, frozen=True):
    subjects: list[str]
    troubles: list[str]
    circumstances: list[str]
    sentences: list[str]
    remarks: list[str]
    files: list[str]


class Pieces(msgspec.Struct, frozen=True):
    class_beginnings: list[str]
    class_ends: list[str]
    methods: list[str]
    errors: list[str]
    code_kinds: list[str]
    host_kinds: list[str]
    folders: list[str]
    file_ends: list[str]
    english: Language
    russian: Language
    chinese: Language

    def of(self, title: str) -> Language:
        return next(one for one in self.languages if title.startswith(tuple(one.subjects)))

    @property
    def languages(self) -> tuple[Language, ...]:
        return (self.english, self.russian, self.chinese)


class Made(msgspec.Struct, frozen=True):
    """An issue to be filed, with all that is written in it."""

    title: str
    description: str
    comments: tuple[str, ...]
    files: tuple[str, ...]


def corpus() -> Iterator[Made]:
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    written = Path(__file__).with_name("corpus.toml").read_bytes()
    pieces = msgspec.convert(tomllib.loads(written.decode()), Pieces)
    titles = sorted({_title(one, rng) for one in pieces.languages for _ in range(ISSUES)})  # each just once
    for title in rng.sample(titles, ISSUES):
        yield _made(title, pieces, rng)


def _title(language: Language, rng: Random) -> str:
    gap = "" if language.subjects[0][0] > "\u3000" else " "
    return gap.join(map(rng.choice, (language.subjects, language.troubles, language.circumstances)))


def _made(title: str, pieces: Pieces, rng: Random) -> Made:
    language = pieces.of(title)
    said = rng.randint(1, MOST_COMMENTS) if rng.random() < COMMENTED else 0
    names = rng.sample(language.files, 1) if rng.random() < WITH_FILE else []
    return Made(
        title,
        "\n\n".join(_filled(one, pieces, rng) for one in rng.sample(language.sentences, rng.randint(*SENTENCES))),
        tuple(_filled(one, pieces, rng) for one in rng.sample(language.remarks, said)),
        tuple(f"{_filled(name, pieces, rng)}.{rng.choice(pieces.file_ends)}" for name in names),
    )


def _filled(text: str, pieces: Pieces, rng: Random) -> str:
    host = f"{rng.choice(pieces.host_kinds)}-{rng.randint(1, 40)}"
    name = rng.choice(pieces.class_beginnings) + rng.choice(pieces.class_ends)
    values = {
        "class": name,
        "method": rng.choice(pieces.methods),
        "error": rng.choice(pieces.errors),
        "code": f"{rng.choice(pieces.code_kinds)}-{rng.randint(1000, 9999)}",
        "host": host,
        "ip": f"10.{rng.randint(0, 9)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}",
        "path": f"{rng.choice(pieces.folders)}/{name.lower()}.{rng.choice(pieces.file_ends)}",
        "number": rng.randint(10, 9999),
    }
    return text.format(**values)

"""Rules for what people type: what is blank, how long is too long, how names are compared."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated

import msgspec

from unknot.domain.errors import Invalid, Problem
from unknot.domain.sentence import says

RESERVED_ALIASES = frozenset(
    {
        *("-", "my", "shared", "new", "me", "delete"),  # words that stand where an alias could stand
        *("project", "user", "team", "company", "upload", "rest-api", "api", "openapi", "docs", "intake"),  # doors
        *(
            "static",
            "healthz",
            "readyz",
            "metrics",
            "first-run",
            "login",
            "logout",
            "settings",
            "inbox",
            "issues",
            "search",
        ),  # pages
    }
)
MAX_ALIAS = 64  # it stands in URLs and on narrow screens
_ALIAS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_NARROW: dict[int, str | int] = {0x3000: " ", **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}}
_WIDE = re.compile(f"[{''.join(map(chr, _NARROW))}]+")  # signs and letters as wide as a Chinese character


Count = Annotated[int, msgspec.Meta(ge=1)]


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much is too much. Every one is a setting."""

    title: Count = 256  # characters; the greater of the two dialects' limits, each of which refuses what it cannot say
    name: Count = 256  # characters; of levels, channels, teams and the like
    description: Count = 100_000  # characters
    comment: Count = 65_535  # characters; what Guance documents for a reply
    file_bytes: Count = 50 * 1024 * 1024
    body_bytes: Count = 10 * 1024 * 1024
    json_depth: Count = 64
    page_size: Count = 100


def fold(name: str) -> str:
    """The form in which names are compared: case and compatible forms make no difference, in any script."""
    return name.lower() if name.isascii() else composed(name).casefold()


def composed(text: str) -> str:
    """A text with its characters in their usual forms (NFKC)."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    # As soon as one character is in another form, the library takes fifty times as long. In every Chinese text some
    # are, its commas; what is left then is mostly in its usual form.
    return unicodedata.normalize("NFKC", _WIDE.sub(lambda found: found[0].translate(_NARROW), text))


def text_problems(field: str, text: str, *, at_most: int) -> Iterable[Problem]:
    """What is wrong with a text that a person must give."""
    if not text.strip():
        yield Problem(field, says("must not be blank"))
    yield from length_problems(field, text, at_most=at_most)


def length_problems(field: str, text: str, *, at_most: int) -> Iterable[Problem]:
    """What is wrong with a text that may be empty."""
    if len(text) > at_most:
        yield Problem(
            field,
            says("must be at most %(most)s characters long, and is %(count)s", most=at_most, count=len(text)),
        )
    if "\x00" in text:
        yield Problem(field, says("must not contain the NUL character"))


def alias_problems(field: str, alias: str) -> Iterable[Problem]:
    """What is wrong with a word that is to stand in a URL."""
    if len(alias) > MAX_ALIAS or not _ALIAS.fullmatch(alias):
        yield Problem(
            field,
            says(
                "must be 1 to %(most)s characters out of A-Z, a-z, 0-9, '.', '_' and '-', "
                "starting with a letter or digit and not ending with '.'",
                most=MAX_ALIAS,
            ),
        )
    elif alias.lower() in RESERVED_ALIASES:
        yield Problem(field, says('must not be "%(alias)s": Unknot uses this word in its own addresses', alias=alias))


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise Invalid with every problem there is."""
    found = list(problems)
    if found:
        raise Invalid(found)


def slug(title: str) -> str:
    """An alias made of a title; Cyrillic is spelt in Latin letters. May be empty, where nothing can be spelt."""
    # Composed first, so that "№" has a letter to lower, and "й" is one character to spell.
    spelt = composed(title).lower().translate(_CYRILLIC)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:MAX_ALIAS].strip("-")


_LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace("-", "").split(" ")
_CYRILLIC = str.maketrans(dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN, strict=True)))

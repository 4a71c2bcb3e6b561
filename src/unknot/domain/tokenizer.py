"""The one tokenizer: under which terms a text is found, and which terms a word that somebody looks for asks for.

Both engines keep the same terms, so that both find the same. Words are folded and brought to their stems, English and
Russian ones each by their own rules. Chinese, Japanese and Korean, which put no blanks between words, are found by
overlapping pairs of characters. Names of things in programs (`OrderService.create`, `ERR-4021`, `10.0.3.17`) are found
whole and by their parts.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import add
from string import ascii_lowercase
from typing import Final

import msgspec
from Stemmer import Stemmer

from unknot.domain.text import composed

VERSION: Final = 2  # of the terms; an index that was made by another one is made anew
MOST_CHARACTERS: Final = 64  # of a term; what is longer is found by its parts, and by its beginning
MOST_SLIPPERY: Final = 24  # characters; of a word with so many a slip makes some 1,500
MOST_SLIPS_CACHED: Final = 64  # words whose slips are remembered; working out those of one takes some ten milliseconds
MOST_CACHED: Final = 1 << 15  # runs whose terms are remembered, and stretches between blanks
LONGEST_CACHED: Final = 64  # characters; what is longer hardly comes again
NO_CACHE: Final = 0  # of the stemmers' own, which would only remember the same once more

_CJK: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
# A run without blanks in it: characters that are written without blanks anyway, or a word, or a name whose words are
# joined by signs that stand between them.
_RUN: Final = re.compile(rf"[{_CJK}]+|[^\W{_CJK}]+(?:[.:/@+\-\\#]{{1,3}}[^\W{_CJK}]+)*")
_IS_CJK: Final = re.compile(rf"[{_CJK}]")
_PIECE: Final = re.compile(r"[^\W_]+")
_NUMBER_OR_LETTERS: Final = re.compile(r"\d+|[^\W\d_]+")
_CAMEL: Final = re.compile(r"[A-ZА-ЯЁ]+(?![a-zа-яё])|[A-ZА-ЯЁ]?[a-zа-яё]+")  # the words of a name in camel case
_LATIN: Final = re.compile(r"[a-z]+")
_CYRILLIC: Final = re.compile(r"[а-я]+")
_LATIN_LETTERS: Final = ascii_lowercase
_CYRILLIC_LETTERS: Final = "".join(map(chr, range(ord("а"), ord("я") + 1)))
# A vowel that comes and goes: доставок is of доставка, and списка of список.
_FLEETING: Final = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=к$)|(?<=[бвгджзклмнпрстфхцчшщ])е(?=ц$)")
# Not, with, and without say something; these do not.
LITTLE: Final = {
    *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "that"),
    *("the", "this", "to", "was", "were"),
    *("бы", "в", "во", "для", "же", "за", "и", "из", "к", "ко", "на", "о", "об", "от", "по", "у", "это"),
}


class _Stemmers(threading.local):
    """A stemmer keeps the word that it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.english, self.russian = Stemmer("english", NO_CACHE), Stemmer("russian", NO_CACHE)


_stemmers: Final = _Stemmers()


class Asked(msgspec.Struct, frozen=True):
    """What a run of a search asks for: an issue that has all the terms. The whole says more than the parts."""

    text: str  # folded
    whole: tuple[str, ...]
    parts: tuple[str, ...]  # another way to put it, or nothing


def terms(text: str) -> frozenset[str]:
    """Every term under which a text is found."""
    return frozenset(_every_term(text))


def terms_among(text: str, wanted: frozenset[str]) -> frozenset[str]:
    """Those of some terms under which a text is found."""
    return wanted.intersection(_every_term(text))


def spans(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where each run of a text stands, and its terms. For a text that is composed (`composed`)."""
    for match in _RUN.finditer(text):
        yield match.start(), match.end(), _terms_of(match[0])


def asked(text: str) -> tuple[Asked, ...]:
    """What a search for a text asks for, run by run; nothing where there is nothing in it but signs."""
    return tuple(_asked(run) for run in _RUN.findall(composed(text)))


def is_little(text: str) -> bool:
    """Whether a word only holds others together, so that who looks for an issue may have it wrong."""
    return text.casefold() in LITTLE


def is_spelt(term: str) -> bool:
    """Whether a slip in a word may make this term of another."""
    return bool(_LATIN.fullmatch(term) or _CYRILLIC.fullmatch(term))


@lru_cache(MOST_SLIPS_CACHED)
def slips(word: str) -> frozenset[str]:
    """The terms of all words that one slip makes of this one: a letter too much, too few, another, or two exchanged."""
    if len(word) > MOST_SLIPPERY:
        return frozenset()
    letters = _CYRILLIC_LETTERS if _CYRILLIC.fullmatch(word) else _LATIN_LETTERS
    return frozenset(map(_stem, _edits(word, letters)))


def _edits(word: str, letters: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        start, rest = word[:at], word[at:]
        yield from (start + letter + rest for letter in letters)
        if rest:
            yield start + rest[1:]
            yield from (start + letter + rest[1:] for letter in letters if letter != rest[0])
        if len(rest) > 1 and rest[0] != rest[1]:
            yield start + rest[1] + rest[0] + rest[2:]


def _every_term(text: str) -> Iterator[str]:
    """The terms of a text in any order, some of them more than once.

    No run has a blank in it, and most of what stands between two blanks was seen before. So the text is composed and
    its runs are looked for a stretch at a time, and of most stretches only the first time.
    """
    return chain.from_iterable(
        _terms_remembered(stretch) if len(stretch) <= LONGEST_CACHED else _terms_between_blanks(stretch)
        for stretch in set(text.split())
    )


def _terms_between_blanks(stretch: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(_terms_of, _RUN.findall(composed(stretch)))))


_terms_remembered: Final = lru_cache(MOST_CACHED)(_terms_between_blanks)


def _terms_of(run: str) -> tuple[str, ...]:
    """Every term under which a run is found."""
    if _IS_CJK.match(run):
        # The last character begins no pair; alone, it can be found as well.
        return (*_pairs(run), run[-1]) if len(run) > 1 else (run,)
    return _terms_of_word(run)


@lru_cache(MOST_CACHED)
def _terms_of_word(run: str) -> tuple[str, ...]:
    whole, parts = _whole(run), _parts(run)
    return tuple(dict.fromkeys((*whole, *_pieces(run), *parts)))


@lru_cache(MOST_CACHED)
def _asked(run: str) -> Asked:
    folded = _folded(run)
    if _IS_CJK.match(run):
        return Asked(folded, _pairs(run) if len(run) > 1 else (run,), ())
    whole, parts = _whole(run), _parts(run)
    return Asked(folded, whole or parts, parts if whole and parts != whole else ())


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(map(add, run, run[1:]))


def _whole(run: str) -> tuple[str, ...]:
    """A run as one term."""
    return (_term(run),)


def _pieces(run: str) -> tuple[str, ...]:
    """What stands between the signs of a name."""
    return () if run.isalnum() else tuple(map(_term_remembered, _PIECE.findall(run)))


def _parts(run: str) -> tuple[str, ...]:
    """The words and numbers that a name is made of."""
    texts = (run,) if run.isalpha() else _NUMBER_OR_LETTERS.findall(run)
    return tuple(dict.fromkeys(map(_term_remembered, chain.from_iterable(map(_camel, texts)))))


def _camel(text: str) -> Sequence[str]:
    """The words of a name in camel case; one word, or one number, where that is all."""
    if text[1:].islower() or text.isupper() or text.isdecimal():
        return (text,)
    parts: list[str] = _CAMEL.findall(text)
    return parts if "".join(parts) == text else (text,)


def _term(text: str) -> str:
    """The one term of a text; of a very long one, as much as fits."""
    return _stem(_folded(text)[:MOST_CHARACTERS])


# What names are made of comes again, and the names themselves hardly.
_term_remembered: Final = lru_cache(MOST_CACHED)(_term)


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _stem(word: str) -> str:
    """The stem of a folded word."""
    if word.isascii():
        return str(_stemmers.english.stemWord(word)) if word.isalpha() else word
    if _CYRILLIC.fullmatch(word):
        return _FLEETING.sub("", _stemmers.russian.stemWord(word))
    return word

"""What people ask of a filled database: filters, texts of every kind, beginnings, and titles. None twice."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Final

import msgspec

from bench.fill.texts import Texts
from bench.sample import SEED
from unknot.domain.text import composed

QUESTIONS: Final = 400  # of each kind, each of them another one
SMALLER: Final = 100_000  # issues; up to so many the first of two aims counts
LEVELS: Final = ("P0", "P1", "P2", "P3", "none")
STATUSES: Final = ("open", "in-progress", "pending", "completed")
LISTS, COMPLETION, SIMILAR = (
    "{project}?q=",
    "-/complete?at=99&q=",
    "-/find?like=",
)  # behind the address of the workspace
COMMON: Final = ("the", "timeout", "after", "one", "before", "only", "from", "fixed", "connection", "page")


class Aims(msgspec.Struct, frozen=True):
    """Milliseconds that 95 of 100 answers may take: at a hundred thousand issues, and at a million."""

    smaller: int
    larger: int

    def at(self, issues: int) -> int:
        return self.smaller if issues <= SMALLER else self.larger


class Kind(msgspec.Struct, frozen=True):
    """A kind of question, and where it is asked."""

    name: str
    ask: Callable[[Random, Texts], str]
    path: str
    aims: Aims | None = Aims(80, 200)

    def questions(self) -> Iterator[str]:
        rng = Random(SEED)  # noqa: S311 - it guards nothing
        texts, asked = Texts(rng), set[str]()
        while len(asked) < QUESTIONS:
            question = self.ask(rng, texts)
            if question not in asked:
                asked.add(question)
                yield question


def filters(rng: Random, _: Texts) -> str:
    first = rng.randint(2, 1_000)
    return f"status:{rng.choice(STATUSES)} level:{rng.choice(LEVELS)} created:>{first}d sort:-updated"


def rare(_: Random, texts: Texts) -> str:
    return _filtered(_name(texts))


def common(rng: Random, _: Texts) -> str:
    return f"{rng.choice(COMMON[1:])} created:>{rng.randint(2, 1_000)}d status:{rng.choice(STATUSES)} "


def relevant(rng: Random, texts: Texts) -> str:
    return f"{common(rng, texts)}sort:relevance"


def two_words(rng: Random, texts: Texts) -> str:
    return _filtered(" ".join(rng.sample(_words(texts.comment()), 2))) + f"created:>{rng.randint(2, 1_000)}d "


def beginning(_: Random, texts: Texts) -> str:
    return f"is:open {_name(texts)[:-2]}"


def slip(rng: Random, texts: Texts) -> str:
    word = max(_words(texts.title()), key=len)
    at = rng.randrange(1, len(word))
    return _filtered(word[:at] + rng.choice("qxzwk") + word[at:])


def quoted(rng: Random, texts: Texts) -> str:
    words = texts.comment().replace('"', "").split()
    start = rng.randrange(max(len(words) - 3, 1))
    return _filtered(f'"{" ".join(words[start : start + 3])}"') + f"created:>{rng.randint(2, 1_000)}d "


def typed(rng: Random, _: Texts) -> str:
    key = rng.choice(("label:", "assignee:", "channel:", "level:", "source:", "status:", "creator:"))
    return f"is:open number:{rng.randint(1, 99_999)} {key}{rng.choice(('', *'abceimopst'))}"


def title(_: Random, texts: Texts) -> str:
    return texts.title()


KINDS: Final = (
    Kind("three filters", filters, LISTS, aims=Aims(50, 120)),
    Kind("a rare name", rare, LISTS),
    Kind("a common word", common, LISTS),
    Kind("the same by relevance", relevant, LISTS),
    Kind("two words", two_words, LISTS),
    Kind("a beginning", beginning, LISTS),
    Kind("a slip", slip, LISTS),
    Kind("a text in quotes", quoted, LISTS),
    Kind("completion", typed, COMPLETION, aims=Aims(20, 40)),
    Kind("similar issues", title, SIMILAR, aims=None),
)


def _filtered(text: str) -> str:
    """With a blank behind it: nobody is about to type on."""
    return f"is:open {text} "


def _name(texts: Texts) -> str:
    """A name that few issues have: the last word of a description is one."""
    return texts.description().rsplit(" ", 1)[1]


def _words(text: str) -> list[str]:
    words = [word for word in composed(text).split() if word.isalpha()]
    return words if len(words) > 1 else ["timeout", "order", *words]

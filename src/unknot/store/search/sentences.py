"""Sentences that many issues share, of which the index of texts has a mark instead of the whole.

Monitors file the same sentences again and again, and people paste them. To find a part of such a sentence in the index
of texts takes as long as stepping over every issue that has it. So a sentence that several of the issues have which are
learned together is written down once, and who has it is kept as a set, as for any filter; and so is a run of sentences
of which one nearly always follows the other. A part within a run is then in the issues of the runs that have it, and in
those where the index finds it.

A text is cut where its characters alone, one on each side, tell where. So is a part of a text, at just the same places;
if it has any, it reaches over several sentences, and is looked for with the marks of those that may stand there
(`phrases.py`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

import msgspec

from unknot.store.search import runs
from unknot.store.search.characters import COMMON
from unknot.store.search.runs import Items
from unknot.store.search.traits import CHARACTER, SENTENCE, Trait
from unknot.store.session import Session
from unknot.store.statement import statement

ENOUGH: Final = 4  # texts of what is learned together, a quarter of a thousand issues, that make a run a shared one
SHORTEST, LONGEST = 8, 1_000  # characters of a run that is worth a mark
EDGE: Final = 2  # characters before and after a mark, so that what reaches over an end by no more is found as ever
MARKS: Final = range(0xFDD0, 0xFDF0)  # code points that are no characters; two of them make a mark
MOST: Final = len(MARKS) ** 2
MARK: Final = [chr(one) + chr(other) for one in MARKS for other in MARKS]  # of each number

# An end is `[.!?](?=\s)|[。\n]`; to look for what lies between takes a third of the time.
_SENTENCE: Final = re.compile(r"[^.!?。\n]*+(?:[.!?](?!\s)[^.!?。\n]*+)*+(?:[.!?。\n]|\Z)")

SHARED = statement("SELECT id, text FROM issue_sentences ORDER BY id")
COUNT = statement("SELECT COUNT(*) FROM issue_sentences")
SHARE = statement("INSERT INTO issue_sentences (id, text) VALUES (:id, :text)")


class Run(msgspec.Struct, frozen=True):
    """What has a mark: a sentence, or several that follow each other."""

    text: str
    sentences: list[str]
    mark: str
    trait: Trait  # of the issues whose index has the mark
    characters: frozenset[str]  # of those that a set is kept for

    @classmethod
    def of(cls, number: int, text: str) -> "Run":
        return cls(text, split(text), MARK[number], (SENTENCE, str(number)), COMMON.intersection(text))

    @property
    def head(self) -> str:
        """What of it stands in the index, less what follows the mark."""
        return self.text[:EDGE] + self.mark

    @property
    def tail(self) -> str:
        return self.mark + self.text[-EDGE:]


class Branch(msgspec.Struct):
    """How runs go on that begin alike."""

    run: Run | None = None  # that ends here
    after: dict[str, "Branch"] = msgspec.field(default_factory=dict)  # by the next sentence


class Shared(msgspec.Struct, frozen=True):
    """What has a mark."""

    runs: Mapping[str, Run]
    marked: Mapping[str, str]  # what the index has of each
    tree: Branch

    @classmethod
    def of(cls, runs: Collection[Run]) -> "Shared":
        return cls(
            {run.text: run for run in runs},
            {run.text: run.text[:EDGE] + run.tail for run in runs},
            _tree(runs),
        )

    def cut(self, sentences: Items) -> list[str]:
        """A text, cut into runs, at each place the longest that stands there, and into what sentences are left."""
        items, at, begins = [], 0, self.tree.after
        while at < len(sentences):
            item, length = sentences[at], 1
            if item in begins:
                for run in self.standing_at(sentences, at):
                    item, length = run.text, len(run.sentences)
            items.append(item)
            at += length
        return items

    def standing_in(self, sentences: Items) -> Iterator[Run]:
        """Every run that a text has, also those within others."""
        return chain.from_iterable(self.standing_at(sentences, at) for at in range(len(sentences)))

    def standing_at(self, sentences: Items, at: int) -> Iterator[Run]:
        """The runs that a text has at a place, the longest last."""
        branch = self.tree.after.get(sentences[at])
        while branch is not None:
            if branch.run is not None:
                yield branch.run
            at += 1
            branch = branch.after.get(sentences[at]) if at < len(sentences) else None

    def traits(self, items: Collection[str]) -> set[Trait]:
        """What is found of a text by sets: its runs, and what characters it has."""
        standing = [self.runs[item] for item in self.runs.keys() & items]
        rest = "".join(item for item in items if item not in self.runs)
        characters = COMMON.intersection(rest).union(*(run.characters for run in standing))
        return {*((CHARACTER, one) for one in characters), *(run.trait for run in standing)}

    def shortened(self, items: Items) -> str:
        """A text as the index has it, with marks."""
        return "".join(map(self.marked.get, items, items))

    def with_part(self, part: str) -> Iterator[Run]:
        return (run for text, run in self.runs.items() if part in text)


def split(text: str) -> list[str]:
    """A text, cut into sentences. What stands in one text also stands in another just if it is cut so there."""
    return [one for one in _SENTENCE.findall(text) if one]


def shared(db: Session) -> Shared:
    """What is shared now. There is ever more of it, never less."""
    count: int = db.value(COUNT)
    known = db.memory.sentences.recall(count)
    if known is not None:
        return known
    return db.memory.sentences.keep(count, Shared.of([Run.of(number, text) for number, text in db.rows(SHARED)]))


def learn(db: Session, texts: Sequence[Items]) -> tuple[Shared, list[list[str]]]:
    """Let be shared what enough texts have, given the sentences of all that are learned. What is shared, and each cut.

    Runs come first: a sentence that stands in them alone needs no mark of its own.
    """
    known = shared(db)
    cut = [known.cut(text) for text in texts]
    for found in (_together, _alone):
        more = known if len(known.runs) == MOST else _share(db, known, found(cut))
        if more is not known:
            known, cut = more, [more.cut(text) for text in texts]
    return known, cut


def _together(cut: Sequence[Items]) -> Iterable[Collection[str]]:
    return runs.joined(cut, enough=ENOUGH, longest=LONGEST)


def _alone(cut: Sequence[Items]) -> Iterable[Collection[str]]:
    return map(set, cut)


def _share(db: Session, known: Shared, every: Iterable[Collection[str]]) -> Shared:
    """Let be shared what is often there, given what each text has."""
    counts = Counter(chain.from_iterable(every))
    often = (one for one, count in counts.items() if count >= ENOUGH and SHORTEST <= len(one) <= LONGEST)
    new = [one for one in often if one not in known.runs][: MOST - len(known.runs)]
    if not new:
        return known
    numbered = list(enumerate(new, len(known.runs)))
    db.run_many(SHARE, [{"id": number, "text": text} for number, text in numbered])
    now = Shared.of([*known.runs.values(), *(Run.of(number, text) for number, text in numbered)])
    return db.memory.sentences.keep(len(now.runs), now)


def _tree(runs: Iterable[Run]) -> Branch:
    tree = Branch()
    for run in runs:
        branch = tree
        for sentence in run.sentences:
            branch = branch.after.setdefault(sentence, Branch())
        branch.run = run
    return tree

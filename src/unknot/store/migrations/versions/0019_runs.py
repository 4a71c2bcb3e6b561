"""The index of texts has a mark in place of several sentences that nearly always follow each other, as of a shared one.

Until now each of them had its own, so that a part of a text that reaches from one into the next was found by stepping
over every issue that has both. The index is made anew here, in about three minutes for a million issues, and so is what
is shared, with its sets. What waits to be learned stays as the index had it.
"""

import json
import re
import struct
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0019", "0018"

BATCH = 8192  # issues, and so a block of the sets
ENOUGH = 16  # texts of a batch that share a run
NEARLY_ALWAYS = 0.9
SHORTEST, LONGEST = 8, 1_000
MOST = 1024
END = "\uffff\uffff"
SENTENCE = re.compile(r"[^.!?。\n]*+(?:[.!?](?!\s)[^.!?。\n]*+)*+(?:[.!?。\n]|\Z)")

Texts = list[tuple[int, int, list[str], list[str]]]  # of issues: id, workspace, and the sentences of both texts
Tree = dict[str, Any]  # of runs, by one sentence after the other; at "" the whole run


def upgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        return  # where no index of texts was yet
    for made in (
        "DROP TABLE issue_trigrams",
        "DROP TABLE issue_texts",
        """
        CREATE VIRTUAL TABLE issue_texts
        USING fts5(title, description, tokenize = 'trigram case_sensitive 1', content = '', columnsize = 0)
        """,
        "INSERT INTO issue_texts (issue_texts, rank) VALUES ('automerge', 16)",
        "CREATE VIRTUAL TABLE issue_trigrams USING fts5vocab(issue_texts, 'row')",
        "DELETE FROM issue_sentences",
        "DELETE FROM issue_sets WHERE field = 'sentence'",
    ):
        op.execute(made)
    if not op.get_context().as_sql:
        _index_texts(op.get_bind())


def _index_texts(connection: sa.Connection) -> None:
    insert = sa.text("INSERT INTO issue_texts (rowid, title, description) VALUES (:issue, :title, :description)")
    numbers: dict[str, int] = {}
    for block, texts in _blocks(connection):
        cut = iter(_share(connection, numbers, [text for _, _, *both in texts for text in both]))
        members: dict[tuple[int, int], int] = defaultdict(int)
        rows = []
        for (issue, workspace, *_), title, description in zip(texts, cut, cut, strict=True):
            for run in numbers.keys() & {*title, *description}:
                members[workspace, numbers[run]] |= 1 << issue % BATCH
            shortened = {"title": _shortened(title, numbers), "description": _shortened(description, numbers)}
            rows.append({"issue": issue, **shortened})
        if rows:
            connection.execute(insert, rows)
        _insert_sets(connection, block, members)


def _blocks(connection: sa.Connection) -> Iterator[tuple[int, Texts]]:
    """The texts of each block of issues, as the index knew them."""
    issues = sa.text(
        "SELECT id, workspace_id, title, description FROM issues WHERE id >= :first AND id < :end ORDER BY id"
    )
    waiting = _waiting(connection)
    greatest = connection.execute(sa.text("SELECT COALESCE(MAX(id), -1) FROM issues")).scalar_one()
    for first in range(0, greatest + 1, BATCH):
        texts: Texts = []
        for issue, workspace, title, description in connection.execute(issues, {"first": first, "end": first + BATCH}):
            was = waiting.get(issue, {})
            if was is not None:
                [old_title], [old_description] = was.get("title", [title]), was.get("description", [description])
                texts.append((issue, workspace, _sentences(old_title), _sentences(old_description)))
        yield first // BATCH, texts


def _waiting(connection: sa.Connection) -> Mapping[int, dict[str, list[str]] | None]:
    """What changed since the index last learned, as it was then; nothing for what is newer."""
    notes = connection.execute(
        sa.text(
            """
            SELECT issue_id, was FROM issue_notes WHERE id > (SELECT note_id FROM issue_notes_learned) ORDER BY id DESC
            """
        )
    )
    found: dict[int, dict[str, list[str]] | None] = {}
    for issue, was in notes:  # the first note has the last word
        found[issue] = None if was is None else {**(found.get(issue) or {}), **json.loads(was)}
    return found


def _sentences(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [one for one in SENTENCE.findall(folded) if one]


def _share(connection: sa.Connection, numbers: dict[str, int], texts: Sequence[list[str]]) -> list[list[str]]:
    """Number what many texts of a block have, runs first, then sentences that are left. The texts, cut into both."""
    tree = _tree(numbers)
    cut = [_cut(tree, text) for text in texts]
    _number(connection, numbers, (set(new).difference(old) for new, old in zip(_joined(cut), cut, strict=True)))
    tree = _tree(numbers)
    cut = [_cut(tree, text) for text in texts]
    _number(connection, numbers, map(set, cut))
    return cut


def _tree(numbers: Iterable[str]) -> Tree:
    tree: Tree = {}
    for run in numbers:
        branch = tree
        for sentence in SENTENCE.findall(run):
            branch = branch.setdefault(sentence, {}) if sentence else branch
        branch[""] = run
    return tree


def _cut(tree: Tree, sentences: list[str]) -> list[str]:
    """At each place the longest run that stands there, or a sentence."""
    items, at = [], 0
    while at < len(sentences):
        item, end, branch = sentences[at], at + 1, tree.get(sentences[at])
        next_at = end
        while branch is not None:
            if "" in branch:
                item, end = branch[""], next_at
            branch = branch.get(sentences[next_at]) if next_at < len(sentences) else None
            next_at += 1
        items.append(item)
        at = end
    return items


def _joined(texts: list[list[str]]) -> list[list[str]]:
    """The texts, with what nearly always stands side by side as one."""
    for _ in range(16):
        links = _links(texts)
        if not links:
            break
        texts = [list(_with_links(text, links)) for text in texts]
    return texts


def _links(texts: list[list[str]]) -> set[tuple[str, str]]:
    counts, pairs = Counter(chain.from_iterable(texts)), Counter(chain.from_iterable(map(pairwise, texts)))
    return {
        (one, other)
        for (one, other), count in pairs.items()
        if count >= max(ENOUGH, NEARLY_ALWAYS * min(counts[one], counts[other]))
        and one != "\n"
        and len(one) + len(other) <= LONGEST
    }


def _with_links(text: list[str], links: set[tuple[str, str]]) -> Iterator[str]:
    joined = "".join(text[:1])
    for one, other in pairwise(text):
        if (one, other) in links and len(joined) + len(other) <= LONGEST:
            joined += other
        else:
            yield joined
            joined = other
    if joined:
        yield joined


def _number(connection: sa.Connection, numbers: dict[str, int], texts: Iterable[set[str]]) -> None:
    for run, count in Counter(chain.from_iterable(texts)).items():
        if count >= ENOUGH and SHORTEST <= len(run) <= LONGEST and run not in numbers and len(numbers) < MOST:
            number = numbers[run] = len(numbers)
            connection.execute(
                sa.text("INSERT INTO issue_sentences (id, text) VALUES (:id, :text)"), {"id": number, "text": run}
            )


def _shortened(items: Iterable[str], numbers: Mapping[str, int]) -> str:
    """A text with marks: of each, two characters that are none, between the two first and the two last of its own."""
    return (
        "".join(
            f"{one[:2]}{chr(0xFDD0 + numbers[one] // 32)}{chr(0xFDD0 + numbers[one] % 32)}{one[-2:]}"
            if one in numbers
            else one
            for one in items
        )
        + END
    )


def _insert_sets(connection: sa.Connection, block: int, members: Mapping[tuple[int, int], int]) -> None:
    rows = [
        {"workspace": workspace, "value": str(number), "block": block, "members": _packed(bits)}
        for (workspace, number), bits in members.items()
    ]
    if rows:
        connection.execute(
            sa.text("INSERT INTO issue_sets VALUES (:workspace, 'sentence', :value, :block, :members)"), rows
        )


def _packed(bits: int) -> bytes:
    """Up to 32 members one by one, the greatest first; more as bits."""
    if bits.bit_count() > 32:  # noqa: PLR2004 - told above
        return bits.to_bytes(BATCH // 8, "little")
    places = [place for place in range(bits.bit_length() - 1, -1, -1) if bits >> place & 1]
    return struct.pack(f"<{len(places)}H", *places)

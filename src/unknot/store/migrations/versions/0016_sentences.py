"""The index of texts has a mark in place of a sentence that many issues share, and who has it is a set.

Until now it had every text in full, so that a part of what monitors file again and again was found by stepping over a
third of all issues. The index is made anew here, in about three minutes for a million issues, and is smaller then. What
waits to be learned stays as the index had it.
"""

import json
import re
import struct
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0016", "0015"

BATCH = 8192  # issues, and so a block of the sets
ENOUGH = 16  # of a batch that share a sentence
MOST = 1024
END = "\uffff\uffff"
SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|[。\n]")

Texts = list[tuple[int, int, list[str], list[str]]]  # of issues: id, workspace, and the sentences of both texts


def upgrade() -> None:
    op.create_table(
        "issue_sentences",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_sentences")),
    )
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
    ):
        op.execute(made)
    if not op.get_context().as_sql:
        _index_texts(op.get_bind())


def _index_texts(connection: sa.Connection) -> None:
    insert = sa.text("INSERT INTO issue_texts (rowid, title, description) VALUES (:issue, :title, :description)")
    numbers: dict[str, int] = {}
    for block, texts in _blocks(connection):
        _share(connection, numbers, texts)
        members: dict[tuple[int, int], int] = defaultdict(int)
        for issue, workspace, title, description in texts:
            for sentence in numbers.keys() & {*title, *description}:
                members[workspace, numbers[sentence]] |= 1 << issue % BATCH
        rows = [
            {"issue": issue, "title": _shortened(title, numbers), "description": _shortened(description, numbers)}
            for issue, _, title, description in texts
        ]
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
    ends = [0, *(match.end() for match in SENTENCE_ENDS.finditer(folded)), len(folded)]
    return [folded[start:end] for start, end in pairwise(ends) if start < end]


def _share(connection: sa.Connection, numbers: dict[str, int], texts: Texts) -> None:
    """Number the sentences that are found often in a block."""
    counts = Counter(chain.from_iterable({*title, *description} for _, _, title, description in texts))
    for sentence, count in counts.items():
        if count >= ENOUGH and 8 <= len(sentence) <= 1_000 and sentence not in numbers and len(numbers) < MOST:  # noqa: PLR2004 - as when issues are learned
            number = numbers[sentence] = len(numbers)
            connection.execute(
                sa.text("INSERT INTO issue_sentences (id, text) VALUES (:id, :text)"), {"id": number, "text": sentence}
            )


def _shortened(sentences: Iterable[str], numbers: Mapping[str, int]) -> str:
    """A text with marks: of each, two characters that are none, between the two first and the two last of its own."""
    return (
        "".join(
            f"{one[:2]}{chr(0xFDD0 + numbers[one] // 32)}{chr(0xFDD0 + numbers[one] % 32)}{one[-2:]}"
            if one in numbers
            else one
            for one in sentences
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

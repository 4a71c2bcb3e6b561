"""Lists find what they ask for: sets of issues for every filter, an index of texts, gaps on several levels, a timeline.

Until now a filtered list read and counted its issues, a text was looked for in all of them, a late page read every
block with gaps, and a timeline was sorted for each page. What is kept for them now is made here for the issues that
there are, deleted ones among them. An index of texts takes about two minutes for a million issues.

Of the indexes that lists walked one is not needed any more, and two get what lets SQLite use them alone.
"""

import string
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0009", "0008"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 8192  # issues, and so a block of the sets
END = "\uffff\uffff"
COMMON = frozenset(string.printable.lower() + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя")  # characters that have sets

# With trashed_at in them though they hold no other: SQLite would prefer the unique one, and would read the rows.
INDEXES = {
    "ix_issues_alive": ["project_id", "trashed_at", "number"],
    "ix_issues_created": ["workspace_id", "created_at", "trashed_at"],
}

# The kinds of events that the timeline tells, each with the field that it tells of, at their places.
TOLD = (
    ("issue_created", ""),
    ("issue_edited", "title"),
    ("issue_edited", "description"),
    ("issue_edited", "status"),
    ("issue_edited", "level"),
    ("issue_edited", "assignees"),
    ("issue_edited", "channels"),
    ("issue_edited", "labels"),
    ("issues_related", ""),
    ("relation_removed", ""),
    ("file_attached", ""),
    ("file_deleted", ""),
    ("file_restored", ""),
    ("issue_deleted", ""),
    ("issue_restored", ""),
)


def upgrade() -> None:
    is_read_as_text = op.get_context().as_sql
    _make_tables()
    _change_indexes()
    _make_gaps(has_rows=not is_read_as_text)
    is_sqlite = op.get_context().dialect.name == "sqlite"
    if is_sqlite:
        _make_text_index()
    if not is_read_as_text:
        connection = op.get_bind()
        _tell_timelines(connection)
        _put_in_sets(connection)
        _put_channels_in_sets(connection)
        _index_texts(connection, has_index=is_sqlite)


def _make_tables() -> None:
    op.create_table(
        "issue_sets",
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_issue_sets_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "field", "value", "block", name=op.f("pk_issue_sets")),
    )
    op.create_table(
        "issue_spans",
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("oldest", sa.BigInteger(), nullable=False),
        sa.Column("newest", sa.BigInteger(), nullable=False),
        sa.Column("is_in_order", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_issue_spans_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "block", name=op.f("pk_issue_spans")),
    )
    op.create_table(
        "issue_timeline",
        sa.Column("issue_id", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("is_comment", sa.Boolean(), nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("issue_id", "at", "is_comment", "entry_id", "place", name=op.f("pk_issue_timeline")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issue_notes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_notes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "issue_notes_learned",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_notes_learned")),
    )
    op.execute("INSERT INTO issue_notes_learned (id, note_id) VALUES (1, 0)")


def _change_indexes() -> None:
    for name in ("ix_issues_status", "ix_issues_alive", "ix_issues_created"):
        op.drop_index(name, "issues")
    alive = sa.text("trashed_at IS NULL")
    for name, columns in INDEXES.items():
        op.create_index(name, "issues", columns, sqlite_where=alive, postgresql_where=alive)


def _make_gaps(*, has_rows: bool) -> None:
    """Blocks of 64 instead of 512, and above them blocks of blocks."""
    gaps = list(_gaps(op.get_bind())) if has_rows else []
    op.drop_table("number_gaps")
    table = op.create_table(
        "number_gaps",
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_number_gaps_project_id")),
        sa.PrimaryKeyConstraint("project_id", "level", "block", name=op.f("pk_number_gaps")),
    )
    if gaps:
        op.bulk_insert(table, gaps)


def _gaps(connection: sa.Connection) -> Iterator[dict[str, int]]:
    """How many numbers the blocks of each level lack, counted anew in the old blocks that lack some."""
    missing: dict[tuple[int, int, int], int] = defaultdict(int)
    for project, number in _missing_numbers(connection):
        for level in range(1, 6):
            missing[project, level, (number - 1) >> 6 * level] += 1
    for (project, level, block), count in missing.items():
        yield {"project_id": project, "level": level, "block": block, "missing": count}


def _missing_numbers(connection: sa.Connection) -> Iterator[tuple[int, int]]:
    blocks = connection.execute(
        sa.text(
            """
            SELECT g.project_id, g.block * 512 + 1, n.last_number FROM number_gaps g
            JOIN project_numbers n ON n.project_id = g.project_id
            """
        )
    ).all()
    living = sa.text(
        """
        SELECT number FROM issues
        WHERE project_id = :project AND trashed_at IS NULL AND number BETWEEN :first AND :last
        """
    )
    for project, first, last_number in blocks:
        last = min(first + 511, last_number)
        present = set(connection.execute(living, {"project": project, "first": first, "last": last}).scalars())
        yield from ((project, number) for number in range(first, last + 1) if number not in present)


def _make_text_index() -> None:
    op.execute(
        """
        CREATE VIRTUAL TABLE issue_texts
        USING fts5(title, description, tokenize = 'trigram case_sensitive 1', content = '', columnsize = 0)
        """
    )
    op.execute("INSERT INTO issue_texts (issue_texts, rank) VALUES ('automerge', 16)")
    op.execute("CREATE VIRTUAL TABLE issue_trigrams USING fts5vocab(issue_texts, 'row')")


def _tell_timelines(connection: sa.Connection) -> None:
    """An entry for each comment, and for each thing that an event tells; what a comment brought is told by the comment.

    The log is JSON: an edit has a field exactly where its text holds `"field":{"before":`, since a quote inside of a
    value is written with a backslash.
    """
    connection.execute(
        sa.text(
            """
            INSERT INTO issue_timeline (issue_id, at, is_comment, entry_id, place)
            SELECT issue_id, created_at, TRUE, id, 0 FROM comments
            """
        )
    )
    for place, (kind, field) in enumerate(TOLD):
        connection.execute(
            sa.text(
                """
                INSERT INTO issue_timeline (issue_id, at, is_comment, entry_id, place)
                SELECT e.issue_id, e.at, FALSE, e.id, :place FROM events e JOIN issues i ON i.id = e.issue_id
                WHERE e.kind = :kind AND REPLACE(e.data, '"comment":', '') = e.data
                    AND REPLACE(e.data, :mark, '') <> e.data
                """
            ),
            {"place": place, "kind": kind, "mark": f'"{field}":{{"before":' if field else '"kind":'},
        )


def _put_in_sets(connection: sa.Connection) -> None:
    """The sets of every block of issues, and the times between which they were filed."""
    issues = sa.text(
        """
        SELECT i.id, i.workspace_id, i.status, i.level, i.created_by, i.updated_by, i.source_name, i.created_at,
               i.trashed_at IS NULL AND p.trashed_at IS NULL
        FROM issues i JOIN projects p ON p.id = i.project_id
        WHERE i.id >= :first AND i.id < :end ORDER BY i.id
        """
    )
    for block, first in _blocks(connection):
        members: dict[tuple[int, str, str], int] = defaultdict(int)
        times: dict[int, list[int]] = defaultdict(list)
        for issue, workspace, status, level, creator, updator, source, at, is_living in connection.execute(
            issues, {"first": first, "end": first + BATCH}
        ):
            traits = {
                ("status", status),
                ("level", level),
                ("creator", str(creator)),
                ("updator", str(updator)),
                ("source", source),
                *([("", "")] if is_living else []),
            }
            for field, value in traits:
                members[workspace, field, value] |= 1 << issue % BATCH
            times[workspace].append(at)
        _insert_sets(connection, block, members)
        _insert_spans(connection, block, times)


def _blocks(connection: sa.Connection) -> Iterable[tuple[int, int]]:
    """Each block of ids, and its first."""
    greatest = connection.execute(sa.text("SELECT COALESCE(MAX(id), -1) FROM issues")).scalar_one()
    return ((first // BATCH, first) for first in range(0, greatest + 1, BATCH))


def _insert_spans(connection: sa.Connection, block: int, times: dict[int, list[int]]) -> None:
    rows = [
        {
            "workspace": workspace,
            "block": block,
            "oldest": min(every),
            "newest": max(every),
            "is_in_order": every == sorted(every),
        }
        for workspace, every in times.items()
    ]
    if rows:
        connection.execute(
            sa.text("INSERT INTO issue_spans VALUES (:workspace, :block, :oldest, :newest, :is_in_order)"), rows
        )


def _put_channels_in_sets(connection: sa.Connection) -> None:
    rows = sa.text(
        """
        SELECT ic.issue_id, i.workspace_id, ic.channel_id FROM issue_channels ic JOIN issues i ON i.id = ic.issue_id
        WHERE i.id >= :first AND i.id < :end
        """
    )
    for block, first in _blocks(connection):
        members: dict[tuple[int, str, str], int] = defaultdict(int)
        for issue, workspace, channel in connection.execute(rows, {"first": first, "end": first + BATCH}):
            members[workspace, "channel", str(channel)] |= 1 << issue % BATCH
        _insert_sets(connection, block, members)


def _insert_sets(connection: sa.Connection, block: int, members: dict[tuple[int, str, str], int]) -> None:
    rows = [
        {"workspace": workspace, "field": field, "value": value, "block": block, "members": _packed(bits)}
        for (workspace, field, value), bits in members.items()
    ]
    if rows:
        connection.execute(
            sa.text("INSERT INTO issue_sets VALUES (:workspace, :field, :value, :block, :members)"), rows
        )


def _packed(bits: int) -> bytes:
    """Up to 32 members one by one, the greatest first; more as bits."""
    if bits.bit_count() > 32:  # noqa: PLR2004 - told above
        return bits.to_bytes(BATCH // 8, "little")
    places = [place for place in range(bits.bit_length() - 1, -1, -1) if bits >> place & 1]
    return struct.pack(f"<{len(places)}H", *places)


def _index_texts(connection: sa.Connection, *, has_index: bool) -> None:
    issues = sa.text(
        "SELECT id, workspace_id, title, description FROM issues WHERE id >= :first AND id < :end ORDER BY id"
    )
    index = sa.text("INSERT INTO issue_texts (rowid, title, description) VALUES (:issue, :title, :description)")
    for block, first in _blocks(connection):
        texts: list[dict[str, object]] = []
        members: dict[tuple[int, str, str], int] = defaultdict(int)
        for issue, workspace, *written in connection.execute(issues, {"first": first, "end": first + BATCH}):
            title, description = (unicodedata.normalize("NFKC", text).casefold() for text in written)
            texts.append({"issue": issue, "title": title + END, "description": description + END})
            for character in COMMON.intersection(title + description):
                members[workspace, "character", character] |= 1 << issue % BATCH
        if texts and has_index:
            connection.execute(index, texts)
        _insert_sets(connection, block, members)

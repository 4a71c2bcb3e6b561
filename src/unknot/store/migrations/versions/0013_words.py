"""Every filter is a set, words have an index, and lists follow the days of change.

Until now only what Guance's lists ask for was kept in sets, pages walked an index for each project and status, and
words were looked for in titles alone, one by one. The sets that are missing are made here; the index of words is filled
while the server runs, a few hundred issues at a time, since that takes minutes for a million issues.
"""

import json
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0013", "0012"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 8192  # issues, and so a block of the sets
DAY = 86_400_000_000  # microseconds

# Pages walked these; now they ask the sets.
UNUSED = ("ix_issues_changed", "ix_issues_urgent", "ix_issues_aged", "ix_issues_level")

Members = dict[tuple[int, str, str], int]
Found = Iterator[tuple[int, int, str, str]]  # issue, workspace, field, value


def upgrade() -> None:
    _make_tables()
    for name in UNUSED:
        op.drop_index(name, "issues")
    alive = sa.text("trashed_at IS NULL")
    op.create_index(
        "ix_issues_updated",
        "issues",
        ["workspace_id", "updated_at", "id"],
        sqlite_where=alive,
        postgresql_where=alive,
    )
    if not op.get_context().as_sql:
        connection = op.get_bind()
        for block, first in _blocks(connection):
            _put_in_sets(connection, block, first)


def _make_tables() -> None:
    op.create_table(
        "issue_words",
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("in_title", sa.Boolean(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_issue_words_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "in_title", "term", "block", name=op.f("pk_issue_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issue_terms",
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("backwards", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_issue_terms_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "term", name=op.f("pk_issue_terms")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_issue_terms_backwards", "issue_terms", ["workspace_id", "backwards"])
    op.create_table(
        "issue_words_made",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tokenizer", sa.Integer(), nullable=False),
        sa.Column("next_id", KEY, nullable=False),
        sa.Column("last_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_words_made")),
    )
    op.execute("INSERT INTO issue_words_made (id, tokenizer, next_id, last_id) VALUES (1, 0, 0, -1)")
    op.add_column("issue_notes_learned", sa.Column("revision", KEY, nullable=False, server_default="0"))


def _blocks(connection: sa.Connection) -> Iterable[tuple[int, int]]:
    """Each block of ids, and its first."""
    greatest = connection.execute(sa.text("SELECT COALESCE(MAX(id), -1) FROM issues")).scalar_one()
    return ((first // BATCH, first) for first in range(0, greatest + 1, BATCH))


def _put_in_sets(connection: sa.Connection, block: int, first: int) -> None:
    members: Members = defaultdict(int)
    for kind in (_own, _watched, _hanging, _progressed):
        for issue, workspace, field, value in kind(connection, {"first": first, "end": first + BATCH}):
            members[workspace, field, value] |= 1 << issue % BATCH
    rows = [
        {"workspace": workspace, "field": field, "value": value, "block": block, "members": _packed(bits)}
        for (workspace, field, value), bits in members.items()
    ]
    if rows:
        connection.execute(
            sa.text(
                "INSERT INTO issue_sets (workspace_id, field, value, block, members) "
                "VALUES (:workspace, :field, :value, :block, :members)"
            ),
            rows,
        )


def _own(connection: sa.Connection, part: dict[str, int]) -> Found:
    issues = sa.text(
        """
        SELECT id, workspace_id, project_id, labels, assignees, updated_at, source_type
        FROM issues WHERE id >= :first AND id < :end
        """
    )
    for issue, workspace, project, labels, assignees, updated_at, source_type in connection.execute(issues, part):
        yield issue, workspace, "project", str(project)
        yield issue, workspace, "updated", _day(updated_at)
        yield issue, workspace, "source_type", source_type
        for label in json.loads(labels):
            yield issue, workspace, "label", str(label)
        for user in json.loads(assignees) or [""]:
            yield issue, workspace, "assignee", str(user)


def _watched(connection: sa.Connection, part: dict[str, int]) -> Found:
    watchers = sa.text(
        """
        SELECT w.issue_id, i.workspace_id, w.user_id FROM issue_watchers w JOIN issues i ON i.id = w.issue_id
        WHERE w.issue_id >= :first AND w.issue_id < :end
        """
    )
    for issue, workspace, user in connection.execute(watchers, part):
        yield issue, workspace, "watcher", str(user)


def _hanging(connection: sa.Connection, part: dict[str, int]) -> Found:
    having = sa.text(
        """
        SELECT i.id, i.workspace_id,
            EXISTS (SELECT 1 FROM comments c WHERE c.issue_id = i.id),
            EXISTS (SELECT 1 FROM files f WHERE f.issue_id = i.id AND f.trashed_at IS NULL),
            EXISTS (SELECT 1 FROM relations r WHERE r.low_id = i.id OR r.high_id = i.id),
            i.description <> ''
        FROM issues i WHERE i.id >= :first AND i.id < :end
        """
    )
    for issue, workspace, *has in connection.execute(having, part):
        for name, is_there in zip(("comment", "file", "relation", "description"), has, strict=True):
            if is_there:
                yield issue, workspace, "has", name


def _progressed(connection: sa.Connection, part: dict[str, int]) -> Found:
    times = sa.text(
        """
        SELECT g.issue_id, i.workspace_id, g.acknowledged_at, g.completed_at, g.reopened_at
        FROM issue_progress g JOIN issues i ON i.id = g.issue_id WHERE g.issue_id >= :first AND g.issue_id < :end
        """
    )
    for issue, workspace, *moments in connection.execute(times, part):
        for name, at in zip(("acknowledged", "completed", "reopened"), moments, strict=True):
            if at is not None:
                yield issue, workspace, name, _day(at)


def _day(at: int) -> str:
    return f"{at // DAY:07d}"


def _packed(bits: int) -> bytes:
    """Up to 32 members one by one, the greatest first; more as bits."""
    if bits.bit_count() > 32:  # noqa: PLR2004 - told above
        return bits.to_bytes(BATCH // 8, "little")
    places = [place for place in range(bits.bit_length() - 1, -1, -1) if bits >> place & 1]
    return struct.pack(f"<{len(places)}H", *places)

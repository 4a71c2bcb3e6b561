"""Bulk edits: which issues somebody chose, what is to become of them, and by which events it can be undone.

They are kept for a day. None was made until now.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0012", "0011"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "bulk_edits",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("issues", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_bulk_edits_workspace_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_bulk_edits_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_edits")),
        sa.UniqueConstraint("uuid", name=op.f("uq_bulk_edits_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bulk_edit_events",
        sa.Column("bulk_edit_id", KEY, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["bulk_edit_id"], ["bulk_edits.id"], name=op.f("fk_bulk_edit_events_bulk_edit_id")),
        sa.PrimaryKeyConstraint("bulk_edit_id", "event_id", name=op.f("pk_bulk_edit_events")),
        sqlite_with_rowid=False,
    )

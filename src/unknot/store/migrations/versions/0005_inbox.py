"""Everybody has an inbox: the issues that concern them, each once.

It is filled from the log of events beside the requests, with what happened in the last weeks; so there is nothing to
move here.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_NEW = sa.text("seen_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("user_id", KEY, autoincrement=False, nullable=False),
        sa.Column("issue_id", KEY, autoincrement=False, nullable=False),
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("reason", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "issue_id", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_inbox_issue_id"), "inbox", ["issue_id"], unique=False)
    op.create_index(op.f("ix_inbox_event_id"), "inbox", ["event_id"], unique=False)
    op.create_index("ix_inbox_user", "inbox", ["user_id", "workspace_id", "at"], unique=False)
    op.create_index(
        "ix_inbox_new",
        "inbox",
        ["user_id", "workspace_id", "project_id"],
        unique=False,
        sqlite_where=IS_NEW,
        postgresql_where=IS_NEW,
    )

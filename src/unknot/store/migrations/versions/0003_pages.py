"""People sign in to pages, and pages list issues by what changed last.

Sessions hold the hash of their secret only. What a person prefers is one JSON object, so that a new preference needs no
migration. The three indexes lead from a project and a status to its issues: by last change, by level and last change,
and by age.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALIVE = sa.text("trashed_at IS NULL")
ORDERS = {
    "ix_issues_changed": ["project_id", "status", "updated_at", "id"],
    "ix_issues_urgent": ["project_id", "status", "level", "updated_at", "id"],
    "ix_issues_aged": ["project_id", "status", "id"],
}


def upgrade() -> None:
    op.create_table(
        "web_sessions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_web_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_sessions")),
        sa.UniqueConstraint("hash", name=op.f("uq_web_sessions_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_web_sessions_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_web_sessions_user_id"), "web_sessions", ["user_id"], unique=False)
    op.create_table(
        "preferences",
        sa.Column("user_id", KEY, autoincrement=False, nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_preferences_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_preferences")),
    )
    for name, columns in ORDERS.items():
        op.create_index(name, "issues", columns, sqlite_where=ALIVE, postgresql_where=ALIVE)

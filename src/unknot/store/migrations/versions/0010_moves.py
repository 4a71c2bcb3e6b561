"""Issues move between projects.

A number that an issue had before leads to it ever after, and the bytes of its files stay where they were put: a file
remembers the project for which it was uploaded. Nothing was moved until now, so both begin empty.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0010", "0009"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("files", sa.Column("kept_under", sa.Text(), nullable=True))
    op.create_table(
        "issue_moves",
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_issue_moves_project_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_moves_issue_id")),
        sa.PrimaryKeyConstraint("project_id", "number", name=op.f("pk_issue_moves")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_issue_moves_issue_id"), "issue_moves", ["issue_id"], unique=False)

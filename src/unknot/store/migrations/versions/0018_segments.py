"""What was learned last of the words of issues is written down as segments, and merged into the blocks later.

Until now the blocks of some three thousand terms were written for each few hundred issues. There are no segments yet.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0018", "0017"


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "issue_word_segments",
        sa.Column("id", key, nullable=False),
        sa.Column("workspace_id", key, nullable=False),
        sa.Column("in_title", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_issue_word_segments_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_word_segments")),
        sqlite_autoincrement=True,
    )
    for columns in (["workspace_id", "in_title", "share"], ["share"]):
        op.create_index(op.f(f"ix_issue_word_segments_{'_'.join(columns)}"), "issue_word_segments", columns)

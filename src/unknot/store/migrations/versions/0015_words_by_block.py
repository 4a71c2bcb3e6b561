"""The terms of a block of issues lie together.

Until now all blocks of a term did, so that what a new issue is found by was written to as many pages of the file as it
has terms. A search finds a term once in each block instead. What a slip may have been meant for is looked up in all
blocks at once, and so has a table of its own.
"""

import re
from itertools import islice

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0015", "0014"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SPELT = re.compile("[a-z]+|[а-я]+")  # noqa: RUF001 - Latin and Cyrillic letters
BATCH = 10_000  # rows

AS_THEY_WERE = "CREATE TABLE issue_words_before AS SELECT * FROM issue_words"
BY_BLOCK = """
    INSERT INTO issue_words (workspace_id, in_title, block, term, members)
    SELECT workspace_id, in_title, block, term, members FROM issue_words_before
    ORDER BY workspace_id, in_title, block, term
"""
TERMS = sa.text("SELECT DISTINCT workspace_id, term FROM issue_words_before WHERE NOT in_title")
SPELL = sa.text("INSERT INTO issue_spellings (workspace_id, term) VALUES (:workspace, :term)")


def upgrade() -> None:
    op.execute(AS_THEY_WERE)
    op.drop_table("issue_words")
    op.create_table(
        "issue_words",
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("in_title", sa.Boolean(), nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_issue_words_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "in_title", "block", "term", name=op.f("pk_issue_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issue_spellings",
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_issue_spellings_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "term", name=op.f("pk_issue_spellings")),
        sqlite_with_rowid=False,
    )
    op.execute(BY_BLOCK)
    if not op.get_context().as_sql:
        _spell(op.get_bind())
    op.execute("DROP TABLE issue_words_before")


def _spell(connection: sa.Connection) -> None:
    terms = (
        {"workspace": row[0], "term": row[1]} for row in connection.execute(TERMS).all() if SPELT.fullmatch(row[1])
    )
    while some := list(islice(terms, BATCH)):
        connection.execute(SPELL, some)

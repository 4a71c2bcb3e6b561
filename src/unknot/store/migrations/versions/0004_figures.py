"""Projections follow the log, and the first of them counts what overviews show.

A cursor says how far each projection has read. How an issue has come along stands in a row of its own, from which every
figure follows; figures are kept by day, week and four weeks, so that a year costs as few rows as a month. All of it is
counted from the log beside the requests, so that no start waits for old events.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "projections",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_projections")),
    )
    op.create_table(
        "issue_progress",
        sa.Column("issue_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("assignees", sa.Text(), nullable=False),
        sa.Column("is_trashed", sa.Boolean(), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
        sa.Column("reopened_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_issue_progress")),
    )
    op.create_index(op.f("ix_issue_progress_project_id_level"), "issue_progress", ["project_id", "level"], unique=False)
    op.create_table(
        "open_tallies",
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "facet", "value", name=op.f("pk_open_tallies")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figures",
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("span", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "figure", "span", "start", "level", "bucket", name=op.f("pk_figures")),
        sqlite_with_rowid=False,
    )

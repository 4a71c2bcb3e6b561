"""Projects have templates for their issues, and a project in the trash knows who put it there.

An issue in the trash knew it from the first. Projects that lie there already keep saying nobody.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("projects", sa.Column("trashed_by", KEY, nullable=True))
    op.create_table(
        "templates",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("trashed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_templates_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
        sa.UniqueConstraint("uuid", name=op.f("uq_templates_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_templates_project_id"), "templates", ["project_id"], unique=False)

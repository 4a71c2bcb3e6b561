"""Monitors: who answers for what they file, and which of their alerts became part of which issue.

Alerts of one key share the issue that is open under it, and each does its work once. Issues that are there already
were filed by people, so nothing needs to be moved.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN_ALERT = "sub_identity <> '' AND trashed_at IS NULL AND status NOT IN ('completed', 'closed')"


def upgrade() -> None:
    _make_monitors()
    _make_alerts()
    is_open = sa.text(OPEN_ALERT)
    columns = ["workspace_id", "sub_identity"]
    op.create_index("ix_issues_sub_identity", "issues", columns, sqlite_where=is_open, postgresql_where=is_open)


def _make_monitors() -> None:
    op.create_table(
        "monitors",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("creates_issues", sa.Boolean(), nullable=False),
        sa.Column("statuses", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("assignees", sa.Text(), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("recovers_issues", sa.Boolean(), nullable=False),
        sa.Column("recovered_status", sa.Text(), nullable=False),
        sa.Column("grouping", sa.Text(), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("trashed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_monitors_created_by")),
        sa.ForeignKeyConstraint(["updated_by"], ["users.id"], name=op.f("fk_monitors_updated_by")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_monitors_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitors")),
        sa.UniqueConstraint("uuid", name=op.f("uq_monitors_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_monitors_workspace_id"), "monitors", ["workspace_id"], unique=False)


def _make_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("monitor_id", KEY, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_alerts_issue_id")),
        sa.ForeignKeyConstraint(["monitor_id"], ["monitors.id"], name=op.f("fk_alerts_monitor_id")),
        sa.PrimaryKeyConstraint("monitor_id", "event", name=op.f("pk_alerts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_alerts_issue_id"), "alerts", ["issue_id"], unique=False)
    op.create_table(
        "alert_groups",
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("issue_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_alert_groups_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "issue_key", name=op.f("pk_alert_groups")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "firing_monitors",
        sa.Column("issue_id", KEY, nullable=False),
        sa.Column("monitor_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_firing_monitors_issue_id")),
        sa.ForeignKeyConstraint(["monitor_id"], ["monitors.id"], name=op.f("fk_firing_monitors_monitor_id")),
        sa.PrimaryKeyConstraint("issue_id", "monitor_id", name=op.f("pk_firing_monitors")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_firing_monitors_monitor_id"), "firing_monitors", ["monitor_id"], unique=False)

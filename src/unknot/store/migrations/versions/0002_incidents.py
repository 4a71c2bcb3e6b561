"""Incidents: levels, channels, teams, watchers, notification objects, and where an issue was filed from.

The Guance API speaks of all of them. Every workspace that is there already gets its default channel, which holds every
issue without a row for each; issues that are there already have no level and come from nowhere.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _make_tables()
    _widen_tables()
    if not op.get_context().as_sql:
        _add_default_channels(op.get_bind())


def _make_tables() -> None:
    op.create_table(
        "channels",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("escalation", sa.Text(), nullable=True),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("trashed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_channels_created_by")),
        sa.ForeignKeyConstraint(["updated_by"], ["users.id"], name=op.f("fk_channels_updated_by")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_channels_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("uuid", name=op.f("uq_channels_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_channels_workspace_id"), "channels", ["workspace_id"], unique=False)
    op.create_table(
        "levels",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("extend", sa.Text(), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("trashed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_levels_created_by")),
        sa.ForeignKeyConstraint(["updated_by"], ["users.id"], name=op.f("fk_levels_updated_by")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_levels_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_levels")),
        sa.UniqueConstraint("uuid", name=op.f("uq_levels_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_levels_name",
        "levels",
        ["workspace_id", "name_key"],
        unique=True,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
    )
    op.create_table(
        "notify_objects",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("permissions", sa.Text(), nullable=False),
        sa.Column("has_permissions", sa.Boolean(), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("trashed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_notify_objects_created_by")),
        sa.ForeignKeyConstraint(["updated_by"], ["users.id"], name=op.f("fk_notify_objects_updated_by")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_notify_objects_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notify_objects")),
        sa.UniqueConstraint("uuid", name=op.f("uq_notify_objects_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notify_objects_workspace_id"), "notify_objects", ["workspace_id"], unique=False)
    op.create_table(
        "teams",
        sa.Column("id", KEY, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("workspace_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("trashed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_teams_created_by")),
        sa.ForeignKeyConstraint(["updated_by"], ["users.id"], name=op.f("fk_teams_updated_by")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_teams_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("uuid", name=op.f("uq_teams_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_teams_workspace_id"), "teams", ["workspace_id"], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("channel_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_subscriptions_channel_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_subscriptions_user_id")),
        sa.PrimaryKeyConstraint("channel_id", "user_id", name=op.f("pk_subscriptions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_subscriptions_user_id"), "subscriptions", ["user_id"], unique=False)
    op.create_table(
        "team_members",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_team_members_user_id")),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_team_members")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_team_members_user_id"), "team_members", ["user_id"], unique=False)
    op.create_table(
        "issue_channels",
        sa.Column("channel_id", KEY, nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_issue_channels_channel_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_channels_issue_id")),
        sa.PrimaryKeyConstraint("channel_id", "issue_id", name=op.f("pk_issue_channels")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_issue_channels_issue_id"), "issue_channels", ["issue_id"], unique=False)
    op.create_table(
        "issue_watchers",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_watchers_issue_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_issue_watchers_user_id")),
        sa.PrimaryKeyConstraint("user_id", "issue_id", name=op.f("pk_issue_watchers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_issue_watchers_issue_id"), "issue_watchers", ["issue_id"], unique=False)


def _widen_tables() -> None:
    for name, default in ISSUE_TEXTS.items():
        op.add_column("issues", sa.Column(name, sa.Text(), server_default=default, nullable=False))
    alive = sa.text("trashed_at IS NULL")
    for name, columns in ISSUE_INDEXES.items():
        op.create_index(name, "issues", columns, sqlite_where=alive, postgresql_where=alive)
    op.add_column("comments", sa.Column("extend", sa.Text(), server_default="{}", nullable=False))
    op.add_column(
        "workspaces",
        sa.Column("system_levels_disabled", sa.Boolean(), server_default=sa.text("FALSE"), nullable=False),
    )
    op.add_column("files", sa.Column("comment_id", KEY, nullable=True))
    op.create_index("ix_files_comment_id", "files", ["comment_id"])


ISSUE_INDEXES = {
    "ix_issues_level": ["workspace_id", "level", "created_at"],
    "ix_issues_status": ["workspace_id", "status", "created_at"],
    "ix_issues_created": ["workspace_id", "created_at"],
}
ISSUE_TEXTS = {
    "level": "",
    "source_type": "",
    "source_uuid": "",
    "source_name": "",
    "sub_identity": "",
    "extend": "{}",
}


def _add_default_channels(connection: sa.Connection) -> None:
    workspaces = connection.execute(sa.text("SELECT id, created_at FROM workspaces")).all()
    for workspace, created_at in workspaces:
        connection.execute(
            sa.text(
                """
                INSERT INTO channels (uuid, workspace_id, name, description, targets, is_default,
                                      created_at, updated_at)
                VALUES (:uuid, :workspace, 'default', '', '[]', TRUE, :at, :at)
                """
            ),
            {"uuid": str(uuid.uuid4()), "workspace": workspace, "at": created_at},
        )

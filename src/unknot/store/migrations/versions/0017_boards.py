"""Boards tell how long a card stands in its column, and how many a column should hold.

Progress learns when the status of an issue last changed, from the log as far as it goes; an issue without such an event
has had its status since it was filed. Projects get limits for statuses; none has any yet.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0017", "0016"


def upgrade() -> None:
    op.add_column("projects", sa.Column("wip_limits", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("issue_progress", sa.Column("moved_at", sa.BigInteger(), nullable=True))
    op.execute(
        """
        UPDATE issue_progress SET moved_at = (
            SELECT MAX(e.at) FROM events e
            WHERE e.issue_id = issue_progress.issue_id AND e.kind = 'issue_edited'
                AND REPLACE(e.data, '"status":{"before"', '') <> e.data
        )
        """
    )

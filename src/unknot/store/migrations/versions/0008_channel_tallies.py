"""Open issues are counted by channel too.

What is counted follows from the log, so it is emptied here and counted anew beside the requests.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0008", "0007"


def upgrade() -> None:
    op.add_column("issue_progress", sa.Column("channels", sa.Text(), server_default="[]", nullable=False))
    for table in ("issue_progress", "open_tallies", "figures"):
        op.execute(f"DELETE FROM {table}")
    op.execute("DELETE FROM projections WHERE name = 'statistics'")

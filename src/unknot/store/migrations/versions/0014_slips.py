"""Words that a slip may have been meant for are looked up in the index of words itself.

Until now the terms were kept a second time, read forwards and backwards, and a slip was sought among them. That missed
words whose ends a slip makes another stem of, and had to be written with each new term.
"""

from alembic import op

revision, down_revision = "0014", "0013"


def upgrade() -> None:
    op.drop_table("issue_terms")

"""A segment tells what becomes of a share of all terms in every block.

Until now there was one for each block, so that edits of scattered issues made so many segments that all were merged at
once, and their blocks were written again for each few hundred edits.
"""

import struct

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0020", "0019"


def upgrade() -> None:
    if not op.get_context().as_sql:
        _name_blocks(op.get_bind())
    op.drop_column("issue_word_segments", "block")


def _name_blocks(connection: sa.Connection) -> None:
    """What is there stays in its order: each is a segment of one block."""
    found = connection.execute(sa.text("SELECT id, block, changes FROM issue_word_segments")).all()
    save = sa.text("UPDATE issue_word_segments SET changes = :changes WHERE id = :id")
    for id_, block, changes in found:  # MessagePack: a map of one, whose key is a number of four bytes
        connection.execute(save, {"id": id_, "changes": b"\x81\xce" + struct.pack(">I", block) + changes})

"""What was learned of words before an upgrade, and not merged yet, is known after it."""

import sqlite3
from pathlib import Path

import msgspec

from tests.store.conftest import NewDatabase
from tests.store.support.migrating import migrate
from unknot.domain.ids import WorkspaceId
from unknot.store import schema, sqlite
from unknot.store.search import segments
from unknot.store.search.id_sets import listed

BLOCKS = (0, 200, 70_000, 5)  # small and large, in the order in which they were learned
SEGMENT = """
    INSERT INTO issue_word_segments (workspace_id, in_title, share, block, changes)
    VALUES (1, FALSE, 3, :block, :changes)
"""


def test_a_segment_of_one_block_stays_one(new_sqlite: NewDatabase) -> None:
    engine = new_sqlite()
    migrate(engine, "0019")
    path = Path(str(engine.url.database))
    many = {f"term{number}": listed([number]) for number in range(300)}
    going = {"chair": listed([1]), "stool": listed([4])}
    coming = {"lamp": listed([2, 3]), "stool": listed(range(8_000)), "слово" * 10: listed([8]), **many}
    changes = msgspec.msgpack.encode([going, coming])
    with sqlite3.connect(path) as connection:
        connection.executemany(SEGMENT, [{"block": block, "changes": changes} for block in BLOCKS])
    connection.close()

    schema.prepare(path)

    session = sqlite.open_reader(path)
    assert list(segments.of_share(session, 3)) == [((1, False), block, going, coming) for block in BLOCKS]
    assert all(
        one.beginning("la") == ["lamp"] for one in segments.of_workspace(session, WorkspaceId(1), in_title=False)
    )
    session.close()

"""What the house does for itself: empty the trash, sweep out bytes that no row speaks of, and more. These block."""

from datetime import timedelta

from unknot.operations.trash import purge_trash
from unknot.store import alerts, files
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.trash import Purged

ORPHAN_AGE = timedelta(days=1)  # an upload may be that slow


def empty_trash(database: Database, blobs: Blobs, *, older_than: timedelta, unattached_for: timedelta) -> Purged:
    """Take away for good what is due: the rows in one commit, then their bytes."""
    purged = database.change(purge_trash, older_than=older_than, unattached_for=unattached_for)
    for key in purged.blob_keys:
        blobs.remove(key)
    return purged


def sweep_orphans(database: Database, blobs: Blobs) -> int:
    """Remove bytes that a crash left without a row; how many files those were."""

    def is_known(key: str) -> bool:
        directory = key.split("/")[-2] if "/" in key else ""
        return database.read_aside(files.has_directory, directory).result()

    return blobs.sweep(older_than=database.clock() - ORPHAN_AGE, is_known=is_known)


def forget_alert_groups(database: Database) -> int:
    """Forget the keys that alerts had, each of which is needed only while an alert is taken in; how many those were."""
    return database.change(lambda work: alerts.forget_groups(work.db))

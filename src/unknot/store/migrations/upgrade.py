"""Run the migrations. Apart from schema.py, since SQLAlchemy and Alembic cost a second that nearly no start needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, create_engine, event

LOCK_SECONDS = 60  # how long to wait for another process that migrates


def migrate_sqlite(path: Path) -> None:
    """Bring a database file to the newest schema; it is made if it is not there."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"isolation_level": None, "timeout": LOCK_SECONDS})
    # The driver would commit before each change of a table. We begin ourselves, so that a migration happens whole or
    # not at all; and at once for writing, so that of two processes one waits and then finds nothing left to do.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def migration_config() -> Config:
    """Alembic's settings, without any file of settings."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config

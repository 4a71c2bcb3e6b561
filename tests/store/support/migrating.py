"""From one schema to another."""

from alembic import command
from sqlalchemy import Engine

from unknot.store.migrations.upgrade import migration_config


def migrate(engine: Engine, to: str = "head") -> None:
    config = migration_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)

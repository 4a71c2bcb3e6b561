"""How Alembic runs our migrations: on a connection that `schema.py` hands over, or as SQL text for one dialect."""

from alembic import context

from unknot.store.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(
        dialect_name=context.config.attributes["dialect"],
        target_metadata=metadata,
        literal_binds=True,
        transactional_ddl=True,
    )
else:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transactional_ddl=True,  # SQLite too: schema.py begins the transaction itself
        render_as_batch=True,
    )

with context.begin_transaction():
    context.run_migrations()

"""Alembic's entry: runs the versions on the connection that `upgrade` hands over."""

from alembic import context

from listvote.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()

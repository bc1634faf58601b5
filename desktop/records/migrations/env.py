"""Alembic's entry: works on the connection it is given, inside its caller's transaction."""

from alembic import context

from desktop.records.journal_tables import journal

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=journal,
)
context.run_migrations()

"""Alembic's entry: it is handed an open connection and never opens one itself."""

from alembic import context
from sqlmodel import SQLModel

import bot.feedback  # noqa: F401 - fills SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

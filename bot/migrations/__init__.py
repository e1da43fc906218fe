"""The database's versions, oldest first; `bot.store.database` applies them on opening."""

"""Block Kit: pure functions from the record to a Message; the only place that escapes buyers' words."""

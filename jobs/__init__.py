"""From time to the record: what is due, and when."""

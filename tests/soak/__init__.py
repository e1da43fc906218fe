"""A year of the bot's life in minutes: `year.play`; `python -m soak` plays the long one."""

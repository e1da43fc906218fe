"""Every SQL statement of the project, by the idea it serves."""

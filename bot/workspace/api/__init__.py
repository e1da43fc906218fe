"""The Web API methods that the workspace knows, each by its name."""

from collections.abc import Callable

from bot.workspace.api import chat, conversations, files, users, views
from bot.workspace.people import JSON
from bot.workspace.state import State

Method = Callable[[State, JSON], JSON]
"""A method takes the state and the arguments; it returns the answer without `ok`, or raises SlackError."""

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}

__all__ = ["METHODS", "Method"]

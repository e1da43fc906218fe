"""What every message is made of."""

from typing import Any, NamedTuple

Block = dict[str, Any]
"""One Block Kit block, as Slack takes it."""


class Message(NamedTuple):
    """What is said: `text` for lock screens and screen readers, `blocks` for the eye.

    Whoever makes one has escaped what buyers wrote; whoever sends one escapes nothing.
    """

    text: str
    blocks: list[Block]

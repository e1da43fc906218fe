"""What is said to a lead who took an export."""

from bot.messages.blocks import section
from bot.messages.message import Message
from knowledge.library import Text

_SENT = Text(
    "The file is in our direct messages. It holds buyers' comments: delete it there when you have it.",
    "文件已发到我们的私信里。其中含买家留言，下载后请从那里删除。",
)


def exported(lang: str) -> Message:
    """Say where the file is."""
    return Message(_SENT.said(lang), [section(_SENT.said(lang))])

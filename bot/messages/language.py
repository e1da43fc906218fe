"""What is said about the language in which somebody is answered."""

from bot.messages.blocks import section
from bot.messages.message import Message
from bot.messages.words import quoted, say
from knowledge.library import Text

LANGUAGES = ("en", "zh")

_PRESENT = Text(
    "I answer you in English. Change it with `/feedback language zh`, or `auto` for Slack's own. What a"
    " channel reads is set by LANGUAGE.",
    "我用中文回答你。可用 `/feedback language en` 更改，`auto` 表示跟随 Slack 的语言。"
    "频道消息的语言由 LANGUAGE 设定。",
)
_AUTOMATIC = Text(
    "From now on I answer you in the language that you use Slack in.", "以后按你的 Slack 语言回答你。"
)
_NO_LANGUAGE = Text(
    "I don't know the language {word}. Use en, zh or auto.", "没有{word}这种语言。可用：en、zh、auto。"
)


def present(lang: str) -> Message:
    """Say in which language somebody is answered, and how to change it."""
    return _said(_PRESENT.said(lang))


def automatic(lang: str) -> Message:
    """Say that Slack's language decides from now on."""
    return _said(_AUTOMATIC.said(lang))


def no_language(word: str, lang: str) -> Message:
    """Say which languages there are."""
    return _said(say(_NO_LANGUAGE, lang, word=quoted(word, lang)))


def _said(text: str) -> Message:
    return Message(text, [section(text)])

"""Words that are not ours, made harmless: they cannot mention, link, format or hide anything.

Two ways in, and no third: `inline` for a line of Slack's markup or the top-level text, and
`bot.messages.blocks.quote` for a whole comment, which Slack then takes literally.
"""

import re
import unicodedata

LONGEST = 3000
"""Characters of a comment that are shown; Amazon's own limit is far below."""

_BREAKS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILES = re.compile(f"({_ACCENT}{{3}}){_ACCENT}+")
_MARKUP = str.maketrans("*_~`", "＊＿～｀")
_EMOJI_NAME = re.compile(r":(?=[\w+'-]+:)")
_DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d]{2})")
_SCHEME = re.compile(r"://")


def escape(text: str) -> str:
    """Write the three characters that Slack's markup is made of so that they show as themselves."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str, limit: int = LONGEST) -> str:
    """Take out what cannot be seen (control, direction and zero-width characters) and cut to `limit`.

    Line breaks stay, runs of them shrink to one empty line; accents piled up without end shrink to three.
    """
    seen = (c for c in text.translate(_BREAKS) if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    flat = _PILES.sub(r"\1", "".join(seen)).replace("\t", " ")
    return shorten(re.sub(r"\n\s*\n\s*", "\n\n", flat).strip(), limit)


def inline(text: str, limit: int = 200) -> str:
    """Say somebody else's words within a line of markup: one line of at most `limit` characters, escaped.

    Stars, underscores, tildes and backticks turn into their wide forms and addresses are broken by a space,
    because Slack would format and link them even when escaped.
    """
    line = " ".join(clean(text).split())[: limit + 1].translate(_MARKUP)
    line = _EMOJI_NAME.sub("：", _SCHEME.sub(": //", _DOMAIN.sub(". ", line)))
    room = limit
    while len(escape(shorten(line, room))) > limit:
        room -= 1
    return escape(shorten(line, room))


def shorten(text: str, limit: int) -> str:
    """Cut to at most `limit` characters, at a space where one is near, and mark the cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ", limit * 3 // 4)
    return (cut[:space] if space > 0 else cut).rstrip() + "…"

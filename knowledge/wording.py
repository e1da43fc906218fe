"""A small language for wordings, which people can read and which never takes long to match.

    took [way] too long      words one after another; [in brackets] may be missing
    never (came|arrived)     one of several
    refund*                  any ending
    waited # days            a number
    waited ... weeks         up to four words (or eight Chinese characters) between

Capitals, accents and apostrophes do not count. In Chinese and Japanese a wording is a piece of the text; in
the other languages it starts and ends where words do.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence

_HAS_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_CLOSES_BEFORE_A_WORD = re.compile(r"\]\s+")
_OPENS_AFTER_THE_LAST = re.compile(r"\s+\[([^\]]*)\](?=$|[)|{])")
_AROUND_A_BAR = re.compile(r"\s*\|\s*")
_DOTS = re.compile(r"\s*\.\.\.\s*")
_SPACES = re.compile(r"\s+")
_LATIN = {
    " ": r"[^\w]{1,4}",
    "\u2026": r"(?:[^\w]{1,4}\w{1,30}){0,4}?[^\w]{1,4}",
    "#": r"\d{1,4}",
    "*": r"\w{0,15}",
    "'": "'?",
    "-": r"[^\w]?",
    "(": "(?:",
    ")": ")",
    "|": "|",
    "[": "(?:(?:",
    "]": "))?",
    "}": r")[^\w]{1,4})?",
    "{": r"(?:[^\w]{1,4}(?:",
}
_CJK = _LATIN | {
    " ": r"\s{0,2}",
    "\u2026": r"[^\u3002\uff01\uff1f!?\n]{0,8}?",
    "#": r"[\d\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u4e24\u51e0\u534a]{1,4}",
    "}": r")\s{0,2})?",
    "{": r"(?:\s{0,2}(?:",
}


class _Folds(dict[int, str]):
    """Each character's plain form, one for one, so that places in the folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).lower()
        self[code] = plain[0] if plain and chr(code) not in _KEPT else chr(code).lower()[:1]
        return self[code]


_KEPT = {chr(code) for code in range(0x3040, 0x3100)}  # the marks of Japanese syllables are letters
_FOLDS = _Folds({ord("\u2019"): "'", ord("\u2018"): "'", ord("`"): "'", ord("\u00b4"): "'"})


def fold(text: str) -> str:
    """Answer the text without capitals and accents, of exactly the same length."""
    return text.lower().replace("`", "'") if text.isascii() else text.translate(_FOLDS)


def has_cjk(text: str) -> bool:
    """Say whether a text has Chinese characters or Japanese syllables."""
    return _HAS_CJK.search(text) is not None


def pattern_mistake(match: str) -> str:
    """Answer what is wrong with a wording, in a sentence, or "" when it is right."""
    try:
        compiled(match)
    except re.error:
        return f"the brackets of `{match}` do not pair up"
    return "" if re.search(r"\w", match) else f"`{match}` has no word"


@functools.cache
def compiled(match: str) -> re.Pattern[str]:
    """Answer a wording as a pattern over folded text. Raises re.error when brackets do not pair up."""
    return any_of((match,))


def any_of(matches: Sequence[str]) -> re.Pattern[str]:
    """Answer several wordings of one script as one pattern, which is quicker than one after another.

    No wordings make a pattern that is never found. Raises re.error when brackets do not pair up.
    """
    body = "|".join(map(_expression, matches)) if matches else "(?!)"
    return re.compile(f"(?:{body})" if has_cjk(body) else rf"(?<!\w)(?:{body})(?!\w)")


def _expression(match: str) -> str:
    meanings = _CJK if has_cjk(match) else _LATIN
    return "".join(
        meanings.get(character) or re.escape(character) for character in _plain(fold(match).strip())
    )


def _plain(match: str) -> str:
    """Give each piece of a wording one character of its own: "}" closes what may be missing before a word."""
    plain = _AROUND_A_BAR.sub("|", _DOTS.sub("\u2026", match))
    while (opened := _OPENS_AFTER_THE_LAST.sub(r"{\1]", plain)) != plain:
        plain = opened
    return _SPACES.sub(" ", _CLOSES_BEFORE_A_WORD.sub("}", plain))

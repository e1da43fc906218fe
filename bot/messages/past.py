"""What happened last time: how earlier cases with the same cause ended."""

from collections.abc import Iterator

from bot.feedback import Past
from bot.messages.card import outcome_words
from bot.messages.words import inside, joined, listed, say
from knowledge.library import Text

MOST = 4
"""Ways to end that are named; more would fill the message."""

_LIKE_THIS = Text("*Last time*  {n} like this: {ends}.", "*以往*  同类{n}条：{ends}。")
_ELSEWHERE = Text(
    "*Last time*  {n} like this in other marketplaces: {ends}.", "*以往*  其他站点同类{n}条：{ends}。"
)
_END = Text("{n} {what}", "{n}条{what}")
_CHANGED = Text("changed by the buyer", "由买家改评")
_GONE = Text("gone from Amazon's report", "已从亚马逊报告中消失")
_SAME_DAY = Text("Resolved within a day: {n}.", "其中{n}条在一天内解决。")


def past_line(past: Past, lang: str) -> str:
    """Say how many cases like this there were, and how many of them ended how."""
    ends = listed(list(_ends(past, lang))[:MOST], lang)
    line = say(_ELSEWHERE if past.elsewhere else _LIKE_THIS, lang, n=past.total, ends=ends)
    return joined([line, *([say(_SAME_DAY, lang, n=past.same_day)] if past.same_day else [])], lang)


def _ends(past: Past, lang: str) -> Iterator[str]:
    for key, n in past.outcomes.items():
        yield say(_END, lang, n=n, what=inside(outcome_words(key, lang)))
    for text, n in ((_CHANGED, past.changed), (_GONE, past.gone)):
        if n:
            yield say(_END, lang, n=n, what=text.said(lang))

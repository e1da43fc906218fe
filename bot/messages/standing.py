"""What a scorecard is called and where it stands, in a word or a line."""

from bot.messages.words import (
    NEGATIVE,
    counted,
    days,
    domain,
    moment,
    percent,
    say,
)
from bot.scorecard.card import Scorecard
from bot.scorecard.period import Period, Source
from bot.scorecard.windows import Window
from knowledge.library import Text

_ROLLING = Text("{n} days", "{n}天")
_LIFETIME = Text("lifetime", "全部时间")
_WEEK = Text("week {span}", "{span}这一周")
_TOGETHER = Text("{n} marketplaces together", "{n}个站点合计")

_NO_RATINGS = Text("no ratings yet", "还没有评分")
_NO_RATINGS_NOW = Text("no ratings in this window", "这段时间没有评分")
_ANY_PLACE = Text("all marketplaces", "所有站点")
_OF = Text(" of {n}", "（共{n}条）")
_BETWEEN = Text("{low} to {high}", "{low}至{high}")
_SOURCES = {
    Source.FEEDBACK_MANAGER: Text(
        "Feedback Manager's table, entered {at}", "卖家反馈管理页面的数字，{at}填写"
    ),
    Source.FULL_ROWS: Text("stored ratings of 1-5 stars, read {at}", "已存的1至5星评分，{at}读取"),
    Source.DAILY_TOTALS: Text(
        "Amazon's daily totals and its feedback report, read {at}", "亚马逊每日总数与反馈报告，{at}读取"
    ),
    Source.MIXED: Text("different sources, the oldest read {at}", "不同来源，最早的于{at}读取"),
    Source.LOW_STARS: Text(
        "Amazon's feedback report (1-3 stars), read {at}", "亚马逊反馈报告（1至3星），{at}读取"
    ),
}


def window_name(window: Window, lang: str) -> str:
    """Say a window: "30 days", "lifetime", "week 16-22 Nov"."""
    if window.monday:
        span = window.span(window.monday)
        return say(_WEEK, lang, span=days(span.first, span.last, lang))
    return _LIFETIME.said(lang) if window.days is None else say(_ROLLING, lang, n=window.days)


def place_name(card: Scorecard, lang: str) -> str:
    """Say whose scorecard it is: "Amazon.de", "3 marketplaces together"."""
    codes = card.marketplace.split("+")
    if len(codes) > 1:
        return say(_TOGETHER, lang, n=len(codes))
    return domain(card.marketplace) if card.marketplace else _ANY_PLACE.said(lang)


def short_line(card: Scorecard, lang: str) -> str:
    """Say a scorecard in one line."""
    line = f"*{place_name(card, lang)}*  {standing(card, lang)}"
    if card.period.source is None:
        return line
    of = say(_OF, lang, n=f"{card.period.count:,}") if card.period.enough else ""
    return f"{line}{of} · {counted(card.period.negative, NEGATIVE, lang)}"


def standing(card: Scorecard, lang: str) -> str:
    """Say the share and nothing else: "93.0 %", "2 of 3 positive", "share unknown"."""
    counted_on = card.period
    if counted_on.source is None:
        return _NO_RATINGS.said(lang)
    if counted_on.positive is None:
        return say(Text("share unknown", "好评率未知"), lang)
    if counted_on.share is None:
        return _NO_RATINGS_NOW.said(lang)
    if not counted_on.enough:
        fewness = Text("{positive} of {count} positive", "{count}条中{positive}条好评")
        return say(fewness, lang, positive=counted_on.positive, count=counted_on.count)
    return say(Text("{share} positive", "好评率 {share}"), lang, share=share_words(counted_on, lang))


def share_words(figures: Period, lang: str) -> str:
    """Say the positive share, "94.0 %", or its bounds where it is a range; "" where it is unknown."""
    if figures.share is None or figures.share_high is None:
        return ""
    low, high = percent(figures.share, lang), percent(figures.share_high, lang)
    return low if low == high else say(_BETWEEN, lang, low=low, high=high)


def source_line(card: Scorecard, lang: str) -> str:
    """Name where the counts come from and when they were read; "" when there are none."""
    figures = card.period
    if figures.source is None or figures.as_of is None:
        return ""
    read = say(_SOURCES[figures.source], lang, at=moment(figures.as_of, lang))
    return say(Text("Source: {read}", "来源：{read}"), lang, read=read)

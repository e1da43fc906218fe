"""A scorecard in lines, shared by the answer to `/feedback score` and the weekly digest."""

from collections.abc import Iterator

from bot.messages.standing import share_words, window_name
from bot.messages.words import (
    NEGATIVE,
    NEGATIVES,
    NEUTRAL,
    NEUTRALS,
    POSITIVE,
    RATINGS,
    average,
    counted,
    day,
    days,
    listed,
    percent,
    points,
    say,
)
from bot.scorecard.arithmetic import TARGET_SHARE, TARGET_STARS, half_up
from bot.scorecard.card import Change, Scorecard
from bot.scorecard.period import Period
from knowledge.library import Text

MOST_LEAVING = 3
"""Days named on which negatives leave the window."""

_NOTHING = Text(
    "No ratings yet. Send me Amazon's feedback report in a direct message, or see `/feedback help`.",
    "还没有评分记录。请把亚马逊的反馈报告私信发给我，或查看 `/feedback help`。",
)
_NONE = Text("No ratings in this window.", "这段时间内没有评分。")
_UNKNOWN = Text(
    "*Share unknown:* Amazon's report holds 1-3 stars only, so there is nothing to divide by.",
    "*好评率未知：* 亚马逊的报告只含1至3星，没有总数可算。",
)
_FEW = Text(
    "*{positive} of {count} positive*: too few for a percentage",
    "*{count}条评分中{positive}条好评*：数量太少，不计百分比",
)
_SHARE = Text("*{share} positive* (Amazon shows {shown})", "*好评率 {share}*（亚马逊显示 {shown}）")
_SHARE_BETWEEN = Text("*{share} positive*", "*好评率{share}*")
_TARGETS = {
    "met": Text("target {target} met", "已达到{target}的目标"),
    "missed": Text("below the target of {target}", "低于{target}的目标"),
    "open": Text("the target of {target} lies between", "{target}的目标在此之间"),
}
_DISAGREE = Text(
    "Sources disagree: the feedback report has {rows} for these days, Amazon's daily totals {totals}.",
    "来源不一致：这些天反馈报告有{rows}，亚马逊每日总数为{totals}。",
)
_MAY_BE_IN = Text(
    "A range, because ratings that left Amazon's report may still be in its daily totals.",
    "给出范围，因为已从亚马逊报告中消失的评分可能仍计在每日总数里。",
)
_BEFORE = Text("before ({span}): {share}{arrow}", "之前（{span}）：{share}{arrow}")
_UP = Text(", up {points}", "，上升{points}")
_DOWN = Text(", down {points}", "，下降{points}")
_STARS = {
    "met": Text("{stars} stars, target {target} met", "{stars}星，已达到{target}星的目标"),
    "missed": Text("{stars} stars, below the target of {target}", "{stars}星，低于{target}星的目标"),
    None: Text("{stars} stars", "{stars}星"),
}
_STARS_BETWEEN = Text(
    "stars between {low} and {high}: these counts have no star average (target {target})",
    "星级在{low}至{high}之间：这些数字不含平均星级（目标{target}星）",
)
_BACK = Text(
    "Back to target: {show} more positive {ratings} show as {target} %, {be} make it {target}.0 %,"
    " if nothing leaves.",
    "回到目标：再有{show}条好评即显示为{target}%，{be}条达到{target}.0%（假设没有评分移出）。",
)
_SHOWS_ALREADY = Text(
    "Amazon rounds it up to {target} %; {be} more positive {ratings} make it {target}.0 %,"
    " if nothing leaves.",
    "亚马逊四舍五入后已显示{target}%；再有{be}条好评达到{target}.0%（假设没有评分移出）。",
)
_LEAVING = Text("Leaving the window: {leaving}.", "即将移出该时段：{leaving}。")
_LEAVES = Text("{negatives} on {day}", "{day}有{negatives}")
_MORE_LEAVE = Text("{n} more later", "其余{n}条更晚")
_BUYERS = Text("Buyers see {share} ({window}).", "买家看到 {share}（{window}）。")
_BUYERS_COUNT = Text(
    "Buyers see {positive} of {count} positive ({window}).",
    "买家看到{count}条中{positive}条好评（{window}）。",
)
_COVERED = Text(
    "Counted over {covered} of {all} days: only for these all stars are known ({spans}).",
    "只统计了{all}天中的{covered}天：只有这些天五个星级齐全（{spans}）。",
)
_OUTSIDE = Text(
    "On the other days there are {negatives} and {neutrals} more.", "其余日子另有{negatives}、{neutrals}。"
)


def card_lines(card: Scorecard, lang: str) -> list[str]:
    """Say a scorecard in a few lines; what the numbers don't carry is left out or said to be unknown."""
    counted_on = card.period
    if counted_on.source is None:
        return [_NOTHING.said(lang)]
    if counted_on.positive is None:
        return [_UNKNOWN.said(lang), _counts(counted_on, lang)]
    if not counted_on.count:
        return [_NONE.said(lang), *_coverage(counted_on, lang)]
    return [
        " · ".join(_first(card, lang)),
        " · ".join([_counts(counted_on, lang), *_stars(card, lang)]),
        *_way_back(card, lang),
        *_leaving(card, lang),
        *_buyers(card, lang),
        *_coverage(counted_on, lang),
        *_doubt(counted_on, lang),
    ]


def _first(card: Scorecard, lang: str) -> Iterator[str]:
    figures = card.period
    shown = figures.amazon_shows
    if figures.share is None or shown is None:
        return
    if not figures.enough:
        yield say(_FEW, lang, positive=figures.positive, count=figures.count)
        return
    if figures.most:
        yield say(_SHARE_BETWEEN, lang, share=share_words(figures, lang))
    else:
        shows = f"{shown[0]}%" if lang == "zh" else f"{shown[0]} %"
        yield say(_SHARE, lang, share=percent(figures.share, lang), shown=shows)
    if card.share_verdict in _TARGETS:
        target = f"{TARGET_SHARE}%" if lang == "zh" else f"{TARGET_SHARE} %"
        yield say(_TARGETS[card.share_verdict], lang, target=target)
    if card.change and card.previous and card.previous.share is not None:
        span = card.previous.span
        before = percent(card.previous.share, lang)
        arrow = _arrow(card.change, lang)
        yield say(_BEFORE, lang, span=days(span.first, span.last, lang), share=before, arrow=arrow)


def _arrow(change: Change, lang: str) -> str:
    words = {"up": _UP, "down": _DOWN}.get(change.direction)
    return say(words, lang, points=points(change.points, lang)) if words else ""


def _counts(figures: Period, lang: str) -> str:
    known = [counted(figures.neutral, NEUTRAL, lang), counted(figures.negative, NEGATIVE, lang)]
    if figures.positive is not None:
        known.insert(0, counted(figures.positive, POSITIVE, lang))
    return " · ".join(known)


def _stars(card: Scorecard, lang: str) -> Iterator[str]:
    low, high = card.period.stars_low, card.period.stars_high
    if low is None or high is None:
        return
    target = half_up(TARGET_STARS, 1)
    if low == high:
        yield say(_STARS[card.stars_verdict], lang, stars=average(low), target=target)
    else:
        yield say(_STARS_BETWEEN, lang, low=half_up(low, 1), high=half_up(high, 1), target=target)


def _way_back(card: Scorecard, lang: str) -> Iterator[str]:
    if card.share_verdict != "missed" or not card.needed_to_be:
        return
    show, be = card.needed_to_show or 0, card.needed_to_be
    ratings = RATINGS.one if (show or be) == 1 else RATINGS.many
    yield say(_BACK if show else _SHOWS_ALREADY, lang, show=show, be=be, ratings=ratings, target=TARGET_SHARE)


def _leaving(card: Scorecard, lang: str) -> Iterator[str]:
    if card.share_verdict != "missed" or not card.leaving:
        return
    near = card.leaving[:MOST_LEAVING]
    parts = [
        say(_LEAVES, lang, negatives=counted(each.negatives, NEGATIVES, lang), day=day(each.day, lang))
        for each in near
    ]
    later = sum(each.negatives for each in card.leaving[MOST_LEAVING:])
    parts += [say(_MORE_LEAVE, lang, n=later)] if later else []
    yield say(_LEAVING, lang, leaving=listed(parts, lang))


def _buyers(card: Scorecard, lang: str) -> Iterator[str]:
    seen = card.buyers_see
    shown = seen.period.amazon_shows if seen else None
    if seen is None or shown is None or seen.window == card.window:
        return
    name = window_name(seen.window, lang)
    if seen.period.enough:
        yield say(_BUYERS, lang, share=f"{shown[0]}%" if lang == "zh" else f"{shown[0]} %", window=name)
    else:
        yield say(_BUYERS_COUNT, lang, positive=seen.period.positive, count=seen.period.count, window=name)


def _coverage(figures: Period, lang: str) -> Iterator[str]:
    if figures.positive is None or figures.covered.holds(figures.span):
        return
    spans = listed([days(each.first, each.last, lang) for each in figures.covered.spans[:3]], lang)
    more = "…" if len(figures.covered.spans) > 3 else ""  # noqa: PLR2004 - three are named
    yield say(_COVERED, lang, covered=figures.covered.days, all=figures.span.days, spans=spans + more)
    if figures.outside.negative or figures.outside.neutral:
        negatives = counted(figures.outside.negative, NEGATIVES, lang)
        yield say(
            _OUTSIDE, lang, negatives=negatives, neutrals=counted(figures.outside.neutral, NEUTRALS, lang)
        )


def _doubt(figures: Period, lang: str) -> Iterator[str]:
    """Say why the share is a range, or that two sources disagree."""
    if figures.disagreement:
        rows, totals = (counted(number, NEGATIVES, lang) for number in figures.disagreement)
        yield say(_DISAGREE, lang, rows=rows, totals=totals)
    elif figures.most:
        yield _MAY_BE_IN.said(lang)

"""The account's health: Amazon's performance metrics, each beside the target that Amazon's report carries."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.feedback import HealthMetric
from bot.messages.escaping import inline
from bot.messages.words import day, domain, listed, say
from knowledge.library import Text

NAMES = {
    "order-defects-fbm": Text("order defects, shipped by you", "订单缺陷率（自发货）"),
    "order-defects-fba": Text("order defects, FBA", "订单缺陷率（FBA）"),
    "late-shipments": Text("late shipments", "迟发率"),
    "cancellations": Text("cancelled before shipping", "配送前取消率"),
    "valid-tracking": Text("valid tracking", "有效追踪率"),
}
"""What each metric is called, in the order they are told."""

_LINE = Text("*Account health*  {metrics}", "*账户状况*  {metrics}")
_PLACE = Text("*Account health, {place}*  {metrics}", "*账户状况（{place}）*  {metrics}")
_MET = Text("{name} {rate} (target {target})", "{name}{rate}（目标{target}）")
_MISSED = Text("*{name} {rate}, target {target}*", "*{name}{rate}，目标{target}*")
_BELOW, _ABOVE = Text("below {target}", "低于{target}"), Text("above {target}", "高于{target}")
_WITHIN = Text("within all of Amazon's targets", "各项均达到亚马逊目标")
_UNTIL = Text("Account health: Amazon's performance report to {day}", "账户状况：亚马逊绩效报告，截至{day}")


def health_line(metrics: Sequence[HealthMetric], lang: str) -> str:
    """Say one marketplace's metrics, missed targets first, a line for each account; "" without any."""
    lines = []
    for (account, marketplace), group in groupby(sorted(metrics, key=_place), key=_place):
        told = " · ".join(_said(each, lang) for each in _judged(group))
        place = _named(account, marketplace, metrics)
        several = place != domain(marketplace)
        if told:
            lines.append(say(_PLACE if several else _LINE, lang, place=place, metrics=told))
    return "\n".join(lines)


def health_lines(metrics: Iterable[HealthMetric], lang: str) -> Iterator[str]:
    """Say for each marketplace which targets are missed, or that none is: a line each, for a digest."""
    by_place = sorted(metrics, key=_place)
    for (account, marketplace), group in groupby(by_place, key=_place):
        judged = _judged(group)
        if judged:
            bad = [_said(each, lang) for each in judged if missed(each)]
            place = _named(account, marketplace, by_place)
            yield say(_PLACE, lang, place=place, metrics=" · ".join(bad) or _WITHIN.said(lang))


def health_source(metrics: Iterable[HealthMetric], lang: str) -> str:
    """Name the report, and the day to which it speaks; "" without one."""
    until = max((each.last_day for each in metrics), default=None)
    return say(_UNTIL, lang, day=day(until, lang)) if until else ""


def missed(metric: HealthMetric) -> bool:
    """Say whether a metric misses its target, by its own figures or by Amazon's word."""
    kept = metric.rate < metric.target if metric.below else metric.rate > metric.target
    return metric.status == "BAD" or not kept


def health_json(metric: HealthMetric) -> dict[str, object]:
    """Write a metric for other programs; rates and targets are shares of 1."""
    return {
        "account": metric.account,
        "marketplace": metric.marketplace,
        "metric": metric.metric,
        "rate": metric.rate,
        "target": metric.target,
        "target_is": "below" if metric.below else "above",
        "missed": missed(metric),
        "status": metric.status,
        "first_day": metric.first_day.isoformat(),
        "last_day": metric.last_day.isoformat(),
    }


def _judged(metrics: Iterable[HealthMetric]) -> list[HealthMetric]:
    order = list(NAMES)
    told = [each for each in metrics if each.metric in NAMES and each.status != "NONE"]
    return sorted(told, key=lambda each: (not missed(each), order.index(each.metric)))


def _said(metric: HealthMetric, lang: str) -> str:
    side = say(_BELOW if metric.below else _ABOVE, lang, target=_percent(metric.target, lang))
    name, rate = NAMES[metric.metric].said(lang), _percent(metric.rate, lang)
    return say(_MISSED if missed(metric) else _MET, lang, name=name, rate=rate, target=side)


def _percent(share: float, lang: str) -> str:
    """Say a share of 1 as a percentage with at most two decimals: 3.96 % is not 4 %."""
    number = f"{share * 100:.2f}".rstrip("0").rstrip(".")
    return f"{number}%" if lang == "zh" else f"{number} %"


def _place(metric: HealthMetric) -> tuple[str, str]:
    return metric.account, metric.marketplace


def _named(account: str, marketplace: str, among: Iterable[HealthMetric]) -> str:
    """Name a marketplace, with its account where several accounts sell."""
    several = len({each.account for each in among}) > 1
    return listed([domain(marketplace), inline(account)], "en") if several else domain(marketplace)

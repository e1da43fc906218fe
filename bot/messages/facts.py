"""What is known of a negative's order: who shipped what, when it was promised, and whether it was late."""

from collections.abc import Iterator
from datetime import date

from bot.feedback import OrderFact
from bot.messages.escaping import inline
from bot.messages.words import DAYS, counted, day, joined, moment, say
from knowledge.library import Text

LATE_PROBLEM = "late-shipment"
TITLE = 60
"""Characters of a product's title that are shown."""

_FACTS = Text("*Order*  {facts}", "*订单*  {facts}")
_BY = {
    "FBA": Text("fulfilled by Amazon", "亚马逊配送（FBA）"),
    "FBM": Text("shipped by you", "卖家自发货（FBM）"),
}
_WITH = Text("{who} with {carrier}", "{who}，承运商{carrier}")
_MORE = Text("{product} and {n} more", "{product}等{n}种")
_SHIPPED = Text("shipped {day}", "{day}发货")
_SHIPPED_IN_TIME = Text("shipped {day}, in time", "{day}按时发货")
_SHIPPED_LATE = Text("shipped {day}, {days} late", "{day}发货，晚了{days}")
_PROMISED = Text("promised by {day}", "承诺{day}前送达")
_KEPT = Text("delivered within the promise (by {day})", "在承诺期内送达（承诺{day}前）")
_LATE = Text("delivered {days} after the promise (by {day})", "比承诺晚{days}送达（承诺{day}前）")
_AT_LEAST = Text(
    "delivered at least {days} after the promise (by {day})", "比承诺晚至少{days}送达（承诺{day}前）"
)
_MISSING = Text(
    "not delivered by {seen}, {days} after the promise (by {day})",
    "截至{seen}仍未送达，已超承诺{days}（承诺{day}前）",
)
_SOME_DAY = Text(
    "delivered, on a day that Amazon does not tell (promised by {day})",
    "已送达，亚马逊未给出日期（承诺{day}前）",
)
_DELIVERED = Text("delivered {day}", "{day}送达")
_AGAINST = Text(
    "Neither shipping nor delivery was late, so look for another cause.",
    "发货和送达都没有晚，请另找原因。",
)
_SOURCES = {
    "sp-api": Text("Source: Amazon's orders, read {at}.", "来源：亚马逊订单数据，{at}读取。"),
    "file": Text("Source: an orders report, imported {at}.", "来源：订单报告，{at}导入。"),
}


def facts_line(facts: OrderFact, lang: str, problem: str = "") -> str:
    """Say what is known of an order in a line; `problem` is what its comment is taken for.

    Where that is lateness and the facts are against it, the line says so. Nothing is said of a day that no
    source names.
    """
    parts = [*_product(facts, lang), *_shipping(facts, lang), *_delivery(facts, lang)]
    line = say(_FACTS, lang, facts=" · ".join(parts)) if parts else ""
    if line and problem == LATE_PROBLEM and in_time(facts):
        end = "。" if lang == "zh" else "."
        line = joined([line + end, _AGAINST.said(lang)], lang)
    return line


def facts_source(facts: OrderFact, lang: str) -> str:
    """Name where the facts come from, and when they were read."""
    if facts.read_at is None or facts.source not in _SOURCES:
        return ""
    return say(_SOURCES[facts.source], lang, at=moment(facts.read_at, lang))


def in_time(facts: OrderFact) -> bool:
    """Say whether the order was shipped in time and delivered within the promise, both for certain."""
    return shipped_in_time(facts) is True and _kept(facts)


def shipped_in_time(facts: OrderFact) -> bool | None:
    """Say whether the order was shipped in time; None where that is not known."""
    if facts.shipped_on is None or facts.ship_by is None:
        return None
    return facts.shipped_on <= facts.ship_by


def _kept(facts: OrderFact) -> bool:
    there = facts.delivered_on or facts.arrived_by
    return there is not None and facts.promised_by is not None and there <= facts.promised_by


def _product(facts: OrderFact, lang: str) -> Iterator[str]:
    if facts.fulfilment in _BY:
        who = _BY[facts.fulfilment].said(lang)
        yield say(_WITH, lang, who=who, carrier=inline(facts.carrier, 40)) if facts.carrier else who
    name = " ".join(filter(None, (facts.sku or facts.asin, facts.title)))
    if name:
        product, others = inline(name, TITLE), facts.products - 1
        n = facts.products if lang == "zh" else others
        yield say(_MORE, lang, product=product, n=n) if others > 0 else product


def _shipping(facts: OrderFact, lang: str) -> Iterator[str]:
    if facts.shipped_on is None:
        return
    on = day(facts.shipped_on, lang)
    if facts.ship_by is None:
        yield say(_SHIPPED, lang, day=on)
    elif facts.shipped_on <= facts.ship_by:
        yield say(_SHIPPED_IN_TIME, lang, day=on)
    else:
        yield say(_SHIPPED_LATE, lang, day=on, days=_after(facts.ship_by, facts.shipped_on, lang))


def _delivery(facts: OrderFact, lang: str) -> Iterator[str]:
    promise = facts.promised_by
    if promise is None:
        if facts.delivered_on:
            yield say(_DELIVERED, lang, day=day(facts.delivered_on, lang))
        return
    by = day(promise, lang)
    if _kept(facts):
        yield say(_KEPT, lang, day=by)
    elif facts.delivered_on:
        yield say(_LATE, lang, days=_after(promise, facts.delivered_on, lang), day=by)
    elif facts.arrived_by:
        yield _late_at_least(facts, promise, lang)
    elif facts.missing_on and facts.missing_on > promise:
        seen = day(facts.missing_on, lang)
        yield say(_MISSING, lang, seen=seen, days=_after(promise, facts.missing_on, lang), day=by)
    else:
        yield say(_PROMISED, lang, day=by)


def _late_at_least(facts: OrderFact, promise: date, lang: str) -> str:
    """Say how late it was when nobody saw it arrive: it was still missing on one day and there on a later."""
    if facts.missing_on is None or facts.missing_on <= promise:
        return say(_SOME_DAY, lang, day=day(promise, lang))
    how = _LATE if facts.missing_on == facts.arrived_by else _AT_LEAST
    return say(how, lang, days=_after(promise, facts.missing_on, lang), day=day(promise, lang))


def _after(promised: date, done: date, lang: str) -> str:
    return counted((done - promised).days, DAYS, lang)

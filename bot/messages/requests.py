"""Asking for feedback the way Amazon allows: whether an order may be asked about, and what the daily job did.

Asking is all or none, because whoever picks orders by hand asks the happy ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.feedback import FeedbackRequest
from bot.feedback.orders import ASKED_FROM, ASKED_UNTIL
from bot.messages.blocks import context, sections
from bot.messages.escaping import inline
from bot.messages.message import Message
from bot.messages.words import Noun, counted, day, days, domain, joined, listed, moment, person, quoted, say
from knowledge.library import Text


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of asking about one order.

    `request` is the daily job's row of it. `promised` are the first and last promised day of delivery, None
    where nobody told. `offered` says whether Amazon would pass a request on right now, None where it was not
    asked. `on` says whether the daily job is on for its marketplace, `trouble` why Amazon could not be asked.
    """

    order_id: str
    marketplace: str
    today: date
    request: FeedbackRequest | None = None
    promised: tuple[date, date] | None = None
    offered: bool | None = None
    on: bool = False
    trouble: str = ""

    @property
    def window(self) -> tuple[date, date] | None:
        """The first and last day on which Amazon passes a request on."""
        return (self.promised[0] + ASKED_FROM, self.promised[1] + ASKED_UNTIL) if self.promised else None


@dataclass(frozen=True, slots=True)
class RequestTally:
    """What became of a week's requests; `on` where the daily job is on anywhere."""

    sent: int = 0
    refused: int = 0
    on: bool = False


REQUESTS = Noun("order", "orders", "个订单")

_SENT = Text(
    "Order {order} was asked about on {day}, through Amazon's own request. It can be done once per order.",
    "订单{order}已于{day}由亚马逊代发索评请求。每个订单只能发一次。",
)
_REFUSED = Text(
    "Amazon refused a request for order {order} ({day}): somebody may have asked in Seller Central already,"
    " or the buyer takes none. Nothing more can be done.",
    "亚马逊拒绝为订单{order}发送索评请求（{day}）：可能已有人在卖家平台发过，或买家不接收。无法再发。",
)
_NOW = Text("Order {order} may be asked about now, until {last}.", "订单{order}现在可以索评，截止{last}。")
_SOON = Text(
    "Order {order} may be asked about from {first} to {last}, not yet.",
    "订单{order}在{first}至{last}之间可以索评，现在还不行。",
)
_OVER = Text(
    "Order {order} can't be asked about any more: that ended on {last}.",
    "订单{order}已不能索评，期限为{last}。",
)
_TAKEN = Text(
    "Amazon offers no request for order {order}, though {span} is the time for it: somebody may have asked"
    " in Seller Central already, or it did not ship.",
    "虽在索评时间内（{span}），但亚马逊不为订单{order}提供索评：可能已在卖家平台发过，或订单未发货。",
)
_TROUBLE = Text("Amazon could not be asked: {why}", "暂时无法询问亚马逊，请稍后再试（{why}）。")
_YES = Text("Amazon offers a request for order {order} now.", "亚马逊现在可为订单{order}发送索评请求。")
_NO = Text(
    "Amazon offers no request for order {order} now, and names no day of delivery: it may be too early, too"
    " late, not shipped, or asked about already.",
    "亚马逊目前不为订单{order}提供索评，也没有给出送达日期：可能太早、太晚、未发货，或已发过。",
)
_UNKNOWN = Text(
    "I don't know when order {order} was to be delivered. Send me an orders report in a direct message, or"
    " connect Amazon.",
    "不知道订单{order}的承诺送达日期。请把订单报告私信发给我，或连接亚马逊。",
)
_JOB_ON = Text(
    "The daily request is on for {place}: it goes out by itself.", "{place} 已开启每日索评，会自动发送。"
)
_JOB_OFF = Text(
    "The daily request is off for {place}. Asking is all or none, so single orders are not asked about here;"
    " a lead turns it on for all: `/feedback request on {code}`",
    "{place} 未开启每日索评。索评须一视同仁，不能单独挑选订单；负责人可为全部订单开启："
    "`/feedback request on {code}`",
)
_RULE = Text(
    "Amazon passes on one request per order, from 5 days after the earliest promised delivery to 30 days"
    " after the latest. Source: Amazon, Solicitations API, as of Nov 2026.",
    "每个订单只能请求一次：最早承诺送达日后5天起，最晚承诺送达日后30天止。"
    "来源：亚马逊 Solicitations API（2026年11月）。",
)
_ON = Text(
    "On for {place}: every order that shipped is asked about once, in Amazon's own words, when its time"
    " comes. Nobody is picked. The digest says how many; turn it off with `/feedback request off {code}`.",
    "{place} 已开启：每个已发货订单到期后由亚马逊统一发送一次索评，不做挑选。"
    "周报会给出数量；关闭请用 `/feedback request off {code}`。",
)
_OFF = Text(
    "Off for {place}: nobody is asked any more. What went out stays out.",
    "{place} 已关闭，不再索评；已发出的不受影响。",
)
_NOT_CONNECTED = Text(
    "Amazon is not connected for {place}, so nothing can be asked there. README, Connect Amazon, says how.",
    "{place} 尚未连接亚马逊，无法索评。连接方法见 README 的 Connect Amazon。",
)
_STANDS = Text("{place}: {state}", "{place}：{state}")
_STATE_ON = Text("on since {at}, by {who}", "{who}于{at}开启")
_STATE_OFF = Text("off", "关闭")
_STANDING = Text("Asking every buyer for feedback, through Amazon:", "通过亚马逊向所有买家索评：")
_USAGE = Text(
    "`/feedback request ORDER-ID` says whether an order may be asked about; a lead turns the daily request"
    " on and off: `/feedback request on US`, `/feedback request off US`.",
    "`/feedback request 订单号` 查询可否索评；负责人可开关每日索评：`/feedback request on US`、"
    "`/feedback request off US`。",
)
_DIGEST = Text("*Requests for feedback*  {what}", "*索评请求*  {what}")
_WERE_SENT = Text("{orders} asked about", "已为{orders}发送")
_WERE_REFUSED = Text("{n} refused by Amazon", "亚马逊拒绝{n}个")
_NONE_DUE = Text("none was due this week", "本周没有到期的订单")


def asking(found: Asking, lang: str) -> Message:
    """Say whether and when an order may be asked about, or what became of asking, and who does it."""
    lines = [_answer(found, lang)] if found.window or not found.trouble else []
    lines += [say(_TROUBLE, lang, why=inline(found.trouble, 300))] if found.trouble else []
    done = found.request is not None and found.request.state in ("sent", "refused")
    if found.marketplace and not done:
        job = _JOB_ON if found.on else _JOB_OFF
        lines.append(say(job, lang, place=domain(found.marketplace), code=inline(found.marketplace)))
    return Message(lines[0], [*sections(lines), context(_RULE.said(lang))])


def switched(marketplace: str, *, on: bool, lang: str) -> Message:
    """Say what turning the daily job on or off does."""
    return _said(say(_ON if on else _OFF, lang, place=domain(marketplace), code=inline(marketplace)))


def not_connected(marketplace: str, lang: str) -> Message:
    """Say that Amazon can't be asked to send anything there."""
    return _said(say(_NOT_CONNECTED, lang, place=domain(marketplace)))


def switches(stand: Sequence[tuple[str, str, datetime | None]], lang: str) -> Message:
    """Say for each marketplace who turned the daily job on and when (None: it is off), and how to."""
    lines = [
        say(
            _STANDS,
            lang,
            place=domain(marketplace),
            state=say(_STATE_ON, lang, at=moment(at, lang), who=person(who)) if at else _STATE_OFF.said(lang),
        )
        for marketplace, who, at in stand
    ]
    text = joined([_STANDING.said(lang), listed(lines, lang)], lang)
    return Message(
        text, [*sections([_STANDING.said(lang), *lines, _USAGE.said(lang)]), context(_RULE.said(lang))]
    )


def usage(lang: str) -> Message:
    """Say what `/feedback request` takes."""
    return _said(_USAGE.said(lang))


def tally_line(tally: RequestTally, lang: str) -> str:
    """Say how many orders were asked about in a week, and how many Amazon refused; "" where nobody asks."""
    if not (tally.on or tally.sent or tally.refused):
        return ""
    parts = [say(_WERE_SENT, lang, orders=counted(tally.sent, REQUESTS, lang))] if tally.sent else []
    parts += [say(_WERE_REFUSED, lang, n=f"{tally.refused:,}")] if tally.refused else []
    return say(_DIGEST, lang, what=" · ".join(parts) or _NONE_DUE.said(lang))


def _answer(found: Asking, lang: str) -> str:
    order, request, window = quoted(found.order_id, lang, 40), found.request, found.window
    if request is not None and request.asked_at is not None:
        text = _SENT if request.state == "sent" else _REFUSED
        return say(text, lang, order=order, day=day(request.asked_at.date(), lang, found.today))
    if window is None:
        text = _UNKNOWN if found.offered is None else _YES if found.offered else _NO
        return say(text, lang, order=order)
    first, last = (day(each, lang, found.today) for each in window)
    if found.today > window[1]:
        return say(_OVER, lang, order=order, last=last)
    if found.today < window[0]:
        return say(_SOON, lang, order=order, first=first, last=last)
    if found.offered is False:
        return say(_TAKEN, lang, order=order, span=days(*window, lang))
    return say(_NOW, lang, order=order, last=last)


def _said(text: str) -> Message:
    return Message(text, sections([text]))

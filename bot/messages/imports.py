"""What is said to somebody who sends a feedback report."""

from collections.abc import Iterator, Sequence

from bot.feedback import Import
from bot.messages.blocks import section, sections
from bot.messages.escaping import inline
from bot.messages.message import Message
from bot.messages.words import LINES, NEGATIVES, RATINGS, Noun, counted, domain, joined, say
from bot.report import Rejection, Report
from knowledge.library import Text

NAMED_REJECTIONS = 3
"""Rejected lines whose reason is said; the rest are counted."""

_IMPORTED = Text(
    "The report for {place} is in: {ratings}, {new} new, {changed} changed.",
    "{place} 的报告已导入：共{ratings}，新增{new}条，变更{changed}条。",
)
_OWED = Text("{n} follow as alerts.", "其中{n}条差评将逐条提醒。")
_NO_ALERT = Text("No new negative to alert.", "没有需要提醒的新差评。")
_HISTORY = Text("{negatives} are history and won't be posted.", "{negatives}属于历史记录，不再逐条发出。")
_NO_SHARE = Text(
    "It holds 1-3 stars only, so it tells no positive share.",
    "报告只含1至3星，无法得出好评率。",
)
_REJECTED = Text("{lines} could not be read: {reasons}", "有{lines}无法读取：{reasons}")
_REASON = Text("line {line}: {reason}", "第{line}行：{reason}")


_DAMAGED = Text(
    "In {comments} Amazon delivered damaged characters; they stand as they came.",
    "有{comments}的文字在亚马逊导出时已损坏，按原样保存。",
)
_COMMENTS = Noun("comment", "comments", "条留言")
_DELETE = Text(
    "The file holds buyers' e-mail addresses, which were not stored: please delete it here.",
    "文件中含买家邮箱地址，系统没有保存，请把文件从这里删除。",
)
_ORDERS = Text(
    "The orders report is in: facts of {orders}, {rated} of them with a rating. Alerts that are open show"
    " them now.",
    "订单报告已导入：共{orders}，其中{rated}个有评分，相关差评提醒会随即更新。",
)
_NO_BUYERS = Text(
    "Names, addresses and e-mails in it were not read. Please delete the file here.",
    "其中的姓名、地址和邮箱均未读取，请把文件从这里删除。",
)
_NO_ORDERS = Text("{lines} without an order ID were left out.", "有{lines}没有订单号，已略过。")
_ORDER_COUNT = Noun("order", "orders", "个订单")
_ONE = Text("One report at a time, please: nothing was imported.", "请一次只发一个报告；这次没有导入。")
_WHICH = Text(
    "Which marketplace is this report from? Send it again with its code, such as US or DE, in the message.",
    "这份报告属于哪个站点？请重新发送，并在消息里写明站点代码，如 US 或 DE。",
)
_TOO_LARGE = Text(
    "The file is larger than {megabytes} MB, so nothing was imported. Ask Amazon for a shorter period.",
    "文件超过{megabytes} MB，没有导入。请在亚马逊选择较短的时间段。",
)
_NOT_FETCHED = Text(
    "Slack did not hand the file over ({error}), so nothing was imported. Send it again.",
    "没能从 Slack 取到文件（{error}），没有导入，请重新发送。",
)


def too_large(megabytes: int, lang: str) -> Message:
    """Say that a file is larger than a report can be."""
    return _said(say(_TOO_LARGE, lang, megabytes=megabytes))


def received(run: Import, report: Report, lang: str) -> Message:
    """Say what a report brought: new, changed, alerts to come, history, lines not read; and to delete it."""
    lines = list(_lines(run, report, lang))
    return Message(joined(lines[:2], lang), sections(lines))


def orders_received(orders: int, rated: int, rejected: int, lang: str) -> Message:
    """Say what an orders report brought, that nothing of buyers was read, and that the file should go."""
    lines = [say(_ORDERS, lang, orders=counted(orders, _ORDER_COUNT, lang), rated=f"{rated:,}")]
    if rejected:
        lines.append(say(_NO_ORDERS, lang, lines=counted(rejected, LINES, lang)))
    return Message(lines[0], sections([*lines, _NO_BUYERS.said(lang)]))


def one_file_at_a_time(lang: str) -> Message:
    """Refuse several files at once."""
    return _said(_ONE.said(lang))


def which_marketplace(lang: str) -> Message:
    """Ask for the marketplace that neither the message nor the file tells."""
    return _said(_WHICH.said(lang))


def not_fetched(error: str, lang: str) -> Message:
    """Say that the file could not be had from Slack."""
    return _said(say(_NOT_FETCHED, lang, error=inline(error)))


def _lines(run: Import, report: Report, lang: str) -> Iterator[str]:
    numbers = {"ratings": counted(run.accepted, RATINGS, lang), "new": run.new, "changed": run.changed}
    yield say(_IMPORTED, lang, place=domain(run.marketplace), **numbers)
    yield say(_OWED, lang, n=run.owed) if run.owed else _NO_ALERT.said(lang)
    if run.history:
        yield say(_HISTORY, lang, negatives=counted(run.history, NEGATIVES, lang))
    if not run.full:
        yield _NO_SHARE.said(lang)
    if report.rejections:
        yield _rejected(report.rejections, lang)
    if report.damaged_text:
        yield say(_DAMAGED, lang, comments=counted(report.damaged_text, _COMMENTS, lang))
    yield _DELETE.said(lang)


def _rejected(rejections: Sequence[Rejection], lang: str) -> str:
    named = [
        say(_REASON, lang, line=line, reason=inline(reason.said(lang)))
        for line, reason in rejections[:NAMED_REJECTIONS]
    ]
    more = "…" if len(rejections) > NAMED_REJECTIONS else "." if lang == "en" else "。"
    lines = counted(len(rejections), LINES, lang)
    return say(_REJECTED, lang, lines=lines, reasons=("；" if lang == "zh" else "; ").join(named) + more)


def _said(text: str) -> Message:
    return Message(text, [section(text)])

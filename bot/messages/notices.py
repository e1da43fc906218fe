"""Short notices: what was taken in, what was refused, what went wrong, and how it starts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.feedback import Import
from bot.messages.actions import ENTER_COUNTS, LABELS
from bot.messages.blocks import actions, button, section, sections
from bot.messages.escaping import inline
from bot.messages.message import Message
from bot.messages.words import (
    LINES,
    MESSAGES,
    NEGATIVES,
    NEUTRALS,
    RATINGS,
    counted,
    day,
    domain,
    listed,
    mention,
    moment,
    person,
    quoted,
    say,
)
from knowledge.library import Text

NAMED_REJECTIONS = 3
"""Rejected lines whose reason is said; the rest are counted."""

_IMPORTED = Text(
    "The report for {place} is in: {ratings}, {new} new, {changed} changed.",
    "{place} 的报告已导入：共{ratings}，新增{new}条，变更{changed}条。",
)
_OWED = Text("{n} follow here as alerts.", "其中{n}条差评随后逐条提醒。")
_NO_ALERT = Text("No new negative to alert.", "没有需要提醒的新差评。")
_HISTORY = Text("{negatives} are history and won't be posted.", "{negatives}属于历史记录，不再逐条发出。")
_NO_SHARE = Text(
    "It holds 1-3 stars only, so it tells no positive share.",
    "报告只含1至3星，无法得出好评率。",
)
_REJECTED = Text("{lines} could not be read: {reasons}", "有{lines}无法读取：{reasons}")
_REASON = Text("line {line}: {reason}", "第{line}行：{reason}")
_NOT_IMPORTED = Text("Nothing was imported. {reason}", "没有导入任何数据。原因：{reason}")
_CLAIMED_BY = Text("{owner} claimed this, {at}.", "{owner}已于{at}认领。")
_RESOLVED_BY = Text("{owner} has resolved this already, {at}.", "{owner}已于{at}解决。")
_MOVED_ON = Text(
    "This has changed since you saw it; the message now shows how it stands.",
    "在你点击之前状态已有变化，消息已显示最新情况。",
)
_ONLY = Text("Only leads may do this. Ask {people}.", "只有负责人可以这样做，请联系{people}。")
_WRONG = Text(
    "Something went wrong and nothing was changed. It is noted as {number}: give that to whoever runs Starkeeper.",
    "出了点问题，没有做任何更改。编号 {number}，请转告管理 Starkeeper 的同事。",
)
_BUSY = Text(
    "Too much is going on at the moment; nothing was done. Try again in a minute.",
    "当前请求过多，未执行。请稍后再试。",
)
_STALE = Text(
    "No fresh data from Amazon for {place} since {since}: new negatives may be missing here.",
    "自{since}起没有 {place} 的新数据，可能有新差评未显示。",
)
_PARKED = Text(
    "Slack refused the channel {channel}: {why} {messages} waiting and will follow.",
    "Slack 拒绝向频道 {channel} 发送：{why}另有{messages}等待发送，问题解决后会补发。",
)
_PARKED_WHY: dict[str, Text] = {
    "not_in_channel": Text(
        "the bot isn't a member. Invite it with /invite @Starkeeper;",
        "机器人不在频道内。请用 /invite @Starkeeper 邀请它。",
    ),
    "channel_not_found": Text(
        "it doesn't exist or the bot can't see it. Check FEEDBACK_CHANNEL, or invite it with /invite @Starkeeper;",
        "频道不存在，或机器人看不到。请检查 FEEDBACK_CHANNEL，或用 /invite @Starkeeper 邀请它。",
    ),
    "is_archived": Text(
        "it is archived. Unarchive it or set FEEDBACK_CHANNEL anew;",
        "频道已归档。请恢复归档或重新设置 FEEDBACK_CHANNEL。",
    ),
}
_PARKED_OTHERWISE = Text("it says {error}.", "返回 {error}。")
_NO_ORDER = Text("No rating is known for order {order}.", "没有订单 {order} 的评分记录。")
_NO_WINDOW = Text(
    "I don't know the window {word}. Use 30d, 90d, 365d, lifetime, week, or a week such as 2026-W47.",
    "没有{word}这个时段。可用：30d、90d、365d、lifetime、week，或 2026-W47 这样的周。",
)
_NO_PLACE = Text(
    "I don't know the marketplace {word}. Known are {known}.", "没有{word}这个站点。可用：{known}。"
)
_NO_STATE = Text(
    "I don't know {word}. Use open, claimed, resolved or all.",
    "没有{word}这个状态。可用：open、claimed、resolved、all。",
)
_MISSING = Text("What should I look for? For example: {example}", "请补充内容，例如：{example}")
_DONE = Text("Done. The message shows it.", "已完成，消息已更新。")
_NOTED = Text("Noted for your lead. Thank you.", "已记下，会转给负责人。谢谢。")


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What was found when a marketplace's ratings came in for the first time.

    `since` is the oldest rating's day. `owed` of the negatives follow as alerts, the rest is history.
    `share_known` says whether any source of positives exists. `next_digest` is None where none is planned.
    """

    marketplace: str
    negatives: int
    neutrals: int
    owed: int
    since: date | None
    share_known: bool
    next_digest: datetime | None = None


_HELLO = Text(
    "I'm Starkeeper. On {place} I found {negatives} and {neutrals}{since}.",
    "我是 Starkeeper。在 {place} 找到{negatives}、{neutrals}{since}。",
)
_SINCE = Text(", back to {day}", "，最早到{day}")
_FOLLOW = Text(
    "They are history and won't be posted one by one; the {n} of the last days follow now.",
    "它们是历史记录，不会逐条发出；最近几天的{n}条随后发出。",
)
_NONE_FOLLOW = Text(
    "They are history and won't be posted one by one; none is recent.",
    "它们是历史记录，不会逐条发出；近期没有差评。",
)
_SHARE_UNKNOWN = Text(
    "The positive share is unknown until Amazon's numbers are entered: its report holds no positives.",
    "亚马逊的报告不含好评，填写亚马逊的数字之前，好评率未知。",
)
_FROM_NOW = Text("From now on each new negative comes here once.", "今后每条新差评在这里只发一次。")
_NEXT_DIGEST = Text("The next weekly digest: {at}.", "下一期周报：{at}。")
_PHONES = Text(
    "Phones often notify only on mentions: ALERT_MENTION names whom a new negative calls.",
    "手机往往只在被提及时提醒：可用 ALERT_MENTION 指定新差评提醒谁。",
)


def first_run(found: FirstRun, lang: str) -> Message:
    """Introduce the bot in its channel: what is history, what follows, what is unknown, what comes next."""
    since = say(_SINCE, lang, day=day(found.since, lang)) if found.since else ""
    hello = say(
        _HELLO,
        lang,
        place=domain(found.marketplace),
        negatives=counted(found.negatives, NEGATIVES, lang),
        neutrals=counted(found.neutrals, NEUTRALS, lang),
        since=since,
    )
    lines = [hello, say(_FOLLOW if found.owed else _NONE_FOLLOW, lang, n=found.owed)]
    lines += [] if found.share_known else [_SHARE_UNKNOWN.said(lang)]
    lines.append(_FROM_NOW.said(lang))
    lines += [say(_NEXT_DIGEST, lang, at=moment(found.next_digest, lang))] if found.next_digest else []
    lines.append(_PHONES.said(lang))
    enter = button(LABELS[ENTER_COUNTS].said(lang), ENTER_COUNTS, f"{found.marketplace} 30d")
    return Message(hello, [*sections(lines), *([] if found.share_known else [actions(enter)])])


def imported(run: Import, rejections: Sequence[tuple[int, str]], lang: str) -> Message:
    """Say what an import brought: new, changed, alerts to come, history, and lines that could not be read."""
    numbers = {"ratings": counted(run.accepted, RATINGS, lang), "new": run.new, "changed": run.changed}
    lines = [say(_IMPORTED, lang, place=domain(run.marketplace), **numbers)]
    lines.append(say(_OWED, lang, n=run.owed) if run.owed else _NO_ALERT.said(lang))
    lines += [say(_HISTORY, lang, negatives=counted(run.history, NEGATIVES, lang))] if run.history else []
    lines += [] if run.full else [_NO_SHARE.said(lang)]
    if rejections:
        reasons = [
            say(_REASON, lang, line=line, reason=inline(why)) for line, why in rejections[:NAMED_REJECTIONS]
        ]
        more = "…" if len(rejections) > NAMED_REJECTIONS else ""
        lines.append(
            say(
                _REJECTED,
                lang,
                lines=counted(len(rejections), LINES, lang),
                reasons="; ".join(reasons) + more,
            )
        )
    return _said(("" if lang == "zh" else " ").join(lines))


def file_refused(reason: str, lang: str) -> Message:
    """Say that a file was refused whole, and why; `reason` is the parser's sentence."""
    return _said(say(_NOT_IMPORTED, lang, reason=inline(reason, 400)))


def refused(why: Text, lang: str) -> Message:
    """Say why somebody may not do this."""
    return _said(why.said(lang))


def only_leads(people: Sequence[str], lang: str) -> Message:
    """Say who may do this instead."""
    return _said(say(_ONLY, lang, people=listed([mention(who) for who in people], lang)))


def claimed_by(owner: str, at: datetime, lang: str) -> Message:
    """Say who was faster."""
    return _said(say(_CLAIMED_BY, lang, owner=person(owner), at=moment(at, lang)))


def resolved_by(owner: str, at: datetime, lang: str) -> Message:
    """Say that it is resolved already, and by whom."""
    return _said(say(_RESOLVED_BY, lang, owner=person(owner), at=moment(at, lang)))


def moved_on(lang: str) -> Message:
    """Say that a button was pressed on what has changed since."""
    return _said(_MOVED_ON.said(lang))


def went_wrong(number: str, lang: str) -> Message:
    """Say that something failed, and under which number the log has it."""
    return _said(say(_WRONG, lang, number=inline(number)))


def busy(lang: str) -> Message:
    """Say that nothing was done because too much is waiting."""
    return _said(_BUSY.said(lang))


def stale(marketplace: str, since: date, lang: str) -> Message:
    """Say that nothing fresh has come in."""
    return _said(say(_STALE, lang, place=domain(marketplace), since=day(since, lang)))


def parked(channel: str, error: str, waiting: int, lang: str) -> Message:
    """Say why a channel gets nothing, how to mend it, and what is waiting; `error` is Slack's word."""
    known = _PARKED_WHY.get(error)
    why = known.said(lang) if known else say(_PARKED_OTHERWISE, lang, error=inline(error))
    verb = "" if lang == "zh" else (" is" if waiting == 1 else " are")
    messages = counted(waiting, MESSAGES, lang) + verb
    return _said(say(_PARKED, lang, channel=inline(channel), why=why, messages=messages))


def no_order(order: str, lang: str) -> Message:
    """Say that nothing is known of an order."""
    return _said(say(_NO_ORDER, lang, order=quoted(order, lang)))


def no_window(word: str, lang: str) -> Message:
    """Say which windows there are."""
    return _said(say(_NO_WINDOW, lang, word=quoted(word, lang)))


def no_marketplace(word: str, known: Mapping[str, object] | Sequence[str], lang: str) -> Message:
    """Say which marketplaces there are."""
    return _said(say(_NO_PLACE, lang, word=quoted(word, lang), known=listed(list(known), lang)))


def no_state(word: str, lang: str) -> Message:
    """Say which states cases are listed by."""
    return _said(say(_NO_STATE, lang, word=quoted(word, lang)))


def missing(example: str, lang: str) -> Message:
    """Ask for what a command needs, with an example."""
    return _said(say(_MISSING, lang, example=f"`{example}`"))


def done(lang: str) -> Message:
    """Say that a click did what it should."""
    return _said(_DONE.said(lang))


def noted(lang: str) -> Message:
    """Thank for saying that an answer did not help."""
    return _said(_NOTED.said(lang))


def _said(text: str) -> Message:
    return Message(text, [section(text)])

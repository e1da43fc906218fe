"""Short notices: what was refused and why, what went wrong, what is missing, what is done."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.messages.blocks import context, section
from bot.messages.escaping import inline
from bot.messages.message import Message
from bot.messages.words import (
    MESSAGES,
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

_NOT_IMPORTED = Text("Nothing was imported. {reason}", "没有导入任何数据。原因：{reason}")
_CLAIMED_BY = Text("{owner} claimed this, {at}.", "{owner}已于{at}认领。")
_RESOLVED_BY = Text("{owner} has resolved this already, {at}.", "{owner}已于{at}解决。")
_MOVED_ON = Text(
    "This has changed since you saw it; the message now shows how it stands.",
    "在你点击之前状态已有变化，消息已显示最新情况。",
)
_ONLY_LEADS = Text("Only leads may do this. Ask {people}.", "只有负责人可以这样做，请联系{people}。")
_ONLY_AGENTS = Text(
    "Only agents and leads may do this. Ask {people}.", "只有处理人员和负责人可以这样做，请联系{people}。"
)
_AMONG_OURSELVES = Text(
    "Another company reads this channel: only you see this answer, and it can't be shared here.",
    "本频道有外部公司成员：这条回答只有你能看到，也不能分享到这里。",
)
_NOT_OUTSIDE = Text(
    "This was not shared: another company reads this channel, and answers may name orders. Only you see it.",
    "没有分享：本频道有外部公司成员，而回答可能含订单信息，只有你能看到。",
)
_NOT_UNSEEN = Text(
    "This was not shared: Slack doesn't say who reads this channel. Invite me with /invite @Starkeeper, or"
    " try again in a minute.",
    "没有分享：Slack 未说明谁能看到本频道。请用 /invite @Starkeeper 邀请我，或稍后再试。",
)
_ADMINS = Text("an owner or admin of this workspace", "本工作区的所有者或管理员")
_WRONG = Text(
    "Something went wrong. It is noted as {number}: give that number to whoever runs Starkeeper.",
    "出了点问题，已记为 {number}，请把编号转告管理 Starkeeper 的同事。",
)
_BUSY = Text(
    "Too much is going on at the moment; nothing was done. Try again in a minute.",
    "当前请求过多，未执行。请稍后再试。",
)
_STALE = Text(
    "No fresh data for {place} since {since}: new negatives may be missing here.",
    "自{since}起没有 {place} 的新数据，可能有新差评未显示。",
)
_PARKED = Text(
    "Nothing goes to the channel {channel}: {why} {messages} waiting and will follow.",
    "目前不向频道 {channel} 发送：{why}另有{messages}等待发送，问题解决后会补发。",
)
_PARKED_WHY: dict[str, Text] = {
    "not_in_channel": Text(
        "the bot isn't a member. Invite it with /invite @Starkeeper;",
        "机器人不在频道内。请用 /invite @Starkeeper 邀请它。",
    ),
    "channel_not_found": Text(
        "it doesn't exist or the bot can't see it. Check FEEDBACK_CHANNEL or /invite @Starkeeper there;",
        "频道不存在，或机器人看不到。请检查 FEEDBACK_CHANNEL，或用 /invite @Starkeeper 邀请它。",
    ),
    "is_archived": Text(
        "it is archived. Unarchive it or set FEEDBACK_CHANNEL anew;",
        "频道已归档。请恢复归档或重新设置 FEEDBACK_CHANNEL。",
    ),
    "externally_shared": Text(
        "another company is in it, and alerts name orders. Take it out, set another channel, or set"
        " ALLOW_EXTERNAL_CHANNELS;",
        "频道内有外部公司，而提醒会显示订单号。请移除外部公司、改用其他频道，或设置"
        " ALLOW_EXTERNAL_CHANNELS。",
    ),
}
_PARKED_OTHERWISE = Text("Slack says {error}.", "Slack 返回 {error}。")
_NO_ORDER = Text("No rating is known for order {order}.", "没有订单 {order} 的评分记录。")
_NO_WINDOW = Text(
    "I don't know the window {word}. Use 30d, 90d, 365d, lifetime, week, or a week such as 2026-W47.",
    "没有{word}这个时段。可用：30d、90d、365d、lifetime、week，或 2026-W47 这样的周。",
)
_NO_PLACE = Text(
    "I don't know the marketplace {word}. Known are {known}.", "没有{word}这个站点。可用：{known}。"
)
_NO_STATE = Text("I don't know {word}. Use one of: {known}.", "没有{word}这个状态。可用：{known}。")
_MISSING = Text("What should I look for? For example: {example}", "请补充内容，例如：{example}")
_DONE = Text("Done. The message shows it.", "已完成，消息已更新。")
_NOTED = Text("Noted for your lead. Thank you.", "已记下，会转给负责人。谢谢。")


def file_refused(reason: str, lang: str) -> Message:
    """Say that a file was refused whole, and why; `reason` is the parser's sentence."""
    return _said(say(_NOT_IMPORTED, lang, reason=inline(reason, 400)))


def refused(why: Text, lang: str) -> Message:
    """Say why somebody may not do this."""
    return _said(why.said(lang))


def to_ask(people: Sequence[str], lang: str) -> str:
    """Name people and user groups by their ids; where none is known, the workspace's admins."""
    return listed([mention(who) for who in people], lang) or _ADMINS.said(lang)


def among_ourselves(message: Message, lang: str) -> Message:
    """Add to a private answer that another company reads the channel in which it was asked."""
    return Message(message.text, [*message.blocks, context(_AMONG_OURSELVES.said(lang))])


def not_shared_outside(lang: str) -> Message:
    """Say that nothing is shared where another company reads it."""
    return _said(_NOT_OUTSIDE.said(lang))


def not_shared_unseen(lang: str) -> Message:
    """Say that nothing is shared where Slack doesn't tell who reads it."""
    return _said(_NOT_UNSEEN.said(lang))


def only_leads(people: Sequence[str], lang: str) -> Message:
    """Say that this is for leads, and whom to ask."""
    return _said(say(_ONLY_LEADS, lang, people=to_ask(people, lang)))


def only_agents(people: Sequence[str], lang: str) -> Message:
    """Say that this is for agents and leads, and whom to ask."""
    return _said(say(_ONLY_AGENTS, lang, people=to_ask(people, lang)))


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


def no_state(word: str, known: Sequence[str], lang: str) -> Message:
    """Say which states cases are listed by."""
    return _said(say(_NO_STATE, lang, word=quoted(word, lang), known=listed(known, lang)))


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

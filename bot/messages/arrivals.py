"""What is said when a marketplace's ratings come in for the first time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.messages.actions import ENTER_COUNTS, LABEL, LABELS
from bot.messages.blocks import actions, button, sections
from bot.messages.message import Block, Message
from bot.messages.words import (
    NEGATIVES,
    NEUTRALS,
    counted,
    day,
    domain,
    moment,
    say,
)
from knowledge.library import Text


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
    "The {n} of the last days follow now; the others are history and won't be posted one by one.",
    "最近几天的{n}条随后发出；其余是历史记录，不再逐条发出。",
)
_ONE_FOLLOWS = Text(
    "The one of the last days follows now; the others are history and won't be posted one by one.",
    "最近几天的1条随后发出；其余是历史记录，不再逐条发出。",
)
_NONE_FOLLOW = Text(
    "They are history and won't be posted one by one; none is recent.",
    "它们是历史记录，不再逐条发出；近期没有差评。",
)
_SHARE_UNKNOWN = Text(
    "The positive share is unknown until Amazon's numbers are entered: its report holds no positives.",
    "亚马逊的报告不含好评，填写亚马逊的数字之前，好评率未知。",
)
_FROM_NOW = Text("From now on each new negative comes here once.", "今后每条新差评在这里只发一次。")
_NEXT_DIGEST = Text("The next weekly digest: {at}.", "下一期周报：{at}。")
_LABEL = Text(
    "Say of past comments what they were about, 100 at most: the diagnosis then guesses as your team would.",
    "可标注历史留言的原因（最多100条），此后诊断会按你们团队的口径判断。",
)
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
    lines = [hello]
    lines += [say(_follow(found.owed), lang, n=found.owed)] if found.negatives or found.neutrals else []
    lines += [] if found.share_known else [_SHARE_UNKNOWN.said(lang)]
    lines.append(_FROM_NOW.said(lang))
    lines += [_LABEL.said(lang)] if found.negatives or found.neutrals else []
    lines += [say(_NEXT_DIGEST, lang, at=moment(found.next_digest, lang))] if found.next_digest else []
    lines.append(_PHONES.said(lang))
    buttons = list(_buttons(found, lang))
    return Message(hello, [*sections(lines), *([actions(*buttons)] if buttons else [])])


def _buttons(found: FirstRun, lang: str) -> Iterator[Block]:
    if not found.share_known:
        yield button(LABELS[ENTER_COUNTS].said(lang), ENTER_COUNTS, f"{found.marketplace} 30d")
    if found.negatives or found.neutrals:
        yield button(LABELS[LABEL].said(lang), LABEL, found.marketplace)


def _follow(owed: int) -> Text:
    if owed > 1:
        return _FOLLOW
    return _ONE_FOLLOWS if owed else _NONE_FOLLOW

"""App Home: where the team stands, what waits for whom, when the next digest comes, and how the bot is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.blocks import actions, button, context, divider, header, section, sections
from bot.messages.card import AlertCard
from bot.messages.condition import Condition, condition_lines
from bot.messages.figures import card_lines
from bot.messages.lists import case_row
from bot.messages.message import Block
from bot.messages.standing import place_name, short_line, source_line, window_name
from bot.messages.words import moment, say
from bot.scorecard.card import Scorecard
from knowledge.library import Text

SHOWN = 8
"""Cases shown of mine, and of all that are open."""
MARKETPLACES_SHOWN = 15
"""Marketplaces with a line of their own, the worst first."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The first of some cases, oldest first, and how many there are."""

    shown: Sequence[AlertCard] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """What one person's App Home shows; `cards` stand worst first, `total` is their sum where they are many.

    `unlabelled` is how many past comments still wait for a person to say their cause. `lead` may see what
    goes wrong and may change what holds for all.
    """

    cards: Sequence[Scorecard]
    total: Scorecard | None
    mine: Cases
    unresolved: Cases
    next_digest: datetime | None
    condition: Condition
    overdue: int = 0
    unlabelled: int = 0
    agent: bool = True
    lead: bool = False


_TITLE = Text("Seller feedback", "卖家反馈")
_NEEDED = Text(
    "*{mine} yours · {open} open{late}*, the oldest first",
    "*你名下{mine}条 · 未解决共{open}条{late}*，最早的在前",
)
_OVERDUE = Text(" · {n} overdue", " · 已逾期{n}条")
_ALL_LIST = Text("All cases", "全部差评")
_OVERDUE_LIST = Text("Overdue cases", "逾期清单")
_NOTHING = Text("*No open case.* Nothing needs you.", "*没有未解决的差评。* 无需处理。")
_NOTHING_BUT = Text(
    "*No open case is known.* See below what doesn't come in or get through.",
    "*没有已知的未解决差评。* 但有数据或消息未能送达，见下方。",
)
_STANDS = Text("*{place} · {window}*", "*{place} · {window}*")
_OTHERS = Text("*The other marketplaces*, worst first", "*其他站点*，最差的在前")
_MORE_PLACES = Text("and {n} more: `/feedback score`", "另有{n}个站点，见 `/feedback score`")
_SUM = Text("{line} (our own sum; no target)", "{line}（自行合计，无目标）")
_MINE = Text("*Yours*", "*由你处理*")
_OPEN = Text("*Open, oldest first*", "*未解决，最早的在前*")
_MORE_CASES = Text("and {n} more", "另有{n}条")
_NEXT = Text("Next weekly digest: {at}", "下一期周报：{at}")
_NO_DIGEST = Text(
    "No weekly digest is planned: DIGEST_CHANNEL is not set.", "没有安排周报：未设置 DIGEST_CHANNEL。"
)
_CONDITION = Text("*How Starkeeper is*", "*运行状况*")
_HELP = Text("Everything that can be asked: `/feedback help`", "全部命令见 `/feedback help`")
_READ_ONLY = Text("You can read here; agents act on cases.", "你可以在此查看；处理差评由客服人员进行。")


def home(found: Home, lang: str) -> dict[str, Any]:
    """Show a person's App Home; within Slack's hundred blocks whatever there is."""
    blocks = [
        header(_TITLE.said(lang)),
        section(_first(found, lang)),
        actions(*_buttons(found, lang)),
        divider(),
        *_scorecards(found, lang),
        *_cases(_MINE, found.mine, "mine", lang),
        *_cases(_OPEN, found.unresolved, "unresolved", lang),
        divider(),
        *sections([_CONDITION.said(lang), *condition_lines(found.condition, lang, lead=found.lead)]),
        context(*_small(found, lang)),
    ]
    return {"type": "home", "blocks": blocks}


def closed_home(why: str) -> dict[str, Any]:
    """Show a sentence and nothing else: to guests and people from outside, or when something went wrong."""
    return {"type": "home", "blocks": [section(why)]}


def _first(found: Home, lang: str) -> str:
    if not found.unresolved.total:
        return (_NOTHING if found.condition.well else _NOTHING_BUT).said(lang)
    late = say(_OVERDUE, lang, n=found.overdue) if found.overdue else ""
    return say(_NEEDED, lang, mine=found.mine.total, open=found.unresolved.total, late=late)


def _buttons(found: Home, lang: str) -> Iterator[Block]:
    state = "overdue" if found.overdue else "unresolved"
    label = _OVERDUE_LIST if found.overdue else LABELS[names.LIST]
    if not found.unresolved.total:
        state, label = "all", _ALL_LIST
    yield button(label.said(lang), names.LIST, f"/feedback list {state}")
    worst = found.cards[0]
    place = f"{worst.marketplace or 'US'} {worst.window.key}"
    if found.agent:
        style = "primary" if worst.period.positive is None and worst.period.source else ""
        yield button(LABELS[names.ENTER_COUNTS].said(lang), names.ENTER_COUNTS, place, style)
    if found.agent and found.unlabelled:
        yield button(LABELS[names.LABEL].said(lang), names.LABEL, "home")


def _scorecards(found: Home, lang: str) -> list[Block]:
    worst, *others = found.cards
    title = say(_STANDS, lang, place=place_name(worst, lang), window=window_name(worst.window, lang))
    blocks = sections([title, *card_lines(worst, lang)])
    lines = [short_line(card, lang) for card in others[:MARKETPLACES_SHOWN]]
    if more := len(others) - len(lines):
        lines.append(say(_MORE_PLACES, lang, n=more))
    if found.total:
        lines.append(say(_SUM, lang, line=short_line(found.total, lang)))
    blocks += sections([_OTHERS.said(lang), *lines]) if lines else []
    source = source_line(worst, lang)
    return [*blocks, *([context(source)] if source else [])]


def _cases(title: Text, cases: Cases, state: str, lang: str) -> list[Block]:
    if not cases.total:
        return []
    blocks = [divider(), section(title.said(lang)), *(case_row(card, lang) for card in cases.shown)]
    if more := cases.total - len(cases.shown):
        label = say(_MORE_CASES, lang, n=f"{more:,}")
        blocks.append(actions(button(label, names.LIST, f"/feedback list {state} 1")))
    return blocks


def _small(found: Home, lang: str) -> Iterator[str]:
    yield say(_NEXT, lang, at=moment(found.next_digest, lang)) if found.next_digest else _NO_DIGEST.said(lang)
    if not found.agent:
        yield _READ_ONLY.said(lang)
    yield _HELP.said(lang)

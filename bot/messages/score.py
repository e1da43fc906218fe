"""The answer to `/feedback score`, and the modal that takes Amazon's own numbers."""

from collections.abc import Sequence
from typing import Any

from bot.feedback import HealthMetric
from bot.marketplaces import MARKETPLACES
from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.blocks import (
    actions,
    button,
    context,
    entry,
    modal,
    number_field,
    option,
    section,
    sections,
    select,
)
from bot.messages.figures import card_lines
from bot.messages.health import health_line, health_source
from bot.messages.message import Block, Message
from bot.messages.standing import place_name, short_line, source_line, standing, window_name
from bot.messages.topics import causes_line, guesses_line, questions_line
from bot.messages.words import days, domain, joined, say, site
from bot.scorecard.card import Scorecard
from bot.scorecard.period import Source
from bot.scorecard.windows import WINDOWS, Window
from knowledge.library import Library, Text

IN_FULL = 3
"""Marketplaces shown in full, the worst first; each other has one line."""

_TITLE = Text("*Seller feedback · {place} · {window}* ({span})", "*卖家反馈 · {place} · {window}*（{span}）")
_TITLE_ALL = Text("*Seller feedback · {place} · {window}*", "*卖家反馈 · {place} · {window}*")
_SUM = Text("{line} (our own sum; Amazon sets no target for it)", "{line}（自行合计，亚马逊对此没有目标）")
_OTHERS = Text("*The other marketplaces*", "*其他站点*")
_NEGATIVES = Text("*Negatives*  {causes}", "*差评原因*  {causes}")
_NEUTRALS = Text("*Neutrals*  {causes}", "*中评原因*  {causes}")
_EXACT = Text(
    "The exact share is held against the target, not Amazon's rounded one; neutrals count.",
    "与目标比较的是精确好评率，而非亚马逊取整后的数字；中评计入总数。",
)
_HINT = Text(
    "Seller Central, Performance, Feedback: copy the row of counts as it stands there.",
    "在卖家平台打开“绩效 > 反馈”，照抄那一列的数量。",
)
_TEXT = Text("{place}, {window}: {standing}.", "{place}，{window}：{standing}。")
_COUNTS = Text("Amazon's numbers", "亚马逊的数字")
_FIELDS = (
    (names.POSITIVE, Text("Positive (4-5 stars)", "好评（4至5星）")),
    (names.NEUTRAL, Text("Neutral (3 stars)", "中评（3星）")),
    (names.NEGATIVE, Text("Negative (1-2 stars)", "差评（1至2星）")),
)
_AVERAGE = Text("Star average, if it is shown there", "平均星级（如页面有显示）")
_MARKETPLACE = Text("Marketplace", "站点")
_WINDOW = Text("Window", "时段")
_STORED = Text(
    "Stored for {place}, {window}. They count for 7 days, then stored ratings where all stars are known.",
    "已保存：{place}，{window}。7天内以此为准，之后凡评分齐全的日子仍以已存评分为准。",
)


def score(
    cards: Sequence[Scorecard],
    lang: str,
    library: Library,
    total: Scorecard | None = None,
    *,
    health: Sequence[HealthMetric] = (),
    first_guesses: tuple[int, int] = (0, 0),
    command: str = "",
    answered: bool = True,
) -> Message:
    """Show a window of one or more marketplaces, worst first, as `cards` stand.

    `total` is the sum over them, `health` the account's metrics there, `first_guesses` the causes that the
    diagnosis had right of those confirmed, `command` what was asked (it comes back with the share button).
    Without `answered`, as in a shared copy, there are no buttons.
    """
    blocks = [block for card in cards[:IN_FULL] for block in _in_full(card, lang, library, health)]
    if rest := [short_line(card, lang) for card in cards[IN_FULL:]]:
        blocks += sections([_OTHERS.said(lang), *rest])
    if total:
        blocks.append(section(say(_SUM, lang, line=short_line(total, lang))))
    small = [_EXACT.said(lang)] if any(card.share_verdict for card in cards) else []
    if small := [*small, *guesses_line(*first_guesses, lang)]:
        blocks.append(context(*small))
    blocks += [actions(*_buttons(cards, lang, command))] if answered else []
    text = [
        say(
            _TEXT,
            lang,
            place=place_name(card, lang),
            window=window_name(card.window, lang),
            standing=standing(card, lang),
        )
        for card in cards[:IN_FULL]
    ]
    return Message(joined(text, lang), blocks)


def counts_modal(lang: str, marketplace: str = "US", window: str = "30d") -> dict[str, Any]:
    """Ask for one row of Feedback Manager's table."""
    windows = [option(window_name(each, lang), each.key) for each in WINDOWS]
    choice = {each["value"]: each for each in windows}
    menu = {
        **select(_WINDOW.said(lang), names.WINDOW, windows),
        "initial_option": choice.get(window, windows[0]),
    }
    blocks = [
        entry(_MARKETPLACE.said(lang), _marketplaces(lang, marketplace)),
        entry(_WINDOW.said(lang), menu, hint=_HINT.said(lang)),
        *(entry(label.said(lang), number_field(name, 0, 10_000_000)) for name, label in _FIELDS),
        entry(_AVERAGE.said(lang), number_field(names.STARS, 1, 5, decimals=True), optional=True),
    ]
    close, submit = names.CANCEL.said(lang), names.SAVE.said(lang)
    return modal(_COUNTS.said(lang), names.COUNTS_VIEW, blocks, close, submit, lang=lang)


def counts_stored(marketplace: str, window: Window, lang: str) -> Message:
    """Say that Amazon's numbers were taken, and how long they hold."""
    text = say(_STORED, lang, place=domain(marketplace), window=window_name(window, lang))
    return Message(text, [section(text)])


def _in_full(card: Scorecard, lang: str, library: Library, health: Sequence[HealthMetric]) -> list[Block]:
    lines = [_title(card, lang), *card_lines(card, lang)]
    if card.topics.negatives:
        lines.append(say(_NEGATIVES, lang, causes=causes_line(card.topics.negatives, library, lang)))
    if card.topics.neutrals:
        lines.append(say(_NEUTRALS, lang, causes=causes_line(card.topics.neutrals, library, lang)))
    if _read_comments(card):
        lines.append(questions_line(card.topics, lang))
    here = [each for each in health if each.marketplace == card.marketplace]
    lines += filter(None, [health_line(here, lang)])
    sources = list(filter(None, (source_line(card, lang), health_source(here, lang))))
    return [*sections(lines), *([context(*sources)] if sources else [])]


def _read_comments(card: Scorecard) -> bool:
    """Say whether comments were read at all; a typed table alone has none."""
    stored = card.period.source not in (None, Source.FEEDBACK_MANAGER)
    return stored or any(each.evidence for each in card.topics.questions)


def _title(card: Scorecard, lang: str) -> str:
    place, window = place_name(card, lang), window_name(card.window, lang)
    if card.window.is_week or card.period.source is None:
        return say(_TITLE_ALL, lang, place=place, window=window)
    span = card.period.span
    return say(_TITLE, lang, place=place, window=window, span=days(span.first, span.last, lang))


def _buttons(cards: Sequence[Scorecard], lang: str, command: str) -> list[Block]:
    asked = [card for card in cards if card.period.positive is None]
    first = []
    if asked:
        value = f"{asked[0].marketplace} {asked[0].window.key}"
        first = [button(LABELS[names.ENTER_COUNTS].said(lang), names.ENTER_COUNTS, value, "primary")]
    share = button(LABELS[names.SHARE].said(lang), names.SHARE, command or "/feedback score")
    return [*first, share, *([] if first else [_windows(cards, lang)])]


def _windows(cards: Sequence[Scorecard], lang: str) -> Block:
    place = f" {cards[0].marketplace}" if len(cards) == 1 else ""
    others = [window for window in WINDOWS if not cards or window != cards[0].window]
    options = [
        option(window_name(each, lang), f"/feedback score {each.key}{place}".strip()) for each in others
    ]
    week = option(Text("this week", "本周").said(lang), f"/feedback score week{place}")
    return select(LABELS[names.WINDOWS].said(lang), names.WINDOWS, [*options, week])


def _marketplaces(lang: str, chosen: str) -> Block:
    options = {code: option(f"{domain(code)} · {site(code, lang)}", code) for code in MARKETPLACES}
    menu = select(_MARKETPLACE.said(lang), names.MARKETPLACE, list(options.values()))
    return {**menu, "initial_option": options[chosen]} if chosen in options else menu

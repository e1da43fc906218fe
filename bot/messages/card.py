"""A negative and all that its message needs; and the lines that message, modal and answer share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.deadlines import NOT_DUE, Due
from bot.feedback import NEGATIVE, NEUTRAL, Case, Event, Feedback, OrderFact, Past
from bot.marketplaces import MARKETPLACES, order_link
from bot.messages.actions import OUTCOME_TEXTS
from bot.messages.causes import cause_name, known
from bot.messages.escaping import escape, inline
from bot.messages.words import (
    cited,
    day,
    domain,
    inside,
    joined,
    listed,
    percent,
    points,
    quoted,
    say,
    stars,
)
from bot.scorecard.card import Cost
from knowledge.library import Cause, Library, Source, Text
from knowledge.removal import Triage


@dataclass(frozen=True, slots=True)
class AlertCard:
    """What is known about one rating when its message is made.

    `case` is None for a rating that never had one (history). `removal` and `cost` are None where nothing
    can be said. `mention` is whom a new alert calls: a Slack id, "here", "channel", or "". `events` are the
    case's history, oldest first. `right_of_100` is how many of a hundred first guesses as sure as this one
    are right; None until people have judged enough of them. `facts` are what is known of the order, None
    until somebody told. `past` is how other cases of its cause ended, None where none did.
    `due` is by when it is to be claimed and resolved.
    """

    feedback: Feedback
    case: Case | None
    library: Library
    removal: Triage | None = None
    cost: Cost | None = None
    mention: str = ""
    events: Sequence[Event] = ()
    right_of_100: int | None = None
    facts: OrderFact | None = None
    past: Past | None = None
    due: Due = NOT_DUE

    @property
    def key(self) -> tuple[str, str]:
        """The problem and cause it is taken for."""
        taken = self.case or self.feedback
        return taken.problem or "unclear", taken.cause or "unclear"

    @property
    def unclear(self) -> bool:
        """Whether nobody, neither diagnosis nor person, has said what the cause is."""
        return self.key[0] == "unclear"

    @property
    def cause(self) -> Cause | None:
        """The playbook's page of its cause, None where there is none."""
        return known(self.library, *self.key)

    @property
    def state(self) -> str:
        """Its case's state; "none" without a case."""
        return self.case.state if self.case else "none"

    @property
    def edited(self) -> bool:
        """Whether the buyer has changed the rating since."""
        return any(event.action == "edited" for event in self.events)

    @property
    def candidates(self) -> list[tuple[tuple[str, str], tuple[str, ...]]]:
        """What the diagnosis found, best first: the cause's key and the words that led to it."""
        found = self.case.candidates if self.case else []
        return [((each["problem"], each["cause"]), tuple(each["evidence"])) for each in found]


NEWEST_EDITS = 2
"""Changes of a rating that its message tells; More has all of them."""

KINDS = {
    "negative": Text("negative", "差评"),
    "neutral": Text("neutral", "中评"),
    "positive": Text("positive", "好评"),
}
_SURENESS = {
    "likely": Text("Likely cause", "疑似原因"),
    "possible": Text("Possible cause", "可能原因"),
    "confirmed": Text("Cause (confirmed)", "原因（已确认）"),
}
_RIGHT = Text(" · {n} of 100 such guesses are right", " · 此类判断100次约有{n}次正确")
_ALSO = Text("Also possible: ", "也可能是：")
_NO_CAUSE = Text(
    "*Likely cause:* unclear. The comment names no cause.", "*疑似原因：* 不明，留言没有说明原因。"
)
_NO_COMMENT = Text("*Likely cause:* unclear. There is no comment.", "*疑似原因：* 不明，买家没有留言。")
_COST = Text(
    "*Costs*  {points} until {until} (now {now}; without it {without})",
    "*影响*  拉低{points}，到{until}为止（现为{now}，没有它则为{without}）",
)
_EDITED = Text("The buyer changed it: {before} → {after}.", "买家已修改：{before} → {after}。")
_COUNTS_NO_MORE = Text("It no longer counts as negative.", "不再计为差评。")
_REPLIED = Text("Public reply is up.", "已有公开回复。")
_VANISHED = Text("Gone from Amazon's report since; it counts no more.", "已从亚马逊报告中消失，不再计入。")


def kind(rating: int) -> str:
    """Say what so many stars count as: "negative", "neutral" or "positive"."""
    if rating <= NEGATIVE:
        return "negative"
    return "neutral" if rating <= NEUTRAL else "positive"


def order(feedback: Feedback) -> str:
    """Write the order's number as a link into its marketplace's Seller Central."""
    number = inline(feedback.order_id, 40)
    if feedback.marketplace not in MARKETPLACES:
        return number
    return f"<{escape(order_link(feedback.marketplace, feedback.order_id))}|{number}>"


def headline(card: AlertCard, title: Text, lang: str) -> str:
    """Say stars, title, day and order: the first two lines of every message about one rating."""
    rated = card.feedback
    what = say(title, lang, kind=KINDS[kind(rated.rating)].said(lang), domain=domain(rated.marketplace))
    opened = card.case.opened_at.date() if card.case else None
    number = say(Text("order {order}", "订单 {order}"), lang, order=order(rated))
    return f"{stars(rated.rating)}  *{what}*\n{day(rated.rated_on, lang, opened)} · {number}"


def cause_line(card: AlertCard, lang: str) -> str:
    """Say the cause, the words that led to it, and what else it could be."""
    if card.unclear or card.case is None:
        said = card.feedback.comment.strip() or card.feedback.purged_at
        return say(_NO_CAUSE if said else _NO_COMMENT, lang)
    label = _SURENESS.get(card.case.said, _SURENESS["possible"]).said(lang)
    found = dict(card.candidates)
    line = f"*{label}{_colon(lang)}* {_name(card, card.key, lang)}{_evidence(found.get(card.key, ()), lang)}"
    if card.right_of_100 is not None and card.case.said in ("likely", "possible"):
        line += say(_RIGHT, lang, n=card.right_of_100)
    # A second guess without words to show for it is no help to anybody.
    others = [each for each in card.candidates if each[0] != card.key and each[1]]
    if not others or card.case.said == "confirmed":
        return line
    key, words = others[0]
    return f"{line}\n{_ALSO.said(lang)}{_name(card, key, lang)}{_evidence(words, lang)}"


def cost_line(cost: Cost, lang: str) -> str:
    """Say what this rating takes off the 30-day share, and until when."""
    return say(
        _COST,
        lang,
        points=points(cost.points, lang),
        until=day(cost.until, lang),
        now=percent(cost.without - cost.points, lang),
        without=percent(cost.without, lang),
    )


def news_line(card: AlertCard, lang: str) -> str:
    """Say what the buyer changed, whether Amazon still has it, whether a reply is up; "" if nothing.

    What a case is gone for says the line of its state.
    """
    parts = list(_edits(card, lang))
    if parts and card.feedback.rating > NEGATIVE and card.state != "gone":
        parts.append(_COUNTS_NO_MORE.said(lang))
    if card.feedback.vanished_at and card.state != "gone":
        parts.append(_VANISHED.said(lang))
    if card.feedback.response.strip():
        parts.append(_REPLIED.said(lang))
    return joined(parts, lang)


def outcome_words(outcome: str, lang: str) -> str:
    """Say how a case ended: the names of its outcomes; words that are no outcome stand as they are."""
    keys = [key.strip() for key in outcome.split(",") if key.strip()]
    said = [OUTCOME_TEXTS[key].said(lang) if key in OUTCOME_TEXTS else inline(key) for key in keys]
    return listed([*said[:1], *(inside(each) for each in said[1:])], lang)


def sources_line(sources: Sequence[Source], lang: str) -> str:
    """Name each source once."""
    names = dict.fromkeys(cited(source, lang) for source in sources)
    label = say(Text("Source: {names}", "来源：{names}"), lang, names="; ".join(names))
    return label if names else ""


def edit_line(detail: str, lang: str) -> str:
    """Say from how many stars to how many a rating was changed; `detail` is as its event has it, "1 -> 4"."""
    changed = re.fullmatch(r"([1-5]) -> ([1-5])", detail)
    if not changed:
        return ""
    return say(_EDITED, lang, before=stars(int(changed[1])), after=stars(int(changed[2])))


def _edits(card: AlertCard, lang: str) -> Iterator[str]:
    lines = [edit_line(event.detail, lang) for event in card.events if event.action == "edited"]
    yield from filter(None, lines[-NEWEST_EDITS:])


def _name(card: AlertCard, key: tuple[str, str], lang: str) -> str:
    if key[0] == "outside":
        return f"{cause_name(card.library, *key, lang)}{_colon(lang)} {inline(key[1])}"
    return cause_name(card.library, *key, lang)


def _evidence(words: Sequence[str], lang: str) -> str:
    if not words:
        return ""
    said = listed([quoted(each, lang, 40) for each in words[:3]], lang)
    return f"（{said}）" if lang == "zh" else f"  ({said})"


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ":"

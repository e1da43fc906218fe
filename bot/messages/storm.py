"""Many negatives at once: one summary, and pages in its thread on which each stands and can be claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages.actions import CLAIM_FROM_PAGE, LABELS, MORE_FROM_PAGE
from bot.messages.blocks import actions, context, option, section, sections, select
from bot.messages.card import AlertCard, order
from bot.messages.causes import problem_name
from bot.messages.message import Block, Message
from bot.messages.state import whom_for
from bot.messages.topics import causes_line
from bot.messages.words import (
    NEW_NEGATIVES,
    STARS,
    counted,
    day,
    inside,
    listed,
    mention,
    person,
    quoted,
    say,
    site,
    stars,
)
from bot.scorecard.topics import CauseKey, by_problem, top
from knowledge.library import Library, Text

ON_A_PAGE = 20
"""Negatives on one page."""


@dataclass(frozen=True, slots=True)
class Storm:
    """Many negatives of one collection.

    `marketplaces` and `causes` count them; `before` counts the causes of the week before, None where nothing
    is known of it. `pages` follow in the thread. `called` is whom it calls: a Slack id, "here", "channel",
    or "".
    """

    marketplaces: Mapping[str, int]
    causes: Mapping[CauseKey, int]
    library: Library
    pages: int
    before: Mapping[CauseKey, int] | None = None
    called: str = ""

    @property
    def total(self) -> int:
        """How many negatives."""
        return sum(self.marketplaces.values())


_TITLE = Text("{negatives} at once: {places}", "一次收到{negatives}：{places}")
_OF_THEM = Text("{n} {problem}", "{problem}{n}条")
_CAUSES = Text("*Causes*  {causes}", "*原因*  {causes}")
_PAGES = Text(
    "Each of them stands in the thread, {pages} of at most {most}, and is claimed there.",
    "每一条都在消息列中，共{pages}，每页最多{most}条，可在那里认领。",
)
_NEXT = Text(
    "Look first at what they share: one cause, one product, one carrier.",
    "先找共同点：同一原因、同一商品、同一承运商。",
)
_PAGE = Text("*Page {number} of {pages}*", "*第{number}页，共{pages}页*")
_STATES = {
    "open": Text("unclaimed", "未认领"),
    "claimed": Text("claimed by {owner}", "{owner}处理中"),
    "waiting": Text("{owner} waits for {whom}", "{owner}在等{whom}"),
    "resolved": Text("resolved by {owner}", "{owner}已解决"),
    "gone": Text("counts no more", "不再计入"),
}
_OPEN = Text("{n} of {all} unclaimed.", "{all}条中{n}条未认领。")
_ALL_TAKEN = Text("All of them are taken.", "全部已有人处理。")


def storm(found: Storm, lang: str) -> Message:
    """Sum up many negatives, the commonest cause first; they follow in the thread, page by page."""
    places = listed([f"{site(code, lang)} {n}" for code, n in top(found.marketplaces, 20).largest], lang)
    title = say(_TITLE, lang, negatives=counted(found.total, NEW_NEGATIVES, lang), places=places)
    called = f"{mention(found.called)} " if mention(found.called) else ""
    causes = causes_line(found.causes, found.library, lang, found.before)
    counted_pages = (
        f"{found.pages}页" if lang == "zh" else f"{found.pages} {'page' if found.pages == 1 else 'pages'}"
    )
    blocks = [
        section(f"{called}*{title}*"),
        section(say(_CAUSES, lang, causes=causes)),
        section(_NEXT.said(lang)),
        context(say(_PAGES, lang, pages=counted_pages, most=ON_A_PAGE)),
    ]
    return Message(" ".join(filter(None, (_text(found, title, lang), mention(found.called)))), blocks)


def page(cards: Sequence[AlertCard], lang: str, number: int = 1, pages: int = 1) -> Message:
    """List at most twenty negatives as they stand now; one menu claims any that nobody has, one opens any."""
    cards = cards[:ON_A_PAGE]
    open_ones = [card for card in cards if card.state == "open"]
    left = say(_OPEN, lang, n=len(open_ones), all=len(cards)) if open_ones else _ALL_TAKEN.said(lang)
    blocks = [
        *sections(
            [say(_PAGE, lang, number=number, pages=pages), *(case_line(card, lang) for card in cards)], "\n\n"
        ),
        actions(*_menu(CLAIM_FROM_PAGE, open_ones, lang), *_menu(MORE_FROM_PAGE, cards, lang)),
        context(left),
    ]
    title = say(_PAGE, lang, number=number, pages=pages).strip("*")
    return Message(f"{title}: {left}" if lang == "en" else f"{title}：{left}", blocks)


def case_line(card: AlertCard, lang: str) -> str:
    """Say one negative in two lines: stars, order, marketplace, cause and state; the comment begun."""
    rated = card.feedback
    owner = person(card.case.owner) if card.case and card.case.owner else ""
    whom = whom_for(card.case.waiting_for, lang) if card.case else ""
    state = say(_STATES[card.state], lang, owner=owner, whom=whom) if card.state in _STATES else ""
    problem = problem_name(card.library, card.key[0], lang)
    parts = [site(rated.marketplace, lang), day(rated.rated_on, lang), problem, state]
    line = f"{stars(rated.rating)} {order(rated)} · {' · '.join(filter(None, parts))}"
    return f"{line}\n{quoted(rated.comment, lang)}" if rated.comment.strip() else line


def _text(found: Storm, title: str, lang: str) -> str:
    largest = top(by_problem(found.causes), 1).largest
    if not largest:
        return title
    problem, n = largest[0]
    worst = say(_OF_THEM, lang, n=n, problem=inside(problem_name(found.library, problem, lang)))
    return f"{title}；{worst}" if lang == "zh" else f"{title}; {worst}"


def _menu(name: str, cards: Sequence[AlertCard], lang: str) -> list[Block]:
    if not cards:
        return []
    options = [option(_choice(card, lang), str(card.feedback.id)) for card in cards]
    return [select(LABELS[name].said(lang), name, options)]


def _choice(card: AlertCard, lang: str) -> str:
    return f"{card.feedback.order_id} · {counted(card.feedback.rating, STARS, lang)}"

"""`/feedback …`: score, list, show, counts, help; anything else gets the nearest of them."""

from collections.abc import Callable
from datetime import timedelta
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple

from sqlmodel import Session

from bot.feedback import Feedback
from bot.marketplaces import MARKETPLACES, ORDER_ID
from bot.messages import lists, notices
from bot.messages.card import AlertCard
from bot.messages.cases import case_shown
from bot.messages.help import COMMANDS, Command, help_, unknown
from bot.messages.message import Message
from bot.messages.paging import page_asked
from bot.messages.score import counts_modal, score
from bot.rendering.cards import alert_card
from bot.rendering.digests import GUESSES_OVER
from bot.rendering.home import overdue_ratings
from bot.roles import Role
from bot.scorecard.windows import MONTH, Window
from bot.scores import standing
from bot.store import cases, health, ratings
from bot.store import lists as store
from bot.store.database import reading
from handlers import exports, labelling, language, policy, questions, requests
from handlers.shell import Asked, Reply


def reply(asked: Asked) -> Reply:
    """Answer `/feedback WORD …`; without a word, help."""
    word, _, rest = asked.text.strip().partition(" ")
    found = ANSWERS.get(word.lower() or "help")
    if found is None:
        return _unknown(asked, word)
    asked.require(found.needs, f"/feedback {word.lower()}".strip())
    return found.reply(asked, rest.strip())


def show_score(asked: Asked, words: str) -> Reply:
    """Answer `score [30d|90d|365d|lifetime|week] [marketplace]`, the words in any order."""
    window, marketplace, today = MONTH, "", asked.now.date()
    for word in words.split():
        code = {"GB": "UK"}.get(word.upper(), word.upper())
        if code in MARKETPLACES:
            marketplace = code
        elif word.lower() == "week":
            window = Window.last_full_week(today - timedelta(days=1))
        else:
            try:
                window = Window.parse(word)
            except ValueError:
                return notices.no_window(word, asked.language)
    with reading(asked.services.engine) as session:
        found = standing(session, window, today, marketplace)
        metrics = health.everywhere(session)
        guesses = cases.first_guesses(session, asked.now - GUESSES_OVER)
    command = f"/feedback score {window} {marketplace}".strip()
    library = asked.services.judgement.now.library
    return score(
        found.cards,
        asked.language,
        library,
        found.sum,
        health=metrics,
        first_guesses=guesses,
        command=command,
        answered=not asked.shared,
    )


def show_list(asked: Asked, words: str) -> Reply:
    """Answer `list [STATE] [PAGE]`, oldest first; without a state, what nobody has claimed."""
    word, _, number = words.partition(" ")
    state = word.lower() or "open"
    if state not in lists.STATES:
        return notices.no_state(words, list(lists.STATES), asked.language)
    with reading(asked.services.engine) as session:
        page = _page(session, asked, state)
        _, total = page(0, 0)
        first = page_asked(number.strip(), lists.PAGE, total)
        rows, total = page(first, lists.PAGE)
    library = asked.services.judgement.now.library
    cards = [AlertCard(feedback, case, library) for feedback, case in rows]
    return lists.case_list(cards, state, first, total, asked.language)


def show_order(asked: Asked, words: str) -> Reply:
    """Answer `show ORDER-ID`: the case as its message shows it, or that nothing is known of that order."""
    found = ORDER_ID.search(words)
    if found is None:
        return notices.missing("/feedback show 113-1234567-1234567", asked.language)
    with reading(asked.services.engine) as session:
        rows = ratings.of_order(session, found[0])
        if not rows:
            return notices.no_order(found[0], asked.language)
        card = _card(session, asked, rows[0])
    return case_shown(card, asked.language)


def enter_counts(asked: Asked, words: str) -> Reply:
    """Answer `counts [marketplace]`: a modal for one row of Feedback Manager's table."""
    code = words.upper() if words.upper() in MARKETPLACES else _first_marketplace(asked)
    return counts_modal(asked.language, code)


def show_help(asked: Asked, _words: str = "") -> Message:
    """Answer `help`: what this person may do, and who may do the rest."""
    allowed = [each for each in COMMANDS if asked.person.may(_needs(each))]
    others = () if asked.person.lead else asked.services.roles.may(Role(asked.person.role + 1))
    return help_(allowed, asked.person.role.name, others, asked.language)


def ask_policy(asked: Asked, words: str) -> Reply:
    """Answer `policy …`, which is `/policy …`."""
    return policy.reply(asked.again(words, shared=asked.shared))


class Word(NamedTuple):
    """A word after `/feedback`: what answers it, and which role it needs."""

    reply: Callable[[Asked, str], Reply]
    needs: Role = Role.MEMBER


ANSWERS: dict[str, Word] = {
    "score": Word(show_score),
    "list": Word(show_list),
    "show": Word(show_order),
    "counts": Word(enter_counts, Role.AGENT),
    "label": Word(labelling.start, Role.AGENT),
    "export": Word(exports.send, Role.LEAD),
    "questions": Word(questions.show),
    "request": Word(requests.show),
    "policy": Word(ask_policy),
    "language": Word(language.choose),
    "help": Word(show_help),
}
"""What each word after `/feedback` does; `bot.messages.help` says it to people."""


def _page(session: Session, asked: Asked, state: str) -> Callable[[int, int], tuple[list[store.Row], int]]:
    if state != "overdue":
        return partial(store.page, session, state, asked.person.id)
    return partial(store.among, session, overdue_ratings(session, asked.services.settings, asked.now))


def _card(session: Session, asked: Asked, feedback: Feedback) -> AlertCard:
    library = asked.services.judgement.now.library
    return alert_card(session, library, feedback, asked.now, asked.services.settings)


def _needs(command: Command) -> Role:
    return ANSWERS[command.word].needs if command.slash == "/feedback" else Role.MEMBER


def _unknown(asked: Asked, word: str) -> Message:
    nearest = get_close_matches(word.lower(), list(ANSWERS), n=1)
    return unknown(word, f"/feedback {nearest[0]}" if nearest else "", asked.language)


def _first_marketplace(asked: Asked) -> str:
    with reading(asked.services.engine) as session:
        places = ratings.places(session)
    return places[0][1] if places else "US"

"""From the record to scorecards: the one place that puts the tallies and the arithmetic together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from bot.scorecard.card import Scorecard, score
from bot.scorecard.standings import total, worst_first
from bot.scorecard.windows import Window
from bot.store import ratings
from bot.store.record import rating_record, rating_records, topics, topics_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the team stands in one window: a card per marketplace, worst first, and their sum.

    Before anything was imported there is one card that knows nothing. `sum` is ours, not Amazon's; None where
    there are fewer than two marketplaces.
    """

    window: Window
    cards: tuple[Scorecard, ...]
    sum: Scorecard | None


def standing(
    session: Session, window: Window, today: date, marketplace: str = "", last_day: date | None = None
) -> Standing:
    """Score a window, ending on `last_day` (today if left out), for one marketplace or ("") all of them."""
    places = [place for place in ratings.places(session) if marketplace in ("", place[1])]
    return standing_of(session, places, window, today, last_day or today, marketplace)


def standing_of(
    session: Session,
    places: Iterable[tuple[str, str]],
    window: Window,
    today: date,
    last_day: date,
    marketplace: str = "",
) -> Standing:
    """Score a window for these places (account, marketplace); without any, `marketplace` knows nothing."""
    asked, span = [*places] or [("main", marketplace)], window.span(last_day)
    records, about = rating_records(session, asked), topics_of(session, asked, span)
    cards = worst_first(score(records[at], window, today, last_day, about[at]) for at in asked)
    return Standing(window, tuple(cards), total(cards) if len(cards) > 1 else None)


def card_of(
    session: Session, account: str, marketplace: str, window: Window, today: date, last_day: date
) -> Scorecard:
    """Score one marketplace's window with what its ratings are about."""
    record = rating_record(session, account, marketplace)
    span = window.span(last_day)
    return score(record, window, today, last_day, topics(session, account, marketplace, span))


def stale_since(session: Session, account: str, marketplace: str, today: date, days: int = 7) -> date | None:
    """Say how far the newest source reaches if that is more than so many days ago, else None.

    A file read today whose newest row is old is an old source: it says nothing about this week.
    """
    mark = ratings.mark(session, account, marketplace)
    newest = ratings.newest_import(session, account, marketplace)
    reach = mark.date() if mark else (newest.last_day if newest else None)
    return reach if reach and today - reach > timedelta(days=days) else None


def needs_source(cards: Sequence[Scorecard]) -> list[str]:
    """Name the marketplaces whose positive share is unknown until somebody enters Amazon's numbers."""
    return [card.marketplace for card in cards if card.period.positive is None]

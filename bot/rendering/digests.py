"""From the record to a weekly digest: the seven days to the last complete one, as known when it is made."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from bot import chart
from bot.feedback import Feedback
from bot.messages.digest import CaseTally, Digest
from bot.messages.links import NAMED, Shown
from bot.messages.requests import RequestTally
from bot.messages.week import PastDueCases
from bot.messages.words import domain
from bot.scorecard import MONTH, Span, Topics, trend
from bot.scorecard.topics import NO_TOPICS, CauseKey
from bot.scores import Standing, stale_since, standing_of
from bot.store import caseload, cases, health, questions, ratings, requests
from bot.store.caseload import Place
from bot.store.database import reading
from bot.store.record import rating_record, topics
from bot.store.spots import addresses
from knowledge.library import Library, Text

WEEK = timedelta(days=7)
GUESSES_OVER = timedelta(days=30)
"""The scorecard says how often the first guess was right over so long."""

Concerns = Callable[[str, str], bool]
PastDue = Callable[[Session, Sequence[Place]], Sequence[int]]
"""Lists the ratings of these places whose cases are past due."""


class Picture(NamedTuple):
    """The trend as PNG, and what it shows in words."""

    png: bytes
    says: Text


def everywhere(_account: str, _marketplace: str) -> bool:
    """Take any place: where all marketplaces share one digest."""
    return True


def none_due(_session: Session, _places: Sequence[Place]) -> Sequence[int]:
    """Find nothing past due: where no hours are set."""
    return ()


class Reach(NamedTuple):
    """What one channel's digest tells of.

    `concerns` says whether an account's marketplace stands in it; questions asked in the channels `elsewhere`
    are counted in theirs.
    """

    concerns: Concerns = everywhere
    past_due: PastDue = none_due
    elsewhere: Collection[str] = ()


ALL = Reach()


def digest_of(
    session: Session, library: Library, last_day: date, payload: Mapping[str, str], reach: Reach = ALL
) -> Digest:
    """Gather the digest of the week that ends with `last_day`, the last complete day before its slot.

    `payload` is what its post carries: the picture, the workspace's address, and when the next one comes.
    """
    week = Span(last_day - WEEK + timedelta(days=1), last_day)
    places = [place for place in ratings.places(session) if reach.concerns(*place)]
    found = standing_of(session, places, MONTH, last_day + timedelta(days=1), last_day)
    reaches = [stale_since(session, *place, last_day + timedelta(days=1)) for place in places]
    end, low = _midnight(last_day + timedelta(days=1)), _low(session, places, week)
    return Digest(
        week=week,
        cards=found.cards,
        library=library,
        now=_topics(session, places, week),
        before=_topics(session, places, Span(week.first - WEEK, week.last - WEEK)),
        total=found.sum,
        cases=_cases(session, places, end, _past_due(session, reach.past_due(session, places), payload)),
        lessons=tuple(cases.lessons(session, places, last_day + timedelta(days=1))),
        first_guesses=cases.first_guesses(session, end - GUESSES_OVER, places),
        questions=questions.waiting(session, reach.elsewhere),
        stale_since=min((reach for reach in reaches if reach), default=None),
        reported=any(ratings.newest_import(session, *place) for place in places),
        praise_known=len(low) < len(places),
        praise_unknown_in=tuple(code for _, code in low),
        picture=payload.get("picture", ""),
        picture_says=Text(payload.get("says_en", ""), payload.get("says_zh", "")),
        health=tuple(each for place in places for each in health.of_place(session, *place)),
        requests=_requests(session, places, end),
        next_at=datetime.fromisoformat(payload["next_at"]) if "next_at" in payload else None,
    )


def causes_before(session: Session, storm: Iterable[Feedback]) -> Mapping[CauseKey, int] | None:
    """Count the causes of the week before these ratings began; None where no source tells of that week."""
    rated = list(storm)
    first = min((rating.rated_on for rating in rated), default=None)
    if first is None:
        return None
    week = Span(first - WEEK, first - timedelta(days=1))
    places = sorted({(rating.account, rating.marketplace) for rating in rated})
    records = [rating_record(session, *place) for place in places]
    known = any((record.full | record.low) & week for record in records)
    return _topics(session, places, week).negatives if known else None


def digest_picture(engine: Engine, last_day: date, concerns: Concerns = everywhere) -> Picture | None:
    """Draw the trend of the marketplace that needs a person first; None where there is nothing to draw."""
    with reading(engine) as session:
        places = [place for place in ratings.places(session) if concerns(*place)]
        marketplace, account = _first(places, standing_of(session, places, MONTH, last_day, last_day))
        if not marketplace:
            return None
        series = trend(rating_record(session, account, marketplace), last_day)
    if series.empty:
        return None
    says = chart.alt_text(series)
    place = domain(marketplace)
    return Picture(chart.trend(series), Text(f"{place}: {says.en}", f"{place}：{says.zh}"))


def _first(places: Sequence[tuple[str, str]], found: Standing) -> tuple[str, str]:
    worst = found.cards[0].marketplace
    accounts = (account for account, marketplace in places if marketplace == worst)
    return worst, next(accounts, "main")


def _topics(session: Session, places: Sequence[tuple[str, str]], span: Span) -> Topics:
    return sum((topics(session, *place, span) for place in places), NO_TOPICS)


def _low(session: Session, places: Sequence[Place], week: Span) -> list[Place]:
    """List the places of which no source told of all stars in this week."""
    return [place for place in places if not rating_record(session, *place).full & week]


def _requests(session: Session, places: Sequence[tuple[str, str]], end: datetime) -> RequestTally:
    counts = [requests.count_between(session, *place, end - WEEK, end) for place in places]
    return RequestTally(
        sent=sum(sent for sent, _ in counts),
        refused=sum(refused for _, refused in counts),
        on=any(requests.switched_on(session, *place) for place in places),
    )


def _past_due(session: Session, numbers: Sequence[int], payload: Mapping[str, str]) -> PastDueCases:
    first = numbers[:NAMED]
    known = addresses(session, payload.get("archive", ""), first)
    shown = (Shown(session.get_one(Feedback, number), known.get(number, "")) for number in first)
    return PastDueCases(len(numbers), tuple(shown))


def _cases(session: Session, places: Sequence[Place], end: datetime, late: PastDueCases) -> CaseTally:
    counts = caseload.counts(session, places)
    hours = caseload.hours_to_resolve(session, places, end - WEEK, end)
    return CaseTally(
        resolved=len(hours),
        median_hours=median(hours) if hours else None,
        unclaimed=counts.unclaimed,
        claimed=counts.claimed,
        waiting=sum(counts.waiting.values()),
        past_due=late,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)

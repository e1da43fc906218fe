"""The day's tallies: written with each rating, read by every scorecard.

A scorecard over a million ratings costs what a scorecard over a thousand does, because it reads the sums
that this module keeps and never the ratings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, SQLModel, col, select

from bot.feedback import NEGATIVE, NEUTRAL, DayStars, Feedback, Tally
from bot.scorecard.counts import Five
from bot.store.places import Place, at
from bot.store.upsert import insert

STARS = ("one", "two", "three", "four", "five")


class Said(NamedTuple):
    """The part of a rating that is tallied."""

    day: date
    rating: int
    problem: str
    cause: str
    asked: str


def keys(said: Said) -> list[str]:
    """Name the tallies that one rating adds one to, beside its stars."""
    found = []
    if said.rating <= NEUTRAL and said.problem:
        found.append(f"{'negative' if said.rating <= NEGATIVE else 'neutral'}:{said.problem}/{said.cause}")
    signs = {"+": "praise", "-": "complaint"}
    return found + [f"{signs[verdict[0]]}:{verdict[1:]}" for verdict in said.asked.split()]


def move(
    session: Session, account: str, marketplace: str, gone: Iterable[Said] = (), come: Iterable[Said] = ()
) -> None:
    """Take the ratings in `gone` out of their days' tallies and add those in `come`."""
    stars: dict[tuple[date, str], int] = defaultdict(int)
    things: dict[tuple[date, str], int] = defaultdict(int)
    for ratings, sign in ((come, 1), (gone, -1)):
        for said, n in Counter(ratings).items():
            stars[said.day, STARS[said.rating - 1]] += sign * n
            for key in keys(said):
                things[said.day, key] += sign * n
    place = {"account": account, "marketplace": marketplace}
    by_day: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STARS, 0))
    for (day, name), n in stars.items():
        by_day[day][name] = n
    days = [{**place, "day": day, **counts} for day, counts in sorted(by_day.items()) if any(counts.values())]
    said_of = [{**place, "day": day, "what": what, "n": n} for (day, what), n in sorted(things.items()) if n]
    _add_up(session, DayStars, days, STARS)
    _add_up(session, Tally, said_of, ("n",))


def _add_up(
    session: Session, table: type[SQLModel], rows: list[dict[str, Any]], counts: Sequence[str]
) -> None:
    """Add these rows' counts to those of the same key, or begin them."""
    if not rows:
        return
    statement = insert(session, table)
    added = {name: getattr(table, name) + statement.excluded[name] for name in counts}
    keyed = [name for name in rows[0] if name not in counts]
    session.execute(statement.on_conflict_do_update(index_elements=keyed, set_=added), rows)


def said_by(feedback: Feedback) -> Said:
    """Say what a stored rating adds to its day's tallies."""
    return Said(feedback.rated_on, feedback.rating, feedback.problem, feedback.cause, feedback.asked)


def correct_cause(session: Session, feedback: Feedback, problem: str, cause: str) -> None:
    """Give a stored rating another cause, in its row and, while it counts, in its day's tallies."""
    before = said_by(feedback)
    feedback.problem, feedback.cause = problem, cause
    if feedback.vanished_at:
        return
    move(session, feedback.account, feedback.marketplace, gone=[before], come=[said_by(feedback)])


def by_day(session: Session, account: str, marketplace: str, first: date, last: date) -> Mapping[date, Five]:
    """Read how many ratings of 1 to 5 stars each day has; days without ratings are left out."""
    place = (account, marketplace)
    return days_of(session, [place], first, last)[place]


def days_of(
    session: Session, places: Sequence[Place], first: date = date.min, last: date = date.max
) -> Mapping[Place, dict[date, Five]]:
    """Read the same for several places at once."""
    columns, counts = (
        SQLModel.metadata.tables["day_stars"].c,
        [col(getattr(DayStars, name)) for name in STARS],
    )
    # Past the session, which would look at each of many thousand rows for objects in it.
    rows = session.connection().execute(
        select(*columns).where(at(DayStars, places), col(DayStars.day).between(first, last), sum(counts) != 0)
    )
    found: dict[Place, dict[date, Five]] = {place: {} for place in places}
    for account, marketplace, day, *five in rows.all():
        if (days := found.get((account, marketplace))) is not None:
            days[day] = tuple(five)
    return found


def topics(session: Session, account: str, marketplace: str, first: date, last: date) -> Counter[str]:
    """Sum causes and questions over the days: "negative:<problem>/<cause>" -> ratings, and so on."""
    place = (account, marketplace)
    return topics_of(session, [place], first, last)[place]


def topics_of(
    session: Session, places: Sequence[Place], first: date, last: date
) -> Mapping[Place, Counter[str]]:
    """Sum the same for several places at once."""
    by = (col(Tally.account), col(Tally.marketplace), col(Tally.what))
    rows = session.execute(
        select(*by, func.sum(Tally.n))
        .where(at(Tally, places), col(Tally.day).between(first, last))
        .group_by(*by)
    )
    found: dict[Place, Counter[str]] = {place: Counter() for place in places}
    for account, marketplace, what, n in rows:
        if n and (account, marketplace) in found:
            found[account, marketplace][what] = int(n)
    return found

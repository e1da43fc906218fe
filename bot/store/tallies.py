"""The day's tallies: written with each rating, read by every scorecard.

A scorecard over a million ratings costs what a scorecard over a thousand does, because it reads the sums
that this module keeps and never the ratings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col, select

from bot.feedback import NEGATIVE, NEUTRAL, Feedback, Tally
from bot.store.upsert import insert

STARS = "stars:"


class Said(NamedTuple):
    """The part of a rating that is tallied."""

    day: date
    rating: int
    problem: str
    cause: str
    asked: str


def keys(said: Said) -> list[str]:
    """Name the tallies that one rating adds one to."""
    found = [f"{STARS}{said.rating}"]
    if said.rating <= NEUTRAL and said.problem:
        found.append(f"{'negative' if said.rating <= NEGATIVE else 'neutral'}:{said.problem}/{said.cause}")
    signs = {"+": "praise", "-": "complaint"}
    return found + [f"{signs[verdict[0]]}:{verdict[1:]}" for verdict in said.asked.split()]


def move(
    session: Session, account: str, marketplace: str, gone: Iterable[Said] = (), come: Iterable[Said] = ()
) -> None:
    """Take the ratings in `gone` out of their days' tallies and add those in `come`."""
    change: dict[tuple[date, str], int] = defaultdict(int)
    for ratings, sign in ((come, 1), (gone, -1)):
        for said, n in Counter(ratings).items():
            for key in keys(said):
                change[said.day, key] += sign * n
    rows = [
        {"account": account, "marketplace": marketplace, "day": day, "what": what, "n": n}
        for (day, what), n in sorted(change.items())
        if n
    ]
    if rows:
        statement = insert(session, Tally)
        added = {"n": col(Tally.n) + statement.excluded.n}
        conflict = ["account", "marketplace", "day", "what"]
        session.execute(statement.on_conflict_do_update(index_elements=conflict, set_=added), rows)


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


def by_day(
    session: Session, account: str, marketplace: str, first: date, last: date
) -> Mapping[date, tuple[int, int, int, int, int]]:
    """Read how many ratings of 1 to 5 stars each day has; days without ratings are left out."""
    rows = session.exec(
        select(col(Tally.day), col(Tally.what), col(Tally.n)).where(
            _within(account, marketplace, first, last),
            col(Tally.what).in_([f"{STARS}{n}" for n in range(1, 6)]),
            Tally.n != 0,
        )
    )
    days: dict[date, list[int]] = defaultdict(lambda: [0] * 5)
    for day, what, n in rows:
        days[day][int(what[-1]) - 1] = n
    return {day: (a, b, c, d, e) for day, (a, b, c, d, e) in days.items()}


def topics(session: Session, account: str, marketplace: str, first: date, last: date) -> Counter[str]:
    """Sum causes and questions over the days: "negative:<problem>/<cause>" -> ratings, and so on."""
    total = func.sum(Tally.n)
    rows = session.exec(
        select(Tally.what, total)
        .where(_within(account, marketplace, first, last), col(Tally.what).not_like(f"{STARS}%"))
        .group_by(col(Tally.what))
    )
    return Counter({what: int(n) for what, n in rows if n})


def _within(account: str, marketplace: str, first: date, last: date) -> ColumnElement[bool]:
    return and_(
        col(Tally.account) == account,
        col(Tally.marketplace) == marketplace,
        col(Tally.day).between(first, last),
    )

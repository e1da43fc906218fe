"""One week as the digest tells it: what the coordinator of the digest gathers, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from bot.feedback import HealthMetric, Lesson
from bot.messages.causes import known
from bot.messages.links import Shown
from bot.messages.requests import RequestTally
from bot.scorecard.card import Scorecard
from bot.scorecard.spans import Span
from bot.scorecard.topics import CauseKey, CountChange, Topics, by_problem, changes, top
from knowledge.library import Library, Solution, Text

NO_WORDS = Text("", "")


class PastDueCases(NamedTuple):
    """How many cases nobody claimed, or resolved, in time, and the first few of them."""

    total: int = 0
    shown: tuple[Shown, ...] = ()


NONE_DUE = PastDueCases()


@dataclass(frozen=True, slots=True)
class CaseTally:
    """How the cases stand: `resolved` this week, in `median_hours` from opening; the rest is of now."""

    resolved: int = 0
    median_hours: float | None = None
    unclaimed: int = 0
    claimed: int = 0
    waiting: int = 0
    past_due: PastDueCases = NONE_DUE


NO_CASES = CaseTally()
NO_REQUESTS = RequestTally()


@dataclass(frozen=True, slots=True)
class Digest:
    """One week, as known when the digest is made.

    `week` is Monday to Sunday in the marketplaces' days. `cards` are the 30 days to its last day, one for
    each marketplace, worst first; `total` is their sum, None for a single one.
    `now` and `before` are what the ratings of this week and of the week before are about, all marketplaces
    together. `praise_known` says whether a source told of all stars in this week, `praise_unknown_in` where
    none did although one did elsewhere (marketplaces' codes).
    `stale_since` is the day to which the oldest source reaches when that is too long ago, else None.
    `reported` is False while no report has ever come in: typed counts alone tell of no single negative.
    `picture` is the id of a processed Slack file, "" for none, and `picture_says` its text.
    `lessons` are what was changed about causes, and what came of it, the best first.
    `questions` wait for a lead's answer.
    `first_guesses` are the causes that the diagnosis had right, of those that people confirmed.
    `health` are the account's metrics, `requests` what became of asking for feedback.
    `next_at` is when the next digest comes.
    """

    week: Span
    cards: tuple[Scorecard, ...]
    library: Library
    now: Topics
    before: Topics
    total: Scorecard | None = None
    cases: CaseTally = NO_CASES
    lessons: tuple[Lesson, ...] = ()
    questions: int = 0
    first_guesses: tuple[int, int] = (0, 0)
    stale_since: date | None = None
    reported: bool = True
    praise_known: bool = False
    praise_unknown_in: tuple[str, ...] = ()
    picture: str = ""
    picture_says: Text = NO_WORDS
    health: tuple[HealthMetric, ...] = ()
    requests: RequestTally = NO_REQUESTS
    next_at: datetime | None = None

    @property
    def negatives(self) -> int:
        """The negatives of the week."""
        return sum(self.now.negatives.values())

    @property
    def neutrals(self) -> int:
        """The neutrals of the week."""
        return sum(self.now.neutrals.values())

    @property
    def blind(self) -> bool:
        """Whether negatives may have come in that nobody knows of: then "no new negative" can't be said."""
        unknown = all(card.period.source is None for card in self.cards)
        return self.stale_since is not None or unknown or not self.reported

    @property
    def share_unknown(self) -> tuple[Scorecard, ...]:
        """The marketplaces without any source of positives."""
        return tuple(card for card in self.cards if card.period.positive is None)

    @property
    def changed(self) -> tuple[CountChange[str], ...]:
        """The known problems whose negatives changed, what grew most first, what fell most last."""
        before, now = by_problem(self.before.negatives), by_problem(self.now.negatives)
        return tuple(each for each in changes(before, now) if each.key != "unclear")

    @property
    def worst(self) -> CountChange[str] | None:
        """The known problem that grew most, else the largest; None when no negative names its cause."""
        if self.changed and self.changed[0].grew_by > 0:
            return self.changed[0]
        now = by_problem(self.now.negatives)
        largest = [key for key, _ in top(now, len(now)).largest if key != "unclear"]
        before = by_problem(self.before.negatives)
        return CountChange(largest[0], before.get(largest[0], 0), now[largest[0]]) if largest else None

    @property
    def fix(self) -> Solution | None:
        """The playbook's first lasting fix for the commonest cause of the worst problem."""
        worst = self.worst
        causes: dict[CauseKey, int] = {
            key: n for key, n in self.now.negatives.items() if worst and key[0] == worst.key
        }
        pages = (known(self.library, *key) for key, _ in top(causes, len(causes)).largest)
        fixes = (each for page in pages if page for each in page.solutions if each.outdated is None)
        return next(fixes, None)

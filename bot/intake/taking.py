"""Ratings come in: stored, diagnosed, cases opened, alerts owed, each batch in one transaction.

    report.rows() | judged (outside any lock) | stored with its tallies, case and owed alert (one transaction)

Shared by the command line, the handlers and the jobs. It decides what is owed; it sends nothing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot.feedback import NEUTRAL, Case, Feedback, Import
from bot.intake.rows import CLEAR, asked, candidate_rows, completed, differs, tells
from bot.intake.rows import said as said_of
from bot.report import FeedbackRow, Report
from bot.store import cases, posts, ratings, tallies, vanished
from bot.store.database import reading, writing
from knowledge.diagnosis import Diagnosis, Diagnostician

BATCH = 100
"""Rows a transaction: the write lock is held for some 20 ms at a time, and others come between."""


@dataclass(frozen=True, slots=True)
class AlertRule:
    """Which ratings are alerted: up to `max_stars`; older than `max_age` days before the mark is history."""

    max_stars: int = 2
    max_age: int = 7


@dataclass(slots=True)
class Taken:
    """What one batch changed."""

    new: int = 0
    changed: int = 0
    owed: int = 0
    history: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Whose ratings these are."""

    account: str
    marketplace: str


@dataclass(slots=True)
class Intake:
    """Everything that taking in a source needs; `now` is the moment the source was read."""

    engine: Engine
    diagnostician: Diagnostician
    rule: AlertRule
    now: datetime
    _said: dict[str, Diagnosis] = field(default_factory=dict)

    def take(
        self,
        report: Report,
        place: Place,
        source: str = "report",
        window: tuple[date, date] | None = None,
    ) -> Import:
        """Store a report and owe its alerts; killed half-way, the same call again completes it.

        `window` are the first and last day it speaks for, where that is known; else those of its rows count.
        Returns the finished import. Nothing is alerted twice: what is known by its order is not new.
        """
        run = self._begin(report, place, source, window or (report.first, report.last))
        horizon = self._horizon(place)
        rows = (row for row in report.rows() if row.line not in report.superseded)
        while batch := list(islice(rows, BATCH)):
            self._take_batch({row.order_id: row for row in batch}, place, run, horizon)
        self._finish(run)
        return run

    def _begin(
        self, report: Report, place: Place, source: str, window: tuple[date | None, date | None]
    ) -> Import:
        run = Import(
            source=source,
            account=place.account,
            marketplace=place.marketplace,
            first_day=window[0],
            last_day=window[1],
            full=report.full,
            rows=report.count,
            accepted=report.accepted,
            rejected=len(report.rejections),
            started_at=self.now,
        )
        with writing(self.engine) as session:
            session.add(run)
        return run

    def _finish(self, run: Import) -> None:
        recent = self.now.date() - timedelta(days=self.rule.max_age)
        run.moves_mark = run.last_day is not None and run.last_day >= recent
        run.finished_at = self.now
        with writing(self.engine) as session:
            session.merge(run)

    def _horizon(self, place: Place) -> date:
        """Say the day before which a never-seen negative is history."""
        with reading(self.engine) as session:
            mark = ratings.mark(session, place.account, place.marketplace)
        return (mark or self.now).date() - timedelta(days=self.rule.max_age)

    def _take_batch(self, batch: dict[str, FeedbackRow], place: Place, run: Import, horizon: date) -> None:
        with reading(self.engine) as session:
            known = ratings.stored(session, place.account, place.marketplace, list(batch))
        batch = {order: completed(row, known.get(order)) for order, row in batch.items()}
        batch = {order: row for order, row in batch.items() if tells(known.get(order), row)}
        if not batch:
            return
        self._said = {
            row.order_id: self.diagnostician.diagnose(row.comment, row.rating)
            for row in batch.values()
            if row.rating <= NEUTRAL
        }
        with writing(self.engine) as session:
            known = ratings.stored(session, place.account, place.marketplace, list(batch))
            fresh = [row for row in batch.values() if row.order_id not in known]
            taken = self._add(session, fresh, place, run, horizon)
            self._change(session, batch, known, taken)
        run.new += taken.new
        run.changed += taken.changed
        run.owed += taken.owed
        run.history += taken.history

    def _add(
        self, session: Session, fresh: list[FeedbackRow], place: Place, run: Import, horizon: date
    ) -> Taken:
        values = [self._values(row) for row in fresh]
        stamp = {"account": place.account, "marketplace": place.marketplace, "import_id": run.id}
        ratings.add(session, [{**stamp, "seen_at": self.now, **value} for value in values])
        tallies.move(session, place.account, place.marketplace, come=[said_of(value) for value in values])
        taken = Taken(new=len(fresh))
        alerted = [row for row in fresh if row.rating <= self.rule.max_stars]
        owed = [row.order_id for row in alerted if row.rated_on >= horizon]
        for feedback in ratings.stored(session, place.account, place.marketplace, owed).values():
            self._owe(session, feedback)
        taken.owed, taken.history = len(owed), len(alerted) - len(owed)
        return taken

    def _change(
        self, session: Session, batch: dict[str, FeedbackRow], known: dict[str, Feedback], taken: Taken
    ) -> None:
        for order_id, feedback in known.items():
            row = batch[order_id]
            vanished.seen_again(session, feedback, self.now)
            if not differs(feedback, row):
                continue
            taken.changed += 1
            before, stars, words = tallies.said_by(feedback), feedback.rating, feedback.comment
            feedback.sqlmodel_update({**self._values(row, feedback), "changed_at": self.now})
            tallies.move(
                session,
                feedback.account,
                feedback.marketplace,
                gone=[before],
                come=[tallies.said_by(feedback)],
            )
            if stars > self.rule.max_stars >= row.rating:
                taken.owed += self._owe(session, feedback)
            self._tell(session, feedback, stars, words)

    def _owe(self, session: Session, feedback: Feedback) -> bool:
        """Open the case and owe the alert, once per feedback; False when it was owed before."""
        if feedback.id is None or not posts.owe_alert(session, feedback, self.now):
            return False
        said = self._diagnosed(feedback.order_id, feedback.comment, feedback.rating)
        cases.open_case(session, feedback.id, said.said, candidate_rows(said), self.now)
        return True

    def _tell(self, session: Session, feedback: Feedback, stars: int, words: str) -> None:
        """Let the message and the case of a changed rating show the change from `stars` and `words`."""
        if feedback.id is None:
            return
        case = session.get(Case, feedback.id)
        if case and stars != feedback.rating:
            change = f"{stars} -> {feedback.rating}"
            cases.record(session, feedback.id, "buyer", "edited", self.now, change)
        if case and words != feedback.comment and feedback.rating <= NEUTRAL:
            said = self._diagnosed(feedback.order_id, feedback.comment, feedback.rating)
            cases.diagnose_again(case, said.said, candidate_rows(said))
        posts.touch_alert(session, feedback.id)

    def _values(self, row: FeedbackRow, known: Feedback | None = None) -> dict[str, Any]:
        """Say what is stored of a row; a cause that a person confirmed stays."""
        values = {"order_id": row.order_id} | {name: getattr(row, name) for name in CLEAR}
        values["asked"] = asked(row)
        values["problem"] = values["cause"] = ""
        if row.rating <= NEUTRAL:
            said = self._diagnosed(row.order_id, row.comment, row.rating)
            values["problem"], values["cause"] = said.problem, said.cause
            if known and known.comment == row.comment and known.problem:
                values["problem"], values["cause"] = known.problem, known.cause
        return values

    def _diagnosed(self, order_id: str, comment: str, stars: int) -> Diagnosis:
        if order_id not in self._said:
            self._said[order_id] = self.diagnostician.diagnose(comment, stars)
        return self._said[order_id]

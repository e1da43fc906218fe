"""Ratings come in: stored, diagnosed, cases opened, alerts owed, each batch in one transaction.

    report.rows() | judged (outside any lock) | stored with its tallies, case and owed alert (one transaction)

Shared by the command line, the handlers and the jobs. It decides what is owed; it sends nothing.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from bot.feedback import NEUTRAL, Case, Feedback, Import
from bot.intake.rows import SHARED, asked, candidate_rows, completed, differs, tells
from bot.intake.rows import said as said_of
from bot.report import FeedbackRow, Report
from bot.store import cases, changes, posts, ratings, tallies, vanished
from bot.store.database import reading, writing
from knowledge.diagnosis import Diagnosis, Diagnostician

BATCH = 2000
"""Rows that are looked at together, and new ones a transaction: the write lock is held for some 80 ms."""
DEAR = 50
"""Rows a transaction of those that cost ten times as much: changed ones, and those whose alert is owed."""
OLDER_AT_ONCE = 500
"""Unhappy ratings, older than the alerted ones, that are diagnosed as a report is read: about two seconds.
The rest of a longer history is diagnosed by and by (`bot.intake.history`)."""
MANY = 10_000
"""New rows after which the database is asked to look over what it has; then each time they have doubled."""

Batch = dict[str, FeedbackRow]
"""Rows by their orders."""


@dataclass(frozen=True, slots=True)
class AlertRule:
    """Which ratings are alerted: up to `max_stars`; older than `max_age` days before the mark is history."""

    max_stars: int = 2
    max_age: int = 7


class Place(NamedTuple):
    """Whose ratings these are."""

    account: str
    marketplace: str


def unwatched(_rows: int) -> None:
    """Tell nobody how far it got."""


@dataclass(slots=True)
class Intake:
    """Everything that taking in a source needs; `now` is the moment the source was read."""

    engine: Engine
    diagnostician: Diagnostician
    rule: AlertRule
    now: datetime
    took: Callable[[int], None] = unwatched
    """Is told of each batch that is stored, how many rows it had: for whoever watches a large report."""
    _said: dict[str, Diagnosis] = field(default_factory=dict)
    _older: int = OLDER_AT_ONCE

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
        self._older, looked_over = OLDER_AT_ONCE, MANY // 2
        for batch in self._batches(report, horizon):
            self._take_batch(batch, place, run, horizon)
            self.took(len(batch))
            if run.new >= 2 * looked_over:
                looked_over = run.new
                with writing(self.engine) as session:
                    ratings.look_over(session)
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

    def _batches(self, report: Report, horizon: date) -> Iterator[Batch]:
        """Cut a report up so that no batch is long in the database."""
        batch, dear = dict[str, FeedbackRow](), 0
        for row in report.rows():
            if row.line in report.superseded:
                continue
            batch[row.order_id] = row
            dear += row.rating <= self.rule.max_stars and row.rated_on >= horizon
            if len(batch) == BATCH or dear == DEAR:
                yield batch
                batch, dear = {}, 0
        yield batch

    def _take_batch(self, batch: Batch, place: Place, run: Import, horizon: date) -> None:
        with reading(self.engine) as session:
            newest = ratings.newest_id(session)
            known = ratings.known(session, *place, list(batch))
        batch = {order: completed(row, known.get(order)) for order, row in batch.items()}
        news = {order: row for order, row in batch.items() if tells(known.get(order), row)}
        self._diagnose(news, known, horizon)
        fresh = [row for order, row in news.items() if order not in known]
        if fresh:
            with writing(self.engine) as session:
                late = (
                    {} if ratings.newest_id(session) == newest else ratings.known(session, *place, list(news))
                )
                self._add(session, [row for row in fresh if row.order_id not in late], place, run, horizon)
            known |= late
        told = iter([order for order in news if order in known])
        while some := list(islice(told, DEAR)):
            with writing(self.engine) as session:
                self._change(session, {order: news[order] for order in some}, place, run)

    def _diagnose(self, news: Batch, known: Container[str], horizon: date) -> None:
        """Diagnose, outside of any lock, what is unhappy and recent, changed, or of the first older ones."""
        unhappy = [row for row in news.values() if row.rating <= NEUTRAL]
        older = [row for row in unhappy if row.rated_on < horizon and row.order_id not in known]
        put_off = {row.order_id for row in older[self._older :]}
        self._older -= len(older) - len(put_off)
        now = [row for row in unhappy if row.order_id not in put_off]
        said = self.diagnostician.diagnose_all([(row.comment, row.rating) for row in now])
        self._said = {row.order_id: each for row, each in zip(now, said, strict=True)}

    def _add(
        self, session: Session, fresh: list[FeedbackRow], place: Place, run: Import, horizon: date
    ) -> None:
        values = [self._values(row) for row in fresh]
        stamp = {"import_id": run.id, "seen_at": self.now}
        ratings.add(session, values, account=place.account, marketplace=place.marketplace, **stamp)
        tallies.move(session, *place, come=[said_of(value) for value in values])
        alerted = [row for row in fresh if row.rating <= self.rule.max_stars]
        owed = [row.order_id for row in alerted if row.rated_on >= horizon]
        for feedback in ratings.stored(session, *place, owed).values():
            self._owe(session, feedback)
        run.new += len(fresh)
        run.owed += len(owed)
        run.history += len(alerted) - len(owed)

    def _change(self, session: Session, news: Batch, place: Place, run: Import) -> None:
        for order_id, feedback in ratings.stored(session, *place, list(news)).items():
            row = news[order_id]
            vanished.seen_again(session, feedback, self.now, self.rule.max_stars)
            if not differs(feedback, row):
                continue
            run.changed += 1
            before, was = tallies.said_by(feedback), changes.as_it_was(feedback)
            feedback.sqlmodel_update({**self._values(row, feedback), "changed_at": self.now})
            tallies.move(session, *place, gone=[before], come=[tallies.said_by(feedback)])
            if was.rating > self.rule.max_stars >= row.rating:
                run.owed += self._owe(session, feedback)
            if was.comment != feedback.comment and feedback.rating <= NEUTRAL:
                self._diagnose_again(session, feedback)
            changes.changed(session, feedback, was, self.rule.max_stars, self.now)

    def _owe(self, session: Session, feedback: Feedback) -> bool:
        """Open the case and owe the alert, once per feedback; False when it was owed before."""
        if feedback.id is None or not posts.owe_alert(session, feedback, self.now):
            return False
        said = self._diagnosed(feedback.order_id, feedback.comment, feedback.rating)
        cases.open_case(session, feedback.id, said.said, candidate_rows(said), self.now)
        return True

    def _diagnose_again(self, session: Session, feedback: Feedback) -> None:
        case = session.get(Case, feedback.id)
        if case:
            said = self._diagnosed(feedback.order_id, feedback.comment, feedback.rating)
            cases.diagnose_again(case, said.said, candidate_rows(said))

    def _values(self, row: FeedbackRow, known: Feedback | None = None) -> dict[str, Any]:
        """Say what is stored of a row; a cause that a person confirmed stays.

        An unhappy rating without a problem is one that is not diagnosed yet.
        """
        values = dict(zip(SHARED, row, strict=False))
        values["asked"] = asked(row)
        values["problem"] = values["cause"] = ""
        if known and row.rating <= NEUTRAL:
            self._diagnosed(row.order_id, row.comment, row.rating)
        if said := self._said.get(row.order_id):
            values["problem"], values["cause"] = said.problem, said.cause
        if known and row.rating <= NEUTRAL and known.comment == row.comment and known.problem:
            values["problem"], values["cause"] = known.problem, known.cause
        return values

    def _diagnosed(self, order_id: str, comment: str, stars: int) -> Diagnosis:
        if order_id not in self._said:
            self._said[order_id] = self.diagnostician.diagnose(comment, stars)
        return self._said[order_id]

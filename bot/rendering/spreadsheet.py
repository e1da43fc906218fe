"""Cases and scorecards as CSV that a spreadsheet opens: UTF-8 with its mark, and no cell is a formula.

There is no e-mail address in it, for none is stored; words that were removed for their age stay removed.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from sqlmodel import Session, col, select

from bot.feedback import Case, Event, Feedback
from bot.messages.actions import LESSON, NOTE
from bot.messages.causes import cause_name
from bot.scorecard.windows import WINDOWS, Window
from bot.scores import card_of
from bot.store import ratings
from knowledge.library import Library

MARK = b"\xef\xbb\xbf"
"""By which Excel knows that a file is UTF-8."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: a spreadsheet would run it."""
WEEKS = 12
"""Full weeks of scorecards, where nobody says since when."""

CASES = (
    *("account", "marketplace", "order", "rated_on", "stars", "comment", "public_reply"),
    *("state", "cause", "confidence", "owner", "opened_at", "claimed_at", "resolved_at", "outcome"),
    *("notes", "changes"),
)
SCORECARDS = (
    *("account", "marketplace", "window", "positive", "neutral", "negative", "positive_share"),
    *("positive_share_high", "stars_low", "stars_high", "source", "as_of"),
)
Cell = object
Row = Sequence[Cell]
Written = Callable[[bytes], object]


def write_cases(
    session: Session, library: Library, write: Written, marketplace: str = "", since: date | None = None
) -> None:
    """Write every case opened since that day, oldest first."""
    _written(write, CASES, _case_rows(session, library, marketplace, since or date.min))


def write_scorecards(
    session: Session, write: Written, today: date, marketplace: str = "", since: date | None = None
) -> None:
    """Write each marketplace's windows as of today, then its full weeks since that day, newest first."""
    _written(write, SCORECARDS, _score_rows(session, today, marketplace, since))


def harmless(cell: Cell) -> Cell:
    """Put an apostrophe before words that a spreadsheet would take for a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" \xa0\u3000").startswith(FORMULA):
        return f"'{cell}"
    return cell


def _written(write: Written, names: Row, rows: Iterable[Row]) -> None:
    line = io.StringIO()
    table = csv.writer(line)
    write(MARK)
    for row in chain([names], rows):
        table.writerow([harmless(cell) for cell in row])
        write(line.getvalue().encode())
        line.seek(0)
        line.truncate()


def _case_rows(session: Session, library: Library, marketplace: str, since: date) -> Iterator[Row]:
    words = _words(session)
    chosen = [Feedback.marketplace == marketplace] if marketplace else []
    rows = session.exec(
        select(Feedback, Case)
        .join(Case, col(Case.feedback_id) == col(Feedback.id))
        .where(col(Case.opened_at) >= _midnight(since), *chosen)
        .order_by(col(Case.opened_at), col(Case.feedback_id))
        .execution_options(yield_per=500)
    )
    for rated, case in rows:
        notes = words.get(case.feedback_id, {})
        yield (
            *(rated.account, rated.marketplace, rated.order_id, rated.rated_on.isoformat()),
            *(rated.rating, rated.comment, rated.response),
            *(case.state, cause_name(library, case.problem, case.cause, "en"), case.said, case.owner),
            *(_moment(at) for at in (case.opened_at, case.claimed_at, case.resolved_at)),
            *(case.outcome, *("\n".join(notes.get(name, ())) for name in (NOTE, LESSON))),
        )


def _words(session: Session) -> dict[int, dict[str, list[str]]]:
    """Read what people wrote about each case, by the kind of their words."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = session.exec(
        select(Event.feedback_id, Event.action, Event.detail)
        .where(col(Event.action).in_((NOTE, LESSON)), Event.detail != "")
        .order_by(col(Event.id))
    )
    for number, action, detail in rows:
        found[number or 0][action].append(detail)
    return found


def _score_rows(session: Session, today: date, marketplace: str, since: date | None) -> Iterator[Row]:
    first = since or today - timedelta(weeks=WEEKS)
    for account, code in ratings.places(session):
        if marketplace in ("", code):
            for window, last in [*((window, today) for window in WINDOWS), *_weeks(first, today)]:
                figures = card_of(session, account, code, window, today, last).to_json()
                yield (account, *(figures.get(name, "") for name in SCORECARDS[1:]))


def _weeks(first: date, today: date) -> Iterator[tuple[Window, date]]:
    day = today - timedelta(days=1)
    while (week := Window.last_full_week(day)).monday and week.monday >= first:
        yield week, week.monday + timedelta(days=6)
        day = week.monday - timedelta(days=1)


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)

"""Ratings come in: what is stored, what is owed, what is history."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.feedback import AlertItem, Case, DayStars, Event, Feedback, Import, Tally
from bot.intake import AlertRule, Place, history
from bot.store import tallies
from bot.store.database import reading
from cast import MONDAY, TODAY, US, LatenessExpert, intake, line, order, report


def alerted(engine: Engine) -> set[str]:
    with reading(engine) as session:
        rows = session.exec(select(Feedback.order_id).join(AlertItem))
        return set(rows)


def days_ago(days: int):
    return TODAY - timedelta(days=days)


def test_a_first_import_owes_an_alert_for_each_negative_of_the_last_seven_days(engine):
    lines = [
        line(1, 1, "late", days_ago(2)),
        line(2, 2, "broken", days_ago(7)),
        line(3, 1, "late", days_ago(8)),
    ]

    run = intake(engine).take(report(lines), US)

    assert alerted(engine) == {order(1), order(2)}
    assert (run.new, run.changed, run.owed, run.history) == (3, 0, 2, 1)


def test_neutrals_and_positives_are_stored_and_not_alerted(engine):
    intake(engine).take(report([line(1, 3, "so so"), line(2, 5, "great")]), US)

    assert alerted(engine) == set()


def test_neutrals_are_alerted_where_the_setting_says_so(engine):
    intake(engine, rule=AlertRule(max_stars=3)).take(report([line(1, 3, "so so")]), US)

    assert alerted(engine) == {order(1)}


def test_the_same_report_again_changes_nothing(engine):
    same = [line(1, 1, "late"), line(2, 5, "great")]
    intake(engine).take(report(same), US)

    run = intake(engine).take(report(same), US)

    assert (run.new, run.changed, run.owed, run.history) == (0, 0, 0, 0)
    with reading(engine) as session:
        assert len(session.exec(select(Feedback)).all()) == 2


@pytest.mark.parametrize("batch", [1, 500])
def test_of_an_order_that_stands_twice_the_later_row_counts_and_again_nothing_changes(
    engine, monkeypatch, batch
):
    monkeypatch.setattr("bot.intake.taking.BATCH", batch)
    twice = [line(1, 1, "late"), line(2, 5), line(1, 2, "late, then mended")]
    intake(engine).take(report(twice), US)

    run = intake(engine).take(report(twice), US)

    with reading(engine) as session:
        assert session.exec(select(Feedback.rating).where(Feedback.order_id == order(1))).one() == 2
    assert run.changed == 0


def test_after_downtime_a_negative_since_the_previous_import_is_alerted_however_old(engine):
    intake(engine, MONDAY - timedelta(days=30)).take(report([line(1, 5, day=days_ago(31))]), US)

    late_found = [line(1, 5, day=days_ago(31)), line(2, 1, "late", days_ago(25)), line(3, 5)]
    run = intake(engine).take(report(late_found), US)

    assert (run.owed, run.history) == (1, 0)


def test_a_never_seen_negative_older_than_the_previous_import_less_seven_days_is_history(engine):
    intake(engine, MONDAY - timedelta(days=30)).take(report([line(1, 5, day=days_ago(31))]), US)

    run = intake(engine).take(report([line(2, 1, "late", days_ago(38)), line(3, 5)]), US)

    assert (run.owed, run.history) == (0, 1)


def test_an_old_file_does_not_move_the_mark(engine):
    intake(engine, MONDAY - timedelta(days=10)).take(report([line(1, 5, day=days_ago(40))]), US)

    run = intake(engine).take(report([line(2, 1, "late", days_ago(8))]), US)

    assert (run.owed, run.history) == (0, 1)
    with reading(engine) as session:
        assert session.exec(select(Import.moves_mark)).all() == [False, False]


def test_an_empty_report_does_not_move_the_mark(engine):
    intake(engine, MONDAY - timedelta(days=20)).take(report([line(1, 5, day=days_ago(20))]), US)
    intake(engine, MONDAY - timedelta(days=1)).take(report([]), US)

    run = intake(engine).take(report([line(2, 1, "late", days_ago(19))]), US)

    assert run.owed == 1


def test_a_rating_edited_down_to_negative_is_new_however_old(engine):
    intake(engine).take(report([line(1, 4, "fine", days_ago(60))]), US)

    run = intake(engine).take(report([line(1, 1, "late after all", days_ago(60))]), US)

    assert (run.changed, run.owed) == (1, 1)
    assert alerted(engine) == {order(1)}


def test_a_rating_edited_up_is_written_into_its_case(engine):
    intake(engine).take(report([line(1, 1, "late")]), US)

    intake(engine).take(report([line(1, 5, "solved")]), US)

    with reading(engine) as session:
        assert session.exec(select(Event.detail).where(Event.action == "edited")).all() == ["1 -> 5"]


def test_the_case_opens_with_its_diagnosis_in_the_same_transaction(engine):
    intake(engine).take(report([line(1, 1, "came late"), line(2, 1, "hm")]), US)

    with reading(engine) as session:
        said = session.exec(select(Case.problem, Case.cause, Case.said).order_by(Case.feedback_id)).all()
    assert said[0][:2] == ("late-shipment", "longer-than-promised")
    assert said[1] == ("unclear", "unclear", "unclear")


def test_a_comment_edited_by_the_buyer_is_diagnosed_again(engine):
    intake(engine).take(report([line(1, 1, "hm")]), US)

    intake(engine).take(report([line(1, 1, "came late, I mean")]), US)

    with reading(engine) as session:
        assert session.exec(select(Case.problem, Case.said)).one() == ("late-shipment", "likely")


def test_history_has_no_case(engine):
    intake(engine).take(report([line(1, 1, "late", days_ago(100))]), US)

    with reading(engine) as session:
        assert session.exec(select(Case)).all() == []


def test_the_tallies_are_what_counting_the_ratings_gives(engine):
    first = [line(n, 1 + n % 5, "came late" if n % 3 else "", days_ago(n % 4)) for n in range(60)]
    second = [line(n, 5 - n % 5, "came late", days_ago(n % 4)) for n in range(20, 80)]
    intake(engine).take(report(first), US)
    intake(engine).take(report(second), US)

    assert stored_tallies(engine) == counted_anew(engine)


def stored_tallies(engine: Engine) -> dict[tuple[object, str], int]:
    with reading(engine) as session:
        found = {(t.day, t.what): t.n for t in session.exec(select(Tally)) if t.n}
        for day in session.exec(select(DayStars)):
            found |= {(day.day, name): getattr(day, name) for name in tallies.STARS if getattr(day, name)}
    return found


def counted_anew(engine: Engine) -> dict[tuple[object, str], int]:
    found: Counter[tuple[object, str]] = Counter()
    with reading(engine) as session:
        for row in session.exec(select(Feedback)):
            said = tallies.said_by(row)
            found.update((row.rated_on, key) for key in (tallies.STARS[row.rating - 1], *tallies.keys(said)))
    return dict(found)


def test_an_import_killed_half_way_is_completed_by_the_same_import(engine, monkeypatch):
    monkeypatch.setattr("bot.intake.taking.BATCH", 2)
    lines = [line(n, 1, "late") for n in range(6)]
    dying = report(lines)

    with pytest.raises(KeyboardInterrupt):
        intake(engine).take(Dying(dying, after=3), US)
    run = intake(engine).take(report(lines), US)

    assert run.new == 4
    assert alerted(engine) == {order(n) for n in range(6)}


class Dying:
    """A report whose reader is killed after some rows."""

    def __init__(self, report, after: int) -> None:
        self._report, self._after = report, after

    def __getattr__(self, name: str):
        return getattr(self._report, name)

    def rows(self):
        for number, row in enumerate(self._report.rows()):
            if number == self._after:
                raise KeyboardInterrupt
            yield row


def test_two_accounts_with_the_same_order_are_two_ratings(engine):
    intake(engine).take(report([line(1, 1, "late")]), US)
    intake(engine).take(report([line(1, 1, "late")]), Place("other", "US"))

    with Session(engine) as session:
        assert len(session.exec(select(Feedback)).all()) == 2


def test_a_long_history_is_diagnosed_by_and_by_and_the_tallies_follow(engine, monkeypatch):
    monkeypatch.setattr("bot.intake.taking.OLDER_AT_ONCE", 2)
    lines = [line(n, 1, "came late", days_ago(10 + n)) for n in range(5)]
    intake(engine).take(report([line(9, 1, "late", days_ago(1)), *lines]), US)
    late = "negative:late-shipment/longer-than-promised"
    at_once = sum(n for (_, what), n in stored_tallies(engine).items() if what == late)

    done = history.catch_up(engine, LatenessExpert())

    assert (at_once, done, history.any_left(engine)) == (3, 3, False)
    assert sum(n for (_, what), n in stored_tallies(engine).items() if what == late) == 6
    assert stored_tallies(engine) == counted_anew(engine)
    assert alerted(engine) == {order(9)}

"""Ratings that Amazon no longer reports: two good reports decide, and they may come back."""

from datetime import date, timedelta

from bot.feedback import Tally
from bot.store import tallies
from bot.store.database import writing

HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 20)


def test_a_rating_that_two_good_reports_miss_has_vanished_and_stays(seller):
    seller.amazon.rate("US", 2, day=FRIDAY)
    seller.collect()
    struck = seller.amazon.rate("US", 1, day=FRIDAY)
    seller.collect(after=HOUR)

    seller.amazon.strike(struck)
    seller.collect(after=HOUR)
    counted_once = seller.low_stars
    seller.collect(after=HOUR)

    [gone] = [row for row in seller.ratings if row.order_id == struck]
    assert counted_once == 2
    assert seller.low_stars == 1
    assert gone.vanished_at == seller.clock()
    assert seller.events.count("vanished") == 1


def test_a_rating_missed_only_once_has_not_vanished(seller):
    seller.amazon.rate("US", 2, day=FRIDAY)
    late = seller.amazon.rate("US", 1, day=FRIDAY)
    seller.collect()
    seller.amazon.strike(late)
    seller.collect(after=HOUR)
    seller.amazon.rate("US", 1, day=FRIDAY, order_id=late)
    seller.collect(after=HOUR)
    seller.amazon.strike(late)
    seller.collect(after=HOUR)

    assert [row.vanished_at for row in seller.ratings] == [None, None]


def test_a_rating_that_comes_back_counts_again(seller):
    seller.amazon.rate("US", 2, day=FRIDAY)
    late = seller.amazon.rate("US", 1, day=FRIDAY)
    seller.collect()
    seller.amazon.strike(late)
    seller.collect(after=HOUR)
    seller.collect(after=HOUR)

    seller.amazon.rate("US", 1, day=FRIDAY, order_id=late)
    seller.collect(after=HOUR)

    assert seller.low_stars == 2
    assert len(seller.alerts) == 2
    assert seller.events[-1] == "returned"


def test_cancelled_and_empty_reports_make_nothing_vanish(seller):
    only = seller.amazon.rate("US", 1, day=FRIDAY)
    seller.collect()
    seller.amazon.strike(only)

    for _ in range(4):
        seller.collect(after=HOUR)
    seller.amazon.desk.bodies["GET_SELLER_FEEDBACK_DATA"] = (
        b"Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\r\n"
    )
    seller.collect(after=HOUR)

    assert seller.ratings[0].vanished_at is None
    assert seller.ratings[0].missed_by == ""


def test_a_report_that_misses_most_of_what_is_known_is_taken_for_short(seller, caplog):
    known = [seller.amazon.rate("US", 1, day=FRIDAY) for _ in range(9)]
    seller.collect()
    for each in known[1:]:
        seller.amazon.strike(each)

    for _ in range(3):
        seller.collect(after=HOUR)

    assert all(row.vanished_at is None for row in seller.ratings)
    assert "taken for short" in caplog.text


def test_the_cause_of_a_vanished_rating_can_be_corrected_without_counting_it(seller):
    seller.amazon.rate("US", 2, day=FRIDAY)
    struck = seller.amazon.rate("US", 1, "late", day=FRIDAY)
    seller.collect()
    seller.amazon.strike(struck)
    for _ in range(2):
        seller.collect(after=HOUR)
    [gone] = [row for row in seller.ratings if row.order_id == struck]

    with writing(seller.engine) as session:
        tallies.correct_cause(session, session.merge(gone), "wrong-item", "missing-items")

    assert all(row.n >= 0 for row in seller.rows(Tally))
    assert not [row for row in seller.rows(Tally) if "missing-items" in row.what and row.n]

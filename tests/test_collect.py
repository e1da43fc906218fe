"""Collecting from Amazon: what arrives, what waits, what is tried again, and what has vanished."""

import logging
from datetime import date, timedelta

import pytest

from bot.bazaar import faults
from bot.config import SettingsError, settings_from
from bot.feedback import Tally
from bot.intake import Place
from bot.report import parse
from bot.store import tallies
from bot.store.database import reading, writing
from cast import HEADER, line, order, report
from jobs.collect import Collector, sources
from seller import Seller, at_amazon, services

HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def seller(engine, clock):
    with at_amazon(engine, clock) as opened:
        yield opened.feedback_only()


def low_stars(seller: Seller) -> int:
    return sum(row.n for row in seller.rows(Tally) if row.what in ("stars:1", "stars:2", "stars:3"))


def test_new_feedback_arrives_by_itself_and_is_alerted(seller):
    seller.amazon.rate("US", 1, "Arrived very late.")
    seller.amazon.rate("US", 5, "Perfect.")

    seller.collect()

    [found] = seller.ratings
    assert (found.rating, found.comment, found.problem) == (1, "Arrived very late.", "late-shipment")
    assert len(seller.alerts) == 1


def test_an_hour_later_only_what_is_new_is_alerted(seller):
    seller.amazon.rate("US", 1, "late")
    seller.collect()
    seller.amazon.rate("US", 2, "broken")

    seller.collect(after=HOUR)

    assert len(seller.alerts) == len(seller.ratings) == 2


def test_within_the_hour_amazon_is_not_asked_again(seller):
    seller.amazon.rate("US", 1)
    seller.collect()

    for _ in range(5):
        seller.collect(after=HOUR / 6)

    assert seller.amazon.called("createReport") == 1


def test_a_window_of_sixty_days_is_asked_for_and_vouched_for(seller):
    seller.amazon.rate("US", 1, day=FRIDAY)

    seller.collect()

    [run] = seller.imports
    assert (run.source, run.first_day, run.last_day) == ("sp-api", date(2026, 9, 24), date(2026, 11, 23))


def test_a_report_that_takes_its_time_is_waited_for_without_holding_anything_up(seller):
    seller.amazon.delay = 100
    seller.amazon.rate("US", 1)

    seller.collect()
    waiting = seller.standing().report_id
    for _ in range(8):
        seller.collect(after=timedelta(seconds=15))

    assert waiting
    assert seller.slept == []
    assert len(seller.ratings) == 1
    assert seller.amazon.called("createReport") == 1


def test_a_report_that_is_never_made_is_given_up_and_asked_for_anew(seller):
    seller.amazon.delay = 10**9
    seller.collect()
    for _ in range(4):
        seller.collect(after=timedelta(minutes=45))
    seller.amazon.delay = 0
    seller.amazon.rate("US", 1)

    error = seller.standing().error
    seller.collect(after=HOUR)

    assert "has not made the report" in error
    assert len(seller.ratings) == 1


def test_a_recent_report_of_somebody_else_is_used(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.desk.ask(
        {
            "reportType": "GET_SELLER_FEEDBACK_DATA",
            "marketplaceIds": ["ATVPDKIKX0DER"],
            "dataStartTime": "2026-09-01T00:00:00Z",
        }
    )

    seller.collect(after=HOUR / 2)

    assert len(seller.ratings) == 1
    assert seller.amazon.called("createReport") == 0


@pytest.mark.parametrize(
    ("start", "marketplace_id"),
    [("2026-11-01T00:00:00Z", "ATVPDKIKX0DER"), ("2026-09-01T00:00:00Z", "A2EUQ1WTGCTBG2")],
)
def test_a_report_of_a_shorter_window_or_another_marketplace_is_not_used(seller, start, marketplace_id):
    seller.amazon.desk.ask(
        {
            "reportType": "GET_SELLER_FEEDBACK_DATA",
            "marketplaceIds": [marketplace_id],
            "dataStartTime": start,
        }
    )

    seller.collect()

    assert seller.amazon.called("createReport") == 1


def test_a_request_whose_answer_was_lost_is_found_again_and_not_repeated(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.faults.add("createReport", faults.drop())

    seller.collect()
    seller.collect(after=timedelta(minutes=1))

    assert len(seller.ratings) == 1
    assert len(seller.amazon.desk.reports) == 1


def test_a_day_of_cancelled_changes_no_count_and_alarms_nobody(seller, caplog):
    caplog.set_level(logging.WARNING)
    seller.amazon.rate("US", 1, day=FRIDAY)
    seller.collect()
    before = low_stars(seller)
    seller.amazon.ends("CANCELLED", times=24)

    for _ in range(24):
        seller.collect(after=HOUR)

    assert low_stars(seller) == before == 1
    assert seller.ratings[0].vanished_at is None
    assert (seller.standing().empty_at, seller.standing().error) == (seller.clock(), "")
    assert caplog.text == ""


def test_after_the_cancelled_ones_a_good_report_is_taken_as_ever(seller):
    seller.amazon.ends("CANCELLED")
    seller.collect()
    seller.amazon.rate("US", 1)

    seller.collect(after=HOUR)

    assert len(seller.alerts) == 1
    assert seller.standing().empty_at is None


def test_a_fatal_report_is_tried_again_at_the_next_turn(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.ends("FATAL")

    seller.collect()
    error = seller.standing().error
    seller.collect(after=HOUR)

    assert "could not make the report" in error
    assert (len(seller.ratings), seller.standing().error) == (1, "")


def test_a_storm_of_throttling_is_waited_out_for_as_long_as_amazon_says(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.faults.add("createReport", faults.throttled(rate=0.002), times=3)

    seller.collect()
    first_wait = seller.standing().not_before - seller.clock()
    for _ in range(3):
        seller.collect(after=timedelta(minutes=9))

    assert first_wait == timedelta(seconds=500)
    assert len(seller.ratings) == 1
    assert seller.amazon.called("createReport") == 4


@pytest.mark.parametrize(
    "operation", ["token", "createReport", "getReports", "getReport", "getReportDocument", "document"]
)
@pytest.mark.parametrize(
    "fault",
    [
        faults.http(500),
        faults.http(503),
        faults.html(),
        faults.drop(),
        faults.truncated(),
        faults.throttled(),
    ],
)
def test_whatever_fails_for_a_while_is_tried_again_and_nothing_is_lost_or_doubled(seller, operation, fault):
    seller.amazon.rate("US", 1, "late")
    seller.amazon.faults.add(operation, fault, times=3)

    for _ in range(6):
        seller.collect(after=timedelta(minutes=61))

    assert len(seller.ratings) == len(seller.alerts) == 1
    assert seller.standing().error == ""


def test_a_wrong_token_is_named_and_retried_only_at_the_next_turn(engine, clock):
    with at_amazon(engine, clock, sp_api_refresh_token="Atzr|wrong") as seller:
        seller.feedback_only().collect()
        seller.collect(after=timedelta(minutes=30))

        assert "SP_API_REFRESH_TOKEN" in seller.standing().error
        assert seller.amazon.called("token") == 1


def test_a_rating_that_two_good_reports_miss_has_vanished_and_stays(seller):
    seller.amazon.rate("US", 2, day=FRIDAY)
    seller.collect()
    struck = seller.amazon.rate("US", 1, day=FRIDAY)
    seller.collect(after=HOUR)

    seller.amazon.strike(struck)
    seller.collect(after=HOUR)
    counted_once = low_stars(seller)
    seller.collect(after=HOUR)

    [gone] = [row for row in seller.ratings if row.order_id == struck]
    assert counted_once == 2
    assert low_stars(seller) == 1
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

    assert low_stars(seller) == 2
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


def test_connecting_amazon_after_files_were_imported_alerts_nothing_twice(seller):
    file = report([line(7, 1, "late", day=FRIDAY)])
    seller.services.intake().take(file, Place("main", "US"))
    seller.amazon.rate("US", 1, "late", day=FRIDAY, order_id=order(7))

    seller.collect()

    assert len(seller.alerts) == len(seller.ratings) == 1


def test_answers_that_only_the_older_layout_has_stay(seller):
    header = HEADER.replace("Order ID", "Arrived on Time\tItem as Described\tCustomer Service\tOrder ID")
    row = line(7, 1, "late", day=FRIDAY).replace(order(7), f"No\tYes\tYes\t{order(7)}")
    older = parse(f"{header}\n{row}\n".encode(), "US", seller.clock().date())
    seller.services.intake().take(older, Place("main", "US"))
    seller.amazon.rate("US", 1, "late", day=FRIDAY, order_id=order(7))

    seller.collect()

    [kept] = seller.ratings
    assert (kept.arrived_on_time, kept.as_described, kept.service_well) == (False, True, True)
    assert seller.imports[-1].changed == 0


def test_of_two_bots_one_collects(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.delay = 60
    other = Collector(seller.services, seller.collector.sources)

    seller.collect()
    other.collect()
    seller.collect(after=timedelta(minutes=2))
    other.collect()

    assert len(seller.amazon.desk.reports) == 1
    assert len(seller.imports) == 1


def test_who_lost_the_lease_writes_nothing_more(seller):
    from bot.store import collections
    from jobs.collect import LEASE

    [source] = seller.collector.sources
    with writing(seller.engine) as session:
        old = collections.claim(session, source.key, seller.clock(), LEASE)
    seller.clock.now += LEASE
    with writing(seller.engine) as session:
        new = collections.claim(session, source.key, seller.clock(), LEASE)

    with writing(seller.engine) as session:
        kept = [collections.note(session, held, report_id="R") for held in (old, new)]

    assert kept == [False, True]


def test_a_lease_that_is_held_is_not_taken(seller):
    from bot.store import collections
    from jobs.collect import LEASE

    [source] = seller.collector.sources
    with writing(seller.engine) as session:
        collections.claim(session, source.key, seller.clock(), LEASE)

    seller.collect(after=LEASE / 2)

    assert seller.amazon.calls == []


def test_the_bot_asks_again_as_soon_as_it_is_started(seller):
    seller.amazon.faults.add("token", faults.http(400))
    seller.collect()
    seller.amazon.rate("US", 1)

    seller.collector.start()
    seller.collect()

    assert len(seller.ratings) == 1


@pytest.mark.parametrize("skew", [timedelta(hours=3), timedelta(hours=-3), timedelta(days=-1)])
def test_a_clock_that_is_wrong_loses_and_doubles_nothing(seller, skew):
    real = seller.clock.now
    amazons = seller.amazon.desk
    amazons.clock = lambda: seller.clock().timestamp() - skew.total_seconds()
    seller.amazon.rate("US", 1, day=real.date() - timedelta(days=3))

    for _ in range(4):
        seller.collect(after=HOUR)

    assert len(seller.ratings) == len(seller.alerts) == 1
    assert seller.ratings[0].vanished_at is None


def test_each_account_collects_its_own_marketplaces(engine, clock):
    given = {
        "accounts": "main,EU",
        "sp_api_refresh_token": {"": "Atzr|stand-in", "EU": "Atzr|stand-in"},
        "sp_api_region": {"": "na", "EU": "eu"},
        "marketplaces": {"": "US,CA", "EU": "DE"},
    }
    with at_amazon(engine, clock, **given) as seller:
        for code in ("US", "CA", "DE"):
            seller.amazon.rate(code, 1, "zu spät, late", day=FRIDAY)
        seller.collect()

        found = [(row.account, row.marketplace, row.rated_on, row.comment) for row in seller.ratings]

    assert found == [
        ("main", "US", FRIDAY, "zu spät, late"),
        ("main", "CA", FRIDAY, "zu spät, late"),
        ("EU", "DE", FRIDAY, "zu spät, late"),
    ]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"sp_api_client_secret": ""}, "SP_API_CLIENT_SECRET"),
        ({"marketplaces": ""}, "MARKETPLACES"),
        ({"marketplaces": "XX"}, "MARKETPLACES"),
        ({"marketplaces": "DE"}, "SP_API_REGION"),
    ],
)
def test_settings_that_do_not_fit_together_are_named_at_the_start(engine, clock, given, named):
    usual = {
        "sp_api_refresh_token": "Atzr|x",
        "sp_api_client_id": "x",
        "sp_api_client_secret": "x",
        "marketplaces": "US",
    }

    with pytest.raises(SettingsError, match=named):
        sources(services(engine, clock, {**usual, **given}), lambda _seconds: None)


def test_without_an_account_nothing_is_collected(engine, clock):
    assert sources(services(engine, clock, {}), lambda _seconds: None) == ()


def test_no_credential_stands_in_the_settings_as_they_are_shown():
    shown = repr(
        settings_from(
            _env_file=None,
            sp_api_client_id="canary",
            sp_api_client_secret="canary",
            sp_api_refresh_token={"": "canary", "EU": "canary"},
        )
    )

    assert "canary" not in shown


def test_no_address_of_a_buyer_is_kept(seller):
    seller.amazon.rate("US", 1, "write to canary.bird@marketplace.amazon.com")
    seller.collect()

    with reading(seller.engine) as session:
        dump = "\n".join(session.connection().connection.iterdump())

    assert "marketplace.amazon" not in dump
    assert "stand-in" not in dump

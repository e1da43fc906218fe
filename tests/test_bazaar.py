"""The stand-in Amazon behaves as Amazon's documentation says, and fails to order."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest
import requests

from bot.amazon import FEEDBACK, MARKETPLACE_IDS, SALES, AmazonError, partner, sellers
from bot.bazaar import Bazaar, faults
from bot.config import settings_from
from clock import Clock

START = datetime(2026, 9, 24, tzinfo=UTC)
US_ID = MARKETPLACE_IDS["US"]


@pytest.fixture
def amazon(clock: Clock):
    with Bazaar(clock=lambda: clock().timestamp()) as opened:
        yield opened


@pytest.fixture
def way(amazon):
    settings = settings_from(_env_file=None, **amazon.settings())
    [seller] = sellers(settings)
    return partner(settings, seller, lambda _seconds: None)


def test_a_report_passes_through_amazons_states(amazon, way, clock):
    amazon.delay = 60
    amazon.rate("US", 1)
    asked = way.create_report(FEEDBACK, US_ID, START)
    seen = []

    for _ in range(3):
        seen.append(way.report(asked).status)
        clock.now += timedelta(seconds=31)

    assert seen == ["IN_QUEUE", "IN_PROGRESS", "DONE"]


def test_a_feedback_report_holds_one_to_three_stars_only(amazon, way):
    for stars in range(1, 6):
        amazon.rate("US", stars)
    asked = way.create_report(FEEDBACK, US_ID, START)

    document = way.document(way.report(asked).document)

    rows = gzip.decompress(document.data).decode("cp1252").splitlines()[1:]
    assert [row.split("\t")[1] for row in rows] == ["1", "2", "3"]
    assert document.content_type == "text/plain; charset=windows-1252"


def test_without_such_feedback_a_report_is_cancelled(amazon, way):
    amazon.rate("US", 5)

    assert way.report(way.create_report(FEEDBACK, US_ID, START)).status == "CANCELLED"


def test_an_ordered_end_comes_as_often_as_ordered(amazon, way):
    amazon.rate("US", 1)
    amazon.ends("FATAL", times=2)

    seen = [way.report(way.create_report(FEEDBACK, US_ID, START)).status for _ in range(3)]

    assert seen == ["FATAL", "FATAL", "DONE"]


def test_the_totals_count_all_stars(amazon, way):
    for stars in (1, 3, 5):
        amazon.rate("US", stars)
    asked = way.create_report(SALES, US_ID, START)

    assert way.report(asked).status == "DONE"


def test_an_address_dies_after_five_minutes(amazon, way, clock):
    amazon.rate("US", 1)
    asked = way.report(way.create_report(FEEDBACK, US_ID, START))
    headers = {"x-amz-access-token": way.access.token()}
    place = requests.get(
        f"{amazon.url}/reports/2021-06-30/documents/{asked.document}", headers=headers, timeout=5
    )
    clock.now += timedelta(minutes=5, seconds=1)

    late = requests.get(place.json()["url"], timeout=5)

    assert late.status_code == 403
    assert "AccessDenied" in late.text


def test_a_token_sent_to_the_storage_is_written_down(amazon):
    requests.get(f"{amazon.url}/storage/amzn1.doc.1", headers={"x-amz-access-token": "x"}, timeout=5)

    assert amazon.leaks == ["/storage/amzn1.doc.1"]


def test_without_a_token_nothing_is_answered(amazon):
    denied = requests.get(f"{amazon.url}/reports/2021-06-30/reports/1", timeout=5)

    assert denied.status_code == 403


def test_a_wrong_refresh_token_is_refused(amazon):
    settings = settings_from(_env_file=None, **{**amazon.settings(), "sp_api_refresh_token": "Atzr|other"})
    [seller] = sellers(settings)

    with pytest.raises(AmazonError, match="SP_API_REFRESH_TOKEN"):
        partner(settings, seller).report("1")


def test_a_fault_strikes_as_often_as_ordered_and_is_in_the_list_of_calls(amazon, way):
    amazon.rate("US", 1)
    asked = way.create_report(FEEDBACK, US_ID, START)
    amazon.faults.add("getReport", faults.http(503), times=2)

    way.report(asked)

    assert [call.status for call in amazon.calls if call.operation == "getReport"] == [503, 503, 200]


def test_a_slow_answer_is_an_answer(amazon, way):
    amazon.faults.add("token", faults.slow(0.1))

    assert way.access.token()


def test_buyers_leave_feedback_by_themselves(amazon):
    amazon.keep_rating("US", [(1, "late"), (5, "fine")], every=0.01)

    end = time.monotonic() + 5
    while len(amazon.desk.ratings) < 2 and time.monotonic() < end:
        time.sleep(0.01)

    assert [(each.stars, each.comment) for each in amazon.desk.ratings] == [(1, "late"), (5, "fine")]


def test_it_stops_while_buyers_are_still_at_it():
    with Bazaar() as amazon:
        amazon.keep_rating("US", [(1, "late")] * 5, every=60)

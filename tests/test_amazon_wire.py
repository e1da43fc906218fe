"""Calls to Amazon: repeated in one place, refused with a sentence."""

import json

import pytest
import requests

from amazon_cast import (
    DOCUMENT,
    REPORTS,
    START,
    STORED,
    TOKEN,
    US_ID,
    ZIPPED,
    Seconds,
    asked,
    signs_in,
    way_in,
)
from bot.amazon import FEEDBACK, AmazonError


def test_a_report_is_asked_for_with_its_start_and_without_an_end(amazon):
    signs_in(amazon)
    amazon.post(REPORTS, json={"reportId": "R7"}, status=202)

    found = way_in().create_report(FEEDBACK, US_ID, START)

    assert found == "R7"
    sent = amazon.calls[-1].request
    assert sent.headers["x-amz-access-token"] == TOKEN
    assert json.loads(sent.body) == {
        "reportType": FEEDBACK,
        "marketplaceIds": [US_ID],
        "dataStartTime": "2026-09-24T00:00:00Z",
    }


def test_reports_are_listed_newest_first(amazon):
    signs_in(amazon)
    older = asked("IN_PROGRESS", "R1", createdTime="2026-11-23T07:00:00Z")
    amazon.get(REPORTS, json={"reports": [older, asked(report_id="R2")]})

    found = way_in().reports(FEEDBACK, US_ID, START)

    assert [(each.id, each.status) for each in found] == [("R2", "DONE"), ("R1", "IN_PROGRESS")]


@pytest.mark.parametrize("status", [400, 404, 405, 409, 413, 415, 422])
def test_what_asking_again_cannot_help_is_permanent_and_not_asked_again(amazon, status):
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", status=status, json={"errors": [{"code": "InvalidInput"}]})

    with pytest.raises(AmazonError, match=f"HTTP {status}") as error:
        way_in().report("R1")

    assert error.value.permanent
    assert len(amazon.calls) == 2


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_unwell_amazon_is_asked_again_after_longer_and_longer_waits(amazon, status):
    clock = Seconds()
    signs_in(amazon)
    for _ in range(3):
        amazon.get(f"{REPORTS}/R1", status=status, body="<html>unwell</html>")
    amazon.get(f"{REPORTS}/R1", json=asked())

    way_in(clock).report("R1")

    assert clock.slept == [1, 2, 4]


def test_an_amazon_that_stays_unwell_is_left_alone_after_five_tries(amazon):
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", status=503)

    with pytest.raises(AmazonError, match="HTTP 503") as error:
        way_in().report("R1")

    assert not error.value.permanent
    assert len(amazon.calls) == 6


def test_throttling_waits_as_long_as_the_rate_says(amazon):
    clock = Seconds()
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", status=429, headers={"x-amzn-RateLimit-Limit": "0.5"})
    amazon.get(f"{REPORTS}/R1", json=asked())

    way_in(clock).report("R1")

    assert clock.slept == [2]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"x-amzn-RateLimit-Limit": "0.0167"}, 1 / 0.0167),
        ({"Retry-After": "90"}, 90),
        ({"x-amzn-RateLimit-Limit": "nonsense"}, 60),
        ({"x-amzn-RateLimit-Limit": "0"}, 60),
        ({"x-amzn-RateLimit-Limit": "NaN"}, 60),
        ({"x-amzn-RateLimit-Limit": "-1"}, 60),
        ({}, 60),
    ],
)
def test_a_long_wait_is_handed_to_the_caller_and_not_slept_through(amazon, headers, wait):
    clock = Seconds()
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", status=429, headers=headers)

    with pytest.raises(AmazonError) as error:
        way_in(clock).report("R1")

    assert (error.value.permanent, error.value.wait) == (False, pytest.approx(wait))
    assert clock.slept == []


@pytest.mark.parametrize(
    "fault", [requests.ConnectTimeout(), requests.ReadTimeout(), requests.ConnectionError()]
)
def test_asking_for_a_report_is_not_repeated_when_the_answer_was_lost(amazon, fault):
    signs_in(amazon)
    amazon.post(REPORTS, body=fault)

    with pytest.raises(AmazonError, match=type(fault).__name__) as error:
        way_in().create_report(FEEDBACK, US_ID, START)

    assert not error.value.permanent
    assert len(amazon.calls) == 2


def test_asking_for_a_report_is_repeated_when_amazon_said_it_did_nothing(amazon):
    signs_in(amazon)
    amazon.post(REPORTS, status=429, headers={"x-amzn-RateLimit-Limit": "0.1"})
    amazon.post(REPORTS, status=202, json={"reportId": "R1"})

    assert way_in().create_report(FEEDBACK, US_ID, START) == "R1"


@pytest.mark.parametrize(
    "body",
    ["", "<html></html>", "null", "[]", '"DONE"', "{}", json.dumps(asked("PAUSED")), '{"reportId": 7}'],
)
def test_an_answer_that_is_none_is_an_error_however_well_its_status(amazon, body):
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", body=body)

    with pytest.raises(AmazonError, match="not what its documentation says"):
        way_in().report("R1")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_and_not_followed(amazon, status):
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", status=status, headers={"Location": "https://evil.example/"})

    with pytest.raises(AmazonError) as error:
        way_in().report("R1")

    assert error.value.permanent
    assert all("evil" not in call.request.url for call in amazon.calls)


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_an_address_that_has_died_is_asked_for_once_more(amazon, status):
    signs_in(amazon)
    amazon.get(DOCUMENT, json={"url": STORED})
    amazon.get(STORED, status=status, body="<Error><Code>AccessDenied</Code></Error>")
    amazon.get(STORED, body=ZIPPED)

    assert bytes(way_in().document("amzn1.doc.1").data) == ZIPPED


def test_a_redirect_of_the_storage_is_not_followed(amazon):
    signs_in(amazon)
    amazon.get(DOCUMENT, json={"url": STORED})
    amazon.get(STORED, status=302, headers={"Location": "https://evil.example/"})

    with pytest.raises(AmazonError, match="HTTP 302"):
        way_in().document("amzn1.doc.1")

    assert all("evil" not in call.request.url for call in amazon.calls)

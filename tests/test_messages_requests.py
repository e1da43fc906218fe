"""What is said of asking for feedback: whether an order may be asked about, when, and who does it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.feedback import FeedbackRequest
from bot.messages.requests import Asking, RequestTally, asking, switched, switches, tally_line

TODAY = date(2026, 11, 23)
ORDER = "113-1234567-1234567"
PROMISED = (TODAY - timedelta(days=8), TODAY - timedelta(days=4))


def about(**known: object) -> str:
    return asking(Asking(ORDER, "US", TODAY, **known), "en").text


def row(state: str) -> FeedbackRequest:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return FeedbackRequest(
        account="main",
        marketplace="US",
        order_id=ORDER,
        state=state,
        asked_at=at,
        not_before=at,
        last_day=TODAY,
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((4, 0), "may be asked about from 24 Nov to 23 Dec, not yet."),
        ((5, 1), "may be asked about now, until 22 Dec."),
        ((40, 30), "may be asked about now, until 23 Nov."),
        ((40, 31), "can't be asked about any more: that ended on 22 Nov."),
    ],
)
def test_the_window_is_five_days_after_the_earliest_to_thirty_after_the_latest_delivery(days, said):
    promised = (TODAY - timedelta(days=days[0]), TODAY - timedelta(days=days[1]))

    assert about(promised=promised).endswith(said)


def test_an_order_is_asked_about_once():
    assert "was asked about on 20 Nov" in about(request=row("sent"), promised=PROMISED)
    assert "Amazon refused" in about(request=row("refused"), promised=PROMISED)


def test_amazons_no_within_the_time_is_said_with_its_likely_reason():
    assert "somebody may have asked in Seller Central already" in about(promised=PROMISED, offered=False)


def test_without_days_amazons_own_word_counts_and_without_it_nothing_is_claimed():
    assert "offers a request" in about(offered=True)
    assert "names no day of delivery" in about(offered=False)
    assert "I don't know when" in about()


def test_it_is_said_whether_the_daily_job_does_it_and_that_orders_are_not_picked():
    off = asking(Asking(ORDER, "US", TODAY, promised=PROMISED), "en")
    on = asking(Asking(ORDER, "US", TODAY, promised=PROMISED, on=True), "en")

    assert "all or none" in str(off.blocks)
    assert "goes out by itself" in str(on.blocks)
    assert "Solicitations API" in str(on.blocks)


def test_turning_it_on_says_that_nobody_is_picked_and_how_to_turn_it_off():
    assert "`/feedback request off US`" in switched("US", on=True, lang="en").text
    assert "已关闭" in switched("US", on=False, lang="zh").text


def test_where_it_stands_is_told_for_each_marketplace():
    since = datetime(2026, 11, 20, 12, tzinfo=UTC)

    told = switches([("US", "U1", since), ("CA", "", None)], "en").text

    assert "Amazon.com: on since" in told
    assert "by <@U1>" in told
    assert "Amazon.ca: off" in told


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (RequestTally(), ""),
        (RequestTally(on=True), "*Requests for feedback*  none was due this week"),
        (RequestTally(1, 0, on=True), "*Requests for feedback*  1 order asked about"),
        (RequestTally(1204, 31), "*Requests for feedback*  1,204 orders asked about · 31 refused by Amazon"),
    ],
)
def test_the_digest_says_how_many_were_asked_and_how_many_amazon_refused(tally, said):
    assert tally_line(tally, "en") == said


def test_an_amazon_that_could_not_be_asked_is_said_first_where_nothing_else_is_known():
    assert about(trouble="Amazon is busy.") == "Amazon could not be asked: Amazon is busy."
    assert "may be asked about now" in about(promised=PROMISED, trouble="Amazon is busy.")

"""What repeats itself: found by cause, product, carrier or number; said once while it lasts, per channel."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlmodel import col, select

from bot.config import settings_from
from bot.feedback import Feedback, OrderFacts, Post
from bot.intake import Place
from bot.scorecard.patterns import Sighting, recurring, surge
from bot.services import Services
from bot.store import orders
from bot.store.database import reading, writing
from bot.store.installation import install
from cast import TODAY, US, intake, line, order, report
from desk import Directs, show
from jobs.patterns import tell_patterns

LATE = ("late-shipment", "longer-than-promised")


def seen(*causes, sku="", carrier=""):
    return [Sighting(n, TODAY, cause, sku, carrier) for n, cause in enumerate(causes)]


def test_three_of_one_cause_are_a_pattern_and_two_are_none():
    [found] = recurring(seen(LATE, LATE, ("damaged", "in-transit"), LATE), 3)

    assert (found.what, found.key, found.ratings) == (
        "cause",
        "late-shipment/longer-than-promised",
        (0, 1, 3),
    )
    assert recurring(seen(LATE, LATE), 3) == []


@pytest.mark.parametrize("cause", [("unclear", "unclear"), ("", ""), ("outside", "whatever was typed")])
def test_what_names_no_cause_of_the_playbook_is_no_pattern(cause):
    assert recurring(seen(cause, cause, cause), 3) == []


def test_one_product_or_one_carrier_is_a_pattern_whatever_the_causes():
    found = recurring(seen(LATE, ("damaged", "x"), ("unclear", "unclear"), sku="MUG-1", carrier="UPS"), 3)

    assert [each.subject for each in found] == ["sku:MUG-1", "carrier:UPS"]


def test_a_week_is_a_surge_from_five_above_the_mean_on():
    week = seen(*[LATE] * 7)

    assert surge(week, [2] * 8).mean == Fraction(2)
    assert surge(week, [2] * 7 + [3]) is None


@pytest.fixture
def told(engine, clock):
    with writing(engine) as session:
        install(session, clock())
    return Telling(engine, clock)


class Telling:
    """Channels in which patterns are told; C1 for all marketplaces, others as set."""

    def __init__(self, engine, clock):
        self.engine, self.clock = engine, clock
        self.with_settings()

    def with_settings(self, **given):
        settings = settings_from(_env_file=None, **{"feedback_channel": "C1", **given})
        self.services = Services(settings, self.engine, None, Directs(), self.clock, None, None, lambda: None)

    def take(self, numbers, comment="late", *, day=None, place=US, shown=True):
        today = self.clock().date()
        rows = [line(number, 1, comment, day or today) for number in numbers]
        intake(self.engine, self.clock()).take(report(rows, place.marketplace, today), place)
        if shown:
            show(self.engine, self.clock())

    def said(self):
        tell_patterns(self.services)
        with reading(self.engine) as session:
            rows = session.exec(
                select(Post).where(Post.kind == "pattern").order_by(col(Post.created_at), col(Post.channel))
            )
            return [(post.channel, [*post.payload["seen"]]) for post in rows]


CAUSE = "cause:late-shipment/longer-than-promised"


def test_a_pattern_is_said_once_while_it_lasts_and_again_after_it_was_quiet(told):
    told.take([1, 2])
    assert told.said() == []
    told.take([3])
    assert told.said() == told.said() == [("C1", [CAUSE])]

    for number in range(4, 24):
        told.clock.pass_by(days=1)
        told.take([number])
        assert len(told.said()) == 1
    told.clock.pass_by(days=20)
    assert len(told.said()) == 1
    told.take([30, 31, 32])

    assert told.said() == [("C1", [CAUSE])] * 2


def test_a_pattern_waits_until_its_cases_are_shown(told):
    told.take([1, 2, 3], shown=False)
    assert told.said() == []

    show(told.engine, told.clock())

    assert len(told.said()) == 1


def test_each_channel_hears_of_its_own_marketplaces_only(told):
    told.with_settings(feedback_channel={"": "C1", "EU": "C2"})
    told.take([1, 2], place=US)
    told.take([3, 4], place=Place("eu", "US"))
    assert told.said() == []

    told.take([5], place=Place("eu", "US"))

    assert told.said() == [("C2", [CAUSE])]


def test_cause_product_and_carrier_that_come_together_are_one_message(told):
    told.take([1, 2, 3])
    with writing(told.engine) as session:
        facts = [OrderFacts(order(number), sku="MUG-1", carrier="UPS") for number in (1, 2, 3)]
        orders.put(session, "main", "US", facts, told.clock())

    assert told.said() == [("C1", [CAUSE, "sku:MUG-1", "carrier:UPS"])]


def test_more_negatives_than_usual_are_said_only_where_the_weeks_before_are_known(told):
    told.take(range(6), comment="")
    assert told.said() == []

    with_the_past = [line(50, 5, "", TODAY - timedelta(days=80)), line(51, 5)]
    intake(told.engine, told.clock()).take(report(with_the_past), US)

    assert told.said() == [("C1", ["week:"])]


def test_history_and_what_vanished_is_no_pattern(told):
    told.take(range(5), day=TODAY - timedelta(days=8))
    assert told.said() == []

    told.take([7, 8, 9])
    with writing(told.engine) as session:
        for rated in session.exec(select(Feedback).where(Feedback.rated_on == TODAY)):
            rated.vanished_at = told.clock()

    assert told.said() == []


def test_two_replicas_say_a_pattern_once(told):
    told.take([1, 2, 3])
    for _ in range(3):
        tell_patterns(told.services)
        told.clock.pass_by(hours=13)

    assert len(told.said()) == 1

"""The account's health, beside the targets that Amazon's own report carries."""

from datetime import UTC, date, datetime

import pytest

from bot.feedback import HealthMetric
from bot.messages.health import health_json, health_line, health_lines, health_source, missed

READ = datetime(2026, 11, 23, 9, tzinfo=UTC)


def metric(name: str, rate: float, target: float, *, below: bool = True, **other: object) -> HealthMetric:
    given = {
        "account": "main",
        "marketplace": "US",
        "status": "GOOD",
        "first_day": date(2026, 10, 23),
        "last_day": date(2026, 11, 21),
        "read_at": READ,
        **other,
    }
    return HealthMetric(metric=name, rate=rate, target=target, below=below, **given)


LATE = metric("late-shipments", 0.046, 0.04, status="BAD")
TRACKED = metric("valid-tracking", 0.972, 0.95, below=False)
DEFECTS = metric("order-defects-fbm", 0.0096, 0.01)


def test_a_missed_target_stands_first_and_each_target_is_the_reports_own():
    assert health_line([DEFECTS, TRACKED, LATE], "en") == (
        "*Account health*  *late shipments 4.6 %, target below 4 %*"
        " · order defects, shipped by you 0.96 % (target below 1 %)"
        " · valid tracking 97.2 % (target above 95 %)"
    )
    assert "*迟发率4.6%，目标低于4%*" in health_line([LATE], "zh")
    assert health_source([LATE], "en") == "Account health: Amazon's performance report to 21 Nov"


def test_a_digest_tells_missed_targets_alone_or_that_none_is():
    abroad = metric("valid-tracking", 0.99, 0.95, below=False, marketplace="CA")

    assert list(health_lines([LATE, DEFECTS, abroad], "en")) == [
        "*Account health, Amazon.ca*  within all of Amazon's targets",
        "*Account health, Amazon.com*  *late shipments 4.6 %, target below 4 %*",
    ]


def test_accounts_are_told_apart_where_there_are_several():
    other = metric("late-shipments", 0.01, 0.04, account="EU")

    assert "Amazon.com, EU" in health_line([LATE, other], "en")


def test_what_amazon_has_not_judged_is_left_out():
    assert health_line([metric("late-shipments", 0.0, 0.04, status="NONE")], "en") == ""
    assert list(health_lines([], "en")) == []
    assert health_source([], "en") == ""


@pytest.mark.parametrize(
    ("rate", "below", "status", "misses"),
    [
        (0.03, True, "GOOD", False),
        (0.04, True, "GOOD", True),
        (0.03, True, "BAD", True),
        (0.96, False, "GOOD", False),
        (0.04, False, "GOOD", True),
    ],
)
def test_a_target_is_missed_by_the_figures_or_by_amazons_word(rate, below, status, misses):
    assert missed(metric("late-shipments", rate, 0.04, below=below, status=status)) is misses


def test_other_programs_get_shares_of_one():
    told = health_json(LATE)

    assert (told["rate"], told["target"], told["target_is"], told["missed"]) == (0.046, 0.04, "below", True)
    assert told["last_day"] == "2026-11-21"

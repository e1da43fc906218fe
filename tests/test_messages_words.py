"""Numbers, days, places and sources are said as each language says them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from bot.messages.words import (
    NEGATIVES,
    RATINGS,
    average,
    cited,
    counted,
    day,
    days,
    mention,
    moment,
    percent,
    person,
    points,
    site,
    stars,
)
from messages_cast import library


@pytest.mark.parametrize(
    ("n", "lang", "said"),
    [
        (0, "en", "0 negatives"),
        (1, "en", "1 negative"),
        (1335, "en", "1,335 negatives"),
        (9, "zh", "9条差评"),
    ],
)
def test_things_are_counted_in_the_language(n, lang, said):
    assert counted(n, NEGATIVES, lang) == said


def test_a_thousand_ratings_have_a_comma():
    assert counted(2190, RATINGS, "zh") == "2,190条评分"


def test_a_share_has_one_decimal():
    assert percent(Fraction(187 * 100, 201), "en") == "93.0 %"
    assert percent(Fraction(187 * 100, 201), "zh") == "93.0%"


def test_a_missed_target_is_never_rounded_up_to_it():
    assert percent(Fraction(9496, 100), "en") == "94.96 %"
    assert average(Fraction(4499, 1000)) == "4.499"
    assert average(Fraction(9, 2)) == "4.50"


def test_a_small_difference_is_not_said_as_nothing():
    assert points(Fraction(1, 50), "en") == "0.02 points"
    assert points(Fraction(-1, 2), "zh") == "0.5个百分点"


def test_days_are_written_without_a_year_unless_another_day_needs_it():
    assert day(date(2026, 11, 21), "en") == "21 Nov"
    assert day(date(2026, 11, 21), "zh") == "11月21日"
    assert day(date(2025, 11, 21), "en", beside=date(2026, 1, 1)) == "21 Nov 2025"


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "16-22 Nov", "11月16日至22日"),
        (date(2026, 11, 28), date(2026, 12, 4), "28 Nov - 4 Dec", "11月28日至12月4日"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 Dec 2025 - 4 Jan", "2025年12月29日至1月4日"),
        (date(2026, 11, 22), date(2026, 11, 22), "22 Nov", "11月22日"),
    ],
)
def test_spans_of_days_are_short(first, last, en, zh):
    assert (days(first, last, "en"), days(first, last, "zh")) == (en, zh)


def test_a_moment_is_shown_in_each_readers_zone():
    at = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)

    assert (
        moment(at, "en") == f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|22 Nov 08:40 UTC>"
    )


@pytest.mark.parametrize(
    ("who", "written"),
    [
        ("U0ANA", "<@U0ANA>"),
        ("S0TEAM", "<!subteam^S0TEAM>"),
        ("here", "<!here>"),
        ("", ""),
        ("<!channel>", ""),
    ],
)
def test_only_ids_become_mentions(who, written):
    assert mention(who) == written


def test_somebody_without_a_slack_id_is_named_as_they_stand():
    assert person("command line <x>") == "command line &lt;x&gt;"


def test_stars_are_drawn():
    assert stars(2) == "★★☆☆☆"


def test_a_marketplace_nobody_knows_keeps_its_code():
    assert site("XX", "zh") == "XX"
    assert site("DE", "zh") == "德国站"


def test_a_source_says_where_it_holds_and_that_it_is_undated():
    source = library().sources["amazon-best-practices"]

    assert (
        cited(source, "en") == "Amazon, Best practices to maintain positive feedback and rating (US, undated)"
    )
    assert cited(source, "zh") == "亚马逊《保持好评与评分的最佳做法》（美国站、未注明日期）"


def test_a_source_that_is_not_amazons_own_says_so():
    assert "as reposted by a payment company" in cited(library().sources["amazon-communicate"], "en")


def test_a_teams_own_rule_is_called_that():
    source = replace(library().sources["amazon-communicate"], team=True)

    assert cited(source, "en") == source.title.en

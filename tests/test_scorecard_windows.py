"""Windows, spans of days, and the days that a source covers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scorecard import LIFETIME, MONTH, QUARTER, WINDOWS, YEAR, Coverage, Span, Window
from ratings_cast import MONTH_TO_SUNDAY, SUNDAY, ago

DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 31))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: Span(min(pair), max(pair)))


def test_thirty_days_to_22_november_begin_on_24_october():
    span = MONTH.span(SUNDAY)

    assert span == MONTH_TO_SUNDAY
    assert span.days == 30


def test_the_thirty_days_before_end_on_the_day_before():
    assert MONTH.previous(SUNDAY) == Span(date(2026, 9, 24), date(2026, 10, 23))


def test_lifetime_holds_every_day_and_has_nothing_before_it():
    assert date(1999, 1, 1) in LIFETIME.span(SUNDAY)
    assert LIFETIME.previous(SUNDAY) is None


def test_a_week_is_monday_to_sunday_whatever_the_last_day():
    week = Window.parse("2026-W47")

    assert week.span(ago(100)) == week.span(SUNDAY) == Span(date(2026, 11, 16), SUNDAY)
    assert week.previous(SUNDAY) == Span(date(2026, 11, 9), date(2026, 11, 15))


def test_a_rating_of_21_november_leaves_thirty_days_on_21_december():
    leaves = MONTH.leaves_on(date(2026, 11, 21))

    assert leaves == date(2026, 12, 21)
    assert date(2026, 11, 21) not in MONTH.span(leaves)
    assert date(2026, 11, 21) in MONTH.span(leaves - timedelta(days=1))


@pytest.mark.parametrize("window", [LIFETIME, Window.parse("2026-W47")], ids=str)
def test_nothing_leaves_lifetime_or_a_week(window):
    assert window.leaves_on(SUNDAY) is None


@pytest.mark.parametrize("window", [*WINDOWS, Window.parse("2026-W47")], ids=str)
def test_a_windows_name_parses_to_itself_in_any_case(window):
    assert Window.parse(f" {str(window).upper()} ") == Window.parse(str(window).lower()) == window


@pytest.mark.parametrize("text", ["", "31d", "week", "2026-W54", "2027-W53", "0001-W01", "2026W47"])
def test_an_unknown_window_is_refused_by_name(text):
    with pytest.raises(ValueError, match="No w.*" + text):
        Window.parse(text)


def test_2026_has_a_week_53_that_ends_in_january():
    assert Window.parse("2026-w53").span(SUNDAY) == Span(date(2026, 12, 28), date(2027, 1, 3))


@given(st.dates(date(2001, 1, 1), date(2099, 12, 20)))
def test_every_day_lies_in_its_own_week_and_the_last_full_week_has_ended(day):
    week = Window.week_of(day)

    assert day in week.span(day)
    assert Window.parse(week.key) == week
    assert day - timedelta(days=7) < Window.last_full_week(day).span(day).last <= day


@pytest.mark.parametrize("window", [MONTH, QUARTER, YEAR], ids=str)
def test_a_window_and_the_one_before_it_touch_and_are_equally_long(window):
    span, before = window.span(SUNDAY), window.previous(SUNDAY)

    assert before.last + timedelta(days=1) == span.first
    assert before.days == span.days == window.days


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        Span(SUNDAY, ago(1))


def test_spans_that_touch_are_joined():
    covered = Coverage((Span(ago(4), ago(0)), Span(ago(9), ago(5))))

    assert covered == Coverage((Span(ago(9), SUNDAY),))


def test_gaps_are_the_days_between_before_and_after():
    covered = Coverage((Span(ago(20), ago(15)), Span(ago(9), ago(5))))

    assert covered.gaps(Span(ago(25), ago(2))) == (
        Span(ago(25), ago(21)),
        Span(ago(14), ago(10)),
        Span(ago(4), ago(2)),
    )


@given(st.lists(SPANS, max_size=5), SPANS)
def test_coverage_is_the_set_of_its_days(spans, asked):
    covered = Coverage(tuple(spans))

    days = {day for span in spans for day in span}
    assert covered.days == len(days)
    assert {day for span in (covered & asked).spans for day in span} == days & set(asked)
    assert {day for span in covered.gaps(asked) for day in span} == set(asked) - days
    assert covered.holds(asked) == (set(asked) <= days)


@given(st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=4))
def test_what_two_sources_cover_together_is_in_either_and_in_both(some, more):
    one, other = Coverage(tuple(some)), Coverage(tuple(more))

    assert (one | other).days + (one & other).days == one.days + other.days

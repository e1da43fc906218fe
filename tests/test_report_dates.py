"""Facts about the dates of a report, and whose marketplace they betray."""

from datetime import date

import pytest

from bot.marketplaces import MARKETPLACES
from bot.report import Rejection, ReportError
from report_files import only_row, read, row


@pytest.mark.parametrize(
    ("marketplace", "day"),
    [
        ("US", "2/3/26"),
        ("US", "02/03/2026"),
        ("UK", "3/2/26"),
        ("CA", "3/2/26"),
        ("DE", "3.2.26"),
        ("DE", "03.02.2026"),
        ("JP", "26/2/3"),
        ("JP", "2026/02/03"),
        ("SE", "2026-02-03"),
    ],
)
def test_each_marketplace_has_its_order_of_day_month_and_year(marketplace, day):
    assert only_row(row(day), marketplace=marketplace).rated_on == date(2026, 2, 3)


@pytest.mark.parametrize("place", MARKETPLACES.values(), ids=lambda place: place.code)
def test_the_example_of_every_marketplace_reads_as_21_november(place):
    found = only_row(row(place.date_example), marketplace=place.code)

    assert found.rated_on == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("13/1/26", "its date 13/1/26 is not written month/day/year"),
        ("2/30/26", "its date 2/30/26 is not written month/day/year"),
        ("0/1/26", "its date 0/1/26 is not written month/day/year"),
        ("2026-02-03", "its date 2026-02-03 is not written month/day/year"),
        ("2/3/6", "its date 2/3/6 is not written month/day/year"),
        ("2/3/206", "its date 2/3/206 is not written month/day/year"),
        ("11/24/26", "its date 11/24/26, read as month/day/year, lies in the future"),
        ("12/31/94", "its date 12/31/94, read as month/day/year, lies before 1995"),
        ("1/1/1970", "its date 1/1/1970, read as month/day/year, lies before 1995"),
    ],
)
def test_a_date_that_cannot_be_is_rejected_with_the_order_it_was_read_in(day, reason):
    assert read(row(), row(day)).rejections == (Rejection(3, reason),)


@pytest.mark.parametrize("day", ["11/23/26", "1/1/95", "12/31/99", "1/1/00"])
def test_the_oldest_day_and_tomorrow_elsewhere_in_the_world_are_accepted(day):
    assert read(row(day)).accepted == 1


def test_a_report_of_another_marketplace_is_refused_with_the_order_expected_and_a_hint():
    lines = [row(f"{day}.10.26", email="x@marketplace.amazon.de") for day in (1, 14, 15, 16, 17)]

    with pytest.raises(ReportError) as refused:
        read(*lines)

    assert str(refused.value) == (
        "The dates in this file do not fit US, where a report writes month/day/year (such as 11/21/26):"
        " the raters' addresses suggest DE (Amazon.de)."
    )


def test_without_relay_addresses_the_refusal_asks_to_choose():
    with pytest.raises(ReportError, match=r"month/day/year.*choose the marketplace that it comes from"):
        read(*[row("31/1/26", email="")] * 4)


def test_half_of_the_rows_or_fewer_than_four_do_not_condemn_the_file():
    assert len(read(row("31/1/26"), row("31/1/26"), row(), row()).rejections) == 2
    assert len(read(*[row("31/1/26")] * 3).rejections) == 3


def test_day_and_month_are_not_exchanged_where_the_raters_are_plainly_elsewhere():
    days = ["1/9/26", "2/9/26", "3/9/26", "4/9/26", "13/9/26"]
    lines = [row(day, email="x@marketplace.amazon.co.uk") for day in days]

    with pytest.raises(ReportError, match=r"suggest UK \(Amazon\.co\.uk\)"):
        read(*lines)


def test_a_wrong_date_among_rows_that_fit_is_the_rows_fault_whoever_the_raters_are():
    days = ["1/9/26", "2/19/26", "3/20/26", "4/21/26", "2/30/26"]
    lines = [row(day, email="x@marketplace.amazon.co.uk") for day in days]

    assert [rejection.line for rejection in read(*lines).rejections] == [6]


def test_a_marketplace_that_does_not_exist_is_refused():
    with pytest.raises(ReportError, match=r"unknown\. Known are US, CA"):
        read(row(), marketplace="XX")


def test_dates_are_read_on_when_more_were_written_than_are_remembered():
    written = [
        f"{month}{between}{day}{between}{year}"
        for year in range(2000, 2026)
        for month in range(1, 13)
        for day in range(1, 29)
        for between in "/.-"
    ]

    report = read(*map(row, written))

    assert report.accepted == len(written) > 20_000

"""Facts about the made-up feedback of the demo."""

from collections import Counter
from datetime import date, timedelta

import pytest

from bot.report import parse
from bot.sample import extra_report, sample_reports

DAYS = [date(2026, 11, 22), date(2027, 3, 1), date(2028, 2, 29), date(2030, 1, 1)]


def rows_of(sample, today):
    report = parse(sample.data, sample.marketplace, today)
    assert report.rejections == ()
    assert report.likely_marketplaces == (sample.marketplace,)
    return list(report.rows())


def within(rows, today, days):
    return Counter(row.rating for row in rows if today - timedelta(days) < row.rated_on <= today)


@pytest.mark.parametrize("today", DAYS)
def test_the_sample_holds_a_year_of_two_marketplaces_with_all_stars(today):
    us, de = (rows_of(sample, today) for sample in sample_reports(today))

    assert [sample.marketplace for sample in sample_reports(today)] == ["US", "DE"]
    assert 300 <= len(us) + len(de) <= 400
    assert {row.rating for row in us} == {row.rating for row in de} == {1, 2, 3, 4, 5}
    assert min(row.rated_on for row in us + de) >= today - timedelta(400)


@pytest.mark.parametrize("today", DAYS)
def test_the_united_states_show_93_percent_and_germany_too_few_ratings(today):
    us, de = (within(rows_of(sample, today), today, 30) for sample in sample_reports(today))

    assert round(100 * (us[4] + us[5]) / us.total()) == 93
    assert us[1] + us[2] == 9
    assert de.total() < 20
    assert de[1] + de[2] == 3


def test_five_negatives_are_of_the_last_week():
    us, _ = (within(rows_of(sample, DAYS[0]), DAYS[0], 7) for sample in sample_reports(DAYS[0]))

    assert us[1] + us[2] == 5


def test_every_order_of_the_sample_is_another():
    orders = [row.order_id for sample in sample_reports(DAYS[0]) for row in rows_of(sample, DAYS[0])]

    assert len(orders) == len(set(orders))


def test_the_sample_is_the_same_for_the_same_day():
    assert sample_reports(DAYS[0]) == sample_reports(DAYS[0])


def test_the_sample_has_relay_addresses_to_drop_and_contact_data_to_mask():
    us, de = sample_reports(DAYS[0])
    comments = [row.comment for row in rows_of(us, DAYS[0])]

    assert us.data.count(b"@marketplace.amazon.com") == len(comments)
    assert b"@marketplace.amazon.de" in de.data
    assert [comment for comment in comments if "[phone]" in comment and "[e-mail]" in comment]
    assert not [comment for comment in comments if "@example.com" in comment]


def test_the_extra_report_brings_two_negatives_and_a_changed_response():
    today = DAYS[0]
    known = {row.order_id: row for row in rows_of(sample_reports(today)[0], today)}

    rows = rows_of(extra_report(today), today)

    fresh = [row for row in rows if row.order_id not in known]
    [changed] = [row for row in rows if row.order_id in known]
    assert len(rows) == 4
    assert [row.rating for row in fresh if row.rating <= 2] == [1, 2]
    assert changed.comment == known[changed.order_id].comment
    assert changed.rated_on == known[changed.order_id].rated_on
    assert changed.response != known[changed.order_id].response

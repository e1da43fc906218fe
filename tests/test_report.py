"""Facts about how rows are found in a feedback report."""

import mmap
from datetime import date

import pytest

from bot.report import FeedbackRow, Rejection, parse
from report_files import CANARY, HEADER, LEGACY_HEADER, OLDEST_HEADER, ORDER, TODAY, file, only_row, read, row


def test_a_row_of_the_current_layout_is_read_with_its_line_number():
    found = only_row(row("11/3/26", 2, "Too late.", "Sorry."))

    assert found == FeedbackRow(
        order_id=ORDER,
        rating=2,
        rated_on=date(2026, 11, 3),
        comment="Too late.",
        response="Sorry.",
        arrived_on_time=None,
        as_described=None,
        service_well=None,
        line=2,
    )


def test_a_row_of_the_legacy_layout_brings_its_three_answers():
    line = f"11/3/26\t1\tTorn box\tSorry.\tYes\tNo\t-\t{ORDER}\t{CANARY}\tBuyer"

    found = only_row(line, header=LEGACY_HEADER)

    assert (found.comment, found.response) == ("Torn box", "Sorry.")
    assert (found.arrived_on_time, found.as_described, found.service_well) == (True, False, None)


def test_the_nine_columns_of_2011_have_no_response():
    line = f"11/3/26\t1\tTorn\tbox\tYes\tNo\tNo\t{ORDER}\t{CANARY}\tBuyer"

    found = only_row(line, header=OLDEST_HEADER)

    assert (found.comment, found.response) == ("Torn box", "")
    assert (found.arrived_on_time, found.as_described, found.service_well) == (True, False, False)


def test_legacy_answers_are_known_without_a_header_and_in_other_languages():
    line = f"3.11.26\t1\tKaputt\t\tJa\tNein\t-\t{ORDER}\tx@marketplace.amazon.de\tKäufer"

    found = only_row(line, header="", marketplace="DE")

    assert (found.arrived_on_time, found.as_described, found.service_well) == (True, False, None)


@pytest.mark.parametrize(
    "header",
    [
        "Datum\tBewertung\tKommentare\tIhre Antwort\tBestellnummer\tE-Mail des Bewerters",
        "日付\t評価\tコメント\t出品者の返信\t注文番号\t評価者のEメール",
        "日期\t评级\t评论\t您的回复\t订单编号\t评级人电子邮件",
        "\ufeff" + HEADER,
        '"Date"\t"Rating"\t"Comments"\t"Your Response"\t"Order ID"\t"Rater Email"',
        "",
    ],
)
def test_a_header_is_left_out_in_any_language_and_may_be_missing(header):
    report = read(row(), header=header)

    assert (report.count, report.accepted) == (1, 1)


def test_a_header_that_comes_again_in_the_middle_is_left_out_too():
    report = read(row(comment="One."), HEADER, row(comment="Two."))

    assert [found.comment for found in report.rows()] == ["One.", "Two."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end):
    report = parse(file(row(), row(), end=end), "US", TODAY)

    assert [found.line for found in report.rows()] == [2, 3]


def test_a_line_that_does_not_start_with_date_and_stars_continues_the_comment():
    found = only_row(
        "11/3/26\t1\tFirst line", "", "11/4/26 was the date", f"last line\tSorry.\t{ORDER}\t{CANARY}"
    )

    assert found.comment == "First line\n\n11/4/26 was the date\nlast line"
    assert (found.response, found.order_id) == ("Sorry.", ORDER)


def test_lines_after_a_complete_row_still_belong_to_its_comment():
    report = read(row(comment="One."), "and more", row(comment="Two."))

    assert [found.comment for found in report.rows()] == ["One.\nand more", "Two."]


def test_line_numbers_count_the_lines_of_the_file():
    report = read(row(comment="One\nmore"), "", row())

    assert [found.line for found in report.rows()] == [2, 5]


@pytest.mark.parametrize(
    ("raw", "comment"),
    [
        ('He said "fine', 'He said "fine'),
        ('"all of it quoted"', '"all of it quoted"'),
        ("a\ttab\t\tor three", "a tab  or three"),
        ("a\rreturn", "a\nreturn"),
        ("written\\nout\\r\\ntwice", "written\nout\ntwice"),
        ("  blanks  ", "blanks"),
        ("", ""),
        (f"my order {ORDER} is lost", f"my order {ORDER} is lost"),
        ("111-9999999-9999999", "111-9999999-9999999"),
        ("bell\x07null\x00escape\x1b", "bellnullescape"),
        ("\u202eevil\u200b\u2066", "evil"),
    ],
)
def test_a_comment_is_kept_as_the_buyer_wrote_it(raw, comment):
    found = only_row(row(comment=raw))

    assert (found.comment, found.response, found.order_id) == (comment, "", ORDER)


def test_a_file_whose_cells_are_all_quoted_is_unquoted():
    line = f'"11/3/26"\t"1"\t"He said ""no"""\t"Sorry."\t"{ORDER}"\t"{CANARY}"'

    found = only_row(line)

    assert (found.comment, found.response, found.order_id) == ('He said "no"', "Sorry.", ORDER)


@pytest.mark.parametrize(
    "line", [f"11/3/26\t1\tLate\t\t{ORDER}", f"11/3/26\t1\tLate\t{ORDER}", f"11/3/26\t1\tLate\t\t{ORDER}\t"]
)
def test_trailing_columns_may_be_missing(line):
    found = only_row(line)

    assert (found.comment, found.response, found.order_id) == ("Late", "", ORDER)


@pytest.mark.parametrize("data", [b"", b"\n\r\n  \n", b"\xef\xbb\xbf", HEADER.encode(), file()])
def test_an_empty_file_and_a_header_alone_are_reports_without_rows(data):
    report = parse(data, "US", TODAY)

    assert (report.count, report.first, report.last, report.full) == (0, None, None, False)
    assert list(report.rows()) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row(stars=6), "does not start with a date and a rating from 1 to 5"),
        (row(stars="good"), "does not start with a date and a rating from 1 to 5"),
        (row(day="soon"), "does not start with a date"),
        (row(order="lost"), "has no order ID (3, 7 and 7 digits)"),
        ("11/3/26\t1", "has no order ID (3, 7 and 7 digits)"),
        (row(comment="x" * 20_001), "is longer than 20,000 characters"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_its_line_and_reason(line, reason):
    report = read(row(), line, row())

    assert report.rejections == (Rejection(3, reason),)
    assert (report.accepted, report.count) == (2, 3)


def test_an_order_that_comes_twice_is_yielded_twice_in_the_files_order():
    report = read(row(stars=1, comment="First."), row(stars=2, comment="Second."))

    assert [(found.rating, found.comment) for found in report.rows()] == [(1, "First."), (2, "Second.")]
    assert report.count == 2


@pytest.mark.parametrize(("stars", "full"), [((1, 2, 3), False), ((1, 4), True), ((5,), True)])
def test_a_report_is_full_when_it_holds_a_positive_row(stars, full):
    assert read(*[row(stars=star) for star in stars]).full is full


def test_first_and_last_are_the_oldest_and_the_newest_date_accepted():
    report = read(row("11/20/26"), row("2/3/26"), row("12/31/26"))

    assert (report.first, report.last) == (date(2026, 2, 3), date(2026, 11, 20))


def test_the_raters_addresses_tell_the_likely_marketplaces_the_most_frequent_first():
    emails = [
        "a@marketplace.amazon.co.uk",
        "b@Marketplace.Amazon.co.uk",
        "c@marketplace.amazon.com",
        "d@x.org",
    ]

    report = read(*[row("1/2/26", email=email) for email in emails], marketplace="UK")

    assert report.likely_marketplaces == ("UK", "US")


def test_without_relay_addresses_no_marketplace_is_likely():
    assert read(row(email="")).likely_marketplaces == ()


def test_rows_can_be_read_again_and_again():
    report = read(row(), row())

    assert list(report.rows()) == list(report.rows())


def test_a_mapped_file_is_read_in_place(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(file(row(comment="Mapped.")))

    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = [found.comment for found in parse(data, "US", TODAY).rows()]

    assert found == ["Mapped."]

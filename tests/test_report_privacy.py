"""Facts about the rater's address, which is dropped when a report is read."""

import gzip
import logging
import traceback

import pytest

from bot.report import FeedbackRow, ReportError, parse
from report_files import CANARY, HEADER, ORDER, TODAY, file, row

PLACES = {
    "its own column": file(row()),
    "a comment": file(row(comment=f"write to {CANARY} now")),
    "a response": file(row(response=f"write to {CANARY} now")),
    "a continuation line": file(row(comment=f"write to\n{CANARY}\nnow")),
    "a line after the row": file(row(), f"or to {CANARY}"),
    "the date": file(row(day=CANARY), row()),
    "the stars": file(row(stars=CANARY), row()),
    "the order": file(row(order=CANARY), row()),
    "a row with an impossible date": file(row("31/31/26"), row()),
    "a row that is too long": file(row(comment="x" * 30_000), row()),
    "a row without an order": file(row(order=""), row()),
    "the header": file(row(), header=HEADER + "\t" + CANARY),
    "a legacy row": file(f"11/3/26\t1\tLate\t\tYes\tNo\t-\t{ORDER}\t{CANARY}\tBuyer"),
    "a swapped column": file(f"11/3/26\t1\t{CANARY}\tLate\t{ORDER}\t"),
    "a file that is no report": f"name\tmail\nBob\t{CANARY}\n".encode(),
    "a CSV file": f"Date,Rating,Comments,Order,{CANARY}\n".encode(),
    "an orders report": f"amazon-order-id\t{CANARY}\n".encode(),
    "the first cell of another report": f"a-b\t{CANARY}\n".encode(),
    "a web page": f"<html>{CANARY}".encode(),
    "a report of another marketplace": file(*[row("31/1/26")] * 5),
    "a damaged gzip file": gzip.compress(file(row()), 0)[:-4],
    "damaged text": file(row()).replace(b"Fine.", b"\xff\x81"),
}


@pytest.mark.parametrize("data", PLACES.values(), ids=PLACES.keys())
def test_the_raters_address_leaves_by_no_way(data, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    try:
        report = parse(data, "US", TODAY)
        told = f"{report!r} {report.rejections!r} {list(report.rows())!r}"
    except ReportError as error:
        told = "".join(traceback.format_exception(error))

    printed = capsys.readouterr()

    assert "canary" not in told + caplog.text + printed.out + printed.err


def test_a_row_has_no_place_for_an_address():
    names = set(FeedbackRow._fields)

    assert not {name for name in names if "mail" in name or "rater" in name}

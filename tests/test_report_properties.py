"""Facts that hold for any bytes: rows balance, one error at most, no address leaves, memory is flat."""

import gzip
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.marketplaces import MARKETPLACES
from bot.report import Report, ReportError, parse
from report_files import CANARY, HEADER, LEGACY_HEADER, ORDER, TODAY, file, numbered, read, row

ODD_CELLS = [
    *("", " ", "\ufeff", '"', '""', '"""', "'", "\\", "\\n", "\\t", "\0", "\x1a", "\x7f", "\x85", "\u2028"),
    *(
        "\u200b",
        "\u202e",
        "\ud7ff",
        "\uffff",
        "\U0010ffff",
        "é",
        "漢",
        "ß",
        "😀",
        "👨\u200d👧",
        "Ａ",
        "١",
        "½",
    ),
    *(
        "-1",
        "0",
        "1",
        "5",
        "6",
        "1.0",
        "1e9",
        "11/3/26",
        "3.11.26",
        "2026-11-03",
        "99/99/99",
        "1/1/1",
        "0/0/0",
    ),
    *("1/1/9999", "=1+1", "+1", "@", "@@", "a@b", "@b.c", "a@", "<!channel>", "<http://x|y>", "*b*", "&amp;"),
    *("</td>", "{}", "[]", "null", "None", "NaN", "%s", "{0}", "../..", "'; DROP TABLE x;--", "x" * 30_000),
    *("\t" * 50, "a,b;c", ORDER, f'"{ORDER}"', f" {ORDER} ", ORDER + "0", "1" + ORDER, CANARY, f"<{CANARY}>"),
    *("Yes", "-", HEADER, "Date"),
]
ODD_LINES = [
    row().replace("\t", between, 1) for between in ("", " ", ",", "\t\t", "\n", "\r", "\0", "\x0b", "\\t")
]


def parsed(data: bytes, marketplace: str = "US", content_type: str = "") -> Report | None:
    try:
        return parse(data, marketplace, TODAY, content_type)
    except ReportError:
        return None


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("odd", ODD_CELLS)
def test_an_odd_cell_spoils_no_row_but_its_own(place, odd):
    cells = row(order="111-0000000-0000002").split("\t")
    cells[place] = odd

    report = read(row(order="111-0000000-0000001"), "\t".join(cells), row(order="111-0000000-0000003"))

    orders = [found.order_id for found in report.rows()]
    assert (orders[0], orders[-1]) == ("111-0000000-0000001", "111-0000000-0000003")
    assert report.count == report.accepted + len(report.rejections)
    assert len(orders) == report.accepted


@pytest.mark.parametrize("odd", ODD_LINES + ["\t".join(["x"] * count) for count in (1, 3, 6, 10, 5_000)])
def test_an_odd_line_spoils_no_row_after_it(odd):
    report = read(row(comment="One."), odd, row(comment="Two."))

    assert [found.comment for found in report.rows()][-1] == "Two."


@given(st.binary(max_size=600), st.sampled_from(sorted(MARKETPLACES)), st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data, marketplace, content_type):
    for variant in (data, gzip.compress(data), b"\x1f\x8b\x08" + data, file() + data, file(row()) + data):
        report = parsed(variant, marketplace, content_type)
        rows = list(report.rows()) if report else []

        assert report is None or len(rows) == report.accepted == report.count - len(report.rejections)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), max_size=60)
days = st.sampled_from(["11/3/26", "1/31/26", "13/1/26", "12/31/26", "1/1/70"])
lines = st.builds(row, days, st.integers(0, 7), texts, texts, st.just(ORDER) | texts, st.just(CANARY) | texts)


@given(st.lists(lines, max_size=12), st.sampled_from([HEADER, LEGACY_HEADER]))
@settings(max_examples=300, deadline=None)
def test_accepted_and_rejected_rows_make_up_the_file_and_no_address_leaves(rows, header):
    report = parsed(file(*rows, header=header))
    if report is None:
        return

    found = list(report.rows())

    begun = sum(line.split("\t")[1] in "12345" for line in rows)
    assert begun <= report.count <= len(rows)
    assert len(found) == report.accepted
    assert CANARY not in f"{report!r} {found!r} {report.rejections!r}"


@given(texts, texts, st.sampled_from(["", " ", "(", "<", ":", ".", "!", "“", "，", "请"]))
@settings(max_examples=300, deadline=None)
def test_an_address_in_a_comment_or_response_never_leaves(before, after, around):
    comment = f"{before}{around}{CANARY}{around}{after}"

    [found] = read(row(comment=comment, response=comment)).rows()

    assert CANARY not in repr(found)


def test_a_row_costs_less_than_fifty_bytes_of_memory():
    few, many = (file(*numbered(count, comment="Came late, box torn.")) for count in (15_000, 60_000))

    assert peak(many) - peak(few) < 50 * 45_000


def peak(data: bytes) -> int:
    tracemalloc.start()
    accepted = sum(1 for _ in parse(data, "US", TODAY).rows())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert accepted == data.count(b"\n") - 1
    return most

"""Facts about files that are no feedback report, and about zipped ones."""

import gzip
import io
import json
import random
import tracemalloc
import zipfile
import zlib

import pytest

from bot.report import ReportError, parse
from report_files import HEADER, ORDER, TODAY, file, numbered, row


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" * (name == "mimetype"))
    return buffer.getvalue()


def refusal(data, marketplace="US"):
    with pytest.raises(ReportError) as refused:
        parse(data, marketplace, TODAY)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel spreadsheet (.xlsx)"),
        (zipped("mimetype", "content.xml"), "an OpenDocument spreadsheet (.ods)"),
        (zipped("report.txt"), "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an Excel spreadsheet (.xls)"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"{\\rtf1 hello}", "a text document (.rtf)"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><title>Sign in</title>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\n <HTML><body>", "a web page (HTML)"),
        (b'<?xml version="1.0"?><html xmlns="x">', "a web page (HTML)"),
        (b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "an XML file"),
        (json.dumps({"reports": []}).encode(), "a JSON file"),
        (b'[{"a": 1}]', "a JSON file"),
        (bytes(range(256)) * 4, "a binary file"),
        (b"order-id\torder-item-id\tpurchase-date\n", "an orders report"),
        (f"amazon-order-id\tstatus\n{ORDER}\tShipped\n".encode(), "an orders report"),
        (b"settlement-id\tsettlement-start-date\tx\n", "another of Amazon's reports"),
        (HEADER.replace("\t", ",").encode() + b"\n11/3/26,1,Late,,x,y\n", "a CSV file"),
        (HEADER.replace("\t", ";").encode(), "a CSV file"),
        (b"Dear Amazon, please find our complaint below.\n", "a text without tabs"),
        (gzip.compress(gzip.compress(file(row()), mtime=0), mtime=0), "a gzip file inside a gzip file"),
        (gzip.compress(b"%PDF-1.7", mtime=0), "a PDF"),
    ],
)
def test_a_wrong_file_is_refused_whole_and_told_what_it_is(data, name):
    said = refusal(data)

    assert said.startswith(f"This is {name}")
    assert said.endswith("export the report as a tab-separated text.")


def test_a_table_without_any_row_of_feedback_is_refused():
    assert "no line has a date, a rating" in refusal(b"name\tprice\nkettle\t12\nlamp\t30\n")
    assert "no line has a date, a rating" in refusal(f"x\t{ORDER}\n".encode() * 4)


def test_a_refusal_is_one_sentence_that_quotes_nothing_of_the_file():
    said = refusal(f"amazon-order-id\tbuyer-email\n{ORDER}\tbuyer@example.com\n".encode())

    assert "@" not in said
    assert ORDER not in said
    assert "\n" not in said


def test_gzip_is_known_by_content_in_one_member_or_several():
    one, two = file(row(comment="One.")), file(row(comment="Two."), header="")

    report = parse(gzip.compress(one) + gzip.compress(two) + bytes(3), "US", TODAY)

    assert [found.comment for found in report.rows()] == ["One.", "Two."]


@pytest.mark.parametrize("cut", [1, 4, 9, 30])
def test_a_gzip_file_cut_short_is_refused(cut):
    assert "damaged or cut short" in refusal(gzip.compress(file(*numbered(50)))[:-cut])


def test_a_gzip_file_with_a_wrong_sum_or_a_stray_tail_is_refused():
    good = bytearray(gzip.compress(file(row())))
    bad = good.copy()
    bad[-6] ^= 0xFF

    assert "damaged" in refusal(bytes(bad))
    assert "damaged" in refusal(bytes(good) + b"tail")


def test_a_gzip_bomb_is_refused_before_it_fills_the_memory():
    bomb = gzip.compress(file(row(comment="x" * 100_000)) * 2_000)

    tracemalloc.start()
    said = refusal(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "far more than a feedback report holds" in said
    assert peak < 16_000_000


def test_a_gzip_file_with_one_endless_line_stays_small_in_memory():
    noise = random.Random(1).randbytes(4_000_000).hex().encode()
    data = gzip.compress(file(row()) + b"11/3/26\t1\t" + noise + b"\n" + file(row(), header=""), 1)

    tracemalloc.start()
    report = parse(data, "US", TODAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [(rejection.line, rejection.reason) for rejection in report.rejections] == [
        (3, "is longer than 20,000 characters")
    ]
    assert report.accepted == 2
    assert peak < 16_000_000


def test_a_gzip_file_over_20_mb_is_refused_unread():
    assert "larger than 20 MB" in refusal(b"\x1f\x8b" + bytes(20_000_000))


def test_a_gzip_file_may_not_unpack_to_more_than_100_mb():
    noise = random.Random(1).randbytes(5_000).hex()
    block = file(row(comment=noise), header="")
    packer = zlib.compressobj(wbits=31)
    data = b"".join(map(packer.compress, [block] * (101_000_000 // len(block)))) + packer.flush()

    said = refusal(data)

    assert 101_000_000 / 200 < len(data) < 20_000_000
    assert "far more" in said

"""Facts about the charset of a report."""

import codecs

import pytest

from bot.report import parse
from report_files import TODAY, file, row


def comment(data, marketplace="UK", content_type=""):
    [found] = parse(data, marketplace, TODAY, content_type).rows()
    return found.comment


def test_utf_8_is_tried_first():
    assert comment(file(row("1/2/26", comment="schön, 很好")), "UK") == "schön, 很好"


@pytest.mark.parametrize(("marketplace", "day"), [("UK", "1/2/26"), ("FR", "1/2/26"), ("JP", "26/1/2")])
def test_text_that_is_neither_utf_8_nor_japanese_is_read_as_windows_1252(marketplace, day):
    data = file(row(day, comment="sehr schön – 5 €")).decode().encode("cp1252")

    assert comment(data, marketplace) == "sehr schön – 5 €"


def test_japanese_text_is_read_as_windows_31j():
    data = file(row("26/1/2", comment="届くのが遅い①")).decode().encode("cp932")

    assert comment(data, "JP") == "届くのが遅い①"


@pytest.mark.parametrize("name", ["windows-31j", "Shift_JIS", '"shift_jis"', "MS932"])
def test_a_declared_japanese_charset_holds_in_every_marketplace(name):
    data = file(row("1/2/26", comment="①遅い")).decode().encode("cp932")

    assert comment(data, "AU", f"text/plain; charset={name}") == "①遅い"


def test_a_declared_charset_goes_before_guessing():
    data = file(row("1/2/26", comment="Ã¤")).decode().encode("cp1252")

    assert comment(data) == "ä"
    assert comment(data, content_type="text/plain;charset=windows-1252") == "Ã¤"


def test_declared_latin_1_is_windows_1252_where_it_can_be():
    data = file(row("1/2/26", comment="5 €")).decode().encode("cp1252")

    assert comment(data, content_type="text/plain; charset=ISO-8859-1") == "5 €"


def test_bytes_that_windows_1252_does_not_have_fall_back_to_latin_1():
    data = file(row("1/2/26", comment="x")).replace(b"\tx\t", b"\tcaf\xe9\x81\t")

    assert comment(data) == "café"


@pytest.mark.parametrize("name", ["idna", "punycode", "utf-7", "hex", "nonsense", "\x00", "a" * 1000, ""])
def test_a_charset_that_is_none_of_ours_counts_as_none(name):
    assert (
        comment(file(row("1/2/26", comment="schön")), content_type=f"text/plain; charset={name}") == "schön"
    )


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_even_against_what_is_declared(mark, charset):
    data = mark + file(row("1/2/26", comment="schön")).decode().encode(charset)

    assert comment(data, content_type="text/plain; charset=windows-1252") == "schön"


def test_rows_with_unreadable_characters_are_counted():
    lines = file(row("1/2/26", comment="fine"), row("1/2/26", comment="x")).replace(b"\tx\t", b"\t\xff\t")

    report = parse(lines, "UK", TODAY, "text/plain; charset=utf-8")

    assert report.damaged_text == 1
    assert [found.comment for found in report.rows()] == ["fine", "\ufffd"]


def test_a_character_on_the_edge_of_two_pieces_is_not_damaged():
    filler = "ä" * 9_000
    data = file(*[row("1/2/26", comment=filler + "x" * shift) for shift in range(40)])

    report = parse(data, "UK", TODAY)

    assert (report.accepted, report.damaged_text) == (40, 0)

"""The bytes of a file: unzipped where they are zipped, and refused where they are plainly something else."""

import mmap
import re
import zlib
from collections.abc import Iterator

from bot.report.row import ReportError
from bot.report.said import Said

Data = bytes | bytearray | memoryview | mmap.mmap

PIECE = 1 << 18
_MOST_IN, _MOST_OUT, _MOST_RATIO = 20_000_000, 100_000_000, 200
_GZIP = b"\x1f\x8b"
_COMMAS = 3

_LARGE = Said(
    "This gzip file is larger than 20 MB: unpack it first, or ask for a shorter period.",
    "这个 gzip 文件超过20 MB：请先解压，或选择较短的时间段。",
)
_SWELLS = Said(
    "This gzip file unpacks to far more than a feedback report holds.",
    "这个 gzip 文件解压后远大于反馈报告应有的大小。",
)
_DAMAGED = Said(
    "This gzip file is damaged or cut short: download it again.",
    "这个 gzip 文件已损坏或不完整：请重新下载。",
)
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", Said("an Excel spreadsheet (.xls)", "Excel 表格（.xls）")),
    (b"%PDF", Said("a PDF", "PDF 文件")),
    (b"{\\rtf", Said("a text document (.rtf)", "RTF 文档（.rtf）")),
    (b"\x89PNG", Said("a picture", "图片")),
    (b"\xff\xd8\xff", Said("a picture", "图片")),
    (b"GIF8", Said("a picture", "图片")),
    (b"Rar!", Said("an archive (.rar)", "压缩包（.rar）")),
    (b"7z\xbc\xaf", Said("an archive (.7z)", "压缩包（.7z）")),
    (_GZIP, Said("a gzip file inside a gzip file", "gzip 文件中的 gzip 文件")),
)


def pieces(data: Data) -> Iterator[bytes]:
    """Yield the file's bytes in pieces of at most `PIECE`, unzipped if they are gzip, whatever the name says.

    Raises ReportError, possibly after some pieces, for a damaged gzip file and for one that is larger than
    20 MB, unpacks to more than 100 MB, or to more than 200 times its size (the first megabyte is free).
    """
    plain = _cut(data)
    return _unzipped(plain, len(data)) if bytes(data[:2]) == _GZIP else plain


def _cut(data: Data) -> Iterator[bytes]:
    for at in range(0, len(data), PIECE):
        yield bytes(data[at : at + PIECE])
        if isinstance(data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            data.madvise(mmap.MADV_DONTNEED, at, PIECE)  # or a large file would fill the memory on its way


def _unzipped(zipped: Iterator[bytes], size: int) -> Iterator[bytes]:
    if size > _MOST_IN:
        raise ReportError(_LARGE)
    most, out = min(_MOST_OUT, max(1_000_000, size * _MOST_RATIO)), 0
    try:
        for piece in _inflated(zipped):
            out += len(piece)
            if out > most:
                raise ReportError(_SWELLS)
            yield piece
    except zlib.error:
        raise ReportError(_DAMAGED) from None


def _inflated(zipped: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what the members of a gzip file hold, one after the other; zlib.error if one is damaged."""
    member, begun = zlib.decompressobj(wbits=31), False
    for piece in zipped:
        left = piece
        while left:
            begun = True
            yield member.decompress(left, PIECE)
            left = member.unconsumed_tail
            if member.eof:
                left = member.unused_data.lstrip(b"\0")
                member, begun = zlib.decompressobj(wbits=31), False
    if begun:
        raise zlib.error


def refuse_other_files(head: bytes) -> None:
    """Raise ReportError if a file that begins with these bytes is something else than a text file."""
    other = (
        next((name for magic, name in _MAGIC if head.startswith(magic)), None) or _zip(head) or _markup(head)
    )
    if other:
        raise ReportError(_other(other))


def _other(other: Said) -> Said:
    return Said(
        f"This is {other}, not a feedback report: export the report as a tab-separated text.",
        f"这是{other.zh}，不是反馈报告：请把报告导出为制表符分隔的文本。",
    )


def _zip(head: bytes) -> Said | None:
    if not head.startswith(b"PK\x03\x04"):
        return None
    if b"opendocument.spreadsheet" in head:
        return Said("an OpenDocument spreadsheet (.ods)", "OpenDocument 表格（.ods）")
    if b"[Content_Types].xml" in head or b"_rels/" in head or b"xl/" in head:
        return Said("an Excel spreadsheet (.xlsx)", "Excel 表格（.xlsx）")
    return Said("a zip archive", "zip 压缩包")


def _markup(head: bytes) -> Said | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb"<(?:!doctype html|html|head|body|!--)|<\?xml.{0,400}<html", start, re.DOTALL):
        return Said("a web page (HTML)", "网页（HTML）")
    if start.startswith(b"<"):
        return Said("an XML file", "XML 文件")
    return Said("a JSON file", "JSON 文件") if start.startswith((b"{", b"[")) else None


def refuse_other_text(header: str) -> None:
    """Raise ReportError if a file with this header line is a text file of another kind."""
    cells = [cell.strip('\ufeff" ').lower() for cell in header.split("\t")]
    if re.search("[\0-\x08\x0e-\x1f\x7f-\x9f]", header):
        other = Said("a binary file", "二进制文件")
    elif cells[0] in ("amazon-order-id", "order-id"):
        other = Said("an orders report", "订单报告")
    elif len(cells) > 1 and all(re.fullmatch("[a-z]+(-[a-z]+)+", cell) for cell in cells[:2]):
        first = f"{cells[0]}, {cells[1]}"
        other = Said(
            f"another of Amazon's reports (its columns start with {first})",
            f"亚马逊的另一种报告（列名以 {first} 开头）",
        )
    elif len(cells) == 1 and max(header.count(","), header.count(";")) >= _COMMAS:
        other = Said("a CSV file, with commas or semicolons instead of tabs", "用逗号或分号分隔的 CSV 文件")
    elif len(cells) == 1 and cells[0]:
        other = Said("a text without tabs", "没有制表符的文本")
    else:
        return
    raise ReportError(_other(other))

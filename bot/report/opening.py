"""The bytes of a file: unzipped where they are zipped, and refused where they are plainly something else."""

import mmap
import re
import zlib
from collections.abc import Iterator

from bot.report.row import ReportError

Data = bytes | bytearray | memoryview | mmap.mmap

PIECE = 1 << 18
_MOST_IN, _MOST_OUT, _MOST_RATIO = 20_000_000, 100_000_000, 200
_GZIP = b"\x1f\x8b"
_COMMAS = 3

_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an Excel spreadsheet (.xls)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "an archive (.rar)"),
    (b"7z\xbc\xaf", "an archive (.7z)"),
    (_GZIP, "a gzip file inside a gzip file"),
)


def pieces(data: Data) -> Iterator[bytes]:
    """Yield the file's bytes in pieces of at most `PIECE`, unzipped if they are gzip, whatever the name says.

    Raises ReportError, possibly after some pieces, for a damaged gzip file and for one that is larger than
    20 MB, unpacks to more than 100 MB, or to more than 200 times its size (the first megabyte is free).
    """
    plain = (bytes(data[at : at + PIECE]) for at in range(0, len(data), PIECE))
    return _unzipped(plain, len(data)) if bytes(data[:2]) == _GZIP else plain


def _unzipped(zipped: Iterator[bytes], size: int) -> Iterator[bytes]:
    if size > _MOST_IN:
        raise ReportError(
            "This gzip file is larger than 20 MB: unpack it first, or ask for a shorter period."
        )
    most, out = min(_MOST_OUT, max(1_000_000, size * _MOST_RATIO)), 0
    try:
        for piece in _inflated(zipped):
            out += len(piece)
            if out > most:
                raise ReportError("This gzip file unpacks to far more than a feedback report holds.")
            yield piece
    except zlib.error:
        raise ReportError("This gzip file is damaged or cut short: download it again.") from None


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
        next((name for magic, name in _MAGIC if head.startswith(magic)), "") or _zip(head) or _markup(head)
    )
    if other:
        raise ReportError(
            f"This is {other}, not a feedback report: export the report as a tab-separated text."
        )


def _zip(head: bytes) -> str:
    if not head.startswith(b"PK\x03\x04"):
        return ""
    if b"opendocument.spreadsheet" in head:
        return "an OpenDocument spreadsheet (.ods)"
    if b"[Content_Types].xml" in head or b"_rels/" in head or b"xl/" in head:
        return "an Excel spreadsheet (.xlsx)"
    return "a zip archive"


def _markup(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb"<(?:!doctype html|html|head|body|!--)|<\?xml.{0,400}<html", start, re.DOTALL):
        return "a web page (HTML)"
    if start.startswith(b"<"):
        return "an XML file"
    return "a JSON file" if start.startswith((b"{", b"[")) else ""


def refuse_other_text(header: str) -> None:
    """Raise ReportError if a file with this header line is a text file of another kind."""
    cells = [cell.strip('\ufeff" ').lower() for cell in header.split("\t")]
    if re.search("[\0-\x08\x0e-\x1f\x7f-\x9f]", header):
        other = "a binary file"
    elif cells[0] in ("amazon-order-id", "order-id"):
        other = "an orders report"
    elif len(cells) > 1 and all(re.fullmatch("[a-z]+(-[a-z]+)+", cell) for cell in cells[:2]):
        other = f"another of Amazon's reports (its columns start with {cells[0]}, {cells[1]})"
    elif len(cells) == 1 and max(header.count(","), header.count(";")) >= _COMMAS:
        other = "a CSV file, with commas or semicolons instead of tabs"
    elif len(cells) == 1 and cells[0]:
        other = "a text without tabs"
    else:
        return
    raise ReportError(f"This is {other}, not a feedback report: export the report as a tab-separated text.")

"""Text to lines, lines to records: a record is a row with the lines that continue its comment."""

import codecs
import io
import re
from collections.abc import Iterable, Iterator

LONGEST = 20_000
"""Characters a record may have; a longer one is cut here, and refused by its reader."""

_DATE = r"\ufeff?\s*\"?[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\"?\s*\t"
_dated = re.compile(_DATE).match
_begins = re.compile(_DATE + r"\s*\"?[1-5]\"?\s*(?:\t|$)").match
_has_order = re.compile(r"(?:^|\t)\s*\"?[0-9]{3}-[0-9]{7}-[0-9]{7}\"?\s*(?:\t|$)", re.MULTILINE).search


def lines(content: Iterable[bytes], charset: str) -> Iterator[str]:
    """Yield the lines, whichever way they end (LF, CRLF, CR); bytes without a meaning become U+FFFD."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(charset)("replace"), translate=True)
    rest = ""
    for piece in content:
        *whole, rest = (rest + decoder.decode(piece)).split("\n")
        yield from whole
        rest = rest[: LONGEST + 1]
    yield rest + decoder.decode(b"", final=True)


def header_of(content: Iterable[str]) -> str:
    """Return the first line that says anything, if it is a header: no row and without an order; else ""."""
    first = next((line for line in content if line.strip("\ufeff \t")), "")
    return "" if _begins(first) or _has_order(first) else first


def records(content: Iterable[str], header: str) -> Iterator[tuple[int, str]]:
    """Yield each record with the number of its first line; headers, also repeated ones, are left out.

    A line that does not start with a date and 1 to 5 continues the record before it, unless it is plainly a
    broken row: it holds an order of its own, and starts with a date or follows a record that is complete.
    """
    at, record = 0, ""
    for number, line in enumerate(content, 1):
        if _begins(line) or (line != header and _is_broken_row(line, record)):
            if record:
                yield at, record
            at, record = number, line
        elif record and line != header and len(record) <= LONGEST:
            record += "\n" + line
    if record:
        yield at, record


def _is_broken_row(line: str, before: str) -> bool:
    if not before:
        return not line.isspace() and bool(line)
    return bool(_has_order(line) and (_dated(line) or _has_order(before)))

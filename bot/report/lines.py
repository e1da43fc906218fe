"""Text to records: a record is a row with the lines that continue its comment.

Nearly every row is plain: one line of six cells and nothing quoted. Those are cut up at once, and no regular
expression goes over their words.
"""

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from typing import cast

LONGEST = 20_000
"""Characters a record may have; a longer one is cut here, and refused by its reader."""

_DATE = r"\ufeff?\s*\"?[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\"?\s*\t"
_ORDER = "[0-9]{3}-[0-9]{7}-[0-9]{7}"
_plain_date = re.compile("[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}").fullmatch
_plain_order = re.compile(_ORDER).fullmatch
_STARS = frozenset("12345")
_CELLS = 6
_dated = re.compile(_DATE).match
_begins = re.compile(_DATE + r"\s*\"?[1-5]\"?\s*(?:\t|$)").match
_has_order = re.compile(r"(?:^|\t)\s*\"?" + _ORDER + r"\"?\s*(?:\t|$)", re.MULTILINE).search

Cells = list[str]
"""A plain row cut up: date, stars, comment, response, order ID, and the rater's address."""


def blocks(content: Iterable[bytes], charset: str) -> Iterator[str]:
    """Yield the text in blocks that end where a line does, whichever way it ends (LF, CRLF, CR).

    Bytes without a meaning become U+FFFD.
    """
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(charset)("replace"), translate=True)
    rest = ""
    for piece in content:
        text = rest + decoder.decode(piece)
        end = text.rfind("\n") + 1
        if end:
            yield text[:end]
        rest = text[end : end + LONGEST + 1]
    yield rest + decoder.decode(b"", final=True)


def header_of(content: Iterable[str]) -> str:
    """Return the first line that says anything, if it is a header: no row and without an order; else ""."""
    first = next((line for line in _lines(content) if line.strip("\ufeff \t")), "")
    return "" if _begins(first) or _has_order(first) else first


def records(content: Iterable[str], header: str) -> Iterator[tuple[int, Cells | str]]:
    """Yield each record, cut up where it is plain, with the number of its first line; without the headers.

    A line that does not start with a date and 1 to 5 continues the record before it, unless it is plainly a
    broken row: it holds an order of its own, and starts with a date or follows a record that is complete.
    """
    at, record = 0, cast("Cells | str", "")
    for number, line in enumerate(_lines(content), 1):
        plain = _cells(line)
        if plain or _begins(line) or (line != header and _is_broken_row(line, record)):
            if record:
                yield at, record
            at, record = number, plain or line
        elif record and line != header:
            record = record if isinstance(record, str) else "\t".join(record)
            record += "\n" + line if len(record) <= LONGEST else ""
    if record:
        yield at, record


def _lines(content: Iterable[str]) -> Iterator[str]:
    for block in content:
        yield from block.removesuffix("\n").split("\n")


def _cells(line: str) -> Cells | None:
    """Cut a plain row up; None for any other line, and for one with characters that were damaged."""
    cells = line.split("\t")
    plain = (
        len(cells) == _CELLS
        and cells[1] in _STARS
        and _plain_date(cells[0])
        and _plain_order(cells[4])
        and "@" in cells[5]
        and len(line) <= LONGEST
        and "\ufffd" not in line
    )
    return cells if plain else None


def _is_broken_row(line: str, before: Cells | str) -> bool:
    if not before:
        return not line.isspace() and bool(line)
    return bool(_has_order(line) and (_dated(line) or isinstance(before, list) or _has_order(before)))

"""A record to its columns, in either of the two layouts, found by what they hold and not by their names."""

import re
from typing import NamedTuple

from bot.report.lines import LONGEST
from bot.scrub import scrub

_order = re.compile(r"\s*\"?([0-9]{3}-[0-9]{7}-[0-9]{7})\"?\s*(?:\n|$)").match
_RATINGS = {str(stars): stars for stars in range(1, 6)}
_YES = {"yes", "ja", "oui", "sì", "si", "sí", "sim", "tak", "evet", "はい", "نعم", "是"}
_NO = {"no", "nein", "non", "não", "nao", "nie", "nee", "nej", "hayır", "hayir", "いいえ", "لا", "否"}
_ANSWERS = 3
_WITHOUT_RESPONSE = 9  # columns in the oldest layout


class Columns(NamedTuple):
    """A record's cells, of which the one at `order_at` holds the order; `tail` holds the rater's address."""

    date: str
    rating: int
    order_id: str
    order_at: int
    cells: list[str]

    @property
    def tail(self) -> str:
        """What follows the order: the rater's e-mail, perhaps a role, and text that strayed there."""
        return "\t".join(self.cells[self.order_at + 1 :])

    @property
    def email_domain(self) -> str:
        """The domain of the rater's e-mail, all that is ever read of it; "" without one."""
        return self.tail.partition("@")[2].partition("\t")[0].partition("\n")[0].strip(' "').lower()


def columns(record: str) -> Columns | str:
    """Return the columns of a record, or in a sentence why it has none. The date is not judged here."""
    if len(record) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    cells = record.split("\t")
    rating = len(cells) > 1 and (_RATINGS.get(cells[1]) or _RATINGS.get(cells[1].strip(' "\n')))
    if not rating:
        return "does not start with a date and a rating from 1 to 5"
    # The last cell that holds an order: a comment may quote one, what follows the order never does.
    for at in range(len(cells) - 1, 1, -1):
        if found := _order(cells[at]):
            return Columns(cells[0], rating, found[1], at, cells)
    return "has no order ID (3, 7 and 7 digits)"


class Said(NamedTuple):
    """What buyer and seller said, scrubbed."""

    comment: str
    response: str
    arrived_on_time: bool | None
    as_described: bool | None
    service_well: bool | None


def said(row: Columns, width: int) -> Said:
    """Return what stands between rating and order; `width` is the number of columns in the header, or 0.

    Surplus tabs belong to the comment. Lines that follow a complete row belong to the comment too.
    """
    middle = row.cells[2 : row.order_at]
    answers = middle[-_ANSWERS:] if _has_answers(middle, width) else []
    middle = middle[: len(middle) - len(answers)]
    has_response = len(middle) > 1 and width != _WITHOUT_RESPONSE
    response = middle.pop() if has_response else ""
    comment = "\t".join(middle)
    if "\n" in (strayed := row.cells[row.order_at].lstrip() + "\t" + row.tail):
        comment += strayed[strayed.index("\n") :]
    on_time, described, service = map(_answer, answers) if answers else (None, None, None)
    return Said(_text(comment, row), _text(response, row), on_time, described, service)


def _text(cell: str, row: Columns) -> str:
    r"""Scrub a cell; a written-out \n is a line break. Quotes are the buyer's, unless the row is quoted."""
    text = cell.strip()
    if row.cells[0].endswith('"') and len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"')
    if "\\" in text:
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n")
    return scrub(text).strip()


def _has_answers(middle: list[str], width: int) -> bool:
    """Tell whether the last three cells answer yes or no: the header is wide enough, or they plainly do."""
    if len(middle) <= _ANSWERS:
        return False
    words = {cell.strip(' "').casefold() for cell in middle[-_ANSWERS:]}
    return words <= _YES | _NO | {"-", ""} and (width >= _WITHOUT_RESPONSE or words != {""})


def _answer(cell: str) -> bool | None:
    word = cell.strip(' "').casefold()
    return True if word in _YES else False if word in _NO else None

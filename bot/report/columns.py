"""A record to its columns, in either of the two layouts, found by what they hold and not by their names."""

import re
from typing import NamedTuple

from bot.report.lines import LONGEST, Cells
from bot.report.said import Said

_order = re.compile(r"\s*\"?([0-9]{3}-[0-9]{7}-[0-9]{7})\"?\s*(?:\n|$)").match
_RATINGS = {str(stars): stars for stars in range(1, 6)}
_YES = {"yes", "ja", "oui", "sì", "si", "sí", "sim", "tak", "evet", "はい", "نعم", "是"}
_NO = {"no", "nein", "non", "não", "nao", "nie", "nee", "nej", "hayır", "hayir", "いいえ", "لا", "否"}
_WITHOUT_RESPONSE = 9  # columns in the oldest layout


_TOO_LONG = Said(f"is longer than {LONGEST:,} characters", f"超过{LONGEST:,}个字符")
_NO_START = Said("does not start with a date and a rating from 1 to 5", "开头不是日期和1至5星评分")
_NO_ORDER = Said("has no order ID (3, 7 and 7 digits)", "没有订单号（3、7、7位数字）")


class Columns(NamedTuple):
    """A row as the file has it: the date unread, the texts not scrubbed, the rater's e-mail left behind."""

    date: str
    rating: int
    order_id: str
    comment: str
    response: str
    email_domain: str
    arrived_on_time: bool | None = None
    as_described: bool | None = None
    service_well: bool | None = None


def columns(record: Cells | str, width: int) -> Columns | Said:
    """Return the columns of a record, or in a sentence why it has none; `width` is the header's, or 0.

    Surplus tabs belong to the comment, and so do lines that follow a complete row.
    """
    if isinstance(record, list):
        day, stars, comment, response, order_id, address = record
        return Columns(day, _RATINGS[stars], order_id, comment, response, address.partition("@")[2])
    if len(record) > LONGEST:
        return _TOO_LONG
    cells = record.split("\t")
    rating = _RATINGS.get(cells[1].strip(' "\n')) if len(cells) > 1 else None
    if not rating:
        return _NO_START
    # The last cell that holds an order: a comment may quote one, what follows the order never does.
    for at in range(len(cells) - 1, 1, -1):
        if found := _order(cells[at]):
            return _around(cells, at, width)._replace(rating=rating, order_id=found[1])
    return _NO_ORDER


def _around(cells: list[str], order_at: int, width: int) -> Columns:
    """Return the texts before the order and the domain behind it."""
    middle = cells[2:order_at]
    answers = middle[-3:] if _has_answers(middle, width) else []
    middle = middle[: len(middle) - len(answers)]
    response = middle.pop() if len(middle) > 1 and width != _WITHOUT_RESPONSE else ""
    # Whatever stands on further lines strayed there from the comment.
    tail, _, strayed = "\t".join(cells[order_at:]).lstrip().partition("\n")
    comment = "\t".join(middle) + "\n" + strayed
    if cells[0].endswith('"'):
        comment, response = _unquoted(comment), _unquoted(response)
    domain = tail.partition("@")[2].partition("\t")[0].strip(' "')
    return Columns(cells[0], 0, "", comment, response, domain, *map(_answer, answers))


def _has_answers(middle: list[str], width: int) -> bool:
    """Tell whether the last three cells answer yes or no: the header is wide enough, or they plainly do."""
    words = {cell.strip(' "').casefold() for cell in middle[-3:]}
    said = len(middle) > 3 and words <= _YES | _NO | {"-", ""}  # noqa: PLR2004 - the three answers
    return said and (width >= _WITHOUT_RESPONSE or words != {""})


def _answer(cell: str) -> bool | None:
    word = cell.strip(' "').casefold()
    return True if word in _YES else False if word in _NO else None


def _unquoted(cell: str) -> str:
    """Undo what a spreadsheet does to cells when it saves them as text."""
    text = cell.strip()
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1].replace('""', '"') if quoted else text

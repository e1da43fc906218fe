"""What a feedback report is read into, and how it is refused."""

from datetime import date
from typing import NamedTuple

from bot.errors import PlainError
from bot.report.said import Said


class ReportError(PlainError):
    """A file refused whole. Its text is one sentence for people; it never holds anything a buyer wrote."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


class Rejection(NamedTuple):
    """One row left out: the line of the file it begins on, counted from 1, and why, for people."""

    line: int
    reason: Said


class FeedbackRow(NamedTuple):
    """One buyer's feedback on one order; the buyer's address is not part of it.

    `rated_on` is the marketplace's own date. `comment` and `response` are scrubbed and may hold line breaks.
    The three answers are None where the report does not have them or the buyer gave none. `line` is where the
    row begins in the file, counted from 1.
    """

    order_id: str
    rating: int
    rated_on: date
    comment: str
    response: str
    arrived_on_time: bool | None
    as_described: bool | None
    service_well: bool | None
    line: int

"""A feedback report: bytes in; rows and rejections out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.marketplaces import MARKETPLACES, Marketplace
from bot.report.charset import charset_of
from bot.report.columns import columns
from bot.report.dates import Dates
from bot.report.lines import Cells, blocks, header_of, records
from bot.report.opening import Data, pieces, refuse_other_files, refuse_other_text
from bot.report.row import FeedbackRow, Rejection, ReportError
from bot.report.said import Said
from bot.report.survey import Survey
from bot.scrub import scrub


@dataclass(frozen=True, slots=True)
class Report:
    """A feedback report that was read once, from its first line to its last.

    `full` tells that it holds 4 or 5 stars, not only Amazon's 1-3. `first` and `last` are the oldest and
    newest rating dates accepted. `likely_marketplaces` are the codes whose relay addresses the raters have,
    the most frequent first; empty when no address tells. `damaged_text` counts accepted rows with characters
    that the charset could not read.
    """

    marketplace: str
    accepted: int
    rejections: tuple[Rejection, ...]
    full: bool
    first: date | None
    last: date | None
    likely_marketplaces: tuple[str, ...]
    damaged_text: int
    superseded: frozenset[int]
    _source: "_Source" = field(repr=False)

    @property
    def count(self) -> int:
        """Rows in the file: accepted + rejected."""
        return self.accepted + len(self.rejections)

    def rows(self) -> Iterator[FeedbackRow]:
        """Yield the accepted rows in the file's order, reading the bytes anew each time; memory stays flat.

        An order that occurs twice is yielded twice; the lines of those whose order stands again further down
        are in `superseded`.
        """
        return self._source.rows()


@dataclass(frozen=True, slots=True)
class _Source:
    """The bytes and what is needed to read them the same way again."""

    data: Data
    charset: str
    header: str
    place: Marketplace
    today: date

    def records(self) -> Iterator[tuple[int, Cells | str]]:
        return records(blocks(pieces(self.data), self.charset), self.header)

    @property
    def width(self) -> int:
        """How many columns the header names; 0 without a header."""
        return self.header.count("\t") + 1 if self.header else 0

    def rows(self) -> Iterator[FeedbackRow]:
        dates, width = Dates(self.place.date_order, self.today), self.width
        for line, record in self.records():
            row = columns(record, width)
            if isinstance(row, str) or isinstance(rated_on := dates.read(row.date), str):
                continue
            _, rating, order_id, comment, response, _, on_time, described, service = row
            comment, response = _text(comment), _text(response)
            yield FeedbackRow(
                order_id, rating, rated_on, comment, response, on_time, described, service, line
            )


def _text(cell: str) -> str:
    r"""Return a text as it may be kept: a written-out \n is a line break, the rest is scrubbed."""
    if not cell:
        return ""
    if "\\" in cell:
        cell = cell.replace("\\r\\n", "\n").replace("\\n", "\n")
    return scrub(cell).strip()


def parse(data: Data, marketplace: str, today: date, content_type: str = "") -> Report:
    r"""Read a report of one marketplace (its code, such as US), and keep what is needed to read it again.

    Raises ReportError, and nothing else, for a file that is no feedback report of this marketplace. A single
    row that cannot be read is rejected with its line and reason. `today` bounds the dates; `content_type` is
    the header that came with a download. A mapped file must stay mapped for as long as the report is used.
    The raters' addresses stay in the bytes: no row, rejection or error holds them.
    """
    place = MARKETPLACES.get(marketplace)
    if place is None:
        known = ", ".join(MARKETPLACES)
        raise ReportError(
            Said(f"This marketplace is unknown. Known are {known}.", f"没有这个站点。可用：{known}。")
        )
    refuse_other_files(next(pieces(data), b""))
    charset = charset_of(lambda: pieces(data), content_type, place.charset)
    header = header_of(blocks(pieces(data), charset))
    refuse_other_text(header)
    source = _Source(data, charset, header, place, today)
    survey = Survey(Dates(place.date_order, today), source.width)
    for line, record in source.records():
        survey.add(line, record)
    survey.refuse_other_reports(header, place)
    return Report(
        place.code,
        survey.accepted,
        tuple(survey.rejections),
        survey.full,
        survey.first,
        survey.last,
        survey.likely_marketplaces(),
        survey.damaged,
        survey.orders.superseded(),
        source,
    )

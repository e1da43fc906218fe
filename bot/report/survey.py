"""One pass over a report: what it holds, and whether it is what it was taken for."""

from collections import Counter
from datetime import date

from bot.marketplaces import BY_EMAIL_DOMAIN, MARKETPLACES, Marketplace
from bot.report.columns import columns
from bot.report.dates import Dates
from bot.report.lines import Cells
from bot.report.repeats import Orders
from bot.report.row import Rejection, ReportError
from bot.report.said import Said

_FEW = 4  # rows below which the rows are wrong, not the file
_POSITIVE = 4
_WIDTHS = range(5, 13)  # columns that the header of a report without rows may have


_NO_FEEDBACK = Said(
    "This is not a feedback report: no line has a date, a rating from 1 to 5, a comment and an order ID,"
    " separated by tabs.",
    "这不是反馈报告：没有一行包含以制表符分隔的日期、1至5星评分、留言和订单号。",
)


def _misfit(place: Marketplace, order: Said, likely: str) -> Said:
    """Say that the dates are another marketplace's, and which one's the raters' addresses suggest."""
    advice, zh = "choose the marketplace that it comes from", "请选择报告所属的站点"
    if likely != place.code:
        named = f"{likely} ({MARKETPLACES[likely].domain})"
        advice, zh = f"the raters' addresses suggest {named}", f"从买家地址看应为 {named}"
    return Said(
        f"The dates in this file do not fit {place.code}, where a report writes {order}"
        f" (such as {place.date_example}): {advice}.",
        f"文件中的日期不符合 {place.code} 的格式{order.zh}（例如 {place.date_example}）：{zh}。",
    )


class Survey:
    """Counts the rows handed to it, one record at a time, and keeps nothing of them but the rejections."""

    def __init__(self, dates: Dates, width: int) -> None:
        self.accepted = self.damaged = 0
        self.rejections: list[Rejection] = []
        self.full = False
        self.orders = Orders()
        self._dates = dates
        self._width = width
        self._misdated = self._shapeless = 0
        self._days: set[date] = set()
        self._domains = Counter[str]()

    def add(self, line: int, record: Cells | str) -> None:
        """Count a record that begins on this line."""
        row = columns(record, self._width)
        if isinstance(row, Said):
            self._shapeless += 1
            self.rejections.append(Rejection(line, row))
            return
        if code := BY_EMAIL_DOMAIN.get(row.email_domain.lower()):
            self._domains[code] += 1
        rated_on = self._dates.read(row.date)
        if isinstance(rated_on, Said):
            self._misdated += 1
            self.rejections.append(Rejection(line, rated_on))
            return
        self.accepted += 1
        self.orders.add(line, row.order_id)
        self.damaged += "\ufffd" in record
        self.full = self.full or row.rating >= _POSITIVE
        self._days.add(rated_on)

    @property
    def first(self) -> date | None:
        """The oldest date accepted."""
        return min(self._days, default=None)

    @property
    def last(self) -> date | None:
        """The newest date accepted."""
        return max(self._days, default=None)

    def likely_marketplaces(self) -> tuple[str, ...]:
        """Return the marketplaces whose relay addresses the raters have, the most frequent first."""
        return tuple(code for code, _ in self._domains.most_common())

    def refuse_other_reports(self, header: str, place: Marketplace) -> None:
        """Raise ReportError if nothing is a row of feedback, or most dates are another marketplace's."""
        rows = self.accepted + len(self.rejections)
        unlike = bool(header) and header.count("\t") + 1 not in _WIDTHS
        if not self.accepted and not self._misdated and (unlike or self._shapeless >= _FEW):
            raise ReportError(_NO_FEEDBACK)
        likely = next(iter(self.likely_marketplaces()), place.code)
        if rows >= _FEW and (self._misdated * 2 > rows or self._fits_better(MARKETPLACES[likely], place)):
            raise ReportError(_misfit(place, self._dates.order, likely))

    def _fits_better(self, other: Marketplace, place: Marketplace) -> bool:
        """Tell whether some dates are wrong here, and all are right where the raters' addresses point.

        Without this a file with few days above the 12th would slip in with day and month exchanged.
        """
        differs = other.date_order != place.date_order
        return bool(self._misdated) and differs and self._dates.would_all_fit(other.date_order)

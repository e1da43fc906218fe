"""Dates as one marketplace writes them."""

import re
from datetime import date, timedelta

from bot.report.said import Said

_parts = re.compile(r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})").fullmatch
_WORDS = {"M": Said("month", "月"), "D": Said("day", "日"), "Y": Said("year", "年")}
_NO_DATE = Said("does not start with a date", "开头不是日期")
_CENTURY = 69  # two digits from here on are of the last century, as in POSIX
_OLDEST = date(1995, 1, 1)
_REMEMBERED = 20_000  # more dates than a marketplace has had days


class Dates:
    """Reads dates in one order; today's date is handed in, and one day of grace covers the time zones."""

    def __init__(self, order: str, today: date) -> None:
        self._places = [order.split("/").index(part) for part in "YMD"]
        parts = [_WORDS[part] for part in order.split("/")]
        self.order = Said("/".join(parts), "/".join(part.zh for part in parts))
        self._today = today
        self._latest = today + timedelta(days=1)
        self._known: dict[str, date | Said] = {}

    def read(self, cell: str) -> date | Said:
        """Return the date, or in a sentence why it is none: it does not fit the order, or is not of our time.

        A year has two digits or four. Any of / . - may stand between the parts.
        """
        known = self._known.get(cell)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[cell] = self._judged(cell.strip('\ufeff" '))
        return known

    def would_all_fit(self, order: str) -> bool:
        """Tell whether every date asked for so far could be read in another order."""
        other = Dates(order, self._today)
        return not any(isinstance(other.read(cell), Said) for cell in self._known)

    def _judged(self, text: str) -> date | Said:
        parts = _parts(text)
        if not parts:
            return _NO_DATE
        try:
            found = self._date([parts[place + 1] for place in self._places])
        except ValueError:
            return Said(
                f"its date {text} is not written {self.order}", f"日期 {text} 不是{self.order.zh}格式"
            )
        if found > self._latest:
            return self._of_another_time(text, "lies in the future", "在将来")
        return found if found >= _OLDEST else self._of_another_time(text, "lies before 1995", "早于1995年")

    def _of_another_time(self, text: str, en: str, zh: str) -> Said:
        return Said(
            f"its date {text}, read as {self.order}, {en}", f"日期 {text} 按{self.order.zh}读取，{zh}"
        )

    @staticmethod
    def _date(digits: list[str]) -> date:
        year, month, day = map(int, digits)
        if len(digits[0]) not in (2, 4) or max(map(len, digits[1:])) > 2:  # noqa: PLR2004 - digits of a date
            raise ValueError
        if len(digits[0]) == 2:  # noqa: PLR2004
            year += 1900 if year >= _CENTURY else 2000
        return date(year, month, day)

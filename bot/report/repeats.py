"""Orders that stand in a report twice: the later row counts, as the buyer's latest word.

A year of a large seller is a million rows, so they are remembered as numbers, twelve bytes a row.
"""

from array import array

import numpy as np


class Orders:
    """Remembers on which line each order stood."""

    def __init__(self) -> None:
        self._orders, self._lines = array("q"), array("i")

    def add(self, line: int, order_id: str) -> None:
        """Note the order of a row that begins on this line."""
        self._orders.append(int(order_id.replace("-", "")))
        self._lines.append(line)

    def superseded(self) -> frozenset[int]:
        """Return the lines of the rows whose order stands again further down."""
        orders, lines = np.frombuffer(self._orders, np.int64), np.frombuffer(self._lines, np.int32)
        by_order = np.argsort(orders, kind="stable")
        ordered = orders[by_order]
        return frozenset(lines[by_order[:-1][ordered[1:] == ordered[:-1]]].tolist())

"""A made-up shop's buyers at the stand-in Amazon.ca: a history, and ratings that come by themselves."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from threading import Event, Thread
from typing import Any, NamedTuple

from bot.bazaar import Bazaar

PLACE = "CA"
EVERY = 20.0
"""Real seconds from one rating to the next."""
COLLECT_EVERY = "10s"
HISTORY, SETTLED = 60, 3
"""The days, in the past, from which ratings are there at the beginning: long enough for a share."""
USUAL = (5, 5, 4, 5, 5, 5, 4, 5, 3)


class Visit(NamedTuple):
    """One buyer: stars, words, what was bought, how many days ago it was due and there (None: not yet)."""

    stars: int
    comment: str
    sku: str
    title: str
    fulfilment: str = "FBM"
    promised_ago: int = 4
    delivered_ago: int | None = 5


VISITS = (
    Visit(1, "Promised for last week, still nothing here. Not a word.", "KETTLE-2", "Kettle", "FBM", 3, None),
    Visit(5, "Came two days early and well wrapped.", "LAMP-7", "Desk lamp"),
    Visit(2, "J'avais commandé le bleu et j'ai reçu le vert.", "BAG-11", "Backpack", "FBA"),
    Visit(4, "Good for the price.", "KETTLE-2", "Kettle"),
    Visit(1, "The lid was cracked and the box had no padding at all.", "KETTLE-2", "Kettle"),
    Visit(3, "Correct, mais la livraison a été longue.", "LAMP-7", "Desk lamp", "FBM", 6, 2),
    Visit(5, "", "BAG-11", "Backpack", "FBA"),
    Visit(1, "I asked twice for an invoice and nobody replied.", "LAMP-7", "Desk lamp"),
    Visit(5, "Exactly as in the pictures.", "BAG-11", "Backpack", "FBA"),
    Visit(2, "Smaller than the page says.", "BAG-11", "Backpack", "FBA"),
)


class Market:
    """The buyers at a running stand-in Amazon; `start` lets them come until `stop`."""

    def __init__(self, amazon: Bazaar) -> None:
        self._amazon = amazon
        self._stopping = Event()
        self._visits = cycle(VISITS)
        self._thread = Thread(target=self._come, name="market", daemon=True)
        for age in range(SETTLED, HISTORY):
            for turn in range(2):
                stars = USUAL[(2 * age + turn) % len(USUAL)]
                self._amazon.rate(PLACE, stars, day=self._today - timedelta(days=age))
        for age in range(10, 40, 3):
            self._amazon.sell(PLACE, self._today - timedelta(days=age), sku="LAMP-7", title="Desk lamp")

    @property
    def settings(self) -> Mapping[str, str]:
        """The settings with which a bot collects from here."""
        return self._amazon.settings(PLACE, COLLECT_EVERY)

    def start(self) -> None:
        """Let buyers come by themselves."""
        self._thread.start()

    def stop(self) -> None:
        """Let no more buyers come."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def visit(self, _: str = "") -> None:
        """Let the next buyer order and rate."""
        found, today = next(self._visits), self._today
        last = today - timedelta(days=found.promised_ago)
        there = None if found.delivered_ago is None else today - timedelta(days=found.delivered_ago)
        order: dict[str, Any] = {
            "sku": found.sku,
            "title": found.title,
            "fulfilment": found.fulfilment,
            "first": last - timedelta(days=3),
            "last": last,
            "delivered": there,
        }
        order_id = self._amazon.sell(PLACE, last - timedelta(days=8), **order)
        self._amazon.rate(PLACE, found.stars, found.comment, order_id=order_id)

    def _come(self) -> None:
        while not self._stopping.wait(EVERY):
            self.visit()

    @property
    def _today(self) -> date:
        return datetime.fromtimestamp(self._amazon.desk.clock(), UTC).date()

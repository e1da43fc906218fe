"""What is collected from Amazon: one thing of one marketplace, and what a step of it writes down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.amazon import Seller, SellingPartner
from bot.feedback import Collection
from bot.intake import Place
from bot.services import Services
from bot.store import collections

Fields = dict[str, object]
"""Columns of Collection."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to collect from one marketplace of one seller."""

    seller: Seller
    way: SellingPartner
    marketplace: str
    what: str

    @property
    def key(self) -> collections.Key:
        """Its row's key."""
        return self.seller.account, self.marketplace, self.what

    @property
    def place(self) -> Place:
        """Whose ratings it brings."""
        return Place(self.seller.account, self.marketplace)

    def __str__(self) -> str:
        return f"{self.what} of {self.marketplace} ({self.seller.account})"


Step = Callable[[Services, Source, Collection], Fields]
"""Does what comes next for a source whose lease is held; returns what is to be noted of it."""


def rest(until: datetime) -> Fields:
    """Note that all went well and nothing is under way, and when there is something to do again."""
    return {"report_id": "", "asked_at": None, "failures": 0, "error": "", "not_before": until}

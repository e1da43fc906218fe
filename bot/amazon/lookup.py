"""One order looked up for somebody who waits: whose it is, its facts, and whether it may be asked about."""

from collections.abc import Iterable
from dataclasses import dataclass

from requests import codes

from bot.amazon.error import AmazonError
from bot.amazon.orders import read_order
from bot.amazon.sellers import Seller, partner
from bot.amazon.solicitations import offered
from bot.config import Settings
from bot.feedback import OrderFacts

STRANGE = (codes.bad_request, codes.forbidden, codes.not_found)
"""How Amazon answers about an order that is not this seller's."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What Amazon said of an order; `trouble` is why it could not be asked, a sentence for people."""

    account: str = ""
    marketplace: str = ""
    facts: OrderFacts | None = None
    offered: bool | None = None
    trouble: str = ""


def look_up(settings: Settings, found: Iterable[Seller], order_id: str) -> Looked:
    """Ask each seller in turn until one knows the order; never raises AmazonError."""
    last = Looked()
    for seller in found:
        way = partner(settings, seller, _briefly)
        try:
            code, facts = read_order(way, order_id)
            may = offered(way, order_id, code) if code else None
        except AmazonError as error:
            last = Looked(trouble="" if error.status in STRANGE else str(error))
        else:
            return Looked(seller.account, code, facts, may)
    return last


def _briefly(seconds: float) -> None:
    """Do not wait: whoever asked does."""
    if seconds > 0:
        raise AmazonError("Amazon is busy; ask again in a minute.", wait=seconds)

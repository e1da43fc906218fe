"""The Solicitations API (v1): Amazon's own request for feedback on an order, without a word of ours in it."""

from bot.amazon.error import AmazonError
from bot.amazon.partner import SellingPartner
from bot.amazon.regions import MARKETPLACE_IDS

SOLICITATIONS = "/solicitations/v1/orders"
ACTION = "productReviewAndSellerFeedback"


def offered(way: SellingPartner, order_id: str, code: str) -> bool:
    """Say whether Amazon would pass a request on for this order now.

    It would not before the time and after it, for what did not ship, and where somebody has asked already.
    """
    place = {"marketplaceIds": MARKETPLACE_IDS[code]}
    answer = way.call(
        "Looking whether feedback may be asked for", "GET", f"{SOLICITATIONS}/{order_id}", params=place
    )
    try:
        actions = answer["_links"]["actions"]
        return any(each["name"] == ACTION for each in actions)
    except (KeyError, TypeError):
        raise AmazonError("Amazon's answer about requests is not what its documentation says.") from None


def solicit(way: SellingPartner, order_id: str, code: str) -> None:
    """Let Amazon ask the buyer of an order; a call whose answer was lost is not repeated."""
    way.call(
        "Asking for feedback",
        "POST",
        f"{SOLICITATIONS}/{order_id}/solicitations/{ACTION}",
        params={"marketplaceIds": MARKETPLACE_IDS[code]},
        repeatable=False,
    )

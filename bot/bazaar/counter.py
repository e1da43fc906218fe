"""The HTTP side of orders: reading one, listing them by pages, and Amazon's own requests for feedback."""

from datetime import UTC, date, datetime

from aiohttp import web

from bot.bazaar.desk import IDS, Desk
from bot.bazaar.orders import Order

ACTION = "productReviewAndSellerFeedback"
PAGE = 100


class Counter:
    """Answers for the orders that were sold."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def read(self, request: web.Request) -> web.Response:
        """Answer getOrder."""
        order = self._order(request)
        if order is None:
            return refusal(404, "NotFound")
        return web.json_response({"order": order.told(_ids()[order.marketplace], self._today)})

    async def search(self, request: web.Request) -> web.Response:
        """Answer searchOrders, the oldest first."""
        place = IDS[request.query["marketplaceIds"]]
        since = datetime.fromisoformat(request.query["lastUpdatedAfter"]).date()
        found = sorted(
            (each for each in self._desk.sales.values() if each.marketplace == place and self._shipped(each)),
            key=lambda each: (each.updated(self._today), each.id),
        )
        found = [each for each in found if each.updated(self._today) >= since]
        token = request.query.get("paginationToken", "page-0")
        if not token.startswith("page-"):
            return refusal(400, "InvalidInput")
        at = int(token.removeprefix("page-"))
        told = [each.told(request.query["marketplaceIds"], self._today) for each in found[at : at + PAGE]]
        following = {"nextToken": f"page-{at + PAGE}"} if at + PAGE < len(found) else {}
        return web.json_response({"orders": told, "pagination": following})

    async def offered(self, request: web.Request) -> web.Response:
        """Answer getSolicitationActionsForOrder."""
        order = self._order(request)
        if order is None:
            return refusal(404, "NotFound")
        actions = [{"href": "/", "name": ACTION}] if order.offers_request(self._today) else []
        return web.json_response({"_links": {"actions": actions, "self": {"href": "/"}}})

    async def solicit(self, request: web.Request) -> web.Response:
        """Answer createProductReviewAndSellerFeedbackSolicitation."""
        order = self._order(request)
        if order is None or not order.offers_request(self._today):
            return refusal(403, "Unauthorized")
        order.requested += 1
        return web.json_response({}, status=201)

    def _order(self, request: web.Request) -> Order | None:
        return self._desk.sales.get(request.match_info["id"])

    def _shipped(self, order: Order) -> bool:
        return order.shipped is not None and order.shipped <= self._today

    @property
    def _today(self) -> date:
        return datetime.fromtimestamp(self._desk.clock(), UTC).date()


def refusal(status: int, code: str) -> web.Response:
    """Refuse as Amazon does, with words that nobody should repeat."""
    return web.json_response({"errors": [{"code": code, "message": "refused"}]}, status=status)


def _ids() -> dict[str, str]:
    return {code: number for number, code in IDS.items()}

"""A running stand-in Amazon, in a thread of its own."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.bazaar.desk import Call, Desk
from bot.bazaar.faults import Faults
from bot.bazaar.orders import Order
from bot.bazaar.server import REFRESH_TOKEN, Server
from bot.bazaar.shelf import Rating
from bot.loopback import Loopback


class Bazaar(Loopback):
    """See the package's docstring for its use. `clock` gives Unix seconds."""

    def __init__(self, port: int = 0, clock: Callable[[], float] = time.time) -> None:
        super().__init__(port)
        self.desk = Desk(clock)
        self._server = Server(self.desk)

    @property
    def url(self) -> str:
        """The address of the API, for SP_API_URL."""
        return self._server.url

    @property
    def faults(self) -> Faults:
        """The faults on order."""
        return self.desk.faults

    @property
    def calls(self) -> list[Call]:
        """Every call, in order."""
        return list(self.desk.calls)

    @property
    def leaks(self) -> list[str]:
        """The documents that were asked for with a token: there should be none."""
        return list(self.desk.leaks)

    @property
    def delay(self) -> float:
        """How many seconds of the clock a report takes."""
        return self.desk.delay

    @delay.setter
    def delay(self, seconds: float) -> None:
        self.desk.delay = seconds

    def settings(self, marketplaces: str = "US", every: str = "1h") -> dict[str, str]:
        """Say the settings with which a bot collects from here."""
        return {
            "sp_api_client_id": "stand-in",
            "sp_api_client_secret": "stand-in",
            "sp_api_refresh_token": REFRESH_TOKEN,
            "sp_api_url": self.url,
            "lwa_url": f"{self.url}/auth/o2/token",
            "sp_api_document_hosts": "127.0.0.1",
            "marketplaces": marketplaces,
            "collect_every": every,
        }

    def rate(
        self, marketplace: str, stars: int, comment: str = "", day: date | None = None, order_id: str = ""
    ) -> str:
        """Leave feedback, today if no day is given; returns the order's id."""
        order_id = order_id or self._new_order()
        self.desk.ratings.append(Rating(marketplace, order_id, stars, comment, day or self._today))
        return order_id

    def sell(self, marketplace: str, ordered: date | None = None, order_id: str = "", **how: Any) -> str:  # noqa: ANN401 - fields of Order
        """Let somebody buy something, 20 days ago if no day is given; returns the order's id.

        Unless said otherwise it was shipped the next day and delivered within the promise, a week after that.
        """
        order_id, day = order_id or self._new_order(), ordered or self._today - timedelta(days=20)
        usual = {
            "ship_by": day + timedelta(days=2),
            "first": day + timedelta(days=5),
            "last": day + timedelta(days=8),
            "shipped": day + timedelta(days=1),
            "delivered": day + timedelta(days=7),
        }
        self.desk.sales[order_id] = Order(marketplace, order_id, day, **{**usual, **how})
        return order_id

    @property
    def requested(self) -> dict[str, int]:
        """How often Amazon has asked for feedback, by the order that it asked about."""
        return {each.id: each.requested for each in self.desk.sales.values() if each.requested}

    def keep_rating(self, marketplace: str, said: Sequence[tuple[int, str]], every: float) -> None:
        """Let buyers leave (stars, comment) by themselves, one every so many real seconds, until it stops."""
        if self.loop is None:
            raise RuntimeError("the stand-in is not started")
        asyncio.run_coroutine_threadsafe(self._leave(marketplace, tuple(said), every), self.loop)

    async def _leave(self, marketplace: str, said: Sequence[tuple[int, str]], every: float) -> None:
        for stars, comment in said:
            self.rate(marketplace, stars, comment)
            await asyncio.sleep(every)

    def strike(self, order_id: str) -> None:
        """Take a rating away, as Amazon does where it removes or strikes one."""
        self.desk.ratings[:] = [each for each in self.desk.ratings if each.order_id != order_id]

    def ends(self, status: str, times: int = 1) -> None:
        """Let the next reports that are asked for end so: DONE, CANCELLED or FATAL."""
        self.desk.ends += [status] * times

    def called(self, operation: str) -> int:
        """Count the calls of an operation."""
        return sum(call.operation == operation for call in self.calls)

    def _new_order(self) -> str:
        self.desk.orders += 1
        return f"115-{self.desk.orders // 10**7:07}-{self.desk.orders % 10**7:07}"

    @property
    def _today(self) -> date:
        return datetime.fromtimestamp(self.desk.clock(), UTC).date()

    def application(self) -> web.Application:
        """Serve Amazon's sign-in, reports and documents."""
        app = web.Application()
        app.add_routes(self._server.routes())
        return app

    def listens(self, url: str) -> None:
        """Hand out documents at this address."""
        self._server.url = url

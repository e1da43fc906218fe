"""The HTTP side: Amazon's sign-in, its APIs, and the storage that hands out documents."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.bazaar.counter import Counter, refusal
from bot.bazaar.desk import EXPIRES, IDS, Call, Desk, Made
from bot.bazaar.faults import Fault

REFRESH_TOKEN = "Atzr|stand-in"  # noqa: S105 - a stand-in's token opens nothing
ACCESS_TOKEN = "Atza|stand-in"  # noqa: S105 - the same
LIVES = 3600
SOLICIT = "createProductReviewAndSellerFeedbackSolicitation"
OPEN = ("token", "document")
"""Operations that take no access token: the way to one, and the storage."""

Answer = tuple[int, Any]
Operation = Callable[[web.Request], Awaitable[web.Response]]


class Server:
    """Answers what a real Amazon would, fails as it was ordered to, and writes every call down."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counter = Counter(desk)
        self.url = ""

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses."""
        reports, orders = "/reports/2021-06-30", "/orders/2026-01-01/orders"
        requests, counter = "/solicitations/v1/orders/{id}", self._counter
        ask = f"{requests}/solicitations/productReviewAndSellerFeedback"
        return [
            web.post("/auth/o2/token", self._operation("token", self._sign_in)),
            web.post(f"{reports}/reports", self._operation("createReport", self._create)),
            web.get(f"{reports}/reports", self._operation("getReports", self._list)),
            web.get(f"{reports}/reports/{{id}}", self._operation("getReport", self._look)),
            web.get(f"{reports}/documents/{{id}}", self._operation("getReportDocument", self._address)),
            web.get("/storage/{id}", self._operation("document", self._document)),
            web.get(orders, self._operation("searchOrders", counter.search)),
            web.get(f"{orders}/{{id}}", self._operation("getOrder", counter.read)),
            web.get(requests, self._operation("getSolicitationActionsForOrder", counter.offered)),
            web.post(ask, self._operation(SOLICIT, counter.solicit)),
        ]

    def _operation(self, name: str, act: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            fault = self._desk.faults.strike(name)
            denied = name not in OPEN and not _signed(request)
            act_now = _denied if denied else act
            response = None if fault and not fault.accepted else await act_now(request)
            found = await _finish(request, fault, response)
            self._desk.calls.append(Call(name, self._desk.clock(), found.status))
            return found

        return answer

    async def _sign_in(self, request: web.Request) -> web.Response:
        form = await request.post()
        if not hmac.compare_digest(str(form.get("refresh_token", "")), REFRESH_TOKEN):
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"access_token": ACCESS_TOKEN, "token_type": "bearer", "expires_in": LIVES})

    async def _create(self, request: web.Request) -> web.Response:
        try:
            made = self._desk.ask(await request.json())
        except (KeyError, ValueError, TypeError):
            return refusal(400, "InvalidInput")
        return web.json_response({"reportId": made.id}, status=202)

    async def _list(self, request: web.Request) -> web.Response:
        kind, place = request.query["reportTypes"], request.query["marketplaceIds"]
        told = [
            self._desk.told(each)
            for each in self._desk.reports
            if each.kind == kind and each.marketplace_id == place
        ]
        since = request.query.get("createdSince", "").rstrip("Z")
        return web.json_response({"reports": [each for each in told if each["createdTime"] >= since]})

    async def _look(self, request: web.Request) -> web.Response:
        made = self._made(request)
        if made is None:
            return refusal(404, "NotFound")
        return web.json_response(self._desk.told(made))

    async def _address(self, request: web.Request) -> web.Response:
        made = self._made(request)
        if made is None:
            return refusal(404, "NotFound")
        url = f"{self.url}/storage/{made.document}?at={self._desk.clock()}&X-Amz-Signature=stand-in"
        answer = {"reportDocumentId": made.document, "url": url, "compressionAlgorithm": "GZIP"}
        return web.json_response(answer)

    async def _document(self, request: web.Request) -> web.Response:
        made = self._made(request)
        if {"x-amz-access-token", "authorization", "cookie"} & {name.lower() for name in request.headers}:
            self._desk.leaks.append(request.path)
        expired = self._desk.clock() - float(request.query.get("at", "0")) > EXPIRES
        if made is None or expired:
            return web.Response(status=403, text="<Error><Code>AccessDenied</Code></Error>")
        body, content_type = self._desk.content(made)
        return web.Response(body=body, headers={"Content-Type": content_type})

    def _made(self, request: web.Request) -> Made | None:
        number = request.match_info["id"].removeprefix("amzn1.doc.")
        return next((each for each in self._desk.reports if each.id == number), None)


def _signed(request: web.Request) -> bool:
    return hmac.compare_digest(request.headers.get("x-amz-access-token", ""), ACCESS_TOKEN)


async def _denied(_request: web.Request) -> web.Response:
    return refusal(403, "Unauthorized")


async def _finish(
    request: web.Request, fault: Fault | None, response: web.Response | None
) -> web.StreamResponse:
    """Answer, or fail as the fault has it; what was accepted stays accepted."""
    if fault is None or fault.kind == "slow":
        await asyncio.sleep(fault.seconds if fault else 0)
        return response or web.Response(status=500)
    if fault.kind == "truncated" and response is not None:
        return await _half(request, bytes(response.body))  # type: ignore[arg-type]
    if fault.kind == "drop":
        _cut(request)
    headers = {} if fault.rate is None else {"x-amzn-RateLimit-Limit": str(fault.rate)}
    return web.Response(status=fault.status or 500, text="<html>unwell</html>", headers=headers)


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse()
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    _cut(request)
    return response


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()


__all__ = ["IDS", "REFRESH_TOKEN", "Server"]

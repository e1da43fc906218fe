"""Who may speak to the workspace: this machine, by its own names, and no other site through a browser."""

from collections.abc import Awaitable, Callable

from aiohttp import web

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
NAMES = ("127.0.0.1", "localhost", "[::1]")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a request under a foreign name or from a foreign site.

    The Host check stops rebinding of names; the Origin checks stop other sites' scripts, forms and sockets.
    A program without a browser sends neither header and is let through.
    """
    upgrade = "Upgrade" in request.headers
    local = request.transport.get_extra_info("sockname") if request.transport else None
    own = {f"{name}:{local[1]}" for name in NAMES} if local else set()
    # The SDK's own websocket client leaves the port out of its Host header.
    if request.host not in own | (set(NAMES) if upgrade else set()):
        return web.Response(status=421, text="This workspace answers only to 127.0.0.1 and localhost.\n")
    reading = request.method in {"GET", "HEAD"} and not upgrade
    if not reading and _foreign(request):
        return web.Response(status=403, text="Another site may not act here.\n")
    return await handler(request)


async def protect(_request: web.Request, response: web.StreamResponse) -> None:
    """Give every answer the headers that keep it to itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _foreign(request: web.Request) -> bool:
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is not None and origin != f"http://{request.host}":
        return True
    return site not in {None, "same-origin", "none"}

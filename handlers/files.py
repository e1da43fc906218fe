"""A feedback or orders report that somebody sends to the bot is taken in, and answered there."""

import re
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.intake import Place, take_orders
from bot.marketplaces import MARKETPLACES
from bot.messages import imports, notices
from bot.messages.message import Message
from bot.report import Report, ReportError, parse
from bot.report.orders import is_orders_report, parse_orders
from bot.slackio import TransportError, UntrustedAddressError, download
from bot.store import events
from bot.store.database import writing
from handlers.shell import Asked, Refusal

LARGEST = 20_000_000
"""Bytes; a year of a large seller is some 5 MB."""
CODE = re.compile(r"\b([A-Za-z]{2})\b")


def take_in(asked: Asked) -> Message:
    """Take in the report that came with a message; say what was found, and that the file should go.

    The marketplace is the one named in the message, else the one whose relay addresses the buyers have.
    """
    [file, *more] = asked.body["event"]["files"]
    if more:
        raise Refusal(imports.one_file_at_a_time(asked.language))
    data = _fetch(asked, file)
    if is_orders_report(data):
        return _take_orders(asked, data)
    report, place = _read(asked, data)
    run = asked.services.intake().take(report, place)
    with writing(asked.services.engine) as session:
        events.record(session, asked.person.id, "report imported", asked.now, place.marketplace)
    asked.services.wake()
    return imports.received(run, report, asked.language)


def _take_orders(asked: Asked, data: bytes) -> Message:
    """Keep the facts of an orders report; orders whose sales channel it names are that marketplace's."""
    services, named = asked.services, _named(str(asked.body["event"].get("text", "")))
    try:
        report = parse_orders(data, named or "US")
    except ReportError as error:
        raise Refusal(notices.file_refused(error.said.said(asked.language), asked.language)) from None
    if not (named or report.names_places):
        raise Refusal(imports.which_marketplace(asked.language))
    run = take_orders(services.engine, report, "main", asked.now)
    with writing(services.engine) as session:
        events.record(session, asked.person.id, "orders imported", asked.now, f"{run.orders} orders")
    services.wake()
    return imports.orders_received(*run, asked.language)


def has_report(event: dict[str, Any]) -> bool:
    """Say whether an event is somebody sending a file to the bot."""
    return event.get("subtype") == "file_share" and bool(event.get("files")) and not event.get("bot_id")


def _fetch(asked: Asked, file: dict[str, Any]) -> bytes:
    client = asked.services.client
    try:
        known = client.files_info(file=file["id"])["file"]
        if known.get("size", 0) > LARGEST:
            raise Refusal(imports.too_large(LARGEST // 1_000_000, asked.language))
        return download(client, known["url_private_download"], LARGEST)
    except (SlackClientError, TransportError, UntrustedAddressError, OSError) as error:
        raise Refusal(imports.not_fetched(_name(error), asked.language)) from None


def _name(error: Exception) -> str:
    """Name what went wrong in a word that is the same in every language."""
    return str(error.response["error"]) if isinstance(error, SlackApiError) else type(error).__name__


def _read(asked: Asked, data: bytes) -> tuple[Report, Place]:
    today, named = asked.now.date(), _named(str(asked.body["event"].get("text", "")))
    try:
        if not named:
            likely = parse_any(data, asked).likely_marketplaces
            if not likely:
                raise Refusal(imports.which_marketplace(asked.language))
            named = likely[0]
        return parse(data, named, today), Place("main", named)
    except ReportError as error:
        raise Refusal(notices.file_refused(error.said.said(asked.language), asked.language)) from None


def parse_any(data: bytes, asked: Asked) -> Report:
    """Read a report whose marketplace is not known yet, to see whose addresses its buyers have."""
    reasons = []
    for code in ("US", "UK", "DE", "JP", "SE"):
        try:
            return parse(data, code, asked.now.date())
        except ReportError as error:
            reasons.append(error)
    raise reasons[0]


def _named(text: str) -> str:
    codes = ({"GB": "UK"}.get(code.upper(), code.upper()) for code in CODE.findall(text))
    return next((code for code in codes if code in MARKETPLACES), "")

"""Whose feedback is collected: the accounts and marketplaces in the settings, and their way in."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

from pydantic import SecretStr

from bot.amazon.access import Access
from bot.amazon.documents import Storage
from bot.amazon.partner import SellingPartner
from bot.amazon.regions import MARKETPLACE_IDS, REGIONS, endpoint
from bot.amazon.wire import Sleep, Wire, session
from bot.config import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Seller:
    """One account in one region, and the codes of its marketplaces there."""

    account: str
    region: str
    marketplaces: tuple[str, ...]
    refresh_token: SecretStr


def sellers(settings: Settings) -> tuple[Seller, ...]:
    """List the accounts that have a refresh token; raises SettingsError for marketplaces that don't fit."""
    return tuple(
        _seller(settings, account) for account in settings.accounts if settings.refresh_token_of(account)
    )


def partner(
    settings: Settings,
    seller: Seller,
    pause: Sleep = sleep,
    clock: Callable[[], float] = monotonic,
) -> SellingPartner:
    """Make the way in for a seller; nothing is sent yet. `clock` counts seconds and never goes back."""
    http = session()
    wire = Wire(http, pause)
    access = Access(
        wire,
        settings.lwa_url,
        settings.sp_api_client_id,
        settings.sp_api_client_secret,
        seller.refresh_token,
        clock,
    )
    url = settings.sp_api_url or endpoint(seller.region, sandbox=settings.sp_api_sandbox)
    # Documents have a session of their own, so that no header or cookie of the API can reach the storage.
    storage = Storage(session(), settings.sp_api_document_hosts, clock=clock)
    return SellingPartner(url.rstrip("/"), access, wire, storage)


def _seller(settings: Settings, account: str) -> Seller:
    token = settings.refresh_token_of(account)
    codes, region = settings.marketplaces_of(account), settings.region_of(account)
    if not codes:
        raise SettingsError(f"MARKETPLACES is not set, so nothing is collected for {account}: e.g. US,CA.")
    for code in codes:
        if code not in MARKETPLACE_IDS:
            raise SettingsError(f"MARKETPLACES: {code} is unknown. Known are {', '.join(MARKETPLACE_IDS)}.")
        if REGIONS[code] != region:
            raise SettingsError(
                f"MARKETPLACES: {code} is in the region {REGIONS[code]}, not {region}: correct SP_API_REGION,"
                " or make it an account of its own (see ACCOUNTS)."
            )
    return Seller(account, region, codes, token)

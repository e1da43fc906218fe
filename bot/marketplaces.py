"""Amazon's marketplaces as a seller meets them: names, addresses, and how their reports write a date."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from urllib.parse import quote
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One marketplace, the same for every seller.

    `date_order` is the order of month, day and year in its reports ("M/D/Y", "D/M/Y" or "Y/M/D"), and
    `date_confirmed` is False where nobody has published it and the country's own habit stands in.
    `charset` is Python's name of the charset its reports use when they are not UTF-8, `language` the one
    most of its buyers write (ISO 639-1).
    """

    code: str
    domain: str
    language: str
    date_order: str = "D/M/Y"
    date_example: str = "21/11/26"
    date_confirmed: bool = True
    charset: str = "cp1252"

    @property
    def seller_central(self) -> str:
        """The host of its Seller Central."""
        return f"sellercentral.{self.domain.lower()}"

    @property
    def email_domain(self) -> str:
        """The domain of the relay addresses that its buyers have."""
        return f"marketplace.{self.domain.lower()}"


_ALL = (
    Marketplace("US", "Amazon.com", "en", date_order="M/D/Y", date_example="11/21/26"),
    Marketplace("CA", "Amazon.ca", "en"),
    Marketplace("MX", "Amazon.com.mx", "es"),
    Marketplace("BR", "Amazon.com.br", "pt"),
    Marketplace("UK", "Amazon.co.uk", "en"),
    Marketplace("DE", "Amazon.de", "de", date_example="21.11.26"),
    Marketplace("FR", "Amazon.fr", "fr"),
    Marketplace("IT", "Amazon.it", "it"),
    Marketplace("ES", "Amazon.es", "es"),
    Marketplace("NL", "Amazon.nl", "nl"),
    Marketplace("BE", "Amazon.com.be", "fr"),
    Marketplace("PL", "Amazon.pl", "pl"),
    Marketplace("SE", "Amazon.se", "sv", date_order="Y/M/D", date_example="2026-11-21"),
    Marketplace("TR", "Amazon.com.tr", "tr"),
    Marketplace("AE", "Amazon.ae", "en"),
    Marketplace("SA", "Amazon.sa", "ar"),
    Marketplace("EG", "Amazon.eg", "ar"),
    Marketplace("IN", "Amazon.in", "en"),
    Marketplace("JP", "Amazon.co.jp", "ja", date_order="Y/M/D", date_example="26/11/21", charset="cp932"),
    Marketplace("AU", "Amazon.com.au", "en"),
    Marketplace("SG", "Amazon.sg", "en"),
    Marketplace("IE", "Amazon.ie", "en", date_confirmed=False),
    Marketplace(
        "ZA", "Amazon.co.za", "en", date_order="Y/M/D", date_example="26/11/21", date_confirmed=False
    ),
)

MARKETPLACES: Mapping[str, Marketplace] = MappingProxyType({place.code: place for place in _ALL})
"""Every marketplace by its code; the United Kingdom is UK."""

BY_EMAIL_DOMAIN: Mapping[str, str] = MappingProxyType({place.email_domain: place.code for place in _ALL})
"""The code of a marketplace by the domain of its buyers' relay addresses."""


def order_link(code: str, order_id: str) -> str:
    """Return the address of an order in its Seller Central; KeyError for an unknown code."""
    return f"https://{MARKETPLACES[code].seller_central}/orders-v3/order/{quote(order_id, safe='')}"


ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{7}")
"""What an order's number looks like."""

_PACIFIC = "America/Los_Angeles"
# Amazon ends a promised day at midnight in the marketplace's zone; that of all North America is Seattle's.
_ZONES = {
    **dict.fromkeys(("US", "CA", "MX"), _PACIFIC),
    "BR": "America/Sao_Paulo",
    "UK": "Europe/London",
    "IE": "Europe/Dublin",
    **dict.fromkeys(("DE", "FR", "IT", "ES", "NL", "BE", "PL", "SE"), "Europe/Berlin"),
    "TR": "Europe/Istanbul",
    "AE": "Asia/Dubai",
    "SA": "Asia/Riyadh",
    "EG": "Africa/Cairo",
    "IN": "Asia/Kolkata",
    "ZA": "Africa/Johannesburg",
    "JP": "Asia/Tokyo",
    "AU": "Australia/Sydney",
    "SG": "Asia/Singapore",
}


def local_day(code: str, moment: datetime) -> date:
    """Say which day an aware moment is in a marketplace; KeyError for an unknown code."""
    return moment.astimezone(ZoneInfo(_ZONES[code])).date()

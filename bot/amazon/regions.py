"""Amazon's regions: their addresses, and the marketplaces in each with Amazon's own ids."""

from collections.abc import Mapping
from types import MappingProxyType

_IDS = {
    "na": {"US": "ATVPDKIKX0DER", "CA": "A2EUQ1WTGCTBG2", "MX": "A1AM78C64UM0Y8", "BR": "A2Q3Y263D00KWC"},
    "eu": {
        "UK": "A1F83G8C2ARO7P",
        "DE": "A1PA6795UKMFR9",
        "FR": "A13V1IB3VIYZZH",
        "IT": "APJ6JRA9NG5V4",
        "ES": "A1RKKUPIHCS9HS",
        "NL": "A1805IZSGTT6HS",
        "BE": "AMEN7PMS3EDWL",
        "PL": "A1C3SOZRARQ6R3",
        "SE": "A2NODRKZP88ZB9",
        "IE": "A28R8C7NBKEWEA",
        "TR": "A33AVAJ2PDY3EV",
        "AE": "A2VIGQ35RCS4UG",
        "SA": "A17E79C6D8DWNP",
        "EG": "ARBP9OOSHTCHU",
        "IN": "A21TJRUUN4KGV",
        "ZA": "AE08WJ6YKNBMC",
    },
    "fe": {"JP": "A1VC38T7YXB528", "AU": "A39IBJ37TRP1C6", "SG": "A19VAU5U5O7RUS"},
}

MARKETPLACE_IDS: Mapping[str, str] = MappingProxyType({k: v for ids in _IDS.values() for k, v in ids.items()})
"""Amazon's id of a marketplace by its code."""
REGIONS: Mapping[str, str] = MappingProxyType({code: name for name, ids in _IDS.items() for code in ids})
"""The region of a marketplace by its code: na, eu or fe."""


def endpoint(region: str, *, sandbox: bool = False) -> str:
    """Say the address of the Selling Partner API in a region."""
    return f"https://{'sandbox.' if sandbox else ''}sellingpartnerapi-{region}.amazon.com"

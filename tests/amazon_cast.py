"""A seller's way into an Amazon that `responses` plays, with a clock and a sleep of ours."""

import gzip
from datetime import UTC, datetime

import requests
from pydantic import SecretStr

from bot.amazon.access import Access
from bot.amazon.documents import Storage
from bot.amazon.partner import SellingPartner
from bot.amazon.wire import Wire, session

API = "https://sellingpartnerapi-na.amazon.com"
LWA = "https://api.amazon.com/auth/o2/token"
REPORTS = f"{API}/reports/2021-06-30/reports"
DOCUMENT = f"{API}/reports/2021-06-30/documents/amzn1.doc.1"
HOST = "tortuga-prod-na.s3.amazonaws.com"
STORED = f"https://{HOST}/doc?X-Amz-Signature=canary-signature"
TOKEN = "Atza|canary-access-token"
REFRESH = "Atzr|canary-refresh-token"
SECRET = "canary-client-secret"
CANARIES = (TOKEN, REFRESH, SECRET, "canary-signature", "canary.bird+7@marketplace.amazon.com")
START = datetime(2026, 9, 24, tzinfo=UTC)
US_ID = "ATVPDKIKX0DER"
ZIPPED = gzip.compress(b"Date\tRating\n", mtime=0)


class Seconds:
    """A clock of seconds that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def public(_host: str) -> list[str]:
    return ["52.216.1.1"]


def way_in(clock: Seconds | None = None, http: requests.Session | None = None) -> SellingPartner:
    clock, http = clock or Seconds(), http or session()
    wire = Wire(http, clock.sleep)
    access = Access(wire, LWA, SecretStr("client"), SecretStr(SECRET), SecretStr(REFRESH), clock)
    return SellingPartner(API, access, wire, Storage(session(), [HOST], public, clock))


def signs_in(amazon, token: str = TOKEN, lives: int = 3600) -> None:
    amazon.post(LWA, json={"access_token": token, "expires_in": lives, "token_type": "bearer"})


def asked(status: str = "DONE", report_id: str = "R1", **other: object) -> dict[str, object]:
    return {
        "reportId": report_id,
        "reportType": "GET_SELLER_FEEDBACK_DATA",
        "processingStatus": status,
        "createdTime": "2026-11-23T08:30:00+00:00",
        "marketplaceIds": [US_ID],
        "dataStartTime": "2026-09-24T00:00:00Z",
        **({"reportDocumentId": "amzn1.doc.1"} if status == "DONE" else {}),
        **other,
    }

"""The Selling Partner API for one seller: any call, signed; reports asked for, listed, looked at, fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.amazon.access import Access
from bot.amazon.documents import Document, Storage
from bot.amazon.error import AmazonError
from bot.amazon.wire import DENIED, Wire

FEEDBACK = "GET_SELLER_FEEDBACK_DATA"
SALES = "GET_SALES_AND_TRAFFIC_REPORT"
HEALTH = "GET_V2_SELLER_PERFORMANCE_REPORT"

WAITING = ("IN_QUEUE", "IN_PROGRESS")
STATUSES = (*WAITING, "DONE", "CANCELLED", "FATAL")
REPORTS = "/reports/2021-06-30/reports"
DOCUMENTS = "/reports/2021-06-30/documents"


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that somebody asked Amazon for: where it stands, and what it is about.

    `status` is IN_QUEUE, IN_PROGRESS, DONE, CANCELLED or FATAL. CANCELLED means that somebody cancelled it
    or that there was nothing to report. `document` is empty until there is one; a FATAL report may have one
    that says why.
    """

    id: str
    type: str
    status: str
    created_at: datetime
    marketplaces: tuple[str, ...] = ()
    start: datetime | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class SellingPartner:
    """One seller in one region; every call raises AmazonError."""

    url: str
    access: Access
    wire: Wire
    storage: Storage

    def create_report(
        self, kind: str, marketplace_id: str, start: datetime, options: Mapping[str, str] | None = None
    ) -> str:
        """Ask for a report from `start` until now; returns its id.

        A call whose answer was lost is not repeated: look with `reports` for what came of it. No end is
        given, because reports with one have come back empty.
        """
        body: dict[str, Any] = {
            "reportType": kind,
            "marketplaceIds": [marketplace_id],
            "dataStartTime": written(start),
        }
        if options:
            body["reportOptions"] = dict(options)
        answer = self.call("Asking for a report", "POST", REPORTS, repeatable=False, json=body)
        return _text(answer, "reportId")

    def reports(self, kind: str, marketplace_id: str, since: datetime) -> list[Asked]:
        """List the reports of a kind asked for since then by anybody, newest first; 100 at most."""
        query = {
            "reportTypes": kind,
            "marketplaceIds": marketplace_id,
            "createdSince": written(since),
            "pageSize": "100",
        }
        answer = self.call("Listing reports", "GET", REPORTS, params=query)
        listed = answer.get("reports")
        if not isinstance(listed, list):
            raise _nonsense()
        found = [_asked(each) for each in listed]
        return sorted(found, key=lambda each: each.created_at, reverse=True)

    def report(self, report_id: str) -> Asked:
        """Look where a report stands."""
        return _asked(self.call("Looking at a report", "GET", f"{REPORTS}/{report_id}"))

    def document(self, document_id: str) -> Document:
        """Fetch a report's document; an address that has died meanwhile is asked for once more."""
        try:
            return self._fetch(document_id)
        except AmazonError as error:
            if error.permanent:
                raise
        return self._fetch(document_id)

    def _fetch(self, document_id: str) -> Document:
        answer = self.call("Asking where a report is", "GET", f"{DOCUMENTS}/{document_id}")
        return self.storage.fetch(_text(answer, "url"))

    def call(self, what: str, method: str, path: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - requests' own
        """Call the API; returns the answer's JSON object. `what` names the call for people."""
        try:
            return self._signed(what, method, path, given)
        except AmazonError as error:
            if error.status not in DENIED:
                raise
        # A token may end before its time: once with a new one, and then it is really denied.
        self.access.drop()
        return self._signed(what, method, path, given)

    def _signed(self, what: str, method: str, path: str, given: dict[str, Any]) -> dict[str, Any]:
        headers = {"x-amz-access-token": self.access.token(), "User-Agent": "Starkeeper (Language=Python)"}
        return self.wire.ask(what, method, self.url + path, headers=headers, **given)


def _asked(answer: object) -> Asked:
    if not isinstance(answer, dict) or answer.get("processingStatus") not in STATUSES:
        raise _nonsense()
    return Asked(
        _text(answer, "reportId"),
        str(answer.get("reportType", "")),
        str(answer["processingStatus"]),
        _moment(_text(answer, "createdTime")),
        tuple(map(str, answer.get("marketplaceIds") or ())),
        _moment(_text(answer, "dataStartTime")) if answer.get("dataStartTime") else None,
        str(answer.get("reportDocumentId") or ""),
    )


def _text(answer: Mapping[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise _nonsense()
    return value


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise _nonsense() from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def written(moment: datetime) -> str:
    """Write a moment as the API takes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _nonsense() -> AmazonError:
    return AmazonError("Amazon's answer about reports is not what its documentation says.")

"""A report's document, fetched from Amazon's storage: no token, no redirect, so large and no larger."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from time import monotonic

import requests
from urllib3.exceptions import HTTPError

from bot.amazon.addresses import Resolve, addresses_of, refuse_untrusted
from bot.amazon.error import AmazonError
from bot.amazon.wire import CONNECT_SECONDS, READ_SECONDS, refuse_failed

PIECE = 1 << 16
MOST_BYTES = 40_000_000
"""200,000 rows have about 30 MB when they are not zipped; what is zipped, `bot.report` bounds again."""
MOST_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Document:
    """A report's bytes as they came, zipped or not, and the Content-Type that came with them.

    They hold buyers' addresses: they are for the parser and stay out of representations and files.
    """

    data: bytearray = field(repr=False)
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Storage:
    """Amazon's storage: which hosts are its own, how their names resolve, and a clock of seconds."""

    http: requests.Session
    hosts: Collection[str]
    resolve: Resolve = addresses_of
    clock: Callable[[], float] = monotonic

    def fetch(self, url: str) -> Document:
        """Fetch a presigned address; raises AmazonError, permanent only for one that is not to be trusted.

        An address dies after five minutes, so any refusal may be mended by asking for a new one.
        """
        refuse_untrusted(url, self.hosts, self.resolve)
        seconds = (CONNECT_SECONDS, READ_SECONDS)
        try:
            with self.http.get(url, timeout=seconds, stream=True, allow_redirects=False) as reply:
                _refuse(reply)
                return Document(self._read(reply), reply.headers.get("Content-Type", ""))
        except (requests.RequestException, HTTPError, OSError) as error:
            raise AmazonError(f"A report could not be fetched whole ({type(error).__name__}).") from None

    def _read(self, reply: requests.Response) -> bytearray:
        data, end = bytearray(), self.clock() + MOST_SECONDS
        # Not decoded here: what is zipped stays zipped until it is read under its own caps.
        while piece := reply.raw.read(PIECE, decode_content=False):
            data += piece
            if len(data) > MOST_BYTES:
                raise AmazonError(f"A report is larger than {MOST_BYTES // 1_000_000} MB.", permanent=True)
            if self.clock() > end:
                raise AmazonError(f"A report was not there after {MOST_SECONDS:.0f} seconds.")
        return data


def _refuse(reply: requests.Response) -> None:
    try:
        refuse_failed("Fetching a report", reply)
    except AmazonError as error:
        raise AmazonError(str(error), status=error.status, wait=error.wait) from None

"""The log: on stderr, and without what must not stand in one."""

import logging
import re
import sys
import threading
from types import TracebackType

from bot.scrub import scrub

log = logging.getLogger(__name__)

LIBRARIES = ("slack_sdk", "slack_bolt", "urllib3", "aiohttp", "apscheduler", "alembic", "matplotlib", "httpx")
REMOVED = "[removed]"

# Words end where ASCII does (the flag "a"): Chinese is written without blanks.
_SECRETS = (
    # Slack: bot, user, app and configuration tokens; addresses whose path is the secret.
    (re.compile(r"(?a)\b(?:xox[a-z]|xapp|xoxe\.xox[a-z])-[\w.-]+"), REMOVED),
    (re.compile(r"(?a)(https://hooks\.slack\.com/)[^\s\"'<>]+"), rf"\1{REMOVED}"),
    # Amazon: refresh and access tokens, ids of applications, secrets and people, keys of AWS.
    (re.compile(r"(?a)\bAtz[ar]\|[^\s\"',;&)}\]]+"), REMOVED),
    (re.compile(r"(?a)\bamzn1\.[\w.-]+"), REMOVED),
    (re.compile(r"(?a)\b(?:AKIA|ASIA)[0-9A-Z]{12,}"), REMOVED),
    # Headers, in any notation, to the end of their value; what a form or JSON calls a secret.
    (
        re.compile(r"(?ai)((?:authorization|x-amz-access-token|cookie)[\"']?\s*[:=]\s*[\"']?)[^\"'\n]+"),
        rf"\1{REMOVED}",
    ),
    (re.compile(r"(?ai)\b(bearer\s+)[\w.~+/|=-]{8,}"), rf"\1{REMOVED}"),
    (
        re.compile(
            r"(?ai)\b((?:client_secret|refresh_token|access_token|signing_secret|password)[\"']?\s*[:=]\s*[\"']?)[^\s\"',&}]+"
        ),
        rf"\1{REMOVED}",
    ),
    # Addresses that let whoever has them in: signed queries, tickets, a database's password.
    (
        re.compile(r"(?ai)\?[^\s\"'<>]*(?:x-amz-|signature|sig=|token=|ticket=|secret=)[^\s\"'<>]*"),
        f"?{REMOVED}",
    ),
    (re.compile(r"(?a)(://[^\s/:@\"']*:)[^\s/@\"']+@"), rf"\1{REMOVED}@"),
    # Order ids are what a seller works by: they belong into the channel, not into a log.
    (re.compile(r"(?a)\b\d{3}-\d{7}-\d{7}\b"), "[order]"),
)


def redacted(text: str) -> str:
    """Leave out tokens, keys, signed addresses, order ids, e-mail addresses and phone numbers."""
    for secret, instead in _SECRETS:
        text = secret.sub(instead, text)
    return scrub(text)


class Redacted(logging.Formatter):
    """Writes a record as usual, then redacts all of it: message, arguments, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the record's line, and its traceback, redacted."""
        return redacted(super().format(record))


def log_to_stderr(level: str) -> None:
    """Log to stderr, redacted, from `level` (never below INFO) on; client libraries from WARNING on.

    Nothing lower comes out even if a library asks for it: their DEBUG shows tokens and texts.
    """
    least = max(logging.INFO, logging.getLevelNamesMapping()[level])
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(least)
    handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=least, handlers=[handler])
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(max(logging.WARNING, least))


def log_what_nobody_caught() -> None:
    """Let errors that end a thread or the process go through the log too, instead of raw to stderr."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            log.critical("Unexpected", exc_info=(kind, error, trace))

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )

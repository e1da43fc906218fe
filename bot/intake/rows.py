"""One row of a report beside what is stored of it: whether it is news, and what it says."""

from typing import Any

from bot.feedback import Feedback
from bot.report import FeedbackRow
from bot.store.ratings import Known
from bot.store.tallies import Said
from knowledge.diagnosis import Diagnosis, verdicts

COLUMNS = {
    "arrived_on_time": "shipping-fast",
    "as_described": "as-described",
    "service_well": "mails-answered",
}
"""The legacy report's yes-or-no columns, and which of the seven questions each answers."""

ANSWERS = slice(FeedbackRow._fields.index("arrived_on_time"), FeedbackRow._fields.index("line"))
NO_ANSWERS = (None,) * len(COLUMNS)

CLEAR = ("rating", "rated_on", "comment", "response", *COLUMNS)
"""What of a rating can change while its order stays the same."""

SHARED = ("order_id", *CLEAR)
"""The columns with which both a `FeedbackRow` and a `Known` begin."""


def candidate_rows(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """Write a diagnosis as a case keeps it."""
    return [
        {"problem": c.problem, "cause": c.cause, "confidence": c.confidence, "evidence": list(c.evidence)}
        for c in diagnosis.candidates
    ]


def tells(known: Known | None, row: FeedbackRow) -> bool:
    """Say whether a row is news: new, changed, or back after a report missed it."""
    return known is None or differs(known, row) or bool(known.missed_by or known.vanished_at)


def differs(known: Known | Feedback, row: FeedbackRow) -> bool:
    """Say whether a row says anything else than what is stored."""
    if isinstance(known, Known):
        return known[: len(SHARED)] != row[: len(SHARED)]
    return any(getattr(known, name) != getattr(row, name) for name in CLEAR)


def completed(row: FeedbackRow, known: Known | None) -> FeedbackRow:
    """Keep the answers that this source has no column for; leave out words that were removed before."""
    if known is None or not differs(known, row):
        return row
    answers = {name: getattr(known, name) for name in COLUMNS if getattr(row, name) is None}
    row = row._replace(**answers)
    return row._replace(comment="", response="") if known.purged_at else row


def asked(row: FeedbackRow) -> str:
    """Say what a row answers of the seven questions, as it is stored: "-shipping-fast +packed-well"."""
    found = dict(verdicts(row.comment, row.rating)) if row.comment else {}
    if row[ANSWERS] != NO_ANSWERS:
        for name, question in COLUMNS.items():
            answer = getattr(row, name)
            if answer is not None:
                found[question] = 1 if answer else -1
    if not found:
        return ""
    return " ".join(f"{'+' if sign > 0 else '-'}{question}" for question, sign in sorted(found.items()))


def said(values: dict[str, Any]) -> Said:
    """Say what a row that is about to be stored adds to its day's tallies."""
    return Said(values["rated_on"], values["rating"], values["problem"], values["cause"], values["asked"])

"""The cases: their life, what people said about their causes, and what earlier ones teach."""

from bot.store.cases.counts import count_between, history, hours_to_resolve
from bot.store.cases.learned import correct, corrections, first_guesses, judged, removals
from bot.store.cases.lessons import FIX, LESSON, lessons, similar
from bot.store.cases.life import (
    Minutes,
    back,
    claim,
    diagnose_again,
    due_to_go_on,
    go_on,
    gone,
    hand_over,
    open_case,
    record,
    release,
    reopen,
    resolve,
    wait,
)

__all__ = [
    "FIX",
    "LESSON",
    "Minutes",
    "back",
    "claim",
    "correct",
    "corrections",
    "count_between",
    "diagnose_again",
    "due_to_go_on",
    "first_guesses",
    "go_on",
    "gone",
    "hand_over",
    "history",
    "hours_to_resolve",
    "judged",
    "lessons",
    "open_case",
    "record",
    "release",
    "removals",
    "reopen",
    "resolve",
    "similar",
    "wait",
]

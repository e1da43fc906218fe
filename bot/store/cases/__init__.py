"""The cases: their life, what people said about their causes, and what earlier ones teach."""

from bot.store.cases.counts import history
from bot.store.cases.learned import correct, corrections, first_guesses, judged, removals
from bot.store.cases.lessons import FIX, LESSON, lessons, similar
from bot.store.cases.life import (
    Minutes,
    any_to_go_on,
    back,
    claim,
    diagnose_again,
    due_to_go_on,
    every_minute,
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
    "any_to_go_on",
    "back",
    "claim",
    "correct",
    "corrections",
    "diagnose_again",
    "due_to_go_on",
    "every_minute",
    "first_guesses",
    "go_on",
    "gone",
    "hand_over",
    "history",
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

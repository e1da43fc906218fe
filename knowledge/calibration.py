"""When a confidence may be said as a number: once people have judged enough first guesses."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

ENOUGH = 50
"""Judged guesses from which a number is honest."""
_ROUNDS = 25
_CARE = 1.0  # a pull towards the raw confidence, so that fifty guesses do not swing it
_EDGE = 1e-4


class Calibration(NamedTuple):
    """Turns a raw confidence into the share of such guesses that turned out right (Platt's scaling)."""

    slope: float
    offset: float

    def percent(self, confidence: float) -> int:
        """Answer how many of 100 guesses of this confidence are right."""
        return round(100 / (1 + math.exp(-self.slope * _log_odds(confidence) - self.offset)))


def calibrated(guesses: Sequence[tuple[float, bool]]) -> Calibration | None:
    """Fit to first guesses: the confidence that each had, and whether people found it right.

    None for fewer than 50 guesses: then say likely, possible or unclear.
    """
    if len(guesses) < ENOUGH:
        return None
    rows = np.array([[_log_odds(confidence), 1.0] for confidence, _ in guesses])
    right = np.array([float(right) for _, right in guesses])
    raw = np.array([1.0, 0.0])
    found = raw.copy()
    for _ in range(_ROUNDS):  # Newton's steps
        chances = 1 / (1 + np.exp(-rows @ found))
        pull = rows.T @ (chances - right) + _CARE * (found - raw)
        bend = (rows.T * (chances * (1 - chances))) @ rows + _CARE * np.eye(2)
        found = found - np.linalg.solve(bend, pull)
    return Calibration(max(float(found[0]), 0.0), float(found[1]))


def _log_odds(confidence: float) -> float:
    inside = min(max(confidence, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))

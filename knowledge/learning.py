"""Multinomial logistic regression in plain numpy: a few thousand sentences in well under a second."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating]
Labels = NDArray[np.intp]

_PENALTY = 0.3  # pull towards zero; found flat between 0.1 and 1 on real comments
_STEP, _MOMENTUM = 4.0, 0.9
_ROUNDS = 120


@dataclass(frozen=True, slots=True)
class Regression:
    """Fitted weights, shape (width + 1, classes); the last row is what each class gets without looking."""

    weights: Matrix

    def log_shares(self, vectors: Matrix) -> Matrix:
        """Answer the log probability of each class for each vector, shape (vectors, classes)."""
        return log_softmax(_with_one(vectors) @ self.weights)


def fit(vectors: Matrix, labels: Labels, emphasis: Matrix, classes: int) -> Regression:
    """Fit vectors, shape (n, width), to labels 0..classes-1; `emphasis` says how much each row counts.

    Rows of rare classes count more, so that a class with few examples is not drowned.
    """
    inputs = _with_one(vectors)
    sizes = np.bincount(labels, weights=emphasis, minlength=classes)
    balance = emphasis / np.sqrt(np.maximum(sizes, 1.0))[labels]
    share = (balance / balance.sum()).astype(np.float32)[:, None]
    targets = np.eye(classes, dtype=np.float32)[labels]
    pull = np.full((inputs.shape[1], 1), _PENALTY / len(inputs), dtype=np.float32)
    pull[-1] = 0.0
    weights = np.zeros((inputs.shape[1], classes), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_ROUNDS):
        ahead = weights + _MOMENTUM * speed
        error = (np.exp(log_softmax(inputs @ ahead)) - targets) * share
        speed = _MOMENTUM * speed - _STEP * (inputs.T @ error + pull * ahead)
        weights = weights + speed
    return Regression(weights)


def log_softmax(scores: Matrix) -> Matrix:
    """Answer scores of each row as log probabilities."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def _with_one(vectors: Matrix) -> Matrix:
    return np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])

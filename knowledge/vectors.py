"""Vectors of the examples, computed once and shipped, so that the bot starts at once.

python -m knowledge.vectors     writes the file anew, after examples have changed
"""

import functools
import hashlib
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from knowledge.encoder import LONGEST, Encoder, Vectors, load_encoder
from knowledge.library import Cause, Library, load

_FILE = Path(str(resources.files("knowledge"))) / "vectors.npz"
_SCALE = 300.0  # numbers of a vector of length 1 with 512 of them stay well within 127 / 300


class Remembering:
    """An encoder that looks a text up before it encodes it. Keeps what it has been asked to `keep`."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept = dict(shipped())

    def keep(self, texts: Sequence[str]) -> Vectors:
        """Answer the vectors of texts that will be asked for again, encoding only those not known yet."""
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self._kept]
        for text, vector in zip(missing, self._encoder.encode(missing), strict=True):
            self._kept[_key(text)] = vector
        return np.array([self._kept[_key(text)] for text in texts], dtype=np.float32)


def examples(causes: Iterable[Cause]) -> list[tuple[int, str]]:
    """Answer each example with the place of its cause."""
    return [
        (place, text)
        for place, cause in enumerate(causes)
        for texts in cause.examples.values()
        for text in texts
    ]


@functools.cache
def shipped() -> dict[bytes, Vectors]:
    """Answer the shipped vectors by the key of their text; none when the file is not there."""
    if not _FILE.is_file():
        return {}
    with np.load(_FILE) as file:
        keys, vectors = file["keys"], file["vectors"].astype(np.float32) / _SCALE
    return dict(zip((bytes(key) for key in keys), vectors, strict=True))


def unshipped(library: Library) -> list[str]:
    """Answer the examples whose vectors are not in the file: each costs some milliseconds at every start."""
    return [text for _, text in examples((*library.causes(), library.outside)) if _key(text) not in shipped()]


def _key(text: str) -> bytes:
    return hashlib.sha256(text[:LONGEST].encode()).digest()[:8]


def _write(library: Library, encoder: Encoder) -> int:
    texts = [text for _, text in examples((*library.causes(), library.outside))]
    keys = np.frombuffer(b"".join(map(_key, texts)), dtype=np.uint8).reshape(len(texts), 8)
    vectors = np.clip(np.rint(encoder.encode(texts) * _SCALE), -127, 127).astype(np.int8)
    np.savez(_FILE, keys=keys, vectors=vectors)
    return len(texts)


if __name__ == "__main__":
    if not (found := load_encoder()):
        raise SystemExit("the encoder is not installed")
    print(_write(load(), found), "vectors written")  # noqa: T201 - a command's answer

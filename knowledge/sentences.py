"""Cut a text into sentences, and sentences into clauses, without changing a character."""

import re

_SENTENCE_END = re.compile(
    r"(?<!\b\w\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bMs\.)(?<!\bSr\.)(?<!\bMrs\.)(?<!\bNo\.)(?<!\bNr\.)(?<=[.!?…])\s+"
    r"|(?<=[。！？])|\n+"
)
_CLAUSE_END = re.compile(r"(?<=[,;:，；：、])(?!\d)|\s[-–]+\s|\.{2,}|[—]+")


_LONGEST = 600  # characters; what runs on without a full stop is cut there, so that no text takes long


def sentences(text: str) -> list[str]:
    """Answer the sentences of `text` as written, without the empty ones and the spaces around them."""
    parts = (part.strip() for part in _SENTENCE_END.split(text))
    return [part[at : at + _LONGEST] for part in parts for at in range(0, len(part), _LONGEST)]


def clauses(text: str) -> list[str]:
    """Answer what stands between commas, semicolons and dashes, as written, if it has a word."""
    parts = (part for sentence in sentences(text) for part in _CLAUSE_END.split(sentence))
    return [part.strip() for part in parts if any(map(str.isalnum, part))]

"""Questions about policy -> passages with their sources and disagreements, or "not covered".

A question is compared with every passage and with every card of what the knowledge base does not hold. When a
card is nearest, the question is refused and the nearest passages are named instead. Nothing is rephrased: an
answer is made of passages as they stand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import cards, conflicts, words
from knowledge.conflicts import Conflict
from knowledge.encoder import Encoder, load_encoder
from knowledge.library import Library, Passage, load
from knowledge.pages import Reading, Text
from knowledge.remembered import remember, remembered
from knowledge.search import Index

MOST_PASSAGES = 3
"""Passages in an answer, and topics named in a refusal, at most."""
_TEAM_FIRST = 0.15  # how far a team's own rule is ahead of ours, and of a card, that fits as well
_EUROPE = frozenset({"DE", "FR", "IT", "ES", "NL", "BE", "PL", "SE", "IE"})
_REGIONS = {
    "US": Text("a US source", "美国站的资料"),
    "UK": Text("a UK source", "英国站的资料"),
    "AU": Text("an Australian source", "澳大利亚站的资料"),
    "EU": Text("a European source", "欧洲站的资料"),
}
_AND = Text(" and ", "和")
_REGION_NOTE = Text(
    "Quoted from {sources}; the rules for {asked} may differ.", "引自{sources}；{asked} 站的规定可能不同。"
)
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_LATIN_LETTERS = re.compile("[A-Za-z]")
_LETTERS_PER_HAN = 3  # a Chinese character says about as much as three letters


@dataclass(frozen=True, slots=True)
class Answer:
    """What the knowledge base has to say to a question.

    `passages` (at most three, best first) are in the question's language where they exist in it. When the
    question is not covered there are none, and `nearest` holds the titles of the nearest ones. `verdict` is
    one line that the first passage itself states, or "". `region_note` says that a source is from another
    marketplace than the one asked for, or "".
    """

    question: str
    lang: str
    covered: bool
    verdict: str = ""
    passages: tuple[Passage, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    nearest: tuple[str, ...] = ()
    region_note: str = ""


class Answerer:
    """Answers questions from a library; `team` is the folder of a team's own pages, where there is one.

    Raises KnowledgeError when the cards, conflicts or same words hold mistakes. Without an encoder it matches
    words alone and finds less.
    """

    def __init__(self, library: Library, encoder: Encoder | None = None, team: Path | None = None) -> None:
        reading = Reading()
        outside = cards.read(team, reading)
        self._conflicts = conflicts.read(team, reading)
        same = words.read(team, reading)
        reading.raise_if_wrong()
        self._passages = _by_id(library.passages)
        self._compared = [_wordings(versions.values()) for versions in self._passages]
        self._compared += [[*card.title, *card.asks] for card in outside]
        self._index = Index(self._compared, same, remembered(encoder) if encoder else None)

    def answer(self, question: str, lang: str | None = None, marketplace: str | None = None) -> Answer:
        """Answer a question in `lang`, or in its own language; in English when that is not Chinese."""
        lang = lang or language_of(question)
        covered, ranked = self._ranked(question, lang)
        if not covered:
            return Answer(question, lang, covered=False, nearest=_titles(ranked))
        passages = tuple(ranked[:MOST_PASSAGES])
        ids = [passage.id for passage in passages]
        return Answer(
            question,
            lang,
            covered=True,
            verdict=passages[0].verdict,
            passages=passages,
            conflicts=tuple(conflict for conflict in self._conflicts if conflict.touches(ids)),
            region_note=_region_note(passages, marketplace or "", lang),
        )

    def wordings(self) -> Iterator[str]:
        """Yield every text that questions are compared with: what `knowledge.remembered` should know."""
        for wordings in self._compared:
            yield from wordings

    def _ranked(self, question: str, lang: str) -> tuple[bool, list[Passage]]:
        """Answer whether a passage is nearer than every card, and all passages, the nearest first."""
        said = [versions.get(lang) or next(iter(versions.values())) for versions in self._passages]
        scores = self._index.scores(question).tolist()
        ahead = [
            score + _TEAM_FIRST * passage.source.team for passage, score in zip(said, scores, strict=False)
        ]
        order = sorted(range(len(said)), key=lambda place: -ahead[place])
        nearest_card = max(scores[len(said) :], default=0.0)
        covered = bool(said) and ahead[order[0]] > max(nearest_card, 0.0)
        return covered, [said[place] for place in order]


def _by_id(passages: Iterable[Passage]) -> list[dict[str, Passage]]:
    """Answer the passages by language, the versions of one id together."""
    found: dict[str, dict[str, Passage]] = {}
    for passage in passages:
        found.setdefault(passage.id, {})[passage.lang] = passage
    return list(found.values())


def _wordings(versions: Iterable[Passage]) -> list[str]:
    return [
        text
        for passage in versions
        for text in (passage.title, passage.text, passage.verdict, *passage.asks)
        if text
    ]


def _titles(ranked: Sequence[Passage]) -> tuple[str, ...]:
    """Answer the titles of the nearest passages, one of each topic."""
    by_topic: dict[str, str] = {}
    for passage in ranked:
        by_topic.setdefault(passage.topic, passage.title)
    return tuple(by_topic.values())[:MOST_PASSAGES]


def _region_note(passages: Iterable[Passage], asked: str, lang: str) -> str:
    regions = dict.fromkeys(passage.region for passage in passages)
    foreign = [region for region in regions if asked and not _applies(region, asked)]
    sources = _AND.said(lang).join(_REGIONS[region].said(lang) for region in foreign if region in _REGIONS)
    return _REGION_NOTE.said(lang).format(sources=sources, asked=asked) if sources else ""


def _applies(region: str, asked: str) -> bool:
    return region in ("any", asked) or (region == "EU" and asked in _EUROPE)


def language_of(text: str) -> str:
    """Answer "zh" for a text that is mostly Chinese, "en" for any other; Japanese counts as other."""
    han, latin = len(_HAN.findall(text)), len(_LATIN_LETTERS.findall(text))
    return "zh" if han * _LETTERS_PER_HAN > latin and not _KANA.search(text) else "en"


def answer_row(row: dict[str, Any], answerer: Answerer) -> dict[str, Any]:
    """Answer one row {"id", "text"[, "lang"]} of `ask --jsonl` as the row that it prints."""
    answer = answerer.answer(str(row["text"]), row.get("lang"))
    return {
        "id": row["id"],
        "covered": answer.covered,
        "passages": [
            {
                "id": passage.id,
                "covers": list(passage.covers),
                "text": passage.text,
                "source": passage.source.key,
            }
            for passage in answer.passages
        ],
        "conflicts": [_conflict_row(conflict, answer.lang) for conflict in answer.conflicts],
    }


def _conflict_row(conflict: Conflict, lang: str) -> dict[str, Any]:
    return {
        "id": conflict.key,
        "about": conflict.about.said(lang),
        "sides": [{"passage": side.passage, "says": side.says.said(lang)} for side in conflict.sides],
        "newer_or_stricter": conflict.newer_or_stricter.said(lang),
        "safe": conflict.safe.said(lang),
    }


if __name__ == "__main__":
    if not (found := load_encoder()):
        raise SystemExit("the encoder is not installed")
    print(remember(Answerer(load()).wordings(), found), "vectors written")  # noqa: T201 - a command's answer

"""Check what loading lets pass: translations that are missing or drifted, and statements that nothing covers.

translations.yaml holds, for each Chinese text, a hash of the English that it translates. When the English
changes and the Chinese does not, the hashes part, and `check` says so. `stamp` writes the file anew, once a
person has looked.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module, resources
from pathlib import Path

from knowledge.library.loading import Shelf, entries, layers, read
from knowledge.pages import Mistake, Pair, Reading, Text

TRANSLATIONS = "translations.yaml"
STATEMENTS = "statements.txt"
# The readers of other pages stand above the library and import it, so they are known here by name only.
_LAYERED = ("knowledge.cards", "knowledge.conflicts", "knowledge.words")
_OURS_ALONE = (
    "knowledge.compliance.rulebook",
    "knowledge.drafts",
    "knowledge.languages",
    "knowledge.removal",
    "knowledge.verdicts",
)
_EXPLAINED = (
    "# Which English each Chinese text was translated from, as hashes: Chinese: English.\n"
    "# Written by `starkeeper knowledge check --accept`; not for editing.\n"
)


def check(
    team: Path | None = None, statements: Iterable[Mapping[str, object]] | None = None
) -> list[Mistake]:
    """Answer everything wrong with the knowledge, in the order of the files. Raises nothing.

    Beyond the mistakes that `load` refuses: texts without their Chinese, Chinese whose English has changed
    since, and, of the `statements` (each with an `id`; those of the source documents if left out), those that
    no passage covers in a language.
    """
    reading = Reading()
    shelf = read(team, reading)
    _read_others(team, reading)
    stamps = _stamps(team, reading)
    found = [*reading.mistakes, *reading.gaps, *_untranslated(shelf), *_drifted(shelf, reading, stamps)]
    return sorted(
        [*dict.fromkeys(found), *_uncovered(shelf, _known_statements() if statements is None else statements)]
    )


def _read_others(team: Path | None, reading: Reading) -> None:
    """Read the pages that other modules own, for their mistakes and translations."""
    for module in _LAYERED:
        import_module(module).read(team, reading)
    for module in _OURS_ALONE:
        import_module(module).read(reading)


def _untranslated(shelf: Shelf) -> Iterator[Mistake]:
    for (id_, lang), (file, paragraph) in shelf.paragraphs.items():
        other = "zh" if lang == "en" else "en"
        if (id_, other) not in shelf.paragraphs:
            name = "Chinese" if other == "zh" else "English"
            yield Mistake(file, paragraph.line, f"`{id_}` has no {name}")


def _pairs(shelf: Shelf, reading: Reading) -> Iterator[Pair]:
    yield from reading.pairs
    for (id_, lang), (file, paragraph) in shelf.paragraphs.items():
        if lang == "zh" and (id_, "en") in shelf.paragraphs:
            english = shelf.paragraphs[id_, "en"][1].passage
            yield Pair(file, paragraph.line, Text(english.text, paragraph.passage.text))


def _drifted(shelf: Shelf, reading: Reading, stamps: Mapping[str, str]) -> Iterator[Mistake]:
    for file, line, text in _pairs(shelf, reading):
        stamped = stamps.get(short_hash(text.zh))
        if stamped is None:
            yield Mistake(file, line, "this Chinese is new: compare it with the English, then check --accept")
        elif short_hash(text.en) not in stamped.split():
            yield Mistake(file, line, "the English of this has changed and the Chinese has not")


def _uncovered(shelf: Shelf, statements: Iterable[Mapping[str, object]]) -> Iterator[Mistake]:
    covered = {(passage.lang, id_) for passage in shelf.library().passages for id_ in passage.covers}
    names = {"en": "English ", "zh": "Chinese "}
    for number, statement in enumerate(statements, start=1):
        missing = [name for lang, name in names.items() if (lang, statement["id"]) not in covered]
        if missing:
            kind = missing[0] if len(missing) == 1 else ""
            yield Mistake("statements", number, f"no {kind}passage covers `{statement['id']}`")


def _known_statements() -> Iterator[Mapping[str, object]]:
    """Read the ids of the statements that the source documents make."""
    text = resources.files("knowledge").joinpath(STATEMENTS).read_text("utf-8")
    return ({"id": line} for line in text.splitlines() if not line.startswith("#"))


def short_hash(text: str) -> str:
    """Answer 12 hexadecimal digits for a text; spaces and line ends do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def _stamps(team: Path | None, reading: Reading) -> dict[str, str]:
    return {
        key: place.word()
        for page, _ in entries(TRANSLATIONS, team, reading)
        for key, place in page.fields().items()
    }


def stamp(team: Path | None = None) -> int:
    """Accept every translation as it stands: write translations.yaml, the team's, or ours without a team.

    Answers how many texts it holds. Call it only after a person has compared both languages.
    """
    reading = Reading()
    shelf = read(team, reading)
    _read_others(team, reading)
    reading.raise_if_wrong()
    stamps: dict[str, set[str]] = {}
    layer = layers(team)[-1]
    for pair in _pairs(shelf, reading):
        if pair.file.startswith(f"{layer.name}/"):
            stamps.setdefault(short_hash(pair.text.zh), set()).add(short_hash(pair.text.en))
    lines = [f'"{zh}": {" ".join(sorted(stamps[zh]))}\n' for zh in sorted(stamps)]
    layer.file(TRANSLATIONS).write_text(_EXPLAINED + "".join(lines), encoding="utf-8")
    return len(stamps)

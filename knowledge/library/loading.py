"""Load the knowledge: our own pages, and a team's folder laid over them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from knowledge.library.model import Cause, Library, Problem, Source
from knowledge.library.playbook import UNSAID, laid_over, layered, read_outside, read_problem
from knowledge.library.policies import Paragraph, read_policy
from knowledge.library.sources import TEAM_RULE, read_sources
from knowledge.pages import Mistake, Place, Reading, open_page, read_text


class Layer(NamedTuple):
    """A folder of knowledge: ours, or a team's. `name` is how mistakes call it."""

    root: Path
    name: str
    team: bool

    def file(self, path: str) -> Path:
        """Answer a file of this folder by its path with slashes; it may not exist."""
        return self.root / path


@dataclass(slots=True)
class Shelf:
    """What has been read so far, later layers over earlier ones. Passages are by id and language."""

    sources: dict[str, Source] = field(default_factory=lambda: {TEAM_RULE.key: TEAM_RULE})
    problems: dict[str, Problem] = field(default_factory=dict)
    paragraphs: dict[tuple[str, str], tuple[str, Paragraph]] = field(default_factory=dict)
    outside: Cause = UNSAID

    def library(self) -> Library:
        """Answer all of it as one library."""
        passages = tuple(paragraph.passage for _, paragraph in self.paragraphs.values())
        return Library(tuple(self.problems.values()), passages, dict(self.sources), self.outside)


def layers(team: Path | None = None) -> tuple[Layer, ...]:
    """Answer the folders of knowledge, ours first. A team's folder comes last and wins."""
    ours = Layer(Path(str(resources.files("knowledge"))), "knowledge", team=False)
    return (ours, Layer(team, team.name, team=True)) if team else (ours,)


def pages(layer: Layer, folder: str, ending: str) -> Iterator[tuple[Path, str]]:
    """Yield each file of a folder in a layer, by name, with what mistakes call it."""
    root = layer.root / folder
    if root.is_dir():
        for file in sorted(root.glob(f"*{ending}")):
            yield file, f"{layer.name}/{folder}/{file.name}"


def entries(path: str, team: Path | None, reading: Reading) -> Iterator[tuple[Place, bool]]:
    """Yield the YAML page at `path` of each layer that has it, and whether it is a team's."""
    for layer in layers(team):
        if (file := layer.file(path)).is_file():
            yield open_page(file, f"{layer.name}/{path}", reading), layer.team


def read(team: Path | None, reading: Reading) -> Shelf:
    """Read every page; mistakes and gaps are noted in `reading`."""
    shelf = Shelf()
    if team and not team.is_dir():
        reading.mistakes.append(Mistake(str(team), 1, "there is no such folder of team knowledge"))
        return shelf
    for layer in layers(team):
        _read_layer(layer, shelf, reading)
    for page, _ in entries("outside.yaml", team, reading):
        shelf.outside = laid_over(shelf.outside, read_outside(page))
    return shelf


def _read_layer(layer: Layer, shelf: Shelf, reading: Reading) -> None:
    if (file := layer.file("sources.yaml")).is_file():
        page = open_page(file, f"{layer.name}/sources.yaml", reading)
        shelf.sources |= read_sources(page, team=layer.team)
    for file, name in pages(layer, "playbook", ".yaml"):
        problem = read_problem(open_page(file, name, reading), shelf.sources, team=layer.team)
        known = shelf.problems.get(problem.key)
        shelf.problems[problem.key] = layered(known, problem) if known else problem
    for file, name in pages(layer, "policies", ".md"):
        text = read_text(file, name, reading)
        for paragraph in read_policy(text, name, shelf.sources, reading, team=layer.team):
            _shelve(paragraph, name, layer, shelf, reading)


def _shelve(paragraph: Paragraph, name: str, layer: Layer, shelf: Shelf, reading: Reading) -> None:
    key = paragraph.passage.id, paragraph.passage.lang
    other, _ = shelf.paragraphs.get(key, ("", None))
    if other.startswith(f"{layer.name}/"):
        sentence = f"`{key[0]}` stands in {other} already"
        reading.mistakes.append(Mistake(name, paragraph.line, sentence))
    shelf.paragraphs[key] = name, paragraph


def load(team: Path | None = None) -> Library:
    """Load our knowledge, with a team's folder over it. Takes well under 3 s.

    Raises KnowledgeError, which names file and line of every mistake. A missing translation is not a mistake
    here: the other language stands in for it, and `check` reports it.
    """
    reading = Reading()
    library = read(team, reading).library()
    reading.raise_if_wrong()
    return library


def fingerprint(team: Path | None) -> str:
    """Answer a digest of a team's folder, which changes when any of its pages does; "" for no folder."""
    if not team or not team.is_dir():
        return ""
    digest = hashlib.sha256()
    for file in sorted(path for path in team.rglob("*") if path.suffix in (".md", ".yaml")):
        digest.update(str(file.relative_to(team)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()

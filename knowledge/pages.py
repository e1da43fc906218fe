"""YAML pages that know the line on which everything stands.

People who do not program edit the knowledge files, so a mistake has to name its file and line. A page is
read into a `Place`: a YAML node together with its file. Asking a `Place` for something it is not notes a
mistake in the `Reading` and answers with an empty value, so that one run finds every mistake, not the first.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


class Text(NamedTuple):
    """A sentence that people read, in both languages."""

    en: str
    zh: str

    def said(self, lang: str) -> str:
        """Answer the Chinese for "zh", the English for any other language."""
        return self.zh if lang == "zh" else self.en


class Mistake(NamedTuple):
    """Something wrong with a knowledge file: its name, the line (from 1), and what is wrong."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class KnowledgeError(Exception):
    """The knowledge files cannot be used; `mistakes` holds every reason."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


class Pair(NamedTuple):
    """An English text and its Chinese, with the place of the Chinese: what a translation check looks at."""

    file: str
    line: int
    text: Text


@dataclass(slots=True)
class Reading:
    """What reading the files noted: mistakes that forbid use, gaps that do not, and all translated texts."""

    mistakes: list[Mistake] = field(default_factory=list)
    gaps: list[Mistake] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    def raise_if_wrong(self) -> None:
        """Raise `KnowledgeError` when there is any mistake. Gaps do not count."""
        if self.mistakes:
            raise KnowledgeError(tuple(self.mistakes))


@dataclass(frozen=True, slots=True)
class Place:
    """A YAML node and where it stands. `node` is None for something that is not there."""

    node: yaml.Node | None
    file: str
    line: int
    reading: Reading

    def wrong(self, sentence: str) -> None:
        """Note a mistake on this line."""
        self.reading.mistakes.append(Mistake(self.file, self.line, sentence))

    def __bool__(self) -> bool:
        """Say whether there is anything here."""
        return self.node is not None and not (
            isinstance(self.node, yaml.ScalarNode) and not self.node.value.strip()
        )

    def at(self, node: yaml.Node | None) -> "Place":
        """Answer the place of another node of the same file; of no node, this line."""
        line = self.line if node is None else node.start_mark.line + 1
        return Place(node, self.file, line, self.reading)

    def saying(self, text: str) -> "Place":
        """Answer a place on this line that says `text`: for files that are not YAML."""
        return Place(yaml.ScalarNode("", text), self.file, self.line, self.reading)

    def fields(self) -> dict[str, "Place"]:
        """Answer the fields of a mapping by name. Notes a repeated name."""
        if self.node is None:
            return {}
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong("expected fields, each as `name: value`")
            return {}
        found: dict[str, Place] = {}
        for key, value in self.node.value:
            if key.value in found:
                self.at(key).wrong(f"`{key.value}` stands here twice")
            found[str(key.value)] = self.at(value)
        return found

    def known(self, *names: str) -> dict[str, "Place"]:
        """Answer these fields of a mapping, missing ones as empty places. Notes any other name."""
        fields = self.fields()
        for name, place in fields.items():
            if name not in names:
                place.wrong(f"`{name}` is not a field here; possible are {', '.join(names)}")
        return {name: fields.get(name, self.at(None)) for name in names}

    def items(self) -> list["Place"]:
        """Answer the entries of a list; nothing for a place that is empty."""
        if not self:
            return []
        if not isinstance(self.node, yaml.SequenceNode):
            self.wrong("expected a list, each entry after a `-`")
            return []
        return [self.at(node) for node in self.node.value]

    def word(self, name: str = "") -> str:
        """Answer the text here, spaces around it dropped. With a `name`, notes when there is none."""
        if isinstance(self.node, (yaml.MappingNode, yaml.SequenceNode)):
            self.wrong("expected one text")
            return ""
        said = "" if self.node is None else str(self.node.value).strip()
        if name and not said:
            self.wrong(f"`{name}` is missing")
        return said

    def truth(self) -> bool:
        """Answer yes or no; nothing here is no."""
        said = self.word().lower()
        if said and said not in _TRUTHS:
            self.wrong("expected true or false")
        return _TRUTHS.get(said, False)

    def number(self, otherwise: float) -> float:
        """Answer the number here, or `otherwise` when there is none."""
        said = self.word()
        try:
            return float(said) if said else otherwise
        except ValueError:
            self.wrong(f"`{said}` is not a number")
            return otherwise

    def words(self) -> tuple[str, ...]:
        """Answer a list of texts."""
        return tuple(said for place in self.items() if (said := place.word("text")))

    def both(self, name: str, *also: str) -> Text:
        """Answer the fields `en` and `zh`; `also` names other fields that may stand beside them.

        A missing English is a mistake, a missing Chinese is a gap, which the English fills.
        """
        if not self:
            self.wrong(f"`{name}` is missing")
            return Text("", "")
        fields = self.known("en", "zh", *also)
        en, zh = fields["en"].word("en"), fields["zh"].word()
        if not zh:
            self.reading.gaps.append(Mistake(self.file, self.line, f"`{name}` has no Chinese"))
            return Text(en, en)
        self.reading.pairs.append(Pair(self.file, fields["zh"].line, Text(en, zh)))
        return Text(en, zh)


def read_text(file: Path, name: str, reading: Reading) -> str:
    """Answer a file's text (UTF-8). Notes a file that is in another encoding, and answers nothing."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.mistakes.append(Mistake(name, 1, "the file is not UTF-8 text"))
        return ""


def open_page(file: Path, name: str, reading: Reading) -> Place:
    """Read a YAML file; `name` is how mistakes call it. A file that is not YAML is one mistake."""
    try:
        node = yaml.compose(read_text(file, name, reading), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "the file is not YAML"
        reading.mistakes.append(Mistake(name, line, f"not readable as YAML: {problem}"))
        node = None
    return Place(node, name, 1, reading)

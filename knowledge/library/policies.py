"""Read a policy page: Markdown with front matter, one `## id: title` heading for each passage.

    ---
    topic: messages
    title: Messages to buyers
    lang: en
    ---
    ## messages.when: When to write
    source: amazon-communicate · covers: cc.when, cc.less
    confidence: an agency's page
    asks: when may we write to a buyer | may I send a message

    Write to a buyer only when ...

Below a heading stand its `key: value` lines up to the first blank line, on lines of their own or parted by
" · "; the text follows. `verdict` is an answer in one line, `outdated` says why the passage no longer holds,
`asks` holds questions in people's words.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.library.model import Passage, Source
from knowledge.library.sources import cited
from knowledge.pages import Place, Reading

_HEADING = re.compile(r"## ([^\s:]+):[ \t]*(\S.*)")
_KEYS = ("source", "covers", "confidence", "outdated", "region", "date", "verdict", "asks")
LONGEST = 600
"""Characters in a passage, at most."""
MOST_COVERED = 3
"""Statements that a passage covers, at most."""

_FRONT = ("topic", "title", "lang")


class Paragraph(NamedTuple):
    """A passage and the line of its heading."""

    passage: Passage
    line: int


class _Section(NamedTuple):
    heading: Place
    keys: dict[str, Place]
    text: str


def read_policy(
    text: str, name: str, sources: dict[str, Source], reading: Reading, *, team: bool
) -> list[Paragraph]:
    """Read a policy page. Mistakes are noted in `reading` under the file's `name`."""
    lines = [
        Place(None, name, number, reading).saying(line.rstrip())
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    front, body = _front_matter(lines, Place(None, name, 1, reading))
    return [
        Paragraph(_passage(section, front, sources, team=team), section.heading.line)
        for section in _sections(body)
    ]


def _front_matter(lines: list[Place], start: Place) -> tuple[dict[str, str], list[Place]]:
    fences = [n for n, place in enumerate(lines) if place.word() == "---"]
    if fences[:1] != [0] or fences == [0]:
        start.wrong("the page has to begin with front matter between two lines of ---")
        return dict.fromkeys(_FRONT, ""), lines
    keys = _key_values(lines[1 : fences[1]], _FRONT)
    front = {name: keys.get(name, start).word(name) for name in _FRONT}
    if front["lang"] not in ("en", "zh"):
        keys.get("lang", start).wrong("`lang` has to be en or zh")
    return front, lines[fences[1] + 1 :]


def _key_values(lines: list[Place], allowed: tuple[str, ...]) -> dict[str, Place]:
    found = {}
    for line in lines:
        for part in line.word().split(" · "):
            key, colon, value = part.partition(":")
            if not colon or key.strip() not in allowed:
                line.wrong(f"expected one of `{', '.join(allowed)}`, each as `key: value`, not `{part}`")
            else:
                found[key.strip()] = line.saying(value)
    return found


def _sections(lines: list[Place]) -> Iterator[_Section]:
    starts = [n for n, place in enumerate(lines) if place.word().startswith("## ")]
    for start, end in zip(starts, [*starts, len(lines)][1:], strict=True):
        below = lines[start + 1 : end]
        blank = next((n for n, place in enumerate(below) if not place), len(below))
        text = "\n".join(place.word() for place in below[blank:]).strip()
        yield _Section(lines[start], _key_values(below[:blank], _KEYS), text)


def _passage(section: _Section, front: dict[str, str], sources: dict[str, Source], *, team: bool) -> Passage:
    heading, keys = section.heading, section.keys
    match = _HEADING.fullmatch(heading.word())
    if not match:
        heading.wrong("expected a heading as `## passage-id: Title`")
    source = cited(keys.get("source", heading.at(None)), sources, team=team)
    passage = Passage(
        id=match[1] if match else "",
        topic=front["topic"],
        title=match[2] if match else "",
        lang=front["lang"],
        text=section.text,
        source=source,
        covers=_listed(keys, "covers", ","),
        region=_said(keys, "region") or source.region,
        date=_said(keys, "date") or source.date,
        confidence=_said(keys, "confidence") or source.confidence,
        outdated=_said(keys, "outdated"),
        verdict=_said(keys, "verdict"),
        asks=_listed(keys, "asks", "|"),
    )
    _measure(passage, heading)
    return passage


def _said(keys: dict[str, Place], name: str) -> str:
    return keys[name].word() if name in keys else ""


def _listed(keys: dict[str, Place], name: str, comma: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _said(keys, name).split(comma) if part.strip())


def _measure(passage: Passage, heading: Place) -> None:
    if not passage.text:
        heading.wrong("the passage has no text; leave a blank line between its keys and its text")
    if len(passage.text) > LONGEST:
        heading.wrong(f"the passage has {len(passage.text)} characters; {LONGEST} is the limit")
    if len(passage.covers) > MOST_COVERED:
        heading.wrong(f"the passage covers {len(passage.covers)} statements; {MOST_COVERED} is the limit")

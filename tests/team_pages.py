"""A team's own pages, as small as they can be; the fixture `team` gives a folder for them."""

from pathlib import Path

PAGE = """\
problem: wrong-item
causes:
  - id: incorrect-product-shipped
    solutions:
      - {en: Weigh every parcel., zh: 每个包裹都称重。}
"""


def write(team: Path, path: str, text: str) -> None:
    (team / path).write_text(text, encoding="utf-8")

"""`make licences`: the licences of what Starkeeper runs on, from the packages' own metadata."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences of what Starkeeper runs on

Written by `make licences` from the metadata of the packages in requirements.txt; a test compares them.
Starkeeper itself is under the MIT licence. psycopg (LGPL) and certifi (MPL) are used unchanged, as libraries.

| package | licence |
|---|---|
"""
SHORT = 40
"""Characters: a longer entry is the licence's whole text, not its name."""


def locked(name: str = "requirements.txt") -> list[str]:
    """List the packages of a lock file, each once, in its order."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return list(dict.fromkeys(re.findall(r"^([\w.-]+)(?:\[\w+\])?==", text, re.MULTILINE)))


def licence(package: str) -> str:
    """Say a package's licence, by its expression, its name, or its classifier; "" where it says none."""
    return _said(distribution(package))


def page() -> str:
    """Write the page."""
    return HEAD + "".join(f"| {package} | {licence(package)} |\n" for package in locked())


def _said(found: Distribution) -> str:
    metadata = found.metadata
    named = str(metadata.get("License") or "").strip()
    classified = [each for each in metadata.get_all("Classifier") or () if each.startswith("License")]
    return (
        metadata.get("License-Expression")
        or (named if named and len(named) <= SHORT and "\n" not in named else "")
        or (classified[0].rpartition(" :: ")[2] if classified else "")
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

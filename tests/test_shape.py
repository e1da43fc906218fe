"""Files and functions stay small enough to be read at one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "handlers", "jobs", "knowledge", "deploy", "tests")
FILE_LINES, FUNCTION_LINES = 250, 40

LONG_FILES = {
    "bot/migrations/versions/0001_the_first_tables.py": "a migration says a whole version's tables",
}
"""Files over FILE_LINES, each with its reason."""
LONG_FUNCTIONS = {
    f"bot/migrations/versions/{name}": "a migration is one call after the other, without a branch"
    for name in (
        "0001_the_first_tables.py:upgrade",
        "0001_the_first_tables.py:downgrade",
        "0004_orders_and_health.py:upgrade",
    )
}
"""Functions over FUNCTION_LINES, each with its reason."""


def python_files() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def functions(path: str, text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_over_250_lines_without_a_reason():
    long = {path: text.count("\n") for path, text in python_files() if text.count("\n") > FILE_LINES}

    assert long.keys() == LONG_FILES.keys(), long


def test_no_function_is_over_40_lines_without_a_reason():
    measured = dict(each for path, text in python_files() for each in functions(path, text))
    long = {name: lines for name, lines in measured.items() if lines > FUNCTION_LINES}

    assert long.keys() == LONG_FUNCTIONS.keys(), long


@pytest.mark.parametrize("reasons", [LONG_FILES, LONG_FUNCTIONS])
def test_each_exception_has_a_reason(reasons):
    assert all(len(reason.split()) > 3 for reason in reasons.values())

"""What CI runs, and what it doesn't let pass."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
SKIPPED = """
import pytest
@pytest.mark.skipif(True, reason="no Chromium on this machine")
def test_by_mark(): pass
def test_by_call(): pytest.skip("no PostgreSQL: not installed")
def test_by_import(): pytest.importorskip("no_such_module")
"""


def run_with(folder: Path, needed: str) -> str:
    """Give the last line of a run of SKIPPED with these things needed."""
    (folder / "test_skipped.py").write_text(SKIPPED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", ".", "-p", "needed"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "STARKEEPER_TESTS_NEED": needed}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("needed", "result"), [("", "3 skipped"), ("Chromium PostgreSQL", "1 failed, 1 skipped, 1 error")]
)
def test_only_ci_fails_where_a_needed_test_was_skipped(tmp_path, needed, result):
    assert run_with(tmp_path, needed).startswith(result)


def test_ci_needs_the_browser_and_postgresql():
    assert 'export STARKEEPER_TESTS_NEED="Chromium PostgreSQL"' in RUN
    assert "chromium" in RUN


def test_each_reason_to_skip_the_browser_or_postgresql_names_what_is_missing():
    tests = (file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("*.py"))
    marks = re.findall(r'skipif\(CHROMIUM is None, reason="([^"]*)"', "\n".join(tests))

    assert marks
    assert all("Chromium" in reason for reason in marks)


def test_ci_runs_what_the_readme_says():
    assert RUN.splitlines()[-2:] == ["make check", "make test"]

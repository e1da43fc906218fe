"""The package as it is installed: everything that the code reads lies in it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import VERSION
from bot.cli import starkeeper

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "handlers", "jobs", "knowledge")


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The names of what is in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def test_the_manifest_is_in_the_package_where_doctor_looks_for_it(packed):
    assert "bot/manifest.json" in packed


def test_every_file_of_the_code_and_of_the_knowledge_is_in_the_package(packed):
    files = (each for folder in FOLDERS for each in (ROOT / folder).rglob("*") if each.is_file())
    wanted = {each.relative_to(ROOT).as_posix() for each in files if "__pycache__" not in each.parts}

    assert {each for each in wanted if not each.endswith(".pyc")} - packed == set()


def test_the_package_has_the_version_that_the_command_says(packed):
    said = CliRunner().invoke(starkeeper, ["--version"]).output.strip()

    assert said == f"starkeeper, version {VERSION}"
    assert any(each.startswith(f"starkeeper-{VERSION}.dist-info") for each in packed)


def test_nothing_else_is_in_the_package(packed):
    assert {each.split("/")[0].split("-")[0] for each in packed} == {*FOLDERS, "starkeeper"}

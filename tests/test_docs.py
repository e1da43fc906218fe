"""The documentation names what there is, and there is what it names."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from bot.cli import starkeeper
from bot.config import Settings
from bot.messages.help import COMMANDS
from handlers import COMMANDS as SLASHES
from handlers.feedback import ANSWERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANIFEST = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
PAGES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WANTED = (
    *("playbook", "policy", "language", "command", "job", "source", "button", "message", "table"),
    *("setting", "scope", "dependency"),
)
"""What CONTRIBUTING.md has a recipe for."""


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_each_setting_stands_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", list(starkeeper.commands))
def test_each_command_stands_in_the_readme_and_has_help(name):
    assert f"starkeeper {name}" in README
    assert starkeeper.commands[name].help


def test_each_command_that_the_readme_names_exists():
    named = set(re.findall(r"(?:`|bin/)starkeeper ([a-z]+)", README))

    assert named <= set(starkeeper.commands)


def test_the_manifest_declares_exactly_the_slash_commands_that_are_answered():
    declared = {each["command"] for each in MANIFEST["features"]["slash_commands"]}

    assert declared == set(SLASHES)


def test_each_word_after_feedback_is_explained_in_the_help():
    explained = {each.word for each in COMMANDS if each.slash == "/feedback"}

    assert explained == set(ANSWERS)


@pytest.mark.parametrize("page", PAGES)
def test_each_file_that_a_page_links_to_is_there(page):
    for link in re.findall(r'\]\(([^)#:]+)\)|src="([^"]+)"', text_of(page)):
        assert (ROOT / "".join(link)).exists(), link


@pytest.mark.parametrize("page", PAGES)
def test_each_path_that_a_page_names_exists(page):
    for path in re.findall(r"`((?:\.?\w[\w.-]*/)[\w./-]*|\w+\.(?:py|toml|md|txt|json|yaml))`", text_of(page)):
        assert [*ROOT.glob(path.rstrip("/"))], path


@pytest.mark.parametrize("page", PAGES)
def test_each_make_target_that_a_page_names_exists(page):
    named = set(re.findall(r"(?:`| {4})make ([a-z]+)", text_of(page)))

    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_each_make_target_is_explained_in_the_readme_or_for_contributors():
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))

    assert {each for each in targets if f"make {each}" not in README + text_of("CONTRIBUTING.md")} == set()


def test_every_recipe_names_the_files_it_is_about():
    recipes = re.findall(r"^\*\*(.*?)\*\*[:.](.*?)(?=^\*\*|^#|\Z)", CONTRIBUTING, re.MULTILINE | re.DOTALL)

    assert len(recipes) >= len(WANTED)
    assert all("`" in words for _, words in recipes)
    for wanted in WANTED:
        assert any(wanted in name.lower() for name, _ in recipes), wanted


def test_every_room_of_the_bot_stands_in_the_architecture():
    rooms = {
        each.name for each in (ROOT / "bot").iterdir() if each.is_dir() and not each.name.startswith("__")
    }

    assert {each for each in rooms if f"bot/{each}/" not in text_of("ARCHITECTURE.md")} == set()


def test_the_arrow_is_the_one_that_imports_are_held_to():
    drawn = re.findall(r"bot\.(\w+)", text_of("ARCHITECTURE.md").split("## The arrow")[1].split("\n\n")[1])
    [layers] = [each for each in CONTRACTS if each.get("containers") == ["bot"]]
    held = [name for layer in layers["layers"] for name in layer.split(" | ")]

    assert drawn == held


def test_every_decision_has_its_date():
    decisions = text_of("ARCHITECTURE.md").split("## Decisions")[1]

    assert all(re.match(r"\*\*\d{4}-\d\d-\d\d ", each) for each in decisions.strip().split("\n\n"))

"""The documentation names what there is, and there is what it names."""

import json
import re
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


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_each_setting_stands_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", list(starkeeper.commands))
def test_each_command_stands_in_the_readme_and_has_help(name):
    assert f"starkeeper {name}" in README
    assert starkeeper.commands[name].help


def test_each_make_target_that_the_readme_names_exists():
    named = set(re.findall(r"(?:`|^    )make ([a-z]+)", README, re.MULTILINE))

    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_each_command_that_the_readme_names_exists():
    named = set(re.findall(r"starkeeper ([a-z]+)", README)) - {"demo", "run"}

    assert named <= set(starkeeper.commands)


def test_the_manifest_declares_exactly_the_slash_commands_that_are_answered():
    declared = {each["command"] for each in MANIFEST["features"]["slash_commands"]}

    assert declared == set(SLASHES)


def test_each_word_after_feedback_is_explained_in_the_help():
    explained = {each.word for each in COMMANDS if each.slash == "/feedback"}

    assert explained == set(ANSWERS)


def test_the_app_asks_for_no_scope_that_it_does_not_need():
    needed = {
        "channels:history": "looking posts up, public channels",
        "channels:read": "doctor",
        "chat:write": "posting",
        "commands": "slash commands",
        "files:read": "reports sent to the bot",
        "files:write": "the trend picture",
        "groups:history": "looking posts up, private channels",
        "groups:read": "doctor",
        "im:history": "reports sent to the bot",
        "im:write": "telling who asked a question",
        "usergroups:read": "who is in the groups that LEADS and AGENTS name",
        "users:read": "who may act",
    }

    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == set(needed)


def test_each_file_that_the_readme_links_to_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_the_locked_requirements_are_pinned_by_hash_and_name_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")

        assert "://" not in text
        assert "index-url" not in text
        assert text.count("==") <= text.count("--hash=")

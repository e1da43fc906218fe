"""What Starkeeper brings with it and asks for: pinned, listed, and no more than it uses."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from slack_sdk import WebClient

import licences
from bot.manifest import bot_scopes, manifest
from bot.workspace.manifest import SCOPES

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-audit.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
OF_EVENTS = {"message.im": "im:history", "app_home_opened": ""}
"""The scope that Slack wants for an event; empty where it wants none."""
FREE = {"auth.test", "apps.connections.open", "views.open", "views.update", "views.push", "views.publish"}
"""Methods that no scope of the bot's token is for."""
PERMISSIVE = re.compile(r"MIT|BSD|0BSD|Apache|PSF|Python Software Foundation|Zlib|CC0|MPL-2\.0|LGPL-3\.0")


def written(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", name)[0]).lower()


def methods_called() -> Iterator[str]:
    """Name the Web API methods that the bot calls."""
    for folder in ("bot", "handlers", "jobs"):
        for file in (ROOT / folder).rglob("*.py"):
            if "workspace" not in file.parts:
                yield from _methods(ast.parse(file.read_text(encoding="utf-8")))


def _methods(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else ""
        if "_" in name and not name.startswith("_") and hasattr(WebClient, name):
            yield name.replace("_", ".")


def test_every_method_has_its_scope_in_the_manifest():
    granted = bot_scopes()

    for method in methods_called():
        assert method in FREE or granted & set(SCOPES[method].split()), method


def test_every_scope_is_used_by_a_method_an_event_or_a_command():
    used = {scope for method in methods_called() for scope in SCOPES.get(method, "").split()}
    used |= {OF_EVENTS[event] for event in manifest()["settings"]["event_subscriptions"]["bot_events"]}
    used |= {"commands"} if manifest()["features"]["slash_commands"] else set()

    assert bot_scopes() - used == set()


def test_the_app_has_no_scope_of_a_person_and_none_beyond_its_channels():
    asked = manifest()["oauth_config"]["scopes"]

    assert set(asked) == {"bot"}
    assert not {"chat:write.public", "users:read.email", "channels:join"} & set(asked["bot"])


@pytest.mark.parametrize("name", LOCKS)
def test_the_locked_requirements_are_pinned_by_hash_and_name_no_address(name):
    text = written(name)
    pinned = re.findall(r"^[\w.-]+(?:\[\w+\])?==\S+.*?(?=^\w|\Z)", text, re.MULTILINE | re.DOTALL)

    assert pinned
    assert all("--hash=sha256:" in each for each in pinned)
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements-dev.txt", PROJECT["dependency-groups"]["dev"]),
        ("requirements-audit.txt", PROJECT["dependency-groups"]["audit"]),
    ],
)
def test_every_dependency_is_locked(name, wanted):
    locked = {normal(each) for each in licences.locked(name)}

    assert {normal(each) for each in wanted} <= locked


def test_the_page_of_licences_lists_every_locked_package_as_its_metadata_says():
    assert written("docs/licences.md") == licences.page(), "make licences"


def test_every_licence_lets_the_bot_be_given_away():
    refused = [each for each in licences.locked() if not PERMISSIVE.search(licences.licence(each))]

    assert refused == []


def test_the_audit_fails_where_it_could_not_look():
    audit = re.search(r"pip-audit (.*)", MAKEFILE)

    assert audit
    assert {"--strict", "--require-hashes", "requirements.txt"} <= set(audit[1].split())
    assert "--ignore-vuln" not in audit[1]


def test_the_bill_of_materials_is_made_of_the_lock():
    assert re.search(r"cyclonedx-py requirements requirements\.txt .*--output-file dist/sbom\.json", MAKEFILE)


def test_the_workflow_only_calls_what_a_developer_calls_too():
    [job] = yaml.safe_load(written(".github/workflows/ci.yml"))["jobs"].values()

    assert [step.get("run") for step in job["steps"] if "run" in step] == [".ci/run"]


def test_the_workflow_may_only_read_and_names_its_actions_by_hash():
    text = written(".github/workflows/ci.yml")
    used = re.findall(r"uses: (\S+)", text)

    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert used
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", each) for each in used)


def test_the_hooks_before_a_commit_are_local_and_fetch_nothing():
    repos = yaml.safe_load(written(".pre-commit-config.yaml"))["repos"]
    hooks = [hook for repo in repos for hook in repo["hooks"]]

    assert {repo["repo"] for repo in repos} == {"local"}
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks)
    assert {hook["id"] for hook in hooks} == {"ruff", "ruff-format", "mypy", "lint-imports"}


def test_no_lock_and_no_workflow_names_a_secret():
    shown = json.dumps([written(".github/workflows/ci.yml"), written("manifest.json")])

    assert "secrets." not in shown
    assert "xox" not in shown

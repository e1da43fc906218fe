"""Every command of the README runs, in its own words; its settings and tables are the real ones."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import SQLModel

import bot.feedback
from bot.cli import starkeeper
from bot.clock import utc_now
from bot.config import Settings, settings_from
from bot.doctor.amazon import NEEDS
from bot.sample import sample_reports

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / ".env.example"
ORDER = "114-0000001-0000001"
WORDS = {
    "TEXT": "It came two weeks late.",
    "COMMENT": "It came two weeks late.",
    "QUESTION": "May I put a coupon in my message?",
    "DRAFT": "Dear customer, your parcel is on its way.",
    "NAME": "main",
    "DAY": "2026-01-01",
    "ORDER-ID": ORDER,
    "N": "3",
}
"""What stands in for the README's placeholders; FILE depends on the command."""
LINE = json.dumps({"id": "1", "text": "It came two weeks late."})
CODES = {"doctor": {1}, "verify": {2}, "run": {2}, "erase": {0, 2}}
"""Exit codes with nothing configured; those that are not named here end with 0."""
ELSEWHERE = {"demo", "--accept"}
"""What is run as a process of its own (test_run.py), or would write into this very checkout."""
SETTING = re.compile(r"^\| `([A-Z_]+)` \|(.*?)\| (.+?) \|$", re.MULTILINE)


def written() -> list[str]:
    """List the command lines of the table and of the blocks, with all their options."""
    table = README.split("## At the command line")[1].split("\n## ")[0]
    found = re.findall(r"`(starkeeper [^`]+)`", table)
    found += re.findall(r"^ +\.venv/bin/(starkeeper .+)$", README, re.MULTILINE)
    return list(dict.fromkeys(line.replace("[", "").replace("]", "") for line in found))


def filled(line: str) -> list[str]:
    """Give a line's words, placeholders replaced."""
    words = shlex.split(line)[1:]
    file = "backup.db" if words[0] in ("backup", "restore") else "feedback.txt"
    return [{**WORDS, "FILE": file}.get(word, word) for word in words]


def run(*words: str):
    return CliRunner().invoke(starkeeper, words, input=LINE if "--jsonl" in words else "")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A folder with a report, a database with that report in it, and a backup; nothing is configured."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "feedback.txt").write_bytes(sample_reports(utc_now().date())[0].data)
    with pytest.MonkeyPatch.context() as patch:
        for name in Settings.model_fields:
            patch.delenv(name.upper(), raising=False)
        patch.chdir(folder)
        assert run("import", "feedback.txt", "--marketplace", "US").exit_code == 0
        assert run("backup", "backup.db").exit_code == 0
        yield folder


@pytest.mark.parametrize("line", [each for each in written() if not ELSEWHERE & set(each.split())])
def test_a_command_of_the_readme_runs_as_it_is_written(house, line):
    words = filled(line)

    result = run(*words)

    assert result.exit_code in CODES.get(words[0], {0}), result.output
    assert not result.exception or isinstance(result.exception, SystemExit)


def test_every_command_is_among_those_that_were_run():
    assert {each.split()[1] for each in written()} == set(starkeeper.commands)


def test_every_setting_has_a_row_with_its_default():
    defaults = dict(
        line.split("=", 1) for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line[:1].isupper()
    )
    rows = {name: default.strip() for name, default, _ in SETTING.findall(README)}

    assert set(rows) == {name.upper() for name in Settings.model_fields}
    for name, default in rows.items():
        if default.startswith("`"):
            assert default == f"`{defaults[name]}`", name


def test_the_example_holds_the_defaults():
    example, plain = settings_from(_env_file=EXAMPLE), settings_from(_env_file=None)
    examples = {"slack_bot_token", "slack_app_token", "feedback_channel"}
    scoped = {"language", "team_timezone", "working_days", "working_hours", "sp_api_region"}

    for name in set(Settings.model_fields) - examples - scoped:
        assert getattr(example, name) == getattr(plain, name), name
    assert example.team() == plain.team()
    assert example.region_of("main") == plain.region_of("main")


def test_every_name_in_capitals_that_looks_like_a_setting_is_one():
    named = {each.split("__")[0] for each in re.findall(r"`([A-Z]+(?:_[A-Z0-9]+)+)=?[^`]*`", README)}

    assert named <= {name.upper() for name in Settings.model_fields}


def test_every_table_says_how_long_it_is_kept():
    stores = README.split("## What it stores")[1].split("\n## ")[0]

    assert bot.feedback
    assert {name for name in SQLModel.metadata.tables if f"`{name}`" not in stores} == set()


def test_every_role_at_amazon_that_doctor_looks_for_is_named():
    assert {need.role for need in NEEDS if f"*{need.role}*" not in README} == set()


def test_the_container_is_run_read_only_with_nothing_it_does_not_need():
    [line] = re.findall(r"^ +(docker run .*)$", README, re.MULTILINE)
    words = shlex.split(line)

    for needed in ("--read-only", "--tmpfs /tmp", "--volume starkeeper:/data", "--cap-drop ALL"):
        assert needed in line
    assert "--security-opt no-new-privileges" in line
    assert words[-1] == "starkeeper"


def test_the_pictures_come_before_everything_else():
    assert README.index("docs/alert.png") < README.index("docs/digest.png") < README.index("\n## ")

"""The command line. `--json` prints one JSON object on stdout, logs go to stderr, refused input exits 2."""

import click

from bot import VERSION
from bot.cli.auditing import audit
from bot.cli.exporting import export
from bot.cli.feedback import counts, import_, score
from bot.cli.judging import ask, check, diagnose, removal
from bot.cli.keeping import backup, erase, posts, restore, verify_
from bot.cli.operating import demo, doctor, run
from bot.cli.pages import knowledge


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="starkeeper")
def starkeeper() -> None:
    """Keep an Amazon seller's feedback above 95 % positive and 4.5 stars, from Slack."""


COMMANDS = (
    *(import_, score, counts, export, diagnose, ask, check, removal, knowledge),
    *(demo, run, doctor),
    *(backup, restore, erase, verify_, posts, audit),
)
for command in COMMANDS:
    starkeeper.add_command(command)

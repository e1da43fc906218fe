"""The app's manifest: what is pasted into Slack, and what the installed app is measured by."""

import json
from pathlib import Path
from typing import Any

PLACES = (Path(__file__).parent / "manifest.json", Path(__file__).parent.parent / "manifest.json")
"""In an installed package, and in a checkout."""


def manifest() -> dict[str, Any]:
    """Read the manifest."""
    file = next(each for each in PLACES if each.exists())
    return dict(json.loads(file.read_text(encoding="utf-8")))


def bot_scopes() -> frozenset[str]:
    """List the scopes that the bot's token needs."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])

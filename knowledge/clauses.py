"""Cut a comment into its clauses: several grievances often stand in one."""

import re

_MOST = 8
_SHORTEST = 4
_LONGEST = 300
_ENDS = re.compile(
    r"[.。！？!?;；，、,\n]+|\s[-–—]+\s"
    r"|\b(?:but|and then|however|aber|mais|mas|pero|però)\b|但是|可是|不过|而且|然后|但"
)


def clauses(text: str) -> list[str]:
    """Answer a text's first 8 clauses, each of at most 300 characters; none when there is only one."""
    parts = [part.strip() for part in _ENDS.split(text)]
    kept = [part[:_LONGEST] for part in parts if len(part) >= _SHORTEST]
    return kept[:_MOST] if len(kept) > 1 else []

"""The library: what the team knows, loaded from pages that people edit.

    knowledge/sources.yaml              where everything is written
    knowledge/playbook/<problem>.yaml   causes, solutions, first checks, examples and phrases
    knowledge/policies/<topic>.<lang>.md  passages that answer questions
    knowledge/translations.yaml         which English each Chinese text stands for

A team's folder has the same layout; its pages are laid over ours.
"""

from knowledge.library.checking import check, stamp
from knowledge.library.loading import entries, fingerprint, load
from knowledge.library.model import (
    QUESTION_TEXTS,
    QUESTIONS,
    Cause,
    Library,
    Passage,
    Phrase,
    Problem,
    Solution,
    Source,
)
from knowledge.library.sources import TEAM_RULE
from knowledge.pages import KnowledgeError, Mistake, Text

__all__ = [
    "QUESTIONS",
    "QUESTION_TEXTS",
    "TEAM_RULE",
    "Cause",
    "KnowledgeError",
    "Library",
    "Mistake",
    "Passage",
    "Phrase",
    "Problem",
    "Solution",
    "Source",
    "Text",
    "check",
    "entries",
    "fingerprint",
    "load",
    "stamp",
]

"""The draft check: which sentences of a message to a buyer, or of a public reply, break which rule.

Drafts are read, never sent. See rules/messages.yaml for the rules and the wordings by which they are found.
"""

from knowledge.compliance.checking import Checked, Finding, check, check_row
from knowledge.compliance.rulebook import Rule, Rulebook, read, rulebook

__all__ = ["Checked", "Finding", "Rule", "Rulebook", "check", "check_row", "read", "rulebook"]

"""The record, the edges and the voice of Starkeeper."""

VERSION = "0.1.0"
"""As in CHANGELOG.md; the package takes it from here."""

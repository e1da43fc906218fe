"""The record, the edges and the voice of Starkeeper."""

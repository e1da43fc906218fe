"""Why something was refused, in English as it stands and in Chinese at hand."""

from typing import Self


class Said(str):
    """A sentence, or the end of one, for people: the text is English, `zh` says the same."""

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, en: str, zh: str) -> Self:
        """Make it of both."""
        made = super().__new__(cls, en)
        made.zh = zh
        return made

    def said(self, lang: str) -> str:
        """Say it in "en" or "zh"."""
        return self.zh if lang == "zh" else str(self)

"""Which charset a report is written in."""

import codecs
import re
from collections.abc import Callable, Iterator

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    # Two old names under which Windows text travels; where it is not, the next guess reads it.
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-15": "iso8859-15",
    "iso-8859-2": "iso8859-2",
    "windows-1250": "cp1250",
    "windows-1254": "cp1254",
    "windows-1256": "cp1256",
    "windows-31j": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "ms932": "cp932",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb18030": "gb18030",
}


def charset_of(content: Callable[[], Iterator[bytes]], content_type: str, fallback: str) -> str:
    """Return Python's name of the charset: by byte order mark, else as declared, else by trying.

    Tried in turn: UTF-8, `fallback` (the marketplace's own), Windows' Western charset, and latin-1, which
    reads anything. A declared charset that this module does not know counts as none. `content` is asked for
    the file's pieces once per try.
    """
    head = next(content(), b"")
    declared = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
    known = _DECLARED.get(declared[1].lower(), "") if declared else ""
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), "")
    if marked or (known and known != "cp1252"):
        return marked or known
    tries = ("cp1252",) if known else ("utf-8-sig", fallback, "cp1252")
    return next((name for name in tries if _reads(content(), name)), "latin-1")


def _reads(content: Iterator[bytes], charset: str) -> bool:
    """Tell whether every byte has a meaning in the charset; a last character cut short does not count."""
    decoder = codecs.getincrementaldecoder(charset)("strict")
    try:
        for piece in content:
            decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True

"""Buyer text made safe to keep: no addresses, no phone numbers, no characters that nobody sees."""

import re

_NAME = r"A-Za-z0-9.!#$%&'*+/=?^_`{|}~À-ɏ-"
_HOST = r"[A-Za-z0-9À-ɏ][A-Za-z0-9.À-ɏ@-]*|\[[0-9A-Fa-f:.]+\]"
_EMAIL = re.compile(
    # A name or a quoted name at a host. Chinese is written without blanks, so letters of other scripts end
    # an address here; the lookbehind keeps a long word from being tried at each of its letters.
    rf"(?:(?<![{_NAME}])[{_NAME}]+|\"[^\"\n]{{1,64}}\")@(?:{_HOST})"
    # The same with blanks, with a bracketed at, or spelled out.
    rf"|(?<![{_NAME}])[{_NAME}]+ ?(?:@|[(\[{{] ?at ?[)\]}}]) ?"
    r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
    rf"|(?<![{_NAME}])[{_NAME}]+ at [A-Za-z0-9-]+ dot [A-Za-z]{{2,}}"
)
_FOREIGN_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w.-]+")

_NUMBER = re.compile(
    r"(?<![\dA-Za-z_])(?:"
    # Kept: order ids, dates, and numbers that are named as something else than a phone.
    r"(?P<kept>\d{3}-\d{7}-\d{7}(?!\d)"
    r"|\d{1,4}([./-])\d{1,2}\2\d{1,4}(?![./-]?\d)"
    r"|(?i:tracking|track|order|ups|usps|fedex|dhl|isbn|asin|ean|upc|sku|invoice|sendungsnummer|sendung|paket"
    r"|bestellung|bestellnummer|rechnung)(?: ?(?i:number|no\.?|nr\.?|id))?[ :#]{0,3}[0-9]{8,})"
    # +1 (555) 010-0123, 0049 30 123456
    r"|(?:\((?:\+|00)[1-9]\d{0,2}\)|(?:\+ ?|00)[1-9])(?:[ ./()-]{0,3}\d){7,13}"
    # 555-010-0123, (555) 010 0123, 1.555.010.0123, 5550100123
    r"|(?:1[-. ]?)?(?:\(\d{3}\)[-. ]?|\d{3}[-. ])\d{3}[-. ]\d{4}"
    r"|[2-9]\d{2}[2-9]\d{6}"
    # (030) 1234567, 0171 1234567, 06 12 34 56 78
    r"|\(0[1-9]\d{1,3}\)(?:[ ./-]{0,3}\d){5,9}"
    r"|0[1-9](?:[ ./()-]{0,3}\d){7,10}"
    # 13812345678, 138-1234-5678
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r")(?![\dA-Za-z_]|[./-]\d)"
)

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls; a tab or a line break is text
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # soft hyphen, joiners, fillers
    "\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, bidi
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"  # shorthand, music and tag characters
)
_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_SUSPECT = re.compile(r"[@＠﹫+＋(\[{0-9٠-٩۰-۹０-９]")
_WIDE = str.maketrans("＠﹫＋٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "@@+" + "0123456789" * 3)


def scrub(text: str) -> str:
    """Mask e-mail addresses as [e-mail], phone numbers as [phone], and drop the characters that nobody sees.

    Order ids, dates, prices and numbers named as a tracking or order number stay. Phone numbers are known in
    international, United States, German (and alike: a leading 0) and Chinese mobile form. Names and postal
    addresses are not looked for. Digits of other scripts may come out as 0-9. It takes time in proportion to
    the length of the text.
    """
    if not text.isprintable():
        text = _UNSEEN.sub("", _BREAK.sub("\n", text)).replace("\t", " ")
    if not _SUSPECT.search(text) and " dot " not in text:
        return text
    text = _FOREIGN_EMAIL.sub("[e-mail]", _EMAIL.sub("[e-mail]", text.translate(_WIDE)))
    return _NUMBER.sub(lambda found: found["kept"] or "[phone]", text)

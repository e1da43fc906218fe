"""Wordings with word lists: `knowledge.wording` wordings in which `<name>` stands for any word of a list.

Beyond that, ` ... ... ` is a longer gap (eight words) and ` ... ... ... ` a long one (twelve), an optional
word may stand beside a gap, and `[one|another]` needs no inner brackets. Traditional Chinese reads as
simplified.
"""

import re
from collections.abc import Iterable, Mapping

from knowledge.pages import Place
from knowledge.wording import compiled, fold

Patterns = Mapping[str, tuple[re.Pattern[str], ...]]  # by language
Words = Mapping[str, Mapping[str, str]]  # list name -> language -> the words, separated by |

_NAME = re.compile(r"<(\w+)>")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_OPTION_AT_A_GAP = re.compile(r"\[[^\[\]]*\]\s*(?=\.\.\.)")
_LONG_GAP = re.compile(r"\.\.\.(?: \.\.\.)+ ?")
_WORD = "[* ]"
_SAME_GAPS = re.compile(r"(\[[^\]]*\])\{0,8\}\?(?:\1\{0,8\}\?)+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIMPLIFIED = str.maketrans(
    "評價給們請訂單發貨優購買關於聯繫絡電話號碼郵網頁連結鏈禮謝換運費點擊這個為來會還對過後時間將處錯誤賣產質壞損舊騙態務讓說問題無論條滿親愛級"
    "選擇僅積極負麵願與獎勵補償現圖閱訊戶誠係刪紅寫顧幫載掃贈項撥聲實達銷鋪檔謊訴罰員營賬轉該試隨應簽遞裝薦專動樣導錢歡線視續報從車門開區邊廠",
    "评价给们请订单发货优购买关于联系络电话号码邮网页连结链礼谢换运费点击这个为来会还对过后时间将处错误卖产质坏损旧骗态务让说问题无论条满亲爱级"
    "选择仅积极负面愿与奖励补偿现图阅讯户诚系删红写顾帮载扫赠项拨声实达销铺档谎诉罚员营账转该试随应签递装荐专动样导钱欢线视续报从车门开区边厂",
)


def narrow(text: str) -> str:
    """Answer the text with full-width letters and signs as narrow ones, of exactly the same length."""
    return text.translate(_NARROW)


def plain(text: str, lang: str) -> str:
    """Answer the text as the wordings of `lang` see it, of exactly the same length."""
    return fold(text).translate(_SIMPLIFIED) if lang == "zh" else fold(text)


def read_words(place: Place) -> Words:
    """Read the word lists of a page."""
    return {
        name: {lang: words.word(lang) for lang, words in list_.fields().items()}
        for name, list_ in place.fields().items()
    }


def read_patterns(place: Place, words: Words) -> Patterns:
    """Read wordings by language. Notes a wording that names no list, or whose brackets do not pair up."""
    return {
        lang: tuple(found for wording in wordings.items() if (found := _read(wording, lang, words)))
        for lang, wordings in place.fields().items()
    }


def _read(place: Place, lang: str, words: Words) -> re.Pattern[str] | None:
    said = place.word("wording")
    try:
        return pattern(said, lang, words)
    except KeyError as error:
        place.wrong(f"there is no list {error} of words in `{lang}`")
    except re.error:
        place.wrong(f"the brackets of `{said}` do not pair up")
    return None


def pattern(wording: str, lang: str, words: Words) -> re.Pattern[str]:
    """Answer a wording as a regular expression over `plain` text.

    Raises KeyError for an unknown list and re.error for brackets that do not pair up.
    """
    gaps = _OPTION_AT_A_GAP.sub("", wording.replace("[...]", "..."))
    long = _LONG_GAP.sub(lambda gap: "..." + _WORD * (4 * (gap[0].count("...") - 1)), gaps)
    named = _NAME.sub(lambda name: f"({words[name[1]][lang]})", long)
    return _collapsed(compiled(_CHOICE.sub(r"[(\1)]", named)))


def _collapsed(found: re.Pattern[str]) -> re.Pattern[str]:
    """Join gaps of the same kind that follow each other: as one they take a turn each, as three a cube."""
    joined = _SAME_GAPS.sub(lambda gaps: f"{gaps[1]}{{0,{8 * gaps[0].count('{0,8}?')}}}?", found.pattern)
    return re.compile(joined)


def blanked(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """Answer `text` with everything that the patterns find replaced by line ends, of the same length."""
    for found in patterns:
        text = found.sub(lambda match: "\n" * len(match[0]), text)
    return text

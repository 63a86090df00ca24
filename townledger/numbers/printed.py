"""Numerals and units as they are printed: where one begins, and where it ends."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from townledger.lexicon import alternation
from townledger.numbers.lexical import unit_words
from townledger.numbers.mention import WINDOW, Numeral
from townledger.numbers.numerals import ABOUT_A_HUNDRED, IDIOMS, Interval, interval
from townledger.numbers.qualifiers import INNER
from townledger.numbers.units import Unit, lookup, table

ARABIC = r"(?:\d{1,3}(?:(?:, ?| )\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""Digits; thousands parted by a comma or, as ISO 80000-1 has it, by a blank."""
_THOUSAND = "千(?![瓦伏米克卡帕赫乏焦]|分点)"  # 千瓦 and 千米 are units
SCALE = f"(?:[万亿]|百(?!分点)|{_THOUSAND})"
CHINESE = f"(?:[零〇一二三四五六七八九十百万亿廿卅]|两(?=[百千万亿])|{_THOUSAND})"
_DECIMALS = "点[零〇一二三四五六七八九]+"
_FORMAL = "[壹贰叁肆伍陆柒捌玖](?=[拾佰仟万亿元吨亩])[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*"
"""Numerals as on cheques; one alone is a word (伍家) unless a scale word or a measure follows."""
_HALVED = (
    "个?(?:[年天亩斤里米锅袋碗杯瓶筐车桶吨箱]|个?多?月|日(?!制)|小时|钟头|星期|世纪|公斤|公里|学期|季度?)"
)
_HALF = rf"(?<![一上下过前后大多对夜各每])半(?={_HALVED})"
_LOWER = (
    rf"(?:{ARABIC}(?:[十百万]|{_THOUSAND})+)*"
    r"(?:(?<=[万亿])(?:\d,\d{3}|\d{3,4})(?![\d,.%万亿千百十])|(?<=[万亿])[1-9](?=[,。;、!?”元块\n]|$))?"
)
"""What follows a scale word behind Arabic digits: 10万3千, 38万4,512, 8万3."""
_ROUGH = r"(?<=[百千万])把(?=[人个块斤亩户元棵只头公里])"  # 千把人
_NUMERAL = re.compile(
    rf"(?P<core>{'|'.join(IDIOMS)}"
    rf"|{ARABIC}(?: ?(?:十|{SCALE})+{_LOWER})?"
    rf"|(?:[几数](?=[十百千万亿])|上(?=[百千万亿]))?"
    rf"(?:[一三]两(?=[亩个名天次元斤年])|(?!零[一二三四五六七八九十两])(?:两|{CHINESE}){CHINESE}*几?{CHINESE}*)(?:{_DECIMALS}{SCALE}*)?"
    rf"|{_FORMAL}|[几数]|{_HALF})"
    rf"(?P<inner>有余|余|多(?!元化|样|种)|来|{_ROUGH})?(?P<scale>(?<=[余多来]){SCALE}+)?"
    rf"(?:个(?P<more>[多余来])?(?P<hundred_million>亿))?"
)
_HEAD = re.compile("[0-9零〇一二三四五六七八九十百千万亿廿卅两几数上成半壹贰叁肆伍陆柒捌玖]")
"""What a numeral can begin with."""
_UNITS = alternation(table())
_PER = rf"/(?:(?:[百千万亿]|1000?)?{_UNITS}|\({_UNITS}·{_UNITS}\))"
_REST = (
    r"(?<=秒)\d\d(?!\d)|(?<=[米秒块])(?:\d{1,2}(?=[,。;、)的高左多!?:\n]|$)"
    r"|[一二三四五六七八九](?=[,。;、)的高左!?\n]|$))"
)
_HALF_BEHIND = "半(?![天年月个小数边径夜成封])"
_UNIT = re.compile(
    rf" ?(?P<unit>个世纪|个半(?=小时|月|钟头|星期)(?:小时|月|钟头|星期)"
    rf"|个[多余来](?=月|小时|星期|百分点|工作日)(?:月|小时|星期|百分点|工作日)"
    rf"|号(?=人(?!员))|{_UNITS}(?:{_PER})?(?:·{_UNITS}|\([台套件册次个人家部只头户处条辆]\))?)(?P<rest>{_HALF_BEHIND}|(?<=成)[一二三四五六七八九\d](?![\d.十百千个年])|{_REST})?"
)
_SCALE_WORDS = re.compile("[百千万亿]+$")
_LATIN = re.compile(r"[A-Za-z0-9]")
_UNIT_WORD = re.compile(alternation(unit_words()))
_UNIT_WORD_HEADS = frozenset(word[0] for word in unit_words())


MEASURING = frozenset(("measure", "time", "age", "ratio", "rate"))
"""Kinds of units that measure; the others count."""
_NOTHING, _HALF_MORE = Decimal(0), Decimal("0.5")


class PrintedUnit(NamedTuple):
    """A unit as printed; ``rest`` is what a 半 (三年半, 个半小时) or digits behind it (三成五, 1米75) add."""

    text: str
    end: int
    rest: Decimal
    known: Unit | None
    inner: str = ""  # what a 多 inside says (三个多月)

    @property
    def kind(self) -> str:
        """The kind of the unit table; a unit that is not in it is a classifier."""
        return self.known.kind if self.known else "classifier"


def next_numeral(text: str, at: int) -> re.Match[str] | None:
    """Return the match of the first numeral at or after ``at``.

    Only the few characters that can open a numeral are tried; ``re`` finds a plain set of them fast.
    """
    head = _HEAD.search(text, at)
    while head is not None:
        match = _NUMERAL.match(text, head.start())
        if match is not None:
            return match
        head = _HEAD.search(text, head.end())
    return None


def numeral_at(text: str, at: int) -> Numeral | None:
    """Return the numeral that begins right at ``at``, or None."""
    match = _NUMERAL.match(text, at)
    return numeral_of(text, match) if match else None


def numeral_of(text: str, match: re.Match[str]) -> Numeral:
    """Return the numeral of a match with its surroundings."""
    start, end = match.span()
    core, inner, scale, more, hundred_million = match.groups()
    before = text[max(0, start - WINDOW) : start]
    return Numeral(
        text,
        start,
        end,
        core + (scale or "") + (hundred_million or ""),
        inner or more or "",
        "0" <= core[0] <= "9",
        before,
        before[-1:],
        text[end : end + 1],
    )


def value_of(numeral: Numeral) -> Interval:
    """Return the interval that the numeral asserts by itself; (None, None) for 几 and 数."""
    try:
        return interval(numeral.core.removeprefix("上"))
    except ValueError:
        return None, None


def inner_word(numeral: Numeral) -> str:
    """Return the qualifier that stands inside the numeral: 300余, 上千, 数以万计; "" when there is none."""
    if numeral.core.startswith("上") or numeral.core in IDIOMS:
        return "over"
    if numeral.core.startswith(ABOUT_A_HUNDRED):
        return "about"
    return INNER.get(numeral.inner, "")


def unit_at(text: str, at: int) -> PrintedUnit | None:
    """Return the unit that is printed at ``at`` (after one blank at most), or None."""
    match = _UNIT.match(text, at)
    if match is None:
        return None
    unit, start, end = match["unit"], match.start("unit"), match.end()
    if "A" <= unit[-1] <= "z" and _LATIN.match(text, end):
        return None
    shorter = _shortened(text, start, match.end("unit")) if match["rest"] is None else None
    if shorter is not None:
        unit = text[start:shorter]
        return PrintedUnit(unit, shorter, _NOTHING, lookup(unit)) if unit else None
    if unit.startswith("个半"):
        return PrintedUnit("个" + unit[2:], end, _HALF_MORE, lookup(unit[2:]))
    if unit[0] == "个" and unit[1:2] in ("多", "余", "来"):
        return PrintedUnit("个" + unit[2:], end, _NOTHING, lookup(unit[2:]), INNER[unit[1]])
    return PrintedUnit(unit, end, _rest(match["rest"]), lookup(unit))


def _rest(word: str | None) -> Decimal:
    """Return what is added behind a unit: nothing, a half (三年半), tenths (三成二)."""
    if word is None or word == "半":
        return _HALF_MORE if word else _NOTHING
    return (interval(word)[0] or _NOTHING).scaleb(-len(word))


def _shortened(text: str, start: int, end: int) -> int | None:
    """Return where a unit really ends when its last character belongs to the next word (年级, 人民, 成果).

    None: the unit stands as it is. ``start``: there is no unit here at all.
    """
    if text[end - 1] not in _UNIT_WORD_HEADS:
        return None
    word = _UNIT_WORD.match(text, end - 1)
    verdict = unit_words()[word[0]] if word else "keep"
    if verdict == "keep" or (verdict == "compound" and end - start == 1):
        return None
    for shorter in range(end - 1, start, -1):
        if lookup(text[start:shorter]) is not None:
            return shorter
    return start


def scale_factor(numeral: str) -> Decimal:
    """Return what the scale words at the end of a numeral multiply with: 10,000 for 3.5万, 1 for 350."""
    words = _SCALE_WORDS.search(numeral)
    return (interval("一" + words[0])[0] if words else None) or Decimal(1)

"""Figures made of several numerals: fractions, ratios, products, tolerances; and cadences (一日一清)."""

from __future__ import annotations

import re
from decimal import Decimal

from townledger.numbers.lexical import words
from townledger.numbers.mention import NumberSpan, Numeral, Reading
from townledger.numbers.numerals import interval
from townledger.numbers.printed import ARABIC, CHINESE, numeral_at, unit_at, value_of
from townledger.numbers.quantity import quantity

_RATIO = re.compile(rf"(?::{ARABIC}){{1,9}}(?![\d:])")  # bounded: a row of 3:3:3… is tried at each 3
_RATIO_WORDS = re.compile(rf"(?:比(?:{CHINESE}{{1,3}}|\d+(?:\.\d+)?))+")
_CLOCKLIKE = re.compile(r"[0-5]\d")
_SPLIT_BEFORE = re.compile(r"(?:比例?|配比|结构|比重)[^,。;]{0,6}$")
_SPLIT_HINT = re.compile(r"(?:比例?|配比|结构|比重|调整为|按照?|以|为)[^,。;]{0,6}$")
_SPLIT_AFTER = ("的比例", "比例", "分成", "分红", "分配")
_GAME = re.compile(words("game_words"))
_TIMES = frozenset("×*xX✕")
_FRACTION = re.compile(rf"分之(?P<top>{ARABIC}|{CHINESE}+(?:点[零〇一二三四五六七八九]+)?)")
_FRACTION_RANGE = re.compile(rf"(?:至|到|-|—|~)(?P<bottom>{CHINESE}+|\d+)分之(?P<top>{ARABIC}|{CHINESE}+)")
_SLASHED = re.compile(r"/([2-9]|10)(?![\d/年月])")
_OF_HUNDRED = {"百": "%", "千": "‰", "万": "‱"}
_CADENCE = re.compile(r"一(?:日|天|周|月|季度?|年|旬)一[一-鿿]{2}(?=[,。;、”’!\s的制]|$)")


def cadence(n: Numeral) -> Reading | None:
    """一日一巡查, 一季一举办: a cadence, not a count; alone between quotation marks it is a name."""
    match = _CADENCE.match(n.text, n.start) if n.core[0] == "一" else None
    if match is None:
        return None
    end = match.end()
    if n.last in ("“", "‘") and n.text[end : end + 1] in ("”", "’"):
        return Reading(NumberSpan(n.start, end, "name", reason="引号内的名称"), end)
    return Reading(NumberSpan(n.start, end, "frequency", 1.0, 1.0, "", reason="频次套语"), end)


def product(n: Numeral) -> Reading | None:
    """2×35万千瓦, 2*7500t/d, 3×630千伏安: a product in a specification."""
    second = _second(n) if n.next in _TIMES else None
    unit = unit_at(n.text, second.end) if second else None
    if second is None or unit is None:
        return None
    low, factor = value_of(n)[0], value_of(second)[0]
    if low is None or factor is None:
        return None
    return quantity(n, unit.end, low * factor, low * factor, unit.text, reason="乘积")


def _second(n: Numeral) -> Numeral | None:
    """Return the figure behind the sign that follows a figure (2×35, 20±2), both in digits."""
    second = numeral_at(n.text, n.end + 1) if n.arabic and not n.inner else None
    return second if second is not None and second.arabic else None


def tolerance(n: Numeral) -> Reading | None:
    """20±2℃: from 18 to 22."""
    second = _second(n) if n.next == "±" else None
    unit = unit_at(n.text, second.end) if second else None
    if second is None or unit is None:
        return None
    middle, margin = value_of(n)[0], value_of(second)[0]
    if middle is None or margin is None:
        return None
    return quantity(n, unit.end, middle - margin, middle + margin, unit.text)


def split(n: Numeral) -> Reading | None:
    """Three or more parts, or two where the words speak of a split: no clock time (15:15:15, 7:3分成)."""
    match = _RATIO.match(n.text, n.end) if n.arabic and n.next == ":" and not n.inner else None
    if match is None or n.last in ("图", "表"):
        return None
    parts = n.text[n.start : match.end()].split(":")
    if sum(map(Decimal, (part.replace(",", "") for part in parts))) == 100:
        return ratio(n)  # shares of a whole: 21:50:29
    hint = _SPLIT_HINT if len(parts) > 2 else _SPLIT_BEFORE
    said = hint.search(n.before) or n.text.startswith(_SPLIT_AFTER, match.end())
    if not said and len(parts) == 3 and all(len(p) == 2 for p in parts):
        return None
    if not said and len(parts) == 2 and _CLOCKLIKE.fullmatch(parts[1]):
        return None
    return ratio(n)


def ratio(n: Numeral) -> Reading | None:
    """8:1:1, 三比一; a game's score is a name."""
    if n.next not in (":", "比"):
        return None
    pattern = _RATIO if n.next == ":" and n.arabic else _RATIO_WORDS
    match = pattern.match(n.text, n.end)
    if match is None:
        return None
    end = match.end()
    if _GAME.search(n.before) or _GAME.search(n.text, end, end + 10):
        return Reading(NumberSpan(n.start, end, "name", reason="比分"), end)
    return Reading(NumberSpan(n.start, end, "ratio", reason="比例"), end)


def fraction(n: Numeral) -> Reading | None:
    """三分之二, 百分之九十, 3分之1, 2/3, 百分之五到百分之八; per cent keeps its printed number."""
    slashed = _SLASHED.match(n.text, n.end) if n.next == "/" and n.core.isdigit() else None
    if slashed and 0 < int(n.core) < int(slashed[1]):
        part = Decimal(n.core) / int(slashed[1])
        return quantity(n, slashed.end(), part, part, "", reason="分数")
    match = _FRACTION.match(n.text, n.end) if n.next == "分" else None
    if match is None:
        return None
    low, high = _parts(n.core, match["top"])
    if low is None:
        return None
    end, second = match.end(), _FRACTION_RANGE.match(n.text, match.end())
    if second:
        upper = _parts(second["bottom"], second["top"])[1]
        if upper is not None and upper > low:
            high, end = upper, second.end()
    return quantity(n, end, low, high, _OF_HUNDRED.get(n.core, ""), reason="分数")


def _parts(bottom: str, top: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the bounds of 〈bottom〉分之〈top〉; 百, 千 and 万 make units (%, ‰, ‱), no divisors."""
    divisor = interval("一" + bottom if bottom in _OF_HUNDRED else bottom)[0]
    low, high = interval(top)
    if not divisor or low is None or high is None:
        return None, None
    if bottom in _OF_HUNDRED:
        divisor = Decimal(1)
    return low / divisor, high / divisor

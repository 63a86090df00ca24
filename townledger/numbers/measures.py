"""A numeral with its unit or classifier, a range of two, or a number whose unit is not written."""

from __future__ import annotations

import re
from decimal import Decimal

from townledger.numbers.bare import INDEX, SHARE, bare_number
from townledger.numbers.compounds import compound
from townledger.numbers.lexical import words
from townledger.numbers.mention import NumberSpan, Numeral, Reading
from townledger.numbers.names import counted_name, unknown_unit
from townledger.numbers.printed import PrintedUnit, inner_word, numeral_at, scale_factor, unit_at, value_of
from townledger.numbers.quantity import class_of, clause_before, quantity

_RANGE = re.compile(r"(?:-{1,2}|—{1,2}|–|~|至|到)(?=\d|[一二三四五六七八九十百千两])")
_RANGE_MARKS = frozenset("-—–~至到")
_FROM = re.compile(r"[从由][^,。;]{0,6}$")
_MONEY_SYMBOL = re.compile(r"(?:[¥$€]|人民币) ?$")
_SYMBOL_UNITS = {"$": "美元", "€": "欧元"}
_MONEY = re.compile(words("money_words"))
_SCALED = re.compile("[万亿]")


def measure(n: Numeral) -> Reading | None:
    """Read what no other rule claimed: a range, a bare number, a name with a unit, or a quantity."""
    if n.core == "零":
        return None if n.next in ("度", "下") else _bare(n)
    unit = unit_at(n.text, n.end) or unknown_unit(n)
    ranged = _ranged(n, unit)
    if ranged:
        return ranged
    if unit is None:
        return _bare(n)
    parts = compound(n, unit)
    if parts is not None:
        return parts
    name = counted_name(n, unit)
    if name is not None:
        span = name.span()
        return Reading(span, unit.end if span is None else name.end)
    low, high = value_of(n)
    if low is not None and high is not None:
        if unit.text == "折" and len(n.core) == 2 and not n.arabic:
            low, high = low / 10, high / 10  # 七五折
        low, high = low + unit.rest, high + unit.rest
    return quantity(n, unit.end, low, high, unit.text, inner_word(n) or unit.inner)


def _ranged(n: Numeral, unit: PrintedUnit | None) -> Reading | None:
    """35℃到40℃, 3至5年, 800—1000元, 6个月至6岁: one mention; 从3个到5个 is two."""
    end = unit.end if unit else n.end
    may_range = not n.inner and n.text[end : end + 1] in _RANGE_MARKS
    match = _RANGE.match(n.text, end) if may_range else None
    second = numeral_at(n.text, match.end()) if match else None
    if match is None or second is None or (match[0] == "到" and _FROM.search(n.before)):
        return None
    unit2 = unit_at(n.text, second.end)
    printed = unit2 or unit
    if printed is None:
        return None
    low, high = value_of(n)[0], value_of(second)[1]
    if low is None or high is None:
        return None
    if unit is None and not _SCALED.search(n.core):
        low = _sharing_scale(low, high, second.core)
    lower = low if unit is None else _converted(low, unit, printed)
    if lower is not None and lower > high and "距今" in n.before:
        lower, high = high, lower  # 距今5300—4800年
    if lower is None or lower > high:
        return None
    stop = unit2.end if unit2 else second.end
    class_ = class_of(n.text, n.start, printed.text)
    return Reading(NumberSpan(n.start, stop, class_, float(lower), float(high), printed.text, "range"), stop)


def _sharing_scale(low: Decimal, high: Decimal, second: str) -> Decimal:
    """3至5万元, 5—8千元: the scale word serves both ends, unless the lower end would pass the upper."""
    shared = low * scale_factor(second)
    return shared if shared < high else low


def _converted(low: Decimal, unit: PrintedUnit, printed: PrintedUnit) -> Decimal | None:
    """Return the lower end of a range in the unit of its upper end; None when the two do not compare."""
    first, second = unit.known, printed.known
    if first is None or second is None or first.text == second.text:
        return low
    if first.dimension != second.dimension:
        if {first.dimension, second.dimension} != {"age", "time"}:
            return None
        return low / 12 if "月" in first.text else low  # 6个月至6岁
    if not first.factor or not second.factor:
        return None
    scale = first.factor / second.factor
    return low * scale.numerator / scale.denominator


def _bare(n: Numeral) -> Reading:
    """Read a number without a unit; money words in its clause imply 元 when nothing else can be counted."""
    low, high = value_of(n)
    inner = inner_word(n)
    symbol = _MONEY_SYMBOL.search(n.before)
    if symbol:
        return quantity(n, n.end, low, high, _SYMBOL_UNITS.get(symbol[0][0], "元"), inner, "货币符号在前")
    verdict = bare_number(n)
    if verdict.class_ != "quantity":
        return Reading(verdict.span(), max(verdict.end, n.end))
    if verdict.reason == SHARE:
        return quantity(n, n.end, low, high, "", inner, SHARE, implied="%")
    nothing_counted = not n.next.isalpha()
    if nothing_counted and verdict.reason != INDEX and _MONEY.search(clause_before(n.text, n.start)):
        return quantity(n, n.end, low, high, "", inner, "未写单位，按“元”理解", implied="元")
    return quantity(n, n.end, low, high, "", inner, verdict.reason)

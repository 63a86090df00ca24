"""Compound measures: one figure in several units (1小时30分钟, 一年零六个月, 一元二角五分, 3公里500米)."""

from __future__ import annotations

from decimal import Decimal

from townledger.numbers.mention import Numeral, Reading
from townledger.numbers.printed import PrintedUnit, inner_word, numeral_at, unit_at, value_of
from townledger.numbers.quantity import quantity

_HOURS, _MINUTES, _SECONDS = ("小时", "个小时", "钟头"), ("分", "分钟"), ("秒", "秒钟")
_YUAN, _JIAO = ("元", "块", "块钱"), ("角", "毛", "毛钱")


def _steps() -> dict[tuple[str, str], int]:
    """Return how many of the second unit make one of the first, where the count is exact."""
    chains = (
        (("年",), ("个月",), 12),
        (("天", "日"), _HOURS, 24),
        (_HOURS, _MINUTES, 60),
        (_MINUTES, _SECONDS, 60),
        (_YUAN, _JIAO, 10),
        (_JIAO, ("分", "分钱"), 10),
        (_YUAN, ("分", "分钱"), 100),
        (("公里", "千米"), ("米",), 1000),
        (("米",), ("厘米", "公分"), 100),
        (("丈",), ("尺",), 10),
        (("尺",), ("寸",), 10),
        (("吨",), ("公斤", "千克"), 1000),
        (("公斤", "千克"), ("克",), 1000),
        (("斤",), ("两",), 10),
        (("亩",), ("分", "分地"), 10),
    )
    return {(first, second): count for left, right, count in chains for first in left for second in right}


_STEPS = _steps()
_FIRST = frozenset(first for first, _ in _STEPS)
_LINKS = ("零", "又")


def compound(n: Numeral, unit: PrintedUnit) -> Reading | None:
    """Return the figure that begins with ``unit`` and goes on in smaller units, as one mention.

    Sixties and dozens are given in the last unit (90 分钟, 18 个月), decimals in the first (1.25 元). A
    smaller part must be less than one of the larger unit: 一天24小时 is two figures.
    """
    if unit.text not in _FIRST or unit.rest or unit.inner or n.inner:
        return None
    low, high = value_of(n)
    if low is None or low != high:
        return None
    last, value, parts, inner = unit, low, Decimal(1), ""
    while not inner and (step := _step(n, last)) is not None:
        second, last, count = step
        parts *= count
        value = value * count + (value_of(second)[0] or Decimal(0)) + last.rest
        inner = inner_word(second) or last.inner
    if last is unit:
        return None
    if last.kind == "time":
        return quantity(n, last.end, value, value, last.text, inner)
    return quantity(n, last.end, value / parts, value / parts, unit.text, inner)


def _step(n: Numeral, first: PrintedUnit) -> tuple[Numeral, PrintedUnit, int] | None:
    """Return the next part of a compound measure: numeral, unit, how many of it make one of ``first``."""
    linked = n.text.startswith(_LINKS, first.end)
    second = numeral_at(n.text, first.end + linked)
    unit = unit_at(n.text, second.end) if second else None
    if second is None or unit is None:
        return None
    count = _STEPS.get((first.text, unit.text), 0)
    low, high = value_of(second)
    if low is None or low != high or not 0 < low < count:
        return None
    if n.core == "一" and first.text in ("天", "日") and not linked:
        return None  # 一天两小时: two hours each day
    return second, unit, count

"""A figure with its unit becomes a mention: bounds from the words around it, class from the unit."""

from __future__ import annotations

import re
from decimal import Decimal

from townledger.numbers.mention import NumberSpan, Numeral, Reading
from townledger.numbers.qualifiers import qualify
from townledger.numbers.units import lookup

_PER_TIME = re.compile(
    r"每(?:隔)?(?:个)?(?:周|月|季度?|年|天|日|星期|半年|半月|旬|晚|早|学期|逢|两周|两年|两月"
    r"|[一二两三四五六七八九十\d]+个?(?:天|日|周|月|年|星期|小时|分钟))"
)
_CADENCE_UNITS = frozenset("届次批场遍回期轮趟节")
_CLAUSE_MARKS = ",。;:!?\n"
_CLAUSE_REACH = 40


def quantity(
    n: Numeral,
    end: int,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    inner: str = "",
    reason: str = "",
    implied: str = "",
) -> Reading:
    """Return the mention ``text[n.start:end]`` with bounds and qualifier as the words around it say.

    Parameters
    ----------
    inner
        ``over`` or ``about`` when a word inside the numeral says so (300余), else nothing.
    implied
        The unit when it is not printed but understood: 元 (收入已超百万), % (同比增长16.2).
    """
    q = qualify(n.text, n.start, end, low, high, inner, unit)
    span = NumberSpan(
        q.start,
        q.end,
        class_of(n.text, n.start, unit),
        float(q.low) if q.low is not None else None,
        float(q.high) if q.high is not None else None,
        unit,
        q.qualifier,
        reason,
        implied,
    )
    return Reading(span, q.end)


def clause_before(text: str, start: int) -> str:
    """Return up to 40 characters of the clause in front of ``start``."""
    window = text[max(0, start - _CLAUSE_REACH) : start]
    return window[max(window.rfind(mark) for mark in _CLAUSE_MARKS) + 1 :]


def class_of(text: str, start: int, unit: str) -> str:
    """Return the class that the unit gives: age, duration, frequency (每周1次) or quantity."""
    known = lookup(unit) if unit else None
    kind = known.kind if known else ""
    if kind == "age":
        return "age"
    if unit in _CADENCE_UNITS and _PER_TIME.search(clause_before(text, start)):
        return "frequency"
    return "duration" if kind == "time" else "quantity"

"""Number mentions: every numeral of a text with its class, bounds, unit and qualifier.

One pattern finds the numerals (``printed.py``); what follows decides what each one is, in this order: a word
of the lexicon (``lexical.py``), a cadence, a product or a split (``proportions.py``), a date or a clock time
(``times.py``), a fraction, an ordinal or a code (``codes.py``), a ratio, then a quantity with its unit
(``measures.py``), which the name guard (``names.py``) may still take back. The text is in flow order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from townledger.numbers import proportions
from townledger.numbers.codes import no_measure
from townledger.numbers.lexical import lexicon_word
from townledger.numbers.measures import measure
from townledger.numbers.mention import UNITLESS, Found, NumberSpan, Numeral, Reading
from townledger.numbers.numerals import LONGEST, interval
from townledger.numbers.printed import SCALE, next_numeral, numeral_of
from townledger.numbers.times import clock_or_date
from townledger.page.text import shadow

_SHARED = "与后数共用单位"
_ENDLESS = "位数过多，不成数值"
_JOINTS = frozenset(("、", "和", "与", "及", "或", "以及", ",", "/"))
_SHARED_SCALE = re.compile(rf"\d({SCALE}+)(?=[^\d]*$)")
_FACTS = frozenset({"quantity", "duration", "age", "frequency"})


def read_numbers(text: str) -> list[NumberSpan]:
    """Return the number mentions of flow text, in order and without overlaps.

    A purely grammatical 一 (统一, 一直, 一幅画卷) is no mention. For raw text call ``read_raw_numbers``.
    """
    spans: list[NumberSpan] = []
    at = 0
    while (match := next_numeral(text, at)) is not None:
        start = match.start()
        word = lexicon_word(text, start, at)
        if word is not None:
            spans.extend(_lexical(text, word))
            at = word.end
            continue
        reading = _read(numeral_of(text, match))
        if (span := reading.span) is not None:
            floor = spans[-1].end if spans else 0  # 二第零: a 第 that a name has taken is no ordinal's
            spans.append(span if span.start >= floor else span._replace(start=floor))
        at = max(reading.resume, start + 1)
    return _share_units(text, spans)


def read_raw_numbers(text: str) -> list[NumberSpan]:
    """Return the number mentions of raw text; the offsets are the same as in the flow."""
    return read_numbers(shadow(text))


def _lexical(text: str, word: Found) -> list[NumberSpan]:
    """Return the mention of a lexicon word; a grammatical one only when it opens a quotation."""
    if word.class_ == "skip":
        if text[word.start - 1 : word.start] not in ("“", "‘"):
            return []
        word = word._replace(class_="name")
    return [NumberSpan(word.start, word.end, word.class_, reason=word.reason)]


def _read(n: Numeral) -> Reading:
    """Read one numeral: the first rule that knows the form decides."""
    for rule in _RULES:
        reading = rule(n)
        if reading is not None:
            return reading
    return Reading(None, n.end)


def _endless(n: Numeral) -> Reading | None:
    """Take a row of digits that is longer than any figure for a name: a key, a ruler, a torn file."""
    if n.end - n.start <= LONGEST:
        return None
    return Reading(NumberSpan(n.start, n.end, "name", reason=_ENDLESS), n.end)


def _time_form(n: Numeral) -> Reading | None:
    found = clock_or_date(n)
    return Reading(found.span(), found.end) if found else None


def _no_measure(n: Numeral) -> Reading | None:
    found = no_measure(n)
    return Reading(found.span(), found.end) if found else None


_RULES: tuple[Callable[[Numeral], Reading | None], ...] = (
    _endless,
    proportions.cadence,
    proportions.product,
    proportions.tolerance,
    proportions.split,
    _time_form,
    proportions.fraction,
    _no_measure,
    proportions.ratio,
    measure,
)


def _share_units(text: str, spans: list[NumberSpan]) -> list[NumberSpan]:
    """Give a bare number the unit written once for several: 0.9、5.9个百分点; 3、5、7号 are no facts."""
    factor = Decimal(1)
    for i in range(len(spans) - 2, -1, -1):
        this, following = spans[i], spans[i + 1]
        if this.reason != UNITLESS or text[this.end : following.start] not in _JOINTS:
            continue
        if following.class_ in ("name", "ordinal", "date"):
            spans[i] = this._replace(class_=following.class_, reason=following.reason)
            continue
        if not following.unit or following.class_ not in _FACTS:
            continue
        if following.reason != _SHARED:
            scale = _SHARED_SCALE.search(text, following.start, following.end)
            factor = (interval("一" + scale[1])[0] if scale else None) or Decimal(1)
        value = _shared_value(text[this.start : this.end], factor)
        if value is not None:
            start = this.start
            if text[start - 1 : start] == "-" and text[start - 2 : start - 1] in _JOINTS:
                start, value = start - 1, -value
            spans[i] = following._replace(
                start=start,
                end=this.end,
                low=value,
                high=value,
                qualifier="exact",
                reason=_SHARED,
            )
    return spans


def _shared_value(numeral: str, factor: Decimal) -> float | None:
    try:
        low, _ = interval(numeral)
    except ValueError:
        return None
    return None if low is None else float(low * factor)


__all__ = ["NumberSpan", "read_numbers", "read_raw_numbers"]

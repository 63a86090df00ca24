"""Units and classifiers: the unit table, and exact conversion.

The table is ``seeds/units/units.csv`` (unit, kind, dimension, canonical_unit, factor, note, source);
``factor`` is an exact fraction. Kinds: ``measure``, ``time``, ``age``, ``ratio`` (shares and multiples),
``rate`` (one unit per another), ``classifier``, and ``noun`` (a noun that also counts, as in 43村).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from townledger.lexicon import LexiconError, read_words

UNITS_FILE = Path(__file__).resolve().parents[2] / "seeds" / "units" / "units.csv"
KINDS = frozenset({"measure", "time", "age", "ratio", "rate", "classifier", "noun"})
_COLUMNS = {
    "unit": None,
    "kind": KINDS,
    "dimension": None,
    "canonical_unit": None,
    "factor": None,
    "note": None,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table; ``factor`` turns it into ``canonical_unit``, None when none is exact."""

    text: str
    kind: str
    dimension: str
    canonical_unit: str
    factor: Fraction | None


@cache
def table(path: Path = UNITS_FILE) -> dict[str, Unit]:
    """Return the units of the table by their text.

    Raises
    ------
    LexiconError
        The table is faulty (a kind that there is not, a factor that is no fraction, a unit given twice, no
        source …); the message names file and line.
    """
    units: dict[str, Unit] = {}
    rows = read_words(path, _COLUMNS, optional={"dimension", "canonical_unit", "factor", "note"})
    for line, row in enumerate(rows, start=2):
        try:
            factor = Fraction(row["factor"]) if row["factor"] else None
        except (ValueError, ZeroDivisionError) as error:
            raise LexiconError(f"{path.name} 第{line}行：factor “{row['factor']}”不是分数") from error
        units[row["unit"]] = Unit(row["unit"], row["kind"], row["dimension"], row["canonical_unit"], factor)
    return units


_PER = re.compile("[/·每]")
_PER_HOW_MANY = re.compile(r"^(?:[百千万亿]+|\d+)")  # mg/100mL, 元/万吨


@cache
def lookup(text: str) -> Unit | None:
    """Return the unit for a printed unit, compound (元/亩·年, 平方米每户) and 个-forms included, or None."""
    units = table()
    found = units.get(text) or units.get(text.replace("每", "/"))
    if found:
        return found
    if text.startswith("个") and text[1:] in units:
        return units[text[1:]]
    if text.endswith(")") and "(" in text and text[: text.index("(")] in units:
        return Unit(text, "classifier", "count", text, Fraction(1))  # 册(件)
    if "/" in text or "每" in text:
        head, *per = _PER.split(text)
        if head in units and all(_PER_HOW_MANY.sub("", p.strip("()")) in units for p in per):
            return Unit(text, "rate", "rate", text, Fraction(1))
    if len(text) > 1 and text.endswith("次") and text[:-1] in units:
        return Unit(text, "classifier", "count", text, Fraction(1))
    return None


def canonical(value: float | None, unit: Unit | None) -> float | None:
    """Return ``value`` in the canonical unit, exactly rounded once; None stays None."""
    if value is None or unit is None or unit.factor is None:
        return None
    if unit.text == unit.canonical_unit:
        return value
    numerator, denominator = Decimal(str(value)).as_integer_ratio()
    return numerator * unit.factor.numerator / (denominator * unit.factor.denominator)

"""Units and classifiers: the unit table, and exact conversion.

The table is ``seeds/units/units.csv`` (unit, kind, dimension, canonical_unit, factor, source, note); ``factor``
is an exact fraction. Kinds: ``measure``, ``time``, ``age``, ``ratio`` (shares and multiples), ``rate`` (one unit
per another), ``classifier``, and ``noun`` (a noun that also counts, as in 43村).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

UNITS_FILE = Path(__file__).parents[1] / "seeds" / "units" / "units.csv"
KINDS = frozenset({"measure", "time", "age", "ratio", "rate", "classifier", "noun"})


class UnitTableError(ValueError):
    """The unit table is not well formed; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table; ``factor`` turns it into ``canonical_unit``, None when there is no exact factor."""

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
    UnitTableError
        For a missing column, an unknown kind, a factor that is no fraction, a unit given twice, a missing source.
    """
    units: dict[str, Unit] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            where = f"{path.name}:{line}"
            try:
                text, kind, factor = row["unit"], row["kind"], row["factor"]
                unit = Unit(
                    text, kind, row["dimension"], row["canonical_unit"], Fraction(factor) if factor else None
                )
            except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
                raise UnitTableError(f"{where}: {error}") from error
            if not text or text in units:
                raise UnitTableError(f"{where}: unit {text!r} is empty or given twice")
            if kind not in KINDS:
                raise UnitTableError(f"{where}: kind {kind!r} is none of {', '.join(sorted(KINDS))}")
            if not row["source"]:
                raise UnitTableError(f"{where}: unit {text!r} has no source")
            units[text] = unit
    return units


@cache
def lookup(text: str) -> Unit | None:
    """Return the unit for a printed unit, compound (元/亩·年, 平方米每户) and 个-forms included, or None."""
    units = table()
    found = units.get(text) or units.get(text.replace("每", "/")) or units.get(re.sub("/[万亿]+", "/", text))
    if found:
        return found
    if text.startswith("个") and text[1:] in units:
        return units[text[1:]]
    if "/" in text or "每" in text:
        head, *per = re.split(r"[/·每]", text)
        if head in units and all(p.lstrip("(").rstrip(")") in units for p in per):
            return Unit(text, "rate", "rate", text, Fraction(1))
    if len(text) > 1 and text.endswith("次") and text[:-1] in units:
        return Unit(text, "classifier", "count", text, Fraction(1))
    return None


def canonical(value: float | None, unit: Unit | None) -> float | None:
    """Return ``value`` in the canonical unit, exactly rounded once; None stays None."""
    if value is None or unit is None or unit.factor is None:
        return None
    return float(Fraction(str(value)) * unit.factor)

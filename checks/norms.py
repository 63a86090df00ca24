"""The rule tables of the doubter, validated as they are loaded: norms, places, ceilings, rule texts.

A norm says how much of a thing there can be for a base: kilograms of household waste a person a day, yuan a
square metre of village building, lamps a village. Every row names the publication and the year that it rests
on. A row that breaks the table's rules raises `TableError`, which names the file and the line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NORMS = ROOT / "seeds" / "norms"

SEVERITIES = ("block", "review", "hint")
FAMILIES = ("contract", "quota", "arithmetic", "register", "series", "wording")
LEVELS = ("village", "township", "county", "city", "province", "nation")
BASES = ("none", "persons", "households", "villages", "towns", "area", "figure")
GUESS = "编者"
"""The word in the publication of a norm whose bounds rest on the judgement of the table's editors."""
DAYS = {"": 1.0, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
"""Days in the time unit of a norm's rate; "" is a norm without time."""


class TableError(ValueError):
    """A rule table has a row that cannot be used; the message names file, line and fault."""


@dataclass(frozen=True, slots=True)
class Norm:
    """One row of ``seeds/norms/quotas.csv``: a rate with its bounds and where it applies.

    ``items`` is matched against the head noun of what is counted, ``context`` and ``exclude`` against the
    clause around the figure (with a base that is a figure, against its sentence). A typical value of 0 says
    that there is none. The rate is the figure in canonical units, divided by the base (in units of
    ``base_unit`` canonical units) and by the time in ``per``.
    """

    code: str
    name: str
    items: re.Pattern[str] | None
    context: re.Pattern[str] | None
    exclude: re.Pattern[str] | None
    dimension: str
    units: re.Pattern[str] | None
    base: str
    base_dimension: str
    base_items: re.Pattern[str] | None
    base_unit: float
    per: str
    scopes: frozenset[str]
    low: float
    typical: float
    high: float
    label: str
    below: bool
    certain: float
    publication: str
    year: int

    @property
    def may_block(self) -> bool:
        """Tell whether the norm is certain enough to block.

        An editor's guess needs a denominator that is known apart from the page's other figures: of two
        figures that do not go together either may be wrong.
        """
        return GUESS not in self.publication or self.base not in ("none", "figure")


@dataclass(frozen=True, slots=True)
class Area:
    """One row of ``seeds/norms/places.csv``: what is published about a county, a town or a city."""

    code: str
    name: str
    population: int | None
    population_kind: str
    households: int | None
    area_km2: float | None
    rural_per_village: int | None
    publication: str
    year: int


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One row of ``seeds/norms/ceilings.csv``: what one place of a level can have at least and at most."""

    level: str
    quantity: str  # persons | households | area
    low: float
    typical: float
    high: float
    publication: str
    year: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of ``checks/rules.csv``: code, family, severity and the Chinese message template."""

    code: str
    family: str
    severity: str
    message: str
    source: str


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV table with their line numbers; raise where a needed cell is empty."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        for row in reader:
            if None in row or None in row.values():
                raise TableError(f"{path}:{reader.line_num}: the row has not as many cells as the header")
            for column in needed:
                if not row.get(column):
                    raise TableError(f"{path}:{reader.line_num}: {column} is empty")
            for cell in row.values():
                if "://" in cell:
                    raise TableError(f"{path}:{reader.line_num}: an address instead of a publication: {cell}")
            yield reader.line_num, row


def _pattern(path: Path, line: int, cell: str) -> re.Pattern[str] | None:
    try:
        return re.compile(cell) if cell else None
    except re.error as error:
        raise TableError(f"{path}:{line}: {cell!r} is no pattern: {error}") from None


def _number(path: Path, line: int, column: str, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise TableError(f"{path}:{line}: {column} is no number: {cell!r}") from None


def _year(path: Path, line: int, cell: str) -> int:
    year = _number(path, line, "year", cell)
    if not 1950 <= year <= 2100:
        raise TableError(f"{path}:{line}: year is out of range: {cell}")
    return int(year)


def _one_of(path: Path, line: int, column: str, cell: str, allowed: tuple[str, ...]) -> str:
    if cell not in allowed:
        raise TableError(f"{path}:{line}: {column} must be one of {', '.join(allowed)}, not {cell!r}")
    return cell


@cache
def load_norms(path: Path = NORMS / "quotas.csv") -> tuple[Norm, ...]:
    """Return the norms in the table's order.

    Raises
    ------
    TableError
        A row is incomplete, repeats a code, has bounds out of order, or no publication and year.
    """
    needed = ("code", "name", "dimension", "base", "scopes", "low", "typical", "high", "label", "publication")
    norms: dict[str, Norm] = {}
    for line, row in _rows(path, needed):
        low, typical, high = (_number(path, line, c, row[c]) for c in ("low", "typical", "high"))
        if not (0 <= low <= typical <= high or (not typical and 0 <= low <= high)) or not high:
            raise TableError(f"{path}:{line}: low, typical, high must rise from 0: {low}, {typical}, {high}")
        if row["code"] in norms:
            raise TableError(f"{path}:{line}: the code {row['code']} stands twice")
        certain = _number(path, line, "certain", row["certain"] or "1")
        if certain < 1:
            raise TableError(f"{path}:{line}: certain is a factor of at least 1, not {certain}")
        base = _one_of(path, line, "base", row["base"], BASES)
        if base == "figure" and not row["base_dimension"]:
            raise TableError(f"{path}:{line}: a norm per figure needs base_dimension")
        scopes = frozenset(
            _one_of(path, line, "scopes", s, (*LEVELS, "person", "any")) for s in row["scopes"].split("|")
        )
        norms[row["code"]] = Norm(
            code=row["code"],
            name=row["name"],
            items=_pattern(path, line, row["items"]),
            context=_pattern(path, line, row["context"]),
            exclude=_pattern(path, line, row["exclude"]),
            dimension=row["dimension"],
            units=_pattern(path, line, row["units"]),
            base=base,
            base_dimension=row["base_dimension"],
            base_items=_pattern(path, line, row["base_items"]),
            base_unit=_number(path, line, "base_unit", row["base_unit"] or "1"),
            per=_one_of(path, line, "per", row["per"], tuple(DAYS)),
            scopes=scopes,
            low=low,
            typical=typical,
            high=high,
            label=row["label"],
            below=_one_of(path, line, "below", row["below"], ("yes", "no")) == "yes",
            certain=certain,
            publication=row["publication"],
            year=_year(path, line, row["year"]),
        )
    return tuple(norms.values())


@cache
def load_areas(path: Path = NORMS / "places.csv") -> dict[str, Area]:
    """Return the published population, households and area of places by administrative code.

    Raises
    ------
    TableError
        A row is incomplete, repeats a code, or holds something that is no number.
    """
    areas: dict[str, Area] = {}
    for line, row in _rows(path, ("code", "name", "publication", "year")):
        if row["code"] in areas:
            raise TableError(f"{path}:{line}: the code {row['code']} stands twice")
        figures = {
            column: _number(path, line, column, row[column]) if row[column] else None
            for column in ("population", "households", "area_km2", "rural_per_village")
        }
        people, households, rural = (figures[c] for c in ("population", "households", "rural_per_village"))
        areas[row["code"]] = Area(
            code=row["code"],
            name=row["name"],
            population=None if people is None else int(people),
            population_kind=row["population_kind"],
            households=None if households is None else int(households),
            area_km2=figures["area_km2"],
            rural_per_village=None if rural is None else int(rural),
            publication=row["publication"],
            year=_year(path, line, row["year"]),
        )
    return areas


@cache
def load_ceilings(path: Path = NORMS / "ceilings.csv") -> dict[tuple[str, str], Ceiling]:
    """Return what a place can have, by (level, quantity).

    Raises
    ------
    TableError
        A row is incomplete, repeats a level and quantity, or has bounds out of order.
    """
    ceilings: dict[tuple[str, str], Ceiling] = {}
    for line, row in _rows(path, ("level", "quantity", "low", "typical", "high", "publication", "year")):
        key = (_one_of(path, line, "level", row["level"], LEVELS), row["quantity"])
        if key in ceilings:
            raise TableError(f"{path}:{line}: {key[0]} {key[1]} stands twice")
        low, typical, high = (_number(path, line, c, row[c]) for c in ("low", "typical", "high"))
        if not 0 < low <= typical <= high:
            raise TableError(f"{path}:{line}: low, typical and high must rise: {low}, {typical}, {high}")
        ceilings[key] = Ceiling(*key, low, typical, high, row["publication"], _year(path, line, row["year"]))
    return ceilings


@cache
def load_rules(path: Path = ROOT / "checks" / "rules.csv") -> dict[str, Rule]:
    """Return the rules by code.

    Raises
    ------
    TableError
        A row is incomplete, repeats a code, or names an unknown family or severity.
    """
    rules: dict[str, Rule] = {}
    for line, row in _rows(path, ("code", "family", "severity", "message", "source")):
        if row["code"] in rules:
            raise TableError(f"{path}:{line}: the code {row['code']} stands twice")
        rules[row["code"]] = Rule(
            row["code"],
            _one_of(path, line, "family", row["family"], FAMILIES),
            _one_of(path, line, "severity", row["severity"], SEVERITIES),
            row["message"],
            row["source"],
        )
    return rules

"""Read the annotated pages and give every measure its value, beside its floor and its goal."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quality.gold import LISTS, GoldError, load_list, load_numbers, page_text, pages
from quality.lists import ListScores, score_page
from quality.numbers import number_rows, score_numbers
from quality.tally import Fault, Measured, worst_first
from townledger.reader import read_page
from townledger.records import PageFacts

TABLE = Path(__file__).with_name("measures.csv")
COLUMNS = ("measure", "label", "floor", "goal", "reason")


@dataclass(frozen=True, slots=True)
class Standard:
    """What is asked of a measure: its floor over all pages, its goal (None: none is set) and why."""

    measure: str
    label: str
    floor: float
    goal: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured on some pages: the measures by name and the faults, the worst first."""

    docs: tuple[str, ...]
    measures: Mapping[str, Measured]
    faults: list[Fault]

    def below_floor(self) -> list[Standard]:
        """Return the standards whose floor is not reached."""
        return [s for s in standards().values() if self.measures[s.measure].value < s.floor]

    def below_goal(self) -> list[Standard]:
        """Return the standards whose goal is not reached."""
        return [s for s in standards().values() if s.goal and self.measures[s.measure].value < s.goal]


@cache
def standards(path: Path = TABLE) -> dict[str, Standard]:
    """Return what is asked of every measure, by name, in the order of the table.

    Raises
    ------
    GoldError
        When the table has other columns, a share is not between 0 and 1, or a reason is missing.
    """
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise GoldError(f"{path.name}:1: columns are not {','.join(COLUMNS)}")
        for row in reader:
            try:
                floor, goal = float(row["floor"]), float(row["goal"]) if row["goal"] else None
            except ValueError:
                raise GoldError(
                    f"{path.name}:{reader.line_num}: floor and goal are shares, as 0.95"
                ) from None
            if not 0 <= floor <= 1 or not 0 <= (goal or 0) <= 1:
                raise GoldError(f"{path.name}:{reader.line_num}: a share lies between 0 and 1")
            if not row["label"] or not row["reason"]:
                raise GoldError(f"{path.name}:{reader.line_num}: label and reason are needed")
            if row["measure"] in found:
                raise GoldError(f"{path.name}:{reader.line_num}: {row['measure']} stands twice")
            found[row["measure"]] = Standard(row["measure"], row["label"], floor, goal, row["reason"])
    return found


def read_gold_pages(docs: Iterable[str] | None = None) -> dict[str, PageFacts]:
    """Return what the reader reads on the annotated pages (default: all), without sidecars."""
    return {doc: read_page(page_text(doc), pages()[doc]["file_name"]) for doc in docs or pages()}


def measure(read: Mapping[str, PageFacts]) -> Quality:
    """Return the quality of what was read on annotated pages, given by their three digits."""
    numbers = score_numbers(
        load_numbers(read), (row for facts in read.values() for row in number_rows(facts))
    )
    lists = ListScores()
    gold = {name: load_list(name, read) for name in LISTS}
    for doc, facts in read.items():
        mine = {name: [row for row in rows if row["doc"] == doc] for name, rows in gold.items()}
        score_page(doc, facts, mine, pages()[doc], lists)
    measures = numbers.measures() | lists.measures()
    if measures.keys() != standards().keys():
        odd = sorted(measures.keys() ^ standards().keys())
        raise GoldError(f"{TABLE.name}: not one row for each measure: {', '.join(odd)}")
    ordered = {name: measures[name] for name in standards()}
    return Quality(tuple(read), ordered, worst_first(numbers.faults + lists.faults))


GROUPS: Mapping[str, str] = {"independent": "000–001", "own": "002–004"}
"""The pages by who annotated them: people outside the project, or its own."""


def by_annotation(read: Mapping[str, PageFacts]) -> dict[str, Quality]:
    """Return the quality on the pages of each group of ``GROUPS`` by its title, then over all of them."""
    found = {}
    for group, title in GROUPS.items():
        found[title] = measure({d: f for d, f in read.items() if pages()[d]["annotation"] == group})
    return found | {"全部": measure(read)}


def table(qualities: Mapping[str, Quality], only: Iterable[Standard] | None = None) -> str:
    """Return measures as an aligned text table, one a line: values by group, then floor and goal."""
    heads = [f"{title:>{8 - (title == '全部') * 2}}" for title in qualities]
    lines = ["  ".join([f"{'measure':<27}", *heads, "floor", " goal"])]
    for standard in standards().values() if only is None else only:
        shown = [q.measures[standard.measure] for q in qualities.values()]
        cells = [f"{m.value:8.3f}" if m.cases else f"{'–':>8}" for m in shown]
        goal = "    –" if standard.goal is None else f"{standard.goal:5.3f}"
        lines.append(
            "  ".join([f"{standard.measure:<27}", *cells, f"{standard.floor:5.3f}", goal, standard.label])
        )
    return "\n".join(lines)

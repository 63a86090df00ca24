"""Numbers against gold.

A *claim* is a predicted mention of a fact class (quantity, duration, age, frequency, ratio). Gold names,
dates and ordinals must not be claimed. Optional gold rows neither reward nor punish.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from quality.gold import CLASSES, FACTS, Row
from quality.tally import Accuracy, Fault, Measured, Tally
from townledger.records import PageFacts, to_row

FIELDS = ("unit", "value", "qualifier", "item", "status", "period", "place")


@dataclass(slots=True)
class NumberScores:
    """What :func:`score_numbers` measured.

    ``span`` counts exact spans of facts, ``strict`` also asks for the bounds and the unit; ``by_class`` asks
    for the class and the exact span (a name is found by any overlap: its extent is a matter of taste);
    ``fields`` are judged on the quantities whose span was found, ``unit`` and ``value`` on every fact found;
    ``names_free`` counts the names inside which nothing is claimed.
    """

    span: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    by_class: dict[str, Tally] = field(default_factory=lambda: {cls: Tally() for cls in CLASSES})
    fields: dict[str, Accuracy] = field(default_factory=lambda: {name: Accuracy() for name in FIELDS})
    names_free: Accuracy = field(default_factory=Accuracy)
    faults: list[Fault] = field(default_factory=list)

    def measures(self) -> dict[str, Measured]:
        """Return the measures by name, in a fixed order."""
        out = {"number.names_free": self.names_free.measured()}
        out |= self.strict.measures("number.strict_") | self.span.measures("number.span_")
        out |= {f"number.{name}": self.fields[name].measured() for name in FIELDS}
        for cls, tally in self.by_class.items():
            out |= tally.measures(f"number.{cls}_")
        return out


def number_rows(facts: PageFacts) -> list[dict[str, Any]]:
    """Return every number mention of a page as `townledger extract --all` prints it."""
    metrics = {(metric.char_start, metric.char_end): to_row(metric) for metric in facts.metrics}
    return [
        to_row(number) | {"page": number.page_id} | metrics.get((number.char_start, number.char_end), {})
        for number in facts.numbers
    ]


def score_numbers(gold_rows: Iterable[Row], predicted_rows: Iterable[Row]) -> NumberScores:
    """Score predicted number mentions against gold.

    Parameters
    ----------
    gold_rows
        Rows as `gold.load_numbers` returns them.
    predicted_rows
        Rows with the keys of ``townledger extract``: page, char_start, char_end, class, value_low,
        value_high, unit, qualifier, item, place_code, period_text, status. A row without ``class`` counts as
        a quantity.
        Facts alone suffice; rows of class name, date and ordinal are judged in ``by_class`` only.
    """
    gold: dict[str, list[Row]] = defaultdict(list)
    for row in gold_rows:
        gold[row["doc"]].append(row)
    predicted: dict[str, dict[tuple[int, int], Row]] = defaultdict(dict)
    for row in predicted_rows:
        doc = str(row["page"]).rsplit("/", 1)[-1][:3]
        predicted[doc].setdefault((row["char_start"], row["char_end"]), row)
    scores = NumberScores()
    for doc in sorted(gold.keys() | predicted.keys()):
        _score_page(doc, gold[doc], list(predicted[doc].values()), scores)
    return scores


def _score_page(doc: str, gold: Sequence[Row], predicted: Sequence[Row], scores: NumberScores) -> None:
    at = {(row["start"], row["end"]): row for row in gold}
    found: set[tuple[int, int]] = set()
    strictly: set[tuple[int, int]] = set()
    classed: set[tuple[int, int]] = set()
    claimed: set[tuple[int, int]] = set()
    for row in predicted:
        cls = row.get("class", "quantity")
        span = (row["char_start"], row["char_end"])
        exact = at.get(span)
        touched = [g for g in gold if g["start"] < span[1] and span[0] < g["end"]]
        optional = exact["optional"] if exact else any(g["optional"] for g in touched)
        if optional:
            continue
        same = next((g for g in ([exact] if exact else touched) if g["cls"] == cls), None)
        if same is not None and (exact is not None or cls == "name"):
            classed.add((same["start"], same["end"]))
            scores.by_class[cls].right += 1
        else:
            scores.by_class[cls].false += 1
            if cls not in FACTS:
                scores.faults.append(Fault("class_extra", doc, _brief(exact), _brief(row)))
        if cls not in FACTS:
            continue
        if exact is not None and exact["cls"] in FACTS:
            found.add(span)
            scores.span.right += 1
            if cls != exact["cls"]:
                scores.faults.append(Fault("number_class", doc, _brief(exact), cls))
            if _judge(doc, exact, row, scores):
                strictly.add(span)
                scores.strict.right += 1
            else:
                scores.strict.false += 1
            continue
        scores.span.false += 1
        scores.strict.false += 1
        names = {(g["start"], g["end"]) for g in touched if g["cls"] == "name"}
        claimed |= names
        kind = "name_claimed" if names else "number_extra"
        scores.faults.append(Fault(kind, doc, _brief(touched[0] if touched else None), _brief(row)))
    for row in gold:
        if row["optional"]:
            continue
        span, cls = (row["start"], row["end"]), row["cls"]
        tally = scores.by_class[cls]
        tally.found += span in classed
        tally.missed += span not in classed
        if cls == "name":
            scores.names_free.count(span not in claimed)
        if cls in FACTS:
            scores.span.found += span in found
            scores.span.missed += span not in found
            scores.strict.found += span in strictly
            scores.strict.missed += span not in strictly
            if span not in found:
                scores.faults.append(Fault("number_missed", doc, _brief(row), ""))
        elif span not in classed and span not in claimed:
            scores.faults.append(Fault("class_missed", doc, _brief(row), ""))


def _judge(doc: str, gold: Row, row: Row, scores: NumberScores) -> bool:
    """Judge the fields of a claim with the right span; return whether bounds and unit are right."""

    def judge(name: str, right: bool, wanted: Any, mine: Any) -> None:
        if not scores.fields[name].count(right):
            where = f"{gold['start']}–{gold['end']} {gold['text']}"
            scores.faults.append(Fault(f"number_{name}", doc, f"{where}：{wanted}", f"{mine}"))

    unit = (row.get("unit") or "") in _fair(gold, "unit")
    low, high = row.get("value_low"), row.get("value_high")
    value = gold["cls"] == "ratio" or (
        any(_same(low, fair) for fair in _fair(gold, "low"))
        and any(_same(high, fair) for fair in _fair(gold, "high"))
    )
    judge("unit", unit, gold["unit"], row.get("unit"))
    judge("value", value, f"{gold['low']}..{gold['high']}", f"{low}..{high}")
    if gold["cls"] == "quantity":
        qualifier, status, code = row.get("qualifier"), row.get("status"), row.get("place_code")
        judge("qualifier", qualifier in _fair(gold, "qualifier"), gold["qualifier"], qualifier)
        for name, key in (("item", "item"), ("period", "period_text")):
            if any(_fair(gold, name)):
                mine = row.get(key) or ""
                judge(name, _within(mine, _fair(gold, name)), gold[name], mine)
        if any(_fair(gold, "status")):
            judge("status", status in _fair(gold, "status"), gold["status"], status)
        codes = _fair(gold, "subject_code")
        if codes != [None]:
            judge("place", code in codes, gold["subject_code"], code)
    return unit and value


def _fair(gold: Row, name: str) -> list[Any]:
    return list(gold.get(f"{name}_alt") or [gold[name]])


def _within(mine: str, fair: Sequence[str]) -> bool:
    """Whether ``mine`` contains, or is contained in, one of the fair wordings; empty equals only empty."""
    return any(mine == words or (mine and words and (mine in words or words in mine)) for words in fair)


def _same(mine: float | None, gold: float | None) -> bool:
    if mine is None or gold is None:
        return mine is gold
    return math.isclose(mine, gold, rel_tol=1e-9, abs_tol=1e-12)


def _brief(row: Row | None) -> str:
    if row is None:
        return ""
    start, end = row.get("start", row.get("char_start")), row.get("end", row.get("char_end"))
    text = "".join(row.get("text", "").split())
    return f"{start}–{end} {text}（{row.get('cls', row.get('class'))}）"

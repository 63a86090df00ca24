"""The gold pages: load and validate the annotations, and score predictions against them.

A *claim* is a predicted mention of a fact class (quantity, duration, age, frequency, ratio). Gold names,
dates and ordinals must not be claimed. Optional gold rows neither reward nor punish.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
PAGES = ROOT / "seeds" / "newspapers"

FACTS = frozenset({"quantity", "duration", "age", "frequency", "ratio"})
CLASSES = (*sorted(FACTS), "date", "ordinal", "name")
QUALIFIERS = frozenset({"exact", "over", "about", "under", "at_least", "at_most", "range"})
STATUSES = frozenset({"actual", "planned", "capacity", "requirement", ""})
CODE_LENGTHS = frozenset({2, 4, 6, 9, 12})
OPEN_ENDED = {"over": "high", "at_least": "high", "under": "low", "at_most": "low"}

Row = Mapping[str, Any]


class GoldError(ValueError):
    """An annotation that contradicts the page or the guide; the message names file and line."""


def page_text(doc: str) -> str:
    """Return the raw text of the sample page whose file name begins with ``doc`` (three digits)."""
    (path,) = PAGES.glob(f"{doc}_*.txt")
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def load_gold(docs: Iterable[str] | None = None, folder: Path = GOLD / "numbers") -> list[dict[str, Any]]:
    """Return the annotated rows of the pages ``docs`` (default: all) in page order, validated.

    Raises
    ------
    GoldError
        When a row contradicts its page or the guide; the message names file and line.
    """
    wanted = None if docs is None else set(docs)
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.jsonl")):
        if wanted is not None and path.stem not in wanted:
            continue
        text = page_text(path.stem)
        last = -1
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            if problem := fault(row, path.stem, text, last):
                raise GoldError(f"{path.name}:{number}: {problem}")
            last = row["start"]
            row["cls"] = "ratio" if row["cls"] == "ratio_split" else row["cls"]
            rows.append(row)
    return rows


def fault(row: Row, doc: str, text: str, last: int = -1) -> str:
    """Return what is wrong with one annotation, or an empty string."""
    lo, hi, low, high = row["start"], row["end"], row["low"], row["high"]
    cls = "ratio" if row["cls"] == "ratio_split" else row["cls"]
    code = row["subject_code"]
    vague = cls in {"quantity", "duration"} and row["optional"] and low is None and high is None
    open_end = OPEN_ENDED.get(row["qualifier"])
    if row["doc"] != doc:
        return f"doc {row['doc']!r} in the file of page {doc!r}"
    if not lo < hi or text[lo:hi] != row["text"]:
        return f"text {row['text']!r} is not page[{lo}:{hi}] {text[lo:hi]!r}"
    if lo < last:
        return f"start {lo} stands before the start {last} of the row above"
    if cls not in CLASSES:
        return f"unknown class {row['cls']!r}"
    if row["qualifier"] not in QUALIFIERS:
        return f"unknown qualifier {row['qualifier']!r}"
    if row["status"] not in STATUSES:
        return f"unknown status {row['status']!r}"
    if code is not None and (not code.isdigit() or len(code) not in CODE_LENGTHS):
        return f"subject_code {code!r} has not 2, 4, 6, 9 or 12 digits"
    if low is not None and high is not None and low > high:
        return f"low {low} is above high {high}"
    if cls in {"name", "date", "ratio"} and not (low is None and high is None):
        return f"a {cls} has no bounds"
    if cls in FACTS - {"ratio"} and not vague:
        if low is None and high is None:
            return "a fact without any bound"
        if open_end and row[open_end] is not None:
            return f"qualifier {row['qualifier']} but {open_end} is not null"
        if not open_end and (low is None or high is None):
            return f"qualifier {row['qualifier']} needs both bounds"
    for key in row:
        base = key.removesuffix("_alt")
        if key != base and base not in row:
            return f"{key} without {base}"
        if key != base and row[base] not in row[key]:
            return f"{key} lacks the first choice {row[base]!r}"
    return ""


@dataclass(slots=True)
class Tally:
    """Hits, false claims and misses of one kind of thing."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the claims that are right (1.0 without claims)."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found (1.0 without gold)."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / both if both else 1.0


@dataclass(slots=True)
class Accuracy:
    """How many of the judged rows have a field right."""

    right: int = 0
    judged: int = 0

    @property
    def share(self) -> float:
        """Share of the judged rows that are right (1.0 when none was judged)."""
        return self.right / self.judged if self.judged else 1.0


@dataclass(frozen=True, slots=True)
class Error:
    """One difference between gold and prediction: kind, gold row (or None), predicted row (or None)."""

    kind: str
    gold: Row | None
    predicted: Row | None

    def __str__(self) -> str:
        return f"{self.kind}: gold {_brief(self.gold)} | predicted {_brief(self.predicted)}"


@dataclass(slots=True)
class Scores:
    """What :func:`score` measured.

    ``span`` counts exact spans of facts, ``strict`` also asks for the bounds and the unit; ``by_class`` asks
    for the class and the exact span (a name is found by any overlap: its extent is a matter of taste);
    ``fields`` are judged on the quantities whose span was found, ``unit`` on every fact found.
    """

    span: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    by_class: dict[str, Tally] = field(default_factory=lambda: {cls: Tally() for cls in CLASSES})
    fields: dict[str, Accuracy] = field(default_factory=lambda: defaultdict(Accuracy))
    claims_in_names: int = 0
    errors: list[Error] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Return the figures as a flat mapping, rounded to four digits, in a fixed order."""
        out: dict[str, float] = {
            "strict_f1": self.strict.f1,
            "span_precision": self.span.precision,
            "span_recall": self.span.recall,
            "span_f1": self.span.f1,
            "claims_in_names": self.claims_in_names,
        }
        out |= {f"{name}_accuracy": self.fields[name].share for name in sorted(self.fields)}
        for cls, tally in self.by_class.items():
            out |= {
                f"{cls}_precision": tally.precision,
                f"{cls}_recall": tally.recall,
                f"{cls}_f1": tally.f1,
            }
        return {name: round(value, 4) for name, value in out.items()}


def score(gold_rows: Iterable[Row], predicted_rows: Iterable[Row]) -> Scores:
    """Score predicted number mentions against gold.

    Parameters
    ----------
    gold_rows
        Rows as :func:`load_gold` returns them.
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
    scores = Scores()
    for doc in sorted(gold.keys() | predicted.keys()):
        _score_page(gold[doc], list(predicted[doc].values()), scores)
    return scores


def _score_page(gold: Sequence[Row], predicted: Sequence[Row], scores: Scores) -> None:
    at = {(row["start"], row["end"]): row for row in gold}
    found: set[tuple[int, int]] = set()
    strictly: set[tuple[int, int]] = set()
    classed: set[tuple[int, int]] = set()
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
        else:
            scores.by_class[cls].false += 1
        if cls not in FACTS:
            continue
        if exact is not None and exact["cls"] in FACTS:
            found.add(span)
            if _judge(exact, row, scores):
                strictly.add(span)
            else:
                scores.strict.false += 1
            continue
        scores.span.false += 1
        scores.strict.false += 1
        inside_name = any(g["cls"] == "name" for g in touched)
        scores.claims_in_names += inside_name
        kind = "claim inside a name" if inside_name else "false claim"
        scores.errors.append(Error(kind, touched[0] if touched else None, row))
    for row in gold:
        if row["optional"]:
            continue
        span, cls = (row["start"], row["end"]), row["cls"]
        tally = scores.by_class[cls]
        tally.hits += span in classed
        tally.missed += span not in classed
        if cls in FACTS:
            scores.span.hits += span in found
            scores.span.missed += span not in found
            scores.strict.hits += span in strictly
            scores.strict.missed += span not in strictly
            if span not in found:
                scores.errors.append(Error("missed", row, None))


def _judge(gold: Row, row: Row, scores: Scores) -> bool:
    """Judge the fields of a claim with the right span; return whether bounds and unit are right."""

    def judge(name: str, right: bool) -> None:
        scores.fields[name].judged += 1
        scores.fields[name].right += right
        if not right:
            scores.errors.append(Error(f"wrong {name}", gold, row))

    unit = (row.get("unit") or "") in _fair(gold, "unit")
    value = gold["cls"] == "ratio" or (
        any(_same(row.get("value_low"), low) for low in _fair(gold, "low"))
        and any(_same(row.get("value_high"), high) for high in _fair(gold, "high"))
    )
    judge("unit", unit)
    judge("value", value)
    if gold["cls"] == "quantity":
        judge("qualifier", row.get("qualifier") in _fair(gold, "qualifier"))
        for name, key in (("item", "item"), ("period", "period_text")):
            if any(_fair(gold, name.removesuffix("_text"))):
                judge(name, _within(row.get(key) or "", _fair(gold, name)))
        if any(_fair(gold, "status")):
            judge("status", row.get("status") in _fair(gold, "status"))
        codes = _fair(gold, "subject_code")
        if codes != [None]:
            judge("place", row.get("place_code") in codes)
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
        return "–"
    start, end = row.get("start", row.get("char_start")), row.get("end", row.get("char_end"))
    low, high = row.get("low", row.get("value_low")), row.get("high", row.get("value_high"))
    cls, page = row.get("cls", row.get("class")), str(row.get("doc", row.get("page")))[:3]
    parts = [f"{page}:{start}-{end}", repr(row.get("text", "")), cls, f"{low}..{high}", row.get("unit")]
    parts += [row.get("qualifier"), row.get("item"), row.get("status")]
    parts += [row.get("period", row.get("period_text")), row.get("subject_code", row.get("place_code"))]
    return " ".join(str(part) for part in parts)

"""The gold: what careful people found on the sample pages, loaded and validated against the pages."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from townledger.page.text import shadow

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "seeds" / "gold"
PAGES = ROOT / "seeds" / "newspapers"

FACTS = frozenset({"quantity", "duration", "age", "frequency", "ratio"})
CLASSES = (*sorted(FACTS), "date", "ordinal", "name")
QUALIFIERS = frozenset({"exact", "over", "about", "under", "at_least", "at_most", "range"})
STATUSES = frozenset({"actual", "planned", "capacity", "requirement", ""})
CODE_LENGTHS = frozenset({0, 2, 4, 6, 9, 12})
OPEN_ENDED = {"over": "high", "at_least": "high", "under": "low", "at_most": "low"}
LISTS: Mapping[str, tuple[str, ...]] = {
    "articles": ("doc", "kind", "kicker", "title", "subtitle", "byline", "place", "place_code", "begins"),
    "places": ("doc", "text", "code", "note"),
    "people": ("doc", "name", "post", "organisation", "place", "quote"),
    "organisations": ("doc", "name", "type", "place", "quote"),
    "mechanisms": ("doc", "name", "kind", "cadence_or_structure", "place", "quote"),
}
"""The lists beside the numbers, each with its columns."""
_QUOTED = {"articles": "begins", "places": "text"}  # the column that must stand on the page; else: quote
_CODED = {"articles": "place_code", "places": "code"}

Row = Mapping[str, Any]


class GoldError(ValueError):
    """An annotation that contradicts the page or the guide; the message names file and line."""


@cache
def pages(folder: Path = GOLD) -> dict[str, dict[str, str]]:
    """Return what is said of each annotated page in ``pages.csv``, by its three digits."""
    with (folder / "pages.csv").open(encoding="utf-8", newline="") as file:
        return {row["doc"]: row for row in csv.DictReader(file)}


def page_text(doc: str) -> str:
    """Return the raw text of an annotated page."""
    with (PAGES / pages()[doc]["file_name"]).open(encoding="utf-8", newline="") as file:
        return file.read()


def load_numbers(docs: Iterable[str] | None = None, folder: Path = GOLD) -> list[dict[str, Any]]:
    """Return the annotated numbers of the pages ``docs`` (default: all) in page order, validated.

    Raises
    ------
    GoldError
        When a row contradicts its page or the guide; the message names file and line.
    """
    wanted = None if docs is None else set(docs)
    rows: list[dict[str, Any]] = []
    for path in sorted((folder / "numbers").glob("*.jsonl")):
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


def load_list(name: str, docs: Iterable[str] | None = None, folder: Path = GOLD) -> list[dict[str, str]]:
    """Return the rows of one of ``LISTS`` on the pages ``docs`` (default: all), validated.

    Raises
    ------
    GoldError
        When a column is missing, a code is no code, or what is quoted does not stand on the page.
    """
    wanted = set(pages() if docs is None else docs)
    rows = []
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != LISTS[name]:
            raise GoldError(f"{name}.csv:1: columns are not {','.join(LISTS[name])}")
        for row in reader:
            if problem := _list_fault(name, row):
                raise GoldError(f"{name}.csv:{reader.line_num}: {problem}")
            if row["doc"] in wanted:
                rows.append(row)
    return rows


@cache
def _unspaced(doc: str) -> str:
    return "".join(shadow(page_text(doc)).split())


def _list_fault(name: str, row: Row) -> str:
    if row["doc"] not in pages():
        return f"unknown page {row['doc']!r}"
    quote = row[_QUOTED.get(name, "quote")]
    if not quote or "".join(shadow(quote).split()) not in _unspaced(row["doc"]):
        return f"{quote!r} does not stand on page {row['doc']}"
    code = row[_CODED[name]] if name in _CODED else ""
    if len(code) not in CODE_LENGTHS or (code and not code.isdigit()):
        return f"code {code!r} has not 2, 4, 6, 9 or 12 digits"
    return ""


def fault(row: Row, doc: str, text: str, last: int = -1) -> str:
    """Return what is wrong with one annotated number, or an empty string."""
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

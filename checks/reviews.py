"""What people decide about doubts: whether a decision can be used, what it is about, whether it is new.

A decision comes from a returned workbook or from a file of corrections (`read_corrections`). It is tied to a
doubt by its id and to the wording by the hash of its sentence. Where the doubt is gone the decision is
orphaned; where the sentence has changed it waits to be taken again. Nothing is ever tied to another place.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import yaml

from checks.bounds import COLUMNS, beyond_quota
from checks.norms import TableError
from checks.tables import TABLES
from townledger.numbers.units import canonical, lookup

Row = dict[str, Any]

CELLS = ("decision", "value_low", "value_high", "unit", "reason", "reviewer")
"""The columns of a review that a person fills in."""
KEYS = ("finding_id", "metric_id", "sentence_hash")
"""What ties a decision to its doubt and to the wording that the person saw."""
OLD = ("old_low", "old_high", "old_unit")
FIELDS = (*KEYS, *CELLS, "decided_at", "source", *OLD)
"""The columns of a file of corrections; ``sentence`` may stand in the place of ``sentence_hash``."""

_COLUMNS = TABLES["review"].columns
_DECISIONS = {label: code for code, label in (_COLUMNS["decision"].values or {}).items()}
_HASH = re.compile("[0-9a-f]{64}")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_BLANK = re.compile(r"\s+")
_LONGEST = {"reviewer": 60, "unit": 20, "reason": 2000}
_GREATEST = 1e15
"""No value on a newspaper page is larger: the country's yearly product is 1.3e14 yuan."""
_MAX_BYTES = 5_000_000
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Written:
    """A decision as it was written down, unchecked; ``where`` is said to a person (file and row)."""

    where: str
    fields: Mapping[str, Any]
    decided_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Doubted:
    """What can be decided on: a finding as it stands, with its metric (a row) where it is about one."""

    finding_id: str
    text: str
    sentence_hash: str
    metric: Mapping[str, Any] | None

    @property
    def metric_id(self) -> str | None:
        """The metric's id, None for a doubt about words."""
        return str(self.metric["metric_id"]) if self.metric else None


@dataclass(slots=True)
class Weighed:
    """What became of a set of decisions: rows of ``review``, and where and why others are of no use."""

    applied: list[Row] = field(default_factory=list)
    stale: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    orphaned: list[tuple[str, Row]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """Every decision that goes into the table ``review``."""
        return [*self.applied, *self.stale, *self.unchanged]


class _RefusedError(Exception):
    """Why a decision cannot be used, in Chinese."""


def weigh(
    written: Iterable[Written], doubts: Mapping[str, Doubted], known: Iterable[Mapping[str, Any]] = ()
) -> Weighed:
    """Return what decisions come to; ``known`` are the rows of ``review`` that there are."""
    latest = {(row["finding_id"], row["reviewer"]): row for row in sorted(known, key=_order)}
    weighed = Weighed()
    rows: dict[tuple[Any, ...], list[tuple[Written, Row]]] = defaultdict(list)
    for one in written:
        try:
            row = _parse(one)
            doubt = doubts.get(row["finding_id"])
            if doubt is None or doubt.metric_id != row["metric_id"]:
                doubt = None
            _fit(row, doubt)
        except _RefusedError as error:
            weighed.refused.append((one.where, str(error)))
            continue
        if doubt is None:
            weighed.orphaned.append((one.where, row))
            continue
        rows[row["finding_id"], row["reviewer"], row["decided_at"]].append((one, row))
    for same in rows.values():
        if len({_content(row) for _, row in same}) > 1:
            weighed.refused += [(one.where, "同一复核人对同一疑点写了不同的决定") for one, _ in same]
            continue
        row = same[0][1]
        before = latest.get((row["finding_id"], row["reviewer"]))
        if before and _content(before) == _content(row):
            weighed.unchanged.append(row)
        elif doubts[row["finding_id"]].sentence_hash == row["sentence_hash"]:
            weighed.applied.append(row)
        else:
            weighed.stale.append(row)
    return weighed


def merge(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the rows of ``review`` once each, oldest first; a decision that is only repeated is left out."""
    said: dict[tuple[str, str], tuple[Any, ...]] = {}
    merged: dict[str, Row] = {}
    for row in sorted(rows, key=_order):
        who = (row["finding_id"], row["reviewer"])
        if said.get(who) != _content(row):
            said[who] = _content(row)
            merged.setdefault(row["review_id"], dict(row))
    return list(merged.values())


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["decided_at"], row["review_id"], row["source"]


def _content(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in (*CELLS, "metric_id", "sentence_hash"))


def _parse(one: Written) -> Row:
    """Return the decision as a row of ``review``, without what only the doubt can tell."""
    given = one.fields
    row: Row = dict.fromkeys(_COLUMNS)
    row |= {name: _text(given.get(name)) for name in ("finding_id", "metric_id", "sentence_hash")}
    if not row["finding_id"] or not _HASH.fullmatch(row["sentence_hash"]):
        raise _RefusedError("疑点编号或句子校验码缺失；请在发布的待核清单上填写，不要新增行或清除编号列")
    row["metric_id"] = row["metric_id"] or None
    row |= {name: _text(given.get(name), name) for name in ("unit", "reason", "reviewer")}
    word = _text(given.get("decision"))
    row["decision"] = _DECISIONS.get(word, word)
    if row["decision"] not in _DECISIONS.values():
        choice = "、".join(_DECISIONS)
        raise _RefusedError(f"不认识的决定“{word[:20]}”，应为{choice}" if word else f"没有选决定（{choice}）")
    if not row["reviewer"] or row["reviewer"].startswith("="):
        raise _RefusedError("没有写复核人")
    low, high = (_number(given.get(name)) for name in ("value_low", "value_high"))
    if row["decision"] != "corrected" and (row["unit"] or low is not None or high is not None):
        raise _RefusedError("填了修改值或单位，决定却不是修改")
    if row["decision"] == "corrected" and low is None and high is None:
        raise _RefusedError("决定是修改，却没有填修改值")
    if low is not None and high is not None and low > high:
        raise _RefusedError(f"修改值下限{low:.15g}大于上限{high:.15g}")
    old = {name: _number(given.get(name)) for name in ("old_low", "old_high")}
    row |= old | {"old_unit": _text(given.get("old_unit")) or None}
    row |= {"value_low": low, "value_high": high, "unit": row["unit"] or None}
    origin = _text(given.get("source"))
    return row | {
        "decided_at": one.decided_at,
        "source": f"{one.source}（{origin}）" if origin else one.source,
    }


def _fit(row: Row, doubt: Doubted | None) -> None:
    """Complete a decision by what it is about (None: that is gone); refuse a correction that cannot be."""
    metric = doubt.metric if doubt else None
    if doubt and not metric and row["decision"] == "corrected":
        raise _RefusedError("这条疑点不涉及指标，没有数值可改；请选采纳、驳回或存疑")
    if metric and row["unit"] == metric["unit"]:
        row["unit"] = None
    if row["unit"]:
        unit = lookup(row["unit"])
        if unit is None:
            raise _RefusedError(f"单位表中没有“{row['unit']}”；单位不带万、亿，数值请折算")
        row |= {
            "dimension": unit.dimension,
            "canonical_low": canonical(row["value_low"], unit),
            "canonical_high": canonical(row["value_high"], unit),
            "canonical_unit": unit.canonical_unit if unit.factor is not None else "",
        }
    if doubt and metric and doubt.sentence_hash == row["sentence_hash"]:
        if row["decision"] == "corrected":
            _insist_on_a_possible(row, metric)
        if row["old_unit"] is None:
            old = {
                "old_low": metric["value_low"],
                "old_high": metric["value_high"],
                "old_unit": metric["unit"],
            }
            row |= old
    parts = [str(row[name]) for name in (*KEYS, *CELLS, "decided_at")]
    row["review_id"] = sha256("\0".join(parts).encode()).hexdigest()[:16]


def _insist_on_a_possible(row: Row, metric: Mapping[str, Any]) -> None:
    low, high = row["value_low"], row["value_high"]
    if not row["unit"] and (low, high) == (metric["value_low"], metric["value_high"]):
        raise _RefusedError("修改值与原文相同；照原文采用请选采纳")
    new = {name: metric[name] for name in COLUMNS} | {"value_low": low, "value_high": high}
    new["qualifier"] = (
        "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "range"
    )
    if row["unit"]:
        new |= {"unit": row["unit"], "dimension": row["dimension"], "canonical_unit": row["canonical_unit"]}
        new |= {"canonical_low": row["canonical_low"], "canonical_high": row["canonical_high"]}
    else:
        factor = _factor(metric)
        new |= {"canonical_low": low and factor and low * factor}
        new |= {"canonical_high": high and factor and high * factor}
    if why := beyond_quota(new):
        raise _RefusedError(f"修改值仍不可能成立：{why}")


def _factor(metric: Mapping[str, Any]) -> float | None:
    for end in ("low", "high"):
        if metric[f"value_{end}"] and metric[f"canonical_{end}"] is not None:
            return float(metric[f"canonical_{end}"] / metric[f"value_{end}"])
    return None


def _text(value: Any, name: str = "") -> str:
    """Return a cell as text on one line (a reason may have several), without what cannot be shown."""
    text = "" if value is None else str(value).strip()
    if name != "reason":
        text = _BLANK.sub(" ", text)
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    if name and len(text) > _LONGEST[name]:
        raise _RefusedError(f"{_COLUMNS[name].header}超过{_LONGEST[name]}字")
    return text


def _number(value: Any) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _RefusedError(f"“{str(value)[:20]}”不是数值")
    if isinstance(value, str):
        plain = unicodedata.normalize("NFKC", value).replace(",", "").strip()
        if not plain:
            return None
        if plain.startswith("="):
            raise _RefusedError("修改值是公式；请填数值本身")
        if not _NUMBER.fullmatch(plain):
            raise _RefusedError(f"“{value[:20]}”不是数值；单位填在修改单位一栏，万、亿请折算")
        value = float(plain)
    if not math.isfinite(value) or abs(value) > _GREATEST:
        raise _RefusedError("数值过大")
    return float(value)


# --- files of corrections -----------------------------------------------------------------------------------


def read_corrections(path: Path, shown: str) -> list[Written]:
    """Return the decisions in a file of corrections: CSV with a header row, or a YAML list of mappings.

    Every decision gives its ``decided_at`` (ISO, Beijing time). ``shown`` is the file's name for people.

    Raises
    ------
    TableError
        The file is no such file; the message names file, line and fault.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise TableError(f"{shown}: 超过 {_MAX_BYTES // 1_000_000} MB，不像复核文件")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{shown}: 读不出来（须为 UTF-8 文本）：{error}") from None
    entries = _csv(text, shown) if path.suffix.lower() == ".csv" else _yaml(text, shown)
    return [_written(entry, f"{shown}:{line}", shown) for line, entry in entries]


def beijing(moment: datetime) -> datetime:
    """Return a moment as the warehouse keeps it: Beijing time to the second, without a zone."""
    moment = moment.astimezone(_BEIJING) if moment.tzinfo else moment
    return moment.replace(tzinfo=None, microsecond=0)


def _csv(text: str, shown: str) -> Sequence[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        found = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise TableError(f"{shown}:{reader.line_num}: 不是合法的 CSV：{error}") from None
    for line, row in found:
        if None in row or None in row.values():
            raise TableError(f"{shown}:{line}: 列数与表头不符")
    return found


def _yaml(text: str, shown: str) -> Sequence[tuple[int, Mapping[str, Any]]]:
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        entries = yaml.load(text, Loader=yaml.BaseLoader) or []
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise TableError(f"{shown}:{mark.line + 1 if mark else '?'}: 不是合法的 YAML") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TableError(f"{shown}:1: 应为若干条复核的列表，每条以“- ”开头")
    lines = [child.start_mark.line + 1 for child in node.value] if node else []
    return list(zip(lines, entries, strict=True))


def _written(entry: Mapping[str, Any], where: str, shown: str) -> Written:
    if unknown := sorted(str(name) for name in set(entry) - {*FIELDS, "sentence"}):
        raise TableError(f"{where}: 不认识的栏目 {'、'.join(unknown)}；可用的是 {'、'.join(FIELDS)}")
    fields = dict(entry)
    if sentence := fields.pop("sentence", ""):
        fields["sentence_hash"] = sha256(str(sentence).encode()).hexdigest()
    try:
        decided_at = datetime.fromisoformat(str(entry.get("decided_at", "")).strip())
    except ValueError:
        raise TableError(f"{where}: decided_at 应写成 2026-11-22T09:30:00（北京时间）") from None
    return Written(where, fields, beijing(decided_at), shown)


def dump_corrections(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows of ``review`` as YAML that `read_corrections` reads back."""
    entries = []
    for row in rows:
        entry = {name: row[name] for name in FIELDS if row[name] not in (None, "")}
        entries.append(entry | {"decided_at": row["decided_at"].isoformat()})
    return str(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=100))

"""What no place of its size can reach: the quota bounds as a contract of single figures.

The doubter divides a figure by the best denominator of its page; its verdict rests on everything that was
read around the figure. Here nothing but the row itself is believed: the base is the largest population,
number of households or area that any place of its level has (``seeds/norms/ceilings.csv``), the time the
longest that its period can mean, and only a norm that fails even so counts. A row beyond it has an impossible
unit or scale, whatever its verdict says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.applied import FACTS, Application, applicable
from checks.base import Base, ceiling
from checks.bases import time_for
from checks.intervals import canonical, exactly
from checks.levels import level_of
from checks.norms import Norm
from checks.view import PageView
from townledger.records import Metric, Page, PageFacts, from_row

COLUMNS = (
    *("metric_id", "page_id", "text", "class", "sentence", "value_low", "value_high", "unit", "qualifier"),
    *("dimension", "canonical_low", "canonical_high", "canonical_unit", "item", "measure", "subject"),
    *("place_code", "period_text", "period_start", "period_end", "status"),
)
"""The columns of a metric that `beyond_quota` looks at."""


def beyond_quota(row: Mapping[str, Any]) -> str | None:
    """Return the arithmetic that shows a figure to be impossible, None for one that can be.

    ``row`` holds `COLUMNS` of a metric; dates may be dates or ISO text.
    """
    metric = _in_its_sentence(row)
    value = canonical(metric)
    if value is None or metric.class_ not in FACTS:
        return None
    view = PageView(PageFacts(_page(metric), metrics=[metric]))
    level = level_of(metric)
    for norm in applicable(view, metric, level):
        base = _largest(metric, norm)
        if base is None:
            continue
        application = Application(norm, base, time_for(view, metric, norm))
        severity, side = application.judge(value) or ("", "")
        sure = severity == "block" and (side == "above" or norm.base == "none")  # a place can do very little
        if sure:
            return application.arithmetic(metric.text, value)
    return None


def _largest(metric: Metric, norm: Norm) -> Base | None:
    """Return the most that a norm can divide by without a look at the page."""
    if norm.base == "none":
        return Base(exactly(norm.base_unit), norm.base_unit, "", "page")
    if norm.base == "area":
        limit = ceiling(metric, "area", "平方公里")
        return limit and Base(limit.range.times(1e6), limit.likely * 1e6, limit.words, limit.grade)
    if norm.base in ("persons", "households"):  # no place has more households than people
        return ceiling(metric, "persons", "人")
    return None


def _in_its_sentence(row: Mapping[str, Any]) -> Metric:
    """Return the metric as if its sentence were the page."""
    start = max(0, row["sentence"].find(row["text"]))
    dates = {key: row[key] and str(row[key]) for key in ("period_start", "period_end")}
    place = {"char_start": start, "char_end": start + len(row["text"]), "article_id": None}
    return from_row(Metric, {key: row[key] for key in COLUMNS} | dates | place)


def _page(metric: Metric) -> Page:
    text = metric.sentence
    return Page(metric.page_id, "", "", "", None, None, "", len(text), text)

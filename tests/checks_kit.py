"""Facts for the doubter's tests: the gold pages as metrics, and small pages written by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from checks.doubt import doubt
from checks.records import Doubts
from quality.gold import FACTS, load_numbers, page_text, pages
from townledger.numbers.units import canonical, lookup
from townledger.page.text import sentences, shadow
from townledger.places.register import default_register
from townledger.records import Metric, Page, PageFacts


def page(page_id: str, text: str) -> Page:
    """Return a page record without an issue date."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Page(page_id, f"{page_id}.txt", digest, "", None, None, "", len(text), text)


def metric(page_id: str, text: str, start: int, end: int, row: Mapping[str, Any]) -> Metric:
    """Return the metric of the span ``text[start:end]`` with the fields of ``row``."""
    unit = lookup(row["unit"])
    sentence = next((text[a:b] for a, b in sentences(shadow(text)) if a <= start < b), "")
    return Metric(
        metric_id=f"{page_id}:{start}-{end}",
        page_id=page_id,
        article_id=row.get("article", f"{page_id}#01"),
        char_start=start,
        char_end=end,
        text=text[start:end],
        class_=row.get("cls", "quantity"),
        sentence=sentence,
        value_low=row["low"],
        value_high=row["high"],
        unit=row["unit"],
        qualifier=row.get("qualifier", "exact"),
        dimension=unit.dimension if unit else "count",
        canonical_low=canonical(row["low"], unit) if unit else row["low"],
        canonical_high=canonical(row["high"], unit) if unit else row["high"],
        canonical_unit=unit.canonical_unit if unit else row["unit"],
        item=row.get("item", ""),
        measure=row.get("measure", ""),
        subject=row.get("subject", ""),
        place_code=row.get("subject_code"),
        period_text=row.get("period", ""),
        period_start=None,
        period_end=None,
        status=row.get("status", "actual"),
    )


def gold_page(doc: str) -> PageFacts:
    """Return a sample page with the metrics of the gold annotation."""
    text = page_text(doc)
    name = pages()[doc]["file_name"].removesuffix(".txt")
    facts = PageFacts(page(name, text))
    for row in load_numbers([doc]):
        if row["cls"] in FACTS:
            facts.metrics.append(metric(name, text, row["start"], row["end"], row))
    return facts


def small_page(text: str, *figures: Mapping[str, Any], page_id: str = "p") -> PageFacts:
    """Return a page of one article; each figure names its ``text`` and fields, spans are found in order."""
    facts = PageFacts(page(page_id, text))
    at = 0
    for row in figures:
        at = text.index(row["text"], at)
        facts.metrics.append(metric(page_id, text, at, at + len(row["text"]), row))
        at += len(row["text"])
    return facts


def doubts(*pages: PageFacts) -> Doubts:
    """Return what the doubter says about pages."""
    return doubt(pages, default_register())

"""Page facts to rows of the warehouse, and back: which record stands in which table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from townledger.records import (
    Article,
    Fragment,
    Mechanism,
    MechanismStep,
    Metric,
    Number,
    Organisation,
    Page,
    PageFacts,
    PersonPost,
    PlaceMention,
    from_row,
    to_row,
)
from warehouse.store import Store

TABLES: dict[str, tuple[type, str]] = {
    "page": (Page, "page"),
    "fragment": (Fragment, "fragments"),
    "article": (Article, "articles"),
    "place_mention": (PlaceMention, "places"),
    "organisation": (Organisation, "organisations"),
    "person_post": (PersonPost, "people"),
    "mechanism": (Mechanism, "mechanisms"),
    "mechanism_step": (MechanismStep, "steps"),
    "number": (Number, "numbers"),
    "metric": (Metric, "metrics"),
}
"""The tables that reading fills: the class of their rows and where `PageFacts` keeps them."""


def rows_of(facts: Iterable[PageFacts]) -> dict[str, list[dict[str, Any]]]:
    """Return the warehouse rows of the facts, by table; the verdict of a metric is not yet known."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for page in facts:
        for table, (_, place) in TABLES.items():
            records = getattr(page, place)
            rows[table] += map(to_row, [records] if table == "page" else records)
    return rows


def load_facts(store: Store) -> list[PageFacts]:
    """Return the facts of every page in the warehouse, pages by id, records in text order."""
    found: dict[str, PageFacts] = {}
    page_of: dict[str, str] = {}  # mechanism_id -> page_id: a step knows its mechanism only
    for table, (record, place) in TABLES.items():
        for row in store.read(f"SELECT * FROM {table} ORDER BY {_ORDER.get(table, _SPAN)}").iter_rows(
            named=True
        ):
            row = {key: v.isoformat() if isinstance(v, date) else v for key, v in row.items()}
            if table == "page":
                found[row["page_id"]] = PageFacts(from_row(record, row))
                continue
            if table == "mechanism":
                page_of[row["mechanism_id"]] = row["page_id"]
            page_id = page_of[row["mechanism_id"]] if table == "mechanism_step" else row["page_id"]
            getattr(found[page_id], place).append(from_row(record, row))
    return list(found.values())


_SPAN = "page_id, char_start, char_end"
_ORDER = {"page": "page_id", "article": "page_id, seq", "mechanism_step": "mechanism_id, seq"}

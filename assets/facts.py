"""Page facts to rows of the warehouse, and back: which record stands in which table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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


def load_facts(
    store: Store, page_ids: Collection[str] | None = None, tables: Collection[str] = tuple(TABLES)
) -> list[PageFacts]:
    """Return the facts of pages (default: of all), pages by id, records in text order.

    ``tables`` must hold ``page``; of the facts in other tables than these none are loaded.
    """
    found: dict[str, PageFacts] = {}
    page_of: dict[str, str] = {}  # mechanism_id -> page_id: a step knows its mechanism only
    for table, (record, place) in TABLES.items():
        if table not in tables:
            continue
        where = "" if page_ids is None else f"WHERE {_OWNER.get(table, 'page_id')} IN (SELECT unnest(?))"
        query = f"SELECT * FROM {table} {where} ORDER BY {_ORDER.get(table, _SPAN)}"
        for row in store.read(query, [] if page_ids is None else [sorted(page_ids)]).iter_rows(named=True):
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
_OWNER = {
    "mechanism_step": "(SELECT page_id FROM mechanism WHERE mechanism_id = mechanism_step.mechanism_id)",
}
_ORDER = {"page": "page_id", "article": "page_id, seq", "mechanism_step": "mechanism_id, seq"}

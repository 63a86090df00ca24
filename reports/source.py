"""What the workbook reads from the published warehouse."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from warehouse.dictionary import Dictionary, Readable, read_dictionary


class Source:
    """The published warehouse as the sheets need it."""

    def __init__(self, store: Readable) -> None:
        self.store = store

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query as tuples."""
        return self.store.read(sql).rows()

    def count(self, sql: str) -> int:
        """Return the one number that a query gives."""
        return int(self.store.read(sql).item())

    @cached_property
    def texts(self) -> dict[str, str]:
        """The raw text of every page, by page_id."""
        return dict(self.rows("SELECT page_id, text FROM page"))

    @cached_property
    def dictionary(self) -> Dictionary:
        """The comments of the warehouse."""
        return read_dictionary(self.store)

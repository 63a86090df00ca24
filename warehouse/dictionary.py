"""What the warehouse says about itself: the headers, descriptions and words that stand in its comments.

Every report and page takes its Chinese headers, and the Chinese words for codes, from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import polars as pl


class Readable(Protocol):
    """Whatever answers queries."""

    def read(self, sql: str, params: Sequence[Any] = ()) -> pl.DataFrame:
        """Return the rows of a query."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One column; its comment reads ``表头：说明。单位：…。取值：code=词、…`` (the last two may lack)."""

    name: str
    type: str
    header: str
    description: str
    unit: str = ""
    words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, name: str, type_: str, comment: str) -> Entry:
        """Return the entry for a column's comment; a column without one is called by its name."""
        rest, _, values = comment.partition("。取值：")
        rest, _, unit = rest.partition("。单位：")
        header, _, description = rest.partition("：")
        words = dict(value.split("=", 1) for value in values.split("、") if "=" in value)
        return cls(name, type_, header or name, description, unit, words)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The comments of the warehouse, by table."""

    titles: dict[str, str]
    """``标题：说明`` of each table and view."""
    tables: dict[str, dict[str, Entry]]

    def entry(self, source: str) -> Entry:
        """Return the entry of ``table.column``."""
        table, _, column = source.partition(".")
        return self.tables[table][column]

    def header(self, source: str) -> str:
        """Return the Chinese header of ``table.column``."""
        return self.entry(source).header

    def word(self, source: str, code: Any) -> Any:
        """Return the Chinese word for a code of ``table.column``; what has no word stands for itself."""
        return self.entry(source).words.get(code, code)


_TITLES = """
SELECT table_name, coalesce(comment, '') FROM duckdb_tables() WHERE schema_name = 'main' AND NOT internal
UNION ALL
SELECT view_name, coalesce(comment, '') FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
"""
_COLUMNS = """
SELECT table_name, column_name, data_type, coalesce(comment, '')
FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal ORDER BY table_name, column_index
"""


def read_dictionary(store: Readable) -> Dictionary:
    """Return the dictionary of a warehouse, tables in alphabetical order."""
    tables: dict[str, dict[str, Entry]] = {}
    for table, name, type_, comment in store.read(_COLUMNS).rows():
        tables.setdefault(table, {})[name] = Entry.parse(name, type_, comment)
    return Dictionary(dict(store.read(_TITLES).rows()), tables)

"""The registry of the warehouse's tables and columns, read from ``tables.yaml`` (see there for the form)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

TABLES_FILE = Path(__file__).with_name("tables.yaml")
TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "real": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "moment": "TIMESTAMP",
}
"""Column types of the registry and their SQL names."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An SQL expression over one row of a table, and the Chinese message when it is false."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the registry describes it; see ``tables.yaml`` for what the attributes mean."""

    name: str
    type: str
    header: str
    description: str
    unit: str | None = None
    nullable: bool = False
    filled: bool = False
    values: Mapping[str, str] | None = None
    words: Mapping[str, str] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    references: str | None = None
    each: str | None = None
    contains: str | None = None

    @property
    def sql_type(self) -> str:
        """Return the SQL type, such as ``VARCHAR``."""
        return TYPES[self.type]

    @property
    def comment(self) -> str:
        """Return the SQL comment: ``表头：说明。单位：…。取值：code=标签、…`` (the last two if any)."""
        parts = [f"{self.header}：{self.description}"]
        if self.unit:
            parts.append(f"单位：{self.unit}")
        if labels := self.values or self.words:
            parts.append("取值：" + "、".join(f"{code}={label}" for code, label in labels.items()))
        return "。".join(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a view where ``view`` holds its query."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    checks: tuple[Rule, ...] = ()
    floor: int = 0
    view: str | None = None

    @property
    def comment(self) -> str:
        """Return the SQL comment: ``标题：说明``."""
        return f"{self.title}：{self.description}"


class _Lines(yaml.SafeLoader):
    """YAML in which every mapping knows the line on which it stands."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return super().construct_mapping(node, deep) | {"__line__": node.start_mark.line + 1}


class _Registry:
    """The parsed file, and the errors that name it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open(encoding="utf-8") as stream:
            self.data: dict[str, Any] = yaml.load(stream, _Lines)

    def bad(self, line: int | None, what: str) -> ValueError:
        return ValueError(f"{self.path.name}:{line or '?'}: {what}")

    @cached_property
    def shared(self) -> dict[str, Column]:
        return {
            name: self.column(name, spec) for name, spec in self.data["fields"].items() if name != "__line__"
        }

    def build(self, cls: type[Any], spec: dict[str, Any], **given: Any) -> Any:
        """Return ``cls(**spec)``; a name that ``cls`` lacks, or a missing one, is an error with its line."""
        line = spec.get("__line__")
        plain = {key: value for key, value in spec.items() if key != "__line__"} | given
        if unknown := sorted(set(plain) - {f.name for f in fields(cls)}):
            raise self.bad(line, f"{cls.__name__.lower()} does not know {', '.join(unknown)}")
        try:
            return cls(**plain)
        except TypeError as error:
            raise self.bad(line, str(error).partition(") ")[2] or str(error)) from None

    def column(self, name: str, spec: dict[str, Any] | None) -> Column:
        if spec is None:
            return self.shared[name]
        for labels in ("values", "words"):
            if given := spec.get(labels):
                spec = spec | {labels: {code: label for code, label in given.items() if code != "__line__"}}
        column: Column = self.build(Column, spec, name=name)
        if column.type not in TYPES:
            raise self.bad(spec["__line__"], f"column {name} has unknown type {column.type}")
        return column

    def rules(self, items: list[Any], line: int | None) -> list[Rule]:
        found: list[Rule] = []
        for item in items:
            if isinstance(item, dict):
                found.append(self.build(Rule, item))
            elif item in self.data["rules"]:
                found += self.rules(self.data["rules"][item], line)
            else:
                raise self.bad(line, f"no shared rule {item}")
        return found

    def table(self, name: str, spec: dict[str, Any], known: Mapping[str, Table]) -> Table:
        line = spec["__line__"]
        spec = dict(spec)
        parent = spec.pop("extends", None)
        columns = dict(known[parent].columns) if parent else {}
        for column, given in spec.pop("columns").items():
            if column == "__line__":
                continue
            if given is None and column not in self.shared:
                raise self.bad(line, f"{name}.{column} has no description and is no shared field")
            columns[column] = self.column(column, given)
        rules = [*(known[parent].checks if parent else ()), *self.rules(spec.pop("checks", []), line)]
        key = tuple(spec.pop("key"))
        if missing := [column for column in key if column not in columns]:
            raise self.bad(line, f"{name} has no key column {', '.join(missing)}")
        return self.build(Table, spec, name=name, key=key, columns=columns, checks=tuple(rules))


def load_tables(path: Path = TABLES_FILE) -> dict[str, Table]:
    """Return the tables by name, in the order in which data flows.

    Raises
    ------
    ValueError
        One line with file, line and what is wrong.
    """
    registry = _Registry(path)
    tables: dict[str, Table] = {}
    for name, spec in registry.data["tables"].items():
        if name != "__line__":
            tables[name] = registry.table(name, spec, tables)
    for table in tables.values():
        for column in table.columns.values():
            if column.references and column.references not in tables:
                raise ValueError(f"{path.name}: {table.name}.{column.name}: no table {column.references}")
    return tables


TABLES = load_tables()
"""Every table of the warehouse by name, in the order in which data flows; ``accepted_metric`` is a view."""

"""The registry as SQL: one file a table for ``warehouse/schema``, with CHECKs and comments."""

from __future__ import annotations

from pathlib import Path

from checks.tables import TABLES, Column, Table

SCHEMA_FOLDER = Path(__file__).parents[1] / "warehouse" / "schema"
BLANKS = r"[\s\p{Z}]+"
"""Regular expression of blanks, the full-width one included, for RE2 (DuckDB) and Rust (polars)."""
_NOTICE = "-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.\n\n"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _conditions(column: Column) -> list[str]:
    """Return what SQL checks of one column; true or null when the value is good."""
    name, found = column.name, []
    if column.filled:
        found.append(f"{name} <> ''")
    if column.values:
        found.append(f"{name} IN ({', '.join(map(_quote, column.values))})")
    if column.pattern:
        found.append(f"regexp_full_match({name}, {_quote(column.pattern)})")
    if column.minimum is not None:
        found.append(f"{name} >= {column.minimum}")
    if column.maximum is not None:
        found.append(f"{name} <= {column.maximum}")
    if column.type == "real":
        found.append(f"isfinite({name})")
    if column.contains:
        bare = [f"regexp_replace({each}, '{BLANKS}', '', 'g')" for each in (name, column.contains)]
        found.append(f"contains({', '.join(bare)})")
    return found


def ddl(table: str) -> str:
    """Return the SQL that creates the table or view ``table`` with its checks and comments."""
    spec = TABLES[table]
    kind, body = ("VIEW", _view(spec)) if spec.view else ("TABLE", _table(spec))
    comments = [f"COMMENT ON {kind} {table} IS {_quote(spec.comment)};"]
    comments += [f"COMMENT ON COLUMN {table}.{c.name} IS {_quote(c.comment)};" for c in spec.columns.values()]
    return body + "\n\n" + "\n".join(comments) + "\n"


def _view(spec: Table) -> str:
    return f"CREATE VIEW {spec.name} AS\n{(spec.view or '').rstrip()};"


def _table(spec: Table) -> str:
    lines = []
    for column in spec.columns.values():
        parts = [column.name, column.sql_type]
        parts += [] if column.nullable else ["NOT NULL"]
        parts += [f"CHECK ({condition})" for condition in _conditions(column)]
        lines.append(" ".join(parts))
    if spec.key:
        lines.append(f"PRIMARY KEY ({', '.join(spec.key)})")
    lines += [f"CHECK ({rule.rule})" for rule in spec.checks]
    return f"CREATE TABLE {spec.name} (\n    " + ",\n    ".join(lines) + "\n);"


def schema_files() -> dict[str, str]:
    """Return the content of every schema file by its name; the numbers keep the order of the tables."""
    return {f"{at:02d}_{table}.sql": _NOTICE + ddl(table) for at, table in enumerate(TABLES, 1)}


def write_schema(folder: Path = SCHEMA_FOLDER) -> list[Path]:
    """Write the schema files into ``folder``, remove those of tables that are gone, return what changed."""
    folder.mkdir(parents=True, exist_ok=True)
    files = schema_files()
    changed = [path for path in sorted(folder.glob("*.sql")) if path.name not in files]
    for path in changed:
        path.unlink()
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            changed.append(path)
    return changed

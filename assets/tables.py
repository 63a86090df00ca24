"""Warehouse tables as Dagster assets: specs, row counts and previews, all from the one registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg
import polars as pl

from checks.contracts import TABLES, describe, frame, validate
from checks.contracts import Violation as Violation
from warehouse.store import Store

OWNERS = ["team:ledger"]
PREVIEW_ROWS = 12
OFFENDERS = 50  # rows of a metadata table that the UI still shows at once
_CUT = 40  # characters of a cell in a preview
_WHOLE = 2000  # characters of a cell that a person must read to its end
_WHOLE_PAGES = ("page.text", "staged_page.text")
_OFFSETS_AND_HASHES = ("char_start", "char_end", "sha256", "read_as", "doubted_as")


def table_spec(table: str, group: str, deps: Sequence[str] = ()) -> dg.AssetSpec:
    """Return the asset of a warehouse table, described by its contract."""
    spec = TABLES[table]
    columns = [
        dg.TableColumn(c["name"], c["type"], f"{c['header']}：{c['description']}") for c in describe(table)
    ]
    return dg.AssetSpec(
        table,
        deps=deps,
        group_name=group,
        description=spec.comment,
        owners=OWNERS,
        kinds={"duckdb"},
        metadata={"dagster/column_schema": dg.TableSchema(columns), "dagster/table_name": f"main.{table}"},
    )


def materialized(
    store: Store, tables: Iterable[str], more: Mapping[str, Mapping[str, Any]] | None = None
) -> list[dg.MaterializeResult]:
    """Return the results of writing ``tables``: how many rows each holds now, and its first ones.

    ``more`` is further metadata by table; it stands first.
    """
    results: list[dg.MaterializeResult] = []
    with store.snapshot() as snapshot:
        for table in tables:
            count = int(snapshot.read(f"SELECT count(*) FROM {table}").item())
            head = snapshot.read(f"SELECT * FROM {table} ORDER BY ALL LIMIT {PREVIEW_ROWS}")
            metadata = {
                "dagster/row_count": count,
                **(more or {}).get(table, {}),
                "预览": preview(table, head),
            }
            results.append(dg.MaterializeResult(asset_key=table, metadata=metadata))
    return results


def preview(table: str, rows: pl.DataFrame) -> dg.TableMetadataValue:
    """Return what a person reads of rows, under Chinese headers: no ids, offsets, hashes or empty columns."""
    shown = {
        name: column
        for name, column in TABLES[table].columns.items()
        if name not in (*TABLES[table].key, *_OFFSETS_AND_HASHES)
        and not column.references
        and f"{table}.{name}" not in _WHOLE_PAGES
        and any(value not in (None, "") for value in rows[name])
    }
    records = [
        {column.header: (column.values or {}).get(row[name], row[name]) for name, column in shown.items()}
        for row in rows.iter_rows(named=True)
    ]
    return metadata_table(records, [column.header for column in shown.values()], _CUT)


def metadata_table(
    records: Sequence[dict[str, Any]], columns: Sequence[str], longest: int = _WHOLE
) -> dg.TableMetadataValue:
    """Return records as a metadata table; it has its columns even when there are no records."""
    return dg.MetadataValue.table(
        [dg.TableRecord({name: _plain(record.get(name), longest) for name in columns}) for record in records],
        schema=dg.TableSchema([dg.TableColumn(column) for column in columns]),
    )


def _plain(value: Any, longest: int) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def offenders(violations: Sequence[Violation]) -> dg.TableMetadataValue:
    """Return violations as a metadata table: which row, what is wrong, the value and the sentence."""
    records = [
        {"表": v.table, "列": v.column, "编号": v.row_id, "问题": v.check, "值": v.value, "句子": v.sentence}
        for v in violations[:OFFENDERS]
    ]
    return metadata_table(records, ["表", "列", "编号", "问题", "值", "句子"])


def conforming(table: str, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """Return ``rows`` if they meet the contract of ``table``; nothing that breaks it is ever written.

    Raises
    ------
    dg.Failure
        With the offending rows as metadata.
    """
    violations = validate(table, frame(table, rows))
    if violations:
        raise dg.Failure(
            description=f"{TABLES[table].title}（{table}）有 {len(violations)} 处不合约定，未写入；"
            f"首处：{violations[0]}",
            metadata={"不合约定的行": offenders(violations)},
            allow_retries=False,
        )
    return rows

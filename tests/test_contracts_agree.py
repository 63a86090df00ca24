"""Pandera and DuckDB derive from one contract: whatever the row, both take it or both refuse it."""

from datetime import date, datetime
from typing import Any

import duckdb
import polars as pl
import warehouse_kit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.contracts import TABLES, ddl, frame, validate
from checks.tables import Column

ROWS = warehouse_kit.tables()
TEXTS = [
    "",
    " ",
    "x",
    "5400吨",
    "page-a",
    "14",
    "140000000",
    "１４",
    "14\n",
    "0" * 64,
    "0" * 63,
    "page-a:1-2",
    "o'k\\",
]
VALUES: dict[str, list[Any]] = {
    "text": TEXTS,
    "integer": [-1, 0, 1, 2, 30, 10**12],
    "real": [-1.0, 0.0, 0.5, 1.0, 1.5, 5400.0, 1e300, float("nan"), float("inf"), float("-inf")],
    "boolean": [True, False],
    "date": [date(2020, 1, 1), date(2025, 6, 1), date(2030, 12, 31)],
    "moment": [datetime(2025, 6, 1, 9, 30)],
}


def value_of(column: Column) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *VALUES[column.type], *(column.values or ())])


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Return a table and a good row of it in which up to three values were changed."""
    table = draw(st.sampled_from(sorted(ROWS)))
    row = dict(draw(st.sampled_from(ROWS[table])))
    for name in draw(st.lists(st.sampled_from(sorted(row)), min_size=1, max_size=3, unique=True)):
        row[name] = draw(value_of(TABLES[table].columns[name]))
    return table, row


def taken(connection: duckdb.DuckDBPyConnection, table: str, df: pl.DataFrame) -> bool:
    """Return whether DuckDB takes the rows."""
    connection.register("incoming", df)
    connection.execute("BEGIN")
    try:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    except duckdb.ConstraintException:
        return False
    finally:
        connection.execute("ROLLBACK")
    return True


def test_both_take_a_row_or_both_refuse_it() -> None:
    with duckdb.connect() as connection:
        for table in ROWS:
            connection.execute(ddl(table))

        @settings(
            max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
        )
        @given(broken())
        def agree(case: tuple[str, dict[str, Any]]) -> None:
            df = frame(case[0], [case[1]])
            refused = validate(case[0], df)
            assert taken(connection, case[0], df) == (not refused), refused

        agree()

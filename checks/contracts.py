"""The contracts of the warehouse: what every table must look like, and what must hold between tables.

Everything derives from the one registry ``tables.yaml``: the pandera schema of a table (:func:`contract`),
its SQL (:func:`ddl`), its plain column descriptions (:func:`describe`). The functions that check return a
list of :class:`Violation`, empty when all is well, so that a caller can show which rows are wrong and why.

Run ``python -m checks.contracts --write`` to write ``warehouse/schema/*.sql``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.backends.polars.container import DataFrameSchemaBackend
from pandera.errors import SchemaErrors

from checks.bounds import COLUMNS, beyond_quota
from checks.ddl import BLANKS, ddl, schema_files, write_schema
from checks.tables import TABLES, Column, Table

__all__ = [
    "TABLES",
    "Contract",
    "Violation",
    "contract",
    "count_files",
    "count_rows",
    "ddl",
    "describe",
    "frame",
    "ground",
    "measure",
    "refer",
    "refuse_quarantined",
    "schema_files",
    "validate",
    "write_schema",
]

_DTYPES: dict[str, Any] = {
    "text": pl.String,
    "integer": pl.Int64,
    "real": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "moment": pl.Datetime("us"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A row (or, where ``row_index`` is None, a whole table) that breaks a contract.

    ``check`` says in Chinese what is broken; ``row_id`` is the key of the row, ``sentence`` the text that a
    person needs in order to judge it (the sentence, else the quoted text).
    """

    table: str
    check: str
    column: str | None = None
    row_index: int | None = None
    row_id: str | None = None
    value: str | None = None
    sentence: str | None = None

    def __str__(self) -> str:
        where = ".".join(filter(None, (self.table, self.column)))
        which = f" [{self.row_id}]" if self.row_id else ""
        value = "" if self.value is None else f" 值：{self.value}"
        return f"{where}{which} {self.check}{value}"


class Contract(pa.DataFrameSchema):
    """A pandera schema that validates eager frames only.

    On a LazyFrame pandera would look at names and types and silently skip the values.
    """

    def validate(self, check_obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Validate ``check_obj``; raise TypeError unless it is an eager ``pl.DataFrame``."""
        _insist_eager(check_obj)
        return super().validate(check_obj, *args, **kwargs)


Contract.register_backend(pl.DataFrame, DataFrameSchemaBackend)


def _insist_eager(df: object) -> None:
    if not isinstance(df, pl.DataFrame):
        raise TypeError(
            f"a contract needs an eager polars DataFrame, not {type(df).__name__}: call .collect() first"
        )


def _check(expression: pl.Expr, message: str) -> pa.Check:
    """Return a check of each row; null passes, as in SQL (``nullable`` alone judges it)."""
    return pa.Check(lambda data: data.lazyframe.select(expression.fill_null(True)), error=message)


def _column_checks(column: Column) -> list[pa.Check]:
    value, found = pl.col(column.name), []
    if column.filled:
        found.append(_check(value != "", "不得为空文字"))
    if column.values:
        allowed = "、".join(column.values)
        found.append(_check(value.is_in(list(column.values)), f"取值不在允许范围（{allowed}）"))
    if column.pattern:
        found.append(_check(value.str.contains(f"^(?:{column.pattern})$"), "格式不符"))
    if column.minimum is not None:
        found.append(_check(value >= column.minimum, f"小于{column.minimum}"))
    if column.maximum is not None:
        found.append(_check(value <= column.maximum, f"大于{column.maximum}"))
    if column.type == "real":
        found.append(_check(value.is_finite(), "不是有限的数"))
    return found


def _row_checks(table: Table) -> list[pa.Check]:
    found = [_check(pl.sql_expr(rule.rule), rule.message) for rule in table.checks]
    for column in table.columns.values():
        if column.contains:
            bare = [pl.col(name).str.replace_all(BLANKS, "") for name in (column.name, column.contains)]
            other = table.columns[column.contains]
            there = bare[0].str.contains(bare[1], literal=True)
            found.append(_check(there, f"{column.header}中没有{other.header}"))
    if table.name == "accepted_metric":
        found.append(_check(_possible(), BEYOND))
    return found


BEYOND = "数值超出定额所许的极限，未经人照原文采用的不得发布"


def _possible() -> pl.Expr:
    """Return whether a metric keeps within every norm, but for one that a person has accepted as printed."""

    def possible(rows: pl.Series) -> pl.Series:
        return pl.Series([row["decision"] == "accepted" or beyond_quota(row) is None for row in rows])

    return pl.struct(*COLUMNS, "decision").map_batches(possible, return_dtype=pl.Boolean)


@cache
def contract(table: str) -> Contract:
    """Return the pandera schema of ``table``: strict, with its key unique, for eager frames only."""
    spec = TABLES[table]
    return Contract(
        {
            column.name: pa.Column(
                _DTYPES[column.type],
                checks=_column_checks(column),
                nullable=column.nullable,
                title=column.header,
                description=column.description,
                metadata={"unit": column.unit},
            )
            for column in spec.columns.values()
        },
        checks=_row_checks(spec),
        unique=list(spec.key) or None,
        strict=True,
        name=table,
        title=spec.title,
        description=spec.description,
    )


_BUILT_IN = {
    "not_nullable": "不得为空值",
    "multiple_fields_uniqueness": "主键重复",
    "column_in_schema": "多余的列",
    "column_in_dataframe": "缺少列",
}


def validate(table: str, df: pl.DataFrame) -> list[Violation]:
    """Return every violation of the contract of ``table`` in ``df``, by row and column.

    Raises
    ------
    TypeError
        ``df`` is not an eager ``pl.DataFrame``.
    """
    try:
        contract(table).validate(df, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.select("failure_case", "column", "check", "index").rows()
    else:
        return []
    shape = [
        _misfit(table, str(case), column, check) for case, column, check, index in cases if index is None
    ]
    if shape:  # wrong columns or types: what pandera says of the values then means nothing
        return sorted((v for v in shape if v is not None), key=lambda v: (v.column or "", v.check))
    found = []
    for _, column, check, index in cases:
        whole = column == table  # pandera names the schema where a check is about the row
        value = beyond_quota(df.row(index, named=True)) if check == BEYOND else None
        found.append(
            _violation(table, df, index, _BUILT_IN.get(check, check), None if whole else column, value)
        )
    return sorted(found, key=lambda v: (v.row_index or 0, v.column or "", v.check))


def _misfit(table: str, case: str, column: str, check: str) -> Violation | None:
    if check in ("column_in_schema", "column_in_dataframe"):
        return Violation(table, _BUILT_IN[check], case)
    if check.startswith("dtype("):
        wanted = TABLES[table].columns[column].sql_type
        return Violation(table, f"类型应为{wanted}", column, value=case)
    return None


def _violation(
    table: str, df: pl.DataFrame, index: int, check: str, column: str | None, value: object = None
) -> Violation:
    row = df.row(index, named=True)
    shown = row[column] if column else value
    sentence = row.get("sentence") or row.get("text")
    return Violation(
        table,
        check,
        column,
        index,
        row_id(table, row),
        None if shown is None else str(shown),
        sentence if table != "page" else None,
    )


def row_id(table: str, row: Mapping[str, Any]) -> str | None:
    """Return the key of a row as text; spans are written as in metric ids, ``page:start-end``."""
    key = TABLES[table].key
    if key[:3] == ("page_id", "char_start", "char_end"):
        rest = [str(row.get(name)) for name in key[3:] if row.get(name)]
        return " ".join([f"{row.get('page_id')}:{row.get('char_start')}-{row.get('char_end')}", *rest])
    return " ".join(str(row.get(name)) for name in key) or None


def frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Return ``rows`` as a frame with the columns and types of ``table``, ready for :func:`validate`.

    ISO strings become dates; a column that no row has is null.

    Raises
    ------
    ValueError
        A row has a key that is no column of the table, or a value that its type cannot hold: one line that
        names table, column and value.
    """
    spec = TABLES[table]
    rows = list(rows)
    if unknown := sorted({key for row in rows for key in row} - set(spec.columns)):
        raise ValueError(f"{table}: no such column: {', '.join(unknown)}")
    series = []
    for column in spec.columns.values():
        values = [_parse(table, column, row.get(column.name)) for row in rows]
        try:
            series.append(pl.Series(column.name, values, dtype=_DTYPES[column.type]))
        except (TypeError, pl.exceptions.PolarsError) as error:
            raise ValueError(f"{table}.{column.name} is {column.sql_type}: {error}") from None
    return pl.DataFrame(series)


def _parse(table: str, column: Column, value: Any) -> Any:
    """Return ``value``, with ISO strings read as dates and times."""
    if isinstance(value, str) and column.type in ("date", "moment"):
        reader = date if column.type == "date" else datetime
        try:
            return reader.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{table}.{column.name} is no ISO {column.type}: {value!r}") from None
    return value


def describe(table: str) -> list[dict[str, str]]:
    """Return name, SQL type, Chinese header and description of every column of ``table``, in order."""
    return [
        {"name": c.name, "type": c.sql_type, "header": c.header, "description": c.comment.partition("：")[2]}
        for c in TABLES[table].columns.values()
    ]


# --- contracts between tables -------------------------------------------------------------------------------


def ground(table: str, df: pl.DataFrame, page: pl.DataFrame) -> list[Violation]:
    """Return the rows whose ``text`` is not ``page.text[char_start:char_end]``.

    Offsets are Python str indices. A table with a span and no text must keep within its page.
    """
    _insist_eager(df)
    texts = dict(page.select("page_id", "text").iter_rows())
    quoted = "text" in TABLES[table].columns
    spans = df.select("page_id", "char_start", "char_end", *(["text"] if quoted else [])).rows()
    found = []
    for index, (page_id, start, end, *text) in enumerate(spans):
        whole = texts.get(page_id)
        if whole is None:
            found.append(_violation(table, df, index, "找不到所在版面", "page_id"))
        elif end > len(whole) or start < 0:
            found.append(_violation(table, df, index, f"位置超出版面（共{len(whole)}字符）", "char_end"))
        elif quoted and whole[start:end] != text[0]:
            found.append(_violation(table, df, index, f"与版面原文不符，原文为“{whole[start:end]}”", "text"))
    return found


def refer(table: str, df: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> list[Violation]:
    """Return the rows whose page, article, metric … does not exist in ``tables``.

    Raises
    ------
    KeyError
        A table that ``table`` refers to is missing from ``tables``.
    """
    _insist_eager(df)
    found = []
    for column in TABLES[table].columns.values():
        if not column.references:
            continue
        (key,) = TABLES[column.references].key
        known = set(tables[column.references][key])
        title = TABLES[column.references].title
        for index, value in enumerate(df[column.name].to_list()):
            for each in re.findall(column.each, value) if column.each else [value]:
                if each is not None and each not in known:
                    found.append(_violation(table, df, index, f"所指的{title}不存在：{each}", column.name))
    return found


def count_files(staged: int, page: pl.DataFrame, rejected_file: pl.DataFrame) -> list[Violation]:
    """Return a violation unless every staged file was read or rejected: staged = pages + rejected."""
    read, rejected = page.height, rejected_file.height
    if staged == read + rejected:
        return []
    check = f"文件数对不上：送入{staged}个，读入{read}个，退回{rejected}个"
    return [Violation("page", check, value=str(staged - read - rejected))]


def count_rows(tables: Mapping[str, pl.DataFrame]) -> list[Violation]:
    """Return a violation for each of ``tables`` with fewer rows than its floor."""
    return [
        Violation(name, f"至少应有{TABLES[name].floor}行，实有{df.height}行", value=str(df.height))
        for name, df in tables.items()
        if df.height < TABLES[name].floor
    ]


def measure(number: pl.DataFrame, metric: pl.DataFrame) -> list[Violation]:
    """Return where ``number`` and ``metric`` disagree: every number of a class that is measured is a metric.

    Both ways: a number that was lost, and a metric whose span is no number of the same class and text.
    """
    key = ["page_id", "char_start", "char_end", "class", "text"]
    measured = list(TABLES["metric"].columns["class"].values or ())
    numbers, metrics = set(number.select(key).iter_rows()), set(metric.select(key).iter_rows())
    found = [
        _violation("number", number, index, "应成为指标的数字没有指标", "class")
        for index, row in enumerate(number.select(key).iter_rows())
        if row[3] in measured and row not in metrics
    ]
    return found + [
        _violation("metric", metric, index, "指标不在数字表中", "class")
        for index, row in enumerate(metric.select(key).iter_rows())
        if row not in numbers
    ]


_UNDECIDED = {None: ("passed",), "cleared": ("passed", "review")}
"""By decision, the verdicts of what may be published though no person has decided on the figure itself."""


def refuse_quarantined(accepted_metric: pl.DataFrame, metric: pl.DataFrame) -> list[Violation]:
    """Return the accepted metrics that may not be published.

    That is: those that are no metric, and those whose verdict in ``metric`` is not ``passed`` and that no
    person has decided on. Looks at ``metric`` itself, so that a wrong view cannot hide it.
    """
    verdicts = dict(metric.select("metric_id", "verdict").iter_rows())
    found = []
    for index, (metric_id, decision) in enumerate(
        accepted_metric.select("metric_id", "decision").iter_rows()
    ):
        if metric_id not in verdicts:
            found.append(_violation("accepted_metric", accepted_metric, index, "指标表中没有", "metric_id"))
        elif decision in _UNDECIDED and verdicts[metric_id] not in _UNDECIDED[decision]:
            check = f"核验结论为{verdicts[metric_id]}，不得采用"
            found.append(_violation("accepted_metric", accepted_metric, index, check, "verdict"))
    return found


def main(arguments: Sequence[str]) -> int:
    """Write the schema files and print what changed."""
    if list(arguments) == ["--write"]:
        for path in write_schema():
            print(path)
        return 0
    print("usage: python -m checks.contracts --write", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The registry and what is made of it: schemas, SQL files, descriptions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import warehouse_kit

from checks.contracts import TABLES, contract, describe, frame, main, row_id, validate
from checks.ddl import SCHEMA_FOLDER, ddl, schema_files, write_schema
from checks.tables import TABLES_FILE, load_tables
from townledger import records

GOOD = warehouse_kit.tables()
RECORDS = {
    "page": records.Page,
    "fragment": records.Fragment,
    "article": records.Article,
    "place_mention": records.PlaceMention,
    "organisation": records.Organisation,
    "person_post": records.PersonPost,
    "mechanism": records.Mechanism,
    "mechanism_step": records.MechanismStep,
    "number": records.Number,
    "metric": records.Metric,
}
DERIVED = {"metric": {"verdict"}}


@pytest.mark.parametrize("table", RECORDS)
def test_the_registry_has_the_columns_of_the_records(table: str) -> None:
    assert set(TABLES[table].columns) - DERIVED.get(table, set()) == set(records.columns(RECORDS[table]))


def test_committed_schema_is_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in SCHEMA_FOLDER.glob("*.sql")}
    assert committed == schema_files(), "run: python -m checks.contracts --write"


def test_writing_the_schema_removes_files_of_gone_tables(tmp_path: Path) -> None:
    (tmp_path / "99_gone.sql").write_text("SELECT 1", encoding="utf-8")
    assert len(write_schema(tmp_path)) == len(TABLES) + 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(schema_files())
    assert write_schema(tmp_path) == []


def test_the_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 2
    assert "--write" in capsys.readouterr().err


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for table in TABLES:
            connection.execute(ddl(table))
        yield connection


def test_every_table_and_column_has_its_comment(database: duckdb.DuckDBPyConnection) -> None:
    tables = (
        "SELECT table_name, comment FROM duckdb_tables() UNION SELECT view_name, comment FROM duckdb_views()"
    )
    titles = dict(database.execute(tables).fetchall())
    sql = (
        "SELECT column_name, data_type, comment FROM duckdb_columns() "
        "WHERE table_name = ? ORDER BY column_index"
    )
    for name, table in TABLES.items():
        assert titles[name] == table.comment
        columns = [(c.name, c.sql_type, c.comment) for c in table.columns.values()]
        assert database.execute(sql, [name]).fetchall() == columns


def test_headers_and_descriptions_are_chinese() -> None:
    for table in TABLES.values():
        for text in (table.title, table.description, *(c.header for c in table.columns.values())):
            assert any("一" <= each <= "鿿" for each in text)
        headers = [column.header for column in table.columns.values()]
        assert len(set(headers)) == len(headers), f"{table.name} has two columns of one header"


def test_describe_gives_plain_descriptions() -> None:
    by_name = {column["name"]: column for column in describe("metric")}
    assert by_name["char_start"]["type"] == "BIGINT"
    assert by_name["char_start"]["header"] == "起始位置"
    assert "单位：字符" in by_name["char_start"]["description"]
    assert "planned=计划" in by_name["status"]["description"]


@pytest.mark.parametrize("table", GOOD)
def test_good_rows_pass_pandera_and_sql(table: str, database: duckdb.DuckDBPyConnection) -> None:
    df = frame(table, GOOD[table])
    assert validate(table, df) == []
    database.register("incoming", df)
    database.execute(f"BEGIN; INSERT INTO {table} BY NAME SELECT * FROM incoming; ROLLBACK")


# Each line breaks one clause of a contract; DuckDB refuses it as well, unless its last field says otherwise.
BAD: list[tuple[str, dict[str, Any], str | None, str]] = [
    ("page", {"page_id": ""}, "page_id", "空文字"),
    ("page", {"sha256": "A" * 64}, "sha256", "格式"),
    ("page", {"sha256": "0" * 64 + "\n"}, "sha256", "格式"),
    ("page", {"issue_date_low": "2025-08-01"}, None, "晚于"),
    ("page", {"char_count": 3}, None, "字符数"),
    ("page", {"publication": None}, "publication", "空值"),
    ("fragment", {"char_start": 40, "char_end": 39}, None, "起始位置"),
    ("fragment", {"joined_to": -1}, "joined_to", "小于0"),
    ("fragment", {"kind": "split"}, "kind", "允许范围"),
    ("article", {"seq": 0}, "seq", "小于1"),
    ("article", {"article_id": "page-b#01"}, None, "文章编号"),
    ("article", {"kind": "essay"}, "kind", "允许范围"),
    ("place_mention", {"place_code": "1400"}, None, ""),
    ("place_mention", {"place_code": "１４"}, "place_code", "格式"),
    ("place_mention", {"place_code": "14000"}, "place_code", "格式"),
    ("place_mention", {"place_code": None}, None, "没有区划代码"),
    ("place_mention", {"place_name": None}, None, "没有名录名称"),
    ("place_mention", {"confidence": 1.01}, "confidence", "大于1"),
    ("place_mention", {"level": "hamlet"}, "level", "允许范围"),
    ("organisation", {"type": ""}, "type", "空文字"),
    ("person_post", {"role": "reader"}, "role", "允许范围"),
    ("mechanism", {"char_start": -1}, "char_start", "小于0"),
    ("mechanism_step", {"seq": 0}, "seq", "小于1"),
    ("number", {"class": "score"}, "class", "允许范围"),
    ("number", {"value_low": 4.0}, None, "下限大于上限"),
    ("number", {"value_low": 1.0, "value_high": 2.0}, None, "应当相等"),
    ("number", {"value_high": None}, None, "应当相等"),
    ("number", {"value_low": float("nan")}, "value_low", "有限"),
    ("number", {"value_low": float("-inf")}, "value_low", "有限"),
    ("number", {"qualifier": "over"}, None, "不应有上限"),
    ("number", {"qualifier": "at_most"}, None, "不应有下限"),
    ("number", {"char_start": 12, "char_end": 12}, None, "起始位置"),
    ("metric", {"class": "date"}, "class", "允许范围"),
    ("metric", {"sentence": "清溪镇改造厕所。"}, None, "句子中没有原文"),
    ("metric", {"canonical_low": 4.0}, None, "标准下限大于"),
    ("metric", {"value_low": None, "value_high": None}, None, "没有数值下限"),
    ("metric", {"canonical_unit": ""}, None, "没有标准单位"),
    ("metric", {"period_start": "2025-06-02"}, None, "时期起"),
    ("metric", {"metric_id": "page-a:1-2"}, None, "编号"),
    ("metric", {"status": "done"}, "status", "允许范围"),
    ("metric", {"unit_implied": None}, "unit_implied", "空值"),
    ("metric", {"verdict": "fine"}, "verdict", "允许范围"),
    ("relation", {"metric_ids": "none"}, "metric_ids", "格式"),
    ("relation", {"metric_ids": "page-a:1-2,x"}, "metric_ids", "格式"),
    ("relation", {"metric_ids": ""}, None, ""),
    ("relation", {"metric_ids": "要闻,2版:1-2,要闻,2版:3-4"}, None, ""),
    ("relation", {"state": "maybe"}, "state", "允许范围"),
    ("finding", {"severity": "error"}, "severity", "允许范围"),
    ("finding", {"suggested_low": 541.0}, None, "建议下限"),
    ("review", {"decision": "corrected"}, None, "没有给出数值"),
    ("review", {"unit": "公斤"}, None, "只有修改"),
    ("review", {"decision": "corrected", "value_low": 5.0, "canonical_low": 5.0}, None, "不另折算"),
    ("review", {"decision": "corrected", "value_low": 5.0, "canonical_high": 5.0}, None, "不另折算"),
    ("review", {"decision": "corrected", "value_low": 5.0, "unit": "公斤", "canonical_low": 5.0}, None, ""),
    ("release", {"input_hash": ""}, "input_hash", "格式"),
    ("change", {"kind": ""}, "kind", "空文字"),
]


@pytest.mark.parametrize(("table", "change", "column", "message"), BAD)
def test_a_bad_row_is_found_and_named(
    table: str, change: dict[str, Any], column: str | None, message: str, database: duckdb.DuckDBPyConnection
) -> None:
    row = GOOD[table][0] | change
    df = frame(table, [row])
    found = validate(table, df)
    database.register("incoming", df)
    if not message:  # the edge that passes
        assert found == []
        return
    hits = [v for v in found if v.column == column and message in v.check]
    assert hits, found
    assert hits[0].row_index == 0
    assert hits[0].row_id == row_id(table, df.row(0, named=True))
    with pytest.raises(duckdb.ConstraintException):
        database.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")


@pytest.mark.parametrize("table", [name for name in GOOD if TABLES[name].key])
def test_a_key_is_unique(table: str) -> None:
    twice = frame(table, [GOOD[table][0], GOOD[table][0]])
    assert [v.row_index for v in validate(table, twice) if v.check == "主键重复"] == [0, 1]


def test_edges_that_pass() -> None:
    row = GOOD["number"][1]
    for change in (
        {"value_low": None, "value_high": None},
        {"qualifier": "over", "value_high": None},
        {"qualifier": "under", "value_low": None},
        {"qualifier": "range", "value_low": 1.0},
        {"char_start": 0, "char_end": 1},
    ):
        assert validate("number", frame("number", [row | change])) == []
    joined = GOOD["metric"][1] | {"text": "5400　吨"}  # a blank inside the figure, none in the sentence
    assert validate("metric", frame("metric", [joined])) == []


def test_the_sentence_and_the_value_are_shown() -> None:
    (violation,) = validate(
        "metric", frame("metric", [GOOD["metric"][0], GOOD["metric"][1] | {"status": "x"}])
    )
    assert (violation.row_index, violation.value) == (1, "x")
    assert violation.sentence == warehouse_kit.SENTENCE
    assert violation.row_id in str(violation)


def test_a_lazy_frame_is_refused() -> None:
    bad = frame("number", [GOOD["number"][0] | {"class": "score"}]).lazy()
    with pytest.raises(TypeError, match="collect"):
        validate("number", bad)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="collect"):
        contract("number").validate(bad)


def test_wrong_columns_and_types_are_named() -> None:
    df = frame("number", GOOD["number"]).drop("unit").with_columns(extra=pl.lit(1), char_end=pl.lit("9"))
    found = {(v.column, v.check) for v in validate("number", df)}
    assert found == {("unit", "缺少列"), ("extra", "多余的列"), ("char_end", "类型应为BIGINT")}


def test_an_empty_frame_has_the_types() -> None:
    for table in TABLES:
        assert validate(table, frame(table, [])) == []


def test_frame_refuses_what_a_column_cannot_hold() -> None:
    with pytest.raises(ValueError, match=r"page\.issue_date_low is no ISO date: '去年'"):
        frame("page", [GOOD["page"][0] | {"issue_date_low": "去年"}])
    with pytest.raises(ValueError, match=r"page\.char_count is BIGINT"):
        frame("page", [GOOD["page"][0] | {"char_count": "many"}])
    with pytest.raises(ValueError, match="no such column: colour"):
        frame("page", [GOOD["page"][0] | {"colour": "red"}])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("status:\n        type: text", "status:\n        type: word", "unknown type word"),
        ("seq: {type: integer,", "seq: {type: integer, colour: red,", "column does not know colour"),
        ("key: [metric_id]", "key: [metric]", "no key column metric"),
        ("checks: [span, bounds]", "checks: [span, bonds]", "no shared rule bonds"),
        (
            "      page_id:\n      metric_id:",
            "      page_id:\n      nothing:\n      metric_id:",
            "no shared field",
        ),
        ("references: mechanism}", "references: machine}", "no table machine"),
        ("reason: {type: text, header: 判定理由,", "reason: {type: text,", "header"),
    ],
)
def test_a_fault_in_the_registry_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = TABLES_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "tables.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=message) as caught:
        load_tables(path)
    assert str(caught.value).startswith("tables.yaml:")

"""Contracts between tables: grounding, references, counts, measures, and nothing quarantined is accepted."""

from typing import Any

import polars as pl
import pytest
import warehouse_kit

from checks.contracts import (
    TABLES,
    count_files,
    count_rows,
    frame,
    ground,
    measure,
    refer,
    refuse_quarantined,
    row_id,
    validate,
)

ROWS = warehouse_kit.tables()
FRAMES = {table: frame(table, ROWS.get(table, [])) for table in TABLES}
SPANS = [name for name, table in TABLES.items() if "char_start" in table.columns and not table.view]


def changed(table: str, change: dict[str, Any], at: int = 0) -> pl.DataFrame:
    rows = list(ROWS[table])
    rows[at] = rows[at] | change
    return frame(table, rows)


@pytest.mark.parametrize("table", TABLES)
def test_good_tables_hold_together(table: str) -> None:
    assert refer(table, FRAMES[table], FRAMES) == []
    if "char_start" in TABLES[table].columns:
        assert ground(table, FRAMES[table], FRAMES["page"]) == []


@pytest.mark.parametrize("table", SPANS)
def test_a_shifted_span_is_not_grounded(table: str) -> None:
    row = ROWS[table][0]
    shift = {"char_start": row["char_start"] + 1, "char_end": row["char_end"] + 1}
    found = ground(table, changed(table, shift), FRAMES["page"])
    if "text" in row:
        assert [(v.column, v.row_index) for v in found] == [("text", 0)]
        assert found[0].value == row["text"]
    else:  # no text to compare: only the page's end limits it
        end = len(warehouse_kit.TEXT)
        assert ground(table, changed(table, {"char_end": end}), FRAMES["page"]) == []
        (violation,) = ground(table, changed(table, {"char_end": end + 1}), FRAMES["page"])
        assert violation.column == "char_end"


def test_offsets_are_code_points() -> None:
    text = "𠮷村e\u0301修路５公里\r\n"  # beyond the BMP, a combining mark, full width, CRLF
    page = frame("page", warehouse_kit.tables("p", text + warehouse_kit.TEXT)["page"])
    row = ROWS["number"][0] | {"page_id": "p", "text": "５公里", "char_start": 6, "char_end": 9}
    assert text[6:9] == "５公里"
    assert ground("number", frame("number", [row]), page) == []
    assert validate("page", page) == []


def test_a_span_of_an_unknown_page_is_not_grounded() -> None:
    (violation,) = ground("number", changed("number", {"page_id": "nowhere"}), FRAMES["page"])
    assert violation.column == "page_id"


@pytest.mark.parametrize(
    ("table", "column"),
    [(name, c.name) for name, table in TABLES.items() for c in table.columns.values() if c.references],
)
def test_a_broken_reference_is_found(table: str, column: str) -> None:
    rows = {**ROWS, "accepted_metric": [ROWS["metric"][0]]}[table]
    df = frame(table, [rows[0] | {column: "nothing:0-1"}])
    found = [v for v in refer(table, df, FRAMES) if v.column == column]
    assert [v.row_index for v in found] == [0]
    assert "nothing:0-1" in found[0].check
    if TABLES[table].columns[column].nullable:
        assert refer(table, frame(table, [rows[0] | {column: None}]), FRAMES) == []


def test_a_list_of_ids_is_read_id_by_id() -> None:
    good = ROWS["relation"][0]["metric_ids"]
    found = refer("relation", changed("relation", {"metric_ids": f"{good},page-a:1-2"}), FRAMES)
    assert [v.check for v in found] == ["所指的指标不存在：page-a:1-2"]
    assert refer("relation", changed("relation", {"metric_ids": ""}), FRAMES) == []


def test_a_page_name_with_a_comma_is_one_id() -> None:
    tables = warehouse_kit.tables("要闻,2版")
    frames = {name: frame(name, rows) for name, rows in tables.items()}
    assert refer("relation", frames["relation"], frames) == []


def test_files_add_up() -> None:
    assert count_files(2, FRAMES["page"], FRAMES["rejected_file"]) == []
    for staged in (1, 3):
        (violation,) = count_files(staged, FRAMES["page"], FRAMES["rejected_file"])
        assert violation.value == str(staged - 2)


def test_an_empty_table_is_below_its_floor() -> None:
    assert count_rows(FRAMES) == []
    empty = {table: df.clear() for table, df in FRAMES.items()}
    floors = [name for name, table in TABLES.items() if table.floor]
    assert [v.table for v in count_rows(empty)] == floors
    assert {"page", "article", "number", "metric"} <= set(floors)


def test_every_measured_number_is_a_metric_and_the_reverse() -> None:
    number, metric = FRAMES["number"], FRAMES["metric"]
    assert measure(number, metric) == []
    (lost,) = measure(number, metric.head(2))
    assert (lost.table, lost.sentence) == ("number", "２５１３户")
    (extra,) = measure(number.filter(pl.col("text") != "5400吨"), metric)
    assert (extra.table, extra.row_id) == ("metric", ROWS["metric"][1]["metric_id"])
    assert len(measure(number, changed("metric", {"class": "age"}))) == 2


def test_quarantined_metrics_are_refused() -> None:
    metric = changed("metric", {"verdict": "quarantined"}, 1)
    view = frame("accepted_metric", ROWS["metric"])  # says passed: the view is wrong
    (violation,) = refuse_quarantined(view, metric)
    assert (violation.column, violation.row_id) == ("verdict", ROWS["metric"][1]["metric_id"])
    decided = view.with_columns(decision=pl.lit("accepted"))
    assert refuse_quarantined(decided, metric) == []
    cleared = view.with_columns(decision=pl.lit("cleared"))  # as a suspect, which is never quarantined
    assert len(refuse_quarantined(cleared, metric)) == 1
    assert refuse_quarantined(cleared, changed("metric", {"verdict": "review"}, 1)) == []
    assert len(refuse_quarantined(view, metric.head(1))) == 2
    assert len(refuse_quarantined(view, changed("metric", {"verdict": None}))) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, None),
        ({"verdict": "quarantined"}, "不得采用"),
        ({"verdict": "review"}, "不得采用"),
        ({"verdict": None}, "不得采用"),
        ({"verdict": "quarantined", "decision": "accepted"}, None),
        ({"verdict": "review", "decision": "cleared"}, None),
        ({"verdict": "quarantined", "decision": "cleared"}, "只有待复核的指标"),
        ({"decision": "rejected"}, "允许范围"),
        ({"printed_low": 54.0}, "下限与印刷不同"),
        ({"printed_high": None}, "上限与印刷不同"),
        ({"printed_low": 54.0, "printed_high": None, "decision": "corrected"}, None),
    ],
)
def test_the_contract_of_accepted_metrics(change: dict[str, Any], message: str | None) -> None:
    row = ROWS["metric"][1] | {"printed_low": 5400.0, "printed_high": 5400.0, "printed_unit": "吨"}
    found = validate("accepted_metric", frame("accepted_metric", [row | change]))
    assert bool(found) == bool(message)
    if message:
        assert all(message in v.check for v in found)


def test_row_ids_are_readable() -> None:
    assert row_id("number", ROWS["number"][0]) == ROWS["metric"][0]["metric_id"]
    assert row_id("person_post", ROWS["person_post"][0] | {"post": "镇长"}).endswith(" 镇长")
    assert row_id("rejected_file", ROWS["rejected_file"][0]) is None

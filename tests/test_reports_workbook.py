import hashlib
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from reports_fixture import FINDINGS, METRICS, PAGE, ROWS, TEXT, build

from checks.tables import TABLES
from reports import workbook as module
from reports.cover import STATEMENT, issue_span, meanings
from reports.workbook import write_ledger
from warehouse.store import Store

INFO = {"code_version": "0.1.0", "input_hash": "b" * 64}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="module")
def ledger(store: Store, tmp_path_factory: pytest.TempPathFactory):
    return write_ledger(store, tmp_path_factory.mktemp("reports") / "乡镇台账.xlsx", INFO)


@pytest.fixture(scope="module")
def book(ledger):
    return load_workbook(ledger.path, rich_text=True)


def table(sheet) -> list[dict]:
    header, *rows = sheet.iter_rows()
    return [dict(zip((str(cell.value) for cell in header), row, strict=True)) for row in rows]


def marked(cell) -> str:
    assert isinstance(cell.value, CellRichText), cell.value
    (figure,) = [part for part in cell.value if isinstance(part, TextBlock)]
    assert figure.font.b and figure.font.color.rgb == "00C00000"
    return str(figure)


def test_the_sheets_stand_in_order_and_empty_rooms_are_left_out(book):
    names = "说明 指标台账 待核清单 未采用 地名对照 机制 数字关系 来源版面 报道目录 退回文件 数据字典"
    assert book.sheetnames == names.split()


def test_every_metric_has_one_row_with_its_figure_marked_in_its_sentence(book):
    rows = table(book["指标台账"])
    assert [str(row["原文"].value) for row in rows] == [
        metric["text"] for metric in sorted(METRICS, key=lambda metric: metric["char_start"])
    ]
    for row in rows:
        assert marked(row["句子"]) == row["原文"].value
        assert TEXT[row["起始位置"].value : row["结束位置"].value] == row["原文"].value


def test_the_same_figure_twice_in_a_sentence_is_marked_at_its_own_place(book):
    first, second = (row["句子"].value for row in table(book["指标台账"]) if row["原文"].value == "3座")
    assert str(first) == str(second)
    assert str(first[0]).endswith("新建公厕") and str(second[0]).endswith("改造公厕")


def test_numbers_are_numbers_codes_are_text_dates_are_dates(book):
    waste, toilets, _, _, percent, times = table(book["指标台账"])
    assert waste["数值下限"].value == 54_000_000 and waste["数值下限"].number_format == "#,##0"
    assert percent["数值上限"].value == 91.6 and percent["数值上限"].number_format == "#,##0.0#####"
    assert times["数值上限"].value is None
    assert toilets["区划代码"].value == "140830108" and toilets["区划代码"].data_type == "s"
    assert waste["时期起"].value.date() == date(2022, 6, 1) and waste["时期起"].is_date
    assert (percent["状态"].value, times["精确程度"].value) == ("要求", "余／超")


def test_doubted_rows_are_coloured_and_passed_ones_are_not(book):
    fills = {row["核验结论"].value: row["句子"].fill.fgColor.rgb for row in table(book["指标台账"])}
    assert fills == {"已隔离": "00F8CBCB", "待复核": "00FFEBB3", "通过": "00000000"}


def test_text_that_looks_like_a_formula_stays_text(book):
    subjects = [row["主体"] for row in table(book["指标台账"])]
    hostile = [cell for cell in subjects if cell.value.startswith(("=", "@"))]
    assert [cell.value for cell in hostile] == ["=SUM(A1)村", "@村民"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in hostile)
    assert not any(cell.quotePrefix for cell in subjects if cell not in hostile)


def test_no_cell_of_the_file_is_a_formula_or_an_error(ledger):
    with zipfile.ZipFile(ledger.path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                xml = archive.read(name).decode()
                assert "<f>" not in xml and 't="e"' not in xml and "\x0b" not in xml


def test_findings_come_by_severity_then_by_distance_to_the_suggestion(book):
    rows = table(book["待核清单"])
    assert [row["原文"].value for row in rows] == ["1.5亿元", "5400万吨", "十余次", "四堆"]
    assert rows[1]["建议下限"].value == 5400 and "6,511" in rows[1]["算式"].value
    assert marked(rows[3]["句子"]) == "四堆"  # no metric: the sentence is cut from the page


def test_links_lead_from_figure_to_finding_and_back(book):
    ledger, findings = book["指标台账"], book["待核清单"]
    assert ledger["A2"].hyperlink.location == "'待核清单'!A3"
    assert findings["A3"].hyperlink.location == "'指标台账'!A2"
    assert ledger["A3"].hyperlink is None and findings["A5"].hyperlink is None


def test_a_suspect_is_coloured_and_leads_to_the_doubt_that_holds_it(tmp_path: Path):
    suspect = METRICS[4]  # 91.6%, which may be wrong instead of 十余次
    doubts = [row | {"suspects": suspect["metric_id"]} if row is FINDINGS[1] else row for row in FINDINGS]
    metrics = [row | {"verdict": "review"} if row is suspect else row for row in METRICS]
    ledger = write_ledger(
        build(tmp_path, ROWS | {"finding": doubts, "metric": metrics}), tmp_path / "x.xlsx", {}
    )
    book = load_workbook(ledger.path, rich_text=True)
    (row,) = [row for row in table(book["指标台账"]) if row["原文"].value == "91.6%"]
    (doubt,) = [row for row in table(book["待核清单"]) if row["原文"].value == "十余次"]
    assert row["原文"].fill.fgColor.rgb == doubt["原文"].fill.fgColor.rgb
    assert row["核验结论"].hyperlink.location == f"'待核清单'!A{doubt['程度'].row}"
    assert row["疑点编号"].value == doubt["疑点编号"].value
    assert doubt["同疑指标"].value == suspect["metric_id"]


def test_numbers_that_are_no_metrics_say_why(book):
    rows = table(book["未采用"])
    assert [(row["原文"].value, row["类别"].value, row["判定理由"].value) for row in rows] == [
        ("3年", "时长", "时长"),
        ("2023年", "日期", "历年"),
        ("四堆", "名称", "引号中的并列名称"),
    ]
    assert marked(rows[0]["句子"]) == "3年"


def test_a_mechanism_has_a_row_for_each_step_and_chinese_cadences(book):
    rows = table(book["机制"])
    assert [(row["步骤"].value, row["频次"].value) for row in rows] == [(1, "每月"), (2, "雨后")]
    assert [marked(row["句子"]) for row in rows] == ["“四堆”整治"] * 2


def test_the_cover_says_what_this_is_and_counts_like_the_warehouse(book, ledger, store):
    cells = [[cell.value for cell in row] for row in book["说明"].iter_rows()]
    said = {row[0].strip(): row[1] for row in cells if isinstance(row[0], str)}
    assert STATEMENT in said
    assert said["输入校验码"] == INFO["input_hash"]
    assert said["版面日期"] == "1 版年份未定"
    assert said["列入指标台账的数字"] == ledger.counts["metric"] == len(METRICS)
    assert said["疑点"] == ledger.counts["finding"] == len(FINDINGS)
    assert said["可以采用的数字（通过或经人复核采用）"] == store.read("FROM accepted_metric").height == 4
    for row in cells:
        if row[0] in book.sheetnames and row[0] != "数据字典":
            assert row[1] == book[row[0]].max_row - 1, row[0]


def test_every_code_with_a_word_that_the_cover_explains_is_in_the_contract():
    for source, codes in meanings().items():
        name, _, column = source.partition(".")
        assert set(codes) == set(TABLES[name].columns[column].values or {}), source


def test_the_dictionary_has_every_column_of_the_contract(book):
    listed = {(row["数据表"].value, row["字段"].value): row["含义"].value for row in table(book["数据字典"])}
    for name, contract in TABLES.items():
        for column in contract.columns.values():
            assert listed[name, column.name] == column.description


def test_sheets_are_set_up_for_reading_and_print(book):
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet.freeze_panes and sheet.auto_filter.ref, name
        assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1", name
        assert STATEMENT in sheet.oddFooter.left.text, name
    notes = book["指标台账"].data_validations.dataValidation
    assert ("主体", "数字说的是哪个地方、机构或人；不能确定时为空文字") in {
        (note.promptTitle, note.prompt) for note in notes if note.showInputMessage
    }


def test_the_same_input_gives_the_same_bytes(store, ledger, tmp_path, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 4e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2096, 1, 1, 0, 0, 0, 0, 1, 0))
    again = write_ledger(store, tmp_path / "again.xlsx", INFO)
    assert again.sha256 == ledger.sha256
    assert hashlib.sha256(again.path.read_bytes()).hexdigest() == again.sha256
    assert again.size == again.path.stat().st_size
    other = write_ledger(store, tmp_path / "other.xlsx", INFO | {"code_version": "0.1.1"})
    assert other.sha256 != ledger.sha256


def test_a_failed_write_leaves_the_old_file_and_nothing_else(store, tmp_path, monkeypatch):
    path = tmp_path / "乡镇台账.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_ledger(store, path, INFO)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_unknown_info_is_refused_by_name(store, tmp_path):
    with pytest.raises(ValueError, match="mood"):
        write_ledger(store, tmp_path / "x.xlsx", {"mood": "good"})


def test_counts_that_disagree_stop_the_report(store, tmp_path, monkeypatch):
    miscount = module.cover.Count("number")
    monkeypatch.setitem(module.cover.COUNTS, "metric", miscount)
    with pytest.raises(ValueError, match="指标台账有6行，数据仓库中却有9条"):
        write_ledger(store, tmp_path / "x.xlsx", INFO)
    assert not list(tmp_path.iterdir())


def test_an_empty_warehouse_gives_headers_only(tmp_path: Path):
    ledger = write_ledger(build(tmp_path, {}), tmp_path / "x.xlsx", {})
    book = load_workbook(ledger.path)
    assert book.sheetnames == ["说明", "指标台账", "待核清单", "未采用", "来源版面", "退回文件", "数据字典"]
    assert book["指标台账"].max_row == 1 and set(ledger.counts.values()) == {0}


def test_a_corrected_figure_shows_its_value_and_its_print(tmp_path: Path):
    review = {
        "review_id": "v1",
        "finding_id": FINDINGS[0]["finding_id"],
        "metric_id": METRICS[0]["metric_id"],
        "sentence_hash": hashlib.sha256(METRICS[0]["sentence"].encode()).hexdigest(),
        "decision": "corrected",
        "value_low": 5400.0,
        "value_high": 5400.0,
        "unit": None,
        "reviewer": "王编辑",
        "decided_at": "2025-07-01 09:00:00",
        "reason": "原稿为5400吨",
        "source": "测试",
    }
    ledger = write_ledger(build(tmp_path, ROWS | {"review": [review]}), tmp_path / "x.xlsx", {})
    row = table(load_workbook(ledger.path, rich_text=True)["指标台账"])[0]
    assert row["数值下限"].value == 5400 and row["原文"].value == "5400万吨"
    assert row["复核决定"].value == "修改" and row["原文"].fill.fgColor.rgb == "00D9EAD3"
    assert ledger.counts["accepted"] == 5 and ledger.counts["metric"] == len(METRICS)


def test_the_file_names_no_clock(ledger):
    with zipfile.ZipFile(ledger.path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"1980-01-01T"}
    assert PAGE not in core


def test_everything_is_read_from_one_state(store, ledger, tmp_path, monkeypatch):
    """A publish in the middle of writing must not mix two states: the store is opened once."""
    opened = []
    snapshot = Store.snapshot
    monkeypatch.setattr(Store, "snapshot", lambda self: opened.append(self) or snapshot(self))
    again = write_ledger(store, tmp_path / "again.xlsx", INFO)
    assert opened == [store] and again.sha256 == ledger.sha256
    with snapshot(store) as state:  # who has one already passes it on
        assert write_ledger(state, tmp_path / "again.xlsx", INFO).sha256 == ledger.sha256
    assert opened == [store]


def test_a_place_is_named_by_its_code(tmp_path: Path):
    """By the page where it names the code, else as another page names it; never by a neighbour's code."""
    other = {"page_id": "别版", "file_name": "别版.txt", "text": "南庄镇、北庄镇。", "char_count": 8}
    page = ROWS["page"][0] | other
    mention = ROWS["place_mention"][0] | {"page_id": "别版", "article_id": None, "text": "南庄镇"}
    mention |= {"char_start": 0, "char_end": 3, "place_code": "140830109", "place_name": "南庄镇"}
    metrics = [METRICS[0], METRICS[1] | {"place_code": "140830109"}, METRICS[2] | {"place_code": "140830110"}]
    rows = ROWS | {
        "page": [*ROWS["page"], page],
        "place_mention": [*ROWS["place_mention"], mention],
        "metric": metrics,
        "relation": [],
        "finding": FINDINGS[:1],
    }
    ledger = write_ledger(build(tmp_path, rows), tmp_path / "x.xlsx", {})
    listed = table(load_workbook(ledger.path)["指标台账"])
    names = {row["区划代码"].value: row["名录名称"].value for row in listed}
    assert names == {"140830108": "青石镇", "140830109": "南庄镇", "140830110": None}


def test_opinions_and_records_show_two_who_disagree(tmp_path: Path):
    said = {
        "finding_id": FINDINGS[0]["finding_id"],
        "metric_id": METRICS[0]["metric_id"],
        "sentence_hash": hashlib.sha256(METRICS[0]["sentence"].encode()).hexdigest(),
        "decided_at": "2025-07-01 09:00:00",
        "reason": "=1+1",
        "source": "测试",
    }
    value = {"value_low": 5400.0, "value_high": None, "old_unit": "吨", "old_low": 5.4e7, "old_high": 5.4e7}
    two = [
        said | {"review_id": "v1", "decision": "corrected", "reviewer": "=王", **value},
        said | {"review_id": "v2", "decision": "rejected", "reviewer": "李"},
    ]
    ledger = write_ledger(build(tmp_path, ROWS | {"review": two}), tmp_path / "x.xlsx", {})
    book = load_workbook(ledger.path)
    (row,) = [row for row in table(book["待核清单"]) if row["原文"].value == "5400万吨"]
    assert row["已有意见"].value.splitlines() == [
        "【意见不一，暂不采用】",
        "=王：修改为至少5400吨（2025-07-01，=1+1）",
        "李：驳回（2025-07-01，=1+1）",
    ]
    first, second = table(book["复核记录"])
    assert (first["复核人"].value, first["复核人"].data_type, first["理由"].value) == ("=王", "s", "=1+1")
    assert (first["原值下限"].value, first["修改值下限"].value, first["意见不一"].value) == (
        5.4e7,
        5400,
        "是",
    )
    assert (second["复核决定"].value, second["效力"].value) == ("驳回", "有效")
    assert ledger.counts["opinion"] == 2 and ledger.counts["accepted"] == 4


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((None, None, 0), "无"),
        (("2024-06-01", "2025-12-31", 0), "2024-06-01 至 2025-12-31"),
        (("2024-06-01", "2025-12-31", 2), "2024-06-01 至 2025-12-31；2 版年份未定"),
    ],
)
def test_the_cover_says_when_the_pages_were_issued(row, words):
    assert issue_span(*row) == words

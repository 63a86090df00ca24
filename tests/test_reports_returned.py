"""Workbooks that come back: what was written into them, however they were sorted, saved or spoilt."""

import os
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from reports_fixture import FINDINGS, METRICS, build

from reports import returned as module
from reports.returned import ReturnedError, read_returned
from reports.workbook import write_ledger
from warehouse.dictionary import Dictionary, read_dictionary
from warehouse.store import Store

SHEET = "待核清单"
SAVED = datetime(2026, 11, 20, 1, 30)
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="module")
def dictionary(store: Store) -> Dictionary:
    return read_dictionary(store)


@pytest.fixture(scope="module")
def published(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_ledger(store, tmp_path_factory.mktemp("reports") / "乡镇台账.xlsx", {}).path


def columns(sheet, row=1) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[row] if cell.value}


def edit(published: Path, path: Path, cells: dict[tuple[int, str], object]) -> Path:
    """Write into rows of 待核清单 under their headers and save as ``path``."""
    book = load_workbook(published)
    at = columns(book[SHEET])
    for (row, header), value in cells.items():
        book[SHEET].cell(row, at[header]).value = value
    return save(book, path)


def save(book, path: Path) -> Path:
    book.save(path)
    with zipfile.ZipFile(path) as archive:  # openpyxl stamps the time of day
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    core = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{SAVED.isoformat()}Z", core)
    parts["docProps/core.xml"] = core.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_an_unedited_workbook_holds_nothing(published, dictionary, tmp_path):
    fresh = read_returned(published, dictionary)
    assert (fresh.entries, fresh.rows) == ((), len(FINDINGS))
    again = read_returned(edit(published, tmp_path / "x.xlsx", {}), dictionary)
    assert (again.entries, again.rows) == ((), len(FINDINGS))
    assert (again.saved_at, again.stamped) == (SAVED.replace(tzinfo=UTC), True)


def test_without_a_stamp_the_time_of_the_file_counts(published, dictionary):
    os.utime(published, (SAVED.timestamp(), SAVED.timestamp()))  # as published, or from a converter
    fresh = read_returned(published, dictionary)
    assert not fresh.stamped and fresh.saved_at == datetime.fromtimestamp(SAVED.timestamp(), UTC)


def test_what_is_written_comes_back_with_its_keys(published, dictionary, tmp_path):
    cells = {(3, "复核决定"): "修改", (3, "修改值下限"): 5400, (3, "复核人"): "王", (5, "理由"): "看过"}
    book = read_returned(edit(published, tmp_path / "x.xlsx", cells), dictionary)
    (row, waste), (other, words) = book.entries
    assert (row, other) == (3, 5)
    assert waste["finding_id"] == FINDINGS[0]["finding_id"] and waste["metric_id"] == METRICS[0]["metric_id"]
    assert (waste["decision"], waste["value_low"], waste["value_high"]) == ("修改", 5400, None)
    assert waste["reviewer"] == "王" and len(waste["sentence_hash"]) == 64
    assert words["metric_id"] is None and words["reason"] == "看过"


def test_a_name_alone_decides_nothing(published, dictionary, tmp_path):
    cells = {(row, "复核人"): "王" for row in range(2, 6)} | {(2, "理由"): "  "}
    assert read_returned(edit(published, tmp_path / "x.xlsx", cells), dictionary).entries == ()


def test_sorting_moving_and_adding_change_nothing(published, dictionary, tmp_path):
    path = edit(published, tmp_path / "x.xlsx", {(3, "复核决定"): "驳回", (3, "复核人"): "王"})
    before = read_returned(path, dictionary).entries[0][1]
    book = load_workbook(path)
    sheet = book[SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    sheet.append(["县里要求本周交回"])  # a title above the table
    for row in [rows[0], *reversed(rows[1:])]:
        sheet.append(["备注", *reversed(row)])  # a column more, the others the other way round
    ((_, after),) = read_returned(save(book, path), dictionary).entries
    assert after == before


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_saves_what_we_read(published, dictionary, tmp_path):
    edited = edit(published, tmp_path / "edited.xlsx", {(3, "复核决定"): "采纳", (3, "复核人"): "王"})
    plain = shutil.copy(published, tmp_path / "plain.xlsx")
    command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(plain), str(edited)]
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env=os.environ | {"HOME": str(tmp_path)}
    )
    assert read_returned(tmp_path / "out" / "plain.xlsx", dictionary).entries == ()
    assert read_returned(tmp_path / "out" / "plain.xlsx", dictionary).rows == len(FINDINGS)
    saved = read_returned(tmp_path / "out" / "edited.xlsx", dictionary)
    assert saved.entries == read_returned(edited, dictionary).entries
    book = load_workbook(tmp_path / "out" / "plain.xlsx")
    rules = [rule for rule in book[SHEET].data_validations.dataValidation if rule.type == "list"]
    assert [(rule.formula1, str(rule.sqref)) for rule in rules] == [('"采纳,修改,驳回,存疑"', "G2:G5")]


def test_percentages_come_as_they_are_shown_and_formulas_as_text(published, dictionary, tmp_path):
    path = edit(published, tmp_path / "x.xlsx", {(2, "修改值下限"): 0.916, (2, "修改值上限"): "=9+1"})
    book = load_workbook(path)
    book[SHEET].cell(2, columns(book[SHEET])["修改值下限"]).number_format = "0.0%"
    ((_, entry),) = read_returned(save(book, path), dictionary).entries
    assert (entry["value_low"], entry["value_high"]) == (91.6, "=9+1")


def test_the_cells_for_decisions_are_marked_and_guarded(published):
    sheet = load_workbook(published)[SHEET]
    at = columns(sheet)
    for header in ("复核决定", "修改值下限", "修改值上限", "修改单位", "理由", "复核人"):
        assert (
            sheet.cell(2, at[header]).fill.fgColor.rgb == "00DDEBF7"
            and sheet.cell(2, at[header]).value is None
        )
        assert sheet.cell(1, at[header]).fill.fgColor.rgb == "002E75B6"
    assert sheet.column_dimensions[sheet.cell(1, at["句子校验码"]).column_letter].hidden
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation if rule.showErrorMessage}
    assert rules["list"].formula1 == '"采纳,修改,驳回,存疑"' and "请选" in rules["list"].error
    assert "万、亿" in rules["decimal"].error


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2_000_000)


def laughs(path: Path) -> None:
    """Entities within entities, in the sheet itself."""
    Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entities = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    sheet = f"<!DOCTYPE x [{entities}]><workbook>&a11;</workbook>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, sheet.encode() if name == "xl/workbook.xml" else content)


def other_book(path: Path) -> None:
    Workbook().save(path)


def chart_only(path: Path) -> None:
    book = Workbook()
    book.create_chartsheet(SHEET)
    book.save(path)


def without_a_column(path: Path) -> None:
    book = Workbook()
    book.active.title = SHEET
    book.active.append(["疑点编号", "指标编号", "复核决定"])
    book.save(path)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.write_bytes(b""), "不是 Excel 工作簿"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" * 999), "或设了密码"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 99), "不是 Excel 工作簿"),
        (bomb, "解开后过大"),
        (laughs, "已损坏"),
        (other_book, "没有工作表“待核清单”"),
        (chart_only, "已损坏"),
        (without_a_column, "缺少列：句子校验码、修改值下限"),
        (lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "x"), "已损坏"),
        (lambda path: path.mkdir(), "打不开"),
    ],
)
def test_what_is_no_returned_workbook_is_refused_in_one_line(make, why, dictionary, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_UNPACKED", 1_000_000)
    path = tmp_path / "交回.xlsx"
    make(path)
    with pytest.raises(ReturnedError) as error:
        read_returned(path, dictionary)
    assert (
        why in str(error.value) and "\n" not in str(error.value) and str(error.value).startswith("交回.xlsx")
    )


def test_a_damaged_sheet_is_refused(published, dictionary, tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(published) as source, zipfile.ZipFile(path, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, content[: len(content) // 2] if "sheet3" in name else content)
    with pytest.raises(ReturnedError, match="已损坏"):
        read_returned(path, dictionary)


def test_sizes_and_kinds_are_limited(published, dictionary, tmp_path, monkeypatch):
    with pytest.raises(ReturnedError, match="另存为"):
        read_returned(Path(shutil.copy(published, tmp_path / "x.ods")), dictionary)
    macros = Path(shutil.copy(published, tmp_path / "x.xlsm"))
    assert read_returned(macros, dictionary).rows == len(FINDINGS)
    monkeypatch.setattr(module, "MAX_BYTES", published.stat().st_size)
    assert read_returned(published, dictionary).rows == len(FINDINGS)
    monkeypatch.setattr(module, "MAX_BYTES", published.stat().st_size - 1)
    with pytest.raises(ReturnedError, match="没有打开"):
        read_returned(published, dictionary)

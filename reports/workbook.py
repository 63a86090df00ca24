"""The workbook 乡镇台账.xlsx: the published warehouse, written so that a person can trust and trace it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reports import cover
from reports.cells import Pen, line_count, mark
from reports.quote import find_figure, sentence_around
from reports.sheets import FINDINGS, LEDGER, SHEETS, TINTS, Sheet
from reports.source import Source
from reports.stable import save
from warehouse.dictionary import Dictionary, Entry
from warehouse.store import Snapshot, Store

LINE_POINTS = 15.0
MAX_POINTS = 409.0  # Excel's tallest row
MAX_LINKS = 60_000  # Excel drops the links of a sheet beyond 65,530
A3, A4 = 8, 9
WIDEST_A4 = 150  # half-width characters that are still legible on A4 landscape


@dataclass(frozen=True, slots=True)
class Ledger:
    """A published workbook: where it is, what it weighs, and what the warehouse counted into it."""

    path: Path
    sha256: str
    size: int
    counts: dict[str, int] = field(default_factory=dict)


def write_ledger(store: Store | Snapshot, path: Path, info: Mapping[str, Any]) -> Ledger:
    """Write the published warehouse to ``path`` as a workbook, atomically.

    Parameters
    ----------
    store
        The published copy of the warehouse, or a snapshot of it; everything is read from one state.
    path
        Where the workbook goes; an older one is replaced in one step.
    info
        What is known of the release; the keys of `cover.INFO`, all optional. The same warehouse and the same
        ``info`` give the same bytes.

    Raises
    ------
    ValueError
        When ``info`` has an unknown key, or a sheet's rows do not agree with the warehouse's counts.
    """
    if unknown := sorted(set(info) - set(cover.INFO)):
        raise ValueError(f"说明中没有这些项目：{'、'.join(unknown)}；可用的是：{'、'.join(cover.INFO)}")
    with store.snapshot() if isinstance(store, Store) else nullcontext(store) as snapshot:
        return _write(Source(snapshot), path, info)


def _write(source: Source, path: Path, info: Mapping[str, Any]) -> Ledger:
    dictionary = source.dictionary
    counts = {key: source.count(count.sql) for key, count in cover.COUNTS.items()}
    tables = {sheet: rows for sheet in SHEETS if (rows := source.rows(sheet.sql)) or not sheet.optional}
    _agree(LEDGER.name, len(tables[LEDGER]), counts["metric"])
    _agree(FINDINGS.name, len(tables[FINDINGS]), counts["finding"])

    workbook = Workbook(write_only=True)
    workbook.properties.title = f"乡镇台账（{cover.STATEMENT}）"
    workbook.properties.creator = "townledger"
    contents = [(sheet.name, sheet.about, len(rows)) for sheet, rows in tables.items()]
    fields = sum(map(len, dictionary.tables.values()))
    contents.append((cover.DICTIONARY, "数据仓库各表各字段的含义、单位与代码。", fields))
    [issued] = source.rows(cover.ISSUED)
    _write_cover(workbook, dictionary, info, counts, contents, issued)
    links = _links(tables)
    for sheet, rows in tables.items():
        _write_sheet(workbook, sheet, rows, source, links)
    _write_dictionary(workbook, dictionary)
    _write_properties(workbook, dictionary, info, counts)
    save(workbook, path)
    with path.open("rb") as file:
        return Ledger(path, file_digest(file, "sha256").hexdigest(), path.stat().st_size, counts)


def _agree(name: str, rows: int, expected: int) -> None:
    if rows != expected:
        raise ValueError(f"{name}有{rows}行，数据仓库中却有{expected}条，未发布；请重新入库后再发布")


def _links(tables: Mapping[Sheet, Sequence[tuple[Any, ...]]]) -> dict[Sheet, list[str]]:
    """Return for each row of the ledger and of the findings where on the other sheet it leads, '' nowhere."""

    def values(sheet: Sheet, source: str) -> list[Any]:
        at = [column.source for column in sheet.columns].index(source)
        return [row[at] for row in tables[sheet]]

    def links(sheet: Sheet, source: str, target: Sheet, key: str) -> list[str]:
        places: dict[str, str] = {}
        for row, value in enumerate(values(target, key), 2):
            places.setdefault(value, f"'{target.name}'!A{row}")
        return [places.get(value, "") for value in values(sheet, source)]

    return {
        LEDGER: links(LEDGER, "metric_finding.finding_id", FINDINGS, "finding.finding_id"),
        FINDINGS: links(FINDINGS, "finding.metric_id", LEDGER, "metric.metric_id"),
    }


def _write_sheet(
    workbook: Workbook,
    sheet: Sheet,
    rows: Sequence[tuple[Any, ...]],
    source: Source,
    links: Mapping[Sheet, Sequence[str]],
) -> None:
    worksheet = workbook.create_sheet(sheet.name)
    entries = [source.dictionary.entry(column.source) for column in sheet.columns]
    headers = [entry.header for entry in entries]
    widths = [column.width for column in sheet.columns]
    printed = sum(not column.aside for column in sheet.columns)
    _set_up(worksheet, widths, printed, len(rows) + 1)
    worksheet.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(rows) + 1}"
    for at, entry in enumerate(entries, 1):
        # Not a rule but a note: Excel shows it to a reader who stands on the header.
        note = DataValidation(showInputMessage=True, promptTitle=entry.header[:32])
        note.prompt = entry.description[:255] or entry.name
        note.add(f"{get_column_letter(at)}1")
        worksheet.data_validations.append(note)
    pen = Pen(worksheet)
    for at, (column, entry) in enumerate(zip(sheet.columns, entries, strict=True), 1):
        if column.hidden:
            worksheet.column_dimensions[get_column_letter(at)].hidden = True
        if column.entry and rows and (rule := _rule(entry)):
            rule.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{len(rows) + 1}")
            worksheet.data_validations.append(rule)
    lines = max(line_count(header, width) for header, width in zip(headers, widths, strict=True))
    fills = ["entry header" if column.entry else "header" for column in sheet.columns]
    cells = [pen.cell(header, "header", fill) for header, fill in zip(headers, fills, strict=True)]
    _append(worksheet, 1, cells, lines)
    places = links.get(sheet) or [""] * len(rows)
    for row, (cells, height) in enumerate(_body(sheet, rows, source, pen, places), 2):
        _append(worksheet, row, cells, height)


def _rule(entry: Entry) -> DataValidation | None:
    """Return what may be written into a column: one of its words, a number, or (None) anything."""
    if entry.words:
        words = "、".join(entry.words.values())
        rule = DataValidation("list", f'"{",".join(entry.words.values())}"', allow_blank=True)
        rule.error = f"请选{words}，或留空"
    elif entry.type == "DOUBLE":
        rule = DataValidation("decimal", "-1E+15", "1E+15", allow_blank=True, operator="between")
        rule.error = "请填数值本身；单位填在修改单位一栏，万、亿请折算"
    else:
        return None
    rule.errorTitle, rule.showErrorMessage = entry.header, True
    return rule


def _body(
    sheet: Sheet,
    rows: Iterable[tuple[Any, ...]],
    source: Source,
    pen: Pen,
    links: Iterable[str],
) -> Iterator[tuple[list[Any], int]]:
    """Yield the cells of each row and how many lines of text they take."""
    columns = sheet.columns
    words = [source.dictionary.entry(column.source).words for column in columns]
    quote = next((at for at, column in enumerate(columns) if column.quote), None)
    tinted = [at for at, column in enumerate(columns) if column.tint]
    linked = 0
    for row, link in zip(rows, links, strict=True):
        values: list[Any] = list(row[:-3])
        fill = next((TINTS[row[at]] for at in reversed(tinted) if row[at] in TINTS), "")
        for at, codes in enumerate(words):
            if codes:
                values[at] = codes.get(values[at], values[at])
        marked = None
        if quote is not None:
            values[quote], marked = _quote(values[quote], source.texts, *row[-3:])
        texts = (
            line_count(value, column.width)
            for value, column in zip(values, columns, strict=True)
            if isinstance(value, str) and not column.aside
        )
        height = max(texts, default=1)
        linked += bool(link)
        leads = bool(link) and linked <= MAX_LINKS
        cells = [
            pen.cell(
                marked if at == quote and marked else value,
                "link" if leads and not at else "text",
                "entry" if columns[at].entry else fill,
                link if leads and not at else "",
            )
            for at, value in enumerate(values)
        ]
        yield cells, height


def _quote(
    sentence: str | None, texts: Mapping[str, str], page_id: str | None, start: int, end: int
) -> tuple[str, Any]:
    """Return the sentence of a span as plain text, and with the span marked; a row may have no span."""
    if page_id is None:
        return "", None
    page = texts[page_id]
    if sentence is None:
        sentence, lo, hi = sentence_around(page, start, end)
        return sentence, mark(sentence, lo, hi)
    found = find_figure(sentence, page[start:end], page[max(0, start - len(sentence) - 40) : start])
    return sentence, mark(sentence, *found) if found else sentence


def _write_cover(
    workbook: Workbook,
    dictionary: Dictionary,
    info: Mapping[str, Any],
    counts: Mapping[str, int],
    contents: Sequence[tuple[str, str, int]],
    issued: tuple[Any, Any, int],
) -> None:
    worksheet = workbook.create_sheet(cover.NAME)
    widths = [40, 16, 90]
    _set_up(worksheet, widths, len(widths), 0)
    worksheet.sheet_view.showGridLines = False
    pen = Pen(worksheet)
    rows = cover.cover_rows(pen, dictionary, info, counts, contents, issued)
    for row, cells in enumerate(rows, 1):
        lines = _lines(cells, widths)
        if len(cells) == 2 and isinstance(cells[1].value, str):
            worksheet.merged_cells.add(f"B{row}:C{row}")
            lines = line_count(cells[1].value, sum(widths[1:]))
            cells.append(pen.cell(None))  # carries the right border
        _append(worksheet, row, cells, lines)


def _write_properties(
    workbook: Workbook, dictionary: Dictionary, info: Mapping[str, Any], counts: Mapping[str, int]
) -> None:
    """Write counts and versions into the file's properties: whoever lists the file can say what is in it."""
    properties = workbook.custom_doc_props
    for key, count in cover.COUNTS.items():
        title = count.title(dictionary, cover.COUNTS[count.table].label if count.column else "")
        properties.append(IntProperty(name=title, value=counts[key]))
    for key in cover.INFO:
        if info.get(key):
            properties.append(StringProperty(name=dictionary.header(f"release.{key}"), value=str(info[key])))


def _write_dictionary(workbook: Workbook, dictionary: Dictionary) -> None:
    worksheet = workbook.create_sheet(cover.DICTIONARY)
    widths = [18, 22, 16, 62, 8, 12, 30]
    pen = Pen(worksheet)
    rows = list(cover.dictionary_rows(pen, dictionary))
    _set_up(worksheet, widths, len(widths), len(rows) + 1)
    worksheet.freeze_panes = "C2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(rows) + 1}"
    _append(worksheet, 1, [pen.cell(title, "header", "header") for title in cover.DICTIONARY_HEADERS], 1)
    for row, cells in enumerate(rows, 2):
        _append(worksheet, row, cells, _lines(cells, widths))


def _lines(cells: Sequence[Any], widths: Sequence[int]) -> int:
    texts = ((cell.value, width) for cell, width in zip(cells, widths, strict=False))
    return max((line_count(value, width) for value, width in texts if isinstance(value, str)), default=1)


def _append(worksheet: Any, row: int, cells: Sequence[Any], lines: int) -> None:
    """Append a row that is tall enough for ``lines`` lines of text."""
    worksheet.row_dimensions[row].height = min(lines * LINE_POINTS + 3, MAX_POINTS)
    worksheet.append(cells)
    del worksheet.row_dimensions[row]  # already written; a hundred thousand of them would fill the memory


def _set_up(worksheet: Any, widths: Sequence[int], printed: int, rows: int) -> None:
    """Set column widths and the print: landscape, one page wide, the header row on every page."""
    for at, width in enumerate(widths, 1):
        worksheet.column_dimensions[get_column_letter(at)].width = width
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = A3 if sum(widths[:printed]) > WIDEST_A4 else A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.page_margins.top = worksheet.page_margins.bottom = 0.8
    worksheet.page_margins.header = worksheet.page_margins.footer = 0.4
    worksheet.oddHeader.left.text = "乡镇台账"
    worksheet.oddHeader.right.text = "&A"
    worksheet.oddFooter.left.text = cover.STATEMENT
    worksheet.oddFooter.right.text = "第 &P 页，共 &N 页"
    if rows:
        worksheet.print_title_rows = "1:1"
        worksheet.print_area = f"A1:{get_column_letter(printed)}{rows}"

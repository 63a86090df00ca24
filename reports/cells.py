"""Cells that are safe, legible and quick to write: text, numbers, dates, sentences with a marked figure."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

FONT = "微软雅黑"
SIZE = 10
MAX_CHARS = 32_767  # Excel's limit for one cell, in UTF-16 units
CUT = "……（原文过长，此处截断）"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")  # Office reads _x0041_ inside a text as the letter A
_FORMULA_HEADS = tuple("=+-@\t\r\n＝＋－＠")

FILLS = {
    "header": "1F4E5F",
    "entry header": "2E75B6",
    "entry": "DDEBF7",
    "quarantined": "F8CBCB",
    "review": "FFEBB3",
    "decided": "D9EAD3",
    "band": "E8EEF0",
}
_GRID = Border(*[Side(style="thin", color="D0D7DA")] * 4)
_MARK = InlineFont(rFont=FONT, sz=SIZE, b=True, color="C00000")


def clean(text: str) -> str:
    """Return ``text`` as a cell can hold it: no control characters, one kind of line end, cut visibly."""
    text = _ESCAPE.sub("_x005F_x", _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    if len(text) * 2 > MAX_CHARS and (units := text.encode("utf-16-le")) and len(units) > 2 * MAX_CHARS:
        text = units[: 2 * (MAX_CHARS - len(CUT))].decode("utf-16-le", "ignore") + CUT
    return text


def display_width(text: str) -> int:
    """Return the width of ``text`` in half-width columns.

    GB 18030 gives one byte to what prints narrow and two to what Chinese fonts print wide, quotation marks
    and dashes included, which Unicode calls ambiguous.
    """
    return len(text.encode("gb18030", "replace"))


def line_count(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a column of ``width`` half-width columns."""
    usable = max(int(width), 2)
    return sum(max(1, -(-display_width(line) // usable)) for line in text.split("\n"))


def number_format(value: float) -> str:
    """Return the number format that shows ``value`` as a person would print it, never as 1.4E+11."""
    return "#,##0" if float(value).is_integer() else "#,##0.0#####"


class Pen:
    """Makes the cells of one sheet; remembers each style, because openpyxl is slow to find it again."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._style = cache(self._make_style)

    def _make_style(self, kind: str, fill: str, fmt: str, literal: bool) -> Any:
        cell = WriteOnlyCell(self.sheet)
        heading = kind in ("title", "heading")
        cell.font = Font(
            name=FONT,
            size={"title": 18, "heading": 12}.get(kind, SIZE),
            bold=heading or kind in ("header", "strong"),
            color={"header": "FFFFFF", "link": "0B5394", "heading": "1F4E5F", "title": "1F4E5F"}.get(kind),
            underline="single" if kind == "link" else None,
        )
        if not heading:
            cell.border = _GRID
        if fill:
            cell.fill = PatternFill("solid", fgColor=FILLS[fill])
        cell.alignment = Alignment(
            vertical="center" if kind in ("header", "title", "heading") else "top",
            horizontal={"number": "right", "header": "center"}.get(kind, "left"),
            indent=1 if kind == "number" else 0,
            wrap_text=kind in ("text", "header", "strong", "link"),
        )
        if fmt:
            cell.number_format = fmt
        if literal:
            cell.quotePrefix = True
        return cell._style

    def cell(self, value: Any, kind: str = "text", fill: str = "", link: str = "") -> WriteOnlyCell:
        """Return a cell for a str, int, float, bool, date, None or marked sentence (`mark`).

        Text is always text: what begins like a formula is shown as it stands. ``link`` is a place in the
        workbook (``'表名'!A5``).
        """
        fmt, literal = "", False
        if isinstance(value, bool):
            value = "是" if value else "否"
        elif isinstance(value, (int, float)):
            kind, fmt = "number", number_format(value)
        elif isinstance(value, datetime):
            value = value.isoformat(" ", "seconds")
        elif isinstance(value, date):
            fmt = "yyyy-mm-dd"
            if value.year < 1900:  # before Excel's calendar begins
                value, fmt = value.isoformat(), ""
        if isinstance(value, str):
            value, fmt = clean(value), "@"
            literal = value.startswith(_FORMULA_HEADS)
        cell = WriteOnlyCell(self.sheet, value)
        if isinstance(value, (str, CellRichText)):
            cell.data_type = "s"  # openpyxl would make a formula of =…, an error of #N/A
        cell._style = self._style(kind, fill, fmt, literal)
        if link:
            cell.hyperlink = Hyperlink(ref="", location=link)
        return cell


def mark(text: str, start: int, end: int) -> CellRichText | str:
    """Return ``text`` with ``text[start:end]`` in bold red; plain text when the span is empty."""
    parts = [clean(text[:start]), clean(text[start:end]), clean(text[end:])]
    if not parts[1] or sum(map(len, parts)) * 2 > MAX_CHARS:
        return text
    return CellRichText([part if i != 1 else TextBlock(_MARK, part) for i, part in enumerate(parts) if part])

"""The rows of a sheet, written by ourselves: openpyxl, which does the rest, makes several objects a cell."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter

from reports.cells import Cell

_NO_ROWS = b"<sheetData></sheetData>", b"<sheetData />"
_BEHIND_LINKS = b"<pageMargins"
_letter = cache(get_column_letter)


class Body:
    """The rows of a sheet in SpreadsheetML, on disk until the workbook is saved."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed, and gone, with the body
        self._rows = 0
        self._links: list[str] = []

    def append(self, cells: Sequence[Cell], points: float) -> None:
        """Append a row that is ``points`` tall."""
        self._rows += 1
        row = self._rows
        parts = [f'<row r="{row}" ht="{points:g}" customHeight="1">']
        for at, cell in enumerate(cells, 1):
            place = f"{_letter(at)}{row}"
            parts.append(f'<c r="{place}"{cell.xml}')
            if cell.link:
                self._links.append(f'<hyperlink ref="{place}" location={quoteattr(cell.link)}/>')
        parts.append("</row>")
        self._file.write("".join(parts).encode())

    def write(self, sheet: bytes, target: IO[bytes]) -> None:
        """Write ``sheet``, a whole sheet without rows, with these rows into ``target``."""
        (empty,) = (mark for mark in _NO_ROWS if mark in sheet)
        top, tail = sheet.split(empty)
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>".encode() if self._links else b""
        target.write(top + b"<sheetData>")
        self._file.seek(0)
        shutil.copyfileobj(self._file, target, 1 << 20)
        target.write(b"</sheetData>" + tail.replace(_BEHIND_LINKS, links + _BEHIND_LINKS, 1))

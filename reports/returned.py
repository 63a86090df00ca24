"""A workbook that comes back: what people have written into the review columns of 待核清单.

The file is hostile until proven otherwise: its size is limited before it is unpacked, macros are never looked
at, a formula is only its text. Rows are found by the ids that they carry, so sorting, filtering, moving or
hiding columns changes nothing. A row counts when one of its review cells holds something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from reports.sheets import FINDINGS, REVIEW_CELLS, REVIEW_KEYS
from reports.stable import EPOCH
from warehouse.dictionary import Dictionary

MAX_BYTES = 50_000_000
"""Largest workbook that is opened; a ledger of ten thousand pages has some 30 MB."""
MAX_UNPACKED = 1_000_000_000
MAX_ROWS = 500_000
MAX_COLUMNS = 200
HEADER_ROWS = 10
"""The header is looked for in so many rows: people put a title above a table."""
SUFFIXES = (".xlsx", ".xlsm")


class ReturnedError(ValueError):
    """A file is no returned workbook: one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a returned workbook holds."""

    saved_at: datetime
    """When it was last saved, in UTC."""
    stamped: bool
    """Whether the workbook says so itself; if not, ``saved_at`` is the time of the file."""
    rows: int
    """Rows of 待核清单 that carry an id."""
    entries: tuple[tuple[int, dict[str, Any]], ...]
    """Row number and fields (`REVIEW_KEYS`, `REVIEW_CELLS`) of each row that somebody has written into."""


def read_returned(path: Path, dictionary: Dictionary) -> Returned:
    """Return what people have written into a workbook.

    ``dictionary`` is that of the warehouse: its headers are those of the sheet.

    Raises
    ------
    ReturnedError
        The file is too large, no workbook, or without the sheet or its columns.
    """
    name = path.name
    if path.suffix.lower() not in SUFFIXES:
        raise ReturnedError(f"{name}: 不是 Excel 工作簿；请交回 .xlsx 文件（.xls、.ods 请另存为 .xlsx）")
    _limit(path)
    book = None
    try:
        book = load_workbook(path, read_only=True, keep_links=False)
        if FINDINGS.name not in book.sheetnames:
            raise ReturnedError(f"{name}: 没有工作表“{FINDINGS.name}”；请交回发布的乡镇台账")
        sheet = book[FINDINGS.name]
        sheet.reset_dimensions()  # some programs write a wrong extent
        rows, entries = _entries(sheet, dictionary, name)
        stamp = book.properties.modified
    except ReturnedError:
        raise
    except Exception as error:  # openpyxl trips over a damaged file in every way there is
        why = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise ReturnedError(f"{name}: 工作簿已损坏，读不出来；请重新另存为 .xlsx（{why}）") from None
    finally:
        if book is not None:
            book.close()
    stamped = stamp is not None and stamp.year > EPOCH.year  # a converter leaves the stamp that we publish
    saved = stamp.replace(tzinfo=UTC) if stamped else datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Returned(saved, stamped, rows, tuple(entries))


def _limit(path: Path) -> None:
    """Refuse what is no archive, or would unpack to more than `MAX_UNPACKED` bytes."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReturnedError(f"{path.name}: 超过 {MAX_BYTES // 1_000_000} MB，没有打开")
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise ReturnedError(f"{path.name}: 解开后过大，没有打开")
    except (BadZipFile, EOFError):
        raise ReturnedError(
            f"{path.name}: 不是 Excel 工作簿，或设了密码；请交回不带密码的 .xlsx 文件"
        ) from None
    except OSError as error:
        raise ReturnedError(f"{path.name}: 打不开：{error.strerror or error}") from None


def _entries(sheet: Any, dictionary: Dictionary, name: str) -> tuple[int, list[tuple[int, dict[str, Any]]]]:
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
    columns = _header(
        rows, {column: dictionary.header(column) for column in (*REVIEW_KEYS, *REVIEW_CELLS)}, name
    )
    known, entries = 0, []
    for cells in rows:
        fields = {
            source.partition(".")[2]: _value(cells[at]) if at < len(cells) else None
            for source, at in columns.items()
        }
        known += bool(fields["finding_id"])
        written = [fields[source.partition(".")[2]] for source in REVIEW_CELLS]
        if any(value not in (None, "") for value in written[:-1]):  # a name alone decides nothing
            entries.append((next(cell.row for cell in cells if hasattr(cell, "row")), fields))
    return known, entries


def _header(rows: Iterator[Sequence[Any]], headers: Mapping[str, str], name: str) -> dict[str, int]:
    """Return where each column stands; the iterator is then behind the header row."""
    best: list[str] = list(headers.values())
    for cells, _ in zip(rows, range(HEADER_ROWS), strict=False):
        places: dict[str, int] = {}
        for at, cell in enumerate(cells):
            if isinstance(cell.value, str):
                places.setdefault(cell.value.strip(), at)
        missing = [header for header in headers.values() if header not in places]
        if not missing:
            return {source: places[header] for source, header in headers.items()}
        best = min(best, missing, key=len)
    raise ReturnedError(f"{name}: 待核清单缺少列：{'、'.join(best)}；请交回发布的乡镇台账，不要删列或改表头")


def _value(cell: Any) -> Any:
    """Return what stands in a cell: blank text is None, a percentage the number that is shown."""
    value = getattr(cell.value, "text", cell.value)  # an array formula is an object with its text
    if isinstance(value, str):
        return value if value.strip() else None
    percent = "%" in (getattr(cell, "number_format", "") or "")
    if percent and isinstance(value, int | float) and not isinstance(value, bool):
        return round(value * 100, 10)
    return value

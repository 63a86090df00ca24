"""Saving a workbook so that the same content is the same file, and no reader ever sees half of one."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

EPOCH = datetime(1980, 1, 1)
"""The earliest date that a zip archive can carry; stands in the file wherever openpyxl would put "now"."""


class _DatelessZip(ZipFile):
    """A zip archive whose entries all carry `EPOCH`, however and whenever they were added."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        super().writestr(_entry(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        with open(filename, "rb") as source, self.open(_entry(arcname or filename), "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)


def _entry(name: Any) -> ZipInfo:
    entry = ZipInfo(str(name), EPOCH.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def save(workbook: Workbook, path: Path) -> None:
    """Write ``workbook`` to ``path`` atomically; the bytes depend on its content only.

    The file is written beside ``path`` and moved over it, so a download that is under way keeps the old
    file and the next one gets the new. On any error the old file stays and nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.properties.created = workbook.properties.modified = EPOCH
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        # Not workbook.save(): that one stamps the time of day into docProps/core.xml.
        with _DatelessZip(part, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(workbook, archive).save()
        part.chmod(0o644)  # mkstemp keeps its files to their owner
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise

"""The published workbooks: which there are, and what each says of itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

SUFFIX = ".xlsx"
BEIJING = timezone(timedelta(hours=8))
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Report:
    """A published workbook; ``facts`` are the counts and versions written into it."""

    name: str
    size: int
    sha256: str
    made: str
    """When, in Beijing time."""
    facts: dict[str, str]


def list_reports(folder: Path) -> list[Report]:
    """Return the published workbooks by name; the folder need not exist yet."""
    reports = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        # Names that begin with a dot or with ~$ are files that someone is still writing, or has open.
        if path.is_file() and not path.name.startswith((".", "~$")):
            with suppress(OSError):  # taken away this very moment, or not ours to read
                state = path.stat()
                reports.append(_report(path, state.st_mtime_ns, state.st_size, state.st_ino))
    return reports


def find_report(folder: Path, name: str) -> Path | None:
    """Return the path of a published workbook, None for anything else (``..`` or a path among it)."""
    return next((folder / report.name for report in list_reports(folder) if report.name == name), None)


@lru_cache(maxsize=64)
def _report(path: Path, *version: int) -> Report:
    """Return what a file says; ``version`` (time, size, inode) makes a replaced file a new one."""
    content = path.read_bytes()
    made = datetime.fromtimestamp(version[0] / 1e9, BEIJING)
    return Report(
        path.name, len(content), sha256(content).hexdigest(), f"{made:%Y-%m-%d %H:%M:%S}", _facts(content)
    )


def _facts(content: bytes) -> dict[str, str]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            properties = ElementTree.fromstring(archive.read("docProps/custom.xml"))
    except Exception:  # somebody else's workbook, damaged in any way there is: it is served, but says nothing
        return {}
    return {entry.get("name", ""): "".join(entry.itertext()) for entry in properties}

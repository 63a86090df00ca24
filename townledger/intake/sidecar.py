"""Staging, second half: what a person states about a page (``name.yaml``), and the folders pages come from.

A sidecar stands beside its page under the same name and may give the publication, the date and the page::

    publication: 运城日报
    issue_date: 2025-06-24
    page: "03"

Every file of an input folder becomes a page or a rejection that says why; nothing is left out silently,
except hidden files (``.name``), which belong to the system. The first folder wins where two files collide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import yaml

from townledger.intake.decode import Decoded, Rejection, decode, digest, too_large
from townledger.records import page_id_of

SUFFIXES = (".yaml", ".yml", ".YAML", ".YML")
KEYS = ("publication", "issue_date", "page")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # surrogates stand for undecodable bytes
_LONGEST = 100  # characters of a stated value: a newspaper's name or page number is far shorter
_MAX_SIDECAR_BYTES = 64 * 1024  # three short lines; anything larger is another kind of file


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a person states about a page; ``issue_date`` is an ISO date."""

    publication: str = ""
    issue_date: str | None = None
    page: str = ""


NO_SIDECAR = Sidecar()


@dataclass(frozen=True, slots=True)
class StagedPage:
    """A page that can be read: its decoded text, where it came from and what is stated about it."""

    page_id: str  # file name without extension
    file_name: str
    source: str  # path as shown to a person
    sha256: str  # of the file's bytes
    encoding: str
    text: str
    sidecar: Sidecar

    @property
    def input_hash(self) -> str:
        """SHA-256 over everything the reader is given: name, bytes and sidecar."""
        stated = self.sidecar
        parts = (self.file_name, self.sha256, stated.publication, stated.issue_date or "", stated.page)
        return sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file that is no page, with the reason; ``sha256`` is empty where its bytes were not read."""

    file_name: str
    source: str
    sha256: str
    reason: str
    detail: str


def parse_sidecar(data: bytes) -> Sidecar | Rejection:
    """Return the sidecar that YAML bytes hold, or why they are none."""
    if len(data) > _MAX_SIDECAR_BYTES:
        return _bad(f"超过 {_MAX_SIDECAR_BYTES} 字节，不像附注")
    try:
        # Every scalar stays text: YAML would make 8 of page 010, and a traceback of the date 2025-02-30.
        stated = yaml.load(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError:
        return _bad("不是 UTF-8 文本")
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        return _bad(f"第 {mark.line + 1} 行不是合法的 YAML" if mark else "不是合法的 YAML")
    if stated is None:
        return NO_SIDECAR
    if not isinstance(stated, dict):
        return _bad("应为“键: 值”形式，如 issue_date: 2025-06-24")
    words = dict.fromkeys(KEYS, "")
    for key, value in stated.items():
        if key not in words:
            return _bad(f"不认识的键 {key[:40]!r}，可用的键是 {'、'.join(KEYS)}")
        if not isinstance(value, str):
            return _bad(f"{key} 应为文字")
        words[key] = value.strip()
        if len(words[key]) > _LONGEST or "\n" in words[key]:
            return _bad(f"{key} 应为一行、不超过 {_LONGEST} 字")
    try:
        issue_date = date.fromisoformat(words["issue_date"]).isoformat() if words["issue_date"] else None
    except ValueError:
        return _bad(f"issue_date 应写成 2025-06-24 这样的日期，而不是 {words['issue_date']!r}")
    return Sidecar(words["publication"], issue_date, words["page"])


def _bad(problem: str) -> Rejection:
    return Rejection("附注文件有误", problem)


def stage_file(path: Path, source: str | None = None) -> StagedPage | RejectedFile:
    """Return the page that a file (with its sidecar, if there is one) holds, or its rejection.

    ``source`` is the path shown to a person; default: the path itself.
    """
    shown = _printable(str(path)) if source is None else source
    name = _printable(path.name)
    if name != path.name:
        return RejectedFile(name, shown, "", "文件名有误", "文件名不是合法的 UTF-8 或含有控制字符；请改名")
    try:
        rejection = too_large(path.stat().st_size)
        if rejection:
            return RejectedFile(name, shown, _file_digest(path), rejection.reason, rejection.detail)
        data = path.read_bytes()
    except OSError as error:
        return RejectedFile(name, shown, "", "无法读取", _why(error))
    decoded = decode(data)
    if isinstance(decoded, Rejection):
        return RejectedFile(name, shown, digest(data), decoded.reason, decoded.detail)
    sidecar = _sidecar_of(path)
    if isinstance(sidecar, Rejection):
        return RejectedFile(name, shown, decoded.sha256, sidecar.reason, sidecar.detail)
    return _page(path, shown, decoded, sidecar)


def _page(path: Path, shown: str, decoded: Decoded, sidecar: Sidecar) -> StagedPage:
    name = path.name
    return StagedPage(page_id_of(name), name, shown, decoded.sha256, decoded.encoding, decoded.text, sidecar)


def _printable(name: str) -> str:
    """Return ``name`` with undecodable bytes and control characters written as escapes."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), name)


def _file_digest(path: Path) -> str:
    total = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def _why(error: OSError) -> str:
    return {
        "FileNotFoundError": "文件不存在",
        "PermissionError": "没有读取权限",
        "IsADirectoryError": "这是文件夹",
    }.get(type(error).__name__, f"系统报错：{error.strerror or type(error).__name__}")


def _sidecar_of(path: Path) -> Sidecar | Rejection:
    beside = [p for suffix in SUFFIXES if (p := path.with_suffix(suffix)).is_file()]
    if not beside:
        return NO_SIDECAR
    names = "、".join(p.name for p in beside)
    if len(beside) > 1:
        return Rejection("附注文件有误", f"{names} 同时存在，请只留一个")
    try:
        parsed = parse_sidecar(beside[0].read_bytes())
    except OSError as error:
        return Rejection("附注文件有误", f"{names}：{_why(error)}")
    return parsed if isinstance(parsed, Sidecar) else Rejection(parsed.reason, f"{names}：{parsed.detail}")


def input_files(folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield every file under the folders with the path to show, in folder order, then by name.

    Hidden files and folders are passed over; a folder that does not exist holds no files.
    """
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            inner = path.relative_to(folder)
            if not any(part.startswith(".") for part in inner.parts) and (
                path.is_file() or path.is_symlink()
            ):
                yield path, _printable(f"{folder.name}/{inner.as_posix()}")


def stage(folders: Sequence[Path]) -> tuple[list[StagedPage], list[RejectedFile]]:
    """Return the pages and the rejected files of the input folders, each in the order they were met.

    A file whose name (without extension) or content another page already has is rejected and the other
    file is named: two pages with one id could not be told apart, one content twice would count twice.
    """
    pages: list[StagedPage] = []
    rejected: list[RejectedFile] = []
    by_id: dict[str, StagedPage] = {}
    by_content: dict[str, StagedPage] = {}
    sidecars: list[tuple[Path, str]] = []
    stems: set[Path] = set()
    for path, shown in input_files(folders):
        if path.suffix in SUFFIXES:
            sidecars.append((path, shown))
            continue
        stems.add(path.with_suffix(""))
        result = stage_file(path, shown)
        if isinstance(result, RejectedFile):
            rejected.append(result)
        elif twin := by_content.get(result.sha256):
            rejected.append(_collision(result, "重复内容", f"与 {twin.source} 的内容完全相同，只读前者"))
        elif twin := by_id.get(result.page_id):
            rejected.append(
                _collision(
                    result, "同名文件", f"与 {twin.source} 同名（不计扩展名），内容不同；请改名后再放入"
                )
            )
        else:
            pages.append(result)
            by_id[result.page_id] = by_content[result.sha256] = result
    for path, shown in sidecars:
        if path.with_suffix("") not in stems:
            name = _printable(path.name)
            rejected.append(
                RejectedFile(name, shown, "", "附注无对应版面", "同一文件夹里没有与它同名的版面文件")
            )
    return pages, rejected


def _collision(page: StagedPage, reason: str, detail: str) -> RejectedFile:
    return RejectedFile(page.file_name, page.source, page.sha256, reason, detail)

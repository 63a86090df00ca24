"""Staging, first half: the bytes of a file become the text that every offset refers to, or a rejection.

The decoded text is untouched: line ends (CR LF too), blanks and odd characters stay as they are. A byte
order mark is a mark of the encoding and no part of the text, so the text of a file saved with one and
without one is the same and offset 0 is the first character after it. Nothing is ever replaced or skipped:
a file that does not decode to its last byte is rejected.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass

MAX_BYTES = 4 * 1024 * 1024
"""Largest file taken for a page. A broadsheet page holds some 15,000 characters (45 KB of UTF-8) and a whole
county yearbook chapter a few hundred KB; a file ninety times a page is an export or a mistake."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP、DOCX 或 XLSX"),
    (b"\xd0\xcf\x11\xe0", "DOC 或 XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"\x1f\x8b", "GZIP 压缩包"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7Z 压缩包"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_CONTROL_LIMIT = 0.01
"""Share of control characters above which a text is a program's data; stray ones occur in exported pages."""
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]*")
_HAN = re.compile("[\u3400-\u9fff\ue000-\uf8ff\U00020000-\U0003ffff]")
_COMMON_FLOOR = 0.45
"""Least share of GB 2312 level-1 characters (区 16–55, the 3,755 common ones) among the Chinese characters of
a text that is really GB18030. Measured: simplified news 0.99, traditional prose in GBK 0.53, but Big5 read
as GB18030 0.33, broken UTF-8 0.13, Shift-JIS 0.00. The decoder itself accepts nearly anything."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a file is not a page: a short Chinese reason and one line of detail that says what to do."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read with and the SHA-256 of its bytes (hexadecimal)."""

    text: str
    encoding: str  # utf-8 | utf-8-sig | utf-16 | gb18030
    sha256: str


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def too_large(size: int) -> Rejection | None:
    """Return the rejection of a file of ``size`` bytes that exceeds ``MAX_BYTES``, or None."""
    if size <= MAX_BYTES:
        return None
    return Rejection(
        "文件过大",
        f"{size} 字节，超过一个版面的上限 {MAX_BYTES} 字节；请按版面拆成单独的文件",
    )


def decode(data: bytes) -> Decoded | Rejection:
    """Return the text of a file's bytes, or the reason why they are no page.

    UTF-8 with or without a byte order mark, UTF-16 with one, and GB18030 (so GBK and GB 2312) are read.
    """
    if not data:
        return Rejection("空文件", "文件长度为 0 字节")
    rejection = too_large(len(data)) or _foreign_format(data)
    if rejection:
        return rejection
    result = _text(data)
    if isinstance(result, Rejection):
        return result
    text, encoding = result
    if "\0" in text:
        return Rejection("二进制文件", "含有空字符（NUL）；若是 UTF-16 文本，请另存为 UTF-8")
    if _BLANK.fullmatch(text):
        return Rejection("空白文件", f"只有空白字符（{len(text)} 个）")
    if len(_CONTROL.findall(text)) > _CONTROL_LIMIT * len(text):
        return Rejection("二进制文件", "控制字符超过百分之一，不是版面文本")
    return Decoded(text, encoding, digest(data))


def _foreign_format(data: bytes) -> Rejection | None:
    for magic, name in _FORMATS:
        if data.startswith(magic):
            return Rejection("不是文本文件", f"这是 {name} 文件；请导出为纯文本（UTF-8）后再放入")
    return None


def _text(data: bytes) -> tuple[str, str] | Rejection:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-32":
                return Rejection("编码无法识别", "这是 UTF-32 文本；请另存为 UTF-8")
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                name = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
                return Rejection(
                    "编码无法识别", f"带有 {name} 标记，但第 {error.start + 1} 字节处解不出；文件可能被截断"
                )
    if b"\0" in data:
        return Rejection("二进制文件", "含有空字符（NUL）；若是 UTF-16 文本，请另存为 UTF-8")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        at = error.start + 1
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not _is_chinese(text):
        return Rejection(
            "编码无法识别",
            f"不是 UTF-8（第 {at} 字节处解不出），按 GB18030 也读不成中文；请另存为 UTF-8",
        )
    return text, "gb18030"


def _is_chinese(text: str) -> bool:
    """Return whether text that was decoded as GB18030 reads as Chinese, by its share of common characters."""
    han = _HAN.findall(text)
    rows = "".join(han).encode("gb2312", "ignore")[::2]  # the first byte of each pair is its row (区)
    return bool(han) and sum(0xB0 <= row <= 0xD7 for row in rows) >= _COMMON_FLOOR * len(han)

"""The paragraphs of a raw page: lines, blank lines, indents, Markdown marks and hard-wrapped text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from townledger.page.bylines import Credit

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_NEWLINE = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ODD_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_MARK = re.compile(r"(#{1,6})[ \t\u3000]*(?=[^#\s])")
_TAG = re.compile(r"</?(?:br|b|i|u|em|strong|span|font|a|sub|sup)\b[^<>\n]{0,200}>", re.IGNORECASE)
_INDENT = re.compile(r"[ \u3000\u00a0\u2002\u2003\t]*")
_SENTENCE_END, _CLOSING = "。!?;:…", "”’》』"
_END_MARK = "。!?;:…”’)》』"
_BULLETS = "●■◆▲△★☆※○◎□▶►•"
MOST_FULL, FEW_FULL = 0.4, 0.2
"""Share of full lines on a hard-wrapped page; the lesser where none is longer and three in four are cut."""
NARROWEST, WIDEST = 24, 160
"""Columns of the lines of a hard-wrapped page."""
WRAP_SLACK = 4
"""Columns (half a character each) that a full line may lack: two characters moved by line-breaking rules."""


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its raw spans (more than one where wrapped lines were joined) and its shadow text.

    ``gap`` is the number of line ends between this paragraph and the one before; ``level`` the number of
    Markdown heading marks (0: none); these, and the marks of bold lines, are outside the spans; ``indent`` is
    in columns of half a character. What it looks like (``form``), its dateline and its signature are read by
    ``townledger.page.forms.describe``.
    """

    spans: list[tuple[int, int]]
    text: str
    gap: int
    level: int
    indent: int
    wraps: list[tuple[int, int]] = field(default_factory=list)
    form: str = ""
    dateline: tuple[int, list[Credit]] | None = None
    signature: tuple[int, list[Credit]] | None = None

    @property
    def start(self) -> int:
        """Raw offset of the first character."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Raw offset after the last character."""
        return self.spans[-1][1]


def has_odd_line_ends(raw: str) -> bool:
    """Tell whether a page has line ends other than line feeds."""
    return any(end in raw for end in _ODD_ENDS)


def paragraphs(raw: str, dark: str) -> list[Paragraph]:
    """Return the paragraphs of ``raw``, whose shadow is ``dark``, in raw order, without blank ones.

    Wrapped lines are joined.
    """
    lines = _lines(raw, dark)
    if not lines or sorted([len(line.text) for line in lines])[len(lines) * 9 // 10] > WIDEST:
        return lines  # paragraphs to a line
    columns = [_columns(raw[line.start : line.end]) + line.indent for line in lines]
    width = _wrap_width(lines, columns)
    return _unwrap(lines, columns, width) if width else lines


def _lines(raw: str, dark: str) -> list[Paragraph]:
    lines: list[Paragraph] = []
    last_end = 0
    odd_ends = has_odd_line_ends(raw)
    for match in _LINE.finditer(raw):
        lo, hi = match.span()
        text = dark[lo:hi]
        stripped = text.strip()
        if not stripped:
            continue
        indent = _indent(raw, lo, hi)
        lo += len(text) - len(text.lstrip())
        hi = lo + len(stripped)
        level = 0
        if stripped[0] == "#" and (mark := _MARK.match(raw, lo, hi)):
            level = len(mark[1])
            lo = mark.end()
            stripped = dark[lo:hi]
        if stripped[0] == "*" == stripped[-1]:
            # Bold or italic Markdown around a whole line is no text.
            inner = stripped.strip("* ")
            if not inner:
                continue
            if "*" in inner:
                inner = stripped
            lo += stripped.index(inner)
            hi = lo + len(inner)
            stripped = inner
        spans = [(lo, hi)]
        if "<" in stripped:
            spans = _untagged(dark, lo, hi)
            stripped = "".join([dark[a:b] for a, b in spans])
        if not spans:
            continue
        gap = len(_NEWLINE.findall(raw, last_end, lo)) if odd_ends else raw.count("\n", last_end, lo)
        lines.append(Paragraph(spans, stripped, gap, level, indent))
        last_end = hi
    return lines


def _untagged(text: str, lo: int, hi: int) -> list[tuple[int, int]]:
    """Return the spans of a line that left-over HTML tags part: tags are no text, what they part is one."""
    edges = [lo, *(edge for tag in _TAG.finditer(text, lo, hi) for edge in tag.span()), hi]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if text[a:b].strip()]


def _indent(raw: str, lo: int, hi: int) -> int:
    if raw[lo] not in " \u3000\u00a0\u2002\u2003\t":
        return 0
    match = _INDENT.match(raw, lo, hi)
    blank = match[0] if match else ""
    return len(blank) + blank.count("\u3000") + 3 * blank.count("\t")


def _columns(text: str) -> int:
    """Return the display width of a line: a Chinese character takes two columns."""
    return len(text.encode("gb18030", "replace"))


def _wrap_width(lines: list[Paragraph], widths: list[int]) -> int:
    """Return the width in columns at which every line of the page is cut, or 0 where lines are paragraphs.

    A page is hard-wrapped when lines of nearly the same, greatest width are frequent and most of them stop
    in the middle of a sentence.
    """
    if len(lines) < 4:
        return 0
    width = sorted(widths)[len(widths) * 9 // 10]
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [n for n, w in enumerate(widths) if width - WRAP_SLACK <= w <= width + 2]
    close = sum(lines[n + 1].gap == 1 for n in full if n + 1 < len(lines))
    cut = sum(lines[n].text[-1] not in _END_MARK for n in full)
    none_longer = max(widths) <= width + 2 and 4 * cut > 3 * len(full)
    if len(full) < max(3, (FEW_FULL if none_longer else MOST_FULL) * len(lines)):
        return 0
    return width if 2 * cut > len(full) and 2 * close > len(full) else 0


def _ends_sentence(text: str) -> bool:
    bare = text.rstrip(_CLOSING)
    return text[-1] == ")" or (bool(bare) and bare[-1] in _SENTENCE_END)


def _unwrap(lines: list[Paragraph], widths: list[int], width: int) -> list[Paragraph]:
    uses_indents = 2 <= sum(line.indent >= 2 for line in lines) < len(lines)
    groups: list[list[Paragraph]] = []
    room = 0
    for line, columns in zip(lines, widths, strict=True):
        fits = room >= width - WRAP_SLACK and line.gap == 1 and not line.level
        if fits and _ends_sentence(groups[-1][-1].text):
            # After a full line that ends a sentence, a short line that ends none is a headline.
            ends = columns >= width - WRAP_SLACK or _ends_sentence(line.text)
            fits = ends and line.text[0] not in _BULLETS
        if groups and fits and not (uses_indents and line.indent >= 2):
            groups[-1].append(line)
        else:
            groups.append([line])
        room = columns
    return [_merge(group) if len(group) > 1 else group[0] for group in groups]


def _merge(group: list[Paragraph]) -> Paragraph:
    first = group[0]
    return Paragraph(
        [span for line in group for span in line.spans],
        "".join(line.text for line in group),
        first.gap,
        first.level,
        first.indent,
        wraps=[(a.end, b.start) for a, b in pairwise(group)],
    )

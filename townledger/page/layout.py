"""The layout of a page: its articles, their parts, and the breaks that were joined or could not be.

``lay_out`` reads the raw text once and returns the flow (text in reading order), the articles in flow
offsets and the breaks in raw offsets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from townledger.frozen import frozen
from townledger.page.articles import blocks_of
from townledger.page.blocks import Block, Item
from townledger.page.breaks import Break
from townledger.page.bylines import Credit, read_credits
from townledger.page.datelines import read_inline_credit
from townledger.page.forms import RUN_IN, describe
from townledger.page.joining import join, restore_text
from townledger.page.kinds import name_kind
from townledger.page.paragraphs import Paragraph, has_odd_line_ends, paragraphs
from townledger.page.text import Flow, shadow

_LINE_ENDS = re.compile(r"\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
"""Line ends other than ``\\n``; in the flow each becomes one, so that every reader sees lines."""

__all__ = ["Break", "LaidArticle", "Layout", "Part", "lay_out"]


class Part(NamedTuple):
    """A part of an article in flow offsets; a text part is one joined paragraph."""

    kind: str  # banner | kicker | title | subtitle | byline | heading | caption | text | furniture
    start: int
    end: int


@frozen
class LaidArticle:
    """An article in flow offsets; kicker, title and subtitle as printed, byline as names joined by 、."""

    seq: int
    kind: str  # news | feature | brief | photo | caption | banner | furniture
    kicker: str
    title: str
    subtitle: str
    byline: str
    start: int
    end: int
    parts: tuple[Part, ...]
    credits: tuple[Credit, ...] = ()


@frozen
class Layout:
    """A page in reading order: articles are contiguous, in flow order, and cover all that is not blank."""

    flow: Flow
    articles: list[LaidArticle]
    breaks: list[Break]


def lay_out(raw: str) -> Layout:
    """Return the layout of a page.

    Parameters
    ----------
    raw
        The decoded text of the page, untouched.
    """
    dark = shadow(raw)
    page = paragraphs(raw, dark)
    for paragraph in page:
        describe(paragraph)
    restore_text(page)
    blocks = blocks_of(page)
    breaks = [
        Break("joined", lo, hi, hi, "整页按同一宽度折行") for paragraph in page for lo, hi in paragraph.wraps
    ]
    breaks.extend(join(blocks))
    for block in blocks:
        name_kind(block)
    breaks.sort(key=lambda b: (b.raw_start, b.raw_end, b.kind))
    return _assemble(raw, dark, page, blocks, breaks)


def _assemble(raw: str, dark: str, page: list[Paragraph], blocks: list[Block], breaks: list[Break]) -> Layout:
    following = {a.end: b.start for a, b in pairwise(page)}
    pieces: list[tuple[int, int]] = []
    length = 0

    def lay(lo: int, hi: int) -> None:
        nonlocal length
        length += hi - lo
        if pieces and pieces[-1][1] == lo:
            pieces[-1] = (pieces[-1][0], hi)
        elif lo < hi:
            pieces.append((lo, hi))

    articles: list[LaidArticle] = []
    ends = _LINE_ENDS.sub("\n", raw) if has_odd_line_ends(raw) else raw
    newline = ends.find("\n")
    for block in blocks:
        start, parts = length, []
        for item in block.items:
            part_start = length
            for paragraph in item.paragraphs:
                for lo, hi in paragraph.spans:
                    lay(lo, hi)
                if item.kind != "text" and paragraph is not item.paragraphs[-1]:
                    _blank(ends, paragraph.end, following, newline, lay)
            parts.append((item, part_start, length))
            _blank(ends, item.paragraphs[-1].end, following, newline, lay)
        articles.append(_article(raw, len(articles) + 1, block, parts, start, length))
    flow = Flow.laid(dark, pieces)
    if ends != raw:
        flow = replace(flow, text=_LINE_ENDS.sub("\n", flow.text))
    return Layout(flow, articles, breaks)


def _blank(
    ends: str, end: int, following: dict[int, int], newline: int, lay: Callable[[int, int], None]
) -> None:
    """Lay the blank after a paragraph; where it holds no line end (the page's last one), any line end."""
    stop = following.get(end, len(ends))
    gap = ends[end:stop]
    line_end = gap.find("\n")
    if gap.isspace() and (line_end >= 0 or newline < 0):
        lay(end, stop)
    elif line_end >= 0:
        # Markdown marks around the line ends stay out of the flow.
        after = gap[line_end:]
        lay(end + line_end, end + line_end + len(after) - len(after.lstrip()))
    elif newline >= 0:
        lay(newline, newline + 1)


def _article(
    raw: str, seq: int, block: Block, laid: list[tuple[Item, int, int]], start: int, end: int
) -> LaidArticle:
    parts: list[Part] = []
    credits: list[Credit] = []

    def name(found: list[Credit], paragraph: Paragraph, at: int) -> None:
        """Keep credits that were read in a paragraph at the flow offset ``at``, with the names as printed."""
        if not found:
            return
        printed = "".join(raw[lo:hi] for lo, hi in paragraph.spans)
        for c in found:
            as_printed = "".join(printed[c.start : c.end].split())
            credits.append(Credit(at + c.start, at + c.end, as_printed, c.role, c.kind))

    for item, lo, hi in laid:
        if item.kind == "text":
            first, last = item.paragraphs[0], item.paragraphs[-1]
            if dateline := first.dateline:
                name(dateline[1], first, lo)
                parts.append(Part("byline", lo, lo + dateline[0]))
                lo += dateline[0]
            elif heading := RUN_IN.match(first.text):
                parts.append(Part("heading", lo, lo + heading.end()))
                lo += heading.end()
            if signature := last.signature:
                at = hi - len(last.text)
                name(signature[1], last, at)
                parts.append(Part("text", lo, at + signature[0]))
                parts.append(Part("byline", at + signature[0], hi))
            elif block.kind == "photo" and (credit := read_inline_credit(last.text)):
                at = hi - len(last.text)
                name(credit[1], last, at)
                parts.append(Part("text", lo, at + credit[0]))
                parts.append(Part("byline", at + credit[0], hi))
            elif lo < hi:
                parts.append(Part("text", lo, hi))
            continue
        if item.kind == "byline":
            for paragraph in item.paragraphs:
                name(read_credits(paragraph.text, bare=True), paragraph, lo)
        parts.append(Part(item.kind, lo, hi))

    heads: dict[str, list[str]] = {}
    for item, _, _ in laid:
        if item.kind != "text":
            heads.setdefault(item.kind, []).extend([raw[p.start : p.end] for p in item.paragraphs])

    def printed(kind: str) -> str:
        return " ".join(heads.get(kind, ()))

    return LaidArticle(
        seq,
        block.kind,
        printed("kicker"),
        printed("title") or printed("banner"),
        printed("subtitle").lstrip("—-─ "),
        "、".join(dict.fromkeys(credit.name for credit in credits)),
        start,
        end,
        tuple(parts),
        tuple(credits),
    )

"""Text and offsets: the shadow of a page, and the flow of its text in reading order.

The *shadow* is the page with look-alike characters folded together (full-width to half-width, one form a
quotation mark, traditional to simplified). It has the same length as the raw text, so an
offset means the same in both. The *flow* is the shadow in reading order: broken columns joined, pieces that
stand out of order moved; every reader works on the flow and maps its spans back to the raw text.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from townledger.frozen import frozen

_FOLD = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}  # full-width ASCII
_FOLD |= dict(zip(map(ord, "　\u00a0\u2002\u2003\u2009\ufeff\t"), "       ", strict=True))
_FOLD |= dict(zip(map(ord, "「」『』〝〞＂〈〉"), '“”‘’“”"《》', strict=True))
_FOLD |= dict(zip(map(ord, "〜∼﹪﹣−‒–﹢"), "~~%----+", strict=True))
_FOLD |= dict(zip(map(ord, "•‧∙・∶︰￥"), "····::¥", strict=True))
_SCRIPT_FILE = Path(__file__).parents[2] / "seeds" / "script" / "traditional.csv"


def _traditional() -> dict[int, str]:
    with _SCRIPT_FILE.open(encoding="utf-8", newline="") as file:
        return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(file)}


_FOLD |= _traditional()
_FOLD |= {ord("圓"): "元", ord("馀"): "余"}  # 圓 in old prices is 元; 七十馀年
_TABLE = [_FOLD.get(code, code) for code in range(0x10000)]
"""All of the basic plane: ``str.translate`` is three times as fast as with only those that change."""

_SENTENCE = re.compile(r"[^。!?;\n]*(?:[。!?;]+[”’\")]*|\n|$)")


def shadow(text: str) -> str:
    """Return ``text`` with look-alike characters folded together; same length, same offsets."""
    return text.translate(_TABLE)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text[start:end]``, without blanks around them.

    A sentence ends at ``。！？；`` (closing quotes and brackets included) or at a line end.
    """
    end = len(text) if end is None else end
    spans = []
    for match in _SENTENCE.finditer(text, start, end):
        lo, hi = match.span()
        while lo < hi and text[lo] in " \n\r":
            lo += 1
        while hi > lo and text[hi - 1] in " \n\r":
            hi -= 1
        if lo < hi:
            spans.append((lo, hi))
    return spans


@frozen
class Flow:
    """Text in reading order with a map back to the raw page.

    ``pieces`` are ``(raw_start, raw_end)`` spans; ``text`` is the shadow of the pieces one after another.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]  # where each piece begins in ``text``

    @classmethod
    def of(cls, raw: str) -> Flow:
        """Return the flow of ``raw`` as it stands."""
        return cls.laid(shadow(raw), [(0, len(raw))])

    @classmethod
    def laid(cls, dark: str, pieces: list[tuple[int, int]]) -> Flow:
        """Return the flow of a page, given its shadow, made of the given raw spans one after another."""
        spans = tuple(pieces)
        lengths = [hi - lo for lo, hi in spans]
        return cls("".join(dark[lo:hi] for lo, hi in spans), spans, tuple(accumulate([0, *lengths[:-1]])))

    def raw_offset(self, offset: int) -> int:
        """Return the raw offset of the flow's character at ``offset`` (which must be inside the flow)."""
        at = bisect_right(self.starts, offset) - 1
        return self.pieces[at][0] + offset - self.starts[at]

    def raw_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the raw span of ``text[start:end]``, or None when its ends stand in the wrong order.

        A span over a joined break includes the break. A span over pieces that were moved has no raw span.
        """
        at = bisect_right(self.starts, start) - 1
        piece, stop = self.pieces[at]
        lo = piece + start - self.starts[at]
        hi = lo + end - start
        if hi > stop:  # the span goes on in another piece
            hi = self.raw_offset(end - 1) + 1
        return (lo, hi) if lo < hi else None

    def raw_pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the raw spans that ``text[start:end]`` is made of, in reading order."""
        found = []
        at = bisect_right(self.starts, start) - 1
        while at < len(self.starts) and self.starts[at] < end:
            lo, hi = self.pieces[at]
            offset = self.starts[at]
            first, last = max(start, offset), min(end, offset + hi - lo)
            if first < last:
                found.append((lo + first - offset, lo + last - offset))
            at += 1
        return found

    def printed(self, raw: str, start: int, end: int) -> str:
        """Return ``text[start:end]`` as printed: raw characters without the breaks that were joined."""
        return "".join(raw[lo:hi] for lo, hi in self.raw_pieces(start, end))

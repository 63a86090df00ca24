"""The year that 全年, 年末 and 1-12月份 leave unsaid: the one that the text itself has just stated.

A bulletin of 2022 that is printed in May 2023 says 全年; the page's issue date would make it 2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from townledger.page.layout import Layout

_YEARLESS = re.compile(
    r"全年|年[末底内]|当年|上年[末底]?|[上下]半年|(?:第|前)?[一二三四]季度?|前(?:\d+|[一二三四五六七八九十]+)个月"
    r"|\d{1,2}[-—~至]\d{1,2}月(?:份)?|\d{1,2}月[末底]"
)
_YEAR = re.compile(r"(?<![比较与和从由自于\d])((?:19|20)\d\d)年(?![前来])(?!以[前来])")
_OF_A_YEAR = re.compile(r"(?<![\d至—~-])((?:19|20)\d\d)年(?!\d)")
"""In a headline or a heading: 2022年统计公报, not 2023年5月12日."""
_NOW = re.compile("[今去明]年")
_TITLES = frozenset(("kicker", "title", "subtitle", "heading"))
_CLOCK = re.compile(r"\d{1,2}时|[上下]午|夜间")


class StatedYears:
    """The years that a page's headlines, headings and paragraphs state, asked in rising order."""

    def __init__(self, layout: Layout) -> None:
        self._text = layout.flow.text
        self._headings = self._read(layout)
        self._next = next(self._headings, None)
        self._heading = (0, "")

    @staticmethod
    def _read(layout: Layout) -> Iterator[tuple[int, str]]:
        """Yield where each article or part begins that a heading dates, and the year."""
        for article in layout.articles:
            yield article.start, ""
            for part in article.parts:
                if part.kind in _TITLES and (
                    year := _OF_A_YEAR.search(layout.flow.text, part.start, part.end)
                ):
                    yield part.start, year[1]

    def complete(self, period: str, start: int, paragraph: int) -> str:
        """Return the words of a period with the year that governs them, for a figure at ``start``.

        The year is the last one that the paragraph states, unless 今年 follows it, else that of the headline
        or heading above. The hours of a day, which no date resolves, are left out.
        """
        if "时" in period or "午" in period or "夜" in period:
            return _CLOCK.sub("", period)
        if not _YEARLESS.fullmatch(period):
            return period
        year = self._stated(start, paragraph)
        if not year:
            return period
        if period.startswith("上年"):
            return f"{int(year) - 1}年{period[2:]}"
        return year + (
            "年" if period in ("全年", "年内", "当年") else period if period[0] == "年" else "年" + period
        )

    def _stated(self, start: int, paragraph: int) -> str:
        while self._next is not None and self._next[0] <= paragraph:
            self._heading, self._next = self._next, next(self._headings, None)
        year, behind = self._heading[1], paragraph
        for match in _YEAR.finditer(self._text, paragraph, start):
            year, behind = match[1], match.end()
        return "" if _NOW.search(self._text, behind, start) else year

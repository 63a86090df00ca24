"""The year that 全年, 年末 and 1至10月 leave unsaid, where their own paragraph has just stated it.

2021年，全县修路90公里；1至10月完成投资3亿元: January to October of 2021, whenever this was printed.
"""

from __future__ import annotations

import re

_YEARLESS = re.compile(
    r"全年|年[末底内]|当年|上年[末底]?|[上下]半年|(?:第|前)?[一二三四]季度?|前(?:\d+|[一二三四五六七八九十]+)个月"
    r"|\d{1,2}[-—~至]\d{1,2}月(?:份)?|\d{1,2}月[末底]"
)
_STATED = re.compile(r"(?<![比较与和从由自于\d])((?:19|20)\d\d)年(?![前来])(?!以[前来])(?!\d)")
"""Not 2018年14户新增企业."""
_NOW = re.compile("[今去明]年")
_WHOLE = frozenset(("全年", "年内", "当年"))
_CLOCK = re.compile(r"\d{1,2}时|[上下]午|夜间")


def with_stated_year(text: str, period: str, start: int, paragraph: int) -> str:
    """Return the words of a figure's period, with the year that its paragraph has stated if they name none.

    The hours of a day, which no date resolves, are left out as well.

    Parameters
    ----------
    text
        The flow text.
    period
        The words of time that govern the figure.
    start, paragraph
        Where the figure and its paragraph begin. 今年 between the year and the figure ends its reign.
    """
    if not period:
        return period
    if "时" in period or "午" in period or "夜" in period:
        return _CLOCK.sub("", period)
    if not _YEARLESS.fullmatch(period):
        return period
    year, behind = "", paragraph
    for match in _STATED.finditer(text, paragraph, start):
        year, behind = match[1], match.end()
    if not year or _NOW.search(text, behind, start):
        return period
    if period in _WHOLE:
        return f"{year}年"
    if period.startswith("上年"):
        return f"{int(year) - 1}年{period[2:]}"
    return year + period if period[0] == "年" else f"{year}年{period}"

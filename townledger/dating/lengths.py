"""How long the words of a period say that it is, whenever it was: 近3年来 is 1,095 days in any year."""

from __future__ import annotations

import re
from datetime import date

from townledger.dating.events import default_calendar
from townledger.dating.periods import (
    LENGTH_BACK,
    NUMERAL,
    WEEK,
    YEAR_WORD,
    IssueDate,
    count_of,
    plain,
    resolve_period,
)

YEAR, MONTH = 365, 30
"""Days that a bare length asserts: 近3年 is 1,095 days, 两个月 60."""
_LENGTH = re.compile(
    rf"(?P<n>{NUMERAL})(?P<more>余|多|来)?(?:个)?(?P<unit>年半|年度|年|季度|季|月|周|星期|礼拜|天|日|小时|分钟)(?P<tail>多|余)?"
)
_MONTH_NAME = re.compile(r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|底|初|末)?$")
_CADENCE = {"日": 1, "天": 1, "周": WEEK, "星期": WEEK, "月": MONTH, "季": 91, "季度": 91, "年": YEAR}
_PER = re.compile(
    r"(?:平均|每|逐)(?:一)?个?(日|天|周|星期|月|季度|季|年)|(日|天|周|月|年)均|^一(日|天|周|月|季|年)$|^(年|日|月)$"
)


_THIS_YEAR = re.compile("全?(?:今年|本年度?|当年)(?:以来)?")
_UNMEASURED = re.compile("^(?:自|从|截|到|至)|起$|开始$|至今$|目前|近日|日前")
_PLAN = re.compile("(.+五)(?:规划)?(?:期间|时期)?")
_YEAR_FIRST = re.compile(YEAR_WORD)


def period_days(text: str) -> tuple[float, float] | None:
    """Return the number of days that the words assert, at least and at most, or None where they assert none.

    近3年来 is (1095, 1095), 三年多 (1095, 1460), 每周 (7, 7), 2024年 (366, 366), 今年以来 (1, 366).
    """
    words = plain(text)
    if not words:
        return None
    if match := _PER.search(words):
        days = _CADENCE[next(g for g in match.groups() if g)]
        return float(days), float(days)
    if _THIS_YEAR.fullmatch(words) or words in ("年初以来", "开年以来"):
        return 1.0, 366.0
    if _UNMEASURED.search(words):
        return None
    if match := _PLAN.fullmatch(words):
        plan = default_calendar().words["plan"].get(match[1])
        if plan:
            days = (date.fromisoformat(plan.last) - date.fromisoformat(plan.first)).days + 1
            return float(days), float(days)
    bare = words.removeprefix("为期").removeprefix("历时")
    if (
        not _MONTH_NAME.match(words)
        and not _YEAR_FIRST.match(words)
        and (LENGTH_BACK.match(words) or _LENGTH.fullmatch(bare))
    ):
        match2 = _LENGTH.search(words)
        return _length(match2) if match2 else None
    if words.endswith("以来"):
        return None
    if "腊月" in words:
        return 1.0, 1.0  # one day, which the calendar here knows to within one
    lengths = []
    for year in (2023, 2024, 2025):  # a leap year and the years around it
        issue = IssueDate(date(year, 12, 31), date(year, 12, 31), "")
        first, last = resolve_period(words, issue)
        if first is None or last is None:
            return None
        lengths.append(float((last - first).days + 1))
    return min(lengths), max(lengths)


def _length(match: re.Match[str]) -> tuple[float, float] | None:
    count = count_of(match["n"])
    unit = match["unit"]
    if not count:
        return None
    if unit == "年半":
        return (count + 0.5) * YEAR, (count + 0.5) * YEAR
    size = {"年": YEAR, "年度": YEAR, "月": MONTH, "季": 91, "季度": 91, "天": 1, "日": 1}.get(unit)
    size_days = float(size) if size else {"小时": 1 / 24, "分钟": 1 / 1440}.get(unit, float(WEEK))
    low = count * size_days
    if not (match["more"] in ("余", "多") or match["tail"]):
        return low, low
    step = 10 ** (len(str(int(count))) - 1) if count >= 10 and count % 10 == 0 else 1
    return low, (count + step) * size_days

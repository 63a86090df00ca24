"""The date that a page prints: in its head, under a document, in a dateline or under the headline."""

from __future__ import annotations

import re
from datetime import date

from townledger.dating.days import day_of, lag, whole, year_of_digits
from townledger.dating.periods import IssueDate
from townledger.page.layout import Layout

_YMD = (
    r"(?:((?:19|20)\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?"
    r"|((?:[一二][九〇零○]|(?:中华)?民国(?=..?.?年))[〇零○一二三四五六七八九百十]{2,4})年"
    r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日)(?=\D|$)"
)
"""A date in figures or in Chinese numerals: 二〇二四年三月十五日, 民国一一二年三月八日."""
_PRINTED = re.compile(
    rf"\(?(?:(?:发布|发文|成文|印发|出版|更新)?(?:时间|日期)[: ]*)?{_YMD}(?![^\n]*[,。;!?])"
)
_PRINTED_ANYWHERE = re.compile(_YMD)
_ONLY_DATE = re.compile(rf"\(?{_YMD}\)?")
_ROC = 1911
"""The year before the first of the Republic of China."""
_DATELINED = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:电|讯|消息)")
_SPOKEN = re.compile(
    r"^[—(]*((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日"
    r"(?:在.{4,40}(?:会议?|大会|全会)上|.{4,60}(?:通过|批准)(?=\)))"
)


def printed_date(layout: Layout) -> IssueDate | None:
    """Return the date that stands alone: in the page's head, under a document, beside 发布时间."""
    found: list[tuple[date, str]] = []
    for article in layout.articles:
        for part in article.parts:
            text = layout.flow.text[part.start : part.end].strip() if part.end - part.start <= 60 else ""
            if part.kind not in ("furniture", "text", "byline") and not _ONLY_DATE.fullmatch(text):
                continue
            pattern = _PRINTED_ANYWHERE.search if part.kind == "furniture" else _PRINTED.match
            match = pattern(text)
            if match is None or (part.kind != "furniture" and len(text) - match.end() > 12):
                continue
            day = _printed_day(match)
            if day:
                found.append((day, text))
    if not found:
        return None
    day, text = max(found)
    return IssueDate(day, day, f"版面印有日期“{text}”")


def _printed_day(match: re.Match[str]) -> date | None:
    year, month, day, old_year, old_month, old_day = match.groups()
    if year:
        return day_of(int(year), int(month), int(day))
    digits = old_year.replace("中华", "")
    count = digits.removeprefix("民国")
    if count == digits:
        in_figures = year_of_digits(digits)
    else:
        in_figures = _ROC + (whole(count) if set(count) & set("百十") else year_of_digits(count))
    return day_of(in_figures, whole(old_month), whole(old_day))


def spoken_date(layout: Layout) -> IssueDate | None:
    """Return the days after a dated dateline, or a speech or an adoption dated under the headline.

    ——2024年1月15日在…会议上; (2023年1月12日…第二次会议通过).
    """
    for article in layout.articles:
        for part in article.parts[:4]:
            text = layout.flow.text[part.start : part.end]
            match = _SPOKEN.match(text) or (_DATELINED.search(text) if part.kind == "byline" else None)
            day = day_of(*(int(g) for g in match.groups())) if match else None
            if match and day:
                high = lag(day)
                where = "电头" if part.kind == "byline" else "题下"
                why = f"{where}“{match[0].lstrip('—(')}”；故为{day.isoformat()}至{high.isoformat()}"
                return IssueDate(day, high, why)
    return None

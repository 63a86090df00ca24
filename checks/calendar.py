"""Dates and ordinals that cannot be: 6月31日, 25时30分, an event whose number is not that of the year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from checks.records import Finding
from checks.say import doubt_span
from checks.view import PageView
from townledger.dating.events import default_calendar

_DATE = re.compile(r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号])?(?!\d|份?产|龄)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[时点:](\d{2})分?(?!\d)")
_SPELLED = re.compile(r"(?<![一二三四五六七八九十百])(?:十[三四五六七八九]|二十)月(?=[上中下]旬|[初末底份])")
_TOLD = re.compile(r"(?<!\d)(\d{2})[点时](?:半|整|钟|多|许|左右|[一三]刻)?(?![\d.个位名户人])")
_DAY = re.compile(r"[上下]午|晚|凌晨|早|[日号]$|当[天日]")
_HOUR = re.compile(r"(?<!\d)\d{1,2}日(?:[上下]午|晚|凌晨)?(\d{1,2})时(?!\d)")
_WEEKDAY = re.compile(r"日[ ,(]{0,3}(?:星期|周)([一二三四五六日天])")
_ITS_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})$")
_WEEK = "一二三四五六日"
_NTH = re.compile(r"第([一二三四五六七八九十百\d]{1,4})([个届次])")
_NATIONAL = re.compile(r"[“《]?(?:全国|国家|中国|世界|国际)")
_STATED = re.compile(r"((?:19|20)\d\d)年[^。;!?\n]{0,16}$")
_REACH = 16  # characters after 第n个 in which its event is named
_DATE_LENGTH = 11  # characters of 2024年12月31日, but for the last
_LONGEST = 31
_DAY_HOURS = 24
_LATEST = 2040
"""A year that no page without a date is of."""
_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")}


def check_calendar(view: PageView) -> Iterator[Finding]:
    """Yield the dates of a page that no calendar has, and the events that are counted wrongly."""
    yield from _dates(view)
    yield from _spelled(view)
    yield from _clocks(view)
    yield from _weekdays(view)
    yield from _ordinals(view)


def _dates(view: PageView) -> Iterator[Finding]:
    """Yield months above 12 and days that the month has not."""
    for match in _DATE.finditer(view.text):
        year, month, day = (int(g) if g else None for g in match.groups())
        assert month is not None
        if not 1 <= month <= 12:
            yield doubt_span(view, "no_date", *match.span(), arithmetic=f"一年只有12个月，没有{month}月")
            continue
        last = monthrange(year or 2024, month)[1]
        if day is not None and not 1 <= day <= last:
            printed = view.page.text[slice(*match.span())]
            at = printed.rfind(match[3])
            # The 31st of a short month is its last day; what else was meant by a larger number is open.
            nearest = f"{printed[:at]}{last}{printed[at + len(match[3]) :]}" if last < day <= _LONGEST else ""
            yield doubt_span(
                view,
                "no_date",
                *match.span(),
                arithmetic=f"{month}月只有{last}天",
                suggestion=nearest,
            )


def _spelled(view: PageView) -> Iterator[Finding]:
    """Yield months in words above twelve: 十九月."""
    for match in _SPELLED.finditer(view.text):
        yield doubt_span(view, "no_date", *match.span(), arithmetic="一年只有12个月")


def _clocks(view: PageView) -> Iterator[Finding]:
    """Yield hours above 24 and minutes above 59 where the words before tell the time of a day."""
    for match in _CLOCK.finditer(view.text):
        late = int(match[1]) > 24 or int(match[2]) > 59
        if late and _DAY.search(view.window(match.start() - 6, match.start())):
            yield doubt_span(view, "no_date", *match.span(), arithmetic="一天只有24小时、一小时60分")
    for match in _TOLD.finditer(view.text):
        if int(match[1]) > _DAY_HOURS and _DAY.search(view.window(match.start() - 4, match.start())):
            yield doubt_span(view, "no_date", *match.span(), arithmetic="一天只有24小时")
    for match in _HOUR.finditer(view.text):
        if int(match[1]) > _DAY_HOURS:
            yield doubt_span(view, "no_date", *match.span(), arithmetic="一天只有24小时")


def _weekdays(view: PageView) -> Iterator[Finding]:
    """Yield days of the week that are not those of their dates; a year that is not printed is the page's."""
    low, high = view.page.issue_date_low, view.page.issue_date_high
    known = low[:4] if low and high and low[:4] == high[:4] else None
    for match in _WEEKDAY.finditer(view.text):
        before = max(0, match.start() - _DATE_LENGTH)
        printed = _ITS_DATE.search(view.text[before : match.start()])
        if printed is None:
            continue
        try:
            day = date(int(printed["year"] or known or ""), int(printed["month"]), int(printed["day"]))
        except ValueError:
            continue  # no year, or no such day, which is another rule's
        name = _WEEK[day.weekday()]
        if name != match[1].replace("天", "日"):
            start, end = before + printed.start(), match.end()
            yield doubt_span(
                view,
                "weekday",
                start,
                end,
                arithmetic=f"{day.isoformat()}是星期{name}",
                suggestion=view.page.text[start : end - 1] + name,
                name=name,
            )


def _ordinals(view: PageView) -> Iterator[Finding]:
    """Yield ordinals that are not of their year: 第24个全国安全生产月 is of 2001 + 24.

    The year is the one that the sentence states, else any year in which the page can have been issued.
    """
    events = default_calendar().words["ordinal"]
    for match in _NTH.finditer(view.text):
        following = view.window(match.end(), match.end() + _REACH)
        if match[2] != "个" and not _NATIONAL.match(following):
            continue  # a county counts its own festival's years
        event = next((e for word, e in events.items() if word in following), None)
        n = _cardinal(match[1])
        if event is None or event.base is None or n is None:
            continue
        stated = _STATED.search(view.window(match.start() - 24, match.start()))
        first, last = (int(stated[1]), int(stated[1])) if stated else _years(view, event.base)
        year = event.base + n
        # A page may have its date from this very ordinal, so a year of the far future is a doubt as well.
        if not first <= year <= min(last, _LATEST):
            yield doubt_span(
                view,
                "event_ordinal",
                *match.span(),
                arithmetic=f"{event.base}+{n}={year}年" + (f"，文中为{stated[1]}年" if stated else ""),
                suggestion=f"第{first - event.base}{match[2]}" if stated and match[1].isdigit() else "",
                event=event.name,
                year=str(year),
            )


def _years(view: PageView, base: int) -> tuple[int, int]:
    low, high = view.page.issue_date_low, view.page.issue_date_high
    return (int(low[:4]), int(high[:4])) if low and high else (base, _LATEST)


def _cardinal(text: str) -> int | None:
    """Return the value of a numeral up to 999 in Arabic or Chinese digits."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in _NUMERALS:
            digit = _NUMERALS[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit

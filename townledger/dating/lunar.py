"""Days of the lunar calendar that the festivals give: 除夕, 正月初六, 腊月二十三."""

from __future__ import annotations

import re
from datetime import date, timedelta

from townledger.dating.days import whole
from townledger.dating.events import default_calendar

_FIRST_MONTH = re.compile(r"^(?:农历)?(?:正月|大年)(?:初?([一二三四五六七八九十]{1,3}|\d{1,2}))$")
_LAST_MONTH = re.compile(r"^(?:农历)?腊月(?:初?([一二三四五六七八九十]{1,3}|\d{1,2}))$")
_EVE = frozenset(["除夕", "除夕夜", "大年三十", "年三十"])
_FESTIVALS = {"正月十五": "元宵", "五月初五": "端午", "八月十五": "中秋", "九月初九": "重阳"}
SHORT, LONG = 29, 30
"""Days of a lunar month."""


def lunar_days(words: str, year: int) -> tuple[date, date] | None:
    """Return the first and last day that a lunar day may be in the year whose 春节 it belongs to, or None.

    The last month has 29 or 30 days, so its days are known to within one. Days of other months are known for
    the festivals only.
    """
    calendar = default_calendar()
    if (name := _FESTIVALS.get(words.removeprefix("农历"))) is not None:
        return calendar.festival(name, year)
    spring = calendar.lunar["春节"].get(year)
    if spring is None:
        return None
    if words in _EVE:
        return spring - timedelta(days=1), spring - timedelta(days=1)
    if match := _FIRST_MONTH.match(words):
        count = whole(match[1])
        day = spring + timedelta(days=count - 1)
        return (day, day) if 1 <= count <= SHORT else None
    if match := _LAST_MONTH.match(words):
        count = whole(match[1])
        if not 1 <= count <= LONG:
            return None
        return spring - timedelta(days=LONG - count + 1), spring - timedelta(days=max(SHORT - count + 1, 1))
    return None

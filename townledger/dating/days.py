"""Days and numerals of the calendar: what the readers of dates share."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

from townledger.numbers.numerals import interval

NEWS_LAG = 14
"""Days after an event in which a local newspaper still prints it as news."""


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def lag(day: date) -> date:
    """Return the end of the month in which news of ``day`` is printed at the latest."""
    late = day + timedelta(days=NEWS_LAG)
    return min(month_end(late.year, late.month), date(day.year, 12, 31))


def whole(numeral: str) -> int:
    """Return the whole number that a numeral says, 0 where it says none."""
    low = interval(numeral)[0]
    return int(low) if isinstance(low, Decimal) else 0


def year_of_digits(digits: str) -> int:
    """Return the year that four digits, Arabic or Chinese (二〇二四), write."""
    return int("".join(str(_DIGITS.find(c)) if c in _DIGITS else c for c in digits.translate(_NOUGHTS)))


_DIGITS = "〇一二三四五六七八九"
_NOUGHTS = str.maketrans("○零", "〇〇")

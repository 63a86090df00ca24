"""Evidence for a page's date, and the words around a place in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

_MARKS = re.compile(r"[“”\n]")


@dataclass(slots=True)
class Evidence:
    """What the page says about its date."""

    years: list[tuple[int, int, str]] = field(default_factory=list)  # (rank, year, why)
    earliest: list[tuple[date, str]] = field(default_factory=list)  # events that had happened
    mentioned: list[tuple[date, str]] = field(default_factory=list)  # years named as past in the text
    latest: list[tuple[date, str]] = field(default_factory=list)
    news_days: list[tuple[date, str]] = field(default_factory=list)  # full dates with which news begins
    past_days: list[tuple[int, int, str, bool]] = field(default_factory=list)  # month, day, why, is news
    future_months: list[tuple[int, str]] = field(default_factory=list)
    windows: list[tuple[str, str, str]] = field(default_factory=list)  # MM-DD, MM-DD, why (yearly events)
    seasons: list[tuple[str, str, str]] = field(default_factory=list)


def quote(text: str) -> str:
    """Return words of the page in quotation marks, without the marks and line ends inside them."""
    return f"“{_MARKS.sub('', text)}”"


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a span, or the 120 characters before and 160 after it."""
    lo = max(text.rfind(mark, max(0, start - 120), start) for mark in "。!?\n;")
    stops = [at for mark in "。!?\n" if (at := text.find(mark, end, end + 160)) >= 0]
    return text[max(lo + 1, start - 120) : min(stops, default=end + 160)]


def clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the clause before and after a span."""
    lo = max(text.rfind(mark, max(0, start - 30), start) for mark in ",。!?\n;")
    stops = [at for mark in ",。!?\n;" if (at := text.find(mark, end, end + 20)) >= 0]
    return text[max(lo + 1, start - 30) : start], text[end : min(stops, default=end + 20)]

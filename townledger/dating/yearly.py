"""Events of the calendar on a page: what was held for the n-th time, slogans of a year, words of an era."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from townledger.dating.days import NEWS_LAG, whole
from townledger.dating.events import Calendar, Event, default_calendar
from townledger.dating.evidence import Evidence, quote, sentence
from townledger.lexicon import alternation

_NUMBER = "(?:[0-9]{1,3}|[零〇一二三四五六七八九十百]{1,5})"
_AHEAD = re.compile("来临|到来|临近|前夕|即将|迎接")
_CURRENT = re.compile(
    r"今年|本年|是第|迎来|到来|庆祝|纪念|迎接|献礼|主题|来临|之际|临近|前夕|近日|日前|为契机"
)
_PLAN_YEAR = re.compile(r"(收官|开局|起步)(?:之)?年")
_QUOTES = ("“", "”")
LEAD = 40
"""Characters at the head of an article in which its season is named."""
_NAMED_YEAR = re.compile(r"(?:19|20)\d\d年")
_LAST_YEAR = re.compile("去年|上年")


class _Patterns:
    """The patterns that depend on the calendar, compiled once."""

    def __init__(self, events: Calendar) -> None:
        self.events = events
        marks = r"[“”‘’《》]{0,2}"
        place = "(?:全国|中国|国际|世界|国家|全省|全市|联合国){0,2}"
        self.ordinal = re.compile(
            rf"第\s?({_NUMBER})\s?[个届次]{marks}{place}{marks}({events.patterns['ordinal']})"
        )
        self.anniversary = re.compile(rf"({events.patterns['anniversary']})({_NUMBER})周年")
        self.fixed_kinds = {word: kind for kind in ("since", "era", "theme") for word in events.words[kind]}
        self.fixed = re.compile(alternation(self.fixed_kinds))
        self.plan = re.compile(events.patterns["plan"])
        self.season = re.compile(events.patterns["season"])


@cache
def _patterns() -> _Patterns:
    return _Patterns(default_calendar())


def read_events(text: str, evidence: Evidence) -> None:
    """Add what the numbered events, anniversaries, slogans, eras and plans of ``text`` say of its date."""
    patterns = _patterns()
    words = patterns.events.words
    for match in patterns.ordinal.finditer(text):
        event = words["ordinal"][match[2]]
        _dated_event(text, match, event, whole(match[1]), f"第{match[1]}个", evidence)
    for match in patterns.anniversary.finditer(text):
        _dated_event(
            text, match, words["anniversary"][match[1]], whole(match[2]), f"{match[2]}周年", evidence
        )
    _fixed_words(text, patterns, evidence)
    for match in patterns.plan.finditer(text):
        _plan_year(text, match, words["plan"][match[0]], evidence)


def read_seasons(text: str, leads: set[int], evidence: Evidence) -> None:
    """Add the seasons with which articles begin."""
    patterns = _patterns()
    for lo in sorted(leads):
        for match in patterns.season.finditer(text, lo, lo + LEAD):
            event = patterns.events.words["season"][match[0]]
            evidence.seasons.append((event.first, event.last, quote(match[0])))


def _dated_event(
    text: str, match: re.Match[str], event: Event, count: int, how: str, evidence: Evidence
) -> None:
    around = sentence(text, *match.span())
    if not count or event.base is None:
        return
    if _NAMED_YEAR.search(text, max(0, match.start() - 30), match.start()):
        return
    if not _CURRENT.search(around):
        return
    year = event.base + count
    if _LAST_YEAR.search(text, max(0, match.start() - 20), match.start()):
        year += 1
    why = f"{quote(match[0])}：{event.name}{how}为{event.base + count}年（{event.source}）"
    evidence.years.append((1, year, why))
    if event.kind == "ordinal":  # an anniversary is written about all year
        first = date.fromisoformat(f"{year}-{event.first}")
        if _AHEAD.search(around):
            first = max(first - timedelta(days=NEWS_LAG), date(year, 1, 1))
        evidence.windows.append((f"{first:%m-%d}", event.last, f"{event.name}在{_month_day(event.first)}"))


def _fixed_words(text: str, patterns: _Patterns, evidence: Evidence) -> None:
    era: dict[str, Event] = {}
    seen: set[str] = set()
    for match in patterns.fixed.finditer(text):
        word = match[0]
        kind = patterns.fixed_kinds[word]
        if word in seen:
            continue
        seen.add(word)
        event = patterns.events.words[kind][word]
        if kind == "theme" and event.base is not None:
            evidence.years.append((2, event.base, f"{quote(word)}：{event.source}"))
            evidence.windows.append((event.first, event.last, event.name))
        elif kind == "since":
            evidence.earliest.append((date.fromisoformat(event.first), f"{quote(word)}（{event.source}）"))
        else:
            era[event.name] = event
    if len(era) >= 2:
        for event in era.values():
            evidence.earliest.append((date.fromisoformat(event.first), f"“{event.name}”（{event.source}）"))
            evidence.latest.append((date.fromisoformat(event.last), f"“{event.name}”（{event.source}）"))


def _plan_year(text: str, match: re.Match[str], event: Event, evidence: Evidence) -> None:
    end = match.end() + (text[match.end() : match.end() + 1] in _QUOTES)
    turn = _PLAN_YEAR.search(text, end, end + 12)
    if turn and "今年" in sentence(text, match.start(), end):
        year = int((event.last if turn[1] == "收官" else event.first)[:4])
        evidence.years.append((2, year, f"{quote(text[match.start() : turn.end()])}为{year}年"))
    else:
        start = date.fromisoformat(event.first)
        # A plan is written about a year before it begins.
        evidence.earliest.append((start.replace(year=start.year - 1), f"“{match[0]}”（{event.source}）"))


def _month_day(text: str) -> str:
    """Return 12-02 as 12月2日."""
    month, day = (int(n) for n in text.split("-"))
    return f"{month}月{day}日"

"""The event calendar: what happened when, as data, to tell the date of a page from what it mentions.

``seeds/calendar/events.csv`` has one event a row. ``kind`` says how the row is used:

- ``ordinal``: 第 n 个 …; n + ``base`` is the year, ``from`` and ``to`` the days (MM-DD)
- ``anniversary``: … n 周年; n + ``base`` is the year
- ``theme``: a slogan that belongs to the year ``base`` alone
- ``since``: nobody writes of it before ``from`` (YYYY-MM-DD)
- ``era``: words of the time ``from`` to ``to``; two different ones are needed
- ``plan``: a five-year plan
- ``season``, ``festival``: days of any year (MM-DD)

``checked`` says which printed source a row was compared with; for an ordinal it begins with the year and the
number that the source gives (``2024=23 …``), which must agree with ``base``. Empty: from general knowledge,
not compared. A day that is numbered in two ways (文化和自然遗产日) is left out: it dates nothing.

``seeds/calendar/lunar.csv`` has the days of the lunar festivals, year by year.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from townledger.lexicon import alternation

EVENTS_FILE = Path(__file__).resolve().parents[2] / "seeds" / "calendar" / "events.csv"
LUNAR_FILE = EVENTS_FILE.with_name("lunar.csv")
COLUMNS = ["event", "words", "kind", "base", "from", "to", "source", "checked"]
LUNAR_COLUMNS = ["year", "春节", "元宵", "端午", "中秋", "重阳", "source"]
LUNAR_DAYS = {"春节": 7, "元宵": 1, "端午": 1, "中秋": 1, "重阳": 1}
"""Days that 春节期间, 中秋期间 … count from the festival's own day: the New Year holiday ends on 初七."""
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_DATE = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"(18|19|20)\d\d")
_CHECKED = re.compile(r"((?:19|20)\d\d)=(\d{1,3})(?: .+)")
_NOTHING = re.compile("")
_NEEDS: dict[str, tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]] = {
    "ordinal": (_YEAR, _DAY, _DAY),
    "anniversary": (_YEAR, _DAY, _DAY),
    "theme": (_YEAR, _DAY, _DAY),
    "since": (_NOTHING, _DATE, _NOTHING),
    "era": (_NOTHING, _DATE, _DATE),
    "plan": (_NOTHING, _DATE, _DATE),
    "season": (_NOTHING, _DAY, _DAY),
    "festival": (_NOTHING, _DAY, _DAY),
}


class CalendarError(ValueError):
    """The event calendar is faulty; the message names the file, the line and what to mend."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the event calendar."""

    name: str
    words: tuple[str, ...]
    kind: str
    base: int | None
    first: str
    last: str
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The events by kind and word, with one pattern a kind that finds their words."""

    words: dict[str, dict[str, Event]]
    patterns: dict[str, str]
    lunar: dict[str, dict[int, date]]

    def festival(self, word: str, year: int) -> tuple[date, date] | None:
        """Return the first and the last day of a festival in a year, or None where it is not known."""
        name = word.removesuffix("佳节").removesuffix("节") if word not in self.lunar else word
        name = "春节" if name in ("春", "新春") else name
        if name in self.lunar:
            day = self.lunar[name].get(year)
            return (day, day + timedelta(days=LUNAR_DAYS[name] - 1)) if day else None
        event = self.words["festival"].get(word) or self.words["festival"].get(f"“{word}”")
        if event is None:
            return None
        return date.fromisoformat(f"{year}-{event.first}"), date.fromisoformat(f"{year}-{event.last}")


def load_calendar(path: Path = EVENTS_FILE, lunar: Path = LUNAR_FILE) -> Calendar:
    """Return the event calendar with the lunar festivals.

    Raises
    ------
    CalendarError
        The file cannot be read, its header is another, or a row breaks the rules of its kind.
    """
    words: dict[str, dict[str, Event]] = {kind: {} for kind in _NEEDS}
    for where, cells in _rows(path, COLUMNS):
        event = _event(cells, where)
        for word in event.words:
            if word in words[event.kind]:
                raise CalendarError(f"{where}：“{word}”重复")
            words[event.kind][word] = event
    empty = [kind for kind, found in words.items() if not found]
    if empty:
        raise CalendarError(f"{path.name}：没有 {'、'.join(empty)} 类的事件")
    return Calendar(words, {kind: alternation(found) for kind, found in words.items()}, _load_lunar(lunar))


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of a table behind its header, each with its file and line for messages."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            if next(reader, None) != columns:
                raise CalendarError(f"{path.name} 第1行：表头应为 {','.join(columns)}")
            for cells in reader:
                yield f"{path.name} 第{reader.line_num}行", cells
    except (OSError, UnicodeDecodeError) as error:
        raise CalendarError(f"{path.name}：不能读取（{error}）") from error


def _load_lunar(path: Path) -> dict[str, dict[int, date]]:
    days: dict[str, dict[int, date]] = {name: {} for name in LUNAR_DAYS}
    for where, cells in _rows(path, LUNAR_COLUMNS):
        if len(cells) != len(LUNAR_COLUMNS) or not cells[-1]:
            raise CalendarError(f"{where}：应有{len(LUNAR_COLUMNS)}格，source 不能为空")
        for name, day in zip(LUNAR_DAYS, cells[1:-1], strict=True):
            try:
                days[name][int(cells[0])] = date.fromisoformat(f"{cells[0]}-{day}")
            except ValueError as error:
                raise CalendarError(f"{where}：{name}不能是“{cells[0]}-{day}”") from error
    return days


def _event(cells: list[str], where: str) -> Event:
    if len(cells) != len(COLUMNS):
        raise CalendarError(f"{where}：应有{len(COLUMNS)}格，实有{len(cells)}格")
    name, words, kind, base, first, last, source, checked = cells
    if not (name and source and all(words.split("|"))):
        raise CalendarError(f"{where}：event、words、source 不能为空")
    if kind not in _NEEDS:
        raise CalendarError(f"{where}：kind 不能是“{kind}”，可用 {'、'.join(_NEEDS)}")
    for column, value, pattern in zip(COLUMNS[3:6], (base, first, last), _NEEDS[kind], strict=True):
        if not pattern.fullmatch(value):
            raise CalendarError(f"{where}：{kind} 类的 {column} 不能是“{value}”")
    if kind == "ordinal" and checked:
        match = _CHECKED.fullmatch(checked)
        if match is None or int(base) + int(match[2]) != int(match[1]):
            raise CalendarError(f"{where}：checked 应如“2024=23 来源”，并与 base 相合，不能是“{checked}”")
    return Event(name, tuple(words.split("|")), kind, int(base) if base else None, first, last, source)


@cache
def default_calendar() -> Calendar:
    """Return the calendar in ``seeds/calendar``, loaded once."""
    return load_calendar()

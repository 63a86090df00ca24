"""Periods: the days that words such as 近3年来, 今年上半年 or 自2024年6月 stand for.

A period is resolved against the page's issue date only; what depends on a date that nobody knows is
``(None, None)``. How long it is, is known more often: ``townledger.dating.lengths``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from townledger.dating.events import default_calendar
from townledger.dating.lunar import lunar_days
from townledger.numbers.numerals import interval
from townledger.page.text import shadow

WEEK = 7
RECENT = 14
"""Days that 近日 and 日前 reach back in a newspaper."""

Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class IssueDate:
    """The interval of a page's issue date (both None where the year is undetermined) and why, in Chinese."""

    low: date | None
    high: date | None
    evidence: str

    @property
    def year(self) -> int | None:
        """The year of issue, or None where it is undetermined or the interval spans two."""
        return self.high.year if self.low and self.high and self.low.year == self.high.year else None


NUMERAL = r"(?:\d{1,3}(?:\.\d)?|[零〇一二两三四五六七八九十百半]{1,4})"
YEAR_WORD = (
    r"(?:(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年?度?"
    "|(?:今|去|前|明|来|次|上|当)年|本年度?"
)
_TO = "(?:至|到|-|—|~)+"
_JUNK = re.compile(r"[“”‘’\"'《》()、,。;:\s]|以来的")
_SINCE = re.compile(r"^(?:自|从|自从)?(.+?)(?:(?:开始|起|至今|以来|以后|后)(?:至今|以来)?)$")
_UNTIL = re.compile(r"^(?:截至|截止到?|至|到)(.+)$")
_NOW = re.compile(
    r"^(?:截至|截止到?|到|至)?(?:目前|现在|当前|如今|现今|今|现|记者发稿时?|发稿时?|眼下)(?:为止)?$"
)
_RECENT = re.compile(r"^(?:近日|日前|近期|最近|连日来|近来)$")
_YEAR_RANGE = re.compile(
    rf"^({YEAR_WORD})(?:(\d{{1,2}})月)?{_TO}({YEAR_WORD})(?:(\d{{1,2}})月)?(?:间|期间|底|末)?$"
)
_DATED = re.compile(rf"^(?:在|于)?({YEAR_WORD})?的?(.*)$")
_PLAN = re.compile(
    r"(?:自|从|到|至|截至)?(十[一二三四五六七八九]五)(?:规划)?(期间|时期|以来|末|初|收官之年|开局之年)?"
)
_BEFORE = re.compile(r"^(.+?)(?:之|以)?前$")
_WEEKS = {"本周": 0, "上周": -1}
_YESTERDAY = frozenset(["昨日", "昨天"])
_SEASON = re.compile(r"^(?:今年?|入)([春夏秋])[天季]?(以来|后|来)?$")
_SEASON_MONTHS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11)}
_FILLER = re.compile(r"(?:当年|全年|期间|间|内|以来|份|里|中|假期|长假|小长假)$")
_HALF = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "前两季度": (1, 6), "前二季度": (1, 6)} | {
    "年初": (1, 2),
    "年中": (6, 7),
    "年底": (12, 12),
    "年末": (12, 12),
    "春季": (3, 5),
    "夏季": (6, 8),
    "秋季": (9, 11),
    "春": (3, 5),
    "夏": (6, 8),
    "秋": (9, 11),
}
_QUARTER = re.compile(r"^第?([一二三四1-4])季度?([末底])?$")
_FIRST_MONTHS = re.compile(rf"^前({NUMERAL})个?月$")
_MONTHS = re.compile(rf"^(\d{{1,2}})月?(?:份)?{_TO}(\d{{1,2}})月(?:份|底)?$")
_DAYS = re.compile(rf"^(\d{{1,2}})月(\d{{1,2}})[日号]?{_TO}(?:(\d{{1,2}})月)?(\d{{1,2}})[日号]$")
_DAY = re.compile(
    r"^(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(\d{1,2})[日号]|(上旬|中旬|下旬|初|底|末))?$"
)
LENGTH_BACK = re.compile(
    rf"^(近|最近|过去|这|最近这|在过去)?的?({NUMERAL})(?:余|多)?(个)?(年|月|周|星期|天|日)(?:多|余)?"
    r"((?:以来|来|间|里|内|时间|中)*(?:累计|共|总计)?)$"
)
_THIS = frozenset(["本月", "当月", "上月", "上个月", "全年", "年内", "年初以来", "开年以来"])


def plain(text: str) -> str:
    """Return the words of a period without quotes, brackets, stops and blanks."""
    return _JUNK.sub("", shadow(text))


def count_of(numeral: str) -> float:
    """Return the number that a numeral says, 0 where it says none."""
    low = interval(numeral)[0]
    return float(low) if isinstance(low, Decimal) else 0.0


def _whole_year(word: str, issue: IssueDate) -> int | None:
    """Return the year that 2023年, 二〇二三年, 今年, 去年 … name."""
    digits = word.rstrip("年度")
    if digits[:1].isdigit():
        return int(digits)
    if digits[:1] in "一二":
        return int(count_of(digits.replace("○", "〇")))
    if issue.year is None:
        return None
    back = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "来": 1, "次": 1}
    return issue.year + back[word[0]]


def _months(year: int, first: int, last: int) -> Period:
    if not 1 <= first <= last <= 12:
        return None, None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _year_of(month: int, issue: IssueDate) -> int | None:
    """Return the year of a bare month: the year of issue, or the one before if that lies far ahead."""
    if issue.year is None or issue.low is None:
        return None
    return issue.year - 1 if month - issue.low.month > 6 else issue.year


def _back(day: date, years: float = 0, days: float = 0) -> date:
    months = round(years * 12)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    month += 1
    first = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return first + timedelta(days=1 - days) if years else day - timedelta(days=days - 1)


def resolve_period(text: str, issue: IssueDate) -> Period:
    """Return the first and last day that the words of a period stand for.

    Parameters
    ----------
    text
        Words as printed: ``今年以来``, ``近3年来``, ``2023年当年``, ``1至10月``, ``自2024年6月``.
    issue
        The page's issue date; relative words are resolved against it, never against the clock.

    Returns
    -------
    tuple
        ``(None, None)`` where nothing can be said; one None where the period is open on that side.
    """
    words = plain(text)
    if not words:
        return None, None
    if _NOW.match(words):
        return (None, issue.high) if words[:1] in "截到至" else (issue.low, issue.high)
    if _RECENT.match(words):
        return (issue.low - timedelta(days=RECENT), issue.high) if issue.low else (None, None)
    if (match := _PLAN.fullmatch(words)) and (plan := default_calendar().words["plan"].get(match[1])):
        start, end = date.fromisoformat(plan.first), date.fromisoformat(plan.last)
        if words.endswith("以来"):
            return start, issue.high
        if match[2] in ("末", "收官之年"):
            return (None if words[0] in "到至截" else end.replace(month=1, day=1)), end
        return start, (start.replace(month=12, day=31) if match[2] in ("初", "开局之年") else end)
    if (match := LENGTH_BACK.match(words)) and (match[1] or match[5]):
        return _last(match, issue)
    if words in _THIS:
        return _this(words, issue)
    if words in _WEEKS or words in _YESTERDAY:
        return _near(words, issue)
    if match := _SEASON.match(words):
        return _season(*_SEASON_MONTHS[match[1]], issue, open_end=bool(match[2]))
    if match := _BEFORE.match(words):
        return _before(match[1], issue)
    if match := _YEAR_RANGE.match(words):
        first, last = _whole_year(match[1], issue), _whole_year(match[3], issue)
        if first is None or last is None or first > last:
            return None, None
        return _months(first, int(match[2] or 1), 12)[0], _months(last, 1, int(match[4] or 12))[1]
    if match := _UNTIL.match(words):
        return None, _dated(match[1], issue)[1]
    if match := _SINCE.match(words):
        since = _dated(match[1].removeprefix("自").removeprefix("从"), issue)[0]
        return (since, issue.high) if since and (issue.high is None or since <= issue.high) else (since, None)
    return _dated(words.removeprefix("自").removeprefix("从"), issue, open_end=words[0] in "自从")


def _near(words: str, issue: IssueDate) -> Period:
    """本周, 上周, 昨日: known only where the day of issue is."""
    if issue.low is None or issue.low != issue.high:
        return None, None
    if words in _YESTERDAY:
        return issue.low - timedelta(days=1), issue.low - timedelta(days=1)
    monday = issue.low + timedelta(days=WEEK * _WEEKS[words] - issue.low.weekday())
    return monday, monday + timedelta(days=WEEK - 1)


def _season(first: int, last: int, issue: IssueDate, *, open_end: bool) -> Period:
    """今春, 入秋以来: the season of the year of issue, unless it lies ahead of the page."""
    start, end = _months(issue.year, first, last) if issue.year else (None, None)
    if start is None or issue.high is None or start > issue.high:
        return None, None
    return start, issue.high if open_end else end


def _before(words: str, issue: IssueDate) -> Period:
    """6月底前, 春节前: a period without beginning; 底 and 末 are in it, a day or a feast is not."""
    first, last = _dated(words, issue)
    if first is None or last is None:
        return None, None
    return None, last if words[-1] in "底末" or words.endswith("年") else first - timedelta(days=1)


def _this(words: str, issue: IssueDate) -> Period:
    """本月, 上月, 全年, 年内: the month before, the month or the year of issue, where it is one."""
    if issue.year is None or issue.low is None or issue.high is None:
        return None, None
    if not words.endswith("月"):
        return date(issue.year, 1, 1), issue.high if words.endswith("来") else date(issue.year, 12, 31)
    if issue.low.month != issue.high.month:
        return None, None
    first = issue.low.replace(day=1)
    if words[0] == "上":
        first = (first - timedelta(days=1)).replace(day=1)
    return _months(first.year, first.month, first.month)


def _last(match: re.Match[str], issue: IssueDate) -> Period:
    """近3年来, 十年来, 两年累计: counted back from the issue date; the earliest start is given."""
    if issue.high is None or issue.low is None:
        return None, None
    count, unit = count_of(match[2]), match[4]
    if not 0 < count <= 1000 or (unit == "月") != bool(match[3]):
        return None, None
    if unit == "年":
        return _back(issue.high, years=count), issue.high
    if unit == "月":
        return _back(issue.high, years=count / 12), issue.high
    return _back(issue.high, days=count * (WEEK if unit in ("周", "星期") else 1)), issue.high


def _dated(words: str, issue: IssueDate, *, open_end: bool = False) -> Period:
    match = _DATED.match(words)
    if not match:
        return None, None
    year_word, rest = match[1], match[2]
    year = _whole_year(year_word, issue) if year_word else None
    if year_word and year is None:
        return None, None
    period = _part(rest, year, issue)
    if period == (None, None) and _FILLER.search(rest):
        period = _part(_FILLER.sub("", rest), year, issue)
    open_end = open_end or words.endswith("以来")
    if open_end and period[0]:
        return period[0], issue.high if issue.high and period[0] <= issue.high else None
    return period


def _part(rest: str, year: int | None, issue: IssueDate) -> Period:
    if rest:
        return _inner(rest, year, issue)
    return (date(year, 1, 1), date(year, 12, 31)) if year is not None else (None, None)


def _inner(rest: str, year: int | None, issue: IssueDate) -> Period:
    """Resolve the part of a year: a half, a quarter, months, a day; without a year, the year of issue."""
    here = year if year is not None else issue.year
    if rest in _HALF or f"年{rest}" in _HALF:
        first_month, last_month = _HALF[rest if rest in _HALF else f"年{rest}"]
        if year is None and rest.startswith("前"):
            here = _year_of(last_month, issue)
        return _months(here, first_month, last_month) if here else (None, None)
    if match := _QUARTER.match(rest):
        quarter = int(count_of(match[1]))
        here = year if year is not None else _year_of(3 * quarter, issue)
        return _months(here, 3 * quarter - (0 if match[2] else 2), 3 * quarter) if here else (None, None)
    if match := _FIRST_MONTHS.match(rest):
        last_month = int(count_of(match[1]))
        here = year if year is not None else _year_of(last_month, issue)
        return _months(here, 1, last_month) if here else (None, None)
    if match := _MONTHS.match(rest):
        here = year if year is not None else _year_of(int(match[2]), issue)
        return _months(here, int(match[1]), int(match[2])) if here else (None, None)
    if match := _DAYS.match(rest):
        month = int(match[1])
        here = year if year is not None else _year_of(month, issue)
        if here is None:
            return None, None
        return _day(here, month, int(match[2])), _day(here, int(match[3] or month), int(match[4]))
    if match := _DAY.match(rest):
        month = int(count_of(match[1]))
        here = year if year is not None else _year_of(month, issue)
        if here is None or not 1 <= month <= 12:
            return None, None
        if match[2]:
            day = _day(here, month, int(match[2]))
            return day, day
        first, last = _months(here, month, month)
        if first and last and match[3]:
            span = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20)}.get(match[3], (21, last.day))
            return first.replace(day=span[0]), first.replace(day=span[1])
        return first, last
    days = default_calendar().festival(rest, here) or lunar_days(rest, here) if here else None
    return days or (None, None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

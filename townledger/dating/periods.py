"""Periods: the days that words such as 近3年来, 今年上半年 or 自2024年6月 stand for.

A period is resolved against the page's issue date only; what depends on a date that nobody knows is
``(None, None)``. The length is known more often than the place: 近3年来 is 1,095 days in any year.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from townledger.dating.events import default_calendar
from townledger.numbers.numerals import interval
from townledger.page.text import shadow

YEAR, MONTH, WEEK = 365, 30, 7
"""Days that a bare length asserts: 近3年 is 1,095 days, 两个月 60, 一周 7."""
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


_N = r"(?:\d{1,3}(?:\.\d)?|[零〇一二两三四五六七八九十百半]{1,4})"
_Y = (
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
_YEAR_RANGE = re.compile(rf"^({_Y})(?:(\d{{1,2}})月)?{_TO}({_Y})(?:(\d{{1,2}})月)?(?:间|期间|底|末)?$")
_DATED = re.compile(rf"^(?:在|于)?({_Y})?的?(.*)$")
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
_QUARTER = re.compile(r"^第?([一二三四1-4])季度?$")
_FIRST_MONTHS = re.compile(rf"^前({_N})个?月$")
_MONTHS = re.compile(rf"^(\d{{1,2}})月?(?:份)?{_TO}(\d{{1,2}})月(?:份|底)?$")
_DAYS = re.compile(rf"^(\d{{1,2}})月(\d{{1,2}})[日号]?{_TO}(?:(\d{{1,2}})月)?(\d{{1,2}})[日号]$")
_DAY = re.compile(
    r"^(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(\d{1,2})[日号]|(上旬|中旬|下旬|初|底|末))?$"
)
_LENGTH = re.compile(
    rf"(?P<n>{_N})(?P<more>余|多|来)?(?:个)?(?P<unit>年半|年度|年|季度|季|月|周|星期|礼拜|天|日|小时|分钟)(?P<tail>多|余)?"
)
_LAST = re.compile(
    rf"^(近|最近|过去|这|最近这|在过去)?的?({_N})(?:余|多)?(个)?(年|月|周|星期|天|日)(?:多|余)?"
    r"((?:以来|来|间|里|内|时间|中)*(?:累计|共|总计)?)$"
)
_MONTH_NAME = re.compile(r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|底|初|末)?$")
_THIS = frozenset(["本月", "当月", "上月", "上个月", "全年", "年内", "年初以来", "开年以来"])
_CADENCE = {"日": 1, "天": 1, "周": WEEK, "星期": WEEK, "月": MONTH, "季": 91, "季度": 91, "年": YEAR}
_PER = re.compile(
    r"(?:平均|每|逐)(?:一)?个?(日|天|周|星期|月|季度|季|年)|(日|天|周|月|年)均|^一(日|天|周|月|季|年)$|^(年|日|月)$"
)


def _count(numeral: str) -> float:
    low = interval(numeral)[0]
    return float(low) if isinstance(low, Decimal) else 0.0


def _whole_year(word: str, issue: IssueDate) -> int | None:
    """Return the year that 2023年, 二〇二三年, 今年, 去年 … name."""
    digits = word.rstrip("年度")
    if digits[:1].isdigit():
        return int(digits)
    if digits[:1] in "一二":
        return int(_count(digits.replace("○", "〇")))
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
    words = _JUNK.sub("", shadow(text))
    if not words:
        return None, None
    if _NOW.match(words):
        return (None, issue.high) if words[:1] in "截到至" else (issue.low, issue.high)
    if _RECENT.match(words):
        return (issue.low - timedelta(days=RECENT), issue.high) if issue.low else (None, None)
    if match := re.fullmatch(r"(?:自|从)?(.+五)(?:规划)?(?:期间|时期|以来|末|初|收官之年|开局之年)?", words):
        plan = default_calendar().words["plan"].get(match[1])
        if plan:
            start, end = date.fromisoformat(plan.first), date.fromisoformat(plan.last)
            if words.endswith("以来"):
                return (start, issue.high) if issue.high else (start, None)
            return start, end
    if (match := _LAST.match(words)) and (match[1] or match[5]):
        return _last(match, issue)
    if words in _THIS:
        return _this(words, issue)
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
    count, unit = _count(match[2]), match[4]
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
    return (period[0], issue.high) if open_end and period[0] else period


def _part(rest: str, year: int | None, issue: IssueDate) -> Period:
    if rest:
        return _inner(rest, year, issue)
    return (date(year, 1, 1), date(year, 12, 31)) if year is not None else (None, None)


def _inner(rest: str, year: int | None, issue: IssueDate) -> Period:
    """Resolve the part of a year: a half, a quarter, months, a day; without a year, the year of issue."""
    here = year if year is not None else issue.year
    if rest in _HALF or f"年{rest}" in _HALF:
        return _months(here, *_HALF[rest if rest in _HALF else f"年{rest}"]) if here else (None, None)
    if match := _QUARTER.match(rest):
        quarter = int(_count(match[1]))
        return _months(here, 3 * quarter - 2, 3 * quarter) if here else (None, None)
    if match := _FIRST_MONTHS.match(rest):
        return _months(here, 1, int(_count(match[1]))) if here else (None, None)
    if match := _MONTHS.match(rest):
        return _months(here, int(match[1]), int(match[2])) if here else (None, None)
    if match := _DAYS.match(rest):
        month = int(match[1])
        here = year if year is not None else _year_of(month, issue)
        if here is None:
            return None, None
        return _day(here, month, int(match[2])), _day(here, int(match[3] or month), int(match[4]))
    if match := _DAY.match(rest):
        month = int(_count(match[1]))
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
    days = default_calendar().festival(rest, here) if here else None
    return days or (None, None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def period_days(text: str) -> tuple[float, float] | None:
    """Return the number of days that the words assert, at least and at most, or None where they assert none.

    近3年来 is (1095, 1095), 三年多 (1095, 1460), 每周 (7, 7), 2024年 (366, 366), 今年以来 (1, 366).
    """
    words = _JUNK.sub("", shadow(text))
    if not words:
        return None
    if match := _PER.search(words):
        days = _CADENCE[next(g for g in match.groups() if g)]
        return float(days), float(days)
    if re.fullmatch(r"全?(?:今年|本年度?|当年)(?:以来)?", words) or words in ("年初以来", "开年以来"):
        return 1.0, 366.0
    if re.search(r"^(?:自|从|截|到|至)|起$|开始$|至今$|目前|近日|日前", words):
        return None
    if match := re.fullmatch(r"(.+五)(?:规划)?(?:期间|时期)?", words):
        plan = default_calendar().words["plan"].get(match[1])
        if plan:
            days = (date.fromisoformat(plan.last) - date.fromisoformat(plan.first)).days + 1
            return float(days), float(days)
    bare = words.removeprefix("为期").removeprefix("历时")
    if (
        not _MONTH_NAME.match(words)
        and not re.match(_Y, words)
        and (_LAST.match(words) or _LENGTH.fullmatch(bare))
    ):
        match2 = _LENGTH.search(words)
        return _length(match2) if match2 else None
    if words.endswith("以来"):
        return None
    lengths = []
    for year in (2023, 2024, 2025):  # a leap year and the years around it
        issue = IssueDate(date(year, 12, 31), date(year, 12, 31), "")
        first, last = resolve_period(words, issue)
        if first is None or last is None:
            return None
        lengths.append(float((last - first).days + 1))
    return min(lengths), max(lengths)


def _length(match: re.Match[str]) -> tuple[float, float] | None:
    count = _count(match["n"])
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

"""The issue date of a page, worked out from what is printed on it. Never the wall clock.

Evidence is gathered in one pass over the flow: a printed date; the ordinal of a yearly event (第24个全国安全
生产月); slogans and anniversaries that belong to one year; a year set against 今年; words of an era. They fix
the year, or the page has none (年份未定). Days, months that lie ahead, and seasons then narrow it.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from townledger.dating.events import Calendar, Event, default_calendar
from townledger.dating.periods import IssueDate, period_days, resolve_period
from townledger.numbers.numerals import interval
from townledger.page.layout import Layout

__all__ = ["IssueDate", "issue_date", "period_days", "resolve_period"]

NEWS_LAG = 14
"""Days after an event in which a local newspaper still prints it as news."""

_NUMBER = "(?:[0-9]{1,3}|[零〇一二三四五六七八九十百]{1,5})"
_TIME = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年"
    r"(?:(?P<ym>\d{1,2})月(?:(?P<yd>\d{1,2})[日号])?)?"
    r"|(?P<this>今年)?(?<![\d.])(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?"
)
_DIGITS = "〇一二三四五六七八九"
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
_ISSUE_OF_YEAR = re.compile(r"(?<!》)((?:19|20)\d\d)年?\s?第\s?\d{1,3}\s?[期号]")
_YEAR_ENDS = re.compile(r"((?:19|20)\d\d)年(?:即将|就要|已近|将要)(?:过去|结束|尾声)")
_AHEAD = re.compile("来临|到来|临近|前夕|即将|迎接")
_SPOKEN = re.compile(
    r"^[—(]*((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日"
    r"(?:在.{4,40}(?:会议?|大会|全会)上|.{4,60}(?:通过|批准)(?=\)))"
)
_FUTURE = re.compile(
    r"预计|预期|将于|将在|将[^军士]|计划|拟于|拟在|拟|力争|争取|确保|有望|目标|相信|即将|规划"
)
_BY_THEN = re.compile(r"(?:底|末|初)?(?:之)?前")
_OTHER_YEAR = re.compile(r"去年|上年|前年|每年|历年|次年|明年|来年|往年|农历|当年|(?:19|20)\d\d年")
_CURRENT = re.compile(
    r"今年|本年|是第|迎来|到来|庆祝|纪念|迎接|献礼|主题|来临|之际|临近|前夕|近日|日前|为契机"
)
_CONTRAST = re.compile(
    r"((?:19|20)\d\d)年(当年)?(?!.{0,8}(?:报告|方案|计划|要点|文件|规划))[^。!?\n]{0,160}?今年"
)
_APPOSITION = re.compile(r"(今年|去年|前年)\(?(?:即|,)?((?:19|20)\d\d)年")
_MARKS = re.compile(r"[“”\n]")
_PLAN_YEAR = re.compile(r"(收官|开局|起步)(?:之)?年")
_REPORT_TITLE = re.compile(r"((?:19|20)\d\d)年.{0,12}(?:工作(?:报告|要点|计划|安排|方案)|实施方案|行动方案)")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LUNAR_YEAR = re.compile(
    rf"(?:农历|岁次|(?<=[(，,\s“]))([{_STEMS}])([{_BRANCHES}])[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年(?=[^间])"
)
_NEW_YEAR = re.compile(r"今年|新春|新年|春节|到来|来临|元宵|贺岁|迎春|佳节")
_CYCLE = 1984
"""A year 甲子; the cycle of sixty years that newspapers of our time live in begins with it."""
_BACK = {"今年": 0, "去年": 1, "前年": 2}


@dataclass(slots=True)
class _Evidence:
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


class _Reader:
    """The patterns that depend on the calendar, compiled once."""

    def __init__(self, events: Calendar) -> None:
        self.events = events
        marks = r"[“”‘’《》]{0,2}"
        place = "(?:全国|中国|国际|世界|国家|全省|全市|联合国){0,2}"
        self.ordinal = re.compile(
            rf"第\s?({_NUMBER})\s?[个届次]{marks}{place}{marks}({events.patterns['ordinal']})"
        )
        self.anniversary = re.compile(rf"({events.patterns['anniversary']})({_NUMBER})周年")
        self.fixed = re.compile("|".join(f"(?P<{k}>{events.patterns[k]})" for k in ("theme", "since", "era")))
        self.plan = re.compile(rf"[“”]?({events.patterns['plan']})[“”]?")
        self.season = re.compile(events.patterns["season"])


@cache
def _reader() -> _Reader:
    return _Reader(default_calendar())


def issue_date(layout: Layout, sidecar_date: str | None = None) -> IssueDate:
    """Return the interval in which the page was issued.

    Parameters
    ----------
    layout
        The page.
    sidecar_date
        ISO date, month or year (``2025-06-27``, ``2025-06``, ``2025``) that came with the file; it wins.

    Raises
    ------
    ValueError
        ``sidecar_date`` is none of these.
    """
    if sidecar_date:
        low, high = _iso_interval(str(sidecar_date))
        return IssueDate(low, high, f"随文件说明（sidecar）：{sidecar_date}")
    printed = _printed_date(layout)
    if printed:
        return printed
    if spoken := _spoken_date(layout):
        return spoken
    reader = _reader()
    evidence = _gather(layout, reader)
    return _conclude(evidence)


def _iso_interval(text: str) -> tuple[date, date]:
    if not re.fullmatch(r"\d{4}(?:-\d{1,2}){0,2}", text):
        raise ValueError(f"出版日期“{text}”应写作 2025-06-27、2025-06 或 2025")
    numbers = [int(n) for n in text.split("-")]
    if len(numbers) == 3:
        day = date(*numbers)
        return day, day
    if len(numbers) == 2:
        return date(numbers[0], numbers[1], 1), _month_end(numbers[0], numbers[1])
    return date(numbers[0], 1, 1), date(numbers[0], 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _printed_date(layout: Layout) -> IssueDate | None:
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
        return _date(int(year), int(month), int(day))
    digits = old_year.replace("中华", "").replace("○", "〇").replace("零", "〇")
    if digits.startswith("民国"):
        count = digits.removeprefix("民国")
        value = (
            _count(count) if set(count) & set("百十") else int("".join(str(_DIGITS.index(c)) for c in count))
        )
        return _date(_ROC + value, _count(old_month), _count(old_day))
    return _date(int("".join(str(_DIGITS.index(c)) for c in digits)), _count(old_month), _count(old_day))


def _spoken_date(layout: Layout) -> IssueDate | None:
    """Return the days after a dated dateline, or a speech or an adoption dated under the headline.

    ——2024年1月15日在…会议上; (2023年1月12日…第二次会议通过).
    """
    for article in layout.articles:
        for part in article.parts[:4]:
            text = layout.flow.text[part.start : part.end]
            match = _SPOKEN.match(text) or (_DATELINED.search(text) if part.kind == "byline" else None)
            day = _date(*(int(g) for g in match.groups())) if match else None
            if match and day:
                high = _lag(day)
                where = "电头" if part.kind == "byline" else "题下"
                why = f"{where}“{match[0].lstrip('—(')}”；故为{day.isoformat()}至{high.isoformat()}"
                return IssueDate(day, high, why)
    return None


def _gather(layout: Layout, reader: _Reader) -> _Evidence:
    text = layout.flow.text
    evidence = _Evidence()
    leads = _leads(layout)
    for match in _TIME.finditer(text):
        if match["y"]:
            _explicit_year(text, match, evidence, leads)
        else:
            _bare_month(text, match, evidence, leads)
    for match in reader.ordinal.finditer(text):
        event = reader.events.words["ordinal"][match[2]]
        _dated_event(text, match, event, _count(match[1]), f"第{match[1]}个", evidence)
    for match in reader.anniversary.finditer(text):
        event = reader.events.words["anniversary"][match[1]]
        _dated_event(text, match, event, _count(match[2]), f"{match[2]}周年", evidence)
    _fixed_words(text, reader, evidence)
    for match in reader.plan.finditer(text):
        _plan_year(text, match, reader.events.words["plan"][match[1]], evidence)
    for match in _CONTRAST.finditer(text):
        after = int(match[1]) + 1
        if match[2]:
            evidence.years.append((2, after, f"“{match[1]}年当年……今年”：今年为{match[1]}年的次年"))
        elif not _is_future(text, match.start(), match.start() + 5):
            evidence.mentioned.append((date(after, 1, 1), f"“{match[1]}年……今年”：今年在{match[1]}年之后"))
    for match in _APPOSITION.finditer(text):
        evidence.years.append((1, int(match[2]) + _BACK[match[1]], _quote(match[0])))
    for match in _LUNAR_YEAR.finditer(text):
        stem, branch = _STEMS.index(match[1]), _BRANCHES.index(match[2])
        if stem % 2 == branch % 2 and _NEW_YEAR.search(_sentence(text, *match.span())):
            year = _CYCLE + (6 * stem - 5 * branch) % 60
            evidence.years.append((3, year, f"{_quote(match[0])}为{year}年"))
    for match in _YEAR_ENDS.finditer(text):
        evidence.years.append((2, int(match[1]), _quote(match[0])))
        evidence.windows.append(("12-01", "12-31", _quote(match[0])))
    for article in layout.articles:
        for part in article.parts:
            head = text[part.start : part.end] if part.kind in ("banner", "furniture", "title") else ""
            if len(head) <= 60 and (match2 := _ISSUE_OF_YEAR.search(head)):
                evidence.years.append((2, int(match2[1]), f"刊头“{head}”"))
        if match2 := _REPORT_TITLE.search(article.title):
            evidence.years.append((3, int(match2[1]), f"标题“{article.title}”"))
    for lo in sorted(leads):
        for match in reader.season.finditer(text, lo, lo + 40):
            event = reader.events.words["season"][match[0]]
            evidence.seasons.append((event.first, event.last, _quote(match[0])))
    return evidence


def _leads(layout: Layout) -> set[int]:
    """Return where the text or the caption of each article begins, caption marks and blanks left out."""
    text = layout.flow.text
    leads = set()
    for article in layout.articles:
        part = next((p for p in article.parts if p.kind in ("text", "caption")), None)
        if part is not None:
            at = part.start
            while at < part.end and text[at] in " ▲▶▼◀△▷":
                at += 1
            leads.add(at)
    return leads


def _month_day(text: str) -> str:
    """Return 12-02 as 12月2日."""
    month, day = (int(n) for n in text.split("-"))
    return f"{month}月{day}日"


def _quote(text: str) -> str:
    """Return words of the page in quotation marks, without the marks and line ends inside them."""
    return f"“{_MARKS.sub('', text)}”"


def _count(numeral: str) -> int:
    low = interval(numeral)[0]
    return int(low) if isinstance(low, Decimal) else 0


def _sentence(text: str, start: int, end: int) -> str:
    lo = max(text.rfind(mark, max(0, start - 120), start) for mark in "。!?\n;")
    stops = [at for mark in "。!?\n" if (at := text.find(mark, end, end + 160)) >= 0]
    return text[max(lo + 1, start - 120) : min(stops, default=end + 160)]


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the clause before and after a span."""
    lo = max(text.rfind(mark, max(0, start - 30), start) for mark in ",。!?\n;")
    stops = [at for mark in ",。!?\n;" if (at := text.find(mark, end, end + 20)) >= 0]
    return text[max(lo + 1, start - 30) : start], text[end : min(stops, default=end + 20)]


def _is_future(text: str, start: int, end: int) -> bool:
    before, after = _clause(text, start, end)
    return bool(
        _FUTURE.search(before)
        or before.endswith("到")
        or _BY_THEN.match(after)
        or _FUTURE.match(after)
        or re.match(r"底?(?:将|要|全面完工|全部完工|远景|基本实现)", after)
    )


def _explicit_year(text: str, match: re.Match[str], evidence: _Evidence, leads: set[int]) -> None:
    if _is_future(text, match.start(), match.end()):
        return
    digits = match["y"]
    year = (
        int(digits) if digits[0] in "12" else int("".join(str(_count(c)) for c in digits.replace("○", "〇")))
    )
    if not 1949 <= year <= 2100:
        return
    day = _date(year, int(match["ym"] or 1), int(match["yd"] or 1))
    if day:
        evidence.mentioned.append((day, f"“{match[0]}”已过"))
        if match["yd"] and match.start() in leads:
            evidence.news_days.append((day, f"消息以“{match[0]}”开头"))


def _bare_month(text: str, match: re.Match[str], evidence: _Evidence, leads: set[int]) -> None:
    month, day = int(match["m"]), int(match["d"] or 0)
    if not 1 <= month <= 12 or day > 31:
        return
    start, end = match.span()
    before, after = _clause(text, start, end)
    if _OTHER_YEAR.search(before) or after.startswith(("份至", "至", "-", "—", "龄", "嫂", "光", "亮", "饼")):
        return
    quote = _quote(match[0] + after[:6])
    if _is_future(text, start, end):
        evidence.future_months.append((month, f"{_quote(before[-6:] + match[0] + after[:4])}为将来"))
        return
    is_news = bool(day) and start in leads
    if not is_news and not match["this"] and _in_another_year(text, start):
        return
    if day or match["this"] or before == "" or before.endswith(("自", "从")):
        evidence.past_days.append((month, day, f"{quote}已过", is_news))


def _in_another_year(text: str, start: int) -> bool:
    """Tell whether the nearest year named before ``start`` is another than this one: 2023年3月……。10月……."""
    before = text[max(0, start - 100) : start]
    before = before[before.rfind("\n") + 1 :]
    years = [m.end() for m in _OTHER_YEAR.finditer(before)]
    return bool(years) and not re.search("今年|近日|日前", before[years[-1] :])


def _dated_event(
    text: str, match: re.Match[str], event: Event, count: int, how: str, evidence: _Evidence
) -> None:
    sentence = _sentence(text, *match.span())
    if not count or event.base is None:
        return
    if re.search(r"(?:19|20)\d\d年", text[max(0, match.start() - 30) : match.start()]):
        return
    if not _CURRENT.search(sentence):
        return
    year = event.base + count
    if re.search("去年|上年", text[max(0, match.start() - 20) : match.start()]):
        year += 1
    why = f"{_quote(match[0])}：{event.name}{how}为{event.base + count}年（{event.source}）"
    evidence.years.append((1, year, why))
    if event.kind == "ordinal":  # an anniversary is written about all year
        first = date.fromisoformat(f"{year}-{event.first}")
        if _AHEAD.search(sentence):
            first = max(first - timedelta(days=NEWS_LAG), date(year, 1, 1))
        evidence.windows.append((f"{first:%m-%d}", event.last, f"{event.name}在{_month_day(event.first)}"))


def _fixed_words(text: str, reader: _Reader, evidence: _Evidence) -> None:
    era: dict[str, Event] = {}
    seen: set[str] = set()
    for match in reader.fixed.finditer(text):
        kind, word = str(match.lastgroup), match[0]
        if word in seen:
            continue
        seen.add(word)
        event = reader.events.words[kind][word]
        if kind == "theme" and event.base is not None:
            evidence.years.append((2, event.base, f"{_quote(word)}：{event.source}"))
            evidence.windows.append((event.first, event.last, event.name))
        elif kind == "since":
            evidence.earliest.append((date.fromisoformat(event.first), f"{_quote(word)}（{event.source}）"))
        else:
            era[event.name] = event
    if len(era) >= 2:
        for event in era.values():
            evidence.earliest.append((date.fromisoformat(event.first), f"“{event.name}”（{event.source}）"))
            evidence.latest.append((date.fromisoformat(event.last), f"“{event.name}”（{event.source}）"))


def _plan_year(text: str, match: re.Match[str], event: Event, evidence: _Evidence) -> None:
    end = match.end()
    turn = _PLAN_YEAR.search(text, end, end + 12)
    sentence = _sentence(text, match.start(), end)
    if turn and "今年" in sentence:
        year = int((event.last if turn[1] == "收官" else event.first)[:4])
        evidence.years.append((2, year, f"{_quote(text[match.start() : turn.end()])}为{year}年"))
    else:
        start = date.fromisoformat(event.first)
        # A plan is written about a year before it begins.
        evidence.earliest.append((start.replace(year=start.year - 1), f"“{match[1]}”（{event.source}）"))


def _conclude(evidence: _Evidence) -> IssueDate:
    first = min((rank for rank, _, _ in evidence.years), default=None)
    if first == 1:
        # A yearly event fixes the year for certain: later years on the page lie ahead of it.
        latest = max(year for rank, year, _ in evidence.years if rank == 1)
        evidence.mentioned = [(day, why) for day, why in evidence.mentioned if day.year <= latest]
    floor = max([*evidence.earliest, *evidence.mentioned], default=None)
    ceiling = min(evidence.latest, default=None)
    if floor and ceiling and floor[0] > ceiling[0]:
        ceiling = None
    chain: list[str] = []
    year = _year(evidence, floor, ceiling, chain)
    if year is not None:
        low, high = _narrow(year, evidence, floor, ceiling, chain)
        chain.append(f"故为{low.isoformat()}至{high.isoformat()}")
        return IssueDate(low, high, "；".join(dict.fromkeys(chain)))
    if floor:
        chain.append(f"不早于{floor[0].isoformat()}：{floor[1]}")
    if ceiling:
        chain.append(f"不晚于{ceiling[0].isoformat()}：{ceiling[1]}")
    if evidence.mentioned:
        chain.append(f"候选{max(evidence.mentioned)[0].year}年（文中最晚的年份，未证实）")
    chain.extend(dict.fromkeys(f"时令{why}" for _, _, why in evidence.seasons))
    return IssueDate(None, None, "；".join(["年份未定", *chain]))


def _year(
    evidence: _Evidence,
    floor: tuple[date, str] | None,
    ceiling: tuple[date, str] | None,
    chain: list[str],
) -> int | None:
    """Return the year of issue where the evidence fixes it, and say why in ``chain``."""
    if evidence.years:
        return _year_by_vote(evidence, floor, chain)
    months = Counter((day.year, day.month) for day, _ in evidence.news_days)
    newest = max(evidence.news_days, default=None)
    if newest and months[newest[0].year, newest[0].month] >= 2 and (not floor or floor[0] <= newest[0]):
        chain.append(f"{newest[1]}，同月者{months[newest[0].year, newest[0].month]}篇")
        evidence.past_days.append((newest[0].month, newest[0].day, newest[1], True))
        return newest[0].year
    if floor and ceiling:
        possible = {floor[0].year} & {ceiling[0].year}
        if not possible:
            years = range(floor[0].year, ceiling[0].year + 1)
            fits = [
                {y for y in years if (day := _date(y, m, d)) and floor[0] <= day <= ceiling[0]}
                for m, d, _, _ in evidence.past_days
                if d
            ]
            possible = set.intersection(*fits) if fits else set()
        if len(possible) == 1:
            chain.append(f"不早于{floor[0].isoformat()}：{floor[1]}")
            chain.append(f"不晚于{ceiling[0].isoformat()}：{ceiling[1]}")
            return possible.pop()
    return None


def _year_by_vote(evidence: _Evidence, floor: tuple[date, str] | None, chain: list[str]) -> int | None:
    best = min(rank for rank, _, _ in evidence.years)
    votes = Counter(year for rank, year, _ in evidence.years if rank == best)
    (year, count), *others = votes.most_common()
    reasons = list(dict.fromkeys(why for _, y, why in evidence.years if y == year))
    if others and others[0][1] == count:
        against = dict.fromkeys(why for rank, y, why in evidence.years if y != year and rank == best)
        chain.append("年份证据互相矛盾：" + "；".join([*reasons, *against]))
        return None
    if floor and floor[0].year > year:
        chain.append(f"{reasons[0]}，但不早于{floor[0].isoformat()}（{floor[1]}），互相矛盾")
        return None
    chain.extend(reasons[:3])
    return year


def _narrow(
    year: int,
    evidence: _Evidence,
    floor: tuple[date, str] | None,
    ceiling: tuple[date, str] | None,
    chain: list[str],
) -> tuple[date, date]:
    """Return the interval within ``year`` that days, months ahead, yearly events and seasons leave."""
    low, high = date(year, 1, 1), date(year, 12, 31)
    if floor and floor[0].year == year and floor[0] > low:
        low = floor[0]
        chain.append(f"不早于{low.isoformat()}：{floor[1]}")
    if ceiling and ceiling[0] < high:
        high = max(ceiling[0], low)
    lows, highs = [(low, "")], [(high, "")]
    months = {m for m, _, _, _ in evidence.past_days}
    if not (months & {11, 12} and months & {1, 2}):
        for m, d, why, is_news in evidence.past_days:
            day = _date(year, m, d or 1)
            if day is None or (ceiling and day > ceiling[0]):
                continue
            lows.append((day, why))
            if is_news:
                highs.append((_lag(day), f"{why}，消息不迟于其后{NEWS_LAG}天见报，取至月末"))
    for first, last, why in evidence.windows:
        lows.append((date.fromisoformat(f"{year}-{first}"), why))
        highs.append(
            (_lag(date.fromisoformat(f"{year}-{last}")), f"{why}，消息不迟于其后{NEWS_LAG}天见报，取至月末")
        )
    low, why = max(lows)
    if why:
        chain.append(why)
    newest = [h for h in highs if h[0] >= low]
    for month, why in evidence.future_months:
        end = _month_end(year, month)
        if end >= low:
            newest.append((end, why))
    high, why = min(newest) if newest else (date(year, 12, 31), "")
    if why:
        chain.append(f"{why}，故不晚于{high.isoformat()}")
    if len(lows) == 1 and len(newest) == 1:
        for first, last, why in evidence.seasons:
            start, stop = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
            if low <= start <= stop <= high:
                chain.append(f"时令{why}")
                return start, stop
    return low, high


def _lag(day: date) -> date:
    """Return the end of the month in which news of ``day`` is printed at the latest."""
    late = day + timedelta(days=NEWS_LAG)
    return min(_month_end(late.year, late.month), date(day.year, 12, 31))

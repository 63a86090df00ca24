"""Years, months and days that a page names, and whether they lie behind or ahead of it."""

from __future__ import annotations

import re
from datetime import date

from townledger.dating.days import day_of, year_of_digits
from townledger.dating.evidence import Evidence, clause, quote, sentence
from townledger.page.layout import Layout

_TIME = re.compile(
    r"[\d一二](?<![\d.].)"  # the first figure is read apart: a character class is found faster than a branch
    r"(?:(?:(?:(?<=1)9|(?<=2)0)\d\d|(?<=[一二])[九〇零○][〇零○一二三四五六七八九]{2})(?P<year>年)"
    r"(?:(?P<ym>\d{1,2})月(?:(?P<yd>\d{1,2})[日号])?)?"
    r"|(?<=\d)\d?(?P<month>月)(?:(?P<d>\d{1,2})[日号])?)"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_ISSUE_OF_YEAR = re.compile(r"(?<!》)((?:19|20)\d\d)年?\s?第\s?\d{1,3}\s?[期号]")
_YEAR_ENDS = re.compile(r"((?:19|20)\d\d)年(?:即将|就要|已近|将要)(?:过去|结束|尾声)")
_YEAR_ENDED = re.compile(r"刚刚?过去的((?:19|20)\d\d)年")
_FUTURE = re.compile(
    r"预计|预期|将于|将在|将[^军士]|计划|拟于|拟在|拟|力争|争取|确保|有望|目标|相信|即将|规划"
)
_TO_BE_DONE = re.compile("底?(?:将|要|全面完工|全部完工|远景|基本实现)")
_THIS_YEAR = re.compile("今年|近日|日前")
SUBJECT = 10
"""Characters of a subject between a year and the word that says it lies ahead."""
_BY_THEN = re.compile(r"(?:底|末|初)?(?:之)?前")
_OTHER_YEAR = re.compile(r"去年|上年|前年|每年|历年|次年|明年|来年|往年|农历|当年|(?:19|20)\d\d年")
_CONTRAST = re.compile(
    r"((?:19|20)\d\d)年(当年)?(?!.{0,8}(?:报告|方案|计划|要点|文件|规划))[^。!?\n]{0,160}?今年"
)
_APPOSITION = re.compile(r"(今年|去年|前年)\(?(?:即|,)?((?:19|20)\d\d)年")
_REPORT_TITLE = re.compile(
    r"((?:19|20)\d\d)年(?:(?!度|法治)[^年]{0,6}政府工作报告|[^年]{0,12}(?:工作要点|实施方案|行动方案))"
)
"""Titles of what is issued in the year that they name; a report on a year (年度报告, 总结) comes out after
it, a plan may come out before."""
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LUNAR_YEAR = re.compile(rf"([{_STEMS}])([{_BRANCHES}])[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年(?=[^间])")
_LUNAR_BEFORE = ("农历", "岁次")
_NEW_YEAR = re.compile(r"今年|新春|新年|春节|到来|来临|元宵|贺岁|迎春|佳节")
_CYCLE = 1984
"""A year 甲子; the cycle of sixty years that newspapers of our time live in begins with it."""
_BACK = {"今年": 0, "去年": 1, "前年": 2}


def leads_of(layout: Layout) -> set[int]:
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


def read_named_days(text: str, leads: set[int], evidence: Evidence) -> None:
    """Add the years, months and days that ``text`` names; ``leads`` is where articles begin."""
    for match in _TIME.finditer(text):
        if match["year"]:
            _explicit_year(text, match, evidence, leads)
        else:
            _bare_month(text, match, evidence, leads)


def read_named_years(text: str, evidence: Evidence) -> None:
    """Add the years that ``text`` sets against 今年, or names by the lunar calendar, or says are ending."""
    for match in _CONTRAST.finditer(text):
        after = int(match[1]) + 1
        if match[2]:
            evidence.years.append((2, after, f"“{match[1]}年当年……今年”：今年为{match[1]}年的次年"))
        elif not _is_future(text, match.start(), match.start() + 5):
            evidence.mentioned.append((date(after, 1, 1), f"“{match[1]}年……今年”：今年在{match[1]}年之后"))
    for match in _APPOSITION.finditer(text):
        evidence.years.append((1, int(match[2]) + _BACK[match[1]], quote(match[0])))
    for match in _LUNAR_YEAR.finditer(text):
        stem, branch = _STEMS.index(match[1]), _BRANCHES.index(match[2])
        start, end = match.span()
        if text.endswith(_LUNAR_BEFORE, 0, start):
            start -= 2
        elif not (start and (text[start - 1].isspace() or text[start - 1] in "(,“")):
            continue
        if stem % 2 == branch % 2 and _NEW_YEAR.search(sentence(text, start, end)):
            year = _CYCLE + (6 * stem - 5 * branch) % 60
            evidence.years.append((3, year, f"{quote(text[start:end])}为{year}年"))
    for match in _YEAR_ENDS.finditer(text):
        evidence.years.append((2, int(match[1]), quote(match[0])))
        evidence.windows.append(("12-01", "12-31", quote(match[0])))
    for match in _YEAR_ENDED.finditer(text):
        evidence.years.append((2, int(match[1]) + 1, quote(match[0])))
        evidence.windows.append(("01-01", "03-31", quote(match[0])))


def read_titles(layout: Layout, evidence: Evidence) -> None:
    """Add the years of mastheads and of the titles of reports."""
    text = layout.flow.text
    for article in layout.articles:
        for part in article.parts:
            head = text[part.start : part.end] if part.kind in ("banner", "furniture", "title") else ""
            if len(head) <= 60 and (match := _ISSUE_OF_YEAR.search(head)):
                evidence.years.append((2, int(match[1]), f"刊头“{head}”"))
        if len(set(_YEAR.findall(article.title))) == 1 and (match := _REPORT_TITLE.search(article.title)):
            evidence.years.append((3, int(match[1]), f"标题“{article.title}”"))


def _is_future(text: str, start: int, end: int) -> bool:
    before, after = clause(text, start, end)
    if text.startswith(",", end):  # 2024年,计划完成……; 2024年,我们将……
        after = clause(text, end, end + 1)[1]
        if _FUTURE.search(after, 0, SUBJECT):
            return True
    return bool(
        _FUTURE.search(before)
        or before.endswith("到")
        or _BY_THEN.match(after)
        or _FUTURE.match(after)
        or _TO_BE_DONE.match(after)
    )


def _explicit_year(text: str, match: re.Match[str], evidence: Evidence, leads: set[int]) -> None:
    if _is_future(text, match.start(), match.end()):
        return
    year = year_of_digits(text[match.start() : match.start("year")])
    if not 1949 <= year <= 2100:
        return
    day = day_of(year, int(match["ym"] or 1), int(match["yd"] or 1))
    if day:
        evidence.mentioned.append((day, f"“{match[0]}”已过"))
        if match["yd"] and match.start() in leads:
            evidence.news_days.append((day, f"消息以“{match[0]}”开头"))


def _bare_month(text: str, match: re.Match[str], evidence: Evidence, leads: set[int]) -> None:
    start, end = match.span()
    month, day = int(text[start : match.start("month")]), int(match["d"] or 0)
    if not 1 <= month <= 12 or day > 31:
        return
    this_year = text.endswith("今年", 0, start)
    start -= 2 * this_year
    words = text[start:end]
    before, after = clause(text, start, end)
    if _OTHER_YEAR.search(before) or after.startswith(("份至", "至", "-", "—", "龄", "嫂", "光", "亮", "饼")):
        return
    if _is_future(text, start, end):
        evidence.future_months.append((month, f"{quote(before[-6:] + words + after[:4])}为将来"))
        return
    is_news = bool(day) and start in leads
    if not is_news and not this_year and _in_another_year(text, start):
        return
    if day or this_year or before == "" or before.endswith(("自", "从")):
        evidence.past_days.append((month, day, f"{quote(words + after[:6])}已过", is_news))


def _in_another_year(text: str, start: int) -> bool:
    """Tell whether the nearest year named before ``start`` is another than this one: 2023年3月……。10月……."""
    before = text[max(0, start - 100) : start]
    before = before[before.rfind("\n") + 1 :]
    years = [m.end() for m in _OTHER_YEAR.finditer(before)]
    return bool(years) and not _THIS_YEAR.search(before, years[-1])

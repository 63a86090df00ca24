"""The time that an article's title or a section's heading sets for the figures under it.

A bulletin of 2021 says 全年 and 年末 of 2021, whenever it was printed; what stands under 二、2025年工作安排
is planned. A figure whose own words of time name a year, or look from the day of issue, keeps them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from townledger.dating.periods import IssueDate, Period, resolve_period
from townledger.page.layout import LaidArticle, Layout

_PART = r"(?:上半年|下半年|前?[一二三四]季度|\d{1,2}[-—~至]\d{1,2}月|\d{1,2}月)?"
_YEAR = re.compile(rf"((?:19|20)\d\d年)度?({_PART})")
_ACCOUNT = re.compile(r"公报|统计资料|主要指标|运行情况|工作总结|总结报告|决算|年度报告|年报")
"""Titles of what accounts for the year that it names; a 政府工作报告 looks both back and ahead."""
_BACK = re.compile(r"回顾|总结|成绩|完成情况|执行情况|工作情况|发展情况|运行情况")
_AHEAD = re.compile(r"安排|目标|任务|计划|打算|思路|展望|重点工作|下一步")
_WORK = re.compile(r"工作|重点")
_EARLY = 6
"""Up to this month a heading 2020年主要工作 of a page of 2020 looks ahead; later it may as well look back."""
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "过去一年": -1, "过去的一年": -1}
_RELATIVES = re.compile("|".join(_RELATIVE))
_CHAPTER = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分)")
_OWN_YEAR = re.compile(r"\d{4}|[今去明前]年|[一二][九〇零]|目前|现|近|五|来|[昨今本当]")
_DONE = re.compile(r"已|目前|现有|累计|[去上]年|过去")
_HEADED = frozenset(("heading", "title", "kicker", "subtitle"))


class Section(NamedTuple):
    """What a heading says of the figures under it."""

    text: str
    """Words as printed (2021年, 2024年上半年); blank where it names no time."""
    year: int | None
    planned: bool
    """Whether what follows is still to be done."""


class Sections:
    """The sections of a page, asked by flow offset.

    Parameters
    ----------
    layout
        The page.
    issue
        Its issue date, for headings such as 去年工作回顾.
    """

    def __init__(self, layout: Layout, issue: IssueDate) -> None:
        self._text, self._issue = layout.flow.text, issue
        self._starts: list[int] = []
        self._sections: list[Section | None] = []
        self._resolved: dict[tuple[str, int | None], Period] = {}
        for article in layout.articles:
            self._enter(article)

    def at(self, offset: int) -> Section | None:
        """Return the section that a flow offset lies in, None where no heading says anything of time."""
        at = bisect_right(self._starts, offset) - 1
        return self._sections[at] if at >= 0 else None

    def resolve(self, words: str, section: Section | None) -> Period:
        """Return the days of a figure's words of time: 全年 and 年末 are of the section's year."""
        if not words:
            return None, None
        key = words, section.year if section else None
        if key not in self._resolved:
            year = section.year if section and not _OWN_YEAR.search(words) else None
            last = date(year, 12, 31) if year else None
            issue = IssueDate(last, last, "") if last else self._issue
            self._resolved[key] = resolve_period(words, issue)
        return self._resolved[key]

    def is_planned(self, section: Section | None, sentence: int, number: int, words: str) -> bool:
        """Tell whether a figure that nothing else calls planned is, because of its heading.

        ``sentence`` and ``number`` are where both begin, ``words`` the figure's own words of time.
        """
        if not section or not section.planned or _DONE.search(self._text, sentence, number):
            return False
        named = _YEAR.search(words)
        return not named or section.year is None or int(named[1][:4]) >= section.year

    def _enter(self, article: LaidArticle) -> None:
        headings = [
            (part, self._text[part.start : part.end]) for part in article.parts if part.kind in _HEADED
        ]
        title = " ".join(text for part, text in headings if part.kind != "heading")
        whole = _titled(title)
        self._starts.append(article.start)
        self._sections.append(whole)
        for part, text in headings:
            if part.kind != "heading":
                continue
            section = self._section(text)
            if section or _CHAPTER.match(text):
                self._starts.append(part.start)
                self._sections.append(section or whole)

    def _is_to_come(self, year: int) -> bool:
        issue = self._issue.high
        return issue is not None and (year > issue.year or (year == issue.year and issue.month <= _EARLY))

    def _section(self, heading: str) -> Section | None:
        years = _YEAR.findall(heading)
        ahead, back = _AHEAD.search(heading) is not None, _BACK.search(heading) is not None
        if not ahead and not back and len(years) == 1:
            year = int(years[0][0][:4])
            if not _WORK.search(heading):
                return Section("", year, planned=False) if _CHAPTER.match(heading) else None
            ahead = self._is_to_come(year)
        if len(years) == 1:
            return Section("".join(years[0]), int(years[0][0][:4]), ahead)
        relative = _RELATIVES.search(heading)
        if relative and not years and self._issue.year:
            return Section(relative[0], self._issue.year + _RELATIVE[relative[0]], ahead)
        return Section("", None, planned=True) if ahead and not years else None


def _titled(title: str) -> Section | None:
    """Return what the year in a title sets for all of the article; an account's is the period itself."""
    years = _YEAR.findall(title)
    if len(years) != 1:
        return None
    text = "".join(years[0]) if _ACCOUNT.search(title) else ""
    return Section(text, int(years[0][0][:4]), planned=False)

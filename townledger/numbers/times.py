"""Calendar dates and clock times: numbers that place something in time and measure nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from townledger.lexicon import alternation
from townledger.numbers.lexical import word_list
from townledger.numbers.mention import Found, Numeral
from townledger.numbers.printed import value_of
from townledger.page.text import shadow

_CN = "[零〇一二三四五六七八九十]"
_DAY = rf"(?:[12]?\d|3[01]|{_CN}{{1,3}})"
_PART = r"(?:底|初|末|中旬|上旬|下旬)"
_NOT_A_YEAR = r"(?![多余]|来[,的]|历史|的历史|前(?!后)|树龄|级|期间内|间)"

_DATE = re.compile(
    rf"""(?:
      (?:1[3-9]|20)\d\d\ ?年{_NOT_A_YEAR}                         # 2024年6月18日
      (?:\ ?(?:1[0-2]|0?[1-9])\ ?月(?:\ ?{_DAY}[日号]|{_PART})?)?
    | (?:19\d\d|20(?!00)\d\d)\ ?年(?=前)                                # 2017年前; 1700年前 is a length
    | (?:1[5-9]|20)\d\d(?=[-—~至到、和](?:(?:1[5-9]|20)\d\d)年)  # 2021—2023年
    | (?:1[89]|20)\d\d(?=(?:[-—~]{{1,2}}(?:\d\d){{1,2}})?(?:年度|学年|赛季|财年))
    | (?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)
    | [一二][零〇一二三四五六七八九]{{3}}年(?:{_CN}{{1,2}}月(?:{_CN}{{1,3}}[日号]|{_PART})?)?  # 二〇二五年
    | (?:1[0-2]|0?[1-9])\ ?月(?:\ ?{_DAY}[日号]|{_PART})?(?![龄嫂])  # 6月24日
    | (?:十[一二]?|[一二三四五六七八九])月(?:{_CN}{{1,3}}[日号]|{_PART})?(?![龄嫂])  # 十月一日
    | (?:1[0-2]|0?[1-9])(?=[-—~至到、](?:1[0-2]|0?[1-9])月(?!龄))  # 1至10月
    | (?:\d\d|二十|十[五六七八九])世纪(?:\d0|[一二三四五六七八九]十)?(?:年代)?
    | (?:\d0|[一二三四五六七八九]十)年代
    | [一二三四1-4]季度(?!末?的?检)
    )""",
    re.VERBOSE,
)
_ARABIC_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_LONE_DAY = re.compile(
    rf"(?:{_ARABIC_DAY}(?:[-—~至]{{1,2}}{_ARABIC_DAY})?|[一二三]?十[一二三四五六七八九]?|三十一?)"
    r"日(?![内均产处供游])"
)
_FIRST_MONTHS = re.compile("个月(?=,|[全我本各]|累计|规模|实现|完成|财政|固定|社会|进出)")
_ACCOUNT = re.compile(r"(?:^|[年,。;:!?“(、\s])前$")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![:\d.])(?!的?比例)")
_MINUTES = r"(?:[0-5]?\d|[一二三四五]?十?[一二三四五六七八九])"
_HOUR = re.compile(
    r"(?:[01]?\d|2[0-4]|十[一二]?|[一二三四五六七八九两])"
    rf"(?:时(?![代候间期常段效速长令])(?:{_MINUTES}分?|整|许)?"
    r"|点(?:[0-5]?\d分?|[一二三四五]?十[一二三四五六七八九]?分?|半|钟|整|许|多钟|左右)"
    r"|点(?=[,。;、至到—~-]|前后|之?前|之?后))"
)
_BARE_HOUR = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})[点时]")
_DAYTIME = re.compile(r"(?:上午|下午|凌晨|早晨|早上|晚上|中午|傍晚|清晨|深夜|晚|早|午后|午夜|半夜|夜里)$")
_STRETCH = re.compile(
    r"(?:为期|历时|连续|共|近|约|达|拘留|用时|耗时|长达|不到|超过|多|仅用|提前|每|累计|最长|满|延长|推迟|超|个月|零)$"
)
_LUNAR = re.compile(r"(?:农历|正月|腊月|冬月|[初廿]|[一二三四五六七八九十]月)$")
_AFTER_CLOCK = re.compile(r"\d{1,2}(?:[点时](?:\d{1,2}分?|半|整)?|:\d\d)[到至~—-]+$")
_REIGN = re.compile(rf"(?:{alternation(map(shadow, word_list('reign_titles')))})$")
_REIGN_YEAR = re.compile(r"(?:[一二三四五六七八九十百]{1,5}|元|\d{1,4})年")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)$")
_LUNAR_DAY = re.compile(r"[一二三四五六七八九十]{1,3}(?![年月天个名户次元亩])")
_QUOTED_NAME = re.compile(r"[^“”‘’,。;]{0,6}[”’]")
_AHEAD = frozenset("年月日号世季学赛财个点时:-—~–至到、和./ ")
"""What stands behind the first numeral of a date or a clock time, …"""
_BEHIND = frozenset("历月初廿期拜周")
"""… unless it stands behind one of these (农历初五, 周三)."""


def clock_or_date(n: Numeral) -> Found | None:
    """Return the date or clock time that begins with the numeral, or None.

    A bare day (24日) is a date unless the words in front of it measure a stretch (为期3日, 连续5日).
    """
    if n.inner or not (n.next in _AHEAD or n.last in _BEHIND or "点" in n.core):
        return None
    for rule in _RULES:
        found = rule(n)
        if found is not None:
            return found
    return None


def _reign_year(n: Numeral) -> Found | None:
    """光绪二十年, 民国18年."""
    if n.next != "年":
        return None
    match = _REIGN_YEAR.match(n.text, n.start) if _REIGN.search(n.before) else None
    return Found(n.start, match.end(), "date", "年号纪年") if match else None


def _date(n: Numeral) -> Found | None:
    match = _DATE.match(n.text, n.start)
    if match is None:
        return None
    if match[0].endswith("月") and not match[0].startswith(("1", "20")) and _STRETCH.search(n.before):
        return None
    if n.last == "第" and "世纪" not in match[0]:
        return Found(n.start, match.end(), "ordinal", "序数")
    return Found(n.start, match.end(), "date", "日期")


def _first_months(n: Numeral) -> Found | None:
    """Know the 11个月 of 前11个月 as months of the calendar where the words speak of a year's account."""
    if n.last != "前" or n.next != "个" or not _FIRST_MONTHS.match(n.text, n.end):
        return None
    low, high = value_of(n)
    if low is None or high is None or high > 12 or not _ACCOUNT.search(n.before):
        return None
    return Found(n.start, n.end + 2, "date", "日期")


def _lone_day(n: Numeral) -> Found | None:
    match = _LONE_DAY.match(n.text, n.start) if n.next and n.next in "日-—~至" else None
    if match is None or n.last == "第" or _STRETCH.search(n.before):
        return None
    return Found(n.start, match.end(), "date", "日期")


def _clock(n: Numeral) -> Found | None:
    """8:30, 15时20分, 下午三点; “四点半课堂” is a name."""
    if n.next not in (":", "点", "时") and "点" not in n.core:  # 八点二十分 begins like 八点二
        return None
    match = _CLOCK.match(n.text, n.start)
    if match:
        return Found(n.start, match.end(), "date", "钟点")
    if n.last == "第":
        return None
    match = _HOUR.match(n.text, n.start)
    if match:
        if n.last in ("“", "‘") and _QUOTED_NAME.match(n.text, match.end()):
            return Found(n.start, match.end(), "name", "引号内的名称")
        follows = n.text[match.end() : match.end() + 1]
        if match[0][-1] != "点" or _tells_time(n) or (follows and follows in "至到—~-"):
            return Found(n.start, match.end(), "date", "钟点")
    bare = _BARE_HOUR.match(n.text, n.start) if _tells_time(n) else None
    return Found(n.start, bare.end(), "date", "钟点") if bare else None


def _tells_time(n: Numeral) -> bool:
    """Tell whether a time of day or an earlier clock time stands in front."""
    return _DAYTIME.search(n.before) is not None or _AFTER_CLOCK.search(n.before) is not None


def _weekday(n: Numeral) -> Found | None:
    if n.text[n.start] not in "一二三四五六" or not _WEEKDAY.search(n.before):
        return None
    if n.text[n.start + 1 : n.start + 2] in ("个", "次", "天", "场", "回", "期"):
        return None
    return Found(n.start, n.start + 1, "date", "星期")


def _lunar_day(n: Numeral) -> Found | None:
    """农历五月初五, 腊月廿三."""
    match = None if n.arabic or not _LUNAR.search(n.before) else _LUNAR_DAY.match(n.text, n.start)
    return Found(n.start, match.end(), "date", "农历日期") if match else None


_RULES: tuple[Callable[[Numeral], Found | None], ...] = (
    _reign_year,
    _date,
    _first_months,
    _lone_day,
    _clock,
    _weekday,
    _lunar_day,
)

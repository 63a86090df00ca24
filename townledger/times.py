"""Calendar dates and clock times: numbers that place something in time and measure nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

_CN = "[零〇一二三四五六七八九十]"
_DAY = rf"(?:[12]?\d|3[01]|{_CN}{{1,3}})"
_PART = r"(?:底|初|末|中旬|上旬|下旬)"
_NOT_A_YEAR = r"(?![多余]|来[,的]|历史|的历史|前(?!后)|树龄|级|期间内|间)"


class TimeForm(NamedTuple):
    """A date or a clock time that ends at ``end``."""

    end: int
    class_: str
    reason: str


DATE = re.compile(
    rf"""(?:
      (?:1[5-9]|20)\d\d\ ?年{_NOT_A_YEAR}(?:\ ?(?:1[0-2]|0?[1-9])\ ?月(?:\ ?{_DAY}[日号]|{_PART})?)?  # 2024年6月18日
    | (?:1[5-9]|20)\d\d(?=[-—~至到、和](?:(?:1[5-9]|20)\d\d)年)                                  # 2021—2023年
    | (?:1[89]|20)\d\d(?=(?:[-—~]\d\d)?(?:年度|学年|赛季|财年))
    | (?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)
    | [一二][零〇一二三四五六七八九]{{3}}年(?:{_CN}{{1,2}}月(?:{_CN}{{1,3}}[日号]|{_PART})?)?      # 二〇二五年
    | (?:1[0-2]|0?[1-9])\ ?月(?:\ ?{_DAY}[日号]|{_PART})?(?![龄嫂])                                # 6月24日
    | (?:十[一二]?|[一二三四五六七八九])月(?:{_CN}{{1,3}}[日号]|{_PART})?(?![龄嫂])                # 十月一日
    | (?:1[0-2]|0?[1-9])(?=[-—~至到、](?:1[0-2]|0?[1-9])月(?!龄))                                # 1至10月
    | (?:\d\d|二十|十[五六七八九])世纪(?:\d0|[一二三四五六七八九]十)?(?:年代)?
    | (?:\d0|[一二三四五六七八九]十)年代
    | [一二三四1-4]季度(?!末?的?检)
    )""",
    re.VERBOSE,
)
_LONE_DAY = re.compile(
    r"(?:3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|三十一?)日(?![内均产处供游])"
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![:\d.])(?!的?比例)")
_HOUR = re.compile(
    r"(?:[01]?\d|2[0-4]|十[一二]?|[一二三四五六七八九两])(?:时(?![代候间期常段效速长令])(?:(?:[0-5]?\d|[一二三四五]?十?[一二三四五六七八九])分?|整|许)?"
    r"|点(?:[0-5]?\d分?|[一二三四五]?十[一二三四五六七八九]?分?|半|钟|整|许|多钟|左右)"
    r"|点(?=[,。;、至到—~-]|前后|之?前|之?后))"
)
_DAYTIME = re.compile(r"(?:上午|下午|凌晨|早晨|早上|晚上|中午|傍晚|清晨|深夜|晚|早|午后|午夜|半夜)$")
_SPAN_WORD = re.compile(
    r"(?:为期|历时|连续|共|近|约|达|拘留|用时|耗时|长达|不到|超过|多|仅用|提前|每|累计|最长|满|延长|推迟|超)$"
)
_LUNAR = re.compile(r"(?:农历|正月|腊月|冬月|[初廿]|[一二三四五六七八九十]月)$")
_AFTER_CLOCK = re.compile(r"\d{1,2}(?:[点时](?:\d{1,2}分?|半|整)?|:\d\d)[到至~—-]+$")
_REIGN = re.compile(
    r"(?:民国|公元前?|洪武|永乐|万历|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元)$"
)
_REIGN_YEAR = re.compile(r"(?:[一二三四五六七八九十百]{1,5}|元|\d{1,4})年")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)$")
_LUNAR_DAY = re.compile(r"[一二三四五六七八九十]{1,3}(?![年月天个名户次元亩])")


def clock_or_date(text: str, start: int) -> TimeForm | None:
    """Return the date or clock time whose numeral begins at ``start``, or None.

    A bare day (24日) is a date unless the words in front of it measure a stretch (为期3日, 连续5日).
    """
    before = text[max(0, start - 6) : start]
    if _REIGN.search(before):
        match = _REIGN_YEAR.match(text, start)
        if match:
            return TimeForm(match.end(), "date", "年号纪年")
    match = DATE.match(text, start)
    if match:
        if match[0].endswith("月") and _SPAN_WORD.search(before) and not match[0].startswith(("1", "20")):
            return None
        if before.endswith("第"):
            return TimeForm(match.end(), "ordinal" if "世纪" not in match[0] else "date", "序数")
        return TimeForm(match.end(), "date", "日期")
    match = _LONE_DAY.match(text, start)
    if match and not _SPAN_WORD.search(before) and not before.endswith("第"):
        return TimeForm(match.end(), "date", "日期")
    match = _CLOCK.match(text, start)
    if match and ":" in match[0]:
        return TimeForm(match.end(), "date", "钟点")
    match = _HOUR.match(text, start)
    if match and not before.endswith("第"):
        bare = match[0][-1] == "点"
        named = _named(text, start, match.end())
        if named:
            return named
        if (
            not bare
            or _DAYTIME.search(before)
            or _AFTER_CLOCK.search(text, max(0, start - 8), start)
            or text[match.end() : match.end() + 1] in "至到—~-"
        ):
            return TimeForm(match.end(), "date", "钟点")
    if _DAYTIME.search(before) or _AFTER_CLOCK.search(text, max(0, start - 8), start):
        match = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十两]{1,2})[点时]").match(text, start)
        if match:
            return TimeForm(match.end(), "date", "钟点")
    if (
        _WEEKDAY.search(before)
        and text[start] in "一二三四五六日"
        and text[start + 1 : start + 2] not in "个次天场回期"
    ):
        return TimeForm(start + 1, "date", "星期")
    if _LUNAR.search(before) and before[-1:] not in "个":
        match = _LUNAR_DAY.match(text, start)
        if match and (before[-1] in "月历初廿"):
            return TimeForm(match.end(), "date", "农历日期")
    return None


_NAMED = re.compile(r"[^“”‘’,。;]{0,6}[”’]")


def _named(text: str, start: int, end: int) -> TimeForm | None:
    """“四点半课堂”: a clock time that opens a short quotation is part of a name."""
    if text[start - 1 : start] not in ("“", "‘") or not _NAMED.match(text, end):
        return None
    return TimeForm(end, "name", "引号内的名称")

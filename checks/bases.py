"""What a figure is divided by: days, people, households, villages, land, or another figure of the page.

The best base there is comes first: a figure of the same page about the same place; the place table; the
register; at last what a place of that level can have at all. A base that is not certain is an interval, and
the whole interval is used.
"""

from __future__ import annotations

import datetime as dt
import re

from checks.base import REGISTER_DATE, VILLAGES, Base, ceiling, printed_villages, same_subject
from checks.intervals import Interval, canonical, exactly, meaning, span
from checks.levels import has_own_code, level_of
from checks.norms import DAYS, Norm, load_areas
from checks.population import households, persons
from checks.view import PageView, names
from townledger.dating.lengths import period_days
from townledger.places.register import Register
from townledger.records import Metric

_COUNTED = re.compile(r"\d[^\d,;。]{0,4},面积")
"""保护区3个,面积7平方公里: the area of what was counted, not of the place."""
_SHORT = 24  # characters before a figure in which that stands
_LAND = re.compile(
    r"(?:^|[省市县区旗乡镇村内道])(?P<whole>行政区域|国土|土地|辖区|幅员|版图|区域)?总?面积(?:为|约|达|有|共)*$"
)
_LEAST_LAND = 1e6  # m²; a smaller figure is that of a building, unless its words say otherwise
_PER_TIME = (
    (1.0, re.compile(r"日均|每日|每天|日产|日清运|日处理|日收集|日转运|一天|天天")),
    (7.0, re.compile(r"每周|周均|一周")),
    (30.4, re.compile(r"每月|月均|月产")),
    (365.0, re.compile(r"每年|年均|年产|年处理|年清运|常年")),
)
_ANYTHING = "[^,、]*"  # the pattern of norms whose base may be any figure beside theirs
_MEAN = re.compile(r"(?:[人户亩村棚头]均|平均每?|每[^,、]{1,2})[^,、]{0,6}$")
_UNIT_TIME = {"天": 1.0, "日": 1.0, "d": 1.0, "周": 7.0, "月": 30.4, "年": 365.0, "a": 365.0}


def base_for(view: PageView, metric: Metric, norm: Norm, register: Register) -> Base | None:
    """Return the best base of a norm for a figure, or None where the page and the tables give none."""
    match norm.base:
        case "persons":
            return persons(view, metric, register)
        case "households":
            return households(view, metric, register)
        case "villages":
            return villages(view, metric, register)
        case "towns":
            return towns(metric, register)
        case "area":
            return area(view, metric)
        case "figure":
            return figure(view, metric, norm)
    return Base(exactly(norm.base_unit), norm.base_unit, "", "page")


def days(view: PageView, metric: Metric) -> Base:
    """Return the days that the figure covers, from its unit, its wording or its period."""
    per = metric.unit.rpartition("/")[2] if "/" in metric.unit else ""
    if per in _UNIT_TIME:
        return Base(exactly(_UNIT_TIME[per]), _UNIT_TIME[per], f"{_UNIT_TIME[per]:g}天", "page")
    nearby = view.before(metric, 16) + metric.period_text
    for length, words in _PER_TIME:
        if words.search(nearby):
            return Base(exactly(length), length, f"{length:g}天", "page")
    said = period_days(metric.period_text) if metric.period_text else None
    if said:
        low, high = said
        if low > 0 and high > 0:
            return Base(Interval(low, high), high, f"{span(Interval(low, high))}天", "page")
    if metric.period_start and metric.period_end:
        length = float(
            (dt.date.fromisoformat(metric.period_end) - dt.date.fromisoformat(metric.period_start)).days + 1
        )
        if length > 0:
            return Base(Interval(min(length, 30.0), length), length, f"{length:g}天", "page")
    return Base(Interval(1, 3653), 365.0, "期限未写明，按最长10年3653天", "ceiling")


def time_for(view: PageView, metric: Metric, norm: Norm) -> Base | None:
    """Return the figure's length of time in the norm's own unit of time, or None for a norm without time."""
    if not norm.per:
        return None
    found = days(view, metric)
    length = DAYS[norm.per]
    return Base(found.range.times(1 / length), found.likely / length, found.words, found.grade)


def villages(view: PageView, metric: Metric, register: Register) -> Base | None:
    """Return the villages that the figure is spread over: its sentence's, else the place's."""
    for other in view.companions(metric):
        n = meaning(other)
        if n and other.unit in ("个", "村", "个村") and names(VILLAGES, view.phrases(other)):
            return Base(n, n.low, f"{other.text}村", "page", (other.metric_id,))
    level = level_of(metric)
    if level == "village":
        return Base(exactly(1.0), 1.0, "1个村", "page")
    if printed := printed_villages(view, metric):
        return printed
    if not metric.place_code or not has_own_code(metric):
        return ceiling(metric, "villages", "个村", view)
    counts = register.village_count(metric.place_code)
    total = counts.villages + counts.communities
    if not total:
        return None
    low = max(1, counts.villages)
    words = f"{counts.villages}个村"
    words += f"、{counts.communities}个社区" if counts.communities else ""
    return Base(Interval(low, total), total, f"{words}（{REGISTER_DATE}区划代码）", "published")


def towns(metric: Metric, register: Register) -> Base | None:
    """Return the towns of the place that the figure is about."""
    if level_of(metric) == "township":
        return Base(exactly(1.0), 1.0, "1个乡镇", "page")
    code = metric.place_code if has_own_code(metric) else None
    count = len(register.children(code, "township")) if code else 0
    return (
        Base(exactly(count), count, f"{count}个乡镇（{REGISTER_DATE}区划代码）", "published")
        if count
        else None
    )


def area(view: PageView, metric: Metric) -> Base | None:
    """Return the land of the place that the figure is about, in m²."""
    known = load_areas().get(metric.place_code or "") if has_own_code(metric) else None
    if known and known.area_km2:
        square_metres = known.area_km2 * 1e6
        return Base(
            Interval(0.9 * square_metres, 1.1 * square_metres),
            square_metres,
            f"{known.name}{known.area_km2:g}平方公里（{known.publication}，{known.year}年）",
            "published",
        )
    if printed := _printed_area(view, metric):
        return printed
    limit = ceiling(metric, "area", "平方公里", view)
    return None if limit is None else Base(limit.range.times(1e6), limit.likely * 1e6, limit.words, "ceiling")


def _printed_area(view: PageView, metric: Metric) -> Base | None:
    """Return the land of the place that the article prints: 皂角镇面积15平方公里."""
    for other in view.same_place(metric):
        found = canonical(other) if other.dimension == "area" else None
        words = _LAND.search(view.phrases(other).left) if found and found.low > 0 else None
        counted = words and not words["whole"] and _COUNTED.search(view.before(other, _SHORT))
        if not found or not words or counted:
            continue
        if (words["whole"] or found.low >= _LEAST_LAND) and same_subject(metric, other):
            return Base(found, found.low, f"{other.text}（同文）", "page", (other.metric_id,))
    return None


def figure(view: PageView, metric: Metric, norm: Norm) -> Base | None:
    """Return the figure that the norm divides by: next to it; with a rate in time, of the same place."""
    pools = [view.neighbours(metric)]
    if norm.base_items and norm.base_items.pattern != _ANYTHING:
        pools.append(view.just_before(metric))
    if norm.per:
        pools += [view.companions(metric), list(view.same_place(metric))]
    for pool in pools:
        for other in pool:
            if not is_dimension(other, norm.base_dimension) or other.class_ != "quantity":
                continue
            if norm.base_items and not names(norm.base_items, view.phrases(other)):
                continue
            meant = canonical(other)
            if meant and meant.low > 0 and (not is_mean(view, other) or is_mean(view, metric)):
                return Base(
                    meant.times(1 / norm.base_unit),
                    meant.low / norm.base_unit,
                    other.text,
                    "page",
                    (other.metric_id,),
                )
    return None


def is_mean(view: PageView, metric: Metric) -> bool:
    """Tell whether a figure is a mean, which no total is divided by: 亩均产值2828元."""
    return _MEAN.search(view.phrases(metric).left) is not None


def is_dimension(metric: Metric, dimension: str) -> bool:
    """Tell whether a figure has a dimension; ``unit:人|名`` asks for a classifier instead."""
    if dimension.startswith("unit:"):
        return metric.unit in dimension[5:].split("|")
    return metric.dimension == dimension or (dimension == "count" and metric.dimension == "")

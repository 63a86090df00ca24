"""Cadence (节律): how often something is done, against how often it was done in all.

每周开展1次广播 in each of 13 villages since the beginning of 2023 makes some 1700 times; the page's 1800余次
is of that order. A cadence is kept loosely, so a product that is not met is no doubt: only bonds that hold
are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from checks.base import REGISTER_DATE
from checks.intervals import Interval, meaning, show, span
from checks.records import Relation
from checks.say import relation
from checks.view import PageView
from townledger.dating.lengths import period_days
from townledger.places.register import Register
from townledger.records import Metric

SLACK = 0.15
"""Times may be missed or added: both sides of a product may be off by this share."""

_TIMES = frozenset({"次", "场", "场次", "期", "批", "轮"})
_COMMON = 3  # characters that the words of a cadence and of its total must have in common
_LIST = 90  # characters before a cadence in which a list says that every village keeps it
_LONG = 2 * 365  # days from which a mean a year says something
_SUMMED = re.compile(r"累计|总计|合计|共|先后")
_EACH = re.compile(r"(?:每个?|各)(?:行政)?(?:村|网格|社区)")
_UNIT = re.compile(r"网格|行政村|村庄?|社区")
_BEGINNING = re.compile(
    r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月|(?P<early>年?初)|(?P<late>年?底))?"
    r"[^。;\n]{0,24}?(?:起|以来|启动|动员|部署|开展|实施|推行|成立|建立)"
)
_DONE_EVERY = re.compile(r"每(?:天|日|周|旬|月|季度?|半年|年)")


def check_cadences(view: PageView, register: Register) -> Iterator[Relation]:
    """Yield how often a year, and the totals that a cadence explains."""
    for figures in view.by_article.values():
        totals = [m for m in figures if m.class_ == "quantity" and m.unit in _TIMES and m.value_low]
        for total in totals:
            yield from _yearly(view, total)
        cadences = [m for m in figures if m.class_ == "frequency" and m.unit in _TIMES and m.value_low]
        for total in totals:
            if _SUMMED.search(view.phrases(total).left):
                yield from _explained(view, total, cadences, figures, register)


def _yearly(view: PageView, metric: Metric) -> Iterator[Relation]:
    """Yield how often a year: 近3年来召开推进会12次 is 4 a year."""
    said = period_days(metric.period_text) if metric.period_text else None
    if said and said[0] >= _LONG and metric.value_low:
        years = said[0] / 365
        result = f"{show(metric.value_low / years)}{metric.unit}/年"
        yield relation(view, "节律", f"{metric.text}÷{show(years)}年", result, "derived", (metric,))


def _explained(
    view: PageView,
    total: Metric,
    cadences: Sequence[Metric],
    figures: Sequence[Metric],
    register: Register,
) -> Iterator[Relation]:
    """Yield the first cadence of the same thing whose product with time, and villages, is the total."""
    said, time = meaning(total), _time(view, total)
    if said is None or time is None:
        return
    for cadence in cadences:
        times, days = meaning(cadence), period_days(cadence.period_text)
        if cadence.unit != total.unit or not times or not days or not _same_matter(view, cadence, total):
            continue
        periods = time.times(1 / days[0])
        once = times * periods
        words = f"{cadence.period_text}{cadence.text}×{span(_rounded(periods))}个周期"
        for count, name, members in [(1.0, "", ()), *_places(view, cadence, figures, register)]:
            product = once.times(count)
            if product.meets(said, SLACK):
                shown = f"{words}{name}={span(_rounded(product))}{total.unit}"
                ratio = f"比值{show(2 * said.low / (product.low + product.high))}"
                yield relation(
                    view, "节律", f"{shown}≈{total.text}", ratio, "holds", (cadence, total, *members)
                )
                return


def _rounded(interval: Interval) -> Interval:
    return Interval(float(round(interval.low)), float(round(interval.high)))


def _same_matter(view: PageView, cadence: Metric, total: Metric) -> bool:
    """Tell whether two clauses have a name of the thing in common: 乡村大喇叭, 推进会."""
    one, two = (_DONE_EVERY.sub("", view.phrases(m).left + view.phrases(m).right) for m in (cadence, total))
    if cadence.place_code:
        for name in view.place_names:
            one, two = one.replace(name, ""), two.replace(name, "")
    return SequenceMatcher(None, one, two, False).find_longest_match().size >= _COMMON


def _time(view: PageView, total: Metric) -> Interval | None:
    """Return the days that a total covers: its period, else from the beginning that the article dates."""
    if total.period_start and total.period_end:
        days = (date.fromisoformat(total.period_end) - date.fromisoformat(total.period_start)).days + 1
        return Interval(float(days), float(days))
    said = period_days(total.period_text) if total.period_text else None
    if said:
        return Interval(*said)
    low, high = view.page.issue_date_low, view.page.issue_date_high
    article = view.articles.get(total.article_id or "")
    if not low or not high or article is None:
        return None
    begun = _BEGINNING.search(view.text, article.char_start, total.char_start)
    if begun is None:
        return None
    year, month = int(begun["year"]), int(begun["month"] or 0)
    if month > 12:
        return None
    first = date(year, month or (10 if begun["late"] else 1), 1)
    last = date(year, month or (3 if begun["early"] else 12), 28)
    least = (date.fromisoformat(low) - last).days
    return Interval(float(least), float((date.fromisoformat(high) - first).days)) if least > 0 else None


def _places(
    view: PageView, cadence: Metric, figures: Sequence[Metric], register: Register
) -> Iterator[tuple[float, str, tuple[Metric, ...]]]:
    """Yield how many places keep the cadence, each for itself: counted on the page, else in the register."""
    sentence = re.split(r"[。\n]", view.window(cadence.char_start - _LIST, cadence.char_start))[-1]
    if not _EACH.search(sentence + view.near(cadence)):
        return
    for metric in figures:
        if metric.unit == "个" and _UNIT.fullmatch(metric.item[-2:]) and metric.value_low:
            yield metric.value_low, f"×{metric.text}{metric.item}", (metric,)
    code = cadence.place_code
    if code and len(code) == 9 and code in register:
        villages = register.village_count(code).villages
        if villages:
            yield float(villages), f"×{villages}个村（{REGISTER_DATE}区划代码）", ()

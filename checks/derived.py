"""Figures that follow from others: unit prices, ratios, funds against the works they pay for.

Nothing here is tested but the funds; these relations are for the reader who wants to compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.intervals import canonical, show
from checks.population import implied_households
from checks.records import Finding, Relation
from checks.say import doubt_metric, relation
from checks.view import PageView
from townledger.records import Metric

_NEAR = 22  # characters that may stand between two figures that belong together
_PEOPLE = frozenset({"人", "名"})
_PER_HEAD = {"支": "人/支", "个": "人/个"}
_HERDS = frozenset({"只", "头", "羽", "尾"})
_PRICES = (("area", "元/平方米"), ("mass", "元/千克"), ("length", "元/米"))
_FUND = re.compile(r"(?:资金|总投资|专项债)[约达共计]*$")
_WORK = re.compile(r"(?:投资|投入|总投资)[约达共计了]*$")
_PAID = re.compile(r"投资|投入|投放|耗资|造价|筹资|销售|售|卖|租|流转|补偿|征地")
"""What money for an area, a weight or a length is called; of incomes and outputs it is no price."""
_EACH = re.compile(r"每|均|单价")
_STAFF = re.compile(r"教职工|教师|老师|保教|护工|护理员|医护")
_CARED_FOR = re.compile(r"幼儿|儿童|学生|老人")
_PLEDGE = re.compile(r"(?:责任|承诺|协议|保证)书$")
_TWICE = 1.5  # pledges a household above which the same must have signed again
_TEAM = re.compile(r"队|组|班")


def check_derived(view: PageView) -> Iterator[Finding | Relation]:
    """Yield what follows from the page's figures."""
    for figures in view.by_sentence.values():
        facts = [m for m in figures if m.class_ == "quantity" and m.value_low]
        for one, two in pairwise(facts):
            if len(view.window(one.char_end, two.char_start)) <= _NEAR:
                yield from _prices(view, one, two)
                yield from _ratios(view, one, two)
    for metric in view.metrics:
        yield from _pledges(view, metric)
    for figures in view.by_article.values():
        yield from _funds(view, figures)


def _prices(view: PageView, one: Metric, two: Metric) -> Iterator[Relation]:
    """Yield unit prices: 投资68万元、建筑面积300平方米 is 2267 yuan a square metre."""
    pair = {one.dimension: one, two.dimension: two}
    money = pair.get("money")
    if money is None or not money.canonical_low:
        return
    left = view.phrases(money).left
    if not _PAID.search(left + money.measure) or _EACH.search(left):
        return
    for dimension, label in _PRICES:
        other = pair.get(dimension)
        if other and other.canonical_low:
            price = show(money.canonical_low / other.canonical_low)
            yield relation(
                view, "单价", f"{money.text}÷{other.text}", f"{price}{label}", "derived", (one, two)
            )


def _ratios(view: PageView, one: Metric, two: Metric) -> Iterator[Relation]:
    """Yield people a team, points a person, animals a square metre."""
    for first, second in ((one, two), (two, one)):
        head = None
        if second.unit in _PEOPLE and first.unit in _PER_HEAD and _TEAM.search(view.phrases(first).left):
            top, bottom, head = second, first, _PER_HEAD[first.unit]
        elif second.unit in _PEOPLE and first.unit == "分":
            top, bottom, head = first, second, "分/人"
        elif _cared(view, first) and second.unit in _PEOPLE and _STAFF.search(second.item):
            top, bottom, head = first, second, "人/教职工"
        elif second.dimension == "area" and first.unit in _HERDS:
            top, bottom, head = first, second, f"{first.unit}/平方米"
        if head and top.value_low and (low := bottom.canonical_low or bottom.value_low):
            result = f"{show(top.value_low / low)}{head}"
            yield relation(view, "配比", f"{top.text}÷{bottom.text}", result, "derived", (one, two))


def _cared(view: PageView, metric: Metric) -> bool:
    present = metric.unit in _PEOPLE and metric.status == "actual"
    return present and _CARED_FOR.search(metric.item + view.phrases(metric).right) is not None


def _pledges(view: PageView, metric: Metric) -> Iterator[Finding | Relation]:
    """Yield sheets a household, where a count and its rate imply the households: 6000余份÷2743户.

    Of a pledge there is one a household.
    """
    if metric.unit != "份" or not metric.value_low:
        return
    homes = implied_households(view, metric)
    if homes:
        members = [m for m in view.metrics if m.metric_id in homes.metric_ids]
        expression = f"{metric.text}÷{show(homes.likely)}户"
        ratio = metric.value_low / homes.likely
        result = f"{show(ratio)}份/户"
        yield relation(view, "配比", expression, result, "derived", (metric, *members))
        if ratio > _TWICE and _PLEDGE.search(metric.item):
            yield doubt_metric(
                view, "pledges", metric, arithmetic=f"{expression}={result}", ratio=show(ratio)
            )


def _funds(view: PageView, figures: Sequence[Metric]) -> Iterator[Relation]:
    """Yield the funds of a town or county with the works in its villages that the article prices."""
    money = [m for m in figures if m.dimension == "money" and m.value_low]
    for fund in money:
        code = fund.place_code or ""
        if len(code) not in (6, 9) or not _FUND.search(view.phrases(fund).left):
            continue
        works = [
            m
            for m in money
            if m.char_start > fund.char_end
            and m.place_code
            and len(m.place_code) > len(code)
            and m.place_code.startswith(code)
            and _WORK.search(view.phrases(m).left)
        ]
        whole = canonical(fund)
        total = sum(m.canonical_low or 0.0 for m in works)
        if len(works) > 1 and whole and total <= whole.high:
            expression = f"{'+'.join(m.text for m in works)}≤{fund.text}"
            yield relation(view, "部分≤整体", expression, show(total), "holds", (fund, *works))

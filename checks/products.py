"""Products: what one unit gives, times how many there are, is the total that the sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.amounts import kind
from checks.intervals import Interval, canonical, meaning, show
from checks.mending import doubt_bond
from checks.records import Finding, Relation
from checks.say import relation
from checks.view import PageView
from townledger.numbers.units import lookup
from townledger.records import Metric

PRODUCT_SLACK = 0.1
"""Both sides of a printed product may be off by a tenth: means are rounded."""

_PER_UNIT = re.compile(
    r".*(?:(?:每|平均每|一)(?P<one>亩|户|人|公斤|斤|吨|头|只|棒|村|盏|平方米|公里|株|棵|箱|台|名|个|天|月|棚|座|茬|季|批|网)"
    r"[^,。;\d]{0,10}$"
    r"|(?P<mean>亩均|户均|人均|村均|棚均|亩产|单产)[^,。;\d]{0,10}$)"
)
_MEAN_BASE = {
    "亩均": "亩",
    "户均": "户",
    "人均": "人",
    "村均": "村",
    "棚均": "棚",
    "亩产": "亩",
    "单产": "亩",
}
_SAME = {
    "人": ("人", "名", "口"),
    "名": ("人", "名"),
    "村": ("个", "村"),
    "个": ("个",),
    "棚": ("棚", "座", "栋", "个"),
}
"""What a mean's unit is counted with."""
_BESIDE = 12  # figures to either side of a mean that it is multiplied with
_CROPS = frozenset({"茬", "季", "批", "网"})
"""Units of time in disguise: what one of them gives is no year's."""
_GRAND = re.compile(
    r"总(?:产|收|投|面|金|额|价|销|产值|产量|收入)|兑付|货款|共|合计|总计|总产|产值|收入|总投资|销售额|年产量|产量"
)
_GOODS = (
    "产量",
    "收入",
    "产值",
    "增收",
    "收益",
    "租金",
    "分红",
    "投资",
    "奖补",
    "补贴",
    "补助",
    "成本",
    "费",
)
_LIMIT = re.compile(r"以[上下内]|不等")
_SOLD = re.compile(r"销售|经营|营业|产值")
_EARNED = re.compile(r"(?:人均|每人)[^,。;\d]{0,6}收入")
_NOT_GROSS = re.compile(r"纯|净|增|工资|务工")
_NET = re.compile(r"可支配|纯收入")


def check_products(view: PageView) -> Iterator[Finding | Relation]:
    """Yield products: 种植200亩,亩产2000公斤,总产量40万公斤."""
    for facts in view.facts_by_sentence:
        yield from _products(view, facts)


def _products(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield products: 种植200亩,亩产2000公斤,总产量40万公斤."""
    for at, rate in enumerate(facts):
        lead = _PER_UNIT.search(view.before(rate, 16))
        per = rate.unit.partition("/")[2]
        one = (lead["one"] or _MEAN_BASE[lead["mean"]]) if lead else per
        if not one or (kind(rate) not in ("money", "mass") and not per):
            continue
        near = facts[max(0, at - _BESIDE) : at + _BESIDE]
        bases = [m for m in near if m is not rate and _is_base(m, one)]
        bases = [m for m in bases if _per(view, m) is None] or bases
        own = {_per(view, base) for base in bases}  # 亩产 × 每公斤 is again for a 亩
        totals = [
            m
            for m in near
            if m is not rate
            and m not in bases
            and (_per(view, m) is None or {_per(view, m)} == own)
            and m.dimension
            == ("money" if rate.unit.startswith("元") or rate.dimension == "money" else "mass")
            and _GRAND.search(view.phrases(m).left + m.item + m.measure)
            and _same_product(view, rate, m)
        ]
        if own & _CROPS:
            continue
        if len(bases) != 1 or len(totals) != 1 or _other_matter(view, rate, totals[0]):
            continue
        yield from _product(view, rate, bases[0], totals[0], one)


def _per(view: PageView, metric: Metric) -> str | None:
    """Return what a mean is for, 亩 of 亩产 and 亩均; None for a figure that is no mean."""
    lead = _PER_UNIT.search(view.before(metric, 16))
    return (lead["one"] or _MEAN_BASE[lead["mean"]]) if lead else None


def _other_matter(view: PageView, rate: Metric, total: Metric) -> bool:
    """Tell whether a mean and a total cannot be of one account: other years, an open end, wages and sales."""
    return (
        (rate.period_text != total.period_text and bool(rate.period_text and total.period_text))
        or rate.qualifier == "under"
        or _LIMIT.match(view.after(rate, 2)) is not None
        or bool(_EARNED.search(view.phrases(rate).left) and _SOLD.search(view.phrases(total).left))
        or view.after(rate, 2).startswith("以上")
        or bool(_NET.search(view.phrases(rate).left)) != bool(_NET.search(view.phrases(total).left))
    )


def _same_product(view: PageView, rate: Metric, total: Metric) -> bool:
    """Tell whether a mean and a total speak of one thing: 亩产 and 产量, a price and sales."""
    one, two = (view.phrases(m).left[-8:] for m in (rate, total))
    if rate.dimension == "mass":
        return "产" in two
    if rate.dimension == "price" or re.search(r"每(?:公斤|斤|吨)", one):
        return re.search(r"销售|收入|产值|卖|兑付|货款", two) is not None
    gross = "棚" in one and "收入" in one and "产值" in two and _NOT_GROSS.search(one) is None
    return gross or any(word in one and word in two for word in _GOODS)


def _is_base(metric: Metric, one: str) -> bool:
    if one in ("公斤", "斤", "吨"):
        return metric.dimension == "mass" and metric.class_ == "quantity"
    return metric.unit in _SAME.get(one, (one,)) and metric.class_ == "quantity"


def _product(
    view: PageView, rate: Metric, base: Metric, total: Metric, one: str
) -> Iterator[Finding | Relation]:
    per, counted, whole, said = canonical(rate), meaning(base), canonical(base), canonical(total)
    if not per or not counted or not whole or not said:
        return
    if not said.low or not counted.low or not per.low:
        return
    weighed = lookup(one)
    if rate.dimension == "price":  # 元/公斤 is 元 a canonical kilogram
        times = whole
    elif weighed and weighed.dimension == "mass" and weighed.factor:  # 每公斤12元, 3150吨
        times = whole.times(1 / float(weighed.factor))
    else:
        times = counted
    product = per * times
    expression = f"{rate.text}×{base.text}={show(product.low)}"
    if product.meets(said, PRODUCT_SLACK):
        yield relation(view, "乘积", expression, total.text, "holds", (rate, base, total))
        return
    shown = f"{expression}≠{total.text}（{one}均折算）"
    yield relation(view, "乘积", f"{expression}≠{total.text}", total.text, "fails", (rate, base, total))
    near = Interval(0.95, 1.05)
    yield from doubt_bond(
        view,
        "product",
        shown,
        [
            (total, product * near),
            (rate, (said / times) * near),
            (base, (said / per).times(whole.low / times.low) * near),
        ],
        total,
    )

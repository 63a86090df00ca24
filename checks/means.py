"""Means and their totals: what each one gets, times how many there are, is what all get.

A mean (户均补助4万元, 每亩租金700元, 日均2685人次) and a total of the same thing stand in one paragraph with
the figure that the one was multiplied by. The total is looked for by its words, the factor by its classifier;
where more than one figure can be meant, one that fits is enough, and only a bond that one slip of scale would
mend is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.intervals import Interval, canonical, exactly, factor, meaning, show
from checks.mending import Repair, doubt_repairs
from checks.records import Finding, Relation
from checks.say import relation
from checks.suggest import readings
from checks.view import PageView
from townledger.records import Metric

SLACK = 0.06
"""Means are rounded: both sides of a product may be off by this share, a tenth of a slip at most."""

_REACH = 90  # characters between a mean and its total or its factor
_MEAN = re.compile(
    r"(?:(?P<day>日均|每天|每日)|(?P<month>月均|每月)|(?P<year>(?:平均)?每年(?:平均)?|年均)|(?:平均)?[每一](?P<two>支|名|户|人|亩|个|只|头|公里|平方米|棚|座|村|盏|台|家|班)"
    r"|(?P<mean>亩|户|人|村|棚|班|村)均|(?:平均)?(?P<yield>亩产|单产))(?P<words>[^\d,。;:、]{0,10})$"
)
_CLASSIFIERS = {
    "人": "人名口位",
    "名": "人名口位",
    "村": "个村",
    "班": "个班",
    "公里": "公里",
    "亩": "亩",
    "户": "户",
}
_MATTER = (
    r"投资|资金|投入|造价|补助|补贴|奖补|租金|流转费|分红|红利|成本|增产|增收|产值|收入|效益|门诊|接待|读者|清运|处理|"
    r"垃圾|减贫|考生|学生|技术员|存栏|饲养|发放|产量|总产|节约|供水|发电|生产|销售|客流|游客|捐|工资|费|门急诊"
)
_WORDS = re.compile(_MATTER)
_ALIKE = (
    frozenset({"投资", "资金", "投入", "造价"}),
    frozenset({"补助", "补贴", "奖补", "资金", "发放"}),
    frozenset({"租金", "流转费", "收入"}),
    frozenset({"产量", "总产", "增产"}),
    frozenset({"存栏", "饲养"}),
    frozenset({"门诊", "接待", "门急诊"}),
    frozenset({"读者", "接待"}),
    frozenset({"游客", "接待", "客流"}),
    frozenset({"清运", "处理", "垃圾"}),
    frozenset({"分红", "红利", "发放"}),
    frozenset({"成本", "节约"}),
    frozenset({"投资", "投入", "资金", "建设资金"}),
)
_POPULATION = re.compile(r"总?人口(?:为|有|达|约|共)*$|户[、,]?$")
_TIGHT = Interval(1.025, 0.975)  # what is left of the slack where two digits may have changed places
_OWNED = re.compile(r"^.*?[人户]均|拥有|占有|达到?|约|为|有|近|超过?|面积")
_MOST_YEARS = 20  # a mean of more years is of a history
_NEXT = 8  # characters between a total and a mean that names nothing: 果园4035亩,人均为1.83亩
_NO_TOTAL = re.compile(r"每|均|单价|亩产|单产|增长|比|其中")
_OPEN = re.compile(r"增收|最[高低]|以[上下]|不等|左右")
_DAYS = {"day": Interval(250.0, 366.0), "month": exactly(12.0)}
_AT_ONCE = re.compile(r"[^,。;\d]{0,3}(?:就|共|总|一共|总共|合计)(?:可以?|能)?(?:达到?|收入|有|是|为|挣|赚)+")
_YEAR = re.compile(r"全年|年|去年|前年")


@dataclass(frozen=True, slots=True)
class _Bond:
    """A mean, the figure that it is multiplied by (None: the days of a year) and the total."""

    mean: Metric
    base: Metric | None
    total: Metric
    times: Interval  # what the mean is multiplied by

    def product(self) -> Interval:
        value = canonical(self.mean)
        assert value is not None
        return value * self.times

    def holds(self) -> bool:
        total = canonical(self.total)
        return total is not None and self.product().meets(total, SLACK)

    def words(self) -> str:
        by = self.base.text if self.base else f"{show(self.times.low)}—{show(self.times.high)}"
        scale = factor(self.total) or 1.0
        return f"{self.mean.text}×{by}={show(self.product().low / scale)}{self.total.unit}"


def check_means(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the bonds between means and totals, and a finding for each that a small slip has broken."""
    for figures in view.by_article.values():
        facts = [m for m in figures if m.class_ == "quantity" and canonical(m) is not None]
        for at, mean in enumerate(facts):
            lead = _MEAN.search(view.before(mean, 20))
            if lead is None or _OPEN.search(view.before(mean, 8)) or mean.qualifier not in ("exact", "about"):
                continue
            near = [m for m in facts[max(0, at - 8) : at + 9] if m is not mean and _near(m, mean)]
            yield from _judge(view, _bonds(view, mean, lead, near))


def _near(one: Metric, two: Metric) -> bool:
    gap = max(one.char_start, two.char_start) - min(one.char_end, two.char_end)
    return gap <= _REACH


def _bonds(view: PageView, mean: Metric, lead: re.Match[str], near: Sequence[Metric]) -> list[_Bond]:
    totals = [m for m in near if _is_total(view, mean, m)]
    if lead["day"] or lead["month"]:
        year = _DAYS["day" if lead["day"] else "month"]
        return [
            _Bond(mean, None, t, year) for t in totals if _YEAR.search(t.period_text + view.before(t, 14))
        ]
    if lead["year"]:
        return [_Bond(mean, None, t, years) for t in totals for years in _years(view, mean)]
    one = lead["two"] or lead["mean"] or "亩"
    if lead["mean"] in ("人", "户") and mean.dimension in ("mass", "area"):
        counts = _is_population if lead["mean"] == "人" else _is_households
        near = [*near, *(m for m in view.same_place(mean) if m not in near and counts(view, m))]
    bases = [m for m in near if m not in totals and _counts(view, m, one, lead["words"])]
    return [
        _Bond(mean, base, total, times)
        for total in totals
        for base in bases
        if (times := meaning(base)) and times.low > 1
    ]


def _is_population(view: PageView, metric: Metric) -> bool:
    """Tell whether a figure is the people of a place: 总人口31451人."""
    return metric.unit in "人名" and _POPULATION.search(view.before(metric, 8)) is not None


def _years(view: PageView, mean: Metric) -> Iterator[Interval]:
    """Yield the number of years that a figure's paragraph speaks of: 七年间…平均每年."""
    for other in view.by_article[mean.article_id]:
        count = meaning(other) if other.class_ == "duration" and other.unit == "年" else None
        if count and 2 <= count.low <= _MOST_YEARS and _near(other, mean):
            yield count


def _is_households(view: PageView, metric: Metric) -> bool:
    """Tell whether a figure is the households of a place: 共7276户26134人."""
    return metric.unit == "户" and re.match(r"[、,]?\d", view.after(metric, 2)) is not None


def _counts(view: PageView, metric: Metric, one: str, words: str) -> bool:
    """Tell whether a figure says how many ones there are: 23个乡镇 for 每个乡镇, 5400户 for 户均."""
    if _MEAN.search(view.before(metric, 20)):
        return False
    unit = one[0] if one[0] in "支名户人亩个只头棚座盏台家" else one
    if one == "个" or unit == "个":
        noun = re.sub(r"^个", "", one) or words
        return (
            metric.unit == "个" and bool(noun) and view.after(metric, 6).startswith((noun[:2], _things(noun)))
        )
    return metric.unit in _CLASSIFIERS.get(unit, unit) if len(unit) == 1 else metric.unit == unit


def _things(noun: str) -> str:
    """Return how a noun begins, one character where that is a noun: 一个*棚*纯收入, 35个*棚*就可以达到."""
    return noun[0] if noun[0] in "棚村镇乡校站点厂园班店户" else noun[:2]


def _is_total(view: PageView, mean: Metric, other: Metric) -> bool:
    """Tell whether a figure is the total of a mean: the same dimension, alike words, larger by its nature."""
    if other.dimension != mean.dimension or (mean.dimension == "count" and other.unit != mean.unit):
        return False
    left = view.phrases(other).left[-14:]
    if _NO_TOTAL.search(left) or other.qualifier not in ("exact", "about"):
        return False
    own = set(_WORDS.findall(view.phrases(mean).left[-14:]))
    his = set(_WORDS.findall(left)) | set(_WORDS.findall(other.item[-6:]))
    if _AT_ONCE.fullmatch(left) and other.char_start > mean.char_end:  # 35个棚就可以达到70万元
        return True
    if mean.dimension == "area":
        thing = _OWNED.sub("", view.phrases(mean).left)
        return thing in left if thing else 0 <= mean.char_start - other.char_end <= _NEXT
    if not own:  # 总投资1.08亿元,户均2万元: a mean without words goes on about the total before it
        return other.char_end <= mean.char_start <= other.char_end + 6 and (
            bool(his) or mean.dimension == "count"
        )
    return any(a == b or any({a, b} <= group for group in _ALIKE) for a in own for b in his)


def _judge(view: PageView, bonds: Sequence[_Bond]) -> Iterator[Finding | Relation]:
    """Yield the bond that holds; else the one that the cheapest slip would mend, if any would."""
    good = next((b for b in bonds if b.holds()), None)
    if good:
        yield relation(view, "乘积", good.words(), good.total.text, "holds", _members(good))
        return
    mends = [
        (min(r.cost for r in found), at, bond, found)
        for at, bond in enumerate(bonds)
        if (found := _mends(bond))
    ]
    if not mends:
        return
    _, _, bond, found = min(mends, key=lambda m: m[:2])
    shown = f"{bond.words()}≠{bond.total.text}"
    yield relation(view, "乘积", shown, bond.total.text, "fails", _members(bond))
    repairs = sorted(found, key=lambda r: r.cost)
    if doubt := doubt_repairs(view, "product", shown, repairs):
        yield doubt


def _members(bond: _Bond) -> tuple[Metric, ...]:
    return (bond.mean, bond.total) if bond.base is None else (bond.mean, bond.base, bond.total)


def _mends(bond: _Bond) -> list[Repair]:
    """Return each figure of a bond with the cheapest slip that mends it."""
    mean, total = canonical(bond.mean), canonical(bond.total)
    assert mean is not None and total is not None
    if mean.low <= 0 or bond.times.low <= 0:
        return []
    near = exactly(1.0) if bond.base is None else Interval(1 - SLACK / 2, 1 + SLACK / 2)
    wanted = [(bond.mean, total / bond.times * near), (bond.total, bond.product() * near)]
    if bond.base is not None:
        wanted.append((bond.base, (total / mean).times(factor(bond.base)) * near))
    found = []
    for metric, interval in wanted:
        tight = Interval(interval.low * _TIGHT.low, interval.high * _TIGHT.high)
        swaps = bond.mean.dimension == "area"  # land is told to the hundredth of a mu
        reading = next(
            (
                r
                for r in readings(metric)
                if r.is_slip
                and r.canonical.meets(tight if r.is_swap else interval)
                and (swaps or not r.is_swap)
            ),
            None,
        )
        if reading:
            found.append(Repair(metric, reading, reading.cost))
    return found

"""Accounts of a whole place, as bulletins give them: a total, then its branches, each with its growth.

全年农林牧渔业总产值59.16亿元,增长9.6%。其中:农业产值25.36亿元,增长4.9%;林业产值5.44亿元 … The parts
stand in clauses and sentences of their own, with rates between them. They are of one name (产值, 人口) and
are all of the whole or some of it: parts that exceed it are a doubt, and so are parts that one slip of the
hand (two digits swapped, a scale word, a point) turns into exactly the whole. What such accounts imply must
hold too: the urban share, a branch's share in the gross product, the product a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.amounts import amount, kind, total
from checks.intervals import Interval, canonical, meaning, show
from checks.mending import doubt_bond, in_canonical
from checks.records import Finding, Relation
from checks.repairs import doubt_sum, sum_repairs
from checks.say import relation
from checks.sums import judge_sum
from checks.view import PageView
from townledger.records import Metric

_OPENS = re.compile(r"(?:其中|分[^,。;:\d]{1,6}看|包括)[,:]?[^,。;:\d、]{1,16}$")
_ON = re.compile(r"(?:[,、(]?[^,。;、#]{0,12}#\)?){0,3}[;,、。和及]?[^,。;、#]{1,16}")
"""What stands between two parts: clauses with a rate (#) each, then the name of the next part."""
_NO_WHOLE = re.compile(r"增|减|降|升|比|较|多|少|同期|去年为|上年为|人均|每")
_NO_PART = re.compile(r"累计|共|其中|新增|增加|比上年|较上年|人均|均|同期")
_NEAR = 12  # figures between a share and the population that it is of
_DIGITS = 3
_BACK = 120  # characters from a whole to the first of its parts
_INDUSTRIES = tuple(
    re.compile(rf"(?:第{n}产业|{n[0]}产)(?:实现|完成)?(?:增加值)?(?:实现|完成)?$") for n in "一二三"
)
_PRODUCT = re.compile(r"生产总值(?:[(（]GDP[)）])?(?:实现|完成|达到?|为)*$|GDP(?:实现|完成|达到?|为)*$")

_URBAN = re.compile(r"(?<!户籍人口)城镇化率(?:为|达到?|是)*$")
_SHARE_OF_PRODUCT = re.compile(
    r"占(?:全[县市区旗省]|地区)?(?:GDP|(?:地区)?生产总值)的?(?:比重|比例)?(?:为|达到?|是)*$"
)
_A_HEAD = re.compile(r"人均(?:地区)?(?:生产总值|GDP)(?:[(]GDP[)])?(?:实现|完成|达到?|为)*$")
_RESIDENTS = re.compile(r"(?:常住|总)人口(?:为|达到?|有)*$")
_TOWNSFOLK = re.compile(r"城镇(?:常住)?(?:人口|居民)(?:为|达到?|有)*$")
_POINT = 0.15  # percentage points that a printed share may be off
_A_YEAR = Interval(0.93, 1.07)  # the mean population of a year against that at its end


def check_accounts(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the accounts of a page's articles, and a finding for each that does not add up."""
    for figures in view.by_article.values():
        facts = [m for m in figures if m.class_ == "quantity" and amount(m) is not None]
        yield from _industries(view, facts)
        yield from _derived(view, facts)
        counted = [m for m in facts if m.dimension not in ("share", "share_difference")]
        for at, first in enumerate(counted):
            if at and _OPENS.search(view.before(first, 26)):
                yield from _account(view, counted[max(0, at - 4) : at], counted[at : at + 12])


def _account(
    view: PageView, before: Sequence[Metric], rest: Sequence[Metric]
) -> Iterator[Finding | Relation]:
    """Yield the account of the parts that begin with the first figure of ``rest``."""
    parts = _parts(view, rest)
    wholes = [
        m
        for m in reversed(before)
        if kind(m) == kind(parts[0])
        and rest[0].char_start - m.char_end <= _BACK
        and not _NO_WHOLE.search(view.before(m, 8))
    ]
    if len(parts) < 2 or not wholes:
        return
    for length in range(len(parts), 1, -1):  # a list may go on with something else: 存栏 after 产量
        for whole in wholes:
            have = amount(whole)
            if have and have.meets(total(parts[:length]), 0.0005):
                yield from judge_sum(view, whole, parts[:length], "part")
                return
    whole, have = wholes[0], amount(wholes[0])
    assert have is not None
    for length in range(len(parts), 1, -1):
        some = parts[:length]
        if not _one_name(view, some):
            continue
        if any(r.is_slip and _precise(m) for m, r in sum_repairs(whole, some, exhaustive=True)):
            added = total(some)
            shown = f"{'+'.join(p.text for p in some)}{'＞' if added.low > have.high else '≠'}{whole.text}"
            yield relation(view, "部分=整体", shown, show(added.low), "fails", (whole, *some))
            yield doubt_sum(view, whole, some, shown, exhaustive=True)
            return
    if _one_name(view, parts):
        yield from judge_sum(view, whole, parts, "part")


def _precise(metric: Metric) -> bool:
    """Tell whether a figure has so many digits that a slip of it does not make a sum by chance."""
    return len(re.sub(r"\D", "", metric.text)) >= _DIGITS


def _parts(view: PageView, rest: Sequence[Metric]) -> tuple[Metric, ...]:
    """Return the parts of one account: figures of one kind with nothing but rates and names between them."""
    parts = [rest[0]]
    for metric in rest[1:]:
        between = _blotted(view, parts[-1], metric)
        if kind(metric) != kind(rest[0]) or not _ON.fullmatch(between) or _NO_PART.search(between):
            break
        parts.append(metric)
    return tuple(parts)


def _blotted(view: PageView, one: Metric, two: Metric) -> str:
    """Return the text between two figures with the rates in it blotted to ``#``."""
    return re.sub(r"\d+(?:\.\d+)?(?:%|个?百分点)", "#", view.window(one.char_end, two.char_start))


def _one_name(view: PageView, parts: Sequence[Metric]) -> bool:
    """Tell whether parts are named alike (农业产值, 林业产值) and each by its own name."""
    names = [re.split(r"[、(,:]", view.phrases(p).left)[-1] for p in parts]
    return len({n[-1:] for n in names}) == 1 and len(set(names)) == len(names) and names[0] != ""


def _industries(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield the gross product of a place with its three industries, which are all of it."""
    money = [m for m in figures if m.dimension == "money"]
    for at, whole in enumerate(money):
        left = view.phrases(whole).left
        if not _PRODUCT.search(left) or "人均" in left:
            continue
        parts = []
        for pattern in _INDUSTRIES:
            following = (m for m in money[at + 1 : at + 9] if pattern.search(view.phrases(m).left))
            if found := next(following, None):
                parts.append(found)
        if len(parts) == 3:
            yield from judge_sum(view, whole, tuple(parts), "all", sure=True)


def _derived(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield what an account's totals imply: the urban share, a branch's share, the gross product a head."""
    lefts = [view.phrases(m).left for m in facts]
    product = next(
        (
            m
            for m, left in zip(facts, lefts, strict=True)
            if m.dimension == "money" and _PRODUCT.search(left) and "人均" not in left
        ),
        None,
    )
    people = [m for m, left in zip(facts, lefts, strict=True) if kind(m) == "人" and _RESIDENTS.search(left)]
    for at, (metric, left) in enumerate(zip(facts, lefts, strict=True)):
        if metric.dimension == "share" and _URBAN.search(left):
            near = range(max(0, at - _NEAR), at)
            urban = next((facts[i] for i in reversed(near) if _TOWNSFOLK.search(lefts[i])), None)
            whole = next((m for m in reversed(people) if m.char_start < metric.char_start), None)
            if urban and whole:
                yield from _share(view, metric, urban, whole)
        elif metric.dimension == "share" and product and _SHARE_OF_PRODUCT.search(left):
            branch = next((m for m in reversed(facts[:at]) if m.dimension != "share"), None)
            if branch and branch.dimension == "money" and branch.sentence == metric.sentence:
                yield from _share(view, metric, branch, product)
        elif metric.dimension == "money" and product and people and _A_HEAD.search(left):
            yield from _product_a_head(view, metric, product, people[0])


def _share(view: PageView, rate: Metric, part: Metric, whole: Metric) -> Iterator[Finding | Relation]:
    value, top, said = amount(part), amount(whole), meaning(rate)
    if value is None or top is None or said is None or top.low <= 0 or part is whole:
        return
    share = (value / top).times(100)
    share = Interval(share.low - _POINT, share.high + _POINT)
    shown = f"{part.text}÷{whole.text}={show(100 * value.low / top.low)}%"
    if share.meets(said):
        yield relation(view, "占比", shown, rate.text, "holds", (whole, part, rate))
        return
    shown += f"≠{rate.text}"
    yield relation(view, "占比", shown, rate.text, "fails", (whole, part, rate))
    wide = Interval(said.low - _POINT, said.high + _POINT)
    wanted = [(rate, share), (part, in_canonical(part, (top * wide).times(0.01)))]
    wanted.append((whole, in_canonical(whole, (value / wide).times(100))))
    yield from doubt_bond(view, "share_of", shown, wanted, rate)


def _product_a_head(
    view: PageView, mean: Metric, product: Metric, people: Metric
) -> Iterator[Finding | Relation]:
    money, heads, said = canonical(product), meaning(people), canonical(mean)
    if money is None or heads is None or said is None or heads.low <= 0 or said.low <= 0:
        return
    each = money / heads * _A_YEAR
    members = (product, people, mean)
    if each.meets(said):
        yield relation(view, "人均", f"{product.text}÷{people.text}", mean.text, "holds", members)
        return
    shown = f"{product.text}÷{people.text}={show(money.low / heads.low)}元≠{mean.text}"
    yield relation(view, "人均", shown, mean.text, "fails", members)
    wanted = [(mean, each), (product, said * heads * _A_YEAR), (people, money / said * _A_YEAR)]
    yield from doubt_bond(view, "product", shown, wanted, mean)

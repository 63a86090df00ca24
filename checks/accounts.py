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
from checks.mending import doubt_bond
from checks.records import Finding, Relation
from checks.repairs import doubt_sum, sum_repairs
from checks.say import relation
from checks.shares import EXACT, judge_share
from checks.suggest import readings
from checks.sums import judge_sum
from checks.view import PageView
from townledger.records import Metric

_OPENS = re.compile(r"(?:其中|分[^,。;:\d]{1,6}看|包括)[,:]?[^,。;:\d、]{1,16}$")
_ON = re.compile(r"(?:[;,、(]?[^,。;、#]{0,12}#\)?){0,3}[;,、。和及]?[^,。;、#]{1,16}")
"""What stands between two parts: clauses with a rate (#) each, then the name of the next part."""
_NO_WHOLE = re.compile(r"增|减|降|升|比|较|多|少|同期|去年为|上年为|人均|每")
_NO_PART = re.compile(r"累计|共(?:计|有|$)|总共|其中|新增|增加|比上年|较上年|人均|均|同期")
_GRAND = re.compile(r"总(?:产量|产|量|额|收入|产值)(?:达到?|为|实现|完成)*$")
_NEAR = 12  # figures between a share and the population that it is of
_DIGITS = 3
_MORE_DIGITS = 4  # where the parts have no common name
_BACK = 120  # characters from a whole to the first of its parts
_INDUSTRIES = tuple(
    re.compile(rf"(?:第{n}产业|{n[0]}产)(?:实现|完成)?(?:增加值)?(?:实现|完成)?$") for n in "一二三"
)
_PRODUCT = re.compile(r"生产总值(?:[(（]GDP[)）])?(?:实现|完成|达到?|为)*$|GDP(?:实现|完成|达到?|为)*$")

_URBAN = re.compile(r"(?<!户籍人口)城镇化率(?:为|达到?|是)*$")
_SHARE_OF_PRODUCT = re.compile(
    r"占(?:全[县市区旗省]|地区)?(?:GDP|(?:地区)?生产总值)的?(?:比重|比例)?(?:为|达到?|是)*$"
)
_VALUE_ADDED = re.compile(r"(?:经济|产业|业)(?:实现|完成)?增加值(?:实现|完成|达到?|为)*$")
_A_HEAD = re.compile(r"人均(?:地区)?(?:生产总值|GDP)(?:[(]GDP[)])?(?:实现|完成|达到?|为)*$")
_RESIDENTS = re.compile(r"(?:常住|总)人口(?:为|达到?|有)*$")
_TOWNSFOLK = re.compile(r"城镇(?:常住)?(?:人口|居民)(?:为|达到?|有)*$")
_DENSITY = re.compile(r"人口密度(?:为|约|达)*每?平方(?:公里|千米)(?:为|约|达|有)*$")
_LAND = re.compile(r"(?:总|国土|行政区域|区域|辖区|幅员|版图|土地)?面积(?:为|约|达|有|共)*$")
_LEAST_LAND = 1e6  # m²
_ROUNDED = Interval(0.97, 1.03)
_TOWN_INCOME = re.compile(r"城镇(?:常住)?居民(?:家庭)?人均(?:年)?可支配收入(?:达到?|为|实现|完成)*$")
_COUNTRY_INCOME = re.compile(
    r"(?:农村(?:牧区)?(?:常住)?居民|农牧?民)(?:家庭)?人均(?:年)?(?:可支配|纯)收入(?:达到?|为|实现|完成)*$"
)
_INCOME_RATIO = Interval(0.95, 5.0)
"""National means since 1978 run from 1.8 to 3.3 (中国统计年鉴), those of counties from 1.2 to 4.5."""
_USUAL_RATIO = Interval(1.2, 4.0)
_A_YEAR = Interval(0.93, 1.07)  # the mean population of a year against that at its end


def check_accounts(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the accounts of a page's articles, and a finding for each that does not add up."""
    for figures in view.by_article.values():
        facts = [m for m in figures if m.class_ == "quantity" and amount(m) is not None]
        yield from _industries(view, facts)
        yield from _branches(view, facts)
        yield from _derived(view, facts)
        counted = [m for m in facts if m.dimension not in ("share", "share_difference")]
        for at, first in enumerate(counted):
            if at and _OPENS.search(view.before(first, 26)):
                before, rest = counted[max(0, at - 4) : at], counted[at : at + 12]
                kinds = dict.fromkeys(kind(m) for m in rest[:2])
                for one in kinds:  # 接待游客2.5万人次,旅游收入660万元;…接待游客2.5万人次,旅游收入953万元
                    yield from _account(view, before, rest[[kind(m) for m in rest].index(one) :], first)


def _account(
    view: PageView, before: Sequence[Metric], rest: Sequence[Metric], first: Metric
) -> Iterator[Finding | Relation]:
    """Yield the account of the parts that begin with the first figure of ``rest``.

    Where that is not the ``first`` after 其中, its whole must be told in the same words.
    """
    parts = _parts(view, rest)
    grand = next((i for i, p in enumerate(parts) if _GRAND.search(view.phrases(p).left)), len(parts))
    if grand and not any(_GRAND.search(view.phrases(m).left) for m in before):
        parts = parts[:grand]  # 其中:油菜籽产量…;蔬菜总产量… begins something else
    wholes = [
        m
        for m in reversed(before)
        if kind(m) == kind(parts[0])
        and first.char_start - m.char_end <= _BACK
        and not _NO_WHOLE.search(view.before(m, 8))
        and (rest[0] is first or _noun(view, m) == _noun(view, rest[0]))
    ]
    if not wholes:
        return
    if len(parts) == 1:
        part, top = amount(parts[0]), amount(wholes[0])
        if rest[0] is not first and part and top and part.low > top.high:
            yield from judge_sum(view, wholes[0], parts, "part")
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
        least = _DIGITS if _one_name(view, some) else _MORE_DIGITS
        if any(r.is_slip and _digits(m) >= least for m, r, _ in sum_repairs(whole, some, exhaustive=True)):
            added = total(some)
            shown = f"{'+'.join(p.text for p in some)}{'＞' if added.low > have.high else '≠'}{whole.text}"
            yield relation(view, "部分=整体", shown, show(added.low), "fails", (whole, *some))
            yield doubt_sum(view, whole, some, shown, exhaustive=True)
            return
    if _one_name(view, parts):
        yield from judge_sum(view, whole, parts, "part")


def _digits(metric: Metric) -> int:
    """Return how many digits a figure has: a slip of a precise one does not make a sum by chance."""
    return len(re.sub(r"\D", "", metric.text))


def _noun(view: PageView, metric: Metric) -> str:
    """Return the last two characters that name a figure before it: 收入 of 旅游综合收入."""
    return re.sub(r"(?:达到?|为|有|共|约|近|超过|超|实现|完成)+$", "", view.phrases(metric).left)[-2:]


def _parts(view: PageView, rest: Sequence[Metric]) -> tuple[Metric, ...]:
    """Return the parts of one account: figures of one kind with only rates, others and names between them."""
    parts, others = [rest[0]], list[Metric]()
    for metric in rest[1:]:
        if kind(metric) != kind(rest[0]):
            others.append(metric)
            continue
        between = _blotted(view, parts[-1], metric, others)
        if not _ON.fullmatch(between) or _NO_PART.search(between):
            break
        parts.append(metric)
        others = []
    return tuple(parts)


def _blotted(view: PageView, one: Metric, two: Metric, others: Sequence[Metric]) -> str:
    """Return the text between two figures with the figures and rates in it blotted to ``#``."""
    pieces, at = [], one.char_end
    for other in others:
        pieces += [view.window(at, other.char_start), "#"]
        at = other.char_end
    pieces.append(view.window(at, two.char_start))
    return re.sub(r"\d+(?:\.\d+)?(?:%|个?百分点)", "#", "".join(pieces))


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


def _branches(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield value added that is more than the gross product it is part of: 民营经济增加值 above 生产总值."""
    money = [m for m in figures if m.dimension == "money"]
    lefts = [view.phrases(m).left for m in money]
    wholes = [m for m, left in zip(money, lefts, strict=True) if _PRODUCT.search(left) and "人均" not in left]
    if len(wholes) != 1:
        return
    whole, top = wholes[0], amount(wholes[0])
    for part, left in zip(money, lefts, strict=True):
        value = amount(part)
        more = value and top and value.low > top.high and part.place_code == whole.place_code
        if more and _VALUE_ADDED.search(left):
            yield from judge_sum(view, whole, (part,), "part")


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
    yield from _town_and_country(view, facts, lefts)
    land = [
        m
        for m, left in zip(facts, lefts, strict=True)
        if m.dimension == "area" and _LAND.search(left) and (a := canonical(m)) and a.low >= _LEAST_LAND
    ]
    for at, (metric, left) in enumerate(zip(facts, lefts, strict=True)):
        if metric.dimension == "share" and _URBAN.search(left):
            near = range(max(0, at - _NEAR), at)
            urban = next((facts[i] for i in reversed(near) if _TOWNSFOLK.search(lefts[i])), None)
            whole = next((m for m in reversed(people) if m.char_start < metric.char_start), None)
            if urban and whole:
                yield from judge_share(view, metric, urban, whole, EXACT)
        elif metric.dimension == "share" and product and _SHARE_OF_PRODUCT.search(left):
            branch = next((m for m in reversed(facts[:at]) if m.dimension != "share"), None)
            if branch and branch.dimension == "money" and branch.sentence == metric.sentence:
                yield from judge_share(view, metric, branch, product, EXACT)
        elif metric.dimension == "money" and product and people and _A_HEAD.search(left):
            yield from _product_a_head(view, metric, product, people[0])
        elif kind(metric) == "人" and people and land and _DENSITY.search(left):
            yield from _density(view, metric, people, land[0])


def _town_and_country(
    view: PageView, facts: Sequence[Metric], lefts: Sequence[str]
) -> Iterator[Finding | Relation]:
    """Yield what townsfolk and villagers earn a head: the former more, and not many times more."""
    town = next((m for m, left in zip(facts, lefts, strict=True) if _TOWN_INCOME.search(left)), None)
    country = next((m for m, left in zip(facts, lefts, strict=True) if _COUNTRY_INCOME.search(left)), None)
    one, two = (canonical(m) if m and m.dimension == "money" else None for m in (town, country))
    if town is None or country is None or one is None or two is None or two.low <= 0:
        return
    if (one / two).meets(_INCOME_RATIO):
        return
    shown = f"城乡居民收入比{town.text}÷{country.text}={show(one.low / two.low)}，常见为1—4"
    yield relation(view, "城乡收入比", shown, "", "fails", (town, country))
    wanted = [(town, two * _USUAL_RATIO), (country, one / _USUAL_RATIO)]
    yield from doubt_bond(view, "income_ratio", shown, wanted, town)


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


def _density(
    view: PageView, metric: Metric, people: Sequence[Metric], land: Metric
) -> Iterator[Finding | Relation]:
    """Yield the people a square kilometre, against any of the populations that the account gives."""
    area, said = canonical(land), meaning(metric)
    if area is None or said is None or said.low <= 0:
        return
    square = area.times(1e-6)
    found = [(m, heads / square) for m in people if (heads := meaning(m))]
    fits = next((m for m, each in found if (each * _ROUNDED).meets(said)), None)
    if fits:
        members = (fits, land, metric)
        yield relation(view, "密度", f"{fits.text}÷{land.text}", metric.text, "holds", members)
    elif found:  # the people and the land may be of other years: only a slip is a doubt
        whole, each = found[0]
        wanted = (each * _ROUNDED, said * square * _ROUNDED, (square * each / said).times(1e6) * _ROUNDED)
        bond = list(zip((metric, whole, land), wanted, strict=True))
        if not any(r.is_slip and r.canonical.meets(w) for m, w in bond for r in readings(m)):
            return
        shown = f"{whole.text}÷{land.text}={show(each.low)}人≠{metric.text}"
        yield relation(view, "密度", shown, metric.text, "fails", (whole, land, metric))
        yield from doubt_bond(view, "product", shown, bond, metric)

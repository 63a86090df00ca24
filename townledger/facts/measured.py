"""The item of a figure that measures: 总投资30万元, 累计清运生活垃圾5400吨, 同比增长6.2%."""

from __future__ import annotations

import re

from townledger.facts import phrases
from townledger.facts.figure import LEFT, REST, Figure, Item
from townledger.facts.phrases import PLACE_ONLY, POINTER, bare
from townledger.numbers.units import lookup

_SHARE = re.compile(
    r"(?P<part>[一-鿿A-Z]*?)(?P<verb>占|(?:完成|相当于)(?=[一-鿿]+的))(?P<whole>比|到?了?[一-鿿A-Z]*?)"
    r"的?(?:比重|比例|份额)?(?:达到?|为|约)*"
)
_BOUND = re.compile("以[上下内]的?")  # 35岁以下的已占60%
_EARNINGS = ("收入", "收益", "工资", "成本", "利润")  # of a person or a place, not of what was counted before
_MARKS = frozenset(("over", "under", "range", "at_least", "at_most"))
_TIMES = re.compile(r"([一-鿿]{2,}?)(?:是|为)[^,。;]+的(?:近|约)?$")  # 建设里程是改造前里程的9倍
_PACE = frozenset(("增速", "增幅", "降幅", "涨幅", "占比", "比重", "总量"))  # of what was measured before
_GAINS = ("增收", "创收")  # say themselves what the money is


def measured(figure: Figure) -> Item:
    """总投资30万元, 累计清运生活垃圾5400万吨, 同比增长6.2%, 打造占地200亩的示范园."""
    head, earlier = figure.head, figure.where.earlier
    share = _SHARE.fullmatch(figure.chunk.lstrip(" 、")) if figure.number.unit in ("%", "‰", "") else None
    if share and _BOUND.match(share["part"]) and (before := figure.where.before):
        of = figure.heading() or figure.text[before.start : before.end] + share["part"][:2]
        return Item(of, share["verb"] + share["whole"])
    if share and (part := bare(share["part"]) or (earlier[-1][1].item if earlier else "")):
        return Item(part, share["verb"] + share["whole"])
    if LEFT.match(figure.front) and REST.fullmatch(figure.front) and (same := figure.same_unit()):
        return Item(same, figure.verb)
    if figure.number.unit == "倍" and (times := _TIMES.search(figure.chunk)):
        return Item(bare(times[1]), figure.verb)
    if not head.noun and (purpose := _purpose(figure)):
        return Item(purpose, "用于")
    if head.verb in _GAINS and not head.topic and figure.chunk.strip(" ,、") != head.verb:
        return Item(head.verb, head.verb)  # 全村每年可增收; but 人均纯收入8600元,增收1236元
    behind = figure.behind()
    if behind.endswith(_EARNINGS) and figure.adjoins(behind):
        return Item(behind, figure.verb)  # 每年只有几千元收入
    if head.change and (not head.topic or head.topic in _PACE) and earlier:
        return Item(earlier[-1][1].item, head.verb)
    if head.attribute:
        return _attributed(figure)
    if figure.text.startswith("外的", figure.number.end) and (place := figure.after_de()):
        return Item(place, figure.verb)  # 10公里外的学校
    owner = head.noun and not head.open and not POINTER.match(head.noun)
    if owner and PLACE_ONLY.fullmatch(head.noun):  # 长沙市173.5毫米; 杨头村8公里干道
        owner = not figure.adjoins(behind) or len(behind) < 2
        if same := figure.same_dimension():
            return Item(same, figure.verb)
    if owner:
        part = figure.after_de() if figure.number.unit == "%" else ""
        return Item(part or head.noun, figure.verb)  # 示范县80%的乡镇
    if head.topic and not head.change and len(behind) > 1 and figure.adjoins(behind) and not _done(behind):
        return Item(behind, figure.verb)  # 全省共建成2.4万公里农村公路
    if head.topic:
        money = lookup(figure.number.unit)
        if money is not None and money.dimension == "money":
            return Item(figure.deed() or head.topic + head.verb, figure.verb)
        return Item(head.topic, figure.verb)
    if figure.rate and not head.verb and (same := figure.same_dimension()):
        return Item(same, "")
    pointed = figure.pointed()
    item = figure.after_de() or behind or (figure.deed() if head.verb else "") or pointed or head.noun
    mark = figure.number.qualifier in _MARKS and not figure.front  # 10万元以上的89个,5万元以下的30户
    same = figure.same_dimension() if head.verb or mark else ""
    return Item(
        item or figure.shared() or same or figure.carried() or figure.deed() or head.verb, figure.verb
    )


def _done(noun: str) -> bool:
    """Tell whether what stands behind a figure is a predicate (3亩受灾), not a noun."""
    return phrases.verbs().match(noun) is not None


def _attributed(figure: Figure) -> Item:
    """总投资30万元: the owner in front of it, pointed at, behind 的, or the last thing counted."""
    head = figure.head
    owner = bare(head.noun.removesuffix(head.attribute))
    doer = head.attribute == "投资" and phrases.is_doer(owner)  # 引进企业投资2800万元修建了养殖场
    if owner and not doer and not POINTER.match(owner) and not PLACE_ONLY.fullmatch(owner):
        return Item(head.noun, head.verb or head.attribute)
    unit = lookup(figure.number.unit)
    if figure.rate and figure.rate + head.attribute in figure.chunk:  # 人均纯收入低于7800元的农户
        return Item(figure.rate + head.attribute, head.attribute)
    if unit is not None and unit.kind == "ratio":  # 普及率91.6% says what it is
        return Item(head.attribute, head.attribute)
    if head.attribute == "资金" and head.verb:
        return Item(head.noun, head.verb)
    deed = figure.deed()
    if owner and not deed:
        deed = phrases.later_deed(figure.text, figure.number.end, figure.where.sentence[1])
    item = figure.pointed() or figure.after_de() or deed or _owner_before(figure)
    return Item(item or head.attribute, head.attribute)


def _owner_before(figure: Figure) -> str:
    """实施重点项目126个，总投资428亿元: what was counted or measured in front owns the attribute."""
    before = figure.where.before
    if figure.where.previous is None or before is None or before.start < figure.where.sentence[0]:
        return ""
    item, measure = figure.where.previous.item, figure.where.previous.measure
    if measure and phrases.attribute_of(measure) == measure and not item.endswith(measure):
        return item  # 厂房占地25亩,建筑面积1.1万平方米
    attribute = phrases.attribute_of(figure.where.previous.item)
    owner = figure.where.previous.item.removesuffix(attribute)
    if figure.head.attribute.endswith(_EARNINGS):
        return ""
    if attribute and len(owner) >= 2:
        return owner + figure.head.attribute  # 玉米播种面积142万亩，平均亩产…: 玉米亩产
    unit = lookup(before.unit) if before.unit else None
    return figure.where.previous.item if unit is not None and unit.kind == "classifier" else ""


def _purpose(figure: Figure) -> str:
    """其中60%用于帮扶脱贫户: what a share is for."""
    return figure.deed() if figure.text.startswith("用于", figure.number.end) else ""

"""What a figure counts or measures: its item (a noun of the text) and its measure (a verb or attribute)."""

from __future__ import annotations

import re

from townledger.facts import phrases
from townledger.facts.counted import counted
from townledger.facts.figure import Figure, Item, Where
from townledger.facts.measured import measured
from townledger.facts.per_unit import rate_in
from townledger.facts.period_words import PERIOD
from townledger.facts.phrases import bare
from townledger.numbers.mentions import NumberSpan
from townledger.numbers.units import lookup

_TIME_TAILS = frozenset("来间内前后多里起")  # 近3年来: no noun
_LAST_OF_LIST = re.compile(r"[^“”‘’、,;:]+$")  # 落实“责任区域一日一巡查, 隐患摸排一周一上报
_AGED = re.compile(r"(?:及?以上|及?以下|左右|高龄)?(?:的)?([一-鿿]{2,8})")
_AGE_OF = re.compile(r"([一-鿿]{2,6})(?:年龄|今年|现年|已经|刚满|年满|从|[须应要]?在)$")
_WHEN = re.compile(
    rf"(?:预计|计划|力争|自|到|在|仅)*(?:{PERIOD.pattern})[间内前,]*|[一-鿿]{{2,6}}后(?=[可将能预年])"
)
_ABILITY = re.compile(
    "([^,。;]*?[一-鿿]能力)(?:可|能|已)?(?:达到?|为)?[日年时](?:[一-鿿]{2})?"
)  # 烘干能力达日处理200吨
_PEAK = re.compile("(.{2,}?)最[多高大低少]的?一[天日年月次][达为是]?到?")  # 接待游客最多的一天达6035人次
_ONCE_IN = re.compile("一遇的?")
_EVERY = re.compile(
    r"每(?:年|月|天|日|周|隔?(?:\d+|[两二三四五六七八九十]+)个?(?:年|月|周|星期|天|日|小时|分钟))(?:额外|可|能)?"
)  # 村集体每年额外增收


def item_of(text: str, number: NumberSpan, where: Where) -> Item:
    """Return the item and the measure of a figure."""
    unit = lookup(number.unit) if number.unit else None
    kind = unit.kind if unit else "classifier"
    chunk = text[where.chunk : number.start]
    if where.before is not None and where.before.end == where.chunk and "、" in chunk:
        chunk = chunk.rsplit("、", 1)[1]
    if number.class_ == "frequency" and not number.unit:  # 隐患摸排一周一上报
        verb = text[number.end - 2 : number.end]
        topic = _LAST_OF_LIST.search(text, where.clause, number.start)
        return Item(topic[0] if topic else verb, verb)
    if "(" in chunk and chunk.count("(") > chunk.count(")"):
        chunk = chunk.rsplit("(", 1)[1]  # 10名网格员(党员6人
    if kind == "age":
        return Item(_age(text, number, where), "")
    if chunk.endswith(("每", "每隔")):
        return Item("", "")  # the base of a rate: 每8小时消杀1次
    if "能力" in chunk and (able := _ABILITY.fullmatch(chunk)):
        chunk = able[1]
    if "最" in chunk and (peak := _PEAK.fullmatch(chunk)):
        chunk = peak[1]
    rate = rate_in(text[where.clause : number.start])
    chunk = _without_rate_and_time(chunk, rate)
    figure = Figure(text, number, where, chunk, bare(chunk), phrases.split(chunk), rate)
    if kind == "time":
        return _duration(figure)
    found = counted(figure, kind) if kind in ("classifier", "noun") else measured(figure)
    if rate and rate not in found.item + found.measure:
        return Item(found.item, rate + found.measure)
    return found


def _without_rate_and_time(chunk: str, rate: str) -> str:
    """每栋大棚年收入, 今年釋迦种植面积: what is left is verb and noun; 人均耕地 stays whole."""
    if rate and (not rate.endswith("均") or bare(chunk).endswith(rate)):
        chunk = _noun_behind(*chunk.split(rate, 1)) if rate in chunk else chunk
    when = _WHEN.match(chunk)
    chunk = chunk[when.end() :] if when and when.end() > 1 else chunk
    return _noun_behind(*_EVERY.split(chunk, maxsplit=1)) if "每" in chunk and _EVERY.search(chunk) else chunk


def _noun_behind(front: str, back: str) -> str:
    """合作社每亩施有机肥 counts what stands behind the rate; 大豆每亩补贴 what stands in front."""
    noun = phrases.split(back).noun
    return back if len(noun) > 1 and phrases.attribute_of(noun) != noun else front + back


def _duration(figure: Figure) -> Item:
    """为期3年的攻坚行动: the noun behind 的, else behind, else in front."""
    behind = figure.behind()
    if once := _ONCE_IN.match(figure.text, figure.number.end):  # 50年一遇防洪标准
        return Item(phrases.behind(figure.text, once.end(), figure.where.sentence[1], lenient=True), "")
    return Item(
        figure.after_de()
        or ("" if behind[:1] in _TIME_TAILS or len(behind) < 2 else behind)
        or figure.head.noun
        or figure.head.topic
        or figure.head.verb,
        figure.verb,
    )


def _age(text: str, number: NumberSpan, where: Where) -> str:
    """Return whose age it is: 75岁的李奶奶, 70岁以上老人, 刘某今年75岁."""
    match = _AGED.match(text, number.end, where.sentence[1])
    noun = phrases.cut(match[1]) if match else ""
    if noun:
        return noun
    head = _AGE_OF.search(text[where.sentence[0] : number.start])
    return head[1] if head else ""

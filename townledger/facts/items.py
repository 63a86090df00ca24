"""What a figure counts or measures: its item (a noun of the text) and its measure (a verb or attribute)."""

from __future__ import annotations

import re
from typing import NamedTuple

from townledger.facts import phrases
from townledger.facts.per_unit import rate_in
from townledger.facts.period_words import PERIOD
from townledger.facts.phrases import BOUNDARY, DE, PLACE_ONLY, POINTER, Head, bare
from townledger.numbers.mentions import NumberSpan
from townledger.numbers.units import lookup

_TIME_TAILS = frozenset("来间内前后多里起")  # 近3年来: no noun
_LAST_OF_LIST = re.compile(r"[^“”‘’、,;:]+$")  # 落实“责任区域一日一巡查, 隐患摸排一周一上报
_WHOLES = frozenset(("方面", "者"))  # 产业和治理两方面: all that stands in front is counted
_LEVELS = re.compile(r"(?:[省市县区乡镇村组户国街企校班]|街道|社区|部门|国家|、)+")
_BEYOND = re.compile(r"以上|左右|以下|多")
_SELF_COUNTING = frozenset(("人", "户", "口", "村", "乡镇", "人次", "户次"))
_POINTED = re.compile(
    r"(?:该|此|这一|这个|上述)([一-鿿]{2,4}?)(?=总|投|占|建|面|现|已|于|为|由|将|共|的|计|是|在)"
)
_ACTOR = re.compile(r".*(?:社区|街道|合作社|公司|企业|单位|部门|乡|镇|村)")  # spends, is not what is paid for
_THIS = re.compile(r"这[座个条所栋家处项]")
_BUILT = re.compile(r"(?:新建|改造|建设|打造)([一-鿿]{2,14}?)(?=施工|现场|同样|项目|已|正|,)")
_SELECTED = re.compile("(?:以[上下内]|之[间内])?的(?:共?有|共)?")  # 超过5万人的有3个
_TOPIC = re.compile(
    r"([一-鿿]{2,12}(?:项目|工程|中心|基地|园区|产业园|公司|合作社|工厂|车间|大桥|公路|学校|医院|水库))"
)
_HEADING = re.compile(r"[一-鿿“”]{2,14}?(?=方面,|上,|中,)")
_AGED = re.compile(r"(?:及?以上|及?以下|左右|高龄)?(?:的)?([一-鿿]{2,8})")
_AGE_OF = re.compile(r"([一-鿿]{2,6})(?:年龄|今年|现年|已经|刚满|年满|从|[须应要]?在)$")
_REST = re.compile(r"(?:其中|其余|余下|剩余|剩下|另外?|还)?(?:的|有|剩)*")  # 12个乡镇中,有9个…
_LEFT = re.compile(r"其余|余下|剩")
_SHARE = re.compile(
    r"(?P<part>[一-鿿A-Z]*?)(?P<verb>占|(?:完成|相当于)(?=[一-鿿]+的))(?P<whole>比|到?了?[一-鿿A-Z]*?)"
    r"的?(?:比重|比例|份额)?(?:达到?|为|约)*"
)
_TREATED = re.compile(
    r",?(?:并)?[对将把](?:[一-鿿]{0,4}?[\d.]+[万余多]*(?:公里|平方米|[一-鿿]))?([一-鿿]{2,14}?)(?:进行|予以|实施)"
)
_SPENT = re.compile(r"投资|投入|筹资|筹集|出资|斥资|耗资|集资|筹措")
_SIDES = re.compile(r"(?:、[一-鿿]{1,3}[\d.]+[一-鿿]{1,2}){1,4}的([一-鿿]{2,12})")  # 长800米、宽6米的产业路
_WHEN = re.compile(
    rf"(?:预计|计划|力争|自|到|在|仅)*(?:{PERIOD.pattern})[间内前,]*|[一-鿿]{{2,6}}后(?=[可将能预年])"
)
_EARNINGS = ("收入", "收益", "工资", "成本", "利润")  # of a person or a place, not of what was counted before
_HOLDING = frozenset(("现有", "共有", "拥有", "设有", "建有", "实有", "辖", "下辖", "管辖", "包括", "其中"))
_LOTS = frozenset(
    ("死亡", "受伤", "遇难", "失联", "失踪", "被困", "就业", "脱贫", "受益", "增收")
)  # of people
_EVERY = re.compile(r"每(?:年|月|天|日|周)(?:额外|可|能)?")  # 村集体每年额外增收
_PACE = frozenset(("增速", "增幅", "降幅", "涨幅", "占比", "比重", "总量"))  # of what was measured before
_JOINTS = frozenset(("", "、", "多", "余", "和", "或", "至", "甚至"))
_GAINS = ("增收", "创收")  # say themselves what the money is
_EVENTS = frozenset(("次", "场", "轮", "遍", "趟", "回"))
_FIGURE_TAIL = re.compile(r"[\d.]+[万亿]?[余多]?[%一-鿿]{0,4}$")


class Item(NamedTuple):
    """The noun that is counted or measured and the verb or attribute that says how."""

    item: str
    measure: str


class Where(NamedTuple):
    """Where a figure stands: paragraph, sentence, clause and chunk in flow offsets, and its neighbours."""

    paragraph: tuple[int, int]
    sentence: tuple[int, int]
    clause: int
    chunk: int  # behind the clause's beginning and the figure before
    before: NumberSpan | None
    after: NumberSpan | None
    previous: Item | None  # of the figure before: a list hands its noun on
    earlier: tuple[tuple[NumberSpan, Item], ...]  # the figures of the sentence in front, in order


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
    if chunk.count("(") > chunk.count(")"):
        chunk = chunk.rsplit("(", 1)[1]  # 10名网格员(党员6人
    if kind == "age":
        return Item(_age(text, number, where), "")
    rate = rate_in(text[where.clause : number.start])
    chunk = _without_rate_and_time(chunk, rate)
    reader = _Reader(text, number, where, chunk, phrases.split(chunk), rate)
    if kind == "time":
        return reader.duration()
    found = reader.counted(kind) if kind in ("classifier", "noun") else reader.measured()
    if rate and rate not in found.item + found.measure:
        return Item(found.item, rate + found.measure)
    return found


def _without_rate_and_time(chunk: str, rate: str) -> str:
    """每栋大棚年收入, 今年釋迦种植面积: what is left is verb and noun; 人均耕地 stays whole."""
    if rate and (not rate.endswith("均") or bare(chunk).endswith(rate)):
        chunk = _noun_behind(*chunk.split(rate, 1)) if rate in chunk else chunk
    when = _WHEN.match(chunk)
    chunk = chunk[when.end() :] if when and when.end() > 1 else chunk
    return _noun_behind(*_EVERY.split(chunk, maxsplit=1)) if _EVERY.search(chunk) else chunk


def _noun_behind(front: str, back: str) -> str:
    """合作社每亩施有机肥 counts what stands behind the rate; 大豆每亩补贴 what stands in front."""
    noun = phrases.split(back).noun
    return back if len(noun) > 1 and phrases.attribute_of(noun) != noun else front + back


class _Reader(NamedTuple):
    """One figure with everything that its item is read from."""

    text: str
    number: NumberSpan
    where: Where
    chunk: str
    head: Head
    rate: str

    @property
    def verb(self) -> str:
        return self.head.verb or self._carried_verb()

    def duration(self) -> Item:
        """为期3年的攻坚行动: the noun behind 的, else behind, else in front."""
        behind = self._behind()
        return Item(
            self._after_de()
            or ("" if behind[:1] in _TIME_TAILS or len(behind) < 2 else behind)
            or self.head.noun
            or self.head.topic
            or self.head.verb,
            self.verb,
        )

    def counted(self, kind: str) -> Item:
        """29名网格辅助员, 垃圾箱172个, 生猪存栏21万头, 670户1850名村民."""
        front = bare(self.chunk)
        if not self.head.noun:
            lot = phrases.predicate(self.text, self.number.end, self.where.sentence[1])
            if lot in _LOTS:
                return Item(lot, self.verb)  # 造成2人死亡
        if self.number.unit == "级" and _LEVELS.fullmatch(front):
            return Item(front, self.verb)
        rest = _REST.fullmatch(front) and (
            (bool(front) and self._predicate()) or not self._behind(strict=True)
        )
        if rest and (same := self._same_unit()):
            return Item(same, self.verb)
        if _SELECTED.fullmatch(self.chunk) and (heading := self._heading()):
            return Item(heading, self.verb)
        behind = self._behind()
        if self.number.unit in _WHOLES and front and not behind:
            return Item(front.strip("从在于以、"), self.verb)
        if behind:
            end = self.number.end + len(behind)
            done = phrases.predicate(self.text, end, self.where.sentence[1]) if self._adjoins(behind) else ""
            return Item(behind, self.verb or done)
        if shared := self._shared():
            return Item(shared, self.verb)
        if self._repeats():
            return Item(self.number.unit, self.verb)
        noun = self.head.noun or self.head.topic
        if noun:
            if noun.endswith("级") and self.where.previous and "级" in self.where.previous.item:
                noun += self.where.previous.item.rsplit("级", 1)[1]  # 省级龙头企业3家、市级12家
            return Item(noun, self.verb)
        if kind == "noun":
            return Item(self.number.unit, self.verb)
        unit = self.number.unit if self.number.unit in _SELF_COUNTING and self.number.unit[-1] != "次" else ""
        return Item(self._of_deed() or unit, self.verb)

    def _adjoins(self, noun: str) -> bool:
        return self.text.startswith(noun, self.number.end)

    def _predicate(self) -> bool:
        """Tell whether a verb stands right behind the figure: 有9个建成了…."""
        return phrases.verbs().match(self.text, self.number.end) is not None

    def _of_deed(self) -> str:
        """已整改25处, 走访1次, 11次收受财物: a verb alone takes the noun counted before, or is the item."""
        verb = self.head.verb
        if not verb:
            return self._carried()
        if self.number.unit in _EVENTS:
            return self._deed() or verb
        before = self.where.before
        if before is not None and before.end == self.where.chunk:
            if self.text.startswith("、", before.end):
                return bare(self.chunk)  # 投亲靠友1420人、集中安置443人
            if self.number.unit in _SELF_COUNTING:
                return self._deed() or self.number.unit  # 干部86人包联4200多户
        return self._deed() or self._same_unit() or self._carried()

    def _same_unit(self) -> str:
        """Return what was last counted in the sentence with the same unit; 其余 speaks of the first."""
        same = [item.item for number, item in self.where.earlier if number.unit == self.number.unit]
        return (same[0] if _LEFT.match(bare(self.chunk)) else same[-1]) if same else ""

    def _same_dimension(self) -> str:
        """Return what was last measured in the sentence with the same dimension: 发放96万元,户均3077元."""
        mine = lookup(self.number.unit)
        for number, item in reversed(self.where.earlier):
            other = lookup(number.unit) if number.unit else None
            if mine is not None and other is not None and other.dimension == mine.dimension:
                return item.item
        return ""

    def measured(self) -> Item:
        """总投资30万元, 累计清运生活垃圾5400万吨, 同比增长6.2%, 打造占地200亩的示范园."""
        head, earlier = self.head, self.where.earlier
        share = _SHARE.fullmatch(self.chunk.lstrip(" 、")) if self.number.unit in ("%", "‰", "") else None
        if share and (part := bare(share["part"]) or (earlier[-1][1].item if earlier else "")):
            return Item(part, share["verb"] + share["whole"])
        if (
            _LEFT.match(bare(self.chunk))
            and _REST.fullmatch(bare(self.chunk))
            and (same := self._same_unit())
        ):
            return Item(same, self.verb)
        if not head.noun and (purpose := self._purpose()):
            return Item(purpose, "用于")
        if head.verb in _GAINS and not head.topic and self.chunk.strip(" ,、") != head.verb:
            return Item(head.verb, head.verb)  # 全村每年可增收; but 人均纯收入8600元,增收1236元
        behind = self._behind()
        if behind.endswith(_EARNINGS) and self._adjoins(behind):
            return Item(behind, self.verb)  # 每年只有几千元收入
        if head.change and (not head.topic or head.topic in _PACE) and earlier:
            return Item(earlier[-1][1].item, head.verb)
        if head.attribute:
            return self._attributed()
        if head.noun and not head.open and not POINTER.match(head.noun):
            part = self._after_de() if self.number.unit == "%" else ""
            return Item(part or head.noun, self.verb)  # 示范县80%的乡镇
        if head.topic:
            money = lookup(self.number.unit)
            if money is not None and money.dimension == "money":
                return Item(self._deed() or head.topic + head.verb, self.verb)
            return Item(head.topic, self.verb)
        if self.rate and not head.verb and (same := self._same_dimension()):
            return Item(same, "")
        pointed = self._pointed()
        item = self._after_de() or behind or (self._deed() if head.verb else "") or pointed or head.noun
        same = self._same_dimension() if head.verb else ""
        return Item(item or self._shared() or same or self._carried() or self._deed() or head.verb, self.verb)

    def _attributed(self) -> Item:
        """总投资30万元: the owner in front of it, pointed at, behind 的, or the last thing counted."""
        head = self.head
        owner = bare(head.noun.removesuffix(head.attribute))
        if owner and not POINTER.match(owner) and not PLACE_ONLY.fullmatch(owner):
            return Item(head.noun, head.verb or head.attribute)
        unit = lookup(self.number.unit)
        if self.rate and self.rate + head.attribute in self.chunk:  # 人均纯收入低于7800元的农户
            return Item(self.rate + head.attribute, head.attribute)
        if unit is not None and unit.kind == "ratio":  # 普及率91.6% says what it is
            return Item(head.attribute, head.attribute)
        if head.attribute == "资金" and head.verb:
            return Item(head.noun, head.verb)
        deed = self._deed()
        if owner and not deed:
            deed = phrases.later_deed(self.text, self.number.end, self.where.sentence[1])
        item = self._pointed() or self._after_de() or deed or self._owner_before()
        return Item(item or head.attribute, head.attribute)

    def _owner_before(self) -> str:
        """实施重点项目126个，总投资428亿元: what was counted or measured in front owns the attribute."""
        before = self.where.before
        if self.where.previous is None or before is None or before.start < self.where.sentence[0]:
            return ""
        item, measure = self.where.previous.item, self.where.previous.measure
        if measure and phrases.attribute_of(measure) == measure and not item.endswith(measure):
            return item  # 厂房占地25亩,建筑面积1.1万平方米
        attribute = phrases.attribute_of(self.where.previous.item)
        owner = self.where.previous.item.removesuffix(attribute)
        if self.head.attribute.endswith(_EARNINGS):
            return ""
        if attribute and len(owner) >= 2:
            return owner + self.head.attribute  # 玉米播种面积142万亩，平均亩产…: 玉米亩产
        unit = lookup(before.unit) if before.unit else None
        return self.where.previous.item if unit is not None and unit.kind == "classifier" else ""

    def _behind(self, *, strict: bool = False) -> str:
        after, end = self.where.after, self.where.sentence[1]
        follows = after is not None and self.number.end <= after.start < end
        if after is not None and follows:
            end = after.start
        noun = phrases.behind(self.text, self.number.end, end, lenient=not strict and not self.head.noun)
        if after is not None and follows and noun and self.number.end + len(noun) == after.start:
            if phrases.verbs().fullmatch(noun):  # 干部86人包联4200多户
                return ""
            if relative := DE.match(self.text, after.end):  # 3个产值超20亿元的产业集群
                return phrases.cut(relative[1])
        return noun

    def _shared(self) -> str:
        """六大类16项考核指标, 80名70岁以上老人: the noun behind the next figure serves both."""
        after = self.where.after
        if after is None or self.text[self.number.end : after.start] not in _JOINTS:
            return ""
        beyond = _BEYOND.match(self.text, after.end)
        start = beyond.end() if beyond else after.end
        return phrases.behind(self.text, start, self.where.sentence[1], lenient=True)

    def _repeats(self) -> bool:
        """32个自然村1.2万人: the words in front belong to the figure before; 人 counts itself."""
        before = self.where.before
        counted = lookup(before.unit) if before is not None else None
        return (
            self.number.unit in _SELF_COUNTING
            and counted is not None
            and counted.kind in ("classifier", "noun")
            and self.where.previous is not None
            and before is not None
            and before.end == self.where.chunk
            and bare(self.chunk) == self.where.previous.item
        )

    def _after_de(self) -> str:
        end = self.number.end + (
            self.number.unit.endswith("亩") and self.text.startswith("地", self.number.end)
        )
        match = DE.match(self.text, end) or _SIDES.match(self.text, self.number.end)
        return phrases.cut(match[1]) if match else ""

    def _deed(self) -> str:
        """Return what is done behind the figure; money is spent behind a comma, too (筹资180万元,修建…)."""
        end = self.where.sentence[1]
        unit = lookup(self.number.unit) if self.number.unit else None
        if unit is None or unit.dimension != "money":
            return phrases.deed_behind(self.text, self.number.end, end)
        treated = _TREATED.match(self.text, self.number.end, end)
        return (
            phrases.deed_behind(self.text, self.number.end, end)
            or (treated[1] if treated else "")
            or (phrases.deed_behind(self.text, self.number.end + 1, end) if _SPENT.search(self.chunk) else "")
        )

    def _purpose(self) -> str:
        """其中60%用于帮扶脱贫户: what a share is for."""
        return self._deed() if self.text.startswith("用于", self.number.end) else ""

    def _carried_verb(self) -> str:
        """Return the first verb of the clause, for a later item of its list (拆除棚屋2个、户外厕所130个)."""
        for match in phrases.verbs().finditer(self.text, self.where.clause, self.number.start):
            if len(match[0]) > 1:
                return match[0]
        before, previous = self.where.before, self.where.previous
        if before is None or previous is None or (self.head.open and bare(self.chunk)):
            return ""
        mark = self.text[before.end : before.end + 1]
        listed = before.end == self.where.chunk if mark == "、" else before.end + 1 == self.where.chunk
        carries = mark == "、" or (mark == "," and previous.measure in _HOLDING)
        return previous.measure if listed and carries and phrases.verbs().fullmatch(previous.measure) else ""

    def _carried(self) -> str:
        """Return the noun of an earlier figure or clause for a figure without one (1615户、5800人)."""
        before, where = self.where.before, self.where
        if self.where.previous is not None and before is not None and before.end > where.sentence[0]:
            near = where.chunk + len(self.chunk) - before.end < 12
            listed = before.end >= where.clause and not bare(self.chunk)
            if near and (listed or (bare(self.chunk) and self.head.open)):
                return self.where.previous.item
        if heading := self._heading():
            return heading
        last = BOUNDARY.split(self.text[where.sentence[0] : where.clause].rstrip(",;:、 "))[-1]
        return phrases.split(_FIGURE_TAIL.sub("", last)).noun[-12:]

    def _heading(self) -> str:
        """Return what opens the sentence as its topic: 教育方面, 各乡镇中."""
        heading = _HEADING.match(self.text[self.where.sentence[0] : self.where.clause])
        return bare(heading[0]) if heading else ""

    def _pointed(self) -> str:
        """Return what 该项目 or 这座 stands for: the last noun of that kind; else the clause's topic."""
        where = self.where
        head = self.text[where.clause : self.number.start]
        window = self.text[max(where.paragraph[0], self.number.start - 160) : where.clause]
        pointer = _POINTED.search(head)
        if pointer and not _ACTOR.fullmatch(pointer[1]):
            found = re.findall(rf"[一-鿿]{{2,16}}?{re.escape(pointer[1])}", window)
            return bare(re.split(r"[在对以把将的]", found[-1])[-1]) if found else pointer[1]
        if _THIS.search(head):
            earlier = _BUILT.findall(window)
            return earlier[-1] if earlier else ""
        topic = _TOPIC.search(head)
        return bare(topic[1]) if topic else ""


def _age(text: str, number: NumberSpan, where: Where) -> str:
    """Return whose age it is: 75岁的李奶奶, 70岁以上老人, 刘某今年75岁."""
    match = _AGED.match(text, number.end, where.sentence[1])
    noun = phrases.cut(match[1]) if match else ""
    if noun:
        return noun
    head = _AGE_OF.search(text[where.sentence[0] : number.start])
    return head[1] if head else ""

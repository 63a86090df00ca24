"""A figure in its surroundings: where its noun may stand, and what it takes from its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from townledger.facts import phrases
from townledger.facts.phrases import BOUNDARY, DE, LONGEST, PLACE_ONLY, Head, bare
from townledger.numbers.mentions import NumberSpan
from townledger.numbers.units import lookup

_BEYOND = re.compile(r"以上|左右|以下|多")
_POINTED = re.compile(
    r"(?:该|此|这一|这个|上述)(?![省市州县区旗乡镇村])([一-鿿]{2,4}?)(?=总|投|占|建|面|现|已|于|为|由|将|共|的|计|是|在)"
)
_ACTOR = re.compile(r".*(?:社区|街道|合作社|公司|企业|单位|部门|乡|镇|村)")  # spends, is not what is paid for
_THIS = re.compile(r"这[座个条所栋家处项]")
_BUILT = re.compile(r"(?:新建|改造|建设|打造)([一-鿿]{2,14}?)(?=施工|现场|同样|项目|已|正|,)")
_TOPIC = re.compile(
    r"([一-鿿]{2,12}(?:项目|工程|中心|基地|园区|产业园|公司|合作社|工厂|车间|大桥|公路|学校|医院|水库))"
)
_HEADING = re.compile(r"[一-鿿“”]{2,14}?(?=方面,|上,|中,|里,)")
REST = re.compile(r"(?:其中|其余|余下|剩余|剩下|另外?|还)?(?:的|有|剩)*")  # 12个乡镇中,有9个…
LEFT = re.compile(r"其余|余下|剩")
_TREATED = re.compile(
    r",?(?:并)?[对将把](?:[一-鿿]{0,4}?[\d.]+[万余多]*(?:公里|平方米|[一-鿿]))?([一-鿿]{2,14}?)(?:进行|予以|实施)"
)
_VERB_LENGTH = 6
_DONE = frozenset(("", "了", "成", "起"))
_OWNERS = frozenset(("人", "户", "人口"))
_LIVES = re.compile("的(?:生命|财产|人身|健康|安危|生产生活)")
_SPENT = re.compile(r"投资|投入|筹资|筹集|出资|斥资|耗资|集资|筹措")
_SIDES = re.compile(r"(?:、[一-鿿]{1,3}[\d.]+[一-鿿]{1,2}){1,4}的([一-鿿]{2,12})")  # 长800米、宽6米的产业路
_HOLDING = frozenset(("现有", "共有", "拥有", "设有", "建有", "实有", "辖", "下辖", "管辖", "包括", "其中"))
_JOINTS = frozenset(("", "、", "多", "余", "和", "或", "至", "甚至", "共"))
_PASSED = re.compile(
    "([一-鿿A-Z]{2,16}?)(?:先后|连续|首次|再次|[两三四五六]次|已|将)*(?:突破|跨越|跨上|迈上|超过|达到)"
)
_OCCURS = re.compile("([一-鿿]{2,10}?)(?:出现|发生|分布|集中)[在于]")
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


@dataclass(slots=True)
class Figure:
    """A figure in its sentence: the words in front, split, and where to look for its noun."""

    text: str
    number: NumberSpan
    where: Where
    chunk: str
    front: str  # the chunk without conjunctions, adverbs and prepositions
    head: Head
    rate: str
    _behind: str | None = None

    @property
    def verb(self) -> str:
        """The verb in front of the figure, or the one that its list carries on."""
        return self.head.verb or self.carried_verb()

    def adjoins(self, noun: str) -> bool:
        """Tell whether a noun stands right behind the figure."""
        return self.text.startswith(noun, self.number.end)

    def same_unit(self) -> str:
        """Return what was last counted in the sentence with the same unit; 其余 speaks of the first."""
        same = [item.item for number, item in self.where.earlier if number.unit == self.number.unit]
        return (same[0] if LEFT.match(self.front) else same[-1]) if same else ""

    def same_dimension(self) -> str:
        """Return what was last measured in the sentence with the same dimension: 发放96万元,户均3077元."""
        mine = lookup(self.number.unit)
        for number, item in reversed(self.where.earlier):
            other = lookup(number.unit) if number.unit else None
            if mine is not None and other is not None and other.dimension == mine.dimension:
                return item.item
        return ""

    def behind(self, *, strict: bool = False) -> str:
        """Return the noun behind the figure; ``strict`` takes no compound that begins with a verb."""
        if strict or self._behind is None:
            noun = self._read_behind(strict)
            if strict:
                return noun
            self._behind = noun
        return self._behind

    def _read_behind(self, strict: bool) -> str:
        after, end = self.where.after, self.where.sentence[1]
        follows = after is not None and self.number.end <= after.start < end
        if after is not None and follows:
            end = after.start
        if self.number.unit in _OWNERS and _LIVES.match(self.text, self.number.end):
            return ""  # 10户55人的生命和财产
        start = self.number.end + (self.number.unit == "元" and self.text.startswith("钱", self.number.end))
        noun = phrases.behind(self.text, start, end, lenient=not strict and not self.head.noun)
        if after is not None and follows and noun and self.number.end + len(noun) == after.start:
            if phrases.verbs().fullmatch(noun):  # 干部86人包联4200多户
                return ""
            if relative := DE.match(self.text, after.end):  # 3个产值超20亿元的产业集群
                return phrases.cut(relative[1])
        return noun

    def shared(self) -> str:
        """六大类16项考核指标, 80名70岁以上老人: the noun behind the next figure serves both."""
        after = self.where.after
        if after is None or self.text[self.number.end : after.start] not in _JOINTS:
            return ""
        if after.unit in _OWNERS and _LIVES.match(self.text, after.end):
            return ""
        beyond = _BEYOND.match(self.text, after.end)
        start = beyond.end() if beyond else after.end
        return phrases.behind(self.text, start, self.where.sentence[1], lenient=True)

    def after_de(self) -> str:
        """Return the noun behind 的: 3年的攻坚行动, 4.5万元/亩地的毛利润."""
        land = self.number.unit.endswith("亩") and self.text.startswith("地", self.number.end)
        end = self.number.end + (land or self.text.startswith("外", self.number.end))
        match = DE.match(self.text, end) or _SIDES.match(self.text, self.number.end)
        return phrases.cut(match[1]) if match else ""

    def deed(self) -> str:
        """Return what is done behind the figure; money is spent behind a comma, too (筹资180万元,修建…)."""
        end = self.where.sentence[1]
        unit = lookup(self.number.unit) if self.number.unit else None
        if unit is None or unit.dimension != "money":
            return phrases.deed_behind(self.text, self.number.end, end)
        after = self.where.after
        if after is not None and after.start < end and after.start - self.number.end <= _VERB_LENGTH:
            verb = phrases.verbs().match(self.text, self.number.end, after.start)
            if verb and self.text[verb.end() : after.start] in _DONE:  # 投资200万元建设100亩菜园
                return phrases.behind(self.text, after.end, end, lenient=True)
        treated = _TREATED.match(self.text, self.number.end, end)
        return (
            phrases.deed_behind(self.text, self.number.end, end)
            or (treated[1] if treated else "")
            or (phrases.deed_behind(self.text, self.number.end + 1, end) if _SPENT.search(self.chunk) else "")
        )

    def carried_verb(self) -> str:
        """Return the first verb of the clause, for a later item of its list (拆除棚屋2个、户外厕所130个)."""
        for match in phrases.verbs().finditer(self.text, self.where.clause, self.number.start):
            if len(match[0]) > 1:
                return match[0]
        before, previous = self.where.before, self.where.previous
        if before is None or previous is None or (self.head.open and self.front):
            return ""
        mark = self.text[before.end : before.end + 1]
        listed = before.end == self.where.chunk if mark == "、" else before.end + 1 == self.where.chunk
        carries = mark == "、" or (mark == "," and previous.measure in _HOLDING)
        return previous.measure if listed and carries and phrases.verbs().fullmatch(previous.measure) else ""

    def carried(self) -> str:
        """Return the noun of an earlier figure or clause for a figure without one (1615户、5800人)."""
        before, where = self.where.before, self.where
        begun = max(where.sentence[0], where.clause - LONGEST)
        last = BOUNDARY.split(self.text[begun : where.clause].rstrip(",;:、 "))[-1]
        passed = _PASSED.match(last)
        if passed and phrases.attribute_of(subject := bare(passed[1])):
            return subject  # 生产总值先后跨越200亿、300亿元台阶,2011年达到316亿元
        if self.where.previous is not None and before is not None and before.end > where.sentence[0]:
            near = where.chunk + len(self.chunk) - before.end < 12
            listed = before.end >= where.clause and not self.front
            if near and (listed or (self.front and self.head.open)):
                return self.where.previous.item
        if heading := self.heading():
            return heading
        if before is not None and where.previous is not None and before.end > where.clause - len(last) - 1:
            return where.previous.item
        if occurs := _OCCURS.match(last):
            return bare(occurs[1])  # 最大雨量出现在…站,达150毫米
        noun = phrases.split(_FIGURE_TAIL.sub("", last)).noun[-12:]
        return "" if PLACE_ONLY.fullmatch(noun) or noun.endswith("之一") else noun

    def heading(self) -> str:
        """Return what opens the sentence as its topic: 教育方面, 各乡镇中."""
        heading = _HEADING.match(self.text, self.where.sentence[0], self.where.clause)
        return bare(heading[0]) if heading else ""

    def pointed(self) -> str:
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

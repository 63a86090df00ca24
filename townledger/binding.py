"""Binding: what a figure counts, who it is about, when, and in what status; decided by the sentence's structure.

A figure's noun stands right behind it (29名网格辅助员) or in front of it (垃圾箱172个); a measure's attribute
stands in front (总投资30万元). Verbs, attributes, stop and status words are data: ``seeds/lexicon/figure_*.csv``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from townledger.lexicon import LEXICON, alternation, read_words
from townledger.numbers import NumberSpan
from townledger.text import Flow
from townledger.units import lookup

if TYPE_CHECKING:
    from townledger.places import PlaceSpan


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure is bound to, as words of the text."""

    item: str
    measure: str
    subject: str
    place_code: str | None
    period_text: str
    status: str


STATUSES = ("planned", "capacity", "requirement")
_LISTS = {"act": "figure_verbs.csv", "attr": "figure_attributes.csv", "stop": "figure_stops.csv"}


@cache
def _words(role: str) -> tuple[str, ...]:
    if role in STATUSES:
        rows = read_words(LEXICON / "figure_status.csv", {"word": None, "status": STATUSES})
        return tuple(row["word"] for row in rows if row["status"] == role)
    return tuple(row["word"] for row in read_words(LEXICON / _LISTS[role], {"word": None}))


@cache
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile(alternation(_words(role)))


_BOUNDARY = re.compile(r"[,。;:!?\n]")
_LEADING = re.compile(
    r"^(?:[“‘\"'、和与及并又也还已均则其中个了的着过再另共有约近达超逾总计累计合计一共截至目前如今今年去年现在全年年内为是在将由被可]|目前|"
    r"并且|以及|同时|先后|分别|陆续|已经|全部|共计|其中|包括|还有|另有|以|年均|每年)+"
)
_TRAILING = re.compile(
    r"(?:[“‘\"'了着过的至到为达有约近超逾计共仅]|达到|超过|突破|不足|约为|高达|多达|将近|接近|左右|累计|合计|共计|总计|一共|分别|"
    r"增至|升至|降至|降到|增加到|增长到|提高到|提升到|下降到|由|从|比|连续[一二两三四五六七八九十\d]+年|破|控制在|维持在|保持在|稳定在|平均|预计|计划|力争|至少|最多|不少于|不低于|"
    r"不超过|可容纳|现有|共有|已有|拥有|设有|建有|大小共|每年|人民币|已经?|可获得?|获得?|分得|可享|享有|领到|拿到)+$"
)
_NOUN_STOP = re.compile(r"[,。;:!?\n、()“”‘’\"'0-9一二两三四五六七八九十百千万亿几]")
_OBJECT_STOP = re.compile(r"[,。;:!?\n、()“”‘’\"'0-9]")
_QUOTE_HEAD = re.compile(r"[“‘][^“”‘’]{1,16}[”’][一-鿿]{0,8}")
_DE = re.compile(r"的([一-鿿]{2,12})")
PERIOD = re.compile(
    r"连续(?:\d+|[一二两三四五六七八九十]+)年|近(?:\d+|[一二三四五六七八九十两几]+)(?:个)?(?:年|月|天|周)(?:多|余)?(?:来|间|内)?|(?:\d+|[一二三四五六七八九十两几数]+)(?:余|多)?年(?:来|间)(?![的得])"
    r"|(?:\d+|[一二三四五六七八九十两]+)(?:个)?[年月](?=累计|时间)|近年来?|近些年来?|多年来|今年以来|今年(?:前)?(?:\d{1,2}|[一二三四五六七八九十]+)(?:至\d{1,2}|[-—]\d{1,2})?(?:月(?:\d{1,2}日)?(?:份|底|初|末)?|个月|季度)(?:以来|起|开始)?"
    r"|今年[上下]半年|今年(?:春节|清明|五一|中秋|国庆|春季|夏季|秋季|冬季|入[春夏秋冬]以来|年初|年底)?|去年(?:以来|同期|底|年底|全年|\d{1,2}月)?|前年|明年|今后\d年|未来[一二三四五六七八九十\d]+年"
    r"|截至(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?(?:目前|今年\d{1,2}月[底末]?|去年底|年底)?|截止(?:目前|\d{1,2}月底?)|到目前为止|目前|现阶段|当前"
    r"|自?(?:1[89]|20)\d\d年(?:年)?(?:\d{1,2}月(?:\d{1,2}日|底|初|份)?|初|底|末|上半年|下半年|前?[一二三四\d]季度|当年|全年|春季|秋季|夏季|冬季|至(?:20\d\d年|今))?(?:以来|起|开始|年底|年初|间)?"
    r"|(?:1[89]|20)\d\d(?:[-—~至](?:20)?\d\d)年(?:间|期间)?|二[〇零一二三四五六七八九]{3}年"
    r"|“?(?:十[一二三四五]|九)五”?(?:期间|时期|以来|末|规划期)|上半年|下半年|前[一二三四\d]季度|第?[一二三四]季度|前(?:\d+|[一二三四五六七八九十]+)个月|\d{1,2}[-—~至]\d{1,2}月(?:份)?"
    r"|(?:党的)?(?:十八|十九|二十)大以来|建[国党]以来|改革开放以来|[当本]年|全年|年内|本[周月季]度?|当[日天月]|[上本下]学期|暑假期间|寒假期间|春节(?:前夕|期间)?|国庆(?:期间|假期)"
    r"|\d{1,2}月(?:\d{1,2}日)?(?:以来|起|至今|份|底|初|上旬|中旬|下旬)?|近[日期]|日前|连日来|入[春夏秋冬汛]以来|目前为止"
    r"|每(?:年|月|周|日|天|季度?|半年|学期|星期)|现(?=[有养存已共])"
)
_WEAK = re.compile(r"近[日期]|日前|现|当前|连日来")
_RULE_QUOTE = re.compile(r"[^”]{0,80}”(?:的)?(?:工作)?(?:要求|机制|制度|规定|标准|原则|目标|办法)")
_ORG_TAIL = re.compile(r"(?:日报|晚报|时报|[一-鿿]{0,12}(?:有限公司|集团|股份))")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure stands: flow offsets of its paragraph, sentence, clause and chunk, and its neighbours."""

    paragraph: tuple[int, int]
    sentence: tuple[int, int]
    clause: int
    chunk: int  # after the clause's beginning and the figure before
    before: NumberSpan | None
    after: NumberSpan | None


def bind(
    flow: Flow,
    number: NumberSpan,
    neighbours: tuple[NumberSpan | None, NumberSpan | None],
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    subject: tuple[str, str | None],
    article: int,
    previous: Bound | None = None,
) -> Bound:
    """Bind one figure.

    Parameters
    ----------
    flow, number
        The text and the figure in it.
    neighbours
        The figures (measures only) before and after it, whatever their distance.
    sentence, paragraph
        The spans that hold it.
    subject
        The place or body that the figure is about, with its code (see :class:`Subjects`).
    article
        Where the article begins.
    previous
        What the figure before it was bound to; a list hands its noun on.
    """
    text = flow.text
    before, after = neighbours
    clause = _clause_start(text, number.start, sentence[0])
    chunk = max(clause, before.end) if before and before.end <= number.start else clause
    place = _Place(paragraph, sentence, clause, chunk, before, after)
    item, measure = _item_and_measure(text, number, place, previous)
    return Bound(
        item=item,
        measure=measure,
        subject=subject[0],
        place_code=subject[1],
        period_text=_period(text, number, sentence, paragraph, article),
        status=_status(text, number, sentence, clause),
    )


def _clause_start(text: str, at: int, floor: int) -> int:
    start = floor
    for match in _BOUNDARY.finditer(text, floor, at):
        start = match.end()
    return start


# -- item and measure -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """The words between the last boundary and a figure, split: 累计|清运|生活垃圾."""

    verb: str
    noun: str
    attribute: str  # 总投资, 普及率: the noun is (or ends in) a measured attribute
    open: bool  # the words end in a verb or in 的, so the figure's noun stands behind it


def _item_and_measure(
    text: str, number: NumberSpan, place: _Place, previous: Bound | None
) -> tuple[str, str]:
    """Return (item, measure): the noun that is counted or measured, and the verb or attribute."""
    unit = lookup(number.unit) if number.unit else None
    kind = unit.kind if unit else "classifier"
    chunk = text[place.chunk : number.start]
    follows = previous is not None and place.before is not None and place.before.end == place.chunk
    if follows and "、" in chunk:
        chunk = chunk.rsplit("、", 1)[1]
    head = _split(chunk)
    verb = head.verb or _carried_verb(text, place.clause, number.start)
    if number.class_ == "frequency" and not number.unit:
        topic = text[place.clause : number.start].strip("“‘、")
        return topic or text[number.end - 2 : number.end], text[number.end - 2 : number.end]
    if kind == "age":
        return _age_item(text, number, place.sentence), ""
    after = place.after
    behind = _noun_behind(text, number.end, place.sentence[1], after, lenient=not head.noun)
    if number.unit == "级" and _LEVELS.fullmatch(_bare(chunk)):
        return _bare(chunk), verb
    if kind == "time":
        de = _DE.match(text, number.end)
        return (_cut_noun(de[1]) if de else "") or behind or head.noun, verb
    if number.unit in _WHOLES and (head.noun or chunk) and not behind:
        return (head.noun or chunk).strip("从在于以、"), verb
    if kind in ("classifier", "noun"):
        joint = after is not None and after.start <= number.end + 1
        if (
            joint and after is not None and not behind
        ):  # 六大类16项考核指标, 670户1850名村民, 80名70岁以上老人
            beyond = _BEYOND.match(text, after.end)
            shared = _noun_behind(
                text, beyond.end() if beyond else after.end, place.sentence[1], None, lenient=True
            )
            if shared:
                return shared, verb
        if kind == "noun" and not behind and not head.noun:
            return number.unit, verb
        if behind or head.noun:
            return behind or head.noun, verb
        deed = _object_behind(text, number.end, place.sentence[1]) if head.verb else ""
        return deed or _carried(text, chunk, place, previous), verb
    pointed = _antecedent(text, place, number.start)
    if head.attribute:
        owner = _bare(head.noun.removesuffix(head.attribute))
        de = _DE.match(text, number.end)
        if owner and not _POINTER.match(owner) and not _PLACE_ONLY.fullmatch(owner):
            return head.noun, head.attribute
        deed = _object_behind(text, number.end, place.sentence[1])
        if owner and not deed:
            deed = _later_deed(text, number.end, place.sentence[1])
        return pointed or (_cut_noun(de[1]) if de else "") or deed or head.attribute, head.attribute
    if head.noun and not head.open:
        return head.noun, verb
    de = _DE.match(text, number.end)
    return (
        (_cut_noun(de[1]) if de else "")
        or behind
        or _object_behind(text, number.end, place.sentence[1])
        or pointed
        or head.noun
        or _carried(text, chunk, place, previous)
        or verb,
        verb,
    )


_WHOLES = frozenset(("方面", "级", "者"))  # 产业和治理两方面, 镇、村两级: all that stands in front is counted
_POINTER = re.compile(r"(?:这|该|此|本|其)[一-鿿]{0,4}$")
_PLACE_ONLY = re.compile(r"[一-鿿]{1,8}(?:省|市|县|区|乡|镇|村|街道|社区)")
_LEVELS = re.compile(r"(?:[省市县区乡镇村组户国街企校班]|街道|社区|部门|国家|、)+")
_BEYOND = re.compile(r"以上|左右|以下|多")
_PREPOSED = re.compile(
    r"(?:并?对(?![象口外联])|在(?![校册建岗职地])|为|将(?!军)|把|向(?!日)|给(?![水养付排])|从(?![业事])|于)[一-鿿]"
)
_GETS = re.compile(r"(?:可获得?|获得?|分得|享有|可享|领到|拿到)$")
_PERSONS = re.compile(
    r"[一-鿿]{1,6}(?:者|员|人|民|众|队|部|队伍|干部|力量|机械|车辆|资金|班子|小组|单位|企业|部门|政府|党委)$"
)
_SUPERLATIVE = re.compile(r"最[一-鿿](?:的)?$")
_OPEN_END = re.compile(r"(?:的|了|着|过|出)$")


def _split(chunk: str) -> _Head:
    """Split the words in front of a figure into verb, noun and attribute.

    The first verb governs (争取|水库移民后期扶持资金); a later one does when a doer stands between the two
    (组织志愿者|清理|垃圾). Words in quotation marks are never split.
    """
    chunk = chunk.rstrip(" 、")
    superlative = _SUPERLATIVE.search(chunk)
    if superlative:
        chunk = chunk[: superlative.start()]
        if not _bare(chunk):
            return _Head("", "", "", open=True)
    opened = _OPEN_END.search(chunk) is not None or _GETS.search(chunk) is not None or chunk.endswith("等")
    words = _bare(_TRAILING.sub("", chunk.strip(" 、")))
    if chunk.endswith("等"):
        return _Head("", "", "", open=True)
    attribute = _attribute(words)
    acts = _pattern("act")
    verb, verb_end, at, depth = "", 0, 0, 0
    limit = len(words) - len(attribute)
    while at < limit:
        depth += words[at] in "“‘("
        depth -= words[at] in "”’)" and depth > 0
        match = acts.match(words, at, limit) if not depth else None
        if match is None or (len(match[0]) == 1 and at and words[at - 1] not in "共已新各、并先"):
            at += 1
            continue
        between = words[verb_end:at]
        if not verb:
            verb = match[0]
        elif between in ("", "、", "并", "和", "或", "及"):
            verb += between + match[0]
        elif _PERSONS.match(between):
            verb = match[0]
        else:
            at = match.end()
            continue
        at = verb_end = match.end()
    noun = _bare(words[verb_end:])
    if _PREPOSED.match(noun) and (not attribute or noun == attribute):
        noun = ""
    if not noun:
        return _Head(verb, "", "", open=True)
    for mark in ("、", "和", "及", "与"):
        if not verb and mark in noun and "”" not in noun:
            noun = noun.rsplit(mark, 1)[-1]
    if "的" in noun:
        noun = noun.rsplit("的", 1)[-1] or noun.rstrip("的")
    if noun.count("“") != noun.count("”"):
        noun = noun.strip("“”")
    return _Head(verb, noun[-24:], attribute if noun.endswith(attribute) else "", open=opened)


def _bare(noun: str) -> str:
    """Strip conjunctions, adverbs and prepositions in front of a noun phrase."""
    return _LEADING.sub("", noun.lstrip("、的了着过出 ")).lstrip("、的了着过出 ").strip()


def _noun_behind(text: str, start: int, limit: int, after: NumberSpan | None, *, lenient: bool) -> str:
    """Return the noun phrase that begins right behind a figure, or nothing.

    ``lenient``: nothing in front can be the noun, so a phrase that begins with a verb is a compound (17项服务事项).
    """
    if start >= limit:
        return ""
    quoted = _QUOTE_HEAD.match(text, start)
    if quoted:
        close = max(quoted[0].rfind("”"), quoted[0].rfind("’")) + 1
        return quoted[0][:close] + _cut_noun(quoted[0][close:])
    end = min(limit, start + 18)
    if after is not None and after.start >= start:
        end = min(end, after.start)
    stop = _NOUN_STOP.search(text, start, end)
    phrase = text[start : stop.start() if stop else end].removeprefix("的")
    if phrase.startswith(("具有", "具备", "含有", "带有", "拥有")) and "的" in phrase:
        phrase = phrase.rsplit("的", 1)[1]
    return _cut_noun(phrase, lenient=lenient)


def _cut_noun(phrase: str, *, lenient: bool = False) -> str:
    """Cut a noun phrase before the first verb, preposition or function word behind its head."""
    stops = _pattern("stop")
    at = 0
    while at < len(phrase):
        match = stops.match(phrase, at) or _FUNCTION.match(phrase, at)
        if match and at == 0:
            if not lenient or _FUNCTION.match(phrase) or match[0] in _NEVER_NOUN:
                return ""
            at = match.end()
            continue
        if match:
            break
        at += 1
    return phrase[:at].strip("“”‘’ ")


_NEVER_NOUN = frozenset(
    [
        "进行",
        "实现",
        "参加",
        "分别",
        "先后",
        "正在",
        "同场",
        "组成",
        "构成",
        "进入",
        "前往",
        "来到",
        "走进",
        "用于",
        "作为",
        "成为",
        "左右",
        "以上",
        "以下",
        "以内",
        "之间",
        "入手",
    ]
)


_FUNCTION = re.compile(
    r"[的了到在把被给等均都是]|已|将(?![军士领])|从(?![业事教])|向(?![日导阳心])|与(?<!参与)|及|并|也|又|还|就|才|则|而|或|于"
    r"|对(?![象口接外联])|由(?<!自由)|以(?![上下内])|和(?![谐平美解])|为(?<!行为)(?<!作为)|可(?![口乐])"
)
"""Function words that end a noun phrase, with the words that merely begin or end with the same character."""


def _later_deed(text: str, start: int, limit: int) -> str:
    """投资370万元对…主大街规划了花池: what the money was spent on, from the first verb behind with an object."""
    stop = _BOUNDARY.search(text, start, limit)
    for match in _pattern("act").finditer(text, start, stop.start() if stop else limit):
        if len(match[0]) < 2:
            continue
        end = _NOUN_STOP.search(text, match.end() + 1, limit)
        noun = _cut_noun(text[match.end() : end.start() if end else limit].lstrip("了")[:16], lenient=True)
        if len(noun) >= 2:
            return noun
    return ""


def _object_behind(text: str, start: int, limit: int) -> str:
    """投入300余万元硬化大街小巷14条: the deed behind a figure, when nothing else names what it is about."""
    stop = _OBJECT_STOP.search(text, start, min(limit, start + 20))
    if text[start : start + 1] and stop and stop[0] in "“‘" and stop.start() > start:
        close = text.find("”", stop.start(), min(limit, start + 30))
        phrase = text[start : close + 1 + 4] if close > 0 else text[start : stop.start()]
        phrase = _BOUNDARY.split(phrase)[0]
    else:
        phrase = text[start : stop.start() if stop else min(limit, start + 20)]
    act = _pattern("act").match(phrase) or _pattern("stop").match(phrase)
    if not act or act.end() == len(phrase):
        return ""
    return phrase[: act.end()] + (_cut_noun(phrase[act.end() :], lenient=True) or phrase[act.end() :])


def _carried_verb(text: str, clause: int, at: int) -> str:
    """Return the first verb of the clause for a later item of its list (拆除棚屋2个、户外厕所130个)."""
    for match in _pattern("act").finditer(text, clause, at):
        if len(match[0]) > 1:
            return match[0]
    return ""


def _carried(text: str, chunk: str, place: _Place, previous: Bound | None) -> str:
    """Return the noun of an earlier figure or clause for a figure that has none of its own (1615户、5800人)."""
    if previous is not None and place.before is not None and place.before.end > place.sentence[0]:
        gap = text[place.before.end : place.chunk + len(chunk)]
        if (place.before.end >= place.clause and not _bare(chunk.strip("、和及与"))) or (
            _SUPERLATIVE.search(chunk) and len(gap) < 12
        ):
            return previous.item
    topic = re.match(r"[一-鿿“”]{2,14}?(?=方面,|上,|中,)", text[place.sentence[0] : place.clause])
    if topic:
        return _bare(topic[0])
    last = _BOUNDARY.split(text[place.sentence[0] : place.clause].rstrip(",;:、 "))[-1]
    noun = re.sub(r"[\d.]+[万亿]?[余多]?[%一-鿿]{0,4}$", "", last)
    return _split(noun).noun[-12:]


@cache
def _attributes() -> frozenset[str]:
    return frozenset(_words("attr"))


def _attribute(noun: str) -> str:
    """Return the longest attribute that a noun phrase ends with (建筑面积, 总投资, 普及率), or nothing."""
    for size in range(min(7, len(noun)), 0, -1):
        if noun[-size:] in _attributes():
            return noun[-size:]
    return ""


def _antecedent(text: str, place: _Place, at: int) -> str:
    """Return what 该项目 or 这座 stands for: the last noun phrase of that kind in front; else the clause's topic."""
    head = text[place.clause : at]
    window = text[max(place.paragraph[0], at - 160) : place.clause]
    pointer = _RELATIVE.search(head)
    if pointer:
        kind = pointer[1]
        found = re.findall(rf"[一-鿿]{{2,16}}?{re.escape(kind)}", window)
        return _LEADING.sub("", re.split(r"[在对以把将的]", found[-1])[-1]) if found else kind
    if re.search(r"这[座个条所栋家处项]", head):
        earlier = re.findall(
            r"(?:新建|改造|建设|打造)([一-鿿]{2,14}?)(?=施工|现场|同样|项目|已|正|,)", window
        )
        return earlier[-1] if earlier else ""
    topic = _TOPIC.search(head)
    return topic[1] if topic else ""


_RELATIVE = re.compile(
    r"(?:该|此|这一|这个|上述)([一-鿿]{2,4}?)(?=总|投|占|建|面|现|已|于|为|由|将|共|的|计|是|在)"
)
_TOPIC = re.compile(
    r"([一-鿿]{2,12}(?:项目|工程|中心|基地|园区|产业园|公司|合作社|工厂|车间|大桥|公路|学校|医院|水库))"
)


def _age_item(text: str, number: NumberSpan, sentence: tuple[int, int]) -> str:
    """75岁的李奶奶, 70岁以上老人; 刘某今年75岁."""
    behind = re.compile(r"(?:以上|以下|左右|高龄)?(?:的)?([一-鿿]{2,8})").match(text, number.end, sentence[1])
    noun = _cut_noun(behind[1]) if behind else ""
    if noun:
        return noun
    head = re.search(r"([一-鿿]{2,6})(?:年龄|今年|现年|已经|刚满|年满|从)$", text[sentence[0] : number.start])
    return head[1] if head else "年龄"


# -- period, status -------------------------------------------------------------------------------


def _period_floor(text: str, start: int, floor: int) -> int:
    """Return where the words that can govern a sentence begin: behind the last full stop, over 。其中 too."""
    stops = [m.end() for m in _FULL_STOP.finditer(text, floor, start)]
    at = stops[-1] if stops else floor
    if text[at : at + 2] == "其中" and len(stops) > 1:
        at = stops[-2]
    elif text[at : at + 2] == "其中":
        at = floor
    return at


_FULL_STOP = re.compile(r"[。!?\n]+[”’]?")


def _period(
    text: str, number: NumberSpan, sentence: tuple[int, int], paragraph: tuple[int, int], article: int
) -> str:
    """Return the period words that govern a figure: the nearest in front of it in its sentence.

    现有 and 现已 yield to an explicit period of the sentence; 近日 governs only where nothing else does; a
    stretch of time that is itself the figure does not govern itself.
    """
    found = ""
    weak = ""
    floor = _period_floor(text, sentence[0], paragraph[0])
    for match in PERIOD.finditer(text, floor, number.start):
        if match.end() > number.start or match[0] in ("截至", "自"):
            continue
        if match[0].startswith(("每", "连续")):
            if _BOUNDARY.search(text, match.end(), number.start):
                continue
            found = match[0]
        elif _WEAK.fullmatch(match[0]):
            weak = match[0]
        elif not (found and number.start - match.end() > 80):
            found = match[0]
    if number.class_ == "frequency":
        cadence = re.match(r"一[日天周月季年]", text[number.start : number.end])
        return cadence[0] if cadence else found or weak
    if weak == "现" and not _BOUNDARY.search(text, text.rfind("现", floor, number.start), number.start):
        now = _NOW.search(text, floor, number.start)
        return now[0] if now else found or weak
    if not found and not weak and _THIS_EVENT.search(text, floor, number.start):
        lead = _LEAD.search(text, article, min(article + 300, number.start))
        return lead[0] if lead else ""
    return found or weak


_NOW = re.compile("截至目前|目前")
_THIS_EVENT = re.compile(r"(?:此|本|这)次(?!之)|活动(?:现场|中|当天)")
_LEAD = re.compile(r"近日|日前|连日来|\d{1,2}月\d{1,2}日")
"""How the lead of a news item dates the event that its later sentences call 此次."""


def _status(text: str, number: NumberSpan, sentence: tuple[int, int], clause: int) -> str:
    """Return actual, planned, capacity or requirement from the words that govern the figure."""
    head = text[clause : number.start]
    stop = _BOUNDARY.search(text, number.end, sentence[1])
    tail = text[number.end : stop.start() if stop else sentence[1]]
    if _pattern("capacity").search(head):
        return "capacity"
    if re.match(r"(?:并?对|凡|若|如果|一旦|只要)", head) and re.search(
        r"的[^,。]+(?:给予|予以|进行|实行|,|$)", tail
    ):
        return "requirement"  # 对连续两次上黑榜的村，约谈…
    lead = text[sentence[0] : number.start]
    if lead.count("“") > lead.count("”") and _RULE_QUOTE.match(text, number.end, sentence[1]):
        return "requirement"
    if _pattern("requirement").search(head) or tail.startswith("之间"):
        return "requirement"
    planned = None
    for match in _pattern("planned").finditer(lead):
        if match[0] == "拟" and lead[match.start() - 1 : match.start()] in ("模", "虚", "比"):
            continue
        if match[0] != "将" or _WILL.match(lead, match.end()):
            planned = match
    if planned and not re.search(r"[。;]|已(?!经?完)|目前|截至", lead[planned.end() :]):
        return "planned"
    return "actual"


_WILL = re.compile(
    rf"(?:会|于|在|达|有|可|继续|进一步|再|直接|全面|陆续|持续|聚焦|以|分|投入|新|年|每|使|让|从|打|按|对|力争)|{alternation(_words('act'))}"
)
"""What follows 将 when it speaks of the future; before a noun (将金盆村作为…) it is a preposition."""


# -- subject --------------------------------------------------------------------------------------


class Subjects:
    """Who a figure is about: the nearest place in front of it in its sentence, its paragraph, its article.

    Parameters
    ----------
    text
        The flow text.
    places
        The page's places, sorted.
    """

    def __init__(self, text: str, places: Sequence[PlaceSpan]) -> None:
        self._text = text
        self._places = list(places)
        self._starts = [place.start for place in self._places]

    def of(
        self,
        number: NumberSpan,
        sentence: tuple[int, int],
        paragraph: tuple[int, int],
        article: tuple[int, int],
        code: str | None,
    ) -> tuple[str, str | None]:
        """Return (subject as written, code) of a figure; the article's place when nothing nearer is named."""
        for low, high in ((sentence[0], number.start), (paragraph[0], sentence[0])):
            place = self._last(low, high, code)
            if place is not None:
                listed = self._common_parent(place, low)
                return (place.text, listed) if listed else self._coded(place, code, article[0])
        speaker = self._speaker(number, paragraph, code)
        if speaker is not None:
            return self._coded(speaker, code, article[0])
        return "", code

    def _last(self, low: int, high: int, article_code: str | None) -> PlaceSpan | None:
        at = bisect_right(self._starts, high - 1) - 1
        while at >= 0 and self._starts[at] >= low:
            place = self._places[at]
            if place.end <= high and self._fits(place, article_code):
                return place
            at -= 1
        return None

    def _common_parent(self, place: PlaceSpan, floor: int) -> str | None:
        """对东韩村、南张村和武平村…整治: a figure about a list of places is about the place they lie in."""
        at = bisect_right(self._starts, place.start) - 2
        if at < 0 or self._places[at].start < floor or place.code is None:
            return None
        other = self._places[at]
        if other.code is None or len(other.code) != len(place.code) or len(place.code) < 9:
            return None
        if self._text[other.end : place.start] not in ("、", "和", "与", "及"):
            return None
        shared = 9 if len(place.code) == 12 else 6
        return place.code[:shared] if place.code[:shared] == other.code[:shared] else None

    def _fits(self, place: PlaceSpan, article_code: str | None) -> bool:
        """Tell whether a place can be a subject: below province, in the article's line of descent, no publisher."""
        if place.level in ("province", "other") and place.code != article_code:
            return False
        if _ORG_TAIL.match(self._text, place.end):
            return False
        if article_code is None or place.code is None:
            return True
        return place.code.startswith(article_code[:6]) or article_code.startswith(place.code)

    def _speaker(self, number: NumberSpan, paragraph: tuple[int, int], code: str | None) -> PlaceSpan | None:
        """In direct speech the speaker's place stands behind the quotation."""
        close = self._text.find("”", number.end, paragraph[1])
        if close < 0:
            return None
        at = bisect_right(self._starts, close)
        if at < len(self._places):
            place = self._places[at]
            if place.start <= close + 3 and place.end <= paragraph[1] and self._fits(place, code):
                return place
        return None

    def _coded(self, place: PlaceSpan, article_code: str | None, floor: int) -> tuple[str, str | None]:
        """An unresolved village counts for the place it lies in: the nearest coded place in front of it."""
        if place.code is not None:
            return place.text, place.code
        at = bisect_right(self._starts, place.start) - 2
        while at >= 0 and self._starts[at] >= floor:
            upper = self._places[at]
            if upper.code is not None and len(upper.code) <= 9 and self._fits(upper, article_code):
                return place.text, upper.code
            at -= 1
        return place.text, article_code

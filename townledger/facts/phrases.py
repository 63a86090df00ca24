"""Noun phrases around a figure: what stands in front of it, split into verb and noun, and what stands behind.

Verbs, attributes and the words that end a noun phrase are data: ``seeds/lexicon/figure_verbs.csv``,
``figure_attributes.csv``, ``figure_stops.csv``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from townledger.lexicon import LEXICON, alternation, read_words

BOUNDARY = re.compile(r"[,。;:!?\n]")
_NUMERALS = frozenset("一二三四五六七八九十百千万")
LONGEST = 200
"""Characters that a clause of honest prose never passes; no figure looks further for its words."""
_TO_LAST_END = re.compile(rf"(?s:.*){BOUNDARY.pattern}")
NOUN_STOP = re.compile(r"[,。;:!?\n、+()“”‘’\"'0-9一二两三四五六七八九十百千万亿几]")
OBJECT_STOP = re.compile(r"[,。;:!?\n、+()“”‘’\"'0-9]")
QUOTE_HEAD = re.compile(r"[“‘][^“”‘’]{1,16}[”’][一-鿿]{0,8}")
_THERE_ARE = frozenset(("有", "共有", "占", "达", "共"))
_RELATIVE = re.compile(r"[一-鿿]{2,8}?的([一-鿿]{2,6})")
_BEYOND = re.compile(r"(?:以[上下内]|左右)(?=[一-鿿])(?!的)")  # 4轴以上货车
_GRADE = re.compile(r"[一-鿿]{1,2}级(?:及其?)?以[上下](?:的)?(?=[一-鿿])")  # 75家县级以上龙头企业
_RESERVOIR = re.compile(r"小\([一二12]\)型")  # a class of reservoirs, 水利水电工程等级
DE = re.compile(r"的([一-鿿]{2,12})")
PLACE_ONLY = re.compile(r"[一-鿿]{2,8}(?:省|(?<![超城门集夜股菜])市|县|区|乡|镇|村|街道|社区)")
POINTER = re.compile(r"(?:这|该|此|本(?![科地土级金])|其|我|他|她|它|咱|自己)[一-鿿]{0,4}$|平均$")

_ADVERBS = (
    "能(?![力源量耗繁人手])|需要?(?!求)|刚开始|一开始|起初|原先|打算|一年(?![级制生])|一天(?!天)|一个月|以前|从前|往年|每隔|有望|尚|仍|曾经|累计|合计|总计|共计|一共|截至目前|到目前为止|目前|如今|现在|今年以来|今年|"
    "去年|全年|年内|周边|像这样|这样|确保|努力|其中|包括|还有|另有|并且|以及|同时|先后|分别|"
    "陆续|已经|全部|每年|年均|日均|月均|每天|每月|以[上下内]|之[内间]|左右|"
    "再次|继续|新增加|进一步|全面|持续|积极|大力|着力|集中|统一|共同|"
    "预计|计划|力争|将|拟|也|又|还|已|均|则|共(?!享|同|青|产|有)|再|仅|实际|在(?![校册建岗职地编外读园])|由|被|"
    "按(?![揭摩照期])|把|对|为|是|以|和|与|并|及|个(?!体)|了|着|过|的|中(?!心|央|药|学|小)|现(?![有场代状实行金])|可|只|就(?![业诊医读地近餐])"
)
_LEADING = re.compile(
    r"(?:[日年月](?=加工|处理|生产|出栏|接待)|"
    r"[“‘\"'、+ ]|(?:该|全|本|我)(?:省|市|州|盟|县|旗|区|乡|镇|村|社区|街道|项目|园区|公司|院|校|企业)"
    rf"|{_ADVERBS})+"
)
_LEADING_STARTS = frozenset(
    " \"'+‘“、一与个中为之也了仅今仍从以像先全共其再分则刚到力努包原去又及另只可合同周和在均大如实"
    "对将尚就左已年并往总我截打把拟持按新日是曾月有本每现由的目着确积累统继能被计该起过还这进陆集需预"
)
"""The first characters of what ``_LEADING`` strips."""
_TRAILING = re.compile(
    r"(?:[“‘\"'、 ]|达到?|约为?|高达|多达|将近|接近|超过|超|逾|突破|破|"
    r"(?<![附最临邻靠])近|不足|不到|不满|不?(?:低于|高于|少于|多于)|不超过|左右|"
    r"累计|合计|共计|总计|一共|大小共|目前|全[省市州县旗区乡镇村]|[也还就都]能?|必须|应当|也要|共有|现有|已有|拥有|设有|建有|有|共|计|仅|已经?|分别|平均|"
    r"增至|升至|降至|减至|降到|增到|增加到|增长到|提高到|提升到|下降到|下降至|上升至|提高至|提升至|增加至|减少至|"
    r"涨到|涨至|扩大到|扩大至|发展到|调整为|跃升至|上升到|减少到|缩减到|由|从|(?<![贷别入养价])比|到|至|为|"
    r"连续[一二两三四五六七八九十\d]+年|控制在|维持在|保持在|稳定在|预计|计划|"
    r"力争|至少|最多|可容纳|可|每年|人民币|"
    r"过来|出来|下来|回来|起来|成功|[可能]得|获得?|分得|享有|可享|领到|拿到|完成|实现|花费|只花|仅花|花|用|占|占比|各|的|了|着|过)+$"
)
_TRAILING_ENDS = frozenset(
    "“‘\"'、 到达为约近过超逾破足满于右计共前也还就都能须当要有仅经已别均至由从比续在划争少多纳可"
    "来各币功得获享成现费花用占的了着省市州县旗区乡镇村年"
)
"""The last characters of what ``_TRAILING`` strips."""
_CHANGE = re.compile(
    r"(?:(?:同比|环比|同口径|可比口径|按[年季月]|比上年|较上年|比去年|较去年|同期|(?<!可)比|较)[一-鿿\d]{0,8}?)?"
    r"(?:增长|增加|增收|增幅|下降|减少|提高|上升|降低|减低|上涨|下跌|回落|加快|放缓|收窄|"
    r"攀升|提升|扩大|缩减|缩短|回升|翻|减亏|增产|减产|提前|超额)$"
    r"|(?:比|较)[一-鿿\d]{2,10}?(?:多|少|高|低|快|慢)出?$"
)
_CHANGE_ENDS = frozenset("长加收幅降少高升低涨跌落大减短翻亏产前额多快慢出缓窄")
_DATED = re.compile(
    r"(?:(?:(?:19|20)\d\d年|上年|去年)[末底]?的?|(?:现在|如今|目前|今年|初期|最初|当初)的)$"
)  # 由2018年的18万亩
_DATED_ENDS = frozenset("年末底的")
_SUPERLATIVE = re.compile(r"最[一-鿿](?:的)?$")
_RELATIVE_END = re.compile(r"(?:的|了|着|过|可获得?|获得?|分得|享有|可享|领到|拿到)$")
_RELATIVE_ENDS = frozenset("的了着过得获有享到")
_DOER = re.compile(
    r"[一-鿿]{1,6}(?:者|员|人|民|众|队|部|队伍|干部|力量|机械|车辆|资金|班子|小组|单位|企业|部门|政府|党委|合作社|公司|支部)$"
    r"|(?:合作社|公司|企业|党支部)$"
)
_POINTED_AT = re.compile("(?:这|那|[一几两])(?:片|块|座|处|栋|组|台|套|条|家|批|根|口|间|排|支|辆)$")
"""在这片2亩多的地里, 装了一组4千伏的设备: the noun stands behind the figure."""
_POINTED_ENDS = frozenset("片块座处栋组台套条家批根口间排支辆")
_STRETCH = re.compile(
    r"(?:近|最多的|最[大高]的)?[\d一两二三四五六七八九十半几]+个?(?:年|天|日|月|周|小时|季度|分钟)(?:平均|里|内|间)?|时候"
)
"""No noun that a figure could count: 两年平均增长2.2%."""
_STRETCH_ENDS = frozenset("年天日月周时度钟均里内间候")
_LASTING = re.compile("[一两二三四五六七八九十\\d]{1,3}(?:年|个月)$")  # 固定资产投资五年累计完成
_ONE = re.compile("^一(?:年|天|个?月)(?![级制生天])")  # 一天给他们发70元钱工资
_PREPOSED = re.compile(
    r"(?:并?对(?![象口外联])|按照?(?![揭摩期时])|在(?![校册建岗职地园])|为|将(?!军)|"
    r"把|向(?!日)|给(?![水养付排])|从(?![业事])|于)[一-鿿]"
)
_FUNCTION = re.compile(
    r"[的了到把被给等均都是]|曾(?!祖)|在(?![校册建岗职编外读园])|已|将(?![军士领])|从(?![业事教])|向(?![日导阳心])|与(?<!参与)|及|并|"
    r"也|又|还|就(?![业诊医读地近餐])|才|则(?<![细规原准法守]则)|而|或|于"
    r"|对(?![象口接外联])|由(?<!自由)|以(?![上下内])|和(?![谐平美解])|为(?<!行为)(?<!作为)|可(?![口乐])"
)
"""Function words that end a noun phrase, with the words that merely begin or end with the same character."""
_NEVER_NOUN = frozenset(
    (
        "进行", "实现", "参加", "分别", "先后", "正在", "同场", "组成", "构成", "进入", "前往",
        "来到", "走进", "用于", "作为", "成为", "左右", "以上", "以下", "以内", "之间", "入手", "计算",
        "折算", "测算", "统筹", "减至", "降至", "增至", "升至", "减少到", "提高到", "全部",
    )
)  # fmt: skip


_DEED_NAMES = frozenset(("占地", "投资"))  # attributes that are verbs as well
_LIGHT = frozenset(("完成", "实现", "达到", "形成", "取得", "拥有", "现有", "共有"))  # verbs that say nothing
_GRANTS = frozenset(("补贴", "补助", "奖补", "奖励", "帮扶", "扶持", "救助", "资助"))
_EXTENT = ("面积", "量", "里程", "人数", "户数")
_QUOTED = re.compile(r"“[^”]*”?|‘[^’]*’?|\([^)]*\)?")
_QUOTE = re.compile("[“‘(]")
_SOURCE = re.compile(r"(?:那里|这里|手[里中])$|[一-鿿]{4}(?:合作社|公司|集团|党支部|村委会|政府)$")
_SIMPLE_DEEDS = frozenset("种养修建铺栽挖卖买收花捐办评打搬做写送凑挣赚领")
_WITH = re.compile(r"(?:(?<![所可])以|将|把|凭|拿出|[们民人者员]在)$")  # 村集体以120万元资金入股
_WITH_ENDS = frozenset("以将把凭出在")
_ALL = re.compile(r"(?:全部|[被已均都])+")
_ALL_STARTS = frozenset("全被已均都")
_AMONG = re.compile(r"(?<![高初国集期其])中$")  # 12个乡镇中
_ANEW = ("共", "累计", "已", "先后", "陆续")  # the verb behind these governs: 安置点共安置
_NO_DEED = frozenset(("正在", "分别", "先后", "通过"))
_COMPLEMENT = re.compile(r"^出(?![租口售栏产动资台土])")  # 打造出占地…
_WITHIN = re.compile(r"^[一-鿿]{1,4}(?:[内里]|周边|附近|沿线|境内)$")  # 流转村内535亩耕地
_WITHIN_ENDS = frozenset("内里边近线")
_NO_VERB = {
    "生产": "总", "养": "老生护分料", "种": "子类畜苗",
    "办": "公事", "打": "印字", "评": "估价", "建": "筑材制国党",
    "植": "物被保", "辖": "区", "铺": "面", "共建": "成立设",
}  # fmt: skip
"""Verbs, and the characters before which they are none."""
_COMPOUNDS = (
    "厂(?![家商房])",
    "业(?![主务态])",
    "户(?![厕外用籍型])",
    "班(?![次级列车子])",
    "场(?![地所次景馆])",
)
_NO_COMPOUND = (
    f"(?!{'|'.join(_COMPOUNDS)}|员(?!工)|量(?!子)|费(?!用)|期(?![间末货])|点(?![位多])|基地|[率额者筑])"
)
"""加工厂, 种植户, 培训班: a verb in front of such a suffix is part of a noun."""
_NO_SEAT = "(?!岗位|中心|终端|车间|设施|设备|场所|用房|站点)"
"""Behind a verb these make a compound of it: 就业岗位, 处理终端."""
_HAVE = frozenset(("共有", "现有", "拥有", "设有", "建有", "实有"))  # 共有搬迁群众: what follows is a noun


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in read_words(LEXICON / f"figure_{name}.csv", {"word": None}))


@cache
def verbs() -> re.Pattern[str]:
    """Return the pattern of the verbs whose object can be counted (清运, 新建, 发放)."""
    return re.compile(alternation(_words("verbs"), unless=_NO_VERB) + _NO_COMPOUND)


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(alternation(_words("stops")) + _NO_COMPOUND)


@cache
def _deed_starts() -> frozenset[str]:
    """Return the first characters of the words that ``_stops`` and ``verbs`` match."""
    return frozenset(word[0] for word in _words("stops") + _words("verbs"))


@cache
def _ends() -> re.Pattern[str]:
    """Return the pattern of what ends a noun phrase: a verb or a function word."""
    begins = {word[0] for word in _words("stops")} | set(_FUNCTION.pattern)  # and some that begin none
    quick = re.escape("".join(sorted(begins)))
    return re.compile(f"(?=[{quick}])(?:{_stops().pattern}{_NO_SEAT}|{_FUNCTION.pattern})")


@cache
def _attributes() -> dict[str, list[str]]:
    """Return the attributes by their last character, the longest first."""
    by_end: dict[str, list[str]] = {}
    for word in sorted(_words("attributes"), key=len, reverse=True):
        by_end.setdefault(word[-1], []).append(word)
    return by_end


def clause_start(text: str, low: int, high: int) -> int:
    """Return where the clause that holds ``high`` begins, at or behind ``low``, ``LONGEST`` back at most."""
    low = max(low, high - LONGEST)
    ended = _TO_LAST_END.match(text, low, high)
    return ended.end() if ended else low


class Head(NamedTuple):
    """The words between the last boundary and a figure, split: 该乡|累计|清运|生活垃圾."""

    verb: str = ""
    noun: str = ""
    topic: str = ""  # the noun in front of the verb: 生猪|存栏, 固定资产投资|增长
    attribute: str = ""  # 总投资, 普及率: what the noun ends in, when it is measured
    change: bool = False  # the verb compares (同比增长): the figure is about what was measured before
    open: bool = False  # the words end in a verb or in 的, so the figure's noun stands behind it


def bare(noun: str) -> str:
    """Strip conjunctions, adverbs and prepositions in front of a noun phrase."""
    leading = _LEADING.match(noun) if noun[:1] in _LEADING_STARTS else None
    return (noun[leading.end() :] if leading else noun).strip(" 、的")


def _without_trailing(words: str) -> str:
    """Strip adverbs, limits and light verbs behind a noun phrase: 垃圾箱|共有."""
    return _TRAILING.sub("", words).strip(" 、") if words[-1:] in _TRAILING_ENDS else words.strip(" 、")


def attribute_of(noun: str) -> str:
    """Return the longest attribute that a noun phrase ends with (建筑面积, 总投资, 普及率), or nothing."""
    for attribute in _attributes().get(noun[-1:], ()):
        if noun.endswith(attribute):
            return attribute
    return ""


def split(chunk: str) -> Head:
    """Split the words in front of a figure into verb, noun and attribute.

    The first verb governs (争取|水库移民后期扶持资金); a later one does when a doer stands between the two
    (组织志愿者|清理|垃圾). A verb at the end has its noun in front (生猪|存栏) or behind the figure. Words in
    quotation marks are never split.
    """
    chunk = chunk.strip(" 、")
    if chunk[-1:] in _DATED_ENDS:
        chunk = _DATED.sub("", chunk)
    if superlative := _SUPERLATIVE.search(chunk) if "最" in chunk else None:
        chunk = chunk[: superlative.start()]
    front = bare(chunk)
    if not front or chunk[-1] == "等" or (chunk[-1] in _WITH_ENDS and _WITH.search(chunk)):
        return Head(open=True)
    if chunk[-1] in _POINTED_ENDS and _POINTED_AT.search(chunk):
        return Head(open=True)
    opened = chunk[-1] in _RELATIVE_ENDS and _RELATIVE_END.search(chunk) is not None
    plain = _without_trailing(chunk)
    if "最" in plain:
        plain = _SUPERLATIVE.sub("", plain)
    if opened and plain[-1:] in _SIMPLE_DEEDS:
        return Head(plain[-1], open=True)  # 罗朝勇种了35亩火龙果
    if plain[-1:] in "年月":
        plain = _LASTING.sub("", plain)
    if plain[:1] == "一":
        plain = _ONE.sub("", plain)
    words = front if plain == chunk else bare(plain)
    change = _CHANGE.search(words) if words[-1:] in _CHANGE_ENDS else None
    if change:
        topic = _last_noun(bare(_without_trailing(words[: change.start()])))
        topic = "" if topic[-1:] in _STRETCH_ENDS and _STRETCH.fullmatch(topic) else topic
        return Head(change[0], topic="" if _no_topic(topic) else topic, change=True, open=not topic)
    attribute = attribute_of(words)
    verb, first, verb_end = _governing_verb(words, len(words) - len(attribute))
    rest = words[verb_end:]
    noun = bare(_COMPLEMENT.sub("", rest) if verb and rest[:1] == "出" else rest) if verb else words
    if _PREPOSED.match(rest if verb else plain) and noun != attribute:
        noun = "" if attribute in _DEED_NAMES else attribute  # 在该村投资, but 对监测对象人均纯收入
    if not noun or (noun[-1] in _WITHIN_ENDS and _WITHIN.search(noun)):
        topic = _last_noun(bare(words[:first])) if verb else ""
        return Head(verb, topic="" if _no_topic(topic) else topic, open=True)
    if verb and len(noun) == 1 and not attribute:
        noun, verb = words[verb_end - len(verb) :], ""  # 转运站6座
    noun = _last_noun(noun) if not verb or "的" in noun else noun
    if noun == attribute and words[:verb_end].endswith(verb) and _names_extent(verb, noun):
        noun = verb + noun
    if noun[-1:] in _STRETCH_ENDS and _STRETCH.fullmatch(noun):
        return Head(verb, open=True)
    if noun.count("“") != noun.count("”"):
        noun = f"“{noun}" if f"“{noun}" in chunk else noun.strip("“”")
    return Head(verb, noun[-24:], "", attribute if noun.endswith(attribute) else "", open=opened)


def _names_extent(verb: str, attribute: str) -> bool:
    """Tell whether a verb belongs to the attribute behind it: 收割|面积, 补贴|资金, but 完成|面积."""
    if attribute == "资金":
        return verb in _GRANTS
    return verb not in _LIGHT and attribute.endswith(_EXTENT)


def _governing_verb(words: str, limit: int) -> tuple[str, int, int]:
    """Return (verb, start, end) of the verb that governs ``words[end:]``; ("", 0, 0) when there is none."""
    verb, start, end = "", 0, 0
    plain = _QUOTED.sub(lambda quoted: "“" * len(quoted[0]), words) if _QUOTE.search(words) else words
    for match in verbs().finditer(plain, 0, limit):
        at = match.start()
        if len(match[0]) == 1 and at and words[at - 1] not in "共已新各、并先再还也只仅":
            continue
        between = words[end:at]
        if verb and not between and match.end() == limit and words[limit:] not in _DEED_NAMES:
            break  # 完成|造林, 投入|帮扶资金: the second verb is the noun, or part of it
        if verb and (between in ("、", "并", "和", "或", "及") or (not between and verb not in _HAVE)):
            verb += between + match[0]
        elif not verb or _DOER.match(between) or between.endswith(_ANEW):
            verb, start = match[0], at
        else:
            continue
        end = match.end()
    return verb, start, end


def _last_noun(noun: str) -> str:
    """Return the last member of a row of nouns, and what stands behind the last 的."""
    attribute = attribute_of(noun)
    if "”" not in noun and attribute != noun:
        for mark in "、" if attribute and "的" not in noun else "、和及与":
            front, _, back = noun.rpartition(mark)
            if len(front) >= 2 and len(back) >= 2:
                noun = back
    return (noun.rsplit("的", 1)[-1] or noun) if "的" in noun else noun


def is_doer(noun: str) -> bool:
    """Tell whether a noun names who does something (企业, 志愿者), not what is counted."""
    return _DOER.match(noun) is not None


def _no_topic(noun: str) -> bool:
    """Tell whether the words in front of a verb are its doer, not what is counted (该村|投入)."""
    if noun.count("“") != noun.count("”") or "为" in noun:
        return True
    if POINTER.match(noun) or PLACE_ONLY.fullmatch(noun) or is_doer(noun) or len(noun) < 2:
        return True
    return (_SOURCE.search(noun) or _WITHIN.search(noun)) is not None


def cut(phrase: str, *, lenient: bool = False) -> str:
    """Cut a noun phrase before the first verb, preposition or function word behind its head.

    ``lenient``: a phrase that begins with a verb is a compound (17项服务事项), not a clause.
    """
    ends = _ends()
    match = ends.search(phrase)
    if match and match.start() == 0:
        if not lenient or _FUNCTION.match(phrase) or match[0] in _NEVER_NOUN:
            return ""
        match = ends.search(phrase, match.end())
    if match and not (len(match[0]) == 2 and len(phrase) - match.end() <= 1):
        phrase = phrase[: match.start()]  # in 固定宣传栏, 网格负责人 the verb is part of the noun
    if phrase[-1:] == "中":
        phrase = _AMONG.sub("", phrase)
    return "" if phrase in _NEVER_NOUN else phrase.strip("“”‘’ ")


def _behind_limit(text: str, start: int, end: int) -> int:
    """Return where the words behind a limit or a class begin: 4轴|以上|货车, 75家|县级以上|龙头企业."""
    match = None
    if text.startswith(("以", "左右"), start):
        match = _BEYOND.match(text, start, end)
    elif text.startswith("小(", start):
        match = _RESERVOIR.match(text, start)
    if match is None and "级" in text[start + 1 : start + 3]:
        match = _GRADE.match(text, start, end)
    return match.end() if match else start


def behind(text: str, start: int, end: int, *, lenient: bool = False) -> str:
    """Return the noun phrase that begins at ``start``, right behind a figure, and ends by ``end``."""
    start = _behind_limit(text, start, end)
    if start >= end:
        return ""
    if text[start] in "“‘" and (quoted := QUOTE_HEAD.match(text, start)):
        close = max(quoted[0].rfind("”"), quoted[0].rfind("’")) + 1
        return quoted[0][:close] + cut(quoted[0][close:])
    end = min(end, start + 18)
    stop = NOUN_STOP.search(text, start + (text[start] in _NUMERALS), end)  # 7位九旬老人
    phrase = text[start : stop.start() if stop else end].removeprefix("的")
    if phrase.startswith(("中有", "中,")) or phrase in _THERE_ARE:  # 超过6万人的有2个
        return ""
    if lenient and (relative := _RELATIVE.match(phrase)) and _ends().match(phrase):
        return cut(relative[1], lenient=True)  # 七成外出务工的村民
    if phrase.startswith(("具有", "具备", "含有", "带有", "拥有")) and "的" in phrase:
        phrase = phrase.rsplit("的", 1)[1]
    noun = cut(phrase, lenient=lenient)
    if (noun and len(noun) < len(phrase)) or not stop:
        return noun
    return "" if stop[0] in _NUMERALS and verbs().fullmatch(noun) else noun  # 25户发放一次性补贴


def predicate(text: str, start: int, end: int) -> str:
    """Return the verb that ends or follows the noun behind a figure: 2300亩烤烟|受灾, 3座小桥被|冲毁."""
    adverb = _ALL.match(text, start, end) if text[start : start + 1] in _ALL_STARTS else None
    at = adverb.end() if adverb else start
    if text[at : at + 1] not in _deed_starts():
        return ""
    verb = _stops().match(text, at, end) or verbs().match(text, at, end)
    return verb[0] if verb and verb[0] not in _NEVER_NOUN else ""


def deed_behind(text: str, start: int, limit: int) -> str:
    """投入300余万元硬化大街小巷: the deed that begins right behind a figure, verb and object."""
    stop = OBJECT_STOP.search(text, start, min(limit, start + 20))
    phrase = text[start : stop.start() if stop else min(limit, start + 20)]
    if stop and stop[0] in "“‘" and stop.start() > start:
        close = text.find("”", stop.start(), min(limit, start + 30))
        if close > 0:
            phrase = BOUNDARY.split(text[start : close + 5])[0]
    if phrase.startswith(("用于", "统筹")):
        return cut(phrase[2:], lenient=True)
    verb = verbs().match(phrase) or _stops().match(phrase)
    if not verb or len(phrase) < verb.end() + 2 or verb[0] in _NO_DEED or phrase[verb.end()] in "到至为":
        return ""
    done = cut(phrase[verb.end() :], lenient=True) or phrase[verb.end() :]
    return "" if PLACE_ONLY.fullmatch(done) else phrase[: verb.end()] + done


def later_deed(text: str, start: int, limit: int) -> str:
    """投资370万元对…主大街规划了花池: the object of the first verb further behind in the clause."""
    stop = BOUNDARY.search(text, start, limit)
    for match in verbs().finditer(text, start, stop.start() if stop else limit):
        if len(match[0]) < 2:
            continue
        end = NOUN_STOP.search(text, match.end() + 1, limit)
        noun = cut(text[match.end() : end.start() if end else limit].lstrip("了")[:16], lenient=True)
        if len(noun) >= 2:
            return noun
    return ""

"""The name guard: numerals with a unit behind them that are names, slogans or idioms after all.

What is truly lexical (二十大, 十四五, 统一) stands in the lexicon; the rest is decided by form: places,
grades, phases, figures of speech (百座, 千里), collective nouns (两岸); quotations and chains are in
``chains.py``, the 一 that counts nothing in ``ones.py``. The first rule that knows the form decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from townledger.numbers.chains import PROPER_TAIL, closes_quotation, quoted, set_of_four
from townledger.numbers.lexical import words
from townledger.numbers.mention import Found, Numeral
from townledger.numbers.ones import COUNTING_VERB, idle_one, one_item
from townledger.numbers.printed import MEASURING, PrintedUnit
from townledger.numbers.units import lookup

Rule = Callable[[Numeral, PrintedUnit], Found | None]

_CLAUSE_END = ",。;、!?)\n"

# -- places, circles, lines ---------------------------------------------------------------------------

_PLAIN = frozenset("个名位次项条座户人大届期批场年天月日种类元亩米吨斤只头株") | {"平方米", "公里", "公斤"}
_PLACE = re.compile(
    r"[一二三四五六七八九十百千万两]{1,3}+(?<![百千万][两万千])[一-鿿]{1,3}?"
    r"(?:(?:镇|乡|村(?![民两干级支])|县|街道|社区|屯|苏木|嘎查)|(?<=[道里家门台盘孔角星面尺穗管棵])"
    r"(?:子|山|峡|岭|店|堡|铺|渠|坡|寨|庄|滩|洲|湾|亭|桥|沟|河(?!流)|水(?=[市凉])|河子)(?![上里面内中路]))"
)
_COUNTED_PLACE = re.compile(
    r"[一二三四五六七八九十百千万两]{1,4}(?:户|条|座|间|亩|里|斤|吨|头|峰|人班|里半)[^乡镇农山新老古渔,。;、的]?"
    r"(?:镇(?![道区里上级街])|村(?![民两干级支道集组里屋舍宅居小口头])|乡(?![镇村亲里情土道间]))"
)
_CIRCLE = re.compile(r"[^,。;]{0,4}圈(?![舍养])")
_SESSION = re.compile(r"[一二三四五六七]中全会|全国|人大|政协")
_SITTING = re.compile(r"(?:全体)?会议|全会|全体")
_ASSEMBLY = re.compile(r"(?:人大|政协|代表大会|委员会|届|纪委|党代会|职代会)$")
_SCHEME = re.compile(r"(?:攻坚|提升|倍增|振兴|专项|整治|建设|改造|培育|滚动)?(?:行动|计划|规划)(?![了好出])")
_NEAR_AGE = re.compile(r"年[过近逾届]$")
_AGED = re.compile(r"老|高龄|翁|夫[妇妻]|母|父|婆")
_TIMES_NAME = re.compile(
    r"产业|供水|创业|元|函数|污染|利用|加工|分配|革命|装修|开发|曝光|能源|搬运|代谢|衰变|方程"
)
_CLASS_NAME = re.compile(
    r"[一二三四五六七八九十]+(?:类(?:水|苗|区|地区|以上|标准|土|垃圾|费用|新药|疫苗|园)"
    r"|组(?:组长|村民|居民|的?村民|长)|星(?:级|以上|红旗))"
)


def _final(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 最后一公里: a set phrase."""
    return Found(n.start - 2, u.end, "name", "固定说法") if n.before.endswith(("最后", "最先")) else None


def _circle(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 15分钟便民服务圈."""
    if u.text.endswith(("分钟", "小时")) and _CIRCLE.match(n.text, u.end):
        return Found(n.start, u.end, "name", "生活圈一类的名称")
    return None


def _line(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 公交12路, 3路车."""
    if u.text == "路" and (n.before.endswith("公交") or n.text.startswith(("公交", "车"), u.end)):
        return Found(n.start, u.end, "name", "线路")
    return None


def _place(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know a place's name by its level word (七级镇, 六户村, 四道沟村) or its landform (五台山, 三家店)."""
    if u.kind == "age" or COUNTING_VERB.search(n.before):
        return None
    pattern = _COUNTED_PLACE if u.text in _PLAIN else _PLACE
    match = pattern.match(n.text, n.start)
    return Found(n.start, match.end(), "name", "地名") if match else None


def _session(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 十四届全国人大, 二十届三中全会 and 2024届."""
    if u.text != "届":
        return None
    if n.arabic:
        return Found(n.start, u.end, "date", "届别") if len(n.core) == 4 else None
    return Found(n.start, u.end, "ordinal", "届次") if _SESSION.match(n.text, u.end) else None


def _meeting(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 十七届人大三次会议: which session it was."""
    if u.text == "次" and _SITTING.match(n.text, u.end) and _ASSEMBLY.search(n.before):
        return Found(n.start, u.end, "ordinal", "届次")
    return None


def _scheme(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 三年行动方案, 百日攻坚行动: a scheme is named by its length."""
    if u.kind == "time" and _SCHEME.match(n.text, u.end):
        return Found(n.start, u.end, "name", "行动的名称")
    return None


def _fixed(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 年过七旬, 三步走, 二次供水, the base of a rate (每百人), 三类水, 五组组长, 四星级."""
    if n.last == "每" and n.core in "百千万":
        return Found(n.start, u.end, "skip", "每…的分母")
    if u.text == "旬" and (_NEAR_AGE.search(n.before) or _AGED.match(n.text, u.end)):
        return Found(n.start, u.end, "name", "泛称的年纪")
    if u.text == "步" and n.text.startswith("走", u.end):
        return Found(n.start, u.end + 1, "name", "套语")
    if u.text == "次" and _TIMES_NAME.match(n.text, u.end):
        return Found(n.start, u.end, "name", "固定说法")
    if u.text in ("类", "组", "星") and _CLASS_NAME.match(n.text, n.start, u.end + 4):
        return Found(n.start, u.end, "name" if u.text == "星" else "ordinal", "类别或编号")
    return None


# -- grades and phases --------------------------------------------------------------------------------

_GRADED = re.compile(rf"及?以上|{words('graded_things')}")
_LAYERED = re.compile(r"体系|网络|网格|架构|书记|机制")  # 二级网格体系 counts levels, 二级管网 is a grade
_ENTRANCE_YEAR = re.compile(r"(?:19|20)\d\d")
_SLOGAN = re.compile(rf"[一-鿿]{{0,2}}(?:{words('slogan_verbs')})")
_PHASED_AFTER = re.compile(r"工程|项目|建设|厂|规划")
_HELD_BEFORE = "举办 开办 开设 共 办 办了 出刊 编发 刊发 组织 培训 编印 印发 播出 分"
_HELD = re.compile(rf"(?:{_HELD_BEFORE.replace(' ', '|')})$")
_HELD_AFTER = ("培训", "简报", "讲座", "学员", "节目")


def _grade(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 二级公路, 5级文物, 2017级学生, 百亿级项目; 三级联动 is a slogan; 三级责任体系 counts levels."""
    if u.text != "级":
        return None
    if _ENTRANCE_YEAR.fullmatch(n.core) or not n.core.strip("十百千万亿"):
        return Found(n.start, u.end, "name", "年级或量级")
    slogan = None if n.arabic else _SLOGAN.match(n.text, u.end)
    if slogan:
        return Found(n.start, slogan.end(), "name", "套语")
    low = n.core in ("一", "二") and not _LAYERED.match(n.text, u.end)
    return Found(n.start, u.end, "name", "等级") if low or _GRADED.match(n.text, u.end) else None


def _phase(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 二期工程; 举办培训班三期 counts."""
    if u.text != "期":
        return None
    if n.arabic:
        phase = n.last not in ("共", "办", "了", "第", "满") and bool(_PHASED_AFTER.match(n.text, u.end))
    else:
        held = _HELD.search(n.before) or n.text.startswith(_HELD_AFTER, u.end)
        phase = len(n.core) == 1 and not held
    return Found(n.start, u.end, "ordinal", "工程期次") if phase else None


# -- figures of speech, collective nouns, unit numbers ------------------------------------------------

_BOUND_BEFORE = re.compile(r"(?:近|超|上|过|逾|达|约|破|成|突破)$")
_COUNT_BEFORE = re.compile(r"(?:近|超|上|过|逾|达|约|破|成|增收|数|突破|收入|增加|满|开业|奋战)了?$")
_COUNTED_BEFORE = re.compile(r"[\d一二三四五六七八九十两百余多][个片座处条块家批]$")
_HEADS = frozenset("人名户个件份头只株棵家张")
_WIDE = frozenset("年里载天日个家户秒")
_LEVELS = frozenset("村镇乡县市区省国校")
_WHOLE_BEFORE = re.compile(r"(?:全|共|辖|等|这|涉及|覆盖|下辖|其他|其余|带动|周边|惠及)$")
_COLLECTIVE = frozenset("面头口手心线角行路股堆")
_PERSONS = frozenset("名人户次位")
_OLD_MEASURES = frozenset("两里斗石尺寸丈钱")
_DIGIT_STRING = re.compile(r"[零〇一二三四五六七八九]{3,}")


def _after(n: Numeral, u: PrintedUnit) -> str:
    return n.text[u.end : u.end + 1]


def _vague_head(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 百座, 千里, 万户 as figures of speech, unless counted (建棚百座) or bounded (近千人)."""
    if n.core not in ("百", "千", "万"):
        return None
    ends = u.end >= len(n.text) or n.text[u.end] in _CLAUSE_END
    if u.kind == "classifier" and ends and "一" <= n.last <= "鿿" and n.last not in "的第每":
        return None
    if _BOUND_BEFORE.search(n.before):
        return None
    if _COUNTED_BEFORE.search(n.before):
        return Found(n.start, u.end, "name", "泛称")  # 5个万亩示范片
    if u.kind not in MEASURING and u.text not in _HEADS:
        return Found(n.start, u.end, "name", "泛称")
    if _COUNT_BEFORE.search(n.before):
        return None
    if u.text in _WIDE or n.quoted:
        return Found(n.start, u.end, "name", "泛称")
    return Found(n.start, u.end, "name", "名称") if PROPER_TAIL.match(n.text, u.end) else None


def _collective_noun(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 两岸, 三省, 百村: a noun that also counts makes a collective name; 全镇八村 counts."""
    numbered = u.text == "村" and n.last not in ("镇", "乡", "街")  # 二十三村 is a village
    if u.kind != "noun" or not (len(n.core) == 1 or numbered or n.core in ("百千", "千百")):
        return None
    if u.text in _LEVELS and _WHOLE_BEFORE.search(n.before):
        return None
    return Found(n.start, u.end, "name", "合称")


def _slogan(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 三方联动, 四股合一: one digit, a classifier, a verb of working together."""
    if len(n.core) != 1 or u.kind != "classifier" or len(u.text) != 1 or u.text in _PERSONS:
        return None
    match = _SLOGAN.match(n.text, u.end)
    return Found(n.start, match.end(), "name", "套语") if match and match.end() - u.end <= 3 else None


def _collective(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 四面、, 两头, 三线: one digit and a classifier that make a collective name."""
    if len(n.core) != 1 or u.text not in _COLLECTIVE or u.kind != "classifier":
        return None
    after = _after(n, u)
    if (after and after not in "”’\"'的,。、") or COUNTING_VERB.search(n.before):
        return None
    return Found(n.start, u.end, "name", "合称")


def _unit_number(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 八二三部队, 四局, 三大队, 三方, 二元结构."""
    single, after = len(n.core) == 1, _after(n, u)
    if _DIGIT_STRING.fullmatch(n.core) or u.text == "局":
        return Found(n.start, u.end, "name", "番号")
    if u.text == "大" and after == "队":
        return Found(n.start, u.end + 1, "name", "番号")
    if u.text == "方" and single:
        return Found(n.start, u.end, "name", "合称")
    if u.text == "元" and single and after and after not in "钱,。;、/":
        return Found(n.start, u.end, "name", "固定说法")
    return None


def _old_measure(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 三尺讲台: one digit and an old measure are idiom, unless measured (三尺高, 五里山路)."""
    if u.text not in _OLD_MEASURES or len(n.core) != 1:
        return None
    after = _after(n, u)
    if after == "" or after in ",。;、长高宽深外路远多来" or (u.text == "里" and after in "山土"):
        return None
    return Found(n.start, u.end, "name", "固定说法")


_ARABIC_RULES: tuple[Rule, ...] = (_final, _circle, _scheme, _line, _grade, _phase, _session)
_CHINESE_RULES: tuple[Rule, ...] = (
    _final,
    _circle,
    _place,
    _session,
    _meeting,
    _scheme,
    _fixed,
    set_of_four,
    one_item,
    quoted,
    closes_quotation,
    _grade,
    idle_one,
    _vague_head,
    _collective_noun,
    _phase,
    _slogan,
    _collective,
    _unit_number,
    _old_measure,
)


def counted_name(n: Numeral, u: PrintedUnit) -> Found | None:
    """Tell whether a numeral with a unit is a name after all (“五股联动”, 三级联动, 百年), else None."""
    if n.inner or u.inner or u.rest:
        return None
    for rule in _ARABIC_RULES if n.arabic else _CHINESE_RULES:
        found = rule(n, u)
        if found is not None:
            return found
    return None


# -- units that no list has ---------------------------------------------------------------------------

_UNKNOWN_UNIT = re.compile(r"[一-鿿](?=[,。;、)!?:]|$|\n)")
_NO_NOUN_BEFORE = frozenset("第的是为在于路线之和与")
_NO_CLASSIFIER = frozenset(
    "的了着过和与及等是在之后前时起来去中上下内外里者们么化性型式届级号线路室楼栋厂班系科营连师团旅军庄山河湖"
    "镇乡村县市省区州国会院所校馆站"
)


def unknown_unit(n: Numeral) -> PrintedUnit | None:
    """Return a character that no list has as the classifier of the figure (酿醋160缸,), or None.

    A noun must stand in front and the clause end behind; after a verb or a mark the character is a noun.
    """
    if n.inner or not (n.arabic or len(n.core) > 1):
        return None
    match = _UNKNOWN_UNIT.match(n.text, n.end)
    if match is None or match[0] in _NO_CLASSIFIER:
        return None
    if not "一" <= n.last <= "鿿" or n.last in _NO_NOUN_BEFORE:
        return None
    return PrintedUnit(match[0], match.end(), Decimal(0), lookup(match[0]))

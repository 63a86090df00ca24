"""Numbers without a unit: a count of the noun behind (9万余村民), money (已超百万), a name, or nothing.

``bare_number`` tries the rules of the numeral's kind in order; the last rule of each kind always decides.
"""

from __future__ import annotations

import re

from townledger.numbers.chains import PAIR, chain_end, name_end, quotation
from townledger.numbers.lexical import words
from townledger.numbers.mention import UNITLESS, Found, Numeral
from townledger.numbers.ones import DOUBLED

_COUNTED = re.compile(
    rf"[余多]?(?:名?(?:{words('counted_nouns')}|人(?![工造为生文大事]))|[^,。;、的0-9]{{0,4}}(?:户|户家庭))"
)
_EVENT = re.compile(rf"(?:[上信]访|[^,。;、”’]{{0,4}}(?:{words('event_nouns')}))")
_ACHIEVED = re.compile(r"(?:实现|保持|确保|做到|达到|力争|连续|创造|取得|为|是|、|”|“)[^,。;]{0,10}$")
_ACHIEVING = ("实现", "保持", "确保", "做到", "达到", "服务群众")
_BOUNDED = re.compile(
    r"(?:近|小|超过?|突破|逾|达到?|约|过|破|不足|不到|成|已有|共|累计|增至|降至|增加到|增长到|至|有)了?$"
)
_COUNT_LABEL = ("人口", "人数", "户数", "总数", "数量")
_INDEX_LABEL = re.compile(
    r"(?:值|系数|指数|评分|得分|分数|[^效倍]率|酸碱度|pH|PH)"
    r"(?:为|达到?|是|[控稳]定?制?在|不[低高]于|提高到|降至|升至|约为?|[≤≥<>])?$"
)
_GROWTH = re.compile(
    r"(?:同比|环比|按年|[比较](?:上年|去年)(?:同期)?|可比(?:价格|口径))[一-鿿]{0,4}?(?:增长|增|下降|回落|上升|降低|降|增幅为?)了?$"
)
INDEX = "指标值"
SHARE = "增幅未写单位，按“%”理解"
_SCALED = re.compile("[万亿]")
_SCALED_CHINESE = re.compile("[百千万亿]")
_HAS_DIGIT = re.compile("[一二三四五六七八九两十]")
_ROUND_ARABIC = re.compile(r"\d+[百千万]")
_NEARLY = frozenset("近上超逾")
_CAMPAIGN = re.compile(r"工程|行动|计划|活动|村帮|企|家|户")
_ONE_CHAIN = re.compile(rf"(?:{PAIR}){{2,4}}(?=[”’\"'机制模式工作法的,、。;治理建设创行动体系格局]|$)")
_ONE_PAIR = re.compile(r"一[一-鿿]一[一-鿿]")


def bare_number(n: Numeral) -> Found:
    """Decide on a number without a unit: ``quantity``, ``name`` or ``skip`` (no mention), with the reason."""
    if n.inner:
        return _with_inner(n)
    if n.core in "几数":
        return Found(n.start, n.end, "skip", "不定数")
    if n.core == "零":
        return _zero(n)
    if n.arabic:
        return _arabic(n)
    if _SCALED_CHINESE.search(n.core):
        return _scaled_chinese(n)
    return _one(n) if n.core == "一" else _small_chinese(n)


def _count(n: Numeral, reason: str = "单位省略") -> Found:
    return Found(n.start, n.end, "quantity", reason)


def _word_follows(n: Numeral) -> bool:
    return "一" <= n.next <= "鿿"


def _stops(n: Numeral, marks: str) -> bool:
    """Tell whether one of ``marks`` or the text's end is behind the numeral."""
    return n.next == "" or n.next in marks


def _counts_noun(n: Numeral) -> bool:
    return not n.quoted and _COUNTED.match(n.text, n.end) is not None


def _bounded(n: Numeral) -> bool:
    return _BOUNDED.search(n.before) is not None


def _with_inner(n: Numeral) -> Found:
    """200余, 百余; a 来 at the end of words (一来, 二来) counts nothing."""
    if n.inner == "来" and not _word_follows(n) and not _SCALED_CHINESE.search(n.core):
        return Found(n.start, n.end, "skip", "词内数字")
    return _count(n)


def _zero(n: Numeral) -> Found:
    """零事故 that was achieved is a count; 零距离 is a name."""
    if _EVENT.match(n.text, n.end) and (not n.quoted or _ACHIEVED.search(n.before)):
        return _count(n, "零发生")
    named = _word_follows(n) and (n.quoted or n.before.endswith(_ACHIEVING))
    return Found(n.start, n.end, "name" if named else "skip", "固定说法")


def _arabic(n: Numeral) -> Found:
    """3.5万农户, 人口2,315, 指数为102.4; any other digits without a unit are no figure."""
    bounded, word = _bounded(n), _word_follows(n)
    if _SCALED.search(n.core) and (word or bounded or _stops(n, "+,。;、!?)”\n")):
        campaign = n.quoted and not bounded and _ROUND_ARABIC.fullmatch(n.core)
        if campaign and _CAMPAIGN.match(n.text, n.end):
            return Found(n.start, n.end, "name", "名称")
        return _count(n)
    if _counts_noun(n):
        return _count(n)
    if not word and not n.quoted:
        if n.before.endswith(_COUNT_LABEL) and len(n.core) < 10:
            return _count(n)
        if _INDEX_LABEL.search(n.before):
            return _count(n, INDEX)
        if _GROWTH.search(n.before) and _stops(n, ",。;)\n"):
            return _count(n, SHARE)
        if bounded and _stops(n, ",。;") and "." not in n.core and len(n.core) < 7:
            return _count(n)
    return Found(n.start, n.end, "name", UNITLESS)


def _scaled_chinese(n: Numeral) -> Found:
    """三千乡亲, 已超百万; 百 alone before a noun is a figure of speech."""
    bounded, word = _bounded(n), _word_follows(n)
    if len(n.core) >= 2:
        exact = n.core[0] in "几数上" or _HAS_DIGIT.search(n.core)
        if exact and (word or bounded or not n.quoted):
            if quotation(n):
                return Found(n.start, name_end(n, n.end), "name", "引号内的名称")
            return _count(n)
        if bounded or _counts_noun(n):
            return _count(n)
    elif (bounded and _stops(n, ",。;、")) or (n.core == "万" and n.last in _NEARLY and _counts_noun(n)):
        return _count(n)
    return Found(n.start, chain_end(n.text, n.start) if word else n.end, "name", "泛称")


def _one(n: Numeral) -> Found:
    """一村一品, 一核两翼; any other 一 is grammar."""
    if quotation(n):
        return Found(n.start, name_end(n, n.end), "name", "引号内的名称")
    if not DOUBLED.match(n.text, n.start):
        chain = _ONE_CHAIN.match(n.text, n.start)
        if chain:
            return Found(n.start, chain.end(), "name", "套语")
        if _ONE_PAIR.match(n.text, n.start):
            return Found(n.start, n.start + 4, "name", "套语")
    return Found(n.start, n.end, "skip", "虚指的“一”")


def _small_chinese(n: Numeral) -> Found:
    """三中心, 四好: a numeral and a noun make a collective name; 二十户 written 二十村民 counts."""
    word = _word_follows(n)
    if "半" in n.core or (not word and (n.core == "十" or (len(n.core) == 1 and not n.quoted))):
        return Found(n.start, n.end, "skip", "词内数字")
    if len(n.core) >= 2 and n.core[-1] == "十" and _counts_noun(n):
        return _count(n)
    return Found(n.start, name_end(n, n.end), "name", "数字加名词的合称")

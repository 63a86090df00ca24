"""一 with a unit: it counts only when it measures (一分钟) or counts something concrete (购置一台农机)."""

from __future__ import annotations

import re

from townledger.numbers.lexical import words
from townledger.numbers.mention import Found, Numeral
from townledger.numbers.printed import MEASURING, PrintedUnit

COUNTING_VERB = re.compile(rf"(?:{words('count_verbs')}|[每、])了?$")
"""A verb of building, buying, having … in front of a figure: what follows is counted."""
DOUBLED = re.compile(r"一(.)\1|一(.)(?:又)?一\2")
"""一个个, 一步一步."""
_IDLE_BEFORE = re.compile(
    r"(?:这|那|每|新的|有|某|同|另|头|整|任何|同样|哪|唯|又|上|下|统|逐|又是|的|得|如|为|一)$"
)
_IDLE_AFTER = re.compile(r"[一-鿿](?<![来的内后前多半间时之以左中到])")
_STRETCH = re.compile(
    r"(?:为期|历时|用了?|近|不到|不足|超过?|约|过去|经过|仅|短短|长达|满|前|后|未来|今后|连续|第|期限|任期|缩短|延长"
    r"|推迟|提前|花了?|达|徒刑|拘役|拘留|管制|权利|缓刑)$"
)
_PER = re.compile(r"每(?:隔|逢)?[^,。;]{0,12}$")
_CALENDAR = frozenset(("年", "天", "周", "月", "日", "星期", "个月"))
_OCCASIONS = frozenset("次场批期遍轮回")
_IDLE_UNITS = frozenset("季里步旬方两度尺寸丈刻日番成折角毛钱石斗") | {"块钱"}
_CONCRETE = frozenset("座辆台名栋幢所家户口眼头套盏间亩支艘架株棵")
_SHEETS = frozenset("封张份面本")  # counted behind a verb only: 一份力量, 一面之词 are idle


def one_item(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 一个一、 and 一个一活动: a slogan's head, not a count."""
    follows = n.text[u.end : u.end + 2]
    if u.text == "个" and follows[:1] == "一" and follows[1:] and follows[1] in "”’、,。活工行机":
        return Found(n.start, u.end + 1, "name", "概括语")
    return None


def idle_one(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know the 一 that counts nothing: 一幅画卷, 一个个, 新的一年."""
    if n.core != "一":
        return None
    if DOUBLED.match(n.text, n.start):
        return Found(n.start, u.end, "skip", "逐指")
    if u.kind in MEASURING and u.text not in _IDLE_UNITS:
        return _idle_stretch(n, u)
    return None if _counts(n, u) else Found(n.start, u.end, "skip", "虚指的“一”")


def _idle_stretch(n: Numeral, u: PrintedUnit) -> Found | None:
    """一年 in 新的一年 and 一天 in 一天早上 measure nothing."""
    if u.text not in _CALENDAR:
        return None
    if _IDLE_BEFORE.search(n.before):
        return Found(n.start, u.end, "skip", "泛指")
    if _IDLE_AFTER.match(n.text, u.end) and not _STRETCH.search(n.before):
        return Found(n.start, u.end, "skip", "泛指的时段")
    return None


def _counts(n: Numeral, u: PrintedUnit) -> bool:
    """Tell whether 一 and a classifier count: 翻一番, 每周一次, 增产一成, 建成一座."""
    after = n.text[u.end : u.end + 1]
    if u.text == "番":
        return n.before.endswith(("翻", "翻了"))
    if u.text == "成":
        return after == "" or after in "以左多,。;"
    if u.text in _OCCASIONS and _PER.search(n.before):
        return True
    if n.before.endswith((f"{u.text}到", f"{u.text}变", f"{u.text}减为", f"{u.text}变为")):
        return True  # 从七趟到一趟
    if u.text not in _CONCRETE | _SHEETS or after in ("”", "’"):
        return False
    if n.last != "、" and COUNTING_VERB.search(n.before):
        return True
    closed = after == "" or after in ",。;、"
    return closed and u.text in _CONCRETE and "一" <= n.last <= "鿿" and not _IDLE_BEFORE.search(n.before)

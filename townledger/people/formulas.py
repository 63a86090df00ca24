"""Mechanisms in quotation marks: a formula beside a noun (“……”机制), a numeral slogan, a list of duties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from townledger.people.boundaries import has_boundary
from townledger.people.kinds import kind_of_ending, nouns, numeral_terms
from townledger.people.spans import Found, Step
from townledger.people.steps import LIST_BREAK, cadence_steps, list_step, sum_kind, sum_steps

_HAN = "\u3400-\u9fff"
_NO_NAME = "\n。!?;:"
"""What no name holds."""
_QUOTES = (
    ("“", re.compile(rf"“([^“”{_NO_NAME}]{{2,120}})”")),
    ("‘", re.compile(rf"‘([^‘’{_NO_NAME}]{{2,60}})’")),
)
_BRACKETED = re.compile(r"\([^()]*\)|《[^》]*》")
_LINK = re.compile("^(?:为主题的|为主要内容的|为内容的|的)?(?:等)?(?:这一)?")
"""What links a quotation with its noun: “……”为主题的实践活动."""
_MOST_QUOTES = 12
"""Quotations and commas between them that one noun may follow."""
_JOINTS = frozenset("“‘、和与")
"""What a further quotation begins with or is joined by."""
_STOPS = frozenset(",。;:!?)\n")
"""What ends a phrase right after a quotation; no noun can follow."""
_NUMERAL = re.compile(r"[一二三四五六七八九十百千万两双\d]+")
_SLOGAN = re.compile(r"[一二三四五六七八九十百千万两双][^,。、+\d]{1,9}|\d{3,6}|\d+\+")
_UNDER = re.compile(  # a verb that sets up what the quotation names
    r"(?:推行|实施|实行|建立|建起|落实|坚持|打造|完善|开展|创新|探索|形成|构建|以|用|通过|深化|推动|推进|推广|确定|借助|"
    r"创建|建设|践行|依托|聚焦|运用|组织|设立|完成|发起|举办|做实|按照|实现|打出|创办|评比|评选|搭建|融入|擦亮|叫响|确保|做到|"
    r"强化|推动|将|把|织密|织牢|织好|筑牢|扎紧|念好|下好|守好|用好|建强|把牢|画好|架起|唱好|种好|管好|拧紧)"
    rf"了?[{_HAN}\d、]{{0,12}}$"
)
_DIRECT = tuple(
    verb + aspect
    for verb in ("坚持", "推行", "实行", "践行", "推广", "创新开展", "全面开展")
    for aspect in ("", "了")
)
_FROM_TO = frozenset("由从向到至")
_COUNTED = re.compile("[一二三四五六七八九十两几]+[大项条类种]")
"""How something counted begins (五大工程); it is a name only beside a noun."""
_VERSION = re.compile(r"\d(?:\.\d)?版?$")
_BECOME = ("有了", "成了", "成为", "成", "变", "变为", "当作", "当成", "存进", "存入", "是")
"""What stands before a metaphor: 荒山成了“绿色银行”."""
_MOOD = ("开启", "开启了", "进入", "切换", "切换到", "跑出", "按下")
"""What one does with a metaphor of speed or mood: 开启“加速”模式."""
_THRICE = re.compile(r"(.).{1,2}(?:\1.{1,2}){2,4}")
"""What begins thrice with the same character: 同吃同住同劳动."""
_CLEARED = re.compile(rf"([日周旬月季事])[{_HAN}]\1[{_HAN}]")
"""What is cleared in its time: 日清日结."""
_STRONG = frozenset({"工作机制", "制度", "专项行动", "工程项目", "品牌", "活动"})
"""Kinds whose noun alone makes a mechanism of any quotation, a metaphor (“小葵花”项目) included."""
_METAPHOR = re.compile(
    r"[大小主][^、+]{1,3}$|.{0,3}[号键拳仗战]$|[^、+]{1,4}(?:感|站|哨|盘星|引擎|金石|家底)$|(?:世界|国际).*日$"
)
LONGEST_MODIFIER = 10
"""Characters that may stand between a quoted formula and its noun: “……”的垃圾处理体系."""


def quoted(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield the mechanisms of ``text[lo:hi]`` that stand in quotation marks."""
    for opening, quotes in _QUOTES:
        if text.find(opening, lo, hi) < 0:
            continue
        for match in quotes.finditer(text, lo, hi):
            inner = match.group(1)
            noun_end, noun_kind = _noun_after(text, match.end(), hi)
            kind, steps = _form(inner, noun_kind, text, match.start(), lo)
            if kind and not (kind == "治理模式" and text.endswith(_MOOD, lo, match.start())):
                yield Found(match.start(), max(match.end(), noun_end), inner, kind, steps)


def _noun_after(text: str, at: int, end: int) -> tuple[int, str]:
    """Return the end and the kind of the mechanism noun that a closing quotation mark is followed by."""
    if text[at : at + 1] in _STOPS:
        return 0, ""
    pattern, kinds = nouns()
    limit = min(end, at + LONGEST_MODIFIER + 12)
    for _ in range(_MOST_QUOTES):  # “甲”“乙”等……平台
        mark = text[at : at + 1]
        if mark not in _JOINTS or at >= limit:
            break
        close = text.find("”" if mark == "“" else "’", at, at + 20) if mark in "“‘" else at
        if close < 0:
            return 0, ""
        at, limit = close + 1, min(end, close + LONGEST_MODIFIER + 7)
    match = pattern.search(text, at, limit)
    if match is None:
        return 0, ""
    between = text[at : match.start()]
    link = _LINK.match(between) if between else None
    linked = link.group() if link else ""
    modifier = between[len(linked) :]
    if len(modifier) > LONGEST_MODIFIER or (modifier and not modifier.isalnum()):
        return 0, ""
    beside = not between
    while longer := pattern.match(text, match.end(), limit):  # 网格 + 体系, 实践 + 路径
        match, beside = longer, False
    kind, position = kinds[match.group()]
    if "的" not in linked and has_boundary(modifier) and not (kind == "活动" and len(modifier) < 7):
        return 0, ""
    if position == "beside" and not beside:
        return 0, ""
    return match.end(), kind


def _form(inner: str, noun: str, text: str, start: int, floor: int) -> tuple[str, tuple[Step, ...]]:
    """Return the kind and the steps of a quoted formula, or an empty kind where its form is none."""
    bare = _BRACKETED.sub("", inner) if "(" in inner or "《" in inner else inner
    if "+" in bare:
        steps = sum_steps(bare)
        kind = sum_kind(bare, steps)
        return (noun or kind) if kind == "治理模式" else kind, steps
    if steps := cadence_steps(bare):
        return "工作机制", steps
    if "《" in bare or "》" in bare:
        return "", ()
    lead = max(floor, start - 16)
    if not noun and text[start - 1 : start] in _FROM_TO and not text.endswith("做到", floor, start):
        return "", ()
    items = [item for item in LIST_BREAK.split(bare) if item] if LIST_BREAK.search(bare) else []
    if len(items) > 1:
        return _list(bare, items, noun, text, lead, start)
    return _name(bare, noun, text, lead, start), ()


def _list(
    bare: str, items: list[str], noun: str, text: str, lead: int, start: int
) -> tuple[str, tuple[Step, ...]]:
    """Return the kind and the steps of a quoted list: of equal numerals, or of even items."""
    if len(items) > 2 and len({item[0] for item in items}) == 1 and _NUMERAL.match(bare):
        return noun or "配员公式", tuple(Step("", "", item[1:], item[0]) for item in items)
    sizes = sorted(map(len, items))
    even = sizes[-1] - sizes[0] <= (3 if noun else 1) and sizes[-1] <= 12
    long = len(bare) > 2 * len(items)
    if even and (noun or (long and (bare[0] == "先" or _UNDER.search(text, lead, start)))):
        return noun or "工作法", tuple(list_step(item) for item in items)
    return "", ()


def _name(bare: str, noun: str, text: str, lead: int, start: int) -> str:
    """Return the kind of a quoted name, or an empty string where it is a metaphor or anything else."""
    if len(bare) > 16 or bare in numeral_terms():
        return ""
    versioned = bare[-1] == "版" or bare[-1].isdigit()
    ending = kind_of_ending(_VERSION.sub("", bare) if versioned else bare) if len(bare) > 2 else ""
    if not noun and _COUNTED.match(bare) and ending not in ("工程项目", "专项行动"):
        return ""
    if _SLOGAN.fullmatch(bare):
        parts = [len(part) for part in _NUMERAL.split(bare)[1:]]
        single = bare[0] == "一" and len(parts) == 1
        alike = max(parts) - min(parts) < 2 or (parts[0] < 3 and len(set(_NUMERAL.findall(bare))) == 1)
        even = len(parts) > 1 and len(bare) <= 8 and alike
        if noun or ending or even or (not single and _UNDER.search(text, lead, start)):
            return noun or ending or "数字口号"
    if bare[0] == "零" and 3 <= len(bare) <= 5:
        return "目标"
    if bare.count(bare[0]) > 1 and (_THRICE.fullmatch(bare) or _CLEARED.fullmatch(bare)):
        return noun or "工作法"
    direct = len(bare) > 3 and text.endswith(_DIRECT, lead, start)
    if not (noun or ending or direct):
        return ""
    if (
        not noun
        and ending in ("积分激励", "品牌")
        and "积分" not in bare
        and text.endswith(_BECOME, lead, start)
    ):
        return ""  # 有了“绿色银行”
    metaphor = _METAPHOR.fullmatch(bare)
    if noun and len(bare) > 2 and (noun in _STRONG or not metaphor):
        return noun
    if metaphor:
        return ""
    return ending or ("工作法" if direct else "")

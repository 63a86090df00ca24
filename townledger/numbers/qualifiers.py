"""What the words around a figure make of its bounds: 近, 约, 超, 不足, 余, 左右, 以上, 零下."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from townledger.numbers.units import lookup

INNER = {"余": "over", "多": "over", "有余": "over", "来": "about", "把": "about"}
_REACH = 11
"""Characters in front of a figure in which its prefix stands: 不得少于每人每年人民币."""

_BEFORE = (
    (
        "at_most",
        r"不(?:超过|高于|多于|大于)|不得?(?:超过|多于|高于|大于)|不能(?:超过|高于|多于)|(?:至多|最多)(?!达|有|时|的)[^,。;\d超过近约逾]{0,3}"
        r"|(?:单笔|单次|每户|每人|每亩)最高|最长|上限|≤",
    ),
    (
        "at_least",
        r"不(?:少于|低于|小于|下)|不得(?:少于|低于|小于)|(?:至少|最少|起码|少说)(?!的)[^,。;\d超过近约逾]{0,3}|≥",
    ),
    ("under", r"不足|不到|不满|低于|少于|小于|未满|未达到?|不及(?:[^,。;\d]{1,4}的)?|未超过|<"),
    (
        "over",
        r"超过|超出|突破|超越|高于|大于|多于|不止|超|逾|冲破|(?<![打突爆侦])破|(?<![通经超来去到做见用看走说吃])过|>",
    ),
    (
        "about",
        r"(?<![最附远靠亲邻就])近|大约|约为|(?<![节制预合契条公签违邀相大誓集])约|将近|接近|大概|大致|差不多|几近|估计|(?<![大中从最弱县城个矮细])小",
    ),
)
_FIRST = "[不至最起少上单每≤≥未低小<超突高大多逾冲破过>近约将接差几估]"
"""What a word of ``_BEFORE`` begins with: one look instead of five alternatives."""
_PREFIX = re.compile(
    f"(?={_FIRST})(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _BEFORE)})"
    r"(?:了|为|有|在|要|需|达到?|人民币|损失|[¥$])*$"
)
_SUFFIX = re.compile(
    r"(?:\(含[^()]{0,6}\))?(?:(?P<about>左右|上下|前后(?=[,。;]))|(?P<over>(?:及其?)?以上|\+|还多|往上|挂零|不止|多(?![个种样元次少])|有余|开外|出头|余(?=[,。;、]))"
    r"|(?P<under>(?:及其?)?以下|以内|之内|内(?![部容涵外地陆存销])))"
)
_MORE = re.compile(r"多(?![个种样元次少人地数家年方功媒边维])")  # 三年多, 两倍多
_OR_SO = re.compile(r"(?:来|多)(?=[地路远长高宽深厚重粗])")
"""Behind a measure, in front of what it measures: 三亩来地, 五里多地, 两米来宽; 三年来 is another word."""
_SIGN = re.compile(r"零下\Z|(?<![\dA-Za-z%℃元吨亩米人户年月日])-\Z")
_BELOW_ZERO = {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}
_ROUND = re.compile("[百千万亿成岁%]|00")


class Qualified(NamedTuple):
    """A figure's span and bounds after the words around it were heard."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    qualifier: str


def qualify(
    text: str, start: int, end: int, low: Decimal | None, high: Decimal | None, inner: str, unit: str
) -> Qualified:
    """Return span, bounds and qualifier of the figure ``text[start:end]``.

    ``inner`` is what an inner 余, 多 or 来 says (``over``, ``about`` or nothing). A 多 behind the unit
    (三年多) joins the span; 零下 and a minus sign turn the bounds round.
    """
    more = _more(text, end, unit) if unit and not inner else None
    if more:
        inner, end = INNER[more[0]], more.end()
    word = _word(text, start, end, inner)
    qualifier = "about" if low is None else "range" if low != high else "exact"
    if low is not None and word:
        qualifier = word
        if word in ("over", "at_least"):
            high = None
        elif word in ("under", "at_most"):
            low = None
    sign = _SIGN.search(text, max(0, start - 3), start) if text[start - 1 : start] in ("-", "下") else None
    if sign and (sign[0] == "零下" or unit):
        low, high = (-high if high is not None else None), (-low if low is not None else None)
        qualifier = _BELOW_ZERO.get(qualifier, qualifier)
        start -= len(sign[0])
    return Qualified(start, end, low, high, qualifier)


def _more(text: str, end: int, unit: str) -> re.Match[str] | None:
    """Return the 多 or 来 behind a unit that speaks of its figure."""
    if text[end : end + 1] not in ("多", "来"):
        return None
    more = _MORE.match(text, end)
    if more is None and (rough := _OR_SO.match(text, end)):
        known = lookup(unit)
        more = rough if known is not None and known.kind == "measure" else None
    return more


def _word(text: str, start: int, end: int, inner: str) -> str:
    """Return the qualifier that the words give: inside, behind, in front; a limit overrules 以内."""
    before = _PREFIX.search(text, max(0, start - _REACH), start)
    kind = (before.lastgroup or "") if before else ""
    if before and kind != "under" and before[0][0] in "破过小" and not _ROUND.search(text, start, end):
        kind = ""  # 破451起: cases solved; 拿过3次: done once. Bounds are broken at round numbers.
    if kind in ("at_most", "at_least") and not inner:
        return kind
    after = _SUFFIX.match(text, end)
    return inner or ((after.lastgroup or "") if after else "") or kind

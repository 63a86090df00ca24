"""Organisations: found by their suffix, cut at their left boundary, typed by the suffix table.

The suffix (委员会, 局, 合作社 …) says that there is an organisation and of which type. Its name reaches left
to the place it belongs to, else to the nearest punctuation, verb or function word. Words that look like a
boundary and are none (人力资源和社会保障局) are listed as ``protected`` in ``seeds/lexicon/boundaries.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from townledger.lexicon import LEXICON, alternation, read_words
from townledger.people.context import LEVEL_DIGITS, Context

if TYPE_CHECKING:
    pass

LONGEST = 26
"""Characters: the longest qualifier before a suffix; official names of counties' offices have up to 24."""
_PROSE = ("banner", "kicker", "title", "subtitle", "heading", "caption", "text")
_INNER = frozenset(
    {
        "队伍",
        "公安机关",
        "办事机构",
        "执法机构",
        "派出机构",
        "服务阵地",
        "金融机构",
        "党组织",
        "党委",
        "党委部门",
        "法院",
        "学校与科研机构",
    }
)
"""Types that may stand inside another organisation: 县公安局 + 治安大队."""
_OFFICES = frozenset({"党委", "政府", "人大", "政协", "纪检监察机关", "办事机构", "村（居）委会"})
"""Types whose short forms (县委, 镇政府) the places' reader gives as the place itself."""
_WITHIN = frozenset("再又已均各等都就也能可因经为到新大多三两一几")
"""Function words of one character that stand in names of firms."""
_RUN_BREAK = re.compile(
    r"[^\u3400-\u9fffA-Za-z0-9·]|\d[\d.]*[余多]?[万亿]?(?:平方|立方)?[个名项支家所座处位张届批期户条米里亩元吨人次年月日]"
)
_BRANCH = re.compile("分[园局校行公院]|支行|派出所|第?[一二三四五六七八九十]+[大中]队")
_COUNTED_AFTER = re.compile(r"\d+[余多]?[家个]")
_QUOTED = re.compile(r"“[^“”\s]{1,10}”$")
_LEVEL = re.compile(r"(?:[该本]|同)?(街道|社区|小区|[省市州县区旗乡镇村])")
_HEAD = (
    "中国共产党",
    "中共",
    "国网",
    "国家税务总局",
    "共青团",
    "中国电信",
    "中国移动",
    "中国联通",
    "中国邮政",
)
_NOT_BEFORE = {
    "局": "格结布大全开破新定对残棋僵变时战乱当终败胜危困",
    "厅": "大客餐展舞歌门堂事业",
    "中心": "市重多心的一二三四五六七八九十",
    "学会": "民们人者都子家工员",
    "中学": "学",
    "高中": "初",
}
_NOT_AFTER = {
    **dict.fromkeys(("大队", "中队", "支队", "总队"), "长"),
    "大学": "生",
    "小学": "生",
    "中学": "生",
    "高中": "生",
    "初中": "生",
    "局": "面限部势促",
    "中心": "村区城思",
    "集团": "军",
    "政府": "性采",
    "厅": "堂",
    "工会": "议",
    **dict.fromkeys(("应急队", "服务队", "宣讲队", "巡逻队", "志愿服务队", "执法队", "工作队"), "伍"),
}


@dataclass(frozen=True, slots=True)
class OrganisationSpan:
    """An organisation in flow offsets; ``text`` as printed, ``type`` in Chinese from the suffix table."""

    start: int
    end: int
    text: str
    type: str
    place_code: str | None


@dataclass(frozen=True, slots=True)
class _Suffix:
    type: str
    scope: str  # local: of the place the article is about | own: has a seat of its own | central
    bare: bool  # may stand without a qualifier


@cache
def _suffixes() -> dict[str, _Suffix]:
    rows = read_words(
        LEXICON / "organisation_suffixes.csv",
        {"suffix": None, "type": None, "scope": {"local", "own", "central"}, "bare": {"yes", "no"}},
    )
    return {row["suffix"]: _Suffix(row["type"], row["scope"], row["bare"] == "yes") for row in rows}


@cache
def _suffix_pattern() -> re.Pattern[str]:
    return re.compile(alternation(_suffixes()))


@cache
def _boundaries() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = read_words(
        LEXICON / "boundaries.csv", {"word": None, "kind": {"function", "verb", "forming", "protected"}}
    )
    kinds = {row["word"]: row["kind"] for row in rows}
    return re.compile(alternation(kinds)), kinds


_CUTS = {
    "phrase": frozenset({"function", "verb", "forming"}),
    "title": frozenset({"function", "forming"}),
}
"""What cuts a name: in a title (防汛抗旱指挥部) verbs are parts of it, only those that form or found cut."""


def left_bound(text: str, end: int, floor: int, longest: int = LONGEST, cut_by: str = "phrase") -> int:
    """Return where the noun phrase that ends at ``end`` begins.

    It begins after the last punctuation mark or boundary word of ``text[floor:end]``, ``longest`` characters
    back at most. ``cut_by`` is ``phrase`` (verbs and function words) or ``title`` (function words and the
    verbs of founding: 成立, 实施).
    """
    cuts = _CUTS[cut_by]
    floor = max(floor, end - longest)
    window = text[floor:end]
    cut = 0
    for match in _RUN_BREAK.finditer(window):
        cut = match.end()
    pattern, kinds = _boundaries()
    for match in pattern.finditer(window, cut):
        if kinds[match.group()] in cuts:
            cut = match.end()
    return floor + cut


def has_boundary(text: str, cut_by: str = "phrase") -> bool:
    """Return whether ``text`` holds a word that cuts a name (see ``left_bound``)."""
    pattern, kinds = _boundaries()
    return any(kinds[match.group()] in _CUTS[cut_by] for match in pattern.finditer(text))


def is_verb(text: str, start: int) -> bool:
    """Return whether a verb of the boundary list stands at ``start``."""
    pattern, kinds = _boundaries()
    match = pattern.match(text, start)
    return match is not None and kinds[match.group()] in ("verb", "forming")


def read_organisations(context: Context) -> list[OrganisationSpan]:
    """Return the organisations of a page, sorted by offset and without overlaps.

    ``context`` holds the page and its places, which give the left boundary of most names, and the code.
    """
    found: list[OrganisationSpan] = []
    search = _suffix_pattern().finditer
    for _, part in context.parts(*_PROSE):
        first = len(found)
        for match in search(context.text, part.start, part.end):
            previous = found[-1] if len(found) > first else None
            span = _read(context, match.group(), match.start(), match.end(), part.start, previous)
            if span is None:
                continue
            if previous is not None and span.start <= previous.start:
                found.pop()
            found.append(span)
    found.extend(_communities(context, found))
    return sorted(found, key=lambda span: span.start)


def _read(
    context: Context, suffix: str, at: int, end: int, floor: int, previous: OrganisationSpan | None
) -> OrganisationSpan | None:
    """Return the organisation whose suffix stands at ``text[at:end]``, or None when it is none."""
    text, kind = context.text, _suffixes()[suffix]
    if text[at - 1 : at] in _NOT_BEFORE.get(suffix, "\n") or text[end : end + 1] in _NOT_AFTER.get(
        suffix, "\n"
    ):
        return None
    if kind.type in ("企业", "合作社") and _COUNTED_AFTER.match(text, end):
        return None  # 建立合作社3家: a number of them, none by name
    if suffix == "银行" and text[end : end + 1] == "”":
        return None  # “积分银行” keeps no money
    if kind.scope == "central":
        return OrganisationSpan(at, end, text[at:end], kind.type, None)
    since = max(floor, previous.end) if previous else floor
    start = _name_start(context, at, since, kind.type)
    if previous is not None and _continues(text, previous, kind.type, start, at, end):
        start = previous.start
        return OrganisationSpan(start, end, text[start:end], kind.type, previous.place_code)
    chain = context.chain(start, at + 1)
    if chain and chain[0].start >= floor:
        named = chain[0].start
        start = next((named - len(w) for w in _HEAD if text.startswith(w, max(named - len(w), floor))), named)
        code = next((place.code for place in reversed(chain) if place.code), None)
        if chain[-1].end >= end and kind.type not in _OFFICES:
            return None  # the suffix is part of a place's name
        return OrganisationSpan(start, end, text[start:end], kind.type, code)
    qualifier = text[start:at]
    quoted = _QUOTED.search(text, max(floor, start - 12), start) if qualifier else None
    if quoted:
        start = quoted.start()
    level = _LEVEL.match(text, start, end)
    if level:
        if text[start - 1 : start] == "各" or text[level.end() : level.end() + 1] == "级":
            return None  # any village's, not this one's
        word = level.group(1).replace("小区", "社区")
        return OrganisationSpan(start, end, text[start:end], kind.type, context.level_code(word, start))
    if not qualifier:
        joined = previous is not None and start - previous.end == 1 and text[previous.end] in "、和及与"
        if joined and previous is not None:
            return OrganisationSpan(start, end, text[start:end], kind.type, previous.place_code)
        if not kind.bare:
            return None
    elif qualifier[0] in "该本" or (len(qualifier) < 2 and kind.scope == "local" and not kind.bare):
        return None
    near = context.code_before(start, context.sentence_start(start))
    if qualifier.startswith(("中国", "国家", "全国", "中央", "国际")):
        near = None
    elif near is None and kind.scope == "local":
        near = context.main_code(start)
    return OrganisationSpan(start, end, text[start:end], kind.type, near)


def _name_start(context: Context, at: int, floor: int, type_: str) -> int:
    """Return where the name begins whose suffix begins at ``at``, places apart."""
    text = context.text
    if type_ == "议事协调机构":
        return left_bound(text, at, floor, cut_by="title")
    start = left_bound(text, at, floor)
    if type_ in ("企业", "合作社") and start > floor and text[start - 1] in _WITHIN:
        chain = context.chain(max(floor, at - LONGEST), at)
        if (
            chain
            and text[chain[-1].end : at].isalnum()
            and left_bound(text, start - 1, chain[-1].end) == chain[-1].end
        ):
            return chain[0].start  # 福建某某再造有限公司: one letter of the name looks like a function word
    return start


def _continues(text: str, previous: OrganisationSpan, type_: str, start: int, at: int, end: int) -> bool:
    """Return whether the suffix at ``text[at:end]`` names a part of the organisation right before it."""
    between = text[previous.end : at]
    if _BRANCH.search(text, previous.end, end) and len(between) < 6 and between.isalnum():
        return len(between) < 2 or not has_boundary(between)
    if start > previous.end or type_ not in _INNER or between in LEVEL_DIGITS:
        return False
    return start == previous.end and (bool(between) or end - at > 2 or type_ != previous.type)


def _communities(context: Context, found: list[OrganisationSpan]) -> list[OrganisationSpan]:
    """Return the communities (社区) that act: a verb, 以 or the quoted name of what they do follows."""
    taken = {span.start for span in found}
    actors = []
    for place in context.places:
        if not place.text.endswith("社区") or len(place.text) < 3 or place.start in taken:
            continue
        if context.text[place.end : place.end + 1] in ("“", "以") or is_verb(context.text, place.end):
            actors.append(OrganisationSpan(place.start, place.end, place.text, "社区组织", place.code))
    return actors

"""Organisations: found by their suffix, cut at their left boundary, typed by the suffix table.

The suffix (委员会, 局, 合作社 …) says that there is an organisation and of which type. Its name reaches left
to the place it belongs to, else to the nearest punctuation, verb or function word. Words that look like a
boundary and are none (人力资源和社会保障局) are listed as ``protected`` in ``seeds/lexicon/boundaries.csv``.
"""

from __future__ import annotations

import re

from townledger.people.bodies import FIRMS, Suffix, continues, generic, name_start, qualifiers, suffixes
from townledger.people.boundaries import verb_at
from townledger.people.context import Context
from townledger.people.spans import OrganisationSpan

_PROSE = ("banner", "kicker", "title", "subtitle", "heading", "caption", "text")
_OFFICES = frozenset({"党委", "政府", "人大", "政协", "纪检监察机关", "办事机构", "村（居）委会"})
"""Types whose short forms (县委, 镇政府) the places' reader gives as the place itself."""
_COUNTED_AFTER = re.compile(r"\d+[余多]?[家个]")
_FACULTY = re.compile("[\u3400-\u9fff]{2,8}系(?![统列数])")
_OFFICE_OF = re.compile("[省市州县区旗镇乡村]“[^“”]{1,6}$")
_ANAPHOR = re.compile("[该本](?:公司|集团|单位|局|院|校|厂|所|站|中心|社|行)")
_HEADED = re.compile("副?(?:主任|书记|主席|会长|院长|部长|局长|理事长|董事长|社长|秘书长)")
"""What says, behind a suffix alone, that a post is meant: 党工委副书记、管委会主任."""
_QUOTED = re.compile(r"“[^“”\s]{1,10}”$")
_SESSION = re.compile(r"(?:[省市县区州旗镇乡])第?[一二三四五六七八九十\d]{1,4}届$")
_SESSIONED = frozenset({"人大", "政协"})
"""Types that are named with their session: 县十五届人大常委会."""
_LISTED = frozenset({"法院", "检察院", "公安机关", "政府部门", "执法机构", "办事机构", "群团组织"})
"""Types of which several are named in a row by their suffix alone: 法院、检察院、公安局."""
_SPOKEN_SHORT = frozenset({"公安机关", "派出机构", "队伍", "工作组"})
"""Types of which a later mention may be the suffix alone: 派出所 after 某镇派出所 names nothing new."""
_SENT = frozenset({"队伍", "工作组"})
"""Types that are sent somewhere: 市教育局驻某村工作队."""
_COMMUNITY = re.compile("社区")
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
_AT_WORK = frozenset("人站组")
"""What follows 工作 behind 中心 where the centre is one: 中心工作人员."""
_NOT_BEFORE = {
    "局": "格结布大全开破新定对残棋僵变时战乱当终败胜危困",
    "厅": "大客餐展舞歌门堂事业",
    "中心": "市重多心的一二三四五六七八九十",
    "学会": "民们人者都子家工员",
    "中学": "学",
    "高中": "初",
    "厂": "工该建进出办入本我全各",
    "工作组": "各",
    "工作队": "各",
}
_NOT_AFTER = {
    **dict.fromkeys(("大队", "中队", "支队", "总队"), "长"),
    "政府办": "实好",
    "大学": "生",
    "小学": "生",
    "中学": "生习到会",
    "高中": "生",
    "初中": "生",
    "局": "面限部势促地",
    "中心": "村区城思任",
    "学会": "了做种养用开修编织操使唱弹议",
    "新华社": "区",
    "厂": "房长家区矿子里内址商门方部办",
    "中国银行": "保业",
    "部门": "长",
    "”办": "法理事学公案起好了实完成得",
    "代表队": "员",
    "集团": "军",
    "政府": "性采债",
    "厅": "堂",
    "工会": "议",
    **dict.fromkeys(("应急队", "服务队", "宣讲队", "巡逻队", "志愿服务队", "执法队", "工作队"), "伍"),
}


def read_organisations(context: Context) -> list[OrganisationSpan]:
    """Return the organisations of a page, sorted by offset and without overlaps.

    ``context`` holds the page and its places, which give the left boundary of most names, and the code.
    """
    text = context.text
    endings, table = suffixes()
    found: list[OrganisationSpan] = []
    named: set[tuple[int, str]] = set()  # the suffixes that an article names a body with
    alone: list[tuple[int, OrganisationSpan]] = []
    for article, part in context.parts(*_PROSE):
        first = len(found)
        for at, end in endings.find(text, part.start, part.end):
            previous = found[-1] if len(found) > first else None
            span = _read(context, table[text[at:end]], at, end, part.start, previous)
            if span is None:
                continue
            if span.type in _SENT and text[span.start - 1] == "驻" and span.start > part.start:
                span = _sent(context, span, part.start, previous)
            if previous is not None and span.start <= previous.start:
                found.pop()
            found.append(span)
            if len(span.text) > end - at + 1:
                named.add((article.seq, text[at:end]))
            elif len(span.text) == end - at:
                alone.append((article.seq, span))
    again = {span for seq, span in alone if span.type in _SPOKEN_SHORT and (seq, span.text) in named}
    found = [span for span in found if span not in again] if again else found
    found.extend(_communities(context, found))
    return sorted(found, key=lambda span: span.start)


def _read(
    context: Context, kind: Suffix, at: int, end: int, floor: int, previous: OrganisationSpan | None
) -> OrganisationSpan | None:
    """Return the organisation whose suffix stands at ``text[at:end]``, or None when it is none."""
    text = context.text
    suffix = text[at:end]
    if suffix in ("大学", "学院") and (faculty := _FACULTY.match(text, end)):
        end = faculty.end()
    before, behind = text[at - 1 : at] if at else "\n", text[end : end + 1] or "\n"
    if before in _NOT_BEFORE.get(suffix, "") or behind in _NOT_AFTER.get(suffix, ""):
        return None
    if text[end : end + 1] == "化" or (suffix[-1] == "队" and text[end : end + 1] == "伍"):
        return None  # 工厂化: a manner; 消防队伍: all of them
    if suffix == "中心" and text.startswith("工作", end) and text[end + 2 : end + 3] not in _AT_WORK:
        return None  # 中心工作
    if kind.type in FIRMS and "+" in (text[at - 1 : at], text[end : end + 1]):
        return None  # 党支部+合作社+农户: any cooperative
    if kind.type in FIRMS and _COUNTED_AFTER.match(text, end):
        return None  # 建立合作社3家: a number of them, none by name
    if suffix == "银行" and text[end : end + 1] == "”":
        return None  # nor does “积分银行”
    if kind.scope == "central":
        if suffix[-1] == "部" and text[end : end + 1] in "门分长":
            return None  # 民政部门
        return OrganisationSpan(at, end, text[at:end], kind.type, None)
    since = max(floor, previous.end) if previous else floor
    if suffix[0] == "”" and not _OFFICE_OF.search(text, max(since, at - 10), at):
        return None
    if previous is not None and text[since : since + 1] == "和":
        since += 1  # 县新华书店 + 和 + 农业银行
    start = name_start(context, at, since, kind.type)
    if previous is not None and continues(text, previous, kind.type, start, at, end):
        start = previous.start
        return OrganisationSpan(start, end, text[start:end], kind.type, previous.place_code)
    chain = context.chain(start, at + 1)
    if chain and chain[0].start >= floor:
        named = chain[0].start if text[chain[0].start - 1] != "(" else min(start, chain[0].start)
        start = named
        if text.endswith(_HEAD, floor, named):
            start -= next(len(word) for word in _HEAD if text.endswith(word, floor, named))
        code = next((place.code for place in reversed(chain) if place.code), None)
        if chain[-1].end >= end and kind.type not in _OFFICES:
            return None  # the suffix is part of a place's name
        return OrganisationSpan(start, end, text[start:end], kind.type, code)
    if text[start] in "该本" and (anaphor := _ANAPHOR.match(text, start, at)) and at - anaphor.end() > 1:
        start = anaphor.end()  # 该公司 + 步洋供电所
    qualifier = text[start:at]
    firm = kind.type in FIRMS
    if qualifier in generic() or (firm and qualifier.startswith(qualifiers("praise"))):
        return None
    if suffix.endswith("部门") and (
        qualifier.endswith(qualifiers("indefinite")) or not _LEVEL.match(qualifier)
    ):
        return None
    quoted = text[start - 1 : start] == "”" and _QUOTED.search(text, max(floor, start - 12), start)
    if quoted and kind.type == "金融机构":
        return None  # “两山”银行 keeps no money
    if quoted:
        start = quoted.start()
        qualifier = text[start:at]
    if kind.type in _SESSIONED and (session := _SESSION.search(text, max(floor, start - 8), start)):
        start = session.start()
    level = _LEVEL.match(text, start, end)
    if level:
        if text[start - 1 : start] == "各" or text[level.end() : level.end() + 1] == "级":
            return None  # any village's, not this one's
        word = level.group(1).replace("小区", "社区")
        if firm and level.group()[0] in "该本" and level.end() < at:
            start = level.end()  # 该县 + 清河制药厂: the firm is not the county's
        return OrganisationSpan(start, end, text[start:end], kind.type, context.level_code(word, start))
    if not qualifier:
        joined = previous is not None and start - previous.end == 1 and text[previous.end] in "、,和及与"
        if joined and previous is not None:
            return OrganisationSpan(start, end, text[start:end], kind.type, previous.place_code)
        if text[at - 1 : at] == "、" and _HEADED.match(text, end):
            near = context.nearby_code(start)
            return OrganisationSpan(start, end, suffix, kind.type, near)
        if not (kind.bare or (kind.type in _LISTED and _starts_list(text, end))):
            return None
    elif qualifier[0] in "该本" or (len(qualifier) < 2 and kind.scope == "local" and not kind.bare):
        return None
    near = context.code_before(start, context.sentence_start(start))
    if qualifier.startswith(("中国", "国家", "全国", "中央", "国际")):
        near = None
    elif near is None and kind.scope == "local":
        near = context.main_code(start)
    return OrganisationSpan(start, end, text[start:end], kind.type, near)


def _sent(
    context: Context, team: OrganisationSpan, floor: int, sender: OrganisationSpan | None
) -> OrganisationSpan:
    """Return a team with those who sent it: 某市 or 市教育局 + 驻某村工作队."""
    at = team.start - 1
    if sender is not None and sender.end == at:
        start = sender.start
    else:
        chain = context.chain(at - 1, at)
        start = chain[0].start if chain and chain[-1].end == at and chain[0].start >= floor else at
    return OrganisationSpan(start, team.end, context.text[start : team.end], team.type, team.place_code)


def _starts_list(text: str, end: int) -> bool:
    """Return whether another suffix stands alone behind an enumeration comma: 法院、检察院."""
    if text[end : end + 1] != "、":
        return False
    table = suffixes()[1]
    return any(text[end + 1 : end + 1 + size] in table for size in range(2, 6))


def _communities(context: Context, found: list[OrganisationSpan]) -> list[OrganisationSpan]:
    """Return the communities (社区) that act: a verb, 以 or the quoted name of what they do follows."""
    text = context.text
    taken = {span.start for span in found}
    actors = []
    for match in _COMMUNITY.finditer(text):
        end = match.end()
        chain = context.chain(end - 1, end)
        if not chain or chain[-1].end != end or len(chain[-1].text) < 3 or chain[-1].start in taken:
            continue
        if text[end : end + 1] in ("“", "以") or verb_at(text, end):
            place = chain[-1]
            actors.append(OrganisationSpan(place.start, end, place.text, "社区组织", place.code))
    return actors

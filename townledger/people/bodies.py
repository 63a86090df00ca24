"""The names of organisations: their suffixes, where a name begins, and what is a part of the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from townledger.lexicon import LEXICON, read_words
from townledger.people.boundaries import LONGEST, has_boundary, left_bound
from townledger.people.context import LEVEL_DIGITS
from townledger.people.endings import Endings

if TYPE_CHECKING:
    from townledger.people.context import Context
    from townledger.people.spans import OrganisationSpan

FIRMS = ("企业", "合作社")
"""Types of firms."""
_DUTIFUL = frozenset({*FIRMS, "服务机构", "队伍", "工作组", "执法机构"})
"""Types that are named by what they do: 学生资助中心."""
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
        "服务机构",
    }
)
"""Types that may stand inside another organisation: 县公安局 + 治安大队."""
_WITHIN = frozenset("同再又已均各等都就也能可因经为到新大多三两一几")
"""Function words of one character that stand in names of firms."""
_BRANCH = re.compile("分[园局校行公院]|支行|派出所|第?[一二三四五六七八九十]+[大中]队")
_WHOLE_FIRMS = ("公司", "集团", "厂", "店", "社", "场", "行")
"""How names of firms end that no further word completes."""


@dataclass(frozen=True, slots=True)
class Suffix:
    """What the suffix of an organisation says: its type, its scope, whether it may stand alone."""

    type: str
    scope: str  # local: of the place the article is about | own: has a seat of its own | central
    bare: bool  # may stand without a qualifier


@cache
def generic() -> frozenset[str]:
    """Return qualifiers that say of no organisation which one it is: 上级党委, 龙头企业."""
    return frozenset(row["word"] for row in read_words(LEXICON / "generic_organisations.csv", {"word": None}))


@cache
def qualifiers(role: str) -> tuple[str, ...]:
    """Return the words with which qualifiers end (duty, indefinite) or begin (praise)."""
    roles = {"duty", "praise", "indefinite"}
    rows = read_words(LEXICON / "organisation_qualifiers.csv", {"word": None, "role": roles})
    return tuple(row["word"] for row in rows if row["role"] == role)


@cache
def suffixes() -> tuple[Endings, dict[str, Suffix]]:
    """Return the suffixes of organisations, and what each says."""
    rows = read_words(
        LEXICON / "organisation_suffixes.csv",
        {"suffix": None, "type": None, "scope": {"local", "own", "central"}, "bare": {"yes", "no"}},
    )
    table = {row["suffix"]: Suffix(row["type"], row["scope"], row["bare"] == "yes") for row in rows}
    return Endings(table), table


def name_start(context: Context, at: int, floor: int, type_: str) -> int:
    """Return where the name begins whose suffix begins at ``at``, places apart."""
    text = context.text
    if text[at] == "”":
        at = text.rfind("“", max(floor, at - 8), at)  # 镇“两违”办
    if type_ == "议事协调机构":
        return left_bound(text, at, floor, cut_by="title")
    start = left_bound(text, at, floor)
    if type_ in _DUTIFUL and start == at and text.endswith(qualifiers("duty"), floor, at):
        start = left_bound(text, at - 2, floor)  # 环保工程 + 投资 + 有限公司, 学生 + 资助 + 中心
    if type_ in FIRMS and at - start == 1 and start > floor and text[start - 1] in _WITHIN:
        start = left_bound(text, start - 1, floor)  # 新同 + 达公司
    if type_ == "企业" and text[start - 1 : start] == ")":  # 某某(福建)投资有限公司
        opening = text.rfind("(", max(floor, start - 8), start)
        if opening > floor and text[opening + 1 : start - 1].isalpha():
            start = left_bound(text, opening, floor)
    if type_ in FIRMS and start > floor and text[start - 1] in _WITHIN:
        chain = context.chain(max(floor, at - LONGEST), at)
        if (
            chain
            and text[chain[-1].end : at].isalnum()
            and left_bound(text, start - 1, chain[-1].end) == chain[-1].end
        ):
            return chain[0].start  # 福建某某再造有限公司: one letter of the name looks like a function word
    return start


def continues(text: str, previous: OrganisationSpan, type_: str, start: int, at: int, end: int) -> bool:
    """Return whether the suffix at ``text[at:end]`` names a part of the organisation right before it."""
    between = text[previous.end : at]
    if between[:1] == "和":
        return False
    if type_ == previous.type == "企业":  # 某某矿业 + 粉体有限公司
        whole = previous.text.endswith(_WHOLE_FIRMS)
        return (
            not whole
            and len(between) < 9
            and (not between or (between.isalnum() and not has_boundary(between)))
        )
    if _BRANCH.search(text, previous.end, end) and len(between) < 6 and between.isalnum():
        return len(between) < 2 or between[-2] in "区县市" or not has_boundary(between)
    inner = type_ in _INNER or (type_ == "议事协调机构" and previous.type == "党委")
    if type_ == "政府" and previous.type == "产业基地" and start == previous.end == at:
        return True  # 某工业园区 + 管理委员会
    if start > previous.end or not inner or between in LEVEL_DIGITS:
        return False
    return start == previous.end and (bool(between) or end - at > 2 or type_ != previous.type)

"""Numbers that order, address or name: ordinals, list numbers, serials, telephone numbers, models, versions.

The rules are tried in order on a numeral that no date has claimed; what a rule does not know it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from townledger.lexicon import alternation
from townledger.numbers.lexical import NUMERAL_CHARS, words
from townledger.numbers.mention import Found, Numeral
from townledger.numbers.printed import unit_at
from townledger.numbers.units import lookup, table

_NUMBERED_BUILDING = (
    "楼|线|院|路|井|公路|店|门|桥|馆|车间|机|库|令|文件|文|台|厅|教学楼|站|工程|池|泵|闸|坝|隧道|煤矿|矿"
)


class Form(NamedTuple):
    """A spelling that is no measure wherever it stands: its name for readers, and the pattern of its span."""

    reason: str
    pattern: str


_FORMS = (
    Form("桩号", r"\d+公里\+\d+米|\d+\+\d{3}(?=处|米|段|[,。])"),
    Form(
        "电话号码",
        r"(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|\d{3,4}-\d{3,4}-\d{4})(?!\d| ?[万亿元])",
    ),
    Form(
        "文号或编号",
        rf"(?<!月)(?:[〔\[(]\d{{4}}[〕\])]\s?|第?\s?)\d+号(?:[一-鿿]{{0,2}}(?:{_NUMBERED_BUILDING}))?",
    ),
    Form("年代人群", r"(?:[5-9]0|0[05]|10) ?后(?![的来])"),
    Form("版本", r"\d+(?:\.\d+)?版(?!面|画|块|本)|\d+\.\d+(?=[”’\"'时代]|升级)"),
    Form("号码", r"\d{7,}(?![\d.]*[万亿%元吨亩人户公千米平个名立克斤])"),
    Form("以日期为名", r"\d{1,2}[·•./]\d{1,2}(?=[”’\"'])"),
    Form("门牌", r"\d+(?:栋|幢|号楼)(?:\d+单元)?(?:\d+(?:室|楼|号|单元)|\d{3,4}(?![\d户套平间个人]))"),
)
_FORM = re.compile("|".join(f"(?P<f{i}>{form.pattern})" for i, form in enumerate(_FORMS)))
_FORM_MARKS = frozenset("-+公号版后时代升栋幢·•./”’\"' ")
"""What stands behind the first digits of a form, …"""
_MANY_DIGITS = 7
"""… unless there are so many of them."""

_ORDINAL_NAME = re.compile(
    rf"(?:实验|人民|中心|附属|职业|高级)?(?:中学|小学|医院|幼儿园|中院|学校|高中|初中)|(?:{words('ordinal_names')})"
    r"(?<!方)(?!时|傅)|方(?!面|案|阵|队|针)"
)
_ORDINAL_TAIL = re.compile(rf"(?:[-—~至]{{1,2}}\d+)?[多余来]?(?: ?(?:{words('ordinal_units')}))?")
_CAPTION_BEFORE = re.compile(r"(?:图|(?<![代外填年报])表)$")
_CAPTION_AFTER = re.compile(r"[: ]|为|中|所示|可见|显示")
_LISTING = frozenset("、和至")
_ENUMERATED = re.compile(r"第(?:[一二三四五六七八九十]{1,3}[、和至])+$")
_ENUMERATED_ARABIC = re.compile(r"第(?:\d{1,3}[、和至])+$")
_RANK = re.compile(r"(?:名|位|强|列|甲|[一二三四五六七八九十]名)")
_TIME_BEFORE_RANK = re.compile(r"(?:之|以|从|先|今|年|月|日|的)[前后]$")
_PLACED = ("排名", "位列", "名列", "位居", "跻身", "排在")
_LINE_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.、](?!\d)|[一二三四五六七八九十]{1,3}、)")
_BRACKETED = re.compile(r"\(\s*[一二三四五六七八九十\d]{1,3}\s*\)")
_LISTED = re.compile(r"[一二三四五六七八九]{1,2}(?:是|要|则)(?=[^,。;]{2})")
_SERIAL = re.compile(r"[一二三四五六七八九十百]+号(?!召|称|人)")
_SERIAL_TAIL = re.compile(rf"(?:工程|文件|公路|[一-鿿]{{0,2}}(?:{_NUMBERED_BUILDING}))")
_PLUS_CHAIN = re.compile(r"\d+(?:\+(?:\d+|[NnXx]))+(?!\d)(?! ?[名个人位户])")
_PLUS_END = re.compile(r"\+(?!\d+[名个人位户万元])")
_SERVICE = re.compile(rf"\d{{3,6}}(?:[^,。;\d]{{0,8}})?(?:{words('numbered_services')})")
_LABEL = re.compile(rf"(?:{words('number_labels')})[:号码为是]{{0,3}}[^,。;]{{0,4}}$")
_COORDINATE_MARKS = frozenset("经纬至到—~-")
_COORDINATE_BEFORE = re.compile(r"(?:[东西]经|[南北]纬|[′″'\"分秒][至到—~-])$")
_COORDINATE = re.compile(r"[\d°′″.'\"度分秒]+")
_ROOM = re.compile(r"\d+(?:单元|室|号|楼)")
_HOUSES = frozenset("楼栋幢元院")
_HOUSE_BEFORE = re.compile(r"\d(?:号?楼|栋|幢|单元|号院)$")
_METRIC_BEFORE = re.compile(r"(?:^|[^A-Za-z])(?:kg|km|m|t|g|h|pH|PH|Ph)$")
_LATIN_BEFORE = re.compile(r"(?:[A-Za-z]{2,}|(?:GB|DB|NY|HJ)/T|[A-Z])[ .]$")
_HYPHENED = re.compile(r"[A-Za-z0-9][-/.·]$")
_MEASURED_HYPHEN = re.compile(r"[%℃元吨亩米\d.]-$|\d~$")
_FIGURE_AHEAD = re.compile(r" ?[%‰℃万亿元\d]| ?个百分")
_UNIT_LATIN = re.compile(alternation([u for u in table() if re.match(r"[A-Za-zμ]", u)]) + r"(?![A-Za-z0-9])")
_CODE_TAIL = re.compile(r"[A-Za-z0-9+\-./]*[A-Za-z0-9+]")
_CJK_OR_QUOTE = re.compile(r"[”’\"'一-鿿]")


def no_measure(n: Numeral) -> Found | None:
    """Return what shows a numeral to be no measure, else None."""
    for rule in _ARABIC if n.arabic else _CHINESE:
        found = rule(n)
        if found is not None:
            return found
    return None


def is_latin(char: str) -> bool:
    """Tell whether ``char`` is one ASCII letter."""
    return "A" <= char <= "Z" or "a" <= char <= "z"


# -- ordinals and list numbers ------------------------------------------------------------------------


def _ordinal(n: Numeral) -> Found | None:
    """Know 第24个 and the rest of 第一、二、三批; 第一书记 and 第三小学 are names."""
    if n.last in _LISTING and (_ENUMERATED_ARABIC if n.arabic else _ENUMERATED).search(n.before):
        return Found(n.start, _tail(n), "ordinal", "序数")
    if n.last != "第" and n.before[-2:] != "第 ":
        return None
    first = n.start - (1 if n.last == "第" else 2)
    named = _ORDINAL_NAME.match(n.text, n.end)
    if named:
        return Found(first, named.end(), "name", "名称")
    return Found(first, _tail(n), "ordinal", "序数")


def _caption(n: Numeral) -> Found | None:
    """Know 图1, 表2: the number of a figure or a table."""
    if n.last not in ("图", "表") or not _CAPTION_BEFORE.search(n.before):
        return None
    return Found(n.start, n.end, "name", "图表编号") if _CAPTION_AFTER.match(n.text, n.end) else None


def _rank(n: Numeral) -> Found | None:
    """前3名, 后十位; 排名第3 without 第."""
    if n.last and n.last in "前后" and _RANK.match(n.text, n.end) and not _TIME_BEFORE_RANK.search(n.before):
        return Found(n.start - 1, n.end + 1, "ordinal", "名次")
    if n.before.endswith(_PLACED) and n.next not in ("余", "多", "%"):
        return Found(n.start, _tail(n), "ordinal", "名次")
    return None


def _tail(n: Numeral) -> int:
    match = _ORDINAL_TAIL.match(n.text, n.end)
    return match.end() if match else n.end


def _list_number(n: Numeral) -> Found | None:
    """一、 1. 2.3、 at the beginning of a line or sentence; (三) anywhere."""
    if n.last == "(" and _BRACKETED.match(n.text, n.start - 1):
        return Found(n.start, n.end, "ordinal", "条目编号")
    if n.last not in ("", "\n", " ", "#", "。", ";", ":", "!", "?"):
        return None
    match = _LINE_NUMBER.match(n.text, n.start)
    if match and (n.last in "。;:!?" or _opens_line(n)):
        return Found(n.start, match.end() - 1, "ordinal", "条目编号")
    return None


def _opens_line(n: Numeral) -> bool:
    return n.before.rpartition("\n")[2].strip(" #") == ""


def _listed(n: Numeral) -> Found | None:
    """一是…, 二要…: parts of a speech."""
    if (
        n.next
        and n.next in "是要则"
        and len(n.core) <= 2
        and n.opens_clause
        and _LISTED.match(n.text, n.start)
    ):
        return Found(n.start, n.end, "skip", "列举")
    return None


def _serial(n: Numeral) -> Found | None:
    """三号楼, 一号工程, 五号文件."""
    match = _SERIAL.match(n.text, n.start) if n.next == "号" else None
    if match is None:
        return None
    tail = _SERIAL_TAIL.match(n.text, match.end())
    return Found(n.start, tail.end() if tail else match.end(), "name", "编号或名称")


# -- codes in Arabic digits ---------------------------------------------------------------------------


def _joined_code(n: Numeral) -> Found | None:
    """G107, No.5, Model-3, C919, ISO 9001, 歼-20: digits behind a letter, a hyphen or a Latin word."""
    if not n.last:
        return None
    if is_latin(n.last) or n.last in "_#№@=":
        code = n.next != "%" and not _METRIC_BEFORE.search(n.before)
    elif n.last in "-/.·" and _HYPHENED.search(n.before):
        code = not _MEASURED_HYPHEN.search(n.before)
    elif n.last in " .":
        code = _LATIN_BEFORE.search(n.before) is not None and not _FIGURE_AHEAD.match(n.text, n.end)
        return Found(n.start, n.end, "name", "编号或型号") if code else None
    else:
        return _named_model(n)
    return Found(n.start, max(n.end, _code_end(n.text, n.end)), "name", "编号或型号") if code else None


def _named_model(n: Numeral) -> Found | None:
    """歼-20, 长征-5: a Chinese name, a hyphen, a number; 5月-6月 and 降温-5℃ are none."""
    if n.last != "-" or not "一" <= n.before[-2:-1] <= "鿿":
        return None
    if lookup(n.before[-2]) is not None or _FIGURE_AHEAD.match(n.text, n.end):
        return None
    return Found(n.start, n.end, "name", "型号")


def _coordinate(n: Numeral) -> Found | None:
    if n.last not in _COORDINATE_MARKS or not _COORDINATE_BEFORE.search(n.before):
        return None
    match = _COORDINATE.match(n.text, n.start)
    return Found(n.start, match.end() if match else n.end, "name", "经纬度")


def _room(n: Numeral) -> Found | None:
    """Know the 302室 of 5栋302室; a count of flats (12栋864套) is none."""
    if n.last not in _HOUSES or not _HOUSE_BEFORE.search(n.before):
        return None
    match = _ROOM.match(n.text, n.start)
    return Found(n.start, match.end(), "name", "门牌") if match else None


def _form(n: Numeral) -> Found | None:
    """One of the spellings of ``_FORMS``."""
    if n.next not in _FORM_MARKS and len(n.core) < _MANY_DIGITS:
        return None
    match = _FORM.match(n.text, n.start)
    if match is None:
        return None
    form = _FORMS[int((match.lastgroup or "f0")[1:])]
    return Found(n.start, match.end(), "name", form.reason)


def _labelled(n: Numeral) -> Found | None:
    """电话3820116, 编号0035: a word says that digits follow."""
    if len(n.core) < 3 or not n.core.isdigit() or not _LABEL.search(n.before):
        return None
    return Found(n.start, n.end, "name", "号码") if lookup(n.next) is None else None


def _formula(n: Numeral) -> Found | None:
    """1+20, 6+, 5+N: structures, unless people or things are added up (3+2名)."""
    if (n.next != "+" and n.last != "+") or not n.core.isdigit():
        return None
    chain = _PLUS_CHAIN.match(n.text, n.start)
    if chain:
        return Found(n.start, chain.end(), "name", "公式化说法")
    if _PLUS_END.match(n.text, n.end):
        return Found(n.start, n.end + 1, "name", "公式化说法")
    if n.last == "+" and _CJK_OR_QUOTE.match(n.text, n.end) and lookup(n.next) is None:
        return Found(n.start, n.end, "name", "公式化说法")
    return None


def _service(n: Numeral) -> Found | None:
    """12345热线, 318国道, 110报警: a number that stands for a service or a line."""
    if not n.core.isdigit() or not 3 <= len(n.core) <= 6 or (n.last and n.last in NUMERAL_CHARS):
        return None
    unit = unit_at(n.text, n.end)
    if n.inner or (unit is not None and unit.text not in "厂线院"):
        return None
    return Found(n.start, n.end, "name", "号码或名称") if _SERVICE.match(n.text, n.start) else None


def _letter_tail(n: Numeral) -> Found | None:
    """2K, 5G, 3D: digits before a letter that is no unit."""
    if not is_latin(n.next) or _UNIT_LATIN.match(n.text, n.end):
        return None
    return Found(n.start, _code_end(n.text, n.end), "name", "编号或型号")


def _code_end(text: str, end: int) -> int:
    match = _CODE_TAIL.match(text, end)
    return match.end() if match else end


_ANY_SCRIPT: tuple[Callable[[Numeral], Found | None], ...] = (_ordinal, _caption, _rank, _list_number)
_CHINESE = (*_ANY_SCRIPT, _listed, _serial)
_ARABIC = (*_ANY_SCRIPT, _joined_code, _coordinate, _room, _form, _labelled, _formula, _service, _letter_tail)

"""Names made of a numeral and what follows: quotations, chains (一约五会), idioms of four characters."""

from __future__ import annotations

import re

from townledger.numbers.lexical import NUMERAL_CHARS, words
from townledger.numbers.mention import CLOSE_QUOTES, Found, Numeral
from townledger.numbers.printed import MEASURING, PrintedUnit

_DIGIT = "[一二三四五六七八九十两百千万]"
_FOUR = re.compile(rf"(?:{_DIGIT}|半)[一-鿿](?:{_DIGIT}|半)[一-鿿]")
_MEASURED_FOUR = re.compile(r"[一二三四五六七八九十两][年天月日周][一二三四五六七八九十两][次届轮熟茬]")
_VEHICLES = frozenset("辆台栋艘架盏幢株棵")
_HEADCOUNT = "人户个次名户项"
_QUOTATION = re.compile(r"[^”’\"'》]{1,10}[”’\"'》]")
_QUOTED_NAME = re.compile(r"[^“”‘’\"'《》,。;、:!?\n]{1,10}(?=[”’\"'》])")
_SHORT_QUOTATION = re.compile(r"[“‘\"'][一-鿿]{1,4}$")
_NOUN_IN_QUOTES = re.compile(r"[一-鿿]{1,4}(?=[”’\"'])|(?=[”’][一-鿿](?<![的,。]))")
PAIR = rf"{_DIGIT}(?!{_DIGIT}|[名位人元]|(?<![百千万])户)[一-鿿]{{1,3}}?"  # 两名男子 counts
_CHAIN = re.compile(rf"(?:{PAIR}){{2,4}}(?=[”’\"',、。;:!?的机模工建体\n ]|$)")
PROPER_TAIL = re.compile(rf"行动(?!次|了|计划?[,。])|工程(?!次)|(?:{words('proper_tails')})")
"""A noun that ends the names of schemes: 机制, 工作法, 生活圈."""
_PROPER_SOON = re.compile(rf".{{0,4}}?(?:{PROPER_TAIL.pattern})")
_DIGITS = frozenset("一二三四五六七八九十百千万")


def chain_end(text: str, start: int) -> int:
    """Return the end of a chain of numerals and nouns (两代表一委员), at least two characters."""
    match = _CHAIN.match(text, start)
    return match.end() if match else min(len(text), start + 2)


def name_end(n: Numeral, limit: int) -> int:
    """Return the end of a name that begins with the numeral: the closing quote, else the chain's end."""
    match = _QUOTED_NAME.match(n.text, n.start) if n.quoted else None
    return match.end() if match else max(chain_end(n.text, n.start), limit)


def quotation(n: Numeral) -> re.Match[str] | None:
    """Return the short quotation that the numeral opens, without the opening mark."""
    return _QUOTATION.match(n.text, n.start) if n.quoted else None


def set_of_four(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know 三头六臂, 四梁八柱, 一户一档; 一年两次 and 三户五人 count."""
    if len(n.core) != 1:
        return None
    heads = n.core in "百千万" and n.text[n.start + 2 : n.start + 3] in ("百", "千", "万")  # 千吨万人
    if u.kind in MEASURING and u.text not in "月日季" and not heads:
        return None
    if not _FOUR.match(n.text, n.start) or _MEASURED_FOUR.match(n.text, n.start):
        return None
    first, second = n.text[n.start + 1], n.text[n.start + 3]
    if first in _VEHICLES and n.text[n.start + 2] != n.core:
        return None  # 一辆三轮车
    if second in NUMERAL_CHARS or (not heads and first in _HEADCOUNT and second in _HEADCOUNT):
        return None
    return Found(n.start, max(chain_end(n.text, n.start), n.start + 4), "name", "套语")


def quoted(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know “五股联动”, “三项清单”; a measure in quotes is a name when a noun follows it (“一亩田”)."""
    match = quotation(n)
    if match is None:
        return None
    if u.kind not in MEASURING:
        return Found(n.start, name_end(n, match.end() - 1), "name", "引号内的名称")
    if n.core in _DIGITS and _NOUN_IN_QUOTES.match(n.text, u.end):
        return Found(n.start, match.end() - 1, "name", "引号内的名称")
    if u.kind == "time" and _PROPER_SOON.match(n.text, u.end):
        return Found(n.start, u.end, "name", "引号内的名称")
    return None


def closes_quotation(n: Numeral, u: PrintedUnit) -> Found | None:
    """Know “门前三包”: a numeral and its classifier end a short quotation; nothing is counted there."""
    if len(n.core) != 1 or u.kind in MEASURING or u.end >= len(n.text):
        return None
    if n.text[u.end] not in CLOSE_QUOTES or not _SHORT_QUOTATION.search(n.before):
        return None
    return Found(n.start, u.end, "name", "引号内的名称")

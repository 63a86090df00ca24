"""Whose news a headline announces: the place that it opens with, when the text below opens with it too.

A section heading stays with the place of its article; a headline that opens with another place of the same
rank begins another article, even where no byline or dateline says so. What matters is only that two places
differ: most are told by their suffix, and the register is asked for the names of counties that stand without.
"""

from __future__ import annotations

import re

from townledger.frozen import frozen
from townledger.page.words import word_pairs
from townledger.places.register import default_register

CITY, COUNTY, TOWNSHIP, VILLAGE = 1, 2, 3, 4
_RANKS = {
    "市": CITY,
    "州": CITY,
    "县": COUNTY,
    "区": COUNTY,
    "旗": COUNTY,
    "镇": TOWNSHIP,
    "乡": TOWNSHIP,
    "街道": TOWNSHIP,
    "苏木": TOWNSHIP,
    "村": VILLAGE,
    "社区": VILLAGE,
}
_SUFFIX = "|".join(sorted(_RANKS, key=len, reverse=True))
_NAMED = re.compile(rf"([\u4e00-\u9fff]{{2,5}}?)({_SUFFIX})(?![\u4e00-\u9fff]?[长民委办级内里中])")
_OPENING = re.compile(r"[\u4e00-\u9fff]{2,}")
_COMMON = re.compile(r"[各全该本我某两每一二三四五六七八九十]|我们|这个|城乡|农村|新农|山|乡|小|老|美丽|和美")
"""How words begin that only look like names of places: 全县, 各乡镇, 城乡, 农村社区."""
LEAD = 40
"""Characters within which a news text names its place."""


_TIME_WORDS = re.compile(
    r"(?:(?:近日|日前|近期|近年来|近几年|连日来|眼下|目前|当前|截至目前|据悉|据了解|[今去]年(?:以来)?"
    r"|(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?(?:[上下]午)?"
    r"|[\u4e00-\u9fff]{1,4}(?:时节|季节|之际|以来|期间|[春夏秋冬](?=,))|(?:为了?|随着|围绕|针对|面对|按照)[^,。]{2,20}(?=,)),?)?"
    r"(?:走进|来到|回到|前往|赶到|在|从|位于|地处)?"
)
"""What stands before the place at the head of a text: words of time, a clause of purpose, a preposition."""
_QUOTED = re.compile("”[,。]?|(?<=[^“”]),")
_CLAUSE = re.compile("[,。;:!?”]")
LONGEST_OPENING = 150
"""Characters of a quotation with which a text opens, or of a scene, and of what says where it is."""
_UPPER_SUFFIXES = ("市", "县", "区", "旗", "州")
_NO_NAMES = ("农村", "乡村", "城市", "城镇", "乡镇", "村镇")
_FUNCTION = re.compile("[把将在对以为与及的是有被让使因按就着]")
_DESCRIBED = re.compile(
    "贫困|示范|中心|重点|特色|试点|先进|文明|边远|山区|民族|经济|工业|开发|自治|各|相关|所在|周边|邻近|部分"
)
"""What a 县, 镇 or 村 is called that is not its name."""
LONGEST_PLACE = 10
"""Characters of one place with its suffix."""
_ONLY_NAMED = re.compile(rf"(?:[\u4e00-\u9fff]{{2,8}}(?:{_SUFFIX})|[\u4e00-\u9fff]{{2,4}}):?")


@frozen
class Topic:
    """A place without its suffix, and its rank; a city of the register that is a county has that rank."""

    stem: str
    rank: int
    full: bool = True  # named with its suffix


def topic_of(headline: str, lead: str) -> Topic | None:
    """Return the place with which both the headline and the text below it open, or None.

    Parameters
    ----------
    headline
        The headline (a kicker before it included), as shadow text.
    lead
        The first paragraph below it.
    """
    opening = _OPENING.match(headline)
    if not opening:
        return None
    first = opening[0]
    named = _NAMED.match(first)
    known = "" if named and _RANKS[named[2]] > COUNTY else _known(first)
    if known and (known in lead[: 2 * LEAD] or headline[len(first) :][:1] == ":"):
        return Topic(known, _rank(known, CITY))
    if named and not _COMMON.match(first) and named[1] in lead[: 2 * LEAD]:
        return Topic(named[1], _rank(named[1], _RANKS[named[2]]))
    for at in range(0, min(3, len(first) - 1), 2):  # 江西婺源: the province first
        for length in (4, 3, 2):
            stem = first[at : at + length]
            here = lead.find(stem, 0, LEAD) if len(stem) == length else -1
            if here < 0 or _COMMON.match(stem):
                continue
            suffix = re.match(rf"(?:[\u4e00-\u9fff]{{1,6}}自治)?({_SUFFIX})", lead[here + length :])
            if suffix:
                return Topic(stem, _rank(stem, _RANKS[suffix[1]]))
    return None


def _rank(stem: str, rank: int) -> int:
    """Return the rank of a place; a city that the register has as a county alone is one."""
    if rank != CITY:
        return rank
    sizes = {len(code) for code in default_register().upper_names.get(stem, ())}
    return COUNTY if 6 in sizes and 4 not in sizes else CITY


def _known(opening: str) -> str:
    """Return the county, city or province whose short name begins ``opening`` (江西婺源: the lower)."""
    names = default_register().upper_names
    for length in (4, 3, 2):
        stem = opening[:length]
        if len(stem) == length and stem in names and stem not in word_pairs():
            lower = _known(opening[length:]) if len(names[stem][0]) == 2 else ""
            return lower or stem
    return ""


def parts_company(own: Topic | None, here: Topic | None, before: str, lead: str) -> bool:
    """Tell whether a headline with the topic ``here`` leaves the article whose topic is ``own``.

    Parameters
    ----------
    before
        The headline and the first paragraph of the article so far.
    lead
        The first paragraph below the new headline.
    """
    if here is None or here.stem in before:
        return False
    if own is None:
        return here.rank <= COUNTY
    return own.stem not in lead and here.rank <= own.rank


def places_at_head(text: str) -> list[Topic]:
    """Return the places with which a text opens, the upper first: 近日,临川县石桥乡… is 临川, 石桥.

    Words of time and a preposition may stand before them; a county of the register may stand without suffix.
    """
    found: list[Topic] = []
    at = _TIME_WORDS.match(text, 0, LEAD).end()  # type: ignore[union-attr]  # the pattern matches nothing too
    while match := _NAMED.match(text, at, at + LONGEST_PLACE):
        if _COMMON.match(match[1]) or match[1][-1] == "全" or match[0].endswith(_NO_NAMES):
            break
        if found and _FUNCTION.match(match[1]):
            break  # 运城市把农村……
        if not found and _DESCRIBED.match(match[1]):
            break
        plain = match[2] in "市区村社区" and match[1] in word_pairs()
        if not found and plain and match[1] not in default_register().upper_names:
            break  # 生产区, 移民村
        found.append(Topic(match[1], _rank(match[1], _RANKS[match[2]])))
        at = match.end()
    if not found and (opening := _OPENING.match(text, at)) and (known := _known(opening[0])):
        after = opening[0].partition(known)[2]
        found.append(Topic(known, _rank(known, CITY), full=after[:1] in _UPPER_SUFFIXES))
    return found


def places_of_lead(text: str) -> list[Topic]:
    """Return the places with which a text opens, or with which the first clause after a quotation does."""
    found = places_at_head(text)
    return _first_places(text, _QUOTED) if not found and text[:1] == "“" else found


def first_places(text: str) -> list[Topic]:
    """Return the places with which the text or the first of its clauses that does so opens."""
    return places_at_head(text) or _first_places(text, _CLAUSE)


def _first_places(text: str, ends: re.Pattern[str]) -> list[Topic]:
    for end in ends.finditer(text, 0, LONGEST_OPENING):
        if found := places_at_head(text[end.end() : end.end() + LEAD]):
            return found
    return []


def is_place(text: str) -> bool:
    """Tell whether a line is the name of a place and nothing else: 清水县, 清水县:."""
    places = places_at_head(text)
    return len(text) <= LONGEST_PLACE and bool(places) and bool(_ONLY_NAMED.fullmatch(text))

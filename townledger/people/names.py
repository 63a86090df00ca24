"""Personal names: where one begins, where it ends, and how sure that is.

A Chinese name is a surname and one or two characters; what follows (a verb of saying, a common word,
punctuation) decides where it ends. Names with middle dots and partial names (李奶奶, 王某) are read as well.
"""

from __future__ import annotations

import re
from functools import cache

from townledger.frozen import frozen
from townledger.lexicon import LEXICON, alternation, read_words, surnames
from townledger.page.words import word_pairs
from townledger.people.boundaries import opens_after
from townledger.people.cadences import duty_pattern
from townledger.people.endings import Endings

_HAN = "\u3400-\u9fff"
_MINORITY = re.compile(rf"[{_HAN}]{{1,6}}(?:·[{_HAN}]{{1,6}}){{0,3}}·(?=[{_HAN}]{{2}})")
_NEVER_GIVEN = (
    "的地得了着过们在是和与及等从把将被让给对说这那也就都已又则还很不没吗呢吧啊么曾仍他她它我你您两个位名多少几"
    "室站局院厅所处村镇乡县市区组队部"
)
"""Characters that end a given name: they are function words and practically never stand in one."""
_GIVEN = re.compile(rf"(?:(?![{_NEVER_GIVEN}])[{_HAN}]){{1,5}}")
_PLACE_LETTER = re.compile(rf"[镇村][{_HAN}]|[{_HAN}]村")
"""A given name with 镇 or 村, which is one only where a post stands before and a mark or 说 behind."""
_SOUNDS = re.compile(
    "[阿埃艾奥巴班鲍贝本比宾博布查达戴丹道德登迪蒂丁杜顿多厄恩尔法范菲费芬弗福盖戈格根古哈海汉赫亨胡怀惠霍基吉加杰卡凯坎考科"
    "克肯库拉莱兰劳勒雷里丽利莉林琳隆卢鲁伦罗洛马玛麦曼梅门蒙米密摩莫墨默姆穆娜纳内尼诺努帕佩皮普奇乔切丘琼萨塞森沙莎舍史什士"
    "斯苏索塔泰坦汤唐特提图托瓦威维韦温文沃乌武西希夏肖谢辛休雅亚扬耶伊因尤约泽詹珍朱佐]{2,8}"
)
"""The characters that stand for the sounds of foreign names (新华社《英语姓名译名手册》)."""
_SINGLE_FOLLOWERS = frozenset(
    "的在是和与及等从把将正对向为用也就都已又则因于带给说被让到还这那不没来去今每一满刚曾便再才总靠家"
)
"""Characters that often follow a name."""
ADVERBS = frozenset("于时常安包相双干计能国代")
"""Surnames that are function words as well: what follows must not be a common word."""
SHAKY = frozenset("和从向那都连应经全当对同与满有由家开过来到党区爱养")
"""Surnames that are far more often function words: they need a verb of saying or punctuation behind."""
BEFORE_POSTS = ADVERBS | SHAKY | frozenset("班原老前后大小正总新现本各全某支组区")
"""Surnames that stand before a post without being one: 班主任, 老书记."""
_VERB_FORM = re.compile(
    "[走看拿站坐蹲跑拉推打抱端举翻捧提递挥摆扶摘带笑哭喊搬蹬迈][着了过下上起出进到给来去完好]"
)
_DAYS = ("今天", "昨天", "今日", "昨日", "近日", "今年", "去年")
_CADENCE = frozenset("周季年日月")
"""Surnames that are cadences as well: 周巡查 is no person."""
_NO_TITLE_SURNAME = frozenset("和于从向那时都连应经全当对同与常安好老")
"""Words that stand before 同志, 老师 or 老人 without being a surname."""


@frozen
class Name:
    """Where a personal name ends, and what is known of it."""

    end: int
    kind: str  # full | partial
    sure: int  # 2: a verb of saying or punctuation follows; 1: a common word; 0: nothing known


@cache
def _title_words() -> list[str]:
    return [row["title"] for row in read_words(LEXICON / "titles.csv", {"title": None})]


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(_title_words())}|某某?)")


@cache
def _behind() -> re.Pattern[str]:
    """Return the pattern of what ends a name for sure: what people do when they speak, 女士, 同志."""
    return re.compile(alternation([*_speech_list(), *(title for title in _title_words() if len(title) > 1)]))


@cache
def _followers() -> dict[str, str]:
    rows = read_words(LEXICON / "followers.csv", {"word": None, "kind": {"speech", "common"}})
    return {row["word"]: row["kind"] for row in rows}


def _speech_list() -> list[str]:
    return [word for word, kind in _followers().items() if kind == "speech"]


@cache
def speech() -> re.Pattern[str]:
    """Return the pattern of what people do when they speak (说, 表示, 介绍)."""
    return re.compile(alternation(_speech_list()))


@cache
def speech_words() -> Endings:
    """Return the same words, to be looked for in a whole paragraph."""
    return Endings(_speech_list())


@cache
def follower_words() -> frozenset[str]:
    """Return the common words that may follow a name."""
    return frozenset(word for word, kind in _followers().items() if kind == "common")


@cache
def common_words() -> dict[str, str]:
    """Return words of two characters that begin like a name, each a noun or another word."""
    rows = read_words(LEXICON / "common_words.csv", {"word": None, "class": {"noun", "other"}})
    return {row["word"]: row["class"] for row in rows}


def name_at(text: str, start: int, end: int, led: bool = False) -> Name | None:
    """Return the personal name that begins at ``start``, or None when what stands there is none.

    ``led`` says that a post stands before which only a name can follow: then one with a frequent
    surname may begin like a common word (高兴海).
    """
    known = surnames()
    if text[start : start + 2] in known:
        given = start + 2
    elif text[start : start + 1] in known:
        given = start + 1
    else:
        given = 0
    if text.find("·", start, start + 8) > 0 and (
        minority := _MINORITY.match(text, start, min(end, start + 24))
    ):
        return _last_part(text, minority.end(), end)
    if not given or given >= end:
        return None
    if title := _titles().match(text, given, end):
        if given == start + 1 and text[start] in _NO_TITLE_SURNAME:
            return None
        if title.group() == "某" and not after(text, title.end(), end) and after(text, title.end() + 1, end):
            return Name(title.end() + 1, "partial", after(text, title.end() + 1, end))  # 张某平
        sure = 2 if title.group()[0] == "某" else after(text, title.end(), end)
        return Name(title.end(), "partial", sure) if sure else None
    pair = common_words().get(text[start : start + 2]) if given == start + 1 else None
    if pair == "other" and not led:
        return None
    if text[start] in _CADENCE and duty_pattern().match(text, start + 1, end):
        return None  # 周巡查
    if (
        led
        and known[text[start:given]]
        and _PLACE_LETTER.match(text, given, end)
        and not speech().match(text, given + 1, end)
        and after(text, given + 2, end) == 2
    ):
        return Name(given + 2, "full", 2)
    longest = _given(text, given, end)
    if not longest:
        return None
    evidence = {n: after(text, given + n, end) for n in range(1, min(longest, 2) + 1)}
    if pair:
        spoken = any(speech().match(text, given + n, end) for n in evidence if pair == "noun" or n == 2)
        if not (spoken or (led and evidence.get(2))) or (led and not known.get(text[start])):
            return None
    one, two = evidence.get(1, -1), evidence.get(2, -1)
    if pair == "other" and one > two:
        return None  # 陈述
    if one == 2 and (two < 2 or speech().match(text, given + 1, end)):
        return Name(given + 1, "full", one)
    if one == 1 and two < 2 and text.startswith(_DAYS, given + 1):
        return Name(given + 1, "full", one)  # 李鹏 + 今天
    if one == 1 and two < 2 and _VERB_FORM.match(text, given + 1, end):
        return Name(given + 1, "full", one)
    if (
        one == two == 1
        and text[given + 1 : given + 3] in follower_words()
        and text[given + 2] not in _SINGLE_FOLLOWERS
        and _VERB_FORM.match(text, given + 2, end)
    ):
        return Name(given + 1, "full", one)  # 观看 + 了 rather than 看了
    if two >= one and two >= 0:
        return Name(given + 2, "full", two)
    return Name(given + 1, "full", one)


def full_name(text: str, end: int, floor: int) -> int | None:
    """Return where the full name begins that ends at ``end`` and opens a phrase, or None."""
    for start in (end - 3, end - 2):
        if start < floor or not surnames().get(text[start]) or text[start] in BEFORE_POSTS:
            continue
        if text[start : start + 2] in word_pairs() or not opens_after(text, start, floor):
            continue
        name = name_at(text, start, end)
        if name is not None and name.kind == "full" and name.end == end:
            return start
    return None


def _given(text: str, start: int, end: int) -> int:
    """Return how many characters from ``start`` can be those of a given name."""
    match = _GIVEN.match(text, start, end)
    return match.end() - start if match else 0


def _last_part(text: str, start: int, end: int) -> Name | None:
    """Return the end of the last part of a name with middle dots (阿不都·热合曼)."""
    longest = _given(text, start, end)
    for length in range(2, min(longest, 5) + 1):
        if sure := after(text, start + length, end):
            return Name(start + length, "full", sure)
    return Name(start + 3, "full", 0) if longest >= 3 else None


def foreign_name(text: str, start: int, end: int, least: int) -> Name | None:
    """Return the name of ``least`` characters or more that is written by its sound (布莱尔), or None."""
    run = _SOUNDS.match(text, start, end)
    if run is None or run.end() - start < least or text[run.end() : run.end() + 1] == "·":
        return None
    sure = after(text, run.end(), end)
    return Name(run.end(), "full", sure) if sure else None


def apart(text: str, start: int, end: int) -> bool:
    """Return whether no common word of two characters lies in, or reaches into or out of, a name."""
    words = word_pairs()
    return not any(text[at : at + 2] in words for at in range(start - 1, end))


def after(text: str, at: int, end: int) -> int:
    """Return how surely a name ends at ``at``: 2 punctuation or a verb of saying, 1 a common word, else 0."""
    if at >= end:
        return 2
    if not "\u3400" <= text[at] <= "\u9fff":
        if text[at] in "“‘《":
            return 0
        return 1 if text[at].isalnum() else 2
    if _behind().match(text, at, end):
        return 2
    if (
        text[at] in _SINGLE_FOLLOWERS
        or text[at : at + 2] in follower_words()
        or _VERB_FORM.match(text, at, end)
    ):
        return 1
    return 0

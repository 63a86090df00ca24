"""Bylines: who wrote, photographed and edited, with roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from townledger.lexicon import alternation, surnames
from townledger.page.words import word_pairs

HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_STAFF = (
    "责任编辑|本版责编|本期责编|执行责编|责编|编辑|校对|本版校对|美编|美术编辑|版式|版式设计|组版|排版|制图|制作|"
    "本版策划|策划|统筹|监制|总监制|主编|执行主编|副主编|总编辑|值班主任|值班编委|值班总编|值班|审核|审校|"
    "初审|复审|终审|一审|二审|三审|一校|二校|三校|责校|检校|视觉|设计|编审|签发"
)
MEDIUM = (
    "(?:(?:日|晚|晨|时|早|商|青年|法治|农民|经济|消费)报|融媒体?(?:中心)?|传媒(?:中心|集团)?|新闻(?:网|中心|传媒)|电视台"
    "|电台|广电|台|在线|网|新闻|客户端|观察)"
)
"""How the names of newspapers, stations and sites end."""
_RANK = "(?:首席|见习|实习|特约|特派|驻站|驻地|全媒体|全媒|融媒体|融媒|新媒体)*"
WRITER = (
    f"(?:本[报网刊台社]|新华社)?{_RANK}(?:记者站)?(?:记者|通讯员|通迅员|评论员|撰稿人|摄影师|摄影)|实习生|作者|撰稿|撰文|采写"
    f"|整理|文字|本版文字|特约撰稿|供稿|主持人?|[{HAN}]{{1,10}}(?:{MEDIUM}|报){_RANK}(?:记者|通讯员)"
)
_BODY = re.compile(
    "(?:[省市县区旗镇乡村社局委办厅院会部处站队所报网台校]|街道|中心|公司|集团|[中小大]学|幼儿园|法庭|科协|妇联|工会)$"
)
"""How bodies and places end that stand before a name: 县农业农村局 李建华."""
_MARKS = "\u25a0-\u25ff☆★▍\u2b1b\u2b1c"
_PICTURE = "摄影报道|图片报道|图文报道|文/图|图/文|文图|图文|摄影|摄像|拍摄|供图|图片|摄|图"
TEXT_AND_PICTURE = frozenset(["文/图", "图/文", "文图", "图文"])
"""Roles of one who wrote the text and took the picture."""
_REPORT = "报道|报导|联合报道|文"
_ROLE = re.compile(
    f"(?P<staff>{_STAFF})|(?P<picture>特约摄影|{_PICTURE})|(?P<writer>{WRITER}|读者|网友)|(?P<report>{_REPORT})"
)
_INSIDE = "记者|通讯员|通迅员|评论员|撰稿|实习|作者|撰文|采写|整理|文字|供稿|主持|读者|网友"
_ROLE_INSIDE = re.compile(alternation(f"{_STAFF}|{_PICTURE}|{_REPORT}|{_INSIDE}".split("|")))
"""What every word for a role holds."""
_NAME = re.compile(f"[{HAN}]{{1,4}}(?:·[{HAN}]{{1,6}})?")
_RUN_ON = re.compile(
    rf"(?:[{HAN}]{{0,8}}?(?:记者|通[讯迅]员))[{HAN}]{{2,3}}?(?=(?:本报|特约)?(?:通[讯迅]员|记者|摄影))"
)
"""A role and a name that another role follows without a blank: 记者左文通讯员黄绍华."""
_AGENCIES = frozenset(
    agency + gave
    for agency in ("新华社", "中新社", "人民视觉", "视觉中国")
    for gave in ("", "发", "供图", "照片")
)
_POST = re.compile("(?:[省市县区旗乡镇村厅局处科院校]长|书记|主任|主席)$")
"""How posts end that look like names because they begin with a surname: 代县长, 常务副主任."""
_TOKEN = re.compile(rf"文/图|图/文|[^\s、,，/|:()\[\]【】;&{_MARKS}]+")
_MARKED = re.compile(rf"[{_MARKS}](?:文/|\s)*(?=[{HAN}])")
_COLUMN = (
    "手记|札记|观察|调查|视点|视线|连线|来信|点评|感言|寄语|体验|出镜|见闻|专访|探访|走访|提醒|之家|协会"
)
"""Words that make a column's name of a role: 记者手记, 编辑点评, 作者感言."""
_TOOK = "摄影报道|摄影|摄|供图"
_ROLE_PREFIX = re.compile(
    f"(?!.*(?:{_COLUMN})$)(?:{WRITER}|特约摄影|{_STAFF}|摄影)(?=[{HAN}]{{2,3}}(?:{_TOOK})?$)"
)
_WIDE_NAME = re.compile(f"(?:{WRITER}|特约摄影|{_STAFF}|摄影)[{HAN}]{{2}}")
_ROLE_SUFFIX = re.compile("(?:摄影报道|摄影|摄|文图|图文|供图|报道)$")
_PEN_NAME = re.compile(f"(?!.*[完续略选摘注附图译转村镇乡县市])[{HAN}]+")  # (待续), (完), (图略)
_HAN_ONLY = re.compile(f"[{HAN}]+")
LONGEST_NAME = 4
SHORTEST_RUN_ON = 6
"""Characters of two roles with a name between them."""
SHORTEST_GLUED = 4
LONGEST_WORD = 30
"""Characters of a role or a name in a byline, such as 某某融媒体中心首席全媒体记者."""


class Credit(NamedTuple):
    """One named person of a byline; ``start`` and ``end`` are offsets in the text that was read."""

    start: int
    end: int
    name: str
    role: str  # as printed: 本报记者, 通讯员, 特约摄影, 摄, 责编 …; empty for a bare signature
    kind: str  # writer | picture | staff


def read_credits(text: str, offset: int = 0, *, bare: bool = False, glued: bool = False) -> list[Credit]:
    """Return the credits of a text that is nothing but a byline, or [] when it is anything else.

    Parameters
    ----------
    text
        One line, or the inside of a bracket, as shadow text.
    offset
        Added to every offset that is returned.
    bare
        Accept names without any role, such as ``王小明 李军``; each must begin with a surname. A marked line
        (``□ 王小明``) is read so too.
    glued
        Accept names without blanks between them (``孔繁文秦友顺``), as databases print signatures.
    """
    if len(text) > 160 or "。" in text or text.endswith(":"):
        return []
    bare = bare or bool(_MARKED.match(text))
    first = _TOKEN.search(text)
    if first is None or not (bare or _may_be_credit(first[0])):
        return []  # prose, headlines: most of what is asked
    tokens = list(_words(text))
    if not tokens or max([hi - lo for lo, hi in tokens]) > LONGEST_WORD:
        return []
    pending: list[tuple[int, int]] = []
    credits: list[Credit] = []
    role, kind, named = "", "", False

    def give(to_role: str, to_kind: str) -> None:
        for lo, hi in pending:
            name = "".join(text[lo:hi].split())
            credits.append(Credit(lo + offset, hi + offset, name, to_role, to_kind or "writer"))
        pending.clear()

    at = 0
    while at < len(tokens):
        lo, hi = tokens[at]
        word = text[lo:hi]
        at += 1
        if at < len(tokens) and tokens[at][1] - tokens[at][0] == 1:
            # Words set wide: 审 核, 记者刘 晨, and (below) 张 三.
            wide = word + text[tokens[at][0]]
            if (len(word) == 1 and _ROLE.fullmatch(wide)) or _WIDE_NAME.fullmatch(wide):
                word, hi = wide, tokens[at][1]
                at += 1
        holds_role = bool(_ROLE_INSIDE.search(word))
        if holds_role and (match := _ROLE.fullmatch(word)):
            new_kind = str(match.lastgroup)
            leads = role and at < len(tokens) and not _ROLE.fullmatch(text[tokens[at][0] : tokens[at][1]])
            if new_kind in ("picture", "report") and pending and not leads:
                # A role after its names: 李小明 摄, 张三 文/图; the written role before them stays the role.
                give(role or word, "picture" if new_kind == "picture" else kind)
                role, kind = "", ""
            else:
                give(role, kind)
                role, kind = word, "writer" if new_kind == "report" else new_kind
            named = True
            continue
        if holds_role and (match := _ROLE_PREFIX.match(word)):
            give(role, kind)
            role = match[0]
            prefix = _ROLE.fullmatch(role)
            kind = str(prefix.lastgroup) if prefix else "writer"
            lo += match.end()
            if (took := _ROLE_SUFFIX.search(text, lo, hi)) and took.start() >= lo + 2:
                hi, kind = took.start(), "picture"  # 新华社记者李明摄
            word = "".join(text[lo:hi].split())
            named = True
        elif holds_role and (match := _ROLE_SUFFIX.search(word)) and 2 <= match.start() <= 4:
            pending.append((lo, lo + match.start()))
            give(role or match[0], "picture" if match[0] not in ("报道",) else kind)
            role, kind, named = "", "", True
            continue
        if bare and not pending and at < len(tokens) and len(word) > 2 and _BODY.search(word):
            role, kind = word, "writer"
            continue
        if glued and len(word) >= SHORTEST_GLUED and not is_name(word) and (names := _glued_names(word)):
            pending.extend((lo + a, lo + b) for a, b in names)
            continue
        if not _NAME.fullmatch(word) or _is_body(word):
            return []
        if len(word) == 1:
            # 张 三: a two-character name set wide.
            if at >= len(tokens) or tokens[at][1] - tokens[at][0] != 1 or text[tokens[at][0]] in "摄文图":
                return []
            hi = tokens[at][1]
            at += 1
        pending.append((lo, hi))
    give(role, kind)
    if not credits or len(credits) > 16:
        return []
    if not named and not (bare and _all_names(credits)):
        return []
    return credits


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words of a byline: at blanks and marks, and where a role follows a name."""
    for token in _TOKEN.finditer(text):
        if token[0] not in _AGENCIES:
            lo, hi = token.span()
            while hi - lo >= SHORTEST_RUN_ON and (match := _RUN_ON.match(text, lo, hi)):
                yield lo, match.end()
                lo = match.end()
            yield lo, hi


def _may_be_credit(word: str) -> bool:
    """Tell whether a byline may begin with a word: it is short, or holds a role."""
    return len(word) <= LONGEST_NAME or "·" in word or bool(_ROLE_INSIDE.search(word))


def _all_names(credits: list[Credit]) -> bool:
    return len(credits) <= 6 and all(is_name(c.name) and not _POST.search(c.name) for c in credits)


def is_pen_name(word: str) -> bool:
    """Tell whether a word may be a pen name (晓渡): two or three characters, no common word."""
    return 2 <= len(word) <= 3 and bool(_PEN_NAME.fullmatch(word)) and word[:2] not in word_pairs()


def _glued_names(word: str) -> list[tuple[int, int]]:
    """Return the spans of the names, of two or three characters each, that ``word`` is made of, or [].

    Each begins with a surname; the commoner the surnames, the better; longer names are tried first.
    """
    if _is_body(word) or not _HAN_ONLY.fullmatch(word):
        return []
    best: list[tuple[int, list[tuple[int, int]]] | None] = [None] * (len(word) + 1)
    best[len(word)] = (0, [])
    for at in range(len(word) - 2, -1, -1):
        for size in (3, 2):
            rest = best[at + size] if at + size <= len(word) else None
            if rest is None or word[at] not in surnames() or word[at : at + 2] in word_pairs():
                continue
            rank = rest[0] + (0 if surnames()[word[at]] else 1)
            found = best[at]
            if found is None or rank < found[0]:
                best[at] = (rank, [(at, at + size), *rest[1]])
    whole = best[0]
    return whole[1] if whole and len(whole[1]) > whole[0] else []


def _is_body(word: str) -> bool:
    return len(word) > 2 and not is_name(word) and bool(_BODY.search(word))


def is_name(name: str) -> bool:
    """Tell whether a word may be a full name: a surname, single or compound, and one or two characters."""
    return (2 <= len(name) <= 3 and name[0] in surnames()) or (3 <= len(name) <= 4 and name[:2] in surnames())

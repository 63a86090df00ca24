"""Where bylines stand in a text: the dateline at its head, the signature or credit at its end."""

from __future__ import annotations

import re

from townledger.page.bylines import HAN, MEDIUM, WRITER, Credit, is_name, is_pen_name, read_credits

_OWN = r"本\s?[报网刊台社]\s?"
_DAY = r"(?:(?:(?:19|20)\d\d年)?\d{1,2}月)?\d{1,2}日"
_DATELINE = re.compile(
    rf"(?:又讯|另讯)(?=[\s:(])|[【\[]?(?:{_OWN}讯[】\]]?(?!息)|(?:据?新华社|中新[社网]|{_OWN})[{HAN}]{{0,8}}?{_DAY}(?:电|讯)[】\]]?)"
    rf"|[【\[]?(?:{_OWN}|[{HAN}]{{2,12}}?(?<![简短快微通资喜音]))讯[】\]]?(?=[\s(:】\]]|$|(?<=[】\]]))"
    rf"|[【\[]?(?:据?新华社|中新[社网]|{_OWN}|[{HAN}]{{2,10}}?{MEDIUM})[{HAN}]{{0,8}}?(?:{_DAY})?(?:综合)?(?:电|讯|消息)"
    r"[】\]]?(?=[\s(:记】\]]|(?<=[】\]]))"
    rf"|(?:{_OWN}|[{HAN}]{{2,10}}?)?{_DAY}[电讯](?=[\s(])|(?:{_OWN})?综合(?:消息|报道|讯)(?=[\s:])"
)
_WIRE = re.compile("讯|电|消息|综合")
_LEADING = re.compile(r"[【\[(〔][^】\])〕]{0,12}(?:记者|通讯员|特派员)[^】\])〕]{2,40}[】\])〕]")
"""A byline in brackets with which a text begins: 【记者王小明/花莲报导】."""
_FROM = re.compile(rf"(?:[/\s][{HAN}]{{2,6}}?(?:综合)?)?(?:报导|报道|电|特稿|专访)$")
_LOOSE_NAME = rf"[{HAN}]{{2,3}}?(?=[\s、,:]|报道|摄影报道|$)"
_LOOSE = re.compile(
    rf"((?:(?:{WRITER})\s?{_LOOSE_NAME}(?:[\s、]{_LOOSE_NAME})*[\s、,]?)+)"
    r"(?P<said>(?:(?:摄影|联合|图文)?报道)?[:,]?\s?)"
)
_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
_PICTURE_ENDS = ("摄", "摄影", "图", "摄影报道", "图片")
_AFTER = ("", "。", "!", "?", "”", "…")
"""What stands before a signature: the end of a sentence."""
_UNBRACKETED = re.compile(
    rf"(?<=[。!?”]) {{1,20}}((?:[□■○●◇◆] ?)?[{HAN}·]{{2,12}}(?: {{1,4}}[{HAN}·]{{1,4}}){{0,4}})$"
)
LONGEST_UNBRACKETED = 48
"""Characters of a signature without brackets, with the blank before it."""
_SIGNATURE = re.compile(r"\(([^()\n]{2,60})\)$")


LONGEST_HEAD = 120
"""Characters of a text that may hold its dateline with the names of the writers."""
LONGEST_DATELINE = 48
"""Characters up to the 讯, 电, 消息 or 综合 of a dateline."""


def read_dateline(text: str) -> tuple[int, list[Credit]] | None:
    """Return the end of a dateline such as ``本报讯(记者 王明)`` at the start of ``text`` and its credits.

    Forms: ``本报讯``, ``某某晚报讯(记者 … 通讯员 …)``, ``本报讯 记者张三 通讯员李四报道``, ``本报3月5日讯``.
    """
    head = text[:LONGEST_HEAD]
    match = _DATELINE.match(head) if _WIRE.search(head, 0, LONGEST_DATELINE) else None
    if not match:
        return _leading(head) if head[0] in "【[(〔" else None
    end = match.end()
    while end < len(head) and head[end] in " :":
        end += 1
    if bracket := _BRACKET.match(head, end):
        credits = read_credits(bracket[1], bracket.start(1), bare=True)
        return (bracket.end(), credits) if credits else (end, [])
    if loose := _LOOSE.match(head, end):
        credits = read_credits(loose[1].rstrip("、,"), loose.start(1))
        if credits and not (is_name(credits[0].name) or "报" in loose["said"] or ":" in loose["said"]):
            return end, []  # 本报讯 记者昨日,…
        for at, credit in enumerate(credits[1:], 1):
            # 记者 王明 近日,…: what follows a name after a blank is a name only if it looks like one.
            if credit.role == credits[at - 1].role and not is_name(credit.name):
                return credit.start, credits[:at]
        return loose.end(), credits
    return end, []


def _leading(head: str) -> tuple[int, list[Credit]] | None:
    """Return the end and the credits of a byline in brackets before the text, as Taiwan's papers have it."""
    match = _LEADING.match(head)
    if not match:
        return None
    credits = read_credits(_FROM.sub("", match[0][1:-1]), 1)
    return (match.end(), credits) if credits else None


def read_signature(text: str) -> tuple[int, list[Credit]] | None:
    """Return the start and the credits of a signature in brackets at the end, as in ``…。(王小明)``."""
    match = _SIGNATURE.search(text[-80:]) if text.endswith(")") else None
    if not match:
        return _unbracketed(text) if " " in text[-LONGEST_UNBRACKETED:] else None
    start = len(text) - len(text[-80:]) + match.start()
    ends = text[start - 1 : start] in _AFTER
    credits = read_credits(match[1], start + 1, bare=True, glued=ends)
    if not credits and ends and is_pen_name(match[1]) and _WIRE.search(text, 0, LONGEST_DATELINE):
        credits = [Credit(start + 1, len(text) - 1, match[1], "", "writer")] if read_dateline(text) else []
    return (start, credits) if credits else None


def _unbracketed(text: str) -> tuple[int, list[Credit]] | None:
    """Return the start and the credits of names alone after the last sentence: …增收。 王小明 李军."""
    match = _UNBRACKETED.search(text, max(0, len(text) - LONGEST_UNBRACKETED))
    if not match:
        return None
    credits = read_credits(match[1], match.start(1), bare=True, glued=True)
    return (match.start(1), credits) if credits else None


def read_inline_credit(text: str) -> tuple[int, list[Credit]] | None:
    """Return the start and the credits of a photographer's credit at the end: ``…彩绘墙。 王小明 摄``."""
    if not text.removesuffix(")").endswith(_PICTURE_ENDS):
        return None
    tail = text[-40:]
    base = len(text) - len(tail)
    cut = max(tail.rfind(mark) for mark in "。!?(”")
    if cut < 0:
        return None
    credits = read_credits(tail[cut + 1 :].rstrip(")"), base + cut + 1)
    if not credits or not any(c.kind == "picture" for c in credits):
        return None
    return base + cut + (tail[cut] != "("), credits

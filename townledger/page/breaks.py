"""Where a sentence breaks off: the signs of it in one paragraph, and that another goes on in it.

The signs are those of the language: a missing end mark, a quote or bracket left open, a word or number that
forms across the break.
"""

from __future__ import annotations

import re

from townledger.frozen import frozen
from townledger.page.datelines import LONGEST_UNBRACKETED, read_signature
from townledger.page.words import word_pairs

_CUT_WORD = re.compile(
    r"(?:坚持|通过|按照|根据|以及|其中|例如|包括|针对|随着|由于|关于|表示|成为|作为|认为|为了|因为|而且|并且|但是|如果|等方)$"
)
_LINKS = frozenset("的和与及或把将被让使给对向往从由在以为因于按就并而但若如则其是")
_END = "。!?;:…"
_CLOSED = "”’)》』】"
LONGEST_NOTE = 20
"""Characters of the note at the end that the text turns to another page."""
_TURNS = re.compile(r"\((?:下转|转)第?[^()]{1,12}[版页]\)$")
_LAST_BRACKET = re.compile(r"\([^()]{1,40}\)$")
_SENTENCE_START = re.compile(
    r"针对|随着|近日|日前|目前|截至|此次|同时|此外|据了解|据介绍|如今|当前|下一步|今年|去年|近年来|\d{1,2}月\d{1,2}日"
    r"|其中|另外|接下来|为了|由于|每[个年月周天村户]|自\d|该[县市区镇乡村]|[他她]们?|我们?|“"
)
_ANEW = re.compile(
    "(?:据[^,。]{1,16}|近日|日前|近年来|近几年|[今去]年以来|目前|当前|如今|下一步|同时|此外|接下来),"
)
_PAIRED = re.compile(r"[“”‘’()《》【】『』「」\[\]]")
_OPENERS, _CLOSERS = "“‘(《【『「[", "”’)》】』」]"
LOOSE_START = re.compile(
    r"[,、;:)”’》%‰.。!?]|[元吨亩](?![宝旦月素氏勋凤])|[万亿]元|的(?![确士])|了(?![解却结如不])|[们者]|着(?![力眼手重实装急火陆])"
    r"|及(?![时其至格早])|等(?![待级到候于同额])|余(?![村庄镇乡家姓粮])"
    r"|[\u4e00-\u9fff],"
)
_NUMERAL_END = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两几.]$")
_COUNTED = re.compile(r"[\d%‰万亿余多个名户亩吨元年月日次项件条处座人家村公平立米千分小台辆套张]")
_LATIN = re.compile("[A-Za-z]")
_SPEECH_BEFORE = ":,。!?;”—"
LONGEST_TERM = 12
"""Characters between the marks of a quoted term; speech is longer."""


@frozen
class Break:
    """A break in the text, in raw offsets, and what was decided about it."""

    kind: str  # joined | orphan_head | orphan_tail | out_of_order
    raw_start: int
    raw_end: int
    joined_to: int | None  # raw offset at which the text goes on
    evidence: str


def turns(text: str) -> bool:
    """Tell whether ``text`` ends with a note that it goes on on another page: (下转第3版)."""
    return text[-1] == ")" and bool(_TURNS.search(text[-LONGEST_NOTE:]))


def balance(text: str) -> tuple[str, str]:
    """Return the brackets and quotes that ``text`` leaves open, and those that it closes but never opened."""
    marks = _PAIRED.findall(text)
    if not marks:
        return "", ""
    stack: list[str] = []
    loose: list[str] = []
    for char in marks:
        if char in _OPENERS:
            stack.append(char)
        else:
            opener = _OPENERS[_CLOSERS.index(char)]
            if opener in stack:
                while stack.pop() != opener:
                    pass
            else:
                loose.append(char)
    return "".join(stack), "".join(loose)


def ends_open(text: str) -> bool:
    """Tell whether ``text`` ends with a word that must be followed by another: 的, 将, 坚持."""
    if text[-1] in _LINKS and text[-2:] not in word_pairs():
        return True
    return bool(_CUT_WORD.search(text))


def opens_sentence(text: str) -> bool:
    """Tell whether a short line is the head of a torn sentence (针对这些问题), no section heading."""
    return " " not in text and bool(_SENTENCE_START.match(text))


def is_cut(text: str) -> bool:
    """Tell whether a paragraph stops in the middle of a sentence."""
    if text[-1] == ")" or " " in text[-LONGEST_UNBRACKETED:]:
        if turns(text) or read_signature(text):
            return False
        text = _LAST_BRACKET.sub("", text)
    last = text.rstrip(_CLOSED)
    return bool(last) and last[-1] not in _END


def opens_anew(text: str) -> bool:
    """Tell whether a text begins with words that no sentence goes on with: 目前, 据统计."""
    return bool(_ANEW.match(text))


def speech_marks_differ(head: str, tail: str) -> bool:
    """Tell whether ``head`` leaves a quoted term open while ``tail`` closes quoted speech.

    Speech is opened after a colon, a comma or at the start, and closed after an end mark; a quoted term is
    opened within a clause. One pair of marks cannot be both.
    """
    at, end = head.rfind("“"), tail.find("”")
    if at <= 0 or end < LONGEST_TERM or "“" in tail[:end]:
        return False
    return head[at - 1] not in _SPEECH_BEFORE and tail[end - 1] in "。!?,…"


def join_evidence(head: str, tail: str) -> list[str]:
    """Return the signs, in Chinese, that ``tail`` goes on in the sentence that ``head`` breaks off."""
    signs = []
    opened, closed = balance(head)[0], balance(tail)[1]
    if opened and closed and not speech_marks_differ(head, tail):
        signs.append("引号或括号跨段")
    if head[-1] + tail[0] in word_pairs() and not (_whole(head[-2:]) and _whole(tail[:2])):
        signs.append(f"跨段成词“{head[-1]}{tail[0]}”")
    elif _NUMERAL_END.search(head) and _COUNTED.match(tail):
        signs.append("数字与量词跨段")
    elif _LATIN.fullmatch(head[-1]) and _LATIN.fullmatch(tail[0]):
        signs.append("跨段成词（字母）")
    if LOOSE_START.match(tail):
        signs.append("后段不能起句")
    if ends_open(head) or head[-1] in ",、":
        signs.append(f"前段止于“{head[-1]}”")
    return signs


def tears_a_word(head: str, tail: str) -> bool:
    """Tell whether a word goes over the break, and none ends before or begins after it."""
    over = head[-1] + tail[0] in word_pairs() and tail[1:2] >= "\u4e00"
    return over and not (_whole(head[-2:]) or _whole(tail[:2]))


def _whole(pair: str) -> bool:
    return pair in word_pairs()

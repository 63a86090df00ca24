"""Broken sentences: which paragraph breaks cut a sentence, and where it goes on.

A break is joined on evidence: a missing end mark, a quote or bracket left open, a word or number that forms
across it. What does not fit its neighbour is looked for elsewhere on the page (columns in the wrong order, an
article that another interrupts); what fits nowhere is an orphan, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from townledger.page.blocks import Block, Item
from townledger.page.bylines import Credit, read_credits, read_dateline, read_signature
from townledger.page.forms import HEADING, NUMBERED, TEXT, TURNS, balance, ends_open, is_cut, opens_sentence
from townledger.page.paragraphs import Paragraph
from townledger.page.words import word_pairs

PROSE = 40
"""Characters from which a paragraph without an end mark is prose that was cut, not an entry of a list."""

_FROM = re.compile(r"\((?:紧接|上接|接)第?[^()]{1,12}[版页]\)")
_TAIL_START = re.compile(
    r"[,、;:)”’》%‰.。!?]|[元吨亩](?![宝旦月素氏勋凤])|[万亿]元|的(?![确士])|了(?![解却结如不])|[们者]|着(?![力眼手重实装急火陆])"
    r"|及(?![时其至格早])|等(?![待级到候于同额])|余(?![村庄镇乡家姓粮])"
    r"|[\u4e00-\u9fff],"
)
_HALF_WORD = re.compile(r"[\u4e00-\u9fff][,。]")
REACH = 30
"""Blocks (captions among them) after which an article that broke off is not taken up again."""
CLOSER = 1.3
"""How much nearer in words a tail must be to the interrupted article than to the one around it."""
_NUMERAL_END = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两几.]$")
_COUNTED = re.compile(r"[\d%‰万亿余多个名户亩吨元年月日次项件条处座人家村公平立米千分小台辆套张]")
_LATIN = re.compile("[A-Za-z]")
_LABEL = re.compile(r"[^,。;!?]{1,12}:|[—\-●■◆★※•·]|附件|附:")
_SPEECH_BEFORE = ":,。!?;”—"
SHORT_PROSE = 12
"""The same for a paragraph that has a comma."""
LOST = 24
"""Characters from which a paragraph with a comma and no end mark has lost its end; below, it is an entry."""
LONGEST_TERM = 12
"""Characters between the marks of a quoted term; speech is longer."""


@dataclass(frozen=True, slots=True)
class Break:
    """A break in the text, in raw offsets, and what was decided about it."""

    kind: str  # joined | orphan_head | orphan_tail | out_of_order
    raw_start: int
    raw_end: int
    joined_to: int | None  # raw offset at which the text goes on
    evidence: str


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
    if _TAIL_START.match(tail):
        signs.append("后段不能起句")
    if ends_open(head) or head[-1] in ",、":
        signs.append(f"前段止于“{head[-1]}”")
    return signs


def _tears_a_word(head: str, tail: str) -> bool:
    """Tell whether a word goes over the break, and none ends before or begins after it."""
    over = head[-1] + tail[0] in word_pairs() and tail[1:2] >= "\u4e00"
    return over and not (_whole(head[-2:]) or _whole(tail[:2]))


def _whole(pair: str) -> bool:
    return pair in word_pairs()


@dataclass(slots=True)
class _Cut:
    """A text item that breaks off, and the text item after it, if any."""

    block: Block
    head: Item
    tail: Item | None
    signs: list[str]  # why the two go together; empty: they do not
    fits: bool  # a word, a number or a quotation goes over the break


def join(blocks: list[Block]) -> list[Break]:
    """Join the broken paragraphs of a page in place; move what stands out of order; return the breaks.

    Neighbours are joined first, but for tails that begin with half a word of another head. An article that
    another interrupts then gets its tail back; what is left over is recorded as orphans.
    """
    cuts = [cut for block in blocks for cut in _cuts(block)]
    loose = [(block, item) for block in blocks for item in _loose_tails(block, cuts)]
    moves = _moves(cuts, loose)
    leaving = {id(cut) for cut in moves.values()}
    breaks: list[Break] = []
    merged: dict[int, Item] = {}  # by the id of a tail: the item that it is now part of
    heads: list[tuple[Block, Item]] = []
    tails = [(block, item) for block, item in loose if id(item) not in moves]
    for cut in cuts:
        head, tail = merged.get(id(cut.head), cut.head), cut.tail
        stays, wanted = id(cut) not in leaving, id(tail) in moves
        if tail is not None and cut.signs and stays and not wanted:
            before, after = head.paragraphs[-1], tail.paragraphs[0]
            breaks.append(Break("joined", before.end, after.start, after.start, "；".join(cut.signs)))
            head.paragraphs.extend(tail.paragraphs)
            merged[id(tail)] = head
            continue
        if stays:
            heads.append((cut.block, head))
        if tail is not None and not wanted and (not cut.signs or _is_scrap(tail.text)):
            tails.append((cut.block, tail))
    for block in blocks:
        block.items = [item for item in block.items if id(item) not in merged]
    sites = [*((cut.block, cut.tail) for cut in cuts if cut.tail is not None), *loose]
    for block, item in sites:
        if cut_here := moves.get(id(item)):
            head = merged.get(id(cut_here.head), cut_here.head)
            if head is item:  # the two halves stand in one run: it cannot go on in itself
                heads.append((block, head))
                continue
            _move(cut_here.block, head, block, item, breaks)
    _resume(blocks, heads, tails, breaks)
    _give_back(blocks, tails, breaks)
    texts = [item for block in blocks for item in block.items if item.kind == "text"]
    for item in texts:
        if TURNS.search(item.text):
            end = item.paragraphs[-1].end
            breaks.append(Break("orphan_head", end, end, None, "文末注明转入他版"))
        if _FROM.match(item.paragraphs[0].text):
            start = item.paragraphs[0].start
            breaks.append(Break("orphan_tail", start, start, None, "文首注明上接他版"))
    for _, item in heads:
        end = item.paragraphs[-1].end
        breaks.append(Break("orphan_head", end, end, None, "句子中断，版面上找不到下文"))
    for _, item in tails:
        start = item.paragraphs[0].start
        breaks.append(Break("orphan_tail", start, start, None, "不能起句，版面上找不到上文"))
    return breaks


def _cuts(block: Block) -> Iterator[_Cut]:
    """Yield the text items of ``block`` that break off, with their neighbours."""
    texts = [item for item in block.items if item.kind == "text"]
    ends = [is_cut(item.text) for item in texts]
    is_list = sum(ends) >= 6 and 2 * sum(ends) > len(texts)
    goes_on = False  # the item is itself the second half of a paragraph
    for item, after in pairwise([*block.items, None]):
        if item is None or item.kind != "text":
            goes_on = False
            continue
        tail = after if after is not None and after.kind == "text" else None
        text = item.text
        signs = _goes_on(text, tail.text, prose=goes_on or (not is_list and _is_prose(text))) if tail else []
        if signs or (is_cut(text) and len(text) >= LOST and "," in text and not is_list):
            fits = any(sign.startswith(("引", "跨", "数")) for sign in signs)
            yield _Cut(block, item, tail, signs, fits)
        goes_on = bool(signs)


def _is_prose(text: str) -> bool:
    return (
        len(text) >= PROSE
        or "。" in text
        or ("," in text and len(text) >= SHORT_PROSE)
        or opens_sentence(text)
    )


def _goes_on(head: str, tail: str, *, prose: bool) -> list[str]:
    """Return the signs that the paragraph ``tail`` belongs to the paragraph ``head`` before it, or []."""
    if not is_cut(head):
        if head.count("“") <= head.count("”"):
            return []
        opened, closed = balance(head)[0], balance(tail)[1]
        if "“" in opened and "”" in closed and tail[0] not in "“‘" and not speech_marks_differ(head, tail):
            return ["引语跨段未闭合"]
        return []
    starts = NUMBERED.match(tail) or _FROM.match(tail) or read_dateline(tail)
    quoted = balance(head)[0] and balance(tail)[1]
    if starts or (_LABEL.match(tail) and not quoted) or speech_marks_differ(head, tail):
        return []
    signs = join_evidence(head, tail)
    if signs or prose:
        return ["段末无句末标点", *signs]
    return []


def _loose_tails(block: Block, cuts: list[_Cut]) -> Iterator[Item]:
    """Yield the text items that cannot begin a sentence although nothing before them breaks off."""
    followed = {id(cut.tail) for cut in cuts if cut.block is block}
    for item in block.items:
        if item.kind == "text" and id(item) not in followed and _TAIL_START.match(item.paragraphs[0].text):
            yield item


def restore_text(page: list[Paragraph]) -> None:
    """Give the form of text to short lines that only look like headlines: the next one goes on in them."""
    for head, tail in pairwise(page):
        if head.form != HEADING or head.level or tail.form not in (TEXT, HEADING):
            continue
        fragment = tail.text[0] in ",。、;:!?)”’》"
        if not fragment and tail.form == TEXT and not read_dateline(tail.text):
            signs = join_evidence(head.text, tail.text) if "," in head.text else []
            fragment = any(sign[0] in "跨数后" for sign in signs) or _tears_a_word(head.text, tail.text)
        if fragment:
            head.form = tail.form = TEXT


def _moves(cuts: list[_Cut], loose: list[tuple[Block, Item]]) -> dict[int, _Cut]:
    """Return, by the id of a tail that begins with half a word, the cut elsewhere that has the other half."""
    by_last: dict[str, list[_Cut]] = {}
    for cut in cuts:
        if not cut.fits:
            by_last.setdefault(cut.head.text[-1], []).append(cut)
    moves: dict[int, _Cut] = {}
    wanting = [c.tail for c in cuts if c.tail is not None and not c.fits and _HALF_WORD.match(c.tail.text)]
    for tail in [*wanting, *(item for _, item in loose if _HALF_WORD.match(item.text))]:
        mates = [
            cut
            for last, found in by_last.items()
            if last + tail.text[0] in word_pairs()
            for cut in found
            if cut.tail is not tail and cut.head is not tail
        ]
        if len(mates) == 1 and all(mates[0] is not cut for cut in moves.values()):
            moves[id(tail)] = mates[0]
    return moves


def _is_scrap(text: str) -> bool:
    """Tell whether a paragraph is one short clause, such as the end of a lost sentence."""
    return len(text) <= 20 and not any(mark in text[:-1] for mark in ",。:!?")


def _move(block: Block, head: Item, other: Block, tail: Item, breaks: list[Break]) -> None:
    """Join ``head`` and ``tail`` where the tail stands, or the head where another article interrupts it."""
    before, after = head.paragraphs[-1], tail.paragraphs[0]
    why = f"跨段成词“{before.text[-1]}{after.text[0]}”，上下文不相邻"
    breaks.append(Break("out_of_order", before.end, before.end, after.start, why))
    if block is other:
        block.items = [item for item in block.items if item is not head]
        tail.paragraphs[:0] = head.paragraphs
        return
    at = next(n for n, item in enumerate(other.items) if item is tail)
    rest = other.items[at + 1 :] if block.items[-1] is head else []
    del other.items[at : at + 1 + len(rest)]
    head.paragraphs.extend(tail.paragraphs)
    block.items.extend(rest)


def _resume(
    blocks: list[Block], heads: list[tuple[Block, Item]], tails: list[tuple[Block, Item]], breaks: list[Break]
) -> None:
    """Take up an article that breaks off where another begins, after the end of that other one."""
    order = {id(block): n for n, block in enumerate(blocks)}
    for block, head in list(heads):
        if block.items[-1] is not head:
            continue
        after = (b for b in blocks[order[id(block)] + 1 : order[id(block)] + 1 + REACH] if b.first("title"))
        other = next(after, None)
        at, why = _resumption(head.text, other) if other else (0, "")
        if other is None or not why:
            continue
        runs = (other.items[at:], other.items[at : at + 1])
        if min(_nearness(block.items, other.items[:at], run) for run in runs) < CLOSER:
            continue
        tail = other.items[at]
        before, first = head.paragraphs[-1], tail.paragraphs[0]
        breaks.append(Break("out_of_order", before.end, before.end, first.start, f"前文被另一篇截断；{why}"))
        head.paragraphs.extend(tail.paragraphs)
        block.items.extend(other.items[at + 1 :])
        del other.items[at:]
        block.signed = block.signed or other.signed
        heads[:] = [(b, item) for b, item in heads if item is not head]
        heads[:] = [(b, head if item is tail else item) for b, item in heads]
        tails[:] = [(b, item) for b, item in tails if item is not tail]


def _resumption(head: str, other: Block) -> tuple[int, str]:
    """Return where in the other article ``head`` goes on, and why; the reason is empty where it does not."""
    found: list[tuple[int, str]] = []
    ended = 0
    for at, (last, item) in enumerate(pairwise(other.items), 1):
        if item.kind != "text" or speech_marks_differ(head, item.text):
            continue
        text = item.text
        signed = last.kind == "byline" or (last.kind == "text" and read_signature(last.text))
        if signed and not ended and any(before.kind == "text" for before in other.items[:at]):
            ended = at
        if last.kind == "text" and is_cut(last.text):
            continue
        if _tears_a_word(head, text) and not ends_open(head):
            found.append((at, f"跨段成词“{head[-1]}{text[0]}”"))
        elif _TAIL_START.match(text):
            found.append((at, "后段不能起句"))
        elif balance(head)[0] and balance(text)[1]:
            found.append((at, "引号或括号跨段"))
    if len(found) == 1:
        return found[0]
    return (ended, "另一篇署名之后又有正文") if ended and not found else (0, "")


def _give_back(blocks: list[Block], tails: list[tuple[Block, Item]], breaks: list[Break]) -> None:
    """Give an interrupted article its end, which stands after an orphan in the article that interrupts it."""
    order = {id(block): n for n, block in enumerate(blocks)}
    first_tails: dict[int, tuple[Block, Item]] = {}
    for block, tail in tails:
        first_tails.setdefault(id(block), (block, tail))
    for block, tail in first_tails.values():
        at = next((n for n, item in enumerate(block.items) if item is tail), 0)
        here = order[id(block)]
        if at == 0 or here == 0 or not any(item.kind == "text" for item in block.items[:at]):
            continue
        before = (blocks[n] for n in range(here - 1, -1, -1))
        earlier = next((b for b in before if b.first("title") and b.first("text")), None)
        if earlier is None or _is_signed(earlier):
            continue
        run = block.items[at:]
        captions = takewhile(lambda b: b.kind == "caption", blocks[order[id(earlier)] + 1 : here])
        why = _belongs(earlier, block.items[:at], run, list(captions))
        if not why:
            continue
        last = earlier.of("text")[-1].paragraphs[-1]
        breaks.append(Break("out_of_order", last.end, last.end, tail.paragraphs[0].start, why))
        del block.items[at:]
        earlier.items.extend(run)
        earlier.signed, block.signed = block.signed, False


def _is_signed(block: Block) -> bool:
    return bool(block.of("byline")) or any(
        read_signature(item.text) or read_dateline(item.text) for item in block.of("text")
    )


def _belongs(earlier: Block, rest: list[Item], run: list[Item], captions: list[Block]) -> str:
    """Say why ``run`` belongs to the earlier article rather than to ``rest`` before it, or return ''."""
    names = {credit.name for item in run for credit in _signature(item)}
    for block in captions:
        caption = " ".join(item.text for item in block.items)
        shared = sorted(name for name in names if name in caption)
        if shared:
            return f"前文被另一篇截断；文末署名{'、'.join(shared)}同于前文图片署名"
    close = names and _nearness(earlier.items, rest, run) > CLOSER
    return "前文被另一篇截断；用词近于前文" if close else ""


def _nearness(own: list[Item], foreign: list[Item], run: list[Item]) -> float:
    """Return how many times nearer in words ``run`` is to ``own`` than to ``foreign``."""
    ours, theirs, here = _bigrams(own), _bigrams(foreign), _bigrams(run)
    shared = len(here & (ours - theirs)) / (len(ours - theirs) or 1)
    other = len(here & (theirs - ours)) / (len(theirs - ours) or 1)
    return shared / max(other, 1e-3)


def _signature(item: Item) -> list[Credit]:
    if item.kind == "byline":
        return read_credits(item.text, bare=True)
    found = read_signature(item.text) if item.kind == "text" else None
    return found[1] if found else []


def _bigrams(items: list[Item]) -> set[str]:
    return {a + b for item in items for a, b in pairwise(item.text) if a >= "\u4e00" and b >= "\u4e00"}

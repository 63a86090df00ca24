"""Broken sentences: which paragraph breaks cut a sentence, and where it goes on.

A break is joined on evidence: a missing end mark, a quote or bracket left open, a word or number that forms
across it. What does not fit its neighbour is looked for elsewhere on the page (columns in the wrong order, an
article that another interrupts); what fits nowhere is an orphan, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from townledger.page.blocks import Block, Item
from townledger.page.breaks import (
    LOOSE_START,
    Break,
    balance,
    is_cut,
    join_evidence,
    opens_anew,
    opens_sentence,
    speech_marks_differ,
    tears_a_word,
    turns,
)
from townledger.page.datelines import read_dateline
from townledger.page.forms import FURNITURE, HEADING, NUMBERED, TEXT
from townledger.page.interrupted import give_back, resume
from townledger.page.openings import is_rubric
from townledger.page.paragraphs import Paragraph
from townledger.page.words import word_pairs

PROSE = 40
"""Characters from which a paragraph without an end mark is prose that was cut, not an entry of a list."""

_FROM = re.compile(r"\((?:紧接|上接|接)第?[^()]{1,12}[版页]\)")
_HALF_WORD = re.compile(r"[\u4e00-\u9fff][,。]")
_LABEL = re.compile(r"[^,。;!?]{1,12}:|[—\-●■◆★※•·]|附件|附:")
SHORT_PROSE = 12
"""The same for a paragraph that has a comma."""
LOST = 24
"""Characters from which a paragraph with a comma and no end mark has lost its end; below, it is an entry."""


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
    resume(blocks, heads, tails, breaks)
    give_back(blocks, tails, breaks)
    texts = [item for block in blocks for item in block.items if item.kind == "text"]
    for item in texts:
        if turns(item.text):
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
    broken = iter(ends)
    goes_on = False  # the item is itself the second half of a paragraph
    for item, after in pairwise([*block.items, None]):
        if item is None or item.kind != "text":
            goes_on = False
            continue
        tail = after if after is not None and after.kind == "text" else None
        text, cut = item.text, next(broken)
        if not tail:
            signs = []
        elif cut:
            signs = _goes_on(text, tail.text, prose=goes_on or (not is_list and _is_prose(text)))
        else:
            signs = _quote_goes_on(text, tail.text)
        if signs or (cut and len(text) >= LOST and "," in text and not is_list):
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
    """Return the signs that ``tail`` belongs to the paragraph ``head`` before it, which breaks off, or []."""
    starts = NUMBERED.match(tail) or _FROM.match(tail) or read_dateline(tail)
    quoted = balance(head)[0] and balance(tail)[1]
    if starts or (_LABEL.match(tail) and not quoted) or speech_marks_differ(head, tail):
        return []
    signs = join_evidence(head, tail)
    if signs or (prose and not opens_anew(tail)):
        return ["段末无句末标点", *signs]
    return []


def _quote_goes_on(head: str, tail: str) -> list[str]:
    """Return the signs that speech goes on after a paragraph whose sentence is whole, or []."""
    if head.count("“") <= head.count("”"):
        return []
    opened, closed = balance(head)[0], balance(tail)[1]
    if "“" in opened and "”" in closed and tail[0] not in "“‘" and not speech_marks_differ(head, tail):
        return ["引语跨段未闭合"]
    return []


def _loose_tails(block: Block, cuts: list[_Cut]) -> Iterator[Item]:
    """Yield the text items that cannot begin a sentence although nothing before them breaks off."""
    followed = {id(cut.tail) for cut in cuts if cut.block is block}
    for item in block.items:
        if item.kind == "text" and id(item) not in followed and LOOSE_START.match(item.paragraphs[0].text):
            yield item


def restore_text(page: list[Paragraph]) -> None:
    """Give the form of text to short lines that only look like headlines: the next one goes on in them."""
    for head, tail in pairwise(page):
        if head.form == FURNITURE and tail.form == TEXT and is_rubric(head.text):
            head.form = HEADING
        if head.form != HEADING or head.level or tail.form not in (TEXT, HEADING):
            continue
        fragment = tail.text[0] in ",。、;:!?)”’》"
        if not fragment and tail.form == TEXT and not tail.dateline:
            signs = join_evidence(head.text, tail.text) if "," in head.text else []
            fragment = any(sign[0] in "跨数后" for sign in signs) or tears_a_word(head.text, tail.text)
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

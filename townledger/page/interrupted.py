"""Articles that another interrupts: their tails are found and given back."""

from __future__ import annotations

from itertools import pairwise, takewhile

from townledger.page.blocks import Block, Item
from townledger.page.breaks import (
    LOOSE_START,
    Break,
    balance,
    ends_open,
    is_cut,
    speech_marks_differ,
    tears_a_word,
)
from townledger.page.bylines import Credit, read_credits

REACH = 30
"""Blocks (captions among them) after which an article that broke off is not taken up again."""
CLOSER = 1.3
"""How much nearer in words a tail must be to the interrupted article than to the one around it."""


def resume(
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
        signed = last.kind == "byline" or (last.kind == "text" and last.signature)
        if signed and not ended and any(before.kind == "text" for before in other.items[:at]):
            ended = at
        if last.kind == "text" and is_cut(last.text):
            continue
        if tears_a_word(head, text) and not ends_open(head):
            found.append((at, f"跨段成词“{head[-1]}{text[0]}”"))
        elif LOOSE_START.match(text):
            found.append((at, "后段不能起句"))
        elif balance(head)[0] and balance(text)[1]:
            found.append((at, "引号或括号跨段"))
    if len(found) == 1:
        return found[0]
    return (ended, "另一篇署名之后又有正文") if ended and not found else (0, "")


def give_back(blocks: list[Block], tails: list[tuple[Block, Item]], breaks: list[Break]) -> None:
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
    return bool(block.of("byline")) or any(item.signature or item.dateline for item in block.of("text"))


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
    found = item.signature if item.kind == "text" else None
    return found[1] if found else []


def _bigrams(items: list[Item]) -> set[str]:
    return {a + b for item in items for a, b in pairwise(item.text) if a >= "\u4e00" and b >= "\u4e00"}

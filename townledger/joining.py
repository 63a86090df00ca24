"""Broken sentences: which paragraph breaks cut a sentence, and where it goes on."""

from __future__ import annotations

from dataclasses import dataclass

from townledger.articles import Block, Item
from townledger.bylines import read_signature
from townledger.forms import balance

_COMPLETE = "。!?;:…"
_CLOSED = "”’)》』】"


@dataclass(frozen=True, slots=True)
class Break:
    """A break in the text, in raw offsets, and what was decided about it."""

    kind: str  # joined | orphan_head | orphan_tail | out_of_order
    raw_start: int
    raw_end: int
    joined_to: int | None  # raw offset at which the text goes on
    evidence: str


def is_cut(text: str) -> bool:
    """Tell whether a paragraph stops in the middle of a sentence."""
    opened, _ = balance(text)
    if opened:
        return True
    last = text.rstrip(_CLOSED)
    if read_signature(text):
        return False
    return not last or last[-1] not in _COMPLETE


def speech_marks_differ(head: str, tail: str) -> bool:
    """Tell whether ``head`` leaves a quoted term open while ``tail`` closes quoted speech.

    Speech is opened after a colon, a comma or at the start, and closed after an end mark; a quoted term is
    opened within a clause. One pair of marks cannot be both.
    """
    at = head.rfind("“")
    opened, _ = balance(head)
    _, closed = balance(tail)
    if "“" not in opened or "”" not in closed or at <= 0:
        return False
    end = tail.find("”")
    is_speech = head[at - 1] in ":,。!?”—"
    return not is_speech and tail[end - 1] in "。!?,…" and end > 12


def join_block(block: Block) -> list[Break]:
    """Join the text items of ``block`` that are one paragraph; return the breaks."""
    breaks: list[Break] = []
    items: list[Item] = []
    for item in block.items:
        last = items[-1] if items else None
        if last is not None and last.kind == item.kind == "text" and is_cut(last.text):
            head, tail = last.paragraphs[-1], item.paragraphs[0]
            if speech_marks_differ(last.text, item.text):
                breaks.append(Break("orphan_head", head.end, tail.start, None, "引号前后不属同一句"))
                breaks.append(Break("orphan_tail", head.end, tail.start, None, "引号前后不属同一句"))
            else:
                breaks.append(Break("joined", head.end, tail.start, tail.start, "段末无句末标点"))
                last.paragraphs.extend(item.paragraphs)
                continue
        items.append(item)
    block.items = items
    return breaks

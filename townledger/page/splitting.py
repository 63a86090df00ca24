"""Articles that a signature shows to be two: what is signed apart is an article of its own."""

from __future__ import annotations

from townledger.page.blocks import Block, Item
from townledger.page.bylines import Credit, read_credits
from townledger.page.forms import NUMBERED
from townledger.page.openings import is_news_lead
from townledger.page.paragraphs import Paragraph

LONGEST_PHOTO_STORY = 700
"""Characters: a picture with its story; longer texts that end with a photographer's credit are articles."""
SHORT_STORY = 350
"""Characters of the story of a picture that has a headline."""
LONGEST_SECTION = 40
"""Paragraphs between a headline and the signature that shows it to be one."""


def split_written(block: Block, credits: list[Credit]) -> Block | None:
    """Take the last section of ``block`` off, if others than the writers at its head sign it."""
    items = block.items
    reach = range(len(items) - 1, max(0, len(items) - LONGEST_SECTION), -1)
    at = next((n for n in reach if items[n].kind == "heading"), 0)
    names = {credit.name for credit in _writers(block)} if at else set()
    if not names or names & {credit.name for credit in credits}:
        return None
    unsigned = not any(credit.kind == "writer" for credit in credits)
    if unsigned or NUMBERED.match(items[at].text) or items[-1].kind != "text":
        return None
    article = Block(items=[Item("title", items[at].paragraphs), *items[at + 1 :]])
    del block.items[at:]
    return article


def is_signed_apart(block: Block, paragraph: Paragraph) -> bool:
    """Tell whether ``paragraph``, which follows the text of ``block``, is a brief that others sign."""
    if not paragraph.signature:
        return False
    names = {credit.name for credit in paragraph.signature[1]}
    if block.signed:
        before = next((item for item in reversed(block.items) if item.kind in ("text", "byline")), None)
        return before is not None and bool(before.signature or before.kind == "byline")
    if block.first("heading"):
        return False  # its section may be the article: split_written
    writers = {credit.name for credit in _writers(block)}
    return block.has_text and bool(writers) and not writers & names


def split_signed(block: Block, kind: str = "") -> Block | None:
    """Take the text after the signature of ``block`` off, which others or a photographer sign."""
    at = len(block.items)
    while at and block.items[at - 1].kind == "text" and not block.items[at - 1].signature:
        at -= 1
    return _taken(block, at, kind) if 0 < at < len(block.items) else None


def split_photo(block: Block, usual_gap: int) -> Block | None:
    """Take the end of ``block`` off, a photo story, if it begins after a gap or like a news lead.

    The block itself is returned where all of it is the story.
    """
    size = 0
    texts = block.of("text")
    for item in reversed(texts):
        size += len(item.text)
        first = item.paragraphs[0]
        if size > LONGEST_PHOTO_STORY:
            return None
        if item is texts[0]:
            return block if _is_picture(block, size) else None
        at = next(n for n, other in enumerate(block.items) if other is item)
        above = block.items[at - 1]
        if above.kind == "heading" and len(block.of("heading")) == 1 and not NUMBERED.match(above.text):
            block.items[at - 1] = Item("title", above.paragraphs)
            return _taken(block, at - 1, "photo" if item is texts[-1] and size <= SHORT_STORY else "")
        if first.gap > usual_gap + 1 or is_news_lead(first.text):
            return _taken(block, at, "photo")
    return None


def _is_picture(block: Block, size: int) -> bool:
    """Tell whether a text that a photographer signs is the story of a picture, no news with one."""
    titled, texts = block.first("title"), block.of("text")
    return titled is None or (not texts[0].dateline and len(texts) <= 2 and size <= SHORT_STORY)


def _taken(block: Block, at: int, kind: str) -> Block:
    story = Block(kind, block.items[at:])
    del block.items[at:]
    block.signed = True
    return story


def _writers(block: Block) -> list[Credit]:
    """Return the credits at the head of an article: its byline or its dateline."""
    found: list[Credit] = []
    for item in block.items:
        if item.kind == "byline":
            found.extend(read_credits(item.text, bare=True))
        elif item.kind == "text":
            return [*found, *item.dateline[1]] if item.dateline else found
    return found

"""Articles that a signature shows to be two: what is signed apart is an article of its own."""

from __future__ import annotations

from townledger.page.blocks import Block, Item
from townledger.page.bylines import Credit, read_credits
from townledger.page.forms import NUMBERED
from townledger.page.openings import is_news_lead

LONGEST_PHOTO_STORY = 700
"""Characters: a picture with its story; longer texts that end with a photographer's credit are articles."""
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


def split_signed(block: Block) -> Block | None:
    """Take the text after the signature of ``block`` off, which a photographer signs."""
    at = len(block.items)
    while at and block.items[at - 1].kind == "text":
        at -= 1
    return _photo_story(block, at) if 0 < at < len(block.items) else None


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
            return block
        if first.gap > usual_gap + 1 or is_news_lead(first.text):
            return _photo_story(block, next(n for n, other in enumerate(block.items) if other is item))
    return None


def _photo_story(block: Block, at: int) -> Block:
    story = Block("photo", block.items[at:])
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

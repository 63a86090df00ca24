"""Columns of briefs: a heading such as 简讯 over paragraphs that are each an item of news."""

from __future__ import annotations

import re
from collections.abc import Iterator

from townledger.page.blocks import Block, Item
from townledger.page.openings import is_news_lead
from townledger.page.topics import places_at_head

_DIGEST = re.compile(
    ".{0,8}(?:简讯|短讯|快讯|短波|微讯|要闻|速览|速递|快递|一句话新闻|集锦|集萃|集纳|简报|动态|传真|扫描|播报|短新闻|微新闻)"
)
_BULLET = re.compile("[●■◆▲△★☆※○◎□▶►•·]")
LONGEST_ITEM = 260
"""Characters of an item of a column of briefs."""


def part_briefs(block: Block) -> Iterator[Block]:
    """Yield ``block``, parted where it is, or ends with, a column of briefs: heading, then items."""
    at = next((n for n, item in enumerate(block.items) if _is_digest(item)), None)
    items = block.items[at + 1 :] if at is not None else []
    begins = _beginnings(items)
    if at is None or len(begins) < 2:
        yield block
        return
    if at:
        yield Block(block.kind, block.items[:at], signed=True)
    yield Block("banner", [Item("banner", block.items[at].paragraphs)])
    for start, end in zip(begins, [*begins[1:], len(items)], strict=True):
        yield Block("", items[start:end], signed=True)


def _is_digest(item: Item) -> bool:
    return item.kind in ("title", "heading") and bool(_DIGEST.fullmatch(item.text))


def _beginnings(items: list[Item]) -> list[int]:
    """Return where the items of a column begin, or [] where it is none: all must be short text."""
    if not items or any(item.kind not in ("text", "byline") for item in items):
        return []
    texts = [(n, item) for n, item in enumerate(items) if item.kind == "text"]
    if any(len(item.text) > LONGEST_ITEM for _, item in texts):
        return []
    marked = [n for n, item in texts if _BULLET.match(item.text)]
    if marked:
        return marked if marked[0] == 0 else []
    begins = [n for n, item in texts if _opens_item(item)]
    return begins if begins and begins[0] == 0 else []


def _opens_item(item: Item) -> bool:
    return bool(item.dateline or is_news_lead(item.text) or places_at_head(item.text))

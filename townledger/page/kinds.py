"""Kinds of article: brief, news, feature, by length, dateline, subtitle and paragraphs."""

from __future__ import annotations

from townledger.page.blocks import Block

BRIEF = 200
"""Characters up to which an article without a byline of its own is a brief (简讯)."""
FEATURE = 600
"""Characters from which an article without a dateline is a feature (通讯), not news (消息)."""
NEWS = 300
"""The same for an article with a subtitle."""
PARAGRAPHS = 3
"""Paragraphs of a feature at the least."""


def name_kind(block: Block) -> None:
    """Give an article whose parts are joined its kind, if it has none yet."""
    if block.kind:
        return
    texts = block.of("text")
    size = sum(len(item.text) for item in texts)
    long = size >= (NEWS if block.of("subtitle") else FEATURE)
    dated = bool(texts and texts[0].dateline)
    if long and not dated and (len(texts) >= PARAGRAPHS or size >= 2 * FEATURE):
        block.kind = "feature"
    else:
        block.kind = "news" if size > BRIEF else "brief"

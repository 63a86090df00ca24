"""Pictures with a story of their own: which captions are news, and where a photo story begins."""

from __future__ import annotations

import re

from townledger.page.datelines import read_inline_credit
from townledger.page.forms import CAPTION, CAPTION_MARK
from townledger.page.paragraphs import Paragraph

_DAY_LEAD = re.compile(r"\d{1,2}月\d{1,2}日,")
SHORTEST_STORY = 50
"""Characters of a picture's story that stands for itself; shorter ones are captions."""


def is_story(paragraph: Paragraph) -> bool:
    """Tell whether a caption tells a story: sentences and a photographer's credit, no ▲ or 图为."""
    text = paragraph.text
    return len(text) >= SHORTEST_STORY and bool(read_inline_credit(text)) and not CAPTION_MARK.match(text)


def is_credited(paragraph: Paragraph) -> bool:
    """Tell whether a caption ends with its photographer."""
    return paragraph.form == CAPTION and bool(read_inline_credit(paragraph.text))


def is_dated_picture(paragraph: Paragraph) -> bool:
    """Tell whether a caption is news of its own: it begins with a day and ends with the photographer."""
    return bool(_DAY_LEAD.match(paragraph.text) and read_inline_credit(paragraph.text))

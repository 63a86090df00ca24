"""Sections: which unmarked headings inside an article are in truth headlines of the next.

A newspaper's text often has nothing that tells a headline from a section heading: no byline, no dateline, no
wider gap. What tells is whether the text below goes on: it speaks of the article's place or says 该县; a news
text begins with its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from townledger.page.blocks import Block, Item
from townledger.page.forms import NUMBERED
from townledger.page.topics import Topic, is_place, places_at_head, places_of_lead

_GOES_ON = re.compile(r"在?(?:该[县市区镇乡村社校院局厂公企基园产项]|当地|我们|他们|与此同时|此外|同时|不仅)")
"""How a section begins that looks back to what the article has said."""
_CHAPTER = re.compile("[一二三四五六七八九十]{1,3}、")
_APPENDIX = re.compile("附|注|说明|备注|名词解释|资料来源|新闻链接|相关链接|链接|后记|结语|尾声")
SHORT_NEWS = 320
"""Characters of an article up to which a single heading in it is likelier a headline."""
FEW = 3
"""Paragraphs of such an article."""


def part_sections(block: Block) -> Iterator[Block]:
    """Yield ``block``, parted where a heading in it is the headline of another article."""
    while (at := _headline_in(block)) is not None:
        before = Block(block.kind, block.items[:at])
        heading = block.items[at]
        block = Block(block.kind, [Item("title", heading.paragraphs), *block.items[at + 1 :]], block.signed)
        yield before
    yield block


def _headline_in(block: Block) -> int | None:
    """Return the index of the first heading that is a headline, or None."""
    items = block.items
    headings = [n for n, item in enumerate(items) if item.kind == "heading"]
    if not headings or not block.first("title"):
        return None
    unmarked = [n for n in headings if not NUMBERED.match(items[n].text) and not items[n].paragraphs[0].level]
    numbered = next((n for n in headings if _CHAPTER.match(items[n].text)), None)
    for at in unmarked:
        section = _section(items, at)
        if not section or _APPENDIX.match(items[at].text) or is_place(items[at].text):
            continue
        before = [item for item in items[:at] if item.kind in ("title", "kicker", "subtitle", "text")]
        if not any(item.kind == "text" for item in before):
            continue
        if numbered is not None and numbered < at:
            if _is_news(items[at], section):
                return at
            continue
        if _goes_elsewhere(before, items[at], section, single=len(unmarked) == 1):
            return at
    return None


def _section(items: list[Item], at: int) -> list[Item]:
    """Return the texts below a heading, up to the next."""
    found: list[Item] = []
    for item in items[at + 1 :]:
        if item.kind == "heading":
            break
        if item.kind == "text":
            found.append(item)
    return found


def _is_news(heading: Item, section: list[Item]) -> bool:
    """Tell whether what stands after numbered sections is news: a long headline, and a place at its head."""
    return len(heading.text) >= 8 and bool(places_at_head(section[0].text))


def _goes_elsewhere(before: list[Item], heading: Item, section: list[Item], *, single: bool) -> bool:
    """Tell whether a section is news of its own: it names its place anew and does not look back."""
    lead = section[0].text
    there = places_of_lead(lead)
    if not there or _GOES_ON.match(lead):
        return False
    own = _topics(before)
    above = there[0].rank <= (own[-1].rank if own else 1)
    if above and any(topic.stem == there[0].stem for topic in places_at_head(heading.text)):
        return True
    texts = [item for item in before if item.kind == "text"]
    short = single and len(texts) <= FEW and sum(len(item.text) for item in texts) <= SHORT_NEWS
    if not own:
        return short
    here, lowest = "".join(item.text for item in section), own[-1]
    if lowest.rank > there[0].rank == 1 and lowest.stem not in here:
        return True  # the county is named anew, the town or village that the article is about is not
    if any(topic.stem in here for topic in own):
        return short and above
    said = "".join(item.text for item in before)
    return above and not any(topic.stem in said for topic in there)


def _topics(before: list[Item]) -> list[Topic]:
    """Return the places that an article is about: those at the head of its headlines and of its text."""
    found: list[Topic] = []
    for item in before:
        found += [topic for topic in places_of_lead(item.text) if topic not in found]
        if item.kind == "text":
            break
    return sorted(found, key=lambda topic: topic.rank)

"""Sections: which unmarked headings inside an article are in truth headlines of the next.

A newspaper's text often has nothing that tells a headline from a section heading: no byline, no dateline, no
wider gap. What tells is whether the text below goes on: it speaks of the article's place or says 该县; a news
text begins with its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from townledger.page.blocks import Block, Item
from townledger.page.forms import NUMBERED
from townledger.page.topics import COUNTY, Topic, first_places, is_place, places_at_head, places_of_lead

_GOES_ON = re.compile(r"在?(?:该[县市区镇乡村社校院局厂公企基园产项]|当地|我们|他们|与此同时|此外|同时|不仅)")
"""How a section begins that looks back to what the article has said."""
_CHAPTER = re.compile("[一二三四五六七八九十]{1,3}、")
_APPENDIX = re.compile("附|注|说明|备注|名词解释|资料来源|新闻链接|相关链接|链接|后记|结语|尾声")
_SAID = frozenset(["kicker", "title", "subtitle", "text"])
REACH = 12
"""Items of an article, at its head and before a heading, in which places are looked for."""
SHORTEST_HEADLINE = 8
"""Characters of a headline; a shorter line after numbered sections is their annex."""
SHORT_NEWS = 320
"""Characters of an article up to which a single heading in it is likelier a headline."""
TWICE = 1.8
"""How much longer than the section headings before it a line is that is none of them."""
FEW = 3
"""Paragraphs of such an article."""


@dataclass(slots=True)
class _Article:
    """What is known of an article while its sections are read."""

    begin: int  # index of its first item in the block
    sections: int  # unmarked headings from there to the end of the block
    texts: int = 0
    size: int = 0
    longest_heading: int = 0
    has_chapters: bool = False


def part_sections(block: Block) -> Iterator[Block]:
    """Yield ``block``, parted where a heading in it is the headline of another article."""
    items = block.items
    unmarked = {n for n, item in enumerate(items) if _is_unmarked(item)}
    if not unmarked or not block.first("title"):
        yield block
        return
    article = _Article(0, len(unmarked))
    passed = 0
    for at, item in enumerate(items):
        if item.kind == "text":
            article.texts += 1
            article.size += len(item.text)
        elif item.kind == "heading" and _CHAPTER.match(item.text):
            article.has_chapters = True
        elif at in unmarked:
            passed += 1
            if article.texts and _is_headline(items, at, article):
                yield Block(block.kind, items[article.begin : at])
                items[at] = Item("title", item.paragraphs)
                article = _Article(at, len(unmarked) - passed)
            else:
                article.longest_heading = max(article.longest_heading, len(item.text))
    yield Block(block.kind, items[article.begin :], block.signed) if article.begin else block


def _is_unmarked(item: Item) -> bool:
    return item.kind == "heading" and not NUMBERED.match(item.text) and not item.paragraphs[0].level


def _is_headline(items: list[Item], at: int, article: _Article) -> bool:
    """Tell whether the unmarked heading at ``at`` is the headline of another article."""
    heading, section = items[at], _section(items, at)
    if not section or _APPENDIX.match(heading.text) or is_place(heading.text):
        return False
    if article.has_chapters:  # what stands after numbered sections is news, or an annex
        return len(heading.text) >= SHORTEST_HEADLINE and bool(places_at_head(section[0].text))
    return _goes_elsewhere(items, at, section, article)


def _section(items: list[Item], at: int) -> list[Item]:
    """Return the texts below a heading, up to the next."""
    below = takewhile(lambda item: item.kind not in ("heading", "title"), items[at + 1 : at + 1 + REACH])
    return [item for item in below if item.kind == "text"]


def _goes_elsewhere(items: list[Item], at: int, section: list[Item], article: _Article) -> bool:
    """Tell whether a section is news of its own: it names its place anew and does not look back."""
    heading, lead = items[at].text, section[0].text
    there = places_of_lead(lead)
    if not there or _GOES_ON.match(lead):
        return False
    own = _topics(items[article.begin : min(at, article.begin + REACH)])
    above = there[0].rank <= (own[-1].rank if own else COUNTY)
    if above and any(topic.stem == there[0].stem for topic in places_at_head(heading)):
        return True
    single = article.sections == 1 or len(heading) > TWICE * (article.longest_heading or len(heading))
    brief = article.texts <= FEW and article.size <= SHORT_NEWS
    if not own:
        return (single and (brief or above)) or (brief and above and there[0].full)
    here, lowest = "".join([item.text for item in section]), own[-1]
    if lowest.rank > COUNTY >= there[0].rank and there[0].full and lowest.stem not in here:
        return True  # the county is named anew, the town or village that the article is about is not
    if any(topic.stem in here for topic in own):
        return single and brief and above
    near = [
        *items[article.begin : min(at, article.begin + REACH)],
        *items[max(article.begin, at - REACH) : at],
    ]
    said = "".join([item.text for item in near if item.kind in _SAID])
    return above and not any(topic.stem in said for topic in there)


def _topics(items: list[Item]) -> list[Topic]:
    """Return the places that an article is about: those at the head of its headlines and of its text."""
    found: list[Topic] = []
    for item in items:
        if item.kind in _SAID:
            found += [topic for topic in places_of_lead(item.text) if topic not in found]
        if item.kind == "text":
            found = found or first_places(item.text)
            break
    return sorted(found, key=lambda topic: topic.rank)

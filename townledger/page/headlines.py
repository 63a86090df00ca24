"""The head of an article: which of its lines are kicker, title, subtitle, byline and first section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from townledger.lexicon import surnames
from townledger.page.blocks import Block, Item
from townledger.page.bylines import read_credits
from townledger.page.forms import BYLINE, CAPTION, CREDIT, HEADING, NUMBERED, PICTURED, SUBTITLE
from townledger.page.paragraphs import Paragraph

_PLACE_OR_BODY = re.compile(
    r"(?:省|市|县|区|旗|镇|乡|村|街道|社区|[局委办厅院会]|政府|中心|公司|集团|学校|中学|小学|幼儿园|大学|医院|科协|妇联|总工会|团委|支队|大队|派出所|[^小]组)$"
)
_VERB = re.compile(
    "创建|建设|推进|打造|学习|贯彻|聚焦|落实|助力|促进|提升|引领|奋进|开展|实现|走进|关于|深入|推动|召开|举办|启动"
)
_SAID = re.compile("(?:强调|指出|要求|提出|表示|提醒)$")
"""How a kicker ends whose headline is what was said."""
_ATTENDED = re.compile(
    "[\u4e00-\u9fff]{2,4}(?:出席|主持|参加|陪同|作|发表|致辞|批示|讲话)[\u4e00-\u9fff]{0,8}$"
)
"""A line without dash below a headline: 王某出席并讲话."""
_DOCUMENT = re.compile(
    r"(?:报告|公报|决定|决议|通知|意见|办法|方案|纪要|倡议书|公开信|通报|细则|条例|规定|决算|总结|运行情况|公告|通告|公示"
    r"|规划|要点)(?:摘要|节选|\([^()]{2,8}\))?$"
)
_CHAPTER = re.compile("第[一二三四五六七八九十百]{1,4}[章编篇]")
LONGEST_KICKER = 24
"""Characters of a place or body named above a headline."""


@dataclass(slots=True)
class Head:
    """The head of an article, and the banners and captions that stand before it."""

    before: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)


def read_head(run: list[Paragraph], usual_gap: int) -> Head:
    """Return the head that the lines of ``run``, which stand together above a text, make.

    Parameters
    ----------
    run
        Headlines, bylines and captions in order.
    usual_gap
        The line ends that usually stand between two paragraphs of the page: a closer line is the second line
        of its headline.
    """
    _name_author(run)
    head = Head()
    titles: list[Item] = []
    rest: list[Item] = []
    for paragraph in run:
        if paragraph.form == CAPTION:
            head.captions.append(Block("caption", [Item("caption", [paragraph])]))
        elif kind := _kind_below(paragraph, titles, rest):
            rest.append(Item(kind, [paragraph]))
        elif titles and paragraph.gap == 1 < usual_gap and not head.captions:
            titles[-1].paragraphs.append(paragraph)
        else:
            if head.captions:
                # Pictures between two headlines belong to the first, which is a banner.
                head.before.extend([*map(_banner, titles), *head.captions])
                titles, head.captions = [], []
            titles.append(Item("title", [paragraph]))
    if _is_untitled(titles):
        head.items = [Item("heading", item.paragraphs) for item in titles] + rest
        return head
    _pair(titles)
    for item in titles[:-1]:
        if item.kind == "kicker":
            head.items.append(item)
        else:
            head.before.append(_banner(item))
    head.items.extend([*titles[-1:], *rest])
    return head


def _kind_below(paragraph: Paragraph, titles: list[Item], rest: list[Item]) -> str:
    """Return what a line below the title is, or an empty text where it is a title itself."""
    if paragraph.form in (BYLINE, CREDIT):
        return "byline"
    sectioned = any(item.kind == "heading" for item in rest)
    if titles and (sectioned or NUMBERED.match(paragraph.text)):
        return "heading"  # the article begins with its first section
    if paragraph.form == SUBTITLE or any(item.kind == "byline" for item in rest):
        return "subtitle"
    if titles and _DOCUMENT.search(titles[-1].text) and _is_kicker(paragraph.text):
        return "byline"  # the body that issues a document
    return ""


def _is_untitled(titles: list[Item]) -> bool:
    """Tell whether a text begins with its first numbered section, without a headline."""
    numbered = all(NUMBERED.match(item.text) for item in titles)
    return bool(titles) and numbered and not _CHAPTER.match(titles[0].text)


def _pair(titles: list[Item]) -> None:
    """Join the two lines of a couplet; name the kicker."""
    if len(titles) >= 2 and _couplet(titles[-2].text, titles[-1].text):
        last = titles.pop()
        titles[-1].paragraphs.extend(last.paragraphs)
    if len(titles) >= 2 and _is_kicker(titles[-2].text):
        titles[-2].kind = "kicker"


def _banner(item: Item) -> Block:
    return Block("banner", [Item("banner", item.paragraphs)])


def _couplet(first: str, second: str) -> bool:
    return len(first) == len(second) >= 5 and not _is_kicker(first)


def _is_kicker(text: str) -> bool:
    if len(text) <= LONGEST_KICKER and _SAID.search(text):
        return True
    return len(text) <= LONGEST_KICKER and bool(_PLACE_OR_BODY.search(text)) and not _VERB.search(text)


def is_body(text: str) -> bool:
    """Tell whether a line is the name of a body or place."""
    return len(text) <= LONGEST_KICKER and bool(_PLACE_OR_BODY.search(text))


def _name_author(run: list[Paragraph]) -> None:
    """Give the last headline of ``run`` its form where it is a name alone, or says who attended."""
    last = next((p for p in reversed(run) if p.form == HEADING), None)
    if last is None or last.level or run[0] is last or run[0].form != HEADING or PICTURED.search(last.text):
        return
    credits = read_credits(last.text, bare=True)
    if credits and all(surnames().get(c.name[0]) or surnames().get(c.name[:2]) for c in credits):
        last.form = BYLINE
    elif _ATTENDED.fullmatch(last.text):
        last.form = SUBTITLE

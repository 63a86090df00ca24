"""Openings: what shows that a headline begins another article, and is no heading of a section."""

from __future__ import annotations

import re

from townledger.frozen import frozen
from townledger.page.blocks import Block
from townledger.page.breaks import is_cut
from townledger.page.bylines import TEXT_AND_PICTURE, read_credits
from townledger.page.forms import BYLINE, CREDIT, HEADING, NUMBERED, PICTURED, SUBTITLE
from townledger.page.paragraphs import Paragraph
from townledger.page.topics import is_place, parts_company, topic_of

_NEWS_LEAD = re.compile(r"(?:近日|日前|近期|连日来|\d{1,2}月\d{1,2}日|昨日|今日|时下|眼下|近段时间)")
_DECLARATION = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}(?:遗失|招聘|招生|招租|招标|中标|成交|拍卖|注销|减资|清算|停电|停水|施工|任前|录用|征收|征地"
    "|拆迁|寻人|认领|更正|致歉|郑重|严正))?(?:公告|通告|声明|启事|公示|讣告|更正|致歉信?)"
)
LONGEST_DECLARATION = 14
"""Characters of the headline of an announcement in small print."""
_RUBRIC = re.compile(
    "[【\\[]?(?:(?:新闻|相关|背景|知识|延伸)?链接|相关新闻|新闻背景|背景资料|相关资料|小资料|小贴士|短讯|名词解释|新闻附件)[】\\]]?"
)
_EDITORS_NOTE = re.compile(r"【?(?:编者按|编者的话|编者语|开栏的?话|开栏语|卷首语)")
_WIRED = re.compile(r"[【\[]?据?(本报|新华社|中新[社网]).{0,12}?\d日[电讯]")
CENTRED = 6
"""Columns of indent from which a headline is centred, not indented like a paragraph."""
SHORT_TEXT = 24
"""Characters of a first paragraph; after a kicker and a headline anything shorter is a line of a list."""


@frozen
class Habits:
    """How a page sets its paragraphs and headlines."""

    usual_gap: int  # line ends that usually stand between two paragraphs
    top_level: int  # Markdown heading marks of its headlines; 0: none


def opens_article(current: Block | None, run: list[Paragraph], following: Paragraph, habits: Habits) -> bool:
    """Tell whether the headlines of ``run``, above the text ``following``, begin another article.

    Parameters
    ----------
    current
        The article so far.
    """
    if current is None or current.signed or not current.has_text:
        return True
    if any(p.form in (SUBTITLE, BYLINE) or _is_author(p) for p in run) or following.dateline:
        return True
    if any(PICTURED.search(p.text) for p in run) or (len(run) == 1 and is_rubric(run[0].text)):
        return True
    if any(p.form == HEADING and NUMBERED.match(p.text) for p in run):
        return False
    if any(p.level == habits.top_level for p in run if p.level):
        return True
    if len(run[0].text) <= LONGEST_DECLARATION and _DECLARATION.fullmatch(run[0].text):
        return True
    if is_editors_note(current):
        return True
    first = current.first("text")
    if first and _NEWS_LEAD.match(following.text) and opens_news(first.paragraphs[0]):
        return True
    if run[0].indent >= CENTRED and run[0].gap > habits.usual_gap:
        return True
    titles = [p for p in run if p.form == HEADING]
    if len(titles) == 1 and is_place(titles[0].text) and current.first("title"):
        return False  # a roundup, place by place
    if titles and not breaks_off(current) and _parts_company(current, titles, following):
        return True
    return not habits.top_level and 2 <= len(titles) <= 4 and len(following.text) >= SHORT_TEXT


def _parts_company(current: Block, titles: list[Paragraph], following: Paragraph) -> bool:
    """Tell whether the headlines open with another place than the article so far."""
    title, first = current.first("title"), current.first("text")
    if title is None or first is None:
        return False
    own = topic_of(title.text, first.text)
    here = topic_of("".join(p.text for p in titles), following.text)
    return parts_company(own, here, title.text + first.text, following.text)


def _is_author(paragraph: Paragraph) -> bool:
    """Tell whether a credit names who wrote the text and took the picture (王小明 文/图)."""
    credits = read_credits(paragraph.text) if paragraph.form == CREDIT else []
    return bool(credits) and all(credit.role in TEXT_AND_PICTURE for credit in credits)


def is_rubric(text: str) -> bool:
    """Tell whether a line stands over what goes beside an article: 链接, 相关新闻."""
    return bool(_RUBRIC.fullmatch(text))


def is_editors_note(block: Block) -> bool:
    """Tell whether all text of a block is an editor's note (编者按)."""
    return all(_EDITORS_NOTE.match(item.text) for item in block.of("text"))


def is_news_lead(text: str) -> bool:
    """Tell whether a text begins as news does: 近日, 6月24日."""
    return bool(_NEWS_LEAD.match(text))


def opens_news(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph begins news: with a dateline, or as news does."""
    return bool(paragraph.dateline) or is_news_lead(paragraph.text)


def is_other_dispatch(block: Block, paragraph: Paragraph) -> bool:
    """Tell whether a dateline begins other news than the text of ``block``, which has a dateline too.

    Two dispatches from two places, 本报南京1月12日电 and 本报杭州1月12日电, may share a headline.
    """
    first = block.first("text") if paragraph.dateline else None
    if first is None or not first.dateline:
        return False
    ours, other = _WIRED.match(first.text), _WIRED.match(paragraph.text)
    return not (ours and other and ours[1] == other[1])


def breaks_off(block: Block) -> bool:
    """Tell whether the last text breaks off, so that a short line after it goes on in its sentence."""
    last = block.items[-1]
    return last.kind == "text" and is_cut(last.text)

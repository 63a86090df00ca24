"""What a paragraph looks like: headline, byline, caption, furniture or running text."""

from __future__ import annotations

import re

from townledger.lexicon import surnames
from townledger.page.breaks import balance, ends_open, opens_anew
from townledger.page.bylines import TEXT_AND_PICTURE, is_pen_name, read_credits
from townledger.page.datelines import read_dateline, read_inline_credit, read_signature
from townledger.page.furniture import is_furniture, is_masthead
from townledger.page.paragraphs import Paragraph

HEADING, SUBTITLE, BYLINE, CREDIT, CAPTION, FURNITURE, DIVIDER, TEXT = (
    "heading",
    "subtitle",
    "byline",
    "credit",
    "caption",
    "furniture",
    "divider",
    "text",
)

LONGEST_HEADING = 44
"""Characters; headlines of Chinese newspapers rarely pass 40 even with both lines of a couplet."""
LONGEST_WITH_COMMA = 30
"""Characters; a headline parts its halves with a blank, seldom with a comma."""
LONGEST_CAPTION = 150
LONGEST_LINE = 160
"""Characters of a byline; nothing but prose and captions is longer."""
NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,4}[章节编篇条]"
    r"|\d{1,2}(?:[、.](?!\d)|\.\d{1,2}(?:\.\d{1,2})?\s)|\(\d{1,2}\)|[①-⑳]"
    r"|\d{1,2}$|[一二三四五六七八九十]{1,2}$|\d{1,2}月$|[一二三四五六七八九十]{1,2}月$|(?i:part)[.\s]?\d)"
)
RUN_IN = re.compile(
    r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.]) ?"
    r"[^,。;:!?\d]{2,24}。(?=.{10})"
)
"""A numbered heading with which a paragraph begins: (一)稳增长措施有力。出台……"""
CAPTION_MARK = re.compile(
    r"[▲△▶►▷▼▽◀◄◁↑↓←→☝👆]|图(?:为|片?说明|[一二三四五六七八九十①-⑨\d]{1,2}[:为 ])"
    r"|\(?[上下左右]图(?:\)|为|系|:)"
)
PICTURE_COLUMN = re.compile("(?:图片|摄影|影像)新闻|新闻图片|图片报道|光影")
PICTURED = re.compile(r"\((?:附?(?:图片?|照片)(?:\d{1,2}张|[一二三四五六七八九十]张)?|组图|图文|新闻图片)\)$")
"""How a headline ends that stands over pictures: …（附图片2张）."""
_PICTURE_SENTENCE = re.compile(
    r"[。,;!?]图为|\((?:资料图片?|图片由[^()]{2,20}(?:提供|供图)|[^()]{2,12}供图)\)$|这是[^。]{4,60}\((?:[^()]*摄)\)。?$"
)
_TABLE_ROW = re.compile(
    r"(?:\S+\s){3,}\S+$|附?表\s?[\d一二三四五六七八九十-]{1,5}[\s:]|(?:单位|计量单位|金额单位|制表单位|制表时间):"
)
"""A line of four columns or more, or the lines above a table: its number and title, its unit."""
_SPEAKER = re.compile(r"(?:问|答|记者|主持人|[QA])\d{0,2}:")
_OFFICE = re.compile("本[报刊网台](?:特约)?(?:评论员|编辑部)(?:文章)?")
"""A byline that names no person."""
_SENDER = re.compile(r"\([^()]{2,24}(?:供稿|整理|综合报道)\)$")
_ADOPTED = re.compile(
    r"\((?:19|20)\d\d年(?:[^()]{6,80}(?:通过|批准|公布|发布|修[正订])|\d{1,2}月\d{1,2}日)\)$"
)
_SPEAKER_OF_REPORT = re.compile(
    r"[\u4e00-\u9fff]{1,24}(?:长|书记|主任|主席)\s{1,4}"
    r"(?P<name>[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,2}|\s{1,2}[\u4e00-\u9fff]))$"
)
_DIVIDER = re.compile(r"[^\w。,、;:!?…%“”‘’()《》【】]+")
"""A line of stars or dashes between the sections of an article."""
_DASHES = "—─-"
_TITLE_END = "。,、:;"


def is_headline(text: str) -> bool:
    """Tell whether ``text`` has the form of a headline: short, one line, no end mark, nothing left open."""
    if not 2 <= len(text) <= LONGEST_HEADING or text[-1] in _TITLE_END:
        return False
    if _SPEAKER.match(text) or (_TABLE_ROW.match(text) and not _is_slogan(text)):
        return False
    if "。" in text or ";" in text or text[0] in "、,。;:!?)”’》":
        return False
    if "," in text and (len(text) > LONGEST_WITH_COMMA or text.count(",") > 1):
        return False
    if text[-1] in "!?" and len(text) > 24:
        return False
    return balance(text) == ("", "") and not ends_open(text)


def _is_slogan(text: str) -> bool:
    """Tell whether the columns of a line are of one length, as in 走基层 看变化 话发展 展未来."""
    return len({len(word) for word in text.split()}) == 1 and text[1:3].isalpha()


def describe(paragraph: Paragraph) -> None:
    """Read the dateline and the signature of a paragraph, and its form, judged by itself alone."""
    paragraph.dateline = read_dateline(paragraph.text)
    paragraph.signature = read_signature(paragraph.text)
    paragraph.form = _form(paragraph)


def _form(paragraph: Paragraph) -> str:
    text = paragraph.text
    if len(text) > LONGEST_LINE:  # prose, but for a long caption
        return CAPTION if len(text) <= 2 * LONGEST_CAPTION and CAPTION_MARK.match(text) else TEXT
    if _DIVIDER.fullmatch(text):
        return DIVIDER
    if paragraph.level and is_masthead(text):
        return FURNITURE
    if paragraph.level and len(text) <= 2 * LONGEST_HEADING and text[0] not in _DASHES:
        return HEADING
    if form := _byline_form(text):
        return form
    if is_furniture(text):
        return FURNITURE
    if text[0] in _DASHES and len(text) <= LONGEST_HEADING + 6 and text[-1] not in "。;:":
        return SUBTITLE
    if CAPTION_MARK.match(text) and len(text) <= 2 * LONGEST_CAPTION:
        return CAPTION
    may_be_pictured = len(text) <= LONGEST_CAPTION and ("图" in text or "摄" in text)
    if may_be_pictured and _PICTURE_SENTENCE.search(text):
        return CAPTION
    goes_on = opens_anew(text) and not text.startswith(("近日", "日前"))
    if may_be_pictured and not goes_on and _is_pictured(text):
        return CAPTION
    if paragraph.dateline:
        return TEXT
    return HEADING if is_headline(text) else TEXT


def _byline_form(text: str) -> str:
    """Return the form of a line that says who wrote, photographed, edited or adopted what, or ''."""
    bracketed = text[0] == "(" and text[-1] == ")"
    if text[-1] in "。!?;" or (text[-1] == ")" and PICTURED.search(text)):
        return ""
    if credits := read_credits(text, bare=bracketed, glued=bracketed):
        kinds = {credit.kind for credit in credits}
        if "staff" in kinds or text.startswith("本版"):
            return FURNITURE
        return CREDIT if "picture" in kinds else BYLINE
    if _OFFICE.fullmatch(text):
        return BYLINE
    if bracketed and (_SENDER.match(text) or _ADOPTED.match(text) or is_pen_name(text[1:-1])):
        return BYLINE
    match = _SPEAKER_OF_REPORT.match(text) if len(text) <= 30 else None
    return BYLINE if match and match["name"][0] in surnames() else ""


def _is_pictured(text: str) -> bool:
    """Tell whether a photographer's credit ends ``text``; 文/图 in brackets signs a news item."""
    found = read_inline_credit(text)
    if found is None:
        return False
    return not (text[-1] == ")" and any(credit.role in TEXT_AND_PICTURE for credit in found[1]))

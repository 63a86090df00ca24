"""What a paragraph looks like: headline, byline, caption, furniture or running text."""

from __future__ import annotations

import re

from townledger.lexicon import surnames
from townledger.page.bylines import (
    TEXT_AND_PICTURE,
    read_credits,
    read_dateline,
    read_inline_credit,
    read_signature,
)
from townledger.page.paragraphs import Paragraph
from townledger.page.words import word_pairs

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
NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,4}[章节编篇条]"
    r"|\d{1,2}(?:[、.](?!\d)|\.\d{1,2}(?:\.\d{1,2})?\s)|\(\d{1,2}\)|[①-⑳]"
    r"|\d{1,2}$|[一二三四五六七八九十]{1,2}$|\d{1,2}月$|[一二三四五六七八九十]{1,2}月$|(?i:part)[.\s]?\d)"
)
CAPTION_MARK = re.compile(
    r"[▲△▶►▷▼▽◀◄◁↑↓←→☝👆]|图(?:为|片?说明|[一二三四五六七八九十①-⑨\d]{1,2}[:为 ])"
    r"|\(?[上下左右]图(?:\)|为|系|:)"
)
_PICTURE_SENTENCE = re.compile(
    r"[。,;!?]图为|\((?:资料图片?|图片由[^()]{2,20}(?:提供|供图)|[^()]{2,12}供图)\)$|这是[^。]{4,60}\((?:[^()]*摄)\)。?$"
)
_FURNITURE = re.compile(
    r"(?:本版|本期|本报)(?:责编|责任编辑|策划|编辑|校对|美编|文字|图片|地址|社址|电话|法律顾问|广告)"
    r"|(?:电话|传真|地址|邮箱|邮编|网址|官网):|(?:投稿|来稿)(?:邮箱|信箱)|(?:国内统一(?:连续出版物|刊)号|邮发代号|邮政编码|新闻热线|广告(?:热线|电话)|订阅热线|发行热线|印刷)"
    r"|(?:点击|扫描|扫码|扫一扫|长按|识别).{0,12}(?:关注|二维码|蓝字|打开)|!\[|<[^>]+>.*>$|责任?编辑?[:: ]"
    r"|[\u4e00-\u9fff]{2,14}[〔\[(【](?:19|20)\d\d[〕\])】]\s?\d{1,4}号$"
    r"|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?$"
    r"|(?:(?:发布)?(?:时间|日期)[: ]{1,2})?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}[^。;]{0,60}"
    r"(?:来源|作者|点击|阅读|编辑)"
    r"|(?:以上|本)(?:文章|内容|文).{0,12}(?:仅代表|不代表|不构成)|免责声明|版权(?:声明|所有)"
    r"|(?:今日|本期)?(?:导读|提要|看点)[^\w]*$|[^,。]{4,30}\s[A-D]?\d{1,2}版$|(?:(?:中华)?民国.{1,4}|[一二][九〇零○][〇零○一二三四五六七八九]{2})年[一二三四五六七八九十]{1,3}月"
    r"[一二三四五六七八九十]{1,3}日(?:\s?星期.)?$"
    r"|(?:您的?)?(?:当前|所在)?位置:|[^。>]{1,20}>[^。>]{2,20}>|蓝字关注|.{0,8}关注(?:我们|本号|公众号)|[—\-·]*\s?(?i:end)\s?[—\-·]*$|.{0,24}(?:19|20)\d\d-\d{1,2}-\d{1,2}\s\d{1,2}:\d{2}(?![^。]{24})|原创\s.*\d{4}|\(此件[^()]{2,12}\)$"
    r"|(?:发布(?:时间|日期|机构)|(?:信息|文章|稿件)?来源|供稿单位|浏览(?:次数|量)|阅读(?:次数|量)?|字[号体]|分享到?)"
    r"[:| ]"
    r"|.{0,20}[委办局部组室]编印?$|(?:[上下]一[篇条]|相关(?:链接|阅读|新闻)|延伸阅读|推荐阅读|往期回顾)(?:[:|].*)?$"
    r"|[【\[](?:打印|关闭|返回|责任编辑|我要纠错|字体|分享)[^】\]]{0,12}[】\]]"
    r"|\(?总?第\s?\d{1,5}\s?期\)?(?:\s?\(总第\s?\d+\s?期\))?$"
    r"|第?\s?[A-D]?\d{1,2}\s?版$|[—\-·]\s?\d{1,4}\s?[—\-·]$|[A-D]\d{1,2}$"
)
_MASTHEAD = re.compile(
    r"(?=[^,。;!?]{0,60}$)(?=.*(?:星期|农历|总第|[\d一二三四五六七八九十]版|第\d+期))"
    r".{0,30}(?:19|20)\d\d[年.-]\d{1,2}[月.-]\d{1,2}"
)
_CUT_WORD = re.compile(
    r"(?:坚持|通过|按照|根据|以及|其中|例如|包括|针对|随着|由于|关于|表示|成为|作为|认为|为了|因为|而且|并且|但是|如果|等方)$"
)
_TABLE_ROW = re.compile(
    r"(?:\S+\s){3,}\S+$|附?表\s?[\d一二三四五六七八九十-]{1,5}[\s:]|(?:单位|计量单位|金额单位|制表单位|制表时间):"
)
"""A line of four columns or more, or the lines above a table: its number and title, its unit."""
_SPEAKER = re.compile(r"(?:问|答|记者|主持人|[QA])\d{0,2}:")
_SENDER = re.compile(r"\([^()]{2,24}(?:供稿|整理|综合报道)\)$")
_ADOPTED = re.compile(
    r"\((?:19|20)\d\d年(?:[^()]{6,80}(?:通过|批准|公布|发布|修[正订])|\d{1,2}月\d{1,2}日)\)$"
)
_SPEAKER_OF_REPORT = re.compile(
    r"[\u4e00-\u9fff]{1,24}(?:长|书记|主任|主席) "
    r"(?P<name>[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,2}| [\u4e00-\u9fff]))$"
)
_DIVIDER = re.compile(r"[^\w。,、;:!?…%“”‘’()《》【】]+")
"""A line of stars or dashes between the sections of an article."""
_LINKS = frozenset("的和与及或把将被让使给对向往从由在以为因于按就并而但若如则其是")
_END = "。!?;:…"
_CLOSED = "”’)》』】"
TURNS = re.compile(r"\((?:下转|转)第?[^()]{1,12}[版页]\)$")
_LAST_BRACKET = re.compile(r"\([^()]{1,40}\)$")
_DASHES = "—─-"
_SENTENCE_START = re.compile(
    r"针对|随着|近日|日前|目前|截至|此次|同时|此外|据了解|据介绍|如今|当前|下一步|今年|去年|近年来|\d{1,2}月\d{1,2}日"
    r"|其中|另外|接下来|为了|由于|每[个年月周天村户]|自\d|该[县市区镇乡村]|[他她]们?|我们?|“"
)
_PAIRED = re.compile(r"[“”‘’()《》【】『』「」\[\]]")
_OPENERS, _CLOSERS = "“‘(《【『「[", "”’)》】』」]"
_TITLE_END = "。,、:;"


def balance(text: str) -> tuple[str, str]:
    """Return the brackets and quotes that ``text`` leaves open, and those that it closes but never opened."""
    marks = _PAIRED.findall(text)
    if not marks:
        return "", ""
    stack: list[str] = []
    loose: list[str] = []
    for char in marks:
        if char in _OPENERS:
            stack.append(char)
        else:
            opener = _OPENERS[_CLOSERS.index(char)]
            if opener in stack:
                while stack.pop() != opener:
                    pass
            else:
                loose.append(char)
    return "".join(stack), "".join(loose)


def ends_open(text: str) -> bool:
    """Tell whether ``text`` ends with a word that must be followed by another: 的, 将, 坚持."""
    if text[-1] in _LINKS and text[-2:] not in word_pairs():
        return True
    return bool(_CUT_WORD.search(text))


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


def opens_sentence(text: str) -> bool:
    """Tell whether a short line is the head of a torn sentence (针对这些问题), no section heading."""
    return " " not in text and bool(_SENTENCE_START.match(text))


def is_cut(text: str) -> bool:
    """Tell whether a paragraph stops in the middle of a sentence."""
    if read_signature(text) or TURNS.search(text):
        return False
    last = _LAST_BRACKET.sub("", text).rstrip(_CLOSED)
    if last and last[-1] in _END:
        return False
    return bool(last) and text[-1] != "…"


def form_of(paragraph: Paragraph) -> str:
    """Return the form of a paragraph, judged by itself alone."""
    text = paragraph.text
    if _DIVIDER.fullmatch(text):
        return DIVIDER
    if paragraph.level and len(text) <= 2 * LONGEST_HEADING and text[0] not in _DASHES:
        return HEADING
    if form := _byline_form(text):
        return form
    if len(text) <= 120 and (_FURNITURE.match(text) or _MASTHEAD.match(text)):
        return FURNITURE
    if text[0] in _DASHES and len(text) <= LONGEST_HEADING + 6 and text[-1] not in "。;:":
        return SUBTITLE
    if CAPTION_MARK.match(text) and len(text) <= 2 * LONGEST_CAPTION:
        return CAPTION
    if len(text) <= LONGEST_CAPTION and (_PICTURE_SENTENCE.search(text) or _is_pictured(text)):
        return CAPTION
    if read_dateline(text):
        return TEXT
    return HEADING if is_headline(text) else TEXT


def _byline_form(text: str) -> str:
    """Return the form of a line that says who wrote, photographed, edited or adopted what, or ''."""
    bracketed = text[0] == "(" and text[-1] == ")"
    if len(text) <= 160 and (credits := read_credits(text, bare=bracketed)):
        kinds = {credit.kind for credit in credits}
        if "staff" in kinds or text.startswith("本版"):
            return FURNITURE
        return CREDIT if "picture" in kinds else BYLINE
    if bracketed and (_SENDER.match(text) or _ADOPTED.match(text)):
        return BYLINE
    match = _SPEAKER_OF_REPORT.match(text) if len(text) <= 30 else None
    return BYLINE if match and match["name"][0] in surnames() else ""


def _is_pictured(text: str) -> bool:
    """Tell whether a photographer's credit ends ``text``; 文/图 in brackets signs a news item."""
    found = read_inline_credit(text)
    if found is None:
        return False
    return not (text[-1] == ")" and any(credit.role in TEXT_AND_PICTURE for credit in found[1]))

"""The articles of a page: which headlines, bylines, captions and paragraphs belong together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from townledger.page.blocks import Block, Item
from townledger.page.bylines import (
    TEXT_AND_PICTURE,
    Credit,
    read_credits,
    read_dateline,
    read_inline_credit,
    read_signature,
)
from townledger.page.forms import (
    BYLINE,
    CAPTION,
    CAPTION_MARK,
    CREDIT,
    DIVIDER,
    FURNITURE,
    HEADING,
    NUMBERED,
    SUBTITLE,
    TEXT,
    TURNS,
    is_cut,
    opens_sentence,
)
from townledger.page.headlines import read_head
from townledger.page.paragraphs import Paragraph
from townledger.page.topics import parts_company, topic_of

_NEWS_LEAD = re.compile(r"(?:近日|日前|近期|连日来|\d{1,2}月\d{1,2}日|昨日|今日|时下|眼下|近段时间)")
_DAY_LEAD = re.compile(r"\d{1,2}月\d{1,2}日,")
_DATE_LINE = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|[一二民][^,。]{3,8}年[一二三四五六七八九十]{1,3}月.{1,3}日"
)
_DECLARATION = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}(?:遗失|招聘|招生|招租|招标|中标|成交|拍卖|注销|减资|清算|停电|停水|施工|任前|录用|征收|征地"
    "|拆迁|寻人|认领|更正|致歉|郑重|严正))?(?:公告|通告|声明|启事|公示|讣告|更正|致歉信?)"
)
LONGEST_DECLARATION = 14
"""Characters of the headline of an announcement in small print."""
_EDITORS_NOTE = re.compile(r"【?(?:编者按|编者的话|编者语|开栏的?话|开栏语|卷首语)")
_WEB_HEADER = re.compile(
    r"(?=.*(?:19|20)\d\d[-/.年]\d)(?=.*(?:来源|作者|浏览|阅读|点击|\d:\d\d))(?:发布|发表|更新|时间|日期|来源|信息|作者|20)"
)
"""The line below a headline on a website: its date with its source, its hour or its readers."""
CENTRED = 6
"""Columns of indent from which a headline is centred, not indented like a paragraph."""
LONGEST_PHOTO_STORY = 700
"""Characters: a picture with its story; longer texts that end with a photographer's credit are articles."""
LONGEST_SECTION = 40
"""Paragraphs between a headline and the signature that shows it to be one."""
SHORTEST_STORY = 50
"""Characters of a picture's story that stands for itself; shorter ones are captions."""
SHORT_TEXT = 24
"""Characters of a first paragraph; after a kicker and a headline anything shorter is a line of a list."""
LONGEST_RUN = 6
"""Headlines one after another (banner, kicker, two lines of title, subtitle); more short lines are a list."""
BRIEF = 200
"""Characters up to which an article without a byline of its own is a brief (简讯)."""
FEATURE = 600
"""Characters from which an article without a dateline is a feature (通讯), not news (消息)."""


def blocks_of(page: list[Paragraph]) -> list[Block]:
    """Return the articles of a page whose paragraphs have their forms, in reading order."""
    return list(_Builder(page).build())


class _Builder:
    def __init__(self, page: list[Paragraph]) -> None:
        self.page = page
        gaps = Counter(p.gap for p in page[1:])
        gaps[1] += sum(len(p.wraps) for p in page)
        self.usual_gap = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 1
        levels = [p.level for p in page if p.level]
        self.top_level = min(levels, default=0)
        self.done: list[Block] = []
        self.current: Block | None = None
        self.aside: list[Block] = []

    def build(self) -> Iterator[Block]:
        at = 0
        while at < len(self.page):
            paragraph = self.page[at]
            if paragraph.form in (HEADING, SUBTITLE) or (
                paragraph.form in (BYLINE, CREDIT) and not self._has_text()
            ):
                if self._is_titled_story(at):
                    self._story([paragraph], self.page[at + 1])
                    at += 2
                    continue
                stop = at
                while stop < len(self.page) and self.page[stop].form not in (TEXT, FURNITURE):
                    stop += 1
                self._headings(self.page[at:stop], self.page[stop] if stop < len(self.page) else None)
                at = stop
                continue
            if paragraph.form == TEXT:
                self._text(paragraph)
            elif paragraph.form == CAPTION and not self._has_text() and _is_story(paragraph):
                self._story([], paragraph)
            elif paragraph.form == CAPTION and _is_dated_picture(paragraph):
                self.aside.append(Block("photo", [Item("text", [paragraph])], signed=True))
            elif paragraph.form == CAPTION:
                self.aside.append(Block("caption", [Item("caption", [paragraph])]))
                if self.current is None:
                    self._finish()
            elif paragraph.form == FURNITURE:
                self._furniture(paragraph)
            elif paragraph.form == DIVIDER:
                self._divider(paragraph)
            else:
                self._signature(paragraph)
            at += 1
        self._finish()
        for block in self.done:
            if not block.kind:
                block.kind = _kind(block)
            yield block

    def _is_titled_story(self, at: int) -> bool:
        """Tell whether the headline at ``at`` is that of a picture: its credited story and no text follow."""
        after = [p for p in self.page[at + 1 : at + 3] if p.form != FURNITURE]
        if self.page[at].form != HEADING or not after or not _is_story(after[0]):
            return False
        return len(after) == 1 or after[1].form != TEXT or bool(read_dateline(after[1].text))

    def _story(self, titles: list[Paragraph], text: Paragraph) -> None:
        """Take a picture's story that ends with its photographer's credit."""
        self._finish()
        items = [Item("title", [p]) for p in titles]
        self.done.append(Block("photo", [*items, Item("text", [text])], signed=True))

    def _has_text(self) -> bool:
        return self.current is not None and self.current.first("text") is not None

    def _finish(self) -> None:
        if self.current is not None and self.current.items:
            self.done.append(self.current)
        self.done.extend(self.aside)
        self.current, self.aside = None, []

    def _text(self, paragraph: Paragraph) -> None:
        if self.current is None or (self.current.signed and _opens_news(paragraph.text)):
            self._finish()
            self.current = Block()
        self.current.items.append(Item("text", [paragraph]))
        if signature := read_signature(paragraph.text):
            self._split_written(self.current, signature[1])
        if signature or TURNS.search(paragraph.text):
            self.current.signed = True

    def _divider(self, paragraph: Paragraph) -> None:
        if self.current is None:
            self.done.append(Block("furniture", [Item("furniture", [paragraph])]))
        else:
            self.current.items.append(Item("furniture", [paragraph]))

    def _furniture(self, paragraph: Paragraph) -> None:
        staff = bool(read_credits(paragraph.text))
        last = self.aside[-1] if self.aside else None
        if last is not None and last.kind == "furniture" and paragraph.gap <= self.usual_gap:
            last.items.append(Item("furniture", [paragraph]))
        else:
            self.aside.append(Block("furniture", [Item("furniture", [paragraph])]))
        if self.current is not None and (staff or _DATE_LINE.fullmatch(paragraph.text)):
            self.current.signed = self._has_text()
        if self.current is None:
            self._finish()

    def _signature(self, paragraph: Paragraph) -> None:
        """Take a byline after text: the end of the article, or of a photo story without a headline."""
        assert self.current is not None
        if paragraph.form == BYLINE:
            self._split_written(self.current, read_credits(paragraph.text, bare=True))
        if paragraph.form == CREDIT and self.current.signed:
            self._split_signed(self.current)
        elif paragraph.form == CREDIT:
            self._split_photo(self.current)
        self.current.items.append(Item("byline", [paragraph]))
        self.current.signed = True

    def _split_written(self, block: Block, credits: list[Credit]) -> None:
        """Make the last section of ``block``, which others than the writers at its head sign, an article."""
        items = block.items
        reach = range(len(items) - 1, max(0, len(items) - LONGEST_SECTION), -1)
        at = next((n for n in reach if items[n].kind == "heading"), 0)
        names = {credit.name for credit in _writers(block)} if at else set()
        if not names or names & {credit.name for credit in credits}:
            return
        if (
            not any(credit.kind == "writer" for credit in credits)
            or NUMBERED.match(block.items[at].text)
            or block.items[-1].kind != "text"
        ):
            return
        article = Block(items=[Item("title", block.items[at].paragraphs), *block.items[at + 1 :]])
        del block.items[at:]
        aside, self.aside = self.aside, []
        self._finish()
        self.current, self.aside = article, aside

    def _split_signed(self, block: Block) -> None:
        """Make the text after the signature of ``block``, which a photographer signs, a photo story."""
        at = len(block.items)
        while at and block.items[at - 1].kind == "text":
            at -= 1
        if not 0 < at < len(block.items):
            return
        story = Block("photo", block.items[at:])
        del block.items[at:]
        self._finish()
        self.current = story

    def _split_photo(self, block: Block) -> None:
        """Make the end of ``block`` a photo story of its own if it begins after a gap or like a news lead."""
        size = 0
        texts = block.of("text")
        for item in reversed(texts):
            size += len(item.text)
            first = item.paragraphs[0]
            if size > LONGEST_PHOTO_STORY:
                return
            if item is texts[0]:
                self._keep_captions(block)
                return
            if first.gap > self.usual_gap + 1 or _NEWS_LEAD.match(first.text):
                at = next(n for n, other in enumerate(block.items) if other is item)
                story = Block("photo", block.items[at:])
                del block.items[at:]
                block.signed = True
                self.current = block
                self._finish()
                self.current = story
                return

    def _keep_captions(self, block: Block) -> None:
        """Make ``block`` a photo story; the captions beside it are its own, above its text."""
        block.kind = "photo"
        at = next(n for n, item in enumerate(block.items) if item.kind == "text")
        block.items[at:at] = [item for aside in self.aside for item in aside.of("caption")]
        self.aside = [aside for aside in self.aside if aside.kind != "caption"]

    def _headings(self, run: list[Paragraph], following: Paragraph | None) -> None:
        if sum(p.form == HEADING and not p.level for p in run) > LONGEST_RUN:
            self._list(run)
            return
        if self._has_text() and self._is_bare_signature(run, following):
            self._signature(run[0])
            run = run[1:]
            if not run:
                return
        web_header = following is not None and _WEB_HEADER.match(following.text)
        if (following is None or following.form == FURNITURE) and not (web_header and run[0].form == HEADING):
            if self._has_text():
                for paragraph in run:
                    self._trailing(paragraph)
                return
        elif following and not web_header and not self._starts_article(run, following):
            assert self.current is not None
            for paragraph in run:
                if paragraph.form == CAPTION:
                    self.aside.append(Block("caption", [Item("caption", [paragraph])]))
                elif len(run) == 1 and (
                    self._broken() or (not paragraph.level and opens_sentence(paragraph.text))
                ):
                    self._text(paragraph)
                else:
                    self.current.items.append(Item("heading", [paragraph]))
            return
        self._finish()
        self._head(run)

    def _head(self, run: list[Paragraph]) -> None:
        """Open a new article with the headlines of ``run``."""
        head = read_head(run, self.usual_gap)
        self.done.extend(head.before)
        self.current, self.aside = Block(items=head.items), head.captions

    def _list(self, run: list[Paragraph]) -> None:
        """Take a run of short lines, which is a list or a table: its lines are text."""
        if not self._has_text():
            self._finish()
            self._head(run[:1])
            run = run[1:]
        for paragraph in run:
            if paragraph.form == CAPTION:
                self.aside.append(Block("caption", [Item("caption", [paragraph])]))
            elif NUMBERED.match(paragraph.text) and self.current is not None:
                self.current.items.append(Item("heading", [paragraph]))
            else:
                self._text(paragraph)

    def _is_bare_signature(self, run: list[Paragraph], following: Paragraph | None) -> bool:
        """Tell whether the first line of ``run`` is names alone, at the end of an article."""
        ends_here = len(run) > 1 or following is None or following.form == FURNITURE
        return ends_here and not run[0].level and bool(read_credits(run[0].text, bare=True))

    def _broken(self) -> bool:
        """Tell whether the last text breaks off, so that a short line after it goes on in its sentence."""
        assert self.current is not None
        last = self.current.items[-1]
        return last.kind == "text" and is_cut(last.text)

    def _trailing(self, paragraph: Paragraph) -> None:
        """Take a short line after the last text: a signature, a caption, a document's sender and date."""
        assert self.current is not None
        if paragraph.form == CAPTION:
            self.aside.append(Block("caption", [Item("caption", [paragraph])]))
        elif paragraph.form in (BYLINE, CREDIT):
            self._signature(paragraph)
        else:
            self.current.items.append(Item("text", [paragraph]))

    def _starts_article(self, run: list[Paragraph], following: Paragraph) -> bool:
        if not self._has_text() or self.current is None or self.current.signed:
            return True
        if any(p.form in (SUBTITLE, BYLINE) or _is_author(p) for p in run) or read_dateline(following.text):
            return True
        if any(p.form == HEADING and NUMBERED.match(p.text) for p in run):
            return False
        if any(p.level == self.top_level for p in run if p.level):
            return True
        if len(run[0].text) <= LONGEST_DECLARATION and _DECLARATION.fullmatch(run[0].text):
            return True
        if all(_EDITORS_NOTE.match(item.text) for item in self.current.of("text")):
            return True
        first = self.current.first("text")
        if first and _NEWS_LEAD.match(following.text):
            lead = first.paragraphs[0].text
            if _NEWS_LEAD.match(lead) or read_dateline(lead):
                return True
        if run[0].indent >= CENTRED and run[0].gap > self.usual_gap:
            return True
        titles = [p for p in run if p.form == HEADING]
        if titles and not self._broken() and self._parts_company(titles, following):
            return True
        return not self.top_level and 2 <= len(titles) <= 4 and len(following.text) >= SHORT_TEXT

    def _parts_company(self, titles: list[Paragraph], following: Paragraph) -> bool:
        """Tell whether the headlines open with another place than the article so far."""
        assert self.current is not None
        title, first = self.current.first("title"), self.current.first("text")
        if title is None or first is None:
            return False
        own = topic_of(title.text, first.text)
        here = topic_of("".join(p.text for p in titles), following.text)
        return parts_company(own, here, title.text + first.text, following.text)


def _is_story(paragraph: Paragraph) -> bool:
    """Tell whether a caption tells a story: sentences and a photographer's credit, no ▲ or 图为."""
    text = paragraph.text
    return len(text) >= SHORTEST_STORY and bool(read_inline_credit(text)) and not CAPTION_MARK.match(text)


def _is_author(paragraph: Paragraph) -> bool:
    """Tell whether a credit names who wrote the text and took the picture (王小明 文/图)."""
    credits = read_credits(paragraph.text) if paragraph.form == CREDIT else []
    return bool(credits) and all(credit.role in TEXT_AND_PICTURE for credit in credits)


def _is_dated_picture(paragraph: Paragraph) -> bool:
    """Tell whether a caption is news of its own: it begins with a day and ends with the photographer."""
    return bool(_DAY_LEAD.match(paragraph.text) and read_inline_credit(paragraph.text))


def _writers(block: Block) -> list[Credit]:
    """Return the credits at the head of an article: its byline or its dateline."""
    found: list[Credit] = []
    for item in block.items:
        if item.kind == "byline":
            found.extend(read_credits(item.text, bare=True))
        elif item.kind == "text":
            dateline = read_dateline(item.text)
            return [*found, *dateline[1]] if dateline else found
    return found


def _opens_news(text: str) -> bool:
    return bool(read_dateline(text) or _NEWS_LEAD.match(text))


def _kind(block: Block) -> str:
    texts = block.of("text")
    if all(_EDITORS_NOTE.match(item.text) for item in texts):
        for item in block.of("title"):
            item.kind = "banner"
        return "banner"
    size = sum(len(item.text) for item in texts)
    if read_dateline(texts[0].text):
        return "news" if size > BRIEF else "brief"
    if block.of("subtitle") or size >= FEATURE:
        return "feature"
    return "news" if size > BRIEF else "brief"

"""The articles of a page: which headlines, bylines, captions and paragraphs belong together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from townledger.page.blocks import Block, Item
from townledger.page.breaks import opens_sentence, turns
from townledger.page.bylines import read_credits
from townledger.page.digests import part_briefs
from townledger.page.forms import (
    BYLINE,
    CAPTION,
    CREDIT,
    DIVIDER,
    FURNITURE,
    HEADING,
    NUMBERED,
    PICTURE_COLUMN,
    PICTURED,
    SUBTITLE,
    TEXT,
)
from townledger.page.headlines import is_body, read_head
from townledger.page.openings import (
    Habits,
    breaks_off,
    is_editors_note,
    is_other_dispatch,
    opens_article,
    opens_news,
)
from townledger.page.paragraphs import Paragraph
from townledger.page.pictures import SHORTEST_STORY, is_credited, is_dated_picture, is_story
from townledger.page.sections import part_sections
from townledger.page.splitting import is_signed_apart, split_photo, split_signed, split_written

_DATE_LINE = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|[一二民][^,。]{3,8}年[一二三四五六七八九十]{1,3}月.{1,3}日"
)
_WEB_HEADER = re.compile(
    r"(?=.*(?:19|20)\d\d[-/.年]\d)(?=.*(?:来源|作者|浏览|阅读|点击|\d:\d\d))(?:发布|发表|更新|时间|日期|来源|信息|作者|20)"
)
"""The line below a headline on a website: its date with its source, its hour or its readers."""
LONGEST_HEADER = 3
"""Lines of a website (date, source, rights) between a headline and its text."""
LONGEST_RUN = 6
"""Headlines one after another (banner, kicker, two lines of title, subtitle); more short lines are a list."""


def blocks_of(page: list[Paragraph]) -> list[Block]:
    """Return the articles of a page whose paragraphs have their forms, in reading order."""
    return list(_Builder(page).build())


class _Builder:
    def __init__(self, page: list[Paragraph]) -> None:
        self.page = page
        gaps = Counter(p.gap for p in page[1:])
        gaps[1] += sum(len(p.wraps) for p in page)
        usual_gap = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 1
        self.habits = Habits(usual_gap, min((p.level for p in page if p.level), default=0))
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
                if story := self._story_below(at):
                    column = PICTURE_COLUMN.fullmatch(paragraph.text)
                    if column:
                        self._finish()
                        self.done.append(Block("banner", [Item("banner", [paragraph])]))
                    self._story([] if column else [paragraph], self.page[story])
                    for between in self.page[at + 1 : story]:
                        self._furniture(between)
                    at = story + 1
                    continue
                stop = at
                while stop < len(self.page) and self.page[stop].form not in (TEXT, FURNITURE):
                    stop += 1
                self._headings(self.page[at:stop], self._following(stop))
                at = stop
                continue
            if paragraph.form == TEXT:
                self._text(paragraph)
            elif paragraph.form == CAPTION and not self._has_text() and is_story(paragraph):
                self._story([], paragraph)
            elif paragraph.form == CAPTION and self._is_signed_below(at):
                items = [Item("text", [paragraph]), Item("byline", [self.page[at + 1]])]
                self.aside.append(Block("photo", items, signed=True))
                if self.current is None:
                    self._finish()
                at += 1
            elif paragraph.form == CAPTION and is_dated_picture(paragraph):
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
        for run in self.done:
            for section in part_sections(run):
                for block in part_briefs(section):
                    _name_note(block)
                    yield block

    def _following(self, at: int) -> Paragraph | None:
        """Return the paragraph below a headline, past the lines of a website above its text."""
        after = self.page[at : at + LONGEST_HEADER]
        if not after or _WEB_HEADER.match(after[0].text):
            return after[0] if after else None
        if _DATE_LINE.fullmatch(after[0].text) and is_body(self.page[at - 1].text):
            return after[0]  # who sends a document, and when
        text = next((p for p in after if p.form != FURNITURE), None)
        return text if text is not None and text.form == TEXT else after[0]

    def _is_signed_below(self, at: int) -> bool:
        """Tell whether a photographer's line stands below a caption that is long enough for a story."""
        below = self.page[at + 1] if at + 1 < len(self.page) else None
        return below is not None and below.form == CREDIT and len(self.page[at].text) >= SHORTEST_STORY

    def _story_below(self, at: int) -> int | None:
        """Return where the credited story of the picture stands whose headline is at ``at``, or None.

        A website's lines may stand between; text that goes on below would make it an article.
        """
        below = range(at + 1, min(at + 2 + LONGEST_HEADER, len(self.page)))
        after = [n for n in below if self.page[n].form != FURNITURE]
        if self.page[at].form != HEADING or not after:
            return None
        first = self.page[after[0]]
        heading = self.page[at].text
        if (PICTURED.search(heading) or PICTURE_COLUMN.fullmatch(heading)) and is_credited(first):
            return after[0]
        after_it = self.page[after[1]] if len(after) > 1 else None
        alone = after_it is None or after_it.form != TEXT or after_it.dateline is not None
        return after[0] if is_story(first) and alone else None

    def _story(self, titles: list[Paragraph], text: Paragraph) -> None:
        """Take a picture's story that ends with its photographer's credit."""
        self._finish()
        items = [Item("title", [p]) for p in titles]
        self.done.append(Block("photo", [*items, Item("text", [text])], signed=True))

    def _has_text(self) -> bool:
        return self.current is not None and self.current.has_text

    def _finish(self) -> None:
        if self.current is not None and self.current.items:
            self.done.append(self.current)
        self.done.extend(self.aside)
        self.current, self.aside = None, []

    def _text(self, paragraph: Paragraph) -> None:
        if (
            self.current is None
            or (self.current.signed and opens_news(paragraph))
            or is_other_dispatch(self.current, paragraph)
            or is_signed_apart(self.current, paragraph)
        ):
            self._finish()
            self.current = Block()
        self.current.items.append(Item("text", [paragraph]))
        if signature := paragraph.signature:
            self._part(split_written(self.current, signature[1]), with_asides=True)
        if signature or turns(paragraph.text):
            self.current.signed = True

    def _divider(self, paragraph: Paragraph) -> None:
        if self.current is None:
            self.done.append(Block("furniture", [Item("furniture", [paragraph])]))
        else:
            self.current.items.append(Item("furniture", [paragraph]))

    def _furniture(self, paragraph: Paragraph) -> None:
        staff = bool(read_credits(paragraph.text))
        last = self.aside[-1] if self.aside else None
        if last is not None and last.kind == "furniture" and paragraph.gap <= self.habits.usual_gap:
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
        if paragraph.form == BYLINE and self.current.signed:
            self._part(split_signed(self.current))
        elif paragraph.form == BYLINE:
            written = split_written(self.current, read_credits(paragraph.text, bare=True))
            self._part(written, with_asides=True)
        elif paragraph.form == CREDIT and self.current.signed:
            self._part(split_signed(self.current, "photo"))
        elif paragraph.form == CREDIT:
            story = split_photo(self.current, self.habits.usual_gap)
            if story is self.current:
                self._keep_captions(story)
            else:
                self._part(story)
        self.current.items.append(Item("byline", [paragraph]))
        self.current.signed = True

    def _part(self, article: Block | None, *, with_asides: bool = False) -> None:
        """Go on with the article that was parted from the current one, if any."""
        if article is None:
            return
        aside, self.aside = (self.aside, []) if with_asides else ([], self.aside)
        self._finish()
        self.current, self.aside = article, aside

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
        if self._is_first_section(run):
            assert self.current is not None
            self.current.items.extend(Item("heading", [p]) for p in run)
            return
        web_header = following is not None and _WEB_HEADER.match(following.text)
        if (following is None or following.form == FURNITURE) and not (web_header and run[0].form == HEADING):
            if self._has_text():
                for paragraph in run:
                    self._trailing(paragraph)
                return
        elif following and not web_header and not opens_article(self.current, run, following, self.habits):
            assert self.current is not None
            for paragraph in run:
                if paragraph.form == CAPTION:
                    self.aside.append(Block("caption", [Item("caption", [paragraph])]))
                elif len(run) == 1 and (
                    breaks_off(self.current) or (not paragraph.level and opens_sentence(paragraph.text))
                ):
                    self._text(paragraph)
                else:
                    self.current.items.append(Item("heading", [paragraph]))
            return
        self._finish()
        self._head(run)

    def _is_first_section(self, run: list[Paragraph]) -> bool:
        """Tell whether ``run`` is a numbered heading below a headline and its date or sender."""
        if self.current is None or self._has_text() or not self.aside:
            return False
        titled = self.current.first("title") is not None
        return titled and all(p.form == HEADING and bool(NUMBERED.match(p.text)) for p in run)

    def _head(self, run: list[Paragraph]) -> None:
        """Open a new article with the headlines of ``run``."""
        head = read_head(run, self.habits.usual_gap)
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
        if not ends_here or run[0].level or PICTURED.search(run[0].text):
            return False
        return bool(read_credits(run[0].text, bare=True))

    def _trailing(self, paragraph: Paragraph) -> None:
        """Take a short line after the last text: a signature, a caption, a document's sender and date."""
        assert self.current is not None
        if paragraph.form == CAPTION:
            self.aside.append(Block("caption", [Item("caption", [paragraph])]))
        elif paragraph.form in (BYLINE, CREDIT):
            self._signature(paragraph)
        else:
            self.current.items.append(Item("text", [paragraph]))


def _name_note(block: Block) -> None:
    """Make a block that is an editor's note a banner."""
    if not block.kind and is_editors_note(block):
        for item in block.of("title"):
            item.kind = "banner"
        block.kind = "banner"

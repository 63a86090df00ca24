"""Where a mention stands: its article, the places around it, the code that 县 or 该乡 means there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from townledger.places.mentions import article_codes

if TYPE_CHECKING:
    from townledger.page.layout import LaidArticle, Layout, Part
    from townledger.places.mentions import PlaceSpan
    from townledger.places.register import Register

LEVEL_DIGITS = {
    "省": 2,
    "市": 4,
    "州": 4,
    "县": 6,
    "区": 6,
    "旗": 6,
    "乡": 9,
    "镇": 9,
    "街道": 9,
    "村": 12,
    "社区": 12,
}
"""Digits of the statistical code at the level that a word names (国家统计局《统计用区划代码》)."""

_LONGEST_ROW = 6
"""Places in one name: 省, 市, 县, 乡, 村 and one more."""
_LOOK_BACK = 60
"""Places: how far back a level word such as 县 looks for what it means."""
_SENTENCE = 160
"""Characters: how far back the beginning of a sentence is looked for."""


class Context:
    """The articles and places of a page, prepared for look-up by flow offset.

    Parameters
    ----------
    layout, places
        The page's layout and its place spans, sorted by offset.
    register
        The administrative register, which the main place of an article is worked out with.
    """

    def __init__(self, layout: Layout, places: list[PlaceSpan], register: Register) -> None:
        self.text = layout.flow.text
        self.articles = layout.articles
        self.places = places
        self._article_starts = [article.start for article in layout.articles]
        self._place_starts = [place.start for place in places]
        self.codes = article_codes(layout, places, register)

    def parts(self, *kinds: str) -> Iterator[tuple[LaidArticle, Part]]:
        """Yield the parts of the given kinds in flow order, each with its article."""
        for article in self.articles:
            for part in article.parts:
                if part.kind in kinds:
                    yield article, part

    def article_index(self, offset: int) -> int:
        """Return the index of the article that holds ``offset``."""
        return max(bisect_right(self._article_starts, offset) - 1, 0)

    def main_code(self, offset: int) -> str | None:
        """Return the code of the main place of the article that holds ``offset``."""
        return self.codes[self.article_index(offset)] if self.codes else None

    def chain(self, start: int, end: int) -> list[PlaceSpan]:
        """Return the last unbroken row of places (市 + 镇 + 村) that overlaps ``text[start:end]``."""
        at = bisect_left(self._place_starts, end) - 1
        if at < 0 or self.places[at].end <= start:
            return []
        row = [self.places[at]]
        while at and len(row) < _LONGEST_ROW and self.places[at - 1].end == row[0].start:
            at -= 1
            row.insert(0, self.places[at])
        return row

    def sentence_start(self, offset: int) -> int:
        """Return where the sentence that holds ``offset`` begins (looking back 160 characters at most)."""
        start = max(offset - _SENTENCE, 0)
        for mark in "。;!?\n":
            if (at := self.text.rfind(mark, start, offset)) >= 0:
                start = at + 1
        return start

    def code_before(self, offset: int, since: int, digits: int = 1) -> str | None:
        """Return the code, of ``digits`` or more, of the nearest place with one in ``text[since:offset]``."""
        places = self.places
        at = bisect_left(self._place_starts, offset)
        for index in range(at - 1, max(at - _LOOK_BACK, 0) - 1, -1):
            place = places[index]
            if place.start < since:
                return None
            if place.code and len(place.code) >= digits:
                return place.code
        return None

    def nearby_code(self, offset: int) -> str | None:
        """Return the code of the place named last in the same sentence, else the article's main place."""
        return self.code_before(offset, self.sentence_start(offset)) or self.main_code(offset)

    def level_code(self, level: str, offset: int) -> str | None:
        """Return the code that a bare level word (县, 镇, 村 …) means at ``offset``.

        It is the nearest place before in the same article that is as deep as the level, cut to its digits,
        else the article's main place cut likewise; None where neither is deep enough.
        """
        digits = LEVEL_DIGITS[level]
        since = self.articles[self.article_index(offset)].start
        return _cut(self.code_before(offset, since, digits) or self.main_code(offset), level, digits)


def _cut(code: str | None, level: str, digits: int) -> str | None:
    if not code or len(code) < digits:
        return None
    if level == "市" and len(code) >= 6 and code[4] in "89":
        return code[:6]  # a city at county level: GB/T 2260 numbers it 81 to 99
    return code[:digits]

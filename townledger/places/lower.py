"""What the readers of townships, villages and estates share: what can be a name of such a place.

The order of looking is the order of trust: in the place that stands right before the name, among the names
that the page has used before, in the township and the counties that the article talks about. What is found
nowhere is a look-alike inside its stated parent (``lookalike``), or kept unresolved, or no place at all.
"""

from __future__ import annotations

import re

from townledger.places.characters import name_characters
from townledger.places.gazetteer import common_noun_at_end
from townledger.places.onpage import BEFORE_NAME, PlacePage

LONGEST = 16  # characters of a township's or village's name with its level word
_NEARBY = 20_000  # characters around a name within which it must come again; a page has fewer
_MONGOLIAN = ("嘎查", "苏木")  # level words of names that render Mongolian, up to ten characters long
_QUOTED = re.compile(r"“”|‘’|《》")  # a slogan (“书香社区”): names of places stand without quotation marks
_LEVEL_CHARACTERS = frozenset("乡镇村县市")


class LowerReader:
    """Reads names of places below the county by the level word in which they end."""

    def __init__(self, page: PlacePage) -> None:
        self.page = page

    def again(self, begin: int, end: int, level: str) -> bool:
        """Read a name that the page has used before."""
        page = self.page
        known = page.known.get(page.text[begin:end])
        if known is None or known.level != level:
            return False
        above = known.anchor
        main = page.scope.main
        if above is not None and main is not None and above[:4] != main[:4]:
            return False
        page.add(known.again(begin, end))
        return True

    def tail(self, start: int, end: int, word: int) -> tuple[int, bool] | None:
        """Return where an unregistered name begins, and whether it may stand as an unresolved place.

        ``word`` is the length of its level word. None when no name can stand here: no boundary before it, or
        a word of the language. To stand unresolved it must be made of characters that names have, and follow
        its parent, stand at a mark, be the name of a village elsewhere, or come again on the page.
        """
        page, text, verbs = self.page, self.page.text, self.page.gazetteer.verbs
        stem_end = end - word
        longest = 10 if text[stem_end:end] in _MONGOLIAN else 6
        for begin in range(stem_end - 1, max(start, stem_end - longest) - 1, -1):
            stem = text[begin:stem_end]
            if len(stem) + word < 3 or stem[0] in BEFORE_NAME or not page.clean(begin):
                continue
            if stem in page.gazetteer.phrases or stem[:2] in verbs or (len(stem) > 2 and stem[-2:] in verbs):
                return None
            if stem[0] in "一各每" or any(c in _LEVEL_CHARACTERS for c in stem[:-1]):
                return None
            if any(level in stem for level in _MONGOLIAN) or _QUOTED.match(
                text[begin - 1 : begin] + text[end : end + 1]
            ):
                return None
            chained = page.chain(begin)
            follows = chained is not None and chained.anchor is not None
            if not name_characters().fit(stem):
                # 镇党委以村…: a function word stands before 村, which is no name.
                return (begin, follows and 2 <= len(stem) <= 3) if stem[-1] not in BEFORE_NAME else None
            return begin, (
                follows
                or (page.at_mark(begin) and len(stem) <= 3)
                or text.count(text[begin:end], max(0, begin - _NEARBY), end + _NEARBY) > 1
                or (text[end - 1] == "村" and bool(page.register.find(text[begin:end], level="village")))
            )
        return None

    def noun(self, begin: int, end: int) -> int:
        """Return the length of the common noun that the text ends in (示范村, 相关村村), 0 when in none."""
        return common_noun_at_end(self.page.text[begin:end].replace("村村", "村"))

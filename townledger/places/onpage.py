"""What the readers of places share: the record of a place, the page, and where on it a name can begin."""

from __future__ import annotations

import re

from townledger.frozen import frozen
from townledger.page.layout import Layout
from townledger.places.gazetteer import UpperHit, gazetteer
from townledger.places.names import level_of
from townledger.places.register import Register
from townledger.places.scope import Scope

TITLE_PARTS = ("kicker", "title", "subtitle")

_UP_TO_MARK = re.compile(r".*[^\u4e00-\u9fff]", re.DOTALL)
_PAUSE = re.compile(r"[ ,;:!?。|丨—]+")
MEDIUM = re.compile(
    r"[·]?(?:晚报|日报|早报|晨报|时报|都市报|商报|青年报|法治报|农民报|经济报|新闻网|新闻客户端|发布|融媒体?|广播|电视台)"
)
# Words after which a name begins: prepositions, conjunctions, particles, verbs of going somewhere.
BEFORE_NAME = frozenset(
    "在到对和与及由从向为将把以是于赴让使跟至或被比像如因经同随的了着过即进入往访请领助距"
)


@frozen
class PlaceSpan:
    """A place named in the flow text: ``flow.text[start:end] == text``."""

    start: int
    end: int
    text: str
    level: str  # province | city | county | township | village | other
    code: str | None  # 2, 4, 6, 9 or 12 digits
    name: str | None  # the register's name
    match: str  # exact | alias | short | lookalike | parent_mismatch | unresolved
    confidence: float
    reason: str
    parent: str | None = None  # code of the place that an unresolved one is said to lie in
    context: bool = (
        True  # False in lists, in names of newspapers and companies, and for 该县: moves no context
    )

    def again(self, start: int, end: int) -> PlaceSpan:
        """Return the same place, named once more."""
        return PlaceSpan(
            start,
            end,
            self.text,
            self.level,
            self.code,
            self.name,
            self.match,
            self.confidence,
            self.reason,
            self.parent,
            self.context,
        )

    @property
    def anchor(self) -> str | None:
        """The code of the place, or of what it is said to lie in."""
        return self.code or self.parent


class PlacePage:
    """A page while its places are read: the text, the places so far, and what the text is talking about."""

    def __init__(self, layout: Layout, register: Register) -> None:
        self.text = layout.flow.text
        self.register = register
        self.gazetteer = gazetteer(register)
        self.spans: list[PlaceSpan] = []
        self.known: dict[str, PlaceSpan] = {}  # townships and villages by their text
        self.known_ends: set[str] = set()  # their last two characters
        self.article = (0, len(self.text))
        self.tails: set[str] | None = None  # what may be names of villages in the article, if it was asked
        self.pending: list[tuple[int, int, str]] = []  # 我县, 全市 that nothing before them explains
        self.speech: list[tuple[int, int]] = []  # 我们村, before any village was named
        self.hits = list(self.gazetteer.scan(self.text))
        self.hit_at = {hit.start: hit for hit in self.hits}
        self.hit_ending_at = {hit.end: hit for hit in self.hits}
        self.heads = {
            start
            for article in layout.articles
            for part in article.parts
            if part.kind in TITLE_PARTS
            for start in (part.start, *(m.end() for m in _PAUSE.finditer(self.text, part.start, part.end)))
        }  # where headlines and their clauses begin
        full = [h.codes[0] for h in self.hits if h.full and len(h.codes) == 1 and self._sure(h)]
        self.full_codes = frozenset(full)
        self.above_codes = {code[:n] for code in full for n in (2, 4) if len(code) > n}
        homes = {h.codes[0] for h in self.hits if MEDIUM.match(self.text, h.end)}
        self.scope = Scope(register, [code for code in full if len(code) == 6], homes)

    def _sure(self, hit: UpperHit) -> bool:
        """Whether a full name is no common noun: 芮城县, and 夏县 where a name can begin, but not 城区."""
        if hit.name in self.gazetteer.former:
            return False
        return not hit.ordinary or (hit.name[-1] == "县" and self.bounded(hit.start))

    def enter(self, start: int, end: int) -> None:
        """Begin another article."""
        self.article, self.tails = (start, end), None
        self.scope.enter()

    # -- where a name can stand -----------------------------------------------------------------------------

    def reached(self) -> int:
        """Return the end of the last place."""
        return self.spans[-1].end if self.spans else 0

    def chain(self, start: int) -> PlaceSpan | None:
        """Return the place that ends exactly where ``start`` is."""
        return self.spans[-1] if self.spans and self.spans[-1].end == start else None

    def earliest(self, end: int, longest: int) -> int:
        """Return where a name that ends at ``end`` can begin at the earliest."""
        floor = max(self.reached(), end - longest)
        mark = _UP_TO_MARK.match(self.text, floor, end)
        return mark.end() if mark else min(floor, end)

    def at_mark(self, start: int) -> bool:
        """Whether something other than a Chinese character stands before ``start``."""
        return start == 0 or not "\u4e00" <= self.text[start - 1] <= "\u9fff"

    def bounded(self, start: int) -> bool:
        """Whether a mark, a place, a preposition or the like stands before ``start``."""
        return self.at_mark(start) or self.text[start - 1] in BEFORE_NAME or self.chain(start) is not None

    def clean(self, start: int) -> bool:
        """Whether a name can begin at ``start``: where it is bounded, or after a verb (推动, 包括)."""
        return self.bounded(start) or self.text[start - 2 : start] in self.gazetteer.verbs

    # -- what was found -------------------------------------------------------------------------------------

    def add(self, span: PlaceSpan, moves: bool = True) -> None:
        """Keep a place and let it move the context; one of a list (``moves`` False) only hints."""
        self.spans.append(span)
        if not moves and span.code:
            self.scope.hint(span.code)
        elif span.match == "parent_mismatch" and span.code:
            # The text goes on in the township that it prints, not in the register's.
            self.scope.point(span.code, span.text)
            self._know(span)
        elif span.context and span.level != "other":
            self.scope.see(span.code, span.parent, span.text, span.level)
            if span.level in ("township", "village") and span.anchor:
                self._know(span)
        if span.code:
            self.above_codes.update((span.code[:2], span.code[:4]))

    def _know(self, span: PlaceSpan) -> None:
        if span.text not in self.known:
            self.known[span.text] = span
            self.known_ends.add(span.text[-2:])

    def amend(self, span: PlaceSpan) -> None:
        """Replace the last place by what the text after it tells about it."""
        self.spans[-1] = span
        self.known[span.text] = span
        self.known_ends.add(span.text[-2:])
        self.scope.see(span.code, span.parent, span.text, span.level)

    def resolved(
        self,
        start: int,
        end: int,
        code: str,
        match: str,
        confidence: float,
        reason: str,
        context: bool = True,
        moves: bool = True,
    ) -> None:
        """Keep the place of a code."""
        name, level, text = self.register.name(code), level_of(code), self.text[start:end]
        span = PlaceSpan(start, end, text, level, code, name, match, confidence, reason, None, context)
        self.add(span, moves)

    def unresolved(
        self, start: int, end: int, level: str, parent: str | None, reason: str, context: bool = True
    ) -> None:
        """Keep a place without a code, with what it is said to lie in and why it has none."""
        text = self.text[start:end]
        self.add(PlaceSpan(start, end, text, level, None, None, "unresolved", 0.3, reason, parent, context))

    def in_list(self, hit: UpperHit) -> bool:
        """Whether a name stands in a list of its like, be they in the register or not (甲市、乙市)."""
        before = self.text[max(0, hit.start - 2) : hit.start]
        return bool(self.sisters(hit)) or (hit.full and before == hit.name[-1] + "、")

    def sisters(self, hit: UpperHit) -> list[UpperHit]:
        """Return the names that stand beside one in a list (长沙、株洲、湘潭)."""
        beside = []
        if self.text[hit.end : hit.end + 1] == "、":
            beside.append(self.hit_at.get(hit.end + 1))
        if self.text[hit.start - 1 : hit.start] == "、":
            beside.append(self.hit_ending_at.get(hit.start - 1))
        return [sister for sister in beside if sister is not None]

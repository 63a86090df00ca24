"""Places on a page, from province to village, linked to the administrative register.

Reading goes from left to right. Names of provinces, cities and counties are looked up (``upper``);
townships and villages are found by their level word and looked up in the place that stands before them
(芮城县东垆乡), else in the place that the article is about, else in the page's counties (``townships``,
``villages``); 该县 and 镇党委 stand for the place in force (``scope``). What cannot be resolved is kept with
its reason; a code is never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from townledger.page.layout import LaidArticle, Layout
from townledger.places.estates import EstateReader
from townledger.places.gazetteer import UpperHit
from townledger.places.onpage import TITLE_PARTS, PlacePage, PlaceSpan
from townledger.places.register import Register
from townledger.places.scope import WORD_LEVELS
from townledger.places.townships import TownshipReader
from townledger.places.upper import UpperReader
from townledger.places.villages import VillageReader

__all__ = ["PlaceSpan", "article_codes", "read_places"]

_MARK = re.compile(
    r"""(?=[该本我咱全此这整自省市县区旗州盟乡镇街苏居社嘎村小大路巷团农林牧渔茶种良原养园开高管度])(?:
       (?P<deictic>(?<![安齐保完健日基原成资样剧书因如彼自总])
            (?:该|本|我们?|咱们?|全|此|这个|整个)
            (?P<deictic_word>自治区|省|市|县|区|旗|州|盟|乡|镇|街道|苏木|村|社区|嘎查)
            (?![域间划块场值静面路长情民]|委员会))
      |(?P<office>(?P<office_word>自治区|[省市县区旗州盟乡镇]|街道|苏木)
            (?:委(?![员托派任屈会])|(?:人民)?政府|党委|党工委|人大(?!附)|政协|纪委))
      |(?P<township>街道办事处|街道办|街道|苏木|乡(?![亲土愁音情风贤镇])|镇(?![静定痛压守]))
      |(?P<unit>(?:[农林牧渔茶]|种畜|良种|原种|养殖|园艺)场|(?:开发|高新|管理|度假|园)区)
      |(?P<regiment>团(?![队员长体结购委伙聚圆支组]))
      |(?P<village>居委会|社区|嘎查|村)
      |(?P<other>小区|大街|大道|[街路巷](?![道口面灯段线网社村乡镇])))""",
    re.VERBOSE,
)
_QUOTE = 400  # characters of a quotation within which 我们村 is looked at
_SPEAKER = re.compile(rf"[^”\n]{{0,{_QUOTE}}}”")
_SPEAKER_REACH = 14  # characters from the closing quotation mark to the speaker's village
_OWN = frozenset("我本全")  # 我县, 本市, 全省: what the newspaper or the article calls its own
_STOPS = frozenset("。!?;\n")
_SENTENCE = re.compile(r"[^。!?\n]*[。!?\n]?")


class _Readers(NamedTuple):
    """The readers of places below the county."""

    townships: TownshipReader
    villages: VillageReader
    estates: EstateReader


def read_places(layout: Layout, register: Register) -> list[PlaceSpan]:
    """Return the places of a page in flow order, none overlapping.

    Parameters
    ----------
    layout : Layout
        The page in reading order; all offsets are into ``layout.flow.text``.
    register : Register
        The administrative register.
    """
    page = PlacePage(layout, register)
    upper = UpperReader(page)
    readers = _Readers(TownshipReader(page), VillageReader(page), EstateReader(page))
    events: list[tuple[int, int, UpperHit | re.Match[str]]] = [(hit.start, 0, hit) for hit in page.hits]
    events += [(mark.start(), 1, mark) for mark in _MARK.finditer(page.text)]
    events.sort(key=itemgetter(0, 1))
    at = 0
    for article in layout.articles:
        page.enter(article.start, article.end)
        first = len(page.spans)
        head_end = max((p.end for p in article.parts if p.kind in TITLE_PARTS), default=article.start)
        settled = False
        while at < len(events) and events[at][0] < article.end:
            start, _, what = events[at]
            at += 1
            if not settled and start >= head_end:
                settled = True
                _settle(page, page.spans[first:])
            if isinstance(what, UpperHit):
                if start >= page.reached():
                    upper.read(what)
            elif what.end() > page.reached():
                _read_mark(page, readers, what)
        _look_back(page, first)
        _refer_forward(page)
    villages = [s for s in page.spans if s.level == "village" and s.match not in ("alias", "unresolved")]
    spans = [_spoken(page, span, villages) if span.text[0] in "我咱" else span for span in page.spans]
    for start, end in page.speech:
        own = PlaceSpan(start, end, page.text[start:end], "village", None, None, "unresolved", 0.3, "")
        said = _spoken(page, own, villages)
        if said.code is not None:
            insort(spans, said, key=lambda span: span.start)
    return spans


def article_codes(layout: Layout, places: list[PlaceSpan], register: Register) -> list[str | None]:
    """Return the code of each article's main place, None where it has none.

    The headline's places decide, if they lie in one another; else what those of the first sentence that has
    any share, the province only where its cities or counties are named.
    """
    codes = []
    at = 0
    for article in layout.articles:
        own = []
        while at < len(places) and places[at].start < article.end:
            own.append(places[at])
            at += 1
        codes.append(_main_of_article(layout, article, own))
    return codes


def _settle(page: PlacePage, head: list[PlaceSpan]) -> None:
    """Make the headline's place the main place of the article."""
    code = _shared([s for s in head if s.context])
    if code is not None:
        page.scope.settle(code)
        for span in head:
            if span.context and span.level != "other":
                page.scope.see(span.code, span.parent, span.text, span.level)


def _look_back(page: PlacePage, first: int) -> None:
    """Resolve namesakes by the places that the article names after them."""
    own = page.spans[first:]
    lost = [at for at, span in enumerate(own, first) if span.match == "unresolved" and span.anchor is None]
    if not lost:
        return
    known = {s.code[:n] for s in own if s.code and s.context for n in (4, 6) if len(s.code) >= n}
    for at in lost:
        span = page.spans[at]
        above = {"county": 4, "township": 6}.get(span.level)
        if above is not None:
            found = [c for c in page.register.find(span.text, level=span.level) if c[:above] in known]
            if len(found) == 1:
                name = page.register.name(found[0])
                reason = "登记簿全称，上级取自下文"
                page.spans[at] = replace(
                    span, code=found[0], name=name, match="exact", confidence=0.8, reason=reason, context=True
                )


def _read_mark(page: PlacePage, readers: _Readers, mark: re.Match[str]) -> None:
    free, kind = mark.start() >= page.reached(), mark.lastgroup
    if kind == "office":
        word = mark["office_word"]
        read = word in ("乡", "镇", "街道", "苏木") and readers.townships.township(mark.start() + len(word))
        if not read and free and page.clean(mark.start()):
            _refer(page, mark.start(), mark.end(), word)
    elif kind == "deictic":
        if free:
            _refer(page, mark.start(), mark.end(), mark["deictic_word"])
    elif kind == "township":
        readers.townships.township(mark.end())
    elif kind == "unit":
        readers.townships.unit(mark.end())
    elif kind == "regiment":
        readers.townships.regiment(mark.end())
    elif kind == "village":
        if readers.villages.village(mark.end(), len(mark["village"])):
            readers.villages.extend()
    else:
        readers.estates.estate(mark)


def _refer(page: PlacePage, start: int, end: int, word: str) -> None:
    """Read 该县, 全市, 镇党委 as the place in force; leave it out when none is."""
    own = page.text[start] in _OWN
    place = page.scope.refer(word, own)
    if place is None:
        if own and WORD_LEVELS[word] == ("village",):
            page.speech.append((start, end))
        elif own:
            page.pending.append((start, end, word))
    elif place.code is None:
        reason = f"指上文“{place.text}”，该地名未能与登记簿对应"
        page.unresolved(start, end, place.level, place.parent, reason, context=False)
    else:
        reason = f"指上文{page.register.path(place.code)}"
        page.resolved(start, end, place.code, "alias", 0.9, reason, context=False)


def _refer_forward(page: PlacePage) -> None:
    """Read 我县 in a headline as the county that the article names later."""
    for start, end, word in page.pending:
        place = page.scope.refer(word)
        at = bisect_left(page.spans, start, key=lambda span: span.start)
        taken = (at and page.spans[at - 1].end > start) or (
            at < len(page.spans) and page.spans[at].start < end
        )
        if place is not None and place.code is not None and not taken:
            name, text = page.register.name(place.code), page.text[start:end]
            reason = f"指下文{page.register.path(place.code)}"
            found = PlaceSpan(
                start, end, text, place.level, place.code, name, "alias", 0.8, reason, None, False
            )
            page.spans.insert(at, found)
    page.pending.clear()


def _spoken(page: PlacePage, span: PlaceSpan, villages: list[PlaceSpan]) -> PlaceSpan:
    """Return 我们村 as the village of the one who is quoted: “我们村……”赵寨村村民李某说."""
    closing = _SPEAKER.match(page.text, span.end) if span.level == "village" else None
    if closing is None:
        return span
    opening = page.text.rfind("“", max(0, span.start - _QUOTE), span.start)
    before = bisect_left(villages, opening, key=lambda village: village.start) - 1
    after = bisect_left(villages, closing.end(), key=lambda village: village.start)
    between = []
    if before >= 0 and page.text[opening - 1] in ":,":
        between.append((villages[before], page.text[villages[before].end : opening]))
    if after < len(villages) and villages[after].start < closing.end() + _SPEAKER_REACH:
        between.append((villages[after], page.text[closing.end() : villages[after].start]))
    for village, words in between:
        if not set(words) & _STOPS:
            reason = f"引语，指说话人所在的{village.name}"
            return PlaceSpan(
                span.start,
                span.end,
                span.text,
                "village",
                village.code,
                village.name,
                "alias",
                0.9,
                reason,
                context=False,
            )
    return span


def _shared(spans: list[PlaceSpan]) -> str | None:
    """Return the deepest code that all spans agree on: the deepest of a chain, else what they lie in."""
    codes = [span.anchor for span in spans if span.anchor is not None and span.level != "other"]
    if not codes:
        return None
    deepest = max(codes, key=len)
    for length in (12, 9, 6, 4, 2):
        if len(deepest) >= length and all(deepest[:length].startswith(code[:length]) for code in codes):
            return deepest[:length]
    return None


def _main_of_article(layout: Layout, article: LaidArticle, places: list[PlaceSpan]) -> str | None:
    heads = [(part.start, part.end) for part in article.parts if part.kind in TITLE_PARTS]
    head = [p for p in places if any(lo <= p.start < hi for lo, hi in heads)]
    head = [p for p in head if p.context or p.text[0] in _OWN]
    code = _shared(head)
    if code is not None and len(code) > 2:
        return code
    province = code or ""
    text = [p for p in places if p.match != "alias" and not any(lo <= p.start < hi for lo, hi in heads)]
    telling = [p for p in text if len(p.anchor or "") >= 4 and p.context]
    if not telling:
        return None
    sentence = _SENTENCE.match(layout.flow.text, telling[0].start)
    end = sentence.end() if sentence else telling[0].end
    code = _shared([p for p in telling if p.start < end])
    return code if code is not None and code.startswith(province) else None

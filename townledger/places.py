"""Places on a page, from province to village, linked to the administrative register.

Reading goes from left to right. Names of provinces, cities and counties are looked up; townships and villages
are found by their level word and looked up in the place that stands before them (芮城县东垆乡白窝村), else in the
place that the article is about, else in the page's counties. What cannot be resolved is kept with its reason; a
code is never guessed. See ``place_scope`` for what 该县 refers to and ``lookalike`` for repairs.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from townledger.layout import LaidArticle, Layout
from townledger.lookalike import default_glyphs, repair
from townledger.place_characters import name_characters
from townledger.place_gazetteer import Gazetteer, UpperHit, common_nouns, gazetteer
from townledger.place_names import level_of, township_key, village_key
from townledger.place_scope import Remembered, Scope
from townledger.register import Register, Village

__all__ = ["PlaceSpan", "article_codes", "read_places"]


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place named in the flow text, ``flow.text[start:end] == text``."""

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
    context: bool = True  # False in names of newspapers and companies, which move no context


_HAN = "\u4e00-\u9fff"
_DEICTIC_LEVELS = "自治区|省|市|县|区|旗|州|盟|乡|镇|街道|苏木|村|社区|嘎查"
_MARK = re.compile(
    rf"""(?P<deictic>(?<![安齐保完健日基原成资样剧书因如彼自总])
            (?:该|本|我们?|咱们?|全|此|这个|整个)(?P<deictic_word>{_DEICTIC_LEVELS})
            (?![域间划块场值静面路长情民]|委员会))
      |(?P<office>(?P<office_word>自治区|[省市县区旗州盟乡镇]|街道|苏木)
            (?:委(?![员托派任屈会])|(?:人民)?政府|党委|党工委|人大(?!附)|政协|纪委))
      |(?P<township>街道办事处|街道办|街道|苏木|乡(?![亲土愁音情风贤镇])|镇(?![静定痛压守]))
      |(?P<village>居委会|社区|嘎查|村)
      |(?P<other>小区|大街|大道|[街路巷](?![道口面灯]))""",
    re.VERBOSE,
)
_RUN = re.compile(rf"[{_HAN}]+$")
# Words after which a name begins (介词、连词、助词 and the verbs of going somewhere).
_BEFORE_NAME = frozenset(
    "在到对和与及由从向为将把以是于赴让使跟至或被比像如因经同随的了着过即进入往访请领助、"
)
# Adjectives and numerals of place names: before 李庄村 they make it another village.
_NAME_PREFIX = frozenset("东西南北中上下大小前后新旧老古左右内外里高低一二三四五六七八九十")
# After 村 these make it the common noun: 村庄, 村级, 村民 (荆庄村民 is read only when the register has 荆庄).
_COMMON_AFTER = frozenset("庄落级务志规史貌容支集民干")
_LOCATED = re.compile(r"(?:位于|坐落于|坐落在|地处|家住|住在|居住在|来到|走进|途经|沿)$")
_MEDIUM = re.compile(
    r"[·]?(?:晚报|日报|早报|晨报|时报|都市报|商报|青年报|法治报|农民报|经济报|新闻网|新闻客户端|发布|融媒体?|广播|电视台)"
)
_COMPANY = re.compile(rf"[{_HAN}]{{0,16}}?(?:有限公司|股份公司|集团|公司|大学|银行|研究院|证券|保险)")
_AFTER_CITY = re.compile(r"等?地|[、,。]|[市省]|籍|人|站|方言|至")
_TO_CITY = re.compile(r"(?:在|到|赴|往|自|从|来自|远销|进军|位于|抵达|途经|、)$")
_TITLE_PARTS = ("kicker", "title", "subtitle")


def read_places(layout: Layout, register: Register) -> list[PlaceSpan]:
    """Return the places of a page in flow order, none overlapping.

    Parameters
    ----------
    layout : Layout
        The page in reading order; all offsets are into ``layout.flow.text``.
    register : Register
        The administrative register.
    """
    return _Reader(layout, register).read()


class _Reader:
    """One pass over one page."""

    def __init__(self, layout: Layout, register: Register) -> None:
        self._layout = layout
        self._text = layout.flow.text
        self._register = register
        self._gazetteer: Gazetteer = gazetteer(register)
        self._hits = list(self._gazetteer.scan(self._text))
        self._hit_at = {hit.start: hit for hit in self._hits}
        self._page_codes = self._named_in_full()
        counties = [c for c, _ in Counter(c for c in self._page_codes if len(c) == 6).most_common()]
        self._scope = Scope(register, counties)
        self._seen_codes = set(self._page_codes)
        self._spans: list[PlaceSpan] = []
        self._known: dict[str, PlaceSpan] = {}
        self._heads = {
            part.start: part.end
            for article in layout.articles
            for part in article.parts
            if part.kind in _TITLE_PARTS
        }

    def _named_in_full(self) -> list[str]:
        """Return the codes of the counties and cities that the page names in full and without a namesake."""
        return [hit.codes[0] for hit in self._hits if hit.full and len(hit.codes) == 1 and not hit.ordinary]

    # -- the pass -------------------------------------------------------------------------------------------

    def read(self) -> list[PlaceSpan]:
        marks = [(m.start(), 1, m) for m in _MARK.finditer(self._text)]
        events = sorted([*marks, *((h.start, 0, h) for h in self._hits)], key=lambda e: e[:2])
        at = 0
        for article in self._layout.articles:
            self._scope.enter()
            first = len(self._spans)
            head_end = max((p.end for p in article.parts if p.kind in _TITLE_PARTS), default=article.start)
            settled = False
            while at < len(events) and events[at][0] < article.end:
                start, _, what = events[at]
                at += 1
                if not settled and start >= head_end:
                    settled = True
                    self._settle(article, self._spans[first:])
                end = self._spans[-1].end if self._spans else 0
                if isinstance(what, UpperHit):
                    if start >= end:
                        self._upper(what, article)
                elif what.end() > end:
                    self._mark(what, article)
        return self._complete()

    def _settle(self, article: LaidArticle, head: list[PlaceSpan]) -> None:
        code = _main_of(head)
        if code is not None:
            self._scope.settle(code)
            for span in head:
                if span.code is None or span.code.startswith(code[:6]):
                    self._scope.see(span.code, span.parent, span.text, span.level)

    def _add(self, span: PlaceSpan) -> None:
        self._spans.append(span)
        if span.context:
            self._scope.see(span.code, span.parent, span.text, span.level)
            if span.level in ("township", "village") and (span.code or span.parent):
                self._known.setdefault(span.text, span)
        if span.code:
            self._seen_codes.update((span.code[:2], span.code[:4], span.code[:6]))

    def _make(
        self,
        start: int,
        end: int,
        code: str,
        match: str,
        confidence: float,
        reason: str,
        context: bool = True,
    ) -> PlaceSpan:
        name = self._register.name(code)
        return PlaceSpan(
            start,
            end,
            self._text[start:end],
            level_of(code),
            code,
            name,
            match,
            confidence,
            reason,
            None,
            context,
        )

    def _chain(self, start: int) -> PlaceSpan | None:
        """Return the place that ends exactly where ``start`` is."""
        if self._spans and self._spans[-1].end == start:
            return self._spans[-1]
        return None

    # -- provinces, cities, counties ------------------------------------------------------------------------

    def _upper(self, hit: UpperHit, article: LaidArticle) -> None:
        text = self._text
        before = self._chain(hit.start)
        codes = hit.codes
        above = before.code if before and before.code else None
        chained = [c for c in codes if above and c.startswith(above) and c != above]
        follows = self._followed_by_own(hit)
        if chained:
            codes = tuple(chained)
        elif follows:
            codes = tuple(follows)
        context = not _MEDIUM.match(text, hit.end)
        if len(codes) > 1:
            known = [c for c in codes if c in self._page_codes]
            known = known or [c for c in codes if c[:4] in self._seen_codes or self._province_of_scope(c)]
            if len(known) != 1 and hit.full and not hit.ordinary:
                self._refuse(hit, codes)
                return
            if len(known) != 1:
                return
            codes = (known[0],)
        code = codes[0]
        if hit.full:
            if hit.ordinary and not (chained or follows or self._clean(hit.start) and not self._plain(hit)):
                return
            self._add(self._make(hit.start, hit.end, code, "exact", 0.99, "登记簿全称", context))
            return
        if not (chained or follows) and self._gazetteer.in_longer_name(text, hit.end):
            return
        why = self._short_evidence(hit, code, bool(chained), bool(follows))
        if why:
            company = len(code) <= 4 and _COMPANY.match(text, hit.end) is not None
            span = self._make(hit.start, hit.end, code, "short", 0.9, why, context and not company)
            self._add(span)

    def _province_of_scope(self, code: str) -> bool:
        main = self._scope.main
        return main is not None and code[:2] == main[:2] and len(code) == 6 and code[:4] == main[:4]

    def _plain(self, hit: UpperHit) -> bool:
        """Whether a full name is only a common noun without a city before it: 城区, 矿区, 新城区."""
        return hit.name.endswith("区") or hit.name in self._gazetteer.ordinary

    def _followed_by_own(self, hit: UpperHit) -> list[str]:
        """Return those codes of a name whose own county or township stands right after it."""
        after = self._hit_at.get(hit.end)
        if after is not None:
            own = [c for c in hit.codes if any(a.startswith(c) and a != c for a in after.codes)]
            if own:
                return own
        text, end = self._text, hit.end
        own = []
        for code in hit.codes:
            if len(code) == 6:
                towns = self._register.townships(code)
                if any(text[end : end + n] in towns and text[end + n - 1] in "乡镇道木" for n in range(2, 9)):
                    own.append(code)
        return own

    def _short_evidence(self, hit: UpperHit, code: str, chained: bool, follows: bool) -> str | None:
        """Return why a short name is a place here, or None when nothing says so."""
        text = self._text
        if len(code) == 2:
            return "省级简称"
        if chained:
            return "简称，紧接上级地名"
        if follows:
            return "简称，后接所辖地名"
        if not hit.ordinary and code in self._page_codes:
            return "简称，同版有全称"
        if hit.start in self._heads or text[hit.start - 1 : hit.start] in ("\n", ""):
            if text[hit.end : hit.end + 1] in (":", "：") or (not hit.ordinary and hit.start in self._heads):
                return "简称，居标题之首"
        if self._listed(hit, code):
            return "简称，与同级地名并列"
        if len(code) == 4 and (
            not hit.ordinary
            or (_TO_CITY.search(text, max(0, hit.start - 3), hit.start) and _AFTER_CITY.match(text, hit.end))
        ):
            return "地级市简称"
        return None

    def _listed(self, hit: UpperHit, code: str) -> bool:
        """Whether the name stands in a list with a sister place that is named in full or is no ordinary word."""
        text = self._text
        neighbours = []
        if text[hit.end : hit.end + 1] == "、":
            neighbours.append(self._hit_at.get(hit.end + 1))
        if text[hit.start - 1 : hit.start] == "、":
            neighbours += [h for h in self._hits if h.end == hit.start - 1]
        return any(
            n is not None and (n.full or not n.ordinary) and any(c[:-2] == code[:-2] for c in n.codes)
            for n in neighbours
        )

    def _refuse(self, hit: UpperHit, codes: tuple[str, ...]) -> None:
        paths = "、".join(self._register.path(c) for c in codes[:4])
        self._spans.append(
            PlaceSpan(
                hit.start,
                hit.end,
                hit.name,
                level_of(codes[0]),
                None,
                None,
                "unresolved",
                0.0,
                f"同名{len(codes)}处（{paths}{'等' if len(codes) > 4 else ''}），上下文不能确定",
                None,
                False,
            )
        )

    # -- townships, villages and deictics -------------------------------------------------------------------

    def _mark(self, mark: re.Match[str], article: LaidArticle) -> None:
        end = self._spans[-1].end if self._spans else 0
        if mark["office"] and mark.start() >= end:
            level_word = mark["office_word"]
            word_end = mark.start() + len(level_word)
            found = level_word in ("乡", "镇", "街道", "苏木") and self._township(word_end, article)
            if not found and self._clean(mark.start()):
                self._refer(mark.start(), mark.end(), level_word)
        elif mark["deictic"]:
            if mark.start() >= end:
                self._refer(mark.start(), mark.end(), mark["deictic_word"])
        elif mark["township"]:
            self._township(mark.end(), article)
        elif mark["village"]:
            self._village(mark.end(), article)
        elif mark["other"]:
            self._other(mark.end())

    def _refer(self, start: int, end: int, word: str) -> None:
        place = self._scope.refer(word)
        text = self._text[start:end]
        if place is None:
            return
        if place.code is None:
            self._spans.append(
                PlaceSpan(
                    start, end, text, place.level, None, None, "unresolved", 0.0,
                    f"指上文“{place.text}”，该地名未能与登记簿对应", place.parent, False,
                )
            )  # fmt: skip
            return
        name = self._register.name(place.code)
        self._spans.append(
            PlaceSpan(
                start, end, text, place.level, place.code, name, "alias", 0.9,
                f"指上文{self._register.path(place.code)}", None, False,
            )
        )  # fmt: skip

    def _limit(self, end: int, longest: int) -> int:
        """Return where a name that ends at ``end`` can begin at the earliest."""
        last = self._spans[-1].end if self._spans else 0
        run = _RUN.search(self._text, max(last, end - longest), end)
        return run.start() if run else end

    def _clean(self, start: int) -> bool:
        """Whether a name can begin at ``start``: after a mark, a place, or a word that stands before names."""
        if start == 0:
            return True
        before = self._text[start - 1]
        if not "\u4e00" <= before <= "\u9fff" or before in _BEFORE_NAME:
            return True
        if self._spans and self._spans[-1].end == start:
            return True
        return self._text[start - 2 : start] in self._gazetteer.verbs

    def _township(self, end: int, article: LaidArticle) -> bool:
        """Read the township that ends at ``end``; return whether there is one."""
        text, register = self._text, self._register
        start = self._limit(end, 16)
        chain = self._chain(start)
        if chain is not None and chain.level in ("county", "city") and chain.code and start < end - 1:
            surface = text[start:end]
            codes = self._towns_named(surface, chain.code)
            if len(codes) == 1:
                exact = register.name(codes[0]) == surface
                reason = "登记簿全称" if exact else f"登记簿作{register.name(codes[0])}"
                self._add(
                    self._make(
                        start, end, codes[0], "exact" if exact else "short", 0.99 if exact else 0.8, reason
                    )
                )
                return True
        for begin in range(start, end - 1):
            surface = text[begin:end]
            if begin == start and surface in self._known and self._known[surface].level == "township":
                self._again(begin, end, self._known[surface])
                return True
            found = [
                c for county in self._scope.counties() for c in register.townships(county).get(surface, ())
            ]
            found = [c for c in dict.fromkeys(found) if register.name(c) == surface]
            if found and not (len(surface) == 2 and not self._clean(begin)):
                if len(found) > 1:
                    near = [c for c in found if c[:6] == self._scope.counties()[0]]
                    if len(near) != 1:
                        continue
                    found = near
                self._add(self._make(begin, end, found[0], "exact", 0.95, "登记簿全称，上级取自上下文"))
                return True
            if surface in self._known and self._known[surface].level == "township":
                self._again(begin, end, self._known[surface])
                return True
        return self._new_township(start, end, chain)

    def _towns_named(self, surface: str, within: str) -> list[str]:
        """Return the townships of that full name in a place, else those of that name with another level word."""
        towns = self._register.townships(within)
        codes = [c for c in towns.get(surface, ()) if self._register.name(c) == surface]
        return codes or [c for c in towns.get(township_key(surface), ()) if len(township_key(surface)) >= 2]

    def _new_township(self, start: int, end: int, chain: PlaceSpan | None) -> bool:
        """Read a township that no county in force has: a unique name, a look-alike, or an unresolved one."""
        text, register = self._text, self._register
        if self._common(start, end) or text[end : end + 1] == "村":
            return False
        begin = self._tail(start, end, 2 if text[end - 1] in "道木" else 1)
        if begin is None:
            return False
        surface = text[begin:end]
        chained = chain is not None and begin == start
        county = chain.code if chained and chain is not None and chain.code else None
        if county is None or len(county) < 4:
            county = self._scope.code_at("county") or (
                self._scope.page_counties[0] if len(self._scope.page_counties) == 1 else None
            )
        if county is None:
            everywhere = register.find(surface, level="township")
            if len(everywhere) == 1 and len(surface) >= 3:
                self._add(self._make(begin, end, everywhere[0], "exact", 0.85, "全国唯一的全称"))
                return True
            if len(everywhere) > 1:
                self._unresolved(begin, end, "township", None, f"全国同名{len(everywhere)}处，上下文不能确定")
                return True
            return False
        key = township_key(surface)
        level_word = surface[len(key) :]
        names = {
            township_key(register.name(c)): c
            for c in register.children(county, "township")
            if register.name(c).endswith(level_word)
        }
        mended = repair(key, names, register.name(county), default_glyphs(), self._rarity)
        if mended.name is not None:
            self._add(
                self._make(begin, end, names[mended.name], "lookalike", mended.confidence, mended.reason)
            )
        else:
            self._unresolved(begin, end, "township", county, mended.reason)
        return True

    def _village(self, end: int, article: LaidArticle) -> bool:
        text, register = self._text, self._register
        start = self._limit(end, 16)
        if end - start < 2:
            return False
        chain = self._chain(start)
        community = text[end - 2 : end] in ("社区", "委会")
        if chain is not None and chain.code and len(chain.code) in (6, 9):
            found = _of_kind(
                register.village_keys(chain.code).get(village_key(text[start:end]), ()), community
            )
            if len(found) == 1:
                self._add(self._make(start, end, found[0].code, "exact", 0.98, "登记簿名称，紧接上级地名"))
                return True
            if len(found) > 1:
                self._namesakes(start, end, found, chain.code)
                return True
        common = self._common(start, end)
        for begin in range(start, end - 1):
            surface = text[begin:end]
            if len(surface) < (3 if community else 2) or common:
                continue
            if surface in self._known and self._known[surface].level == "village":
                self._again(begin, end, self._known[surface])
                return True
            clean = self._clean(begin)
            if not clean and (len(surface) < 3 or text[begin - 1] in _NAME_PREFIX):
                continue
            if self._village_in_scope(
                begin, end, surface, community, chain if begin == start else None, clean
            ):
                return True
        return self._new_village(start, end, chain, community)

    def _village_in_scope(
        self, begin: int, end: int, surface: str, community: bool, chain: PlaceSpan | None, clean: bool
    ) -> bool:
        """Look a village up in the township in force, then in the counties in force."""
        register, scope = self._register, self._scope
        key = village_key(surface)
        town = scope.code_at("township")
        if town is not None and (chain is None or chain.level != "township"):
            found = _of_kind(register.village_keys(town).get(key, ()), community)
            if len(found) == 1:
                self._add(self._make(begin, end, found[0].code, "exact", 0.95, "登记簿名称，上级取自上下文"))
                return True
        for county in scope.counties():
            if chain is not None and chain.code and not chain.code.startswith(county):
                continue
            found = _of_kind(register.village_keys(county).get(key, ()), community)
            if not found:
                continue
            if len(found) > 1:
                if clean:
                    self._namesakes(begin, end, found, county)
                    return True
                continue
            above = register.parent(found[0].code) or county
            if chain is not None and chain.level == "township":
                self._add(
                    self._make(
                        begin, end, found[0].code, "parent_mismatch", 0.7,
                        f"原文上级为{chain.name or chain.text}，登记簿中{found[0].name}属{register.name(above)}",
                    )
                )  # fmt: skip
            else:
                self._add(
                    self._make(
                        begin,
                        end,
                        found[0].code,
                        "exact",
                        0.9,
                        f"{register.name(county)}内唯一的同名村（社区）",
                    )
                )
            return True
        return False

    def _new_village(self, start: int, end: int, chain: PlaceSpan | None, community: bool) -> bool:
        """Read a village that the register lacks where it should be: a look-alike, or an unresolved one."""
        text, register, scope = self._text, self._register, self._scope
        if text[end : end + 1] in _COMMON_AFTER and text[end : end + 1] or self._common(start, end):
            return False
        begin = self._tail(start, end, 1 if text[end - 1] == "村" else 2)
        if begin is None:
            return False
        surface = text[begin:end]
        stated = chain.code or chain.parent if chain is not None and begin == start else None
        if chain is not None and begin == start and chain.code is None and chain.parent is None:
            return False
        parent = stated or scope.code_at("township") or scope.code_at("county")
        if parent is None and len(scope.page_counties) == 1:
            parent = scope.page_counties[0]
        if parent is None or len(parent) < 6:
            return False
        key = village_key(surface)
        parents = [parent] if len(parent) == 6 or stated else [parent, parent[:6]]
        reason = ""
        for within in parents:
            names = register.village_keys(within)
            mended = repair(key, names, register.name(within), default_glyphs(), self._rarity)
            reason = reason or mended.reason
            if mended.name is not None:
                found = _of_kind(names[mended.name], community)
                if len(found) == 1:
                    self._add(
                        self._make(begin, end, found[0].code, "lookalike", mended.confidence, mended.reason)
                    )
                    return True
        self._unresolved(begin, end, "village", parent, reason)
        return True

    def _namesakes(self, start: int, end: int, found: list[Village], within: str) -> None:
        towns = "、".join(dict.fromkeys(self._register.name(v.code[:9]) for v in found[:4]))
        self._unresolved(
            start,
            end,
            "village",
            within,
            f"{self._register.name(within)}内同名{len(found)}处（{towns}），不能确定",
        )

    def _again(self, start: int, end: int, known: PlaceSpan) -> None:
        self._add(replace(known, start=start, end=end, reason=known.reason))

    def _other(self, end: int) -> None:
        """Read a road or a housing estate that is said to be where something is; it has no code."""
        start = self._limit(end, 9)
        chain = self._chain(start)
        if not (chain is not None or _LOCATED.search(self._text, max(0, start - 4), end)):
            return
        match = None
        for begin in range(start, end - 2):
            if _LOCATED.search(self._text, max(0, begin - 4), begin) or (
                chain is not None and begin == start
            ):
                match = begin
        if match is None or any(c in _BEFORE_NAME for c in self._text[match:end]):
            return
        surface = self._text[match:end]
        above = self._scope.code_at("township") or self._scope.code_at("county")
        self._spans.append(
            PlaceSpan(
                match,
                end,
                surface,
                "other",
                None,
                None,
                "unresolved",
                0.5,
                "道路、小区无行政区划代码",
                above,
                False,
            )
        )

    def _tail(self, start: int, end: int, word: int) -> int | None:
        """Return where an unregistered name begins whose level word is the last ``word`` characters.

        None when no name can stand here: no word boundary before it, characters that no name has, a word of
        the language. A name that neither follows its parent nor stands at a mark must come again on the page.
        """
        text, phrases = self._text, self._gazetteer.phrases
        stem_end = end - word
        for begin in range(stem_end - 1, max(start, stem_end - 6) - 1, -1):
            stem = text[begin:stem_end]
            if len(stem) + word < 3 or stem[0] in _BEFORE_NAME or not self._clean(begin):
                continue
            if stem in phrases or stem[:2] in self._gazetteer.verbs or not name_characters().fit(stem):
                return None
            chained = self._chain(begin)
            if chained is not None and (chained.code or chained.parent):
                return begin
            marked = begin == 0 or not "\u4e00" <= text[begin - 1] <= "\u9fff"
            known = bool(self._register.find(text[begin:end], level="village")) if word < 3 else False
            if (marked and 2 <= len(stem) <= 3) or known or text.count(text[begin:end]) > 1:
                return begin
            return None
        return None

    def _common(self, begin: int, end: int) -> bool:
        surface = self._text[begin:end].replace("村村", "村")
        return surface.endswith(common_nouns())

    def _unresolved(self, start: int, end: int, level: str, parent: str | None, reason: str) -> None:
        self._add(
            PlaceSpan(start, end, self._text[start:end], level, None, None, "unresolved", 0.3, reason, parent)
        )

    def _rarity(self, before: str, after: str) -> int:
        return self._register.count_patterned(before, after)

    def _complete(self) -> list[PlaceSpan]:
        return self._spans


def _of_kind(found: tuple[Village, ...], community: bool) -> list[Village]:
    """Return the villages, or the communities, among namesakes; all of them when none is of the kind."""
    return [v for v in found if v.is_community == community] or list(found)


def _main_of(spans: list[PlaceSpan]) -> str | None:
    """Return the deepest place that the spans of a headline agree on, or None."""
    anchors = [s.code or s.parent for s in spans if s.context and s.level != "other"]
    codes = [code for code in anchors if code is not None]
    if not codes:
        return None
    deepest = max(codes, key=len)
    if all(deepest.startswith(code) for code in codes):
        return deepest
    for length in (9, 6, 4, 2):
        heads = {code[:length] for code in codes if len(code) >= length}
        if len(heads) == 1 and all(next(iter(heads)).startswith(code[:length]) for code in codes):
            return heads.pop()
    return None


def article_codes(layout: Layout, places: list[PlaceSpan], register: Register) -> list[str | None]:
    """Return the code of each article's main place, None where it has none."""
    found: list[str | None] = []
    for article in layout.articles:
        found.append(
            _article_code(layout, article, [p for p in places if article.start <= p.start < article.end])
        )
    return found


def _article_code(layout: Layout, article: LaidArticle, places: list[PlaceSpan]) -> str | None:
    head = [
        place
        for part in article.parts
        if part.kind in _TITLE_PARTS
        for place in places
        if part.start <= place.start < part.end
    ]
    code = _main_of(head)
    if code is not None and len(code) > 2:
        return code
    own = [p for p in places if p.context and (p.code or p.parent or "")[:6].__len__() == 6]
    if not own:
        return None
    first = own[0]
    chain = [first]
    for place in own[1:]:
        if place.start != chain[-1].end:
            break
        chain.append(place)
    return _main_of(chain)

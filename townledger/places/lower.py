"""Townships and villages: names found by their level word and looked up in the place that they lie in.

The order of looking is the order of trust: in the place that stands right before the name, among the names
that the page has used before, in the township and the counties that the article talks about. What is found
nowhere is a look-alike inside its stated parent (``lookalike``), or kept unresolved, or no place at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from townledger.places.characters import name_characters
from townledger.places.gazetteer import common_noun_at_end, common_nouns
from townledger.places.lookalike import default_glyphs, repair
from townledger.places.names import stem_length, township_key, village_key, without_people
from townledger.places.onpage import BEFORE_NAME, PlacePage, PlaceSpan
from townledger.places.register import Village

_LONGEST = 16  # characters of a township's or village's name with its level word
# Adjectives and numerals of place names: before 李庄村 they make it another village.
_NAME_PREFIX = frozenset("东西南北中上下大小前后新旧老古左右内外里高低一二三四五六七八九十")
_NEARBY = 20_000  # characters around a name within which it must come again; a page has fewer
_MOST_NAMESAKES = 60  # townships of one name whose villages are compared with the article (城关镇 has 200)
_KEY_LENGTHS = range(2, 7)  # characters of a village's name without its level word
_FEW = 20  # villages of one name in the whole register: 新华 has hundreds, 青阳路 two
_MONGOLIAN = ("嘎查", "苏木")  # level words of names that render Mongolian, up to ten characters long
_QUOTED = re.compile(r"“”|‘’|《》")  # a slogan (“书香社区”): names of places stand without quotation marks
_VILLAGE_WORD = re.compile(r"村|社区|嘎查")
_LEVEL_CHARACTERS = frozenset("乡镇村县市")
# After 村 these make the common noun: 村庄, 村级, 村民 (荆庄村民 is read only when the register has 荆庄).
_COMMON_AFTER = frozenset("庄落级务志规史貌容支集民干官企")
# What 村 begins after the name of a village: 西村村民, 西村村委会, 西村村口.
_AFTER_VILLAGE = frozenset(_COMMON_AFTER | set("委里内口头部党组中东西南北外边旁史医校道"))
_TOWNSHIP_GOES_ON = re.compile(r"[\u4e00-\u9fff]{0,2}?(?:乡|镇|街道|苏木)")
_LOCATED = re.compile(r"(?:位于|坐落于|坐落在|地处|家住|住在|居住在|走进|途经)")
_TOWN_AREA = re.compile(r"城区|市区|县城|城关|区(?!域)")


class LowerReader:
    """Reads the township, village, road or housing estate whose level word ends somewhere."""

    def __init__(self, page: PlacePage) -> None:
        self._page = page

    # -- townships ------------------------------------------------------------------------------------------

    def township(self, end: int) -> bool:
        """Read the township that ends at ``end``; return whether there is one."""
        page, register = self._page, self._page.register
        start = page.earliest(end, _LONGEST)
        if end - start < 2:
            return False
        chain = page.chain(start)
        if chain is not None and chain.code and chain.level in ("county", "city"):
            surface = page.text[start:end]
            towns = register.townships(chain.code)
            codes = self._towns_of_name(surface, township_key(surface), towns)
            if len(codes) == 1:
                name = register.name(codes[0])
                if register.shadow_name(codes[0]) == surface:
                    page.resolved(start, end, codes[0], "exact", 0.99, "登记簿全称，紧接上级地名")
                else:
                    page.resolved(start, end, codes[0], "short", 0.8, f"登记簿作{name}")
                return True
        places = self._towns_in_scope()
        stem = start + stem_length(page.text[start:end], township_key)
        for begin in range(start, end - 1):
            surface = page.text[begin:end]
            key = page.text[begin:stem] if stem - begin >= 2 else township_key(surface)
            if surface in page.known and self._again(begin, end, "township"):
                return True
            for towns in places:
                if surface in towns or key in towns:
                    if self._township_in_scope(begin, end, key, places):
                        return True
                    break
        # 景德镇 is a city, whether or not it could be read as one here.
        return end not in page.hit_ending_at and self._new_township(start, end, chain)

    def unit(self, end: int) -> None:
        """Read a farm, a forest or a development zone that the register has among the townships.

        Only by its full name, and where a name can begin: most farms are no unit of administration.
        """
        page, register = self._page, self._page.register
        start = page.earliest(end, _LONGEST)
        for begin in range(start, end - 3):
            if not page.clean(begin):
                continue
            surface = page.text[begin:end]
            found = next((t[surface] for t in self._towns_in_scope() if surface in t), ())
            if len(found) == 1 and register.shadow_name(found[0]) == surface:
                page.resolved(begin, end, found[0], "exact", 0.95, "登记簿全称，上级取自上下文")
                return

    def _towns_of_name(self, surface: str, key: str, towns: dict[str, tuple[str, ...]]) -> list[str]:
        """Return the townships of that full name in a place, else of that name with another level word."""
        register = self._page.register
        codes = [c for c in towns.get(surface, ()) if register.shadow_name(c) == surface]
        return codes or [c for c in towns.get(key, ()) if 2 <= len(key) < len(surface)]

    def _towns_in_scope(self) -> list[dict[str, tuple[str, ...]]]:
        """Return the townships of the counties in force, then those of the city."""
        scope, city = self._page.scope, self._page.scope.code_at("city")
        return [self._page.register.townships(c) for c in (*scope.counties(), *([city] if city else ()))]

    def _township_in_scope(
        self, begin: int, end: int, key: str, places: list[dict[str, tuple[str, ...]]]
    ) -> bool:
        page, register = self._page, self._page.register
        surface = page.text[begin:end]
        if len(surface) == 2 and not page.clean(begin):
            return False
        here = page.scope.code_at("township")
        own = register.shadow_name(here) if here is not None else ""
        if here is not None and 2 < len(surface) < len(own) and own.endswith(surface):
            # 巴彦塔拉达斡尔民族乡 goes on as 达斡尔民族乡, which another county may have.
            page.resolved(begin, end, here, "short", 0.85, f"指上文{register.name(here)}")
            return True
        for towns in places:
            found = self._towns_of_name(surface, key, towns)
            if len(found) == 1 and register.shadow_name(found[0]) == surface:
                page.resolved(begin, end, found[0], "exact", 0.95, "登记簿全称，上级取自上下文")
                return True
            if len(found) == 1 and register.name(found[0])[-1] == surface[-1] and page.clean(begin):
                page.resolved(begin, end, found[0], "short", 0.85, f"登记簿作{register.name(found[0])}")
                return True
        return False

    def _new_township(self, start: int, end: int, chain: PlaceSpan | None) -> bool:
        """Read a township that no place in force has: a unique name, a look-alike, or an unresolved one."""
        page, register, text = self._page, self._page.register, self._page.text
        if text[end : end + 1] == "村":
            return False
        if not page.scope.counties() and end - start >= 3 and page.at_mark(start):
            everywhere = register.find(text[start:end], level="township")
            if len(everywhere) == 1:
                page.resolved(start, end, everywhere[0], "exact", 0.85, "全国唯一的全称")
                return True
            if everywhere and not self._noun(start, end):
                self._many(start, end, everywhere)
                return True
        noun, follows = self._noun(start, end), chain is not None and chain.level == "county"
        if noun and not (follows and noun == 2):
            return False
        tail = self._tail(start, end, 2 if text[end - 1] in "道木" else 1)
        if tail is None:
            return False
        begin, plausible = tail
        surface = text[begin:end]
        county = chain.code if chain is not None and begin == start and chain.level == "county" else None
        county = county or next(iter(page.scope.counties()), None)
        if county is None:
            everywhere = register.find(surface, level="township")
            if len(everywhere) == 1 and len(surface) >= 3:
                page.resolved(begin, end, everywhere[0], "exact", 0.85, "全国唯一的全称")
                return True
            if len(everywhere) > 1 and plausible:
                self._many(begin, end, everywhere)
                return True
            return False
        key = township_key(surface)
        names = {
            township_key(register.shadow_name(c)): c
            for c in register.children(county, "township")
            if register.name(c).endswith(surface[len(key) :])
        }
        mended = repair(key, names, register.name(county), default_glyphs(), register.count_patterned)
        if mended.name is not None:
            page.resolved(begin, end, names[mended.name], "lookalike", mended.confidence, mended.reason)
            return True
        if plausible and not noun:
            page.unresolved(begin, end, "township", county, mended.reason)
        return plausible and not noun

    def _many(self, begin: int, end: int, namesakes: list[str]) -> None:
        """Read one of many townships of that name: the one whose villages the article names, or none."""
        page = self._page
        own = {code: self._named_in_article(code) for code in namesakes[:_MOST_NAMESAKES]}
        having = [code for code, keys in own.items() if keys]
        if len(having) == 1 and len(namesakes) <= _MOST_NAMESAKES and self._telling(own[having[0]]):
            reason = f"全国同名{len(namesakes)}处中只有此处辖文中的{'、'.join(own[having[0]][:4])}"
            page.resolved(begin, end, having[0], "exact", 0.8, reason)
        else:
            reason = f"全国同名{len(namesakes)}处，上下文不能确定"
            page.unresolved(begin, end, "township", None, reason)

    def _named_in_article(self, township: str) -> list[str]:
        """Return the keys of those villages of a township that the article seems to name."""
        page = self._page
        if page.tails is None:
            ends = (mark.start() for mark in _VILLAGE_WORD.finditer(page.text, *page.article))
            page.tails = {page.text[end - n : end] for end in ends for n in _KEY_LENGTHS if end > n}
        return [key for key in page.register.village_keys(township) if key in page.tails]

    def _telling(self, keys: list[str]) -> bool:
        """Whether villages tell their township: two do, and one whose name few others bear."""
        return len(keys) > 1 or len(self._page.register.find(keys[0], level="village")) <= _FEW

    # -- villages -------------------------------------------------------------------------------------------

    def village(self, end: int, word: int) -> bool:
        """Read the village that ends at ``end`` with a level word of ``word`` characters, if there is one."""
        page, text = self._page, self._page.text
        start = page.earliest(end, _LONGEST)
        if end - start <= word or self._goes_on_as_township(start, end):
            return False
        chain = page.chain(start)
        community = text[end - 1] != "村" and not text.endswith("嘎查", 0, end)
        if chain is not None and chain.code and len(chain.code) in (6, 9):
            found = self._villages_of_name(text[start:end], chain.code, community)
            if len(found) == 1:
                page.resolved(start, end, found[0].code, "exact", 0.98, "登记簿名称，紧接上级地名")
                return True
            if found:
                self._namesakes(start, end, found, chain.code)
                return True
        if chain is not None and chain.level == "township" and chain.anchor is None:
            return self._pair(start, end, chain, community)
        noun = self._noun(start, end)
        stem = start + stem_length(text[start:end], village_key)
        places = self._villages_in_scope(stem, end - word, end) if noun < 3 else []
        if places or text[end - 2 : end] in page.known_ends:
            for begin in range(start, end - word):
                surface = text[begin:end]
                if surface in page.known and self._again(begin, end, "village"):
                    return True
                key = text[begin:stem] if stem - begin >= 2 else village_key(surface)
                if any(key in villages for villages in places) and surface not in common_nouns():
                    stated = chain if begin == start else None
                    if self._village_in_scope(begin, end, key, community, stated):
                        return True
        if noun and (noun > 2 or chain is None or chain.level != "township"):
            return False
        return self._new_village(start, end, chain, community, word, bool(noun))

    def extend(self) -> None:
        """Give the village that was read last the second 村 of its name: 西村村, where 西村 is the key."""
        page = self._page
        span = page.spans[-1]
        more = page.text[span.end : span.end + 2]
        if span.code is None or more[:1] != "村" or more[1:] in _AFTER_VILLAGE or span.text[-1] != "村":
            return
        if page.register.short(span.code).endswith("村"):
            page.amend(replace(span, end=span.end + 1, text=span.text + "村"))

    def _goes_on_as_township(self, start: int, end: int) -> bool:
        """Whether 村 stands inside a township's name (胡村镇, 南村街道)."""
        page, text = self._page, self._page.text
        more = _TOWNSHIP_GOES_ON.match(text, end)
        if more is None:
            return False
        chain = page.chain(start)
        within = (
            [chain.code]
            if chain is not None and chain.code and len(chain.code) == 6
            else page.scope.counties()
        )
        names = [text[begin : more.end()] for begin in range(start, end)]
        names += [township_key(name) for name in names]  # 西留村乡, now 西留村镇
        return any(name in page.register.townships(code) for code in within for name in names)

    def _pair(self, start: int, end: int, town: PlaceSpan, community: bool) -> bool:
        """Read a village after a township of many namesakes: the one that has such a village is meant."""
        page, register = self._page, self._page.register
        namesakes = register.find(town.text, level="township")
        having = [c for c in namesakes if self._villages_of_name(page.text[start:end], c, community)]
        found = self._villages_of_name(page.text[start:end], having[0], community) if len(having) == 1 else []
        if len(found) != 1:
            return False
        name, reason = register.name(having[0]), f"全国同名{len(namesakes)}处中只有此处辖{found[0].name}"
        page.amend(replace(town, code=having[0], name=name, match="exact", confidence=0.8, reason=reason))
        page.resolved(start, end, found[0].code, "exact", 0.8, "登记簿名称，紧接上级地名")
        return True

    def _villages_of_name(self, surface: str, within: str, community: bool) -> list[Village]:
        """Return the villages, or the communities, of that name; both when none is of the kind."""
        return self._villages_of_key(village_key(surface), within, community)

    def _villages_of_key(self, key: str, within: str, community: bool) -> list[Village]:
        found = self._page.register.village_keys(within).get(key, ())
        return [v for v in found if v.is_community == community] or list(found)

    def _villages_in_scope(self, *key_ends: int) -> list[dict[str, tuple[Village, ...]]]:
        """Return the villages of the counties in force, and of a township that lies in none of them.

        Only of those that have a village whose key ends as the text does at one of ``key_ends``: before all
        level words, before the last (四联村), or behind it, where it belongs to the key (肖村).
        """
        register, text = self._page.register, self._page.text
        counties, town = self._page.scope.counties(), self._page.scope.code_at("township")
        codes = [town, *counties] if town is not None and town[:6] not in counties else counties
        tails = [text[end - 2 : end] for end in key_ends]
        return [register.village_keys(c) for c in codes if not register.village_tails(c).isdisjoint(tails)]

    def _village_in_scope(
        self, begin: int, end: int, key: str, community: bool, chain: PlaceSpan | None
    ) -> bool:
        """Look a village up in the township in force, then in the counties in force."""
        page, scope = self._page, self._page.scope
        surface = page.text[begin:end]
        clean = page.clean(begin)
        if not clean and (len(surface) < 3 or page.text[begin - 1] in _NAME_PREFIX or self._stray(begin)):
            return False
        stated = chain if chain is not None and chain.level == "township" else None
        town = scope.code_at("township")
        if town is not None and stated is None:
            found = self._villages_of_key(key, town, community)
            if len(found) == 1:
                page.resolved(begin, end, found[0].code, "exact", 0.95, "登记簿名称，上级取自上下文")
                return True
        for county in scope.counties():
            if chain is not None and chain.anchor and not chain.anchor.startswith(county):
                continue
            found = self._villages_of_key(key, county, community)
            if len(found) > 1 and clean:
                self._namesakes(begin, end, found, county)
                return True
            if len(found) == 1:
                self._found_in_county(begin, end, found[0], county, stated, community)
                return True
        return False

    def _stray(self, begin: int) -> bool:
        """Whether one or two characters that are no word stand between a place or a mark and ``begin``.

        They are part of another name: 芳山镇辈郭屯村 is not 郭屯村.
        """
        page = self._page
        if page.clean(begin - 1):
            return True
        between = page.text[begin - 2 : begin]
        return page.chain(begin - 2) is not None and between not in page.gazetteer.phrases

    def _found_in_county(
        self, begin: int, end: int, village: Village, county: str, stated: PlaceSpan | None, community: bool
    ) -> None:
        """Keep a village that is the only one of its name in the county."""
        page, register = self._page, self._page.register
        above = register.parent(village.code) or county
        own, alone = register.name(above), f"{register.name(county)}内唯一的同名村（社区）"
        main = page.scope.main
        if stated is not None:
            meant = None if stated.code else self._meant(stated.text, own)
            if meant is not None:
                # 太西街道潞才社区: the village says which township was meant.
                match, why = meant
                reason = f"{why}{own}，由所辖{village.name}印证"
                page.amend(replace(stated, code=above, name=own, match=match, confidence=0.75, reason=reason))
                page.resolved(begin, end, village.code, "exact", 0.9, alone)
            elif village.is_community != community:
                reason = f"登记簿中{stated.name or stated.text}无此村，另有{village.name}属{own}"
                page.unresolved(begin, end, "village", stated.anchor, reason)
            else:
                reason = f"原文上级为{stated.name or stated.text}，登记簿中{village.name}属{own}"
                page.resolved(begin, end, village.code, "parent_mismatch", 0.7, reason)
        elif main is not None and len(main) >= 9 and not village.code.startswith(main[:9]):
            reason = f"本文写{register.name(main[:9])}，登记簿中{village.name}属{own}"
            page.resolved(begin, end, village.code, "parent_mismatch", 0.6, reason)
        elif village.is_community != community:
            # A village may have become a community, and another community may bear its name.
            page.resolved(begin, end, village.code, "short", 0.75, f"{alone}，登记簿作{village.name}")
        else:
            page.resolved(begin, end, village.code, "exact", 0.9, alone)

    @staticmethod
    def _meant(printed: str, name: str) -> tuple[str, str] | None:
        """Return how a printed township can stand for one of the register: shortened, or misprinted."""
        short, long = township_key(printed), township_key(name)
        rest = iter(long)
        if 2 <= len(short) < len(long) and short[0] == long[0] and all(c in rest for c in short):
            return "short", "略称，指"
        wrong = [(a, b) for a, b in zip(short, long, strict=False) if a != b]
        if len(printed) == len(name) and len(wrong) == 1 and not default_glyphs().contrast(*wrong[0]):
            return "lookalike", f"一字之差（{wrong[0][0]}/{wrong[0][1]}），当为"
        return None

    def _new_village(
        self, start: int, end: int, chain: PlaceSpan | None, community: bool, word: int, noun: bool
    ) -> bool:
        """Read a village that the register lacks where it should be: a look-alike, or an unresolved one.

        ``noun``: the text ends in a common noun (山村), so that only a look-alike can stand (风山村, 凤山村).
        """
        page, register, text = self._page, self._page.register, self._page.text
        if text[end : end + 1] in _COMMON_AFTER and end < len(text):
            return False
        tail = self._tail(start, end, word)
        if tail is None:
            return False
        begin, plausible = tail
        stated = chain if chain is not None and begin == start else None
        if stated is not None and stated.anchor is None:
            return False
        parent = stated.anchor if stated is not None else page.scope.code_at("township")
        parent = parent or next(iter(page.scope.counties()), None)
        if parent is None or len(parent) < 6:
            return False
        key = village_key(text[begin:end])
        reason = ""
        if self._without_people(begin, end, key, parent, community):
            return True
        for within in [parent] if stated is not None else dict.fromkeys((parent, parent[:6])):
            if len(within) == 6 and len(key) < 3 and (stated is None or stated.code != within):
                # Two characters, of which one is wrong, say too little among a county's hundreds of villages.
                reason = reason or f"登记簿中{register.name(within)}内无此名，疑为自然村、合并前的村或新设"
                continue
            names = register.village_keys(within)
            mended = repair(key, names, register.name(within), default_glyphs(), register.count_patterned)
            reason = reason or mended.reason
            found = self._villages_of_name(mended.name, within, community) if mended.name else []
            if len(found) == 1 and found[0].is_community == community:
                page.resolved(begin, end, found[0].code, "lookalike", mended.confidence, mended.reason)
                return True
        if plausible and not noun:
            page.unresolved(begin, end, "village", parent, reason)
        return plausible and not noun

    def _without_people(self, begin: int, end: int, key: str, within: str, community: bool) -> bool:
        """Read 汪家园畲族社区 as 汪家园社区 of the register."""
        bare = without_people(key)
        found = self._villages_of_key(bare, within, community) if bare != key else []
        if len(found) != 1:
            return False
        self._page.resolved(begin, end, found[0].code, "short", 0.8, f"登记簿作{found[0].name}")
        return True

    def _namesakes(self, start: int, end: int, found: Iterable[Village], within: str) -> None:
        page, found = self._page, list(found)
        names = list(dict.fromkeys(page.register.name(v.code[:9]) for v in found))
        reason = f"{page.register.name(within)}内同名{len(found)}处（{'、'.join(names[:4])}），不能确定"
        page.unresolved(start, end, "village", within, reason)

    # -- roads and housing estates --------------------------------------------------------------------------

    def other(self, mark: re.Match[str]) -> None:
        """Read a road or a housing estate that is said to be where something is; it has no code."""
        page, end = self._page, mark.end()
        start = page.earliest(end, 9)
        located = _LOCATED.search(page.text, max(0, start - 4), mark.start())
        if located is not None and located.end() >= start:
            begin = located.end()
        elif page.chain(start) is not None:
            begin = start
        else:
            return
        area = _TOWN_AREA.match(page.text, begin)
        begin = area.end() if area else begin
        stem = page.text[begin : mark.start()]
        if not 2 <= len(stem) <= 4 or page.text[end - 2 : end] in page.gazetteer.verbs:
            return
        if stem[:2] in page.gazetteer.verbs or any(c in BEFORE_NAME for c in stem) or self._noun(begin, end):
            return
        above = page.scope.code_at("township") or page.scope.code_at("county")
        page.unresolved(begin, end, "other", above, "道路、小区无行政区划代码", context=False)

    # -- what can be a name ---------------------------------------------------------------------------------

    def _again(self, begin: int, end: int, level: str) -> bool:
        """Read a name that the page has used before."""
        page = self._page
        known = page.known.get(page.text[begin:end])
        if known is None or known.level != level:
            return False
        above = known.anchor
        main = page.scope.main
        if above is not None and main is not None and above[:4] != main[:4]:
            return False
        page.add(known.again(begin, end))
        return True

    def _tail(self, start: int, end: int, word: int) -> tuple[int, bool] | None:
        """Return where an unregistered name begins, and whether it may stand as an unresolved place.

        ``word`` is the length of its level word. None when no name can stand here: no boundary before it, or
        a word of the language. To stand unresolved it must be made of characters that names have, and follow
        its parent, stand at a mark, be the name of a village elsewhere, or come again on the page.
        """
        page, text, verbs = self._page, self._page.text, self._page.gazetteer.verbs
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
            if any(word in stem for word in _MONGOLIAN) or _QUOTED.match(
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

    def _noun(self, begin: int, end: int) -> int:
        """Return the length of the common noun that the text ends in (示范村, 相关村村), 0 when in none."""
        return common_noun_at_end(self._page.text[begin:end].replace("村村", "村"))

"""Villages and communities: found by their level word, looked up in the township and counties in force."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from townledger.places.gazetteer import common_nouns
from townledger.places.lookalike import default_glyphs, repair
from townledger.places.lower import LONGEST, LowerReader
from townledger.places.names import stem_length, township_key, village_key, without_people
from townledger.places.onpage import PlaceSpan
from townledger.places.register import Village

# Adjectives and numerals of place names: before 李庄村 they make it another village.
_NAME_PREFIX = frozenset("东西南北中上下大小前后新旧老古左右内外里高低一二三四五六七八九十")
# After 村 these make the common noun: 村庄, 村级, 村民 (荆庄村民 is read only when the register has 荆庄).
_COMMON_AFTER = frozenset("庄落级务志规史貌容支集民干官企")
# What 村 begins after the name of a village: 西村村民, 西村村委会, 西村村口.
_AFTER_VILLAGE = frozenset(_COMMON_AFTER | set("委里内口头部党组中东西南北外边旁史医校道"))
_TOWNSHIP_GOES_ON = re.compile(r"[\u4e00-\u9fff]{0,2}?(?:乡|镇|街道|苏木)")


class VillageReader(LowerReader):
    """Reads the village or community whose level word ends somewhere."""

    def village(self, end: int, word: int) -> bool:
        """Read the village that ends at ``end`` with a level word of ``word`` characters, if there is one."""
        page, text = self.page, self.page.text
        start = page.earliest(end, LONGEST)
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
        noun = self.noun(start, end)
        stem = start + stem_length(text[start:end], village_key)
        places = self._villages_in_scope(stem, end - word, end) if noun < 3 else []
        if places or text[end - 2 : end] in page.known_ends:
            for begin in range(start, end - word):
                surface = text[begin:end]
                if surface in page.known and self.again(begin, end, "village"):
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
        page = self.page
        span = page.spans[-1]
        more = page.text[span.end : span.end + 2]
        if span.code is None or more[:1] != "村" or more[1:] in _AFTER_VILLAGE or span.text[-1] != "村":
            return
        if page.register.short(span.code).endswith("村"):
            page.amend(replace(span, end=span.end + 1, text=span.text + "村"))

    def _goes_on_as_township(self, start: int, end: int) -> bool:
        """Whether 村 stands inside a township's name (胡村镇, 南村街道)."""
        page, text = self.page, self.page.text
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
        page, register = self.page, self.page.register
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
        found = self.page.register.village_keys(within).get(key, ())
        return [v for v in found if v.is_community == community] or list(found)

    def _villages_in_scope(self, *key_ends: int) -> list[dict[str, tuple[Village, ...]]]:
        """Return the villages of the counties in force, and of a township that lies in none of them.

        Only of those that have a village whose key ends as the text does at one of ``key_ends``: before all
        level words, before the last (四联村), or behind it, where it belongs to the key (肖村).
        """
        register, text = self.page.register, self.page.text
        counties, town = self.page.scope.counties(), self.page.scope.code_at("township")
        codes = [town, *counties] if town is not None and town[:6] not in counties else counties
        tails = [text[end - 2 : end] for end in key_ends]
        return [register.village_keys(c) for c in codes if not register.village_tails(c).isdisjoint(tails)]

    def _village_in_scope(
        self, begin: int, end: int, key: str, community: bool, chain: PlaceSpan | None
    ) -> bool:
        """Look a village up in the township in force, then in the counties in force."""
        page, scope = self.page, self.page.scope
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
        page = self.page
        if page.clean(begin - 1):
            return True
        between = page.text[begin - 2 : begin]
        return page.chain(begin - 2) is not None and between not in page.gazetteer.phrases

    def _found_in_county(
        self, begin: int, end: int, village: Village, county: str, stated: PlaceSpan | None, community: bool
    ) -> None:
        """Keep a village that is the only one of its name in the county."""
        page, register = self.page, self.page.register
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
        page, register, text = self.page, self.page.register, self.page.text
        if text[end : end + 1] in _COMMON_AFTER and end < len(text):
            return False
        tail = self.tail(start, end, word)
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
        self.page.resolved(begin, end, found[0].code, "short", 0.8, f"登记簿作{found[0].name}")
        return True

    def _namesakes(self, start: int, end: int, found: Iterable[Village], within: str) -> None:
        page, found = self.page, list(found)
        names = list(dict.fromkeys(page.register.name(v.code[:9]) for v in found))
        reason = f"{page.register.name(within)}内同名{len(found)}处（{'、'.join(names[:4])}），不能确定"
        page.unresolved(start, end, "village", within, reason)

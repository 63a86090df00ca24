"""Townships, farms and zones: names found by their level word, looked up in the counties in force."""

from __future__ import annotations

import re
from functools import cache

from townledger.places.lookalike import default_glyphs, repair
from townledger.places.lower import LONGEST, LowerReader
from townledger.places.names import stem_length, township_key
from townledger.places.onpage import PlaceSpan
from townledger.places.register import Register

# A regiment of the Xinjiang corps as texts name it (一四三团, 第143团), and the register (兵团一四三团).
_REGIMENT = re.compile(r"第?([0-9]{2,3}|[一二三四五六七八九十零〇]{2,4})团$")
_REGISTERED_REGIMENT = re.compile(r"兵团[^团]*?([一二三四五六七八九十零]{2,4})团$")
_CORPS = re.compile(r"兵团|团场|连队")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_MOST_NAMESAKES = 60  # townships of one name whose villages are compared with the article (城关镇 has 200)
_KEY_LENGTHS = range(2, 7)  # characters of a village's name without its level word
_FEW = 20  # villages of one name in the whole register: 新华 has hundreds, 青阳路 two
_VILLAGE_WORD = re.compile(r"村|社区|嘎查")


class TownshipReader(LowerReader):
    """Reads the township whose level word ends somewhere."""

    def township(self, end: int) -> bool:
        """Read the township that ends at ``end``; return whether there is one."""
        page, register = self.page, self.page.register
        start = page.earliest(end, LONGEST)
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
            if surface in page.known and self.again(begin, end, "township"):
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
        page, register = self.page, self.page.register
        start, places = page.earliest(end, LONGEST), self._towns_in_scope()
        for begin in range(start, end - 3):
            if not page.clean(begin):
                continue
            surface = page.text[begin:end]
            found = next((towns[surface] for towns in places if surface in towns), ())
            if len(found) == 1 and register.shadow_name(found[0]) == surface:
                page.resolved(begin, end, found[0], "exact", 0.95, "登记簿全称，上级取自上下文")
                return

    def regiment(self, end: int) -> None:
        """Read a regiment of the Xinjiang corps by its number, in an article that speaks of the corps."""
        page = self.page
        name = _REGIMENT.search(page.text, max(0, end - 6), end)
        if name is None or name.start() < page.reached() or _CORPS.search(page.text, *page.article) is None:
            return
        codes = _regiments(page.register).get(_regiment_number(name[1]), ())
        if len(codes) == 1:
            reason = f"登记簿作{page.register.name(codes[0])}"
            page.resolved(name.start(), end, codes[0], "short", 0.85, reason)

    def _towns_of_name(self, surface: str, key: str, towns: dict[str, tuple[str, ...]]) -> list[str]:
        """Return the townships of that full name in a place, else of that name with another level word."""
        register = self.page.register
        codes = [c for c in towns.get(surface, ()) if register.shadow_name(c) == surface]
        return codes or [c for c in towns.get(key, ()) if 2 <= len(key) < len(surface)]

    def _towns_in_scope(self) -> list[dict[str, tuple[str, ...]]]:
        """Return the townships of the counties in force, then those of the city."""
        scope, city = self.page.scope, self.page.scope.code_at("city")
        return [self.page.register.townships(c) for c in (*scope.counties(), *([city] if city else ()))]

    def _township_in_scope(
        self, begin: int, end: int, key: str, places: list[dict[str, tuple[str, ...]]]
    ) -> bool:
        page, register = self.page, self.page.register
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
        page, register, text = self.page, self.page.register, self.page.text
        if text[end : end + 1] == "村":
            return False
        if not page.scope.counties() and end - start >= 3 and page.at_mark(start):
            everywhere = register.find(text[start:end], level="township")
            if len(everywhere) == 1:
                page.resolved(start, end, everywhere[0], "exact", 0.85, "全国唯一的全称")
                return True
            if everywhere and not self.noun(start, end):
                self._many(start, end, everywhere)
                return True
        noun, follows = self.noun(start, end), chain is not None and chain.level == "county"
        if noun and not (follows and noun == 2):
            return False
        tail = self.tail(start, end, 2 if text[end - 1] in "道木" else 1)
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
        page = self.page
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
        page = self.page
        if page.tails is None:
            ends = (mark.start() for mark in _VILLAGE_WORD.finditer(page.text, *page.article))
            page.tails = {page.text[end - n : end] for end in ends for n in _KEY_LENGTHS if end > n}
        return [key for key in page.register.village_keys(township) if key in page.tails]

    def _telling(self, keys: list[str]) -> bool:
        """Whether villages tell their township: two do, and one whose name few others bear."""
        return len(keys) > 1 or len(self.page.register.find(keys[0], level="village")) <= _FEW


@cache
def _regiments(register: Register) -> dict[str, list[str]]:
    """Return the codes of the corps' regiments by number."""
    regiments: dict[str, list[str]] = {}
    for name, codes in register.township_names.items():
        if match := _REGISTERED_REGIMENT.search(name):
            regiments.setdefault(_regiment_number(match[1]), []).extend(codes)
    return regiments


def _regiment_number(numeral: str) -> str:
    """Return the digits of a regiment's number: 六十一, 六一 and 61 are one, as are 一四三 and 143."""
    tens, ten, ones = numeral.partition("十")
    spelled = (tens or "一") + (ones or "零") if ten else numeral
    return spelled.translate(_DIGITS)

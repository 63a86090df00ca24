"""Provinces, cities and counties: which of the names in the text are places, and which of their namesakes."""

from __future__ import annotations

import re

from townledger.places.gazetteer import Gazetteer, UpperHit
from townledger.places.lookalike import default_glyphs, repair
from townledger.places.names import level_of
from townledger.places.onpage import MEDIUM, PlacePage

_COMPANY = re.compile(r"[\u4e00-\u9fff]{0,16}?(?:有限公司|股份公司|集团|公司|大学|银行|研究院|证券|保险)")
# Two to four characters up to a mark. 城关, 城区 are the seat of the county, what ends in 湖 may be a lake.
_SHORT_TOWN = re.compile(
    r"(?!城|县城|市区|新[城区])[\u4e00-\u9fff]{1,3}[^\u0000-\u4dff\ua000-\uffff乡镇道木湖山河江海岛岭峰泉寺庙桥库](?=[^\u4e00-\u9fff])"
)
_COUNTY = re.compile(r"([\u4e00-\u9fff]{2,4}?)([县市区旗])")
_TOWN = re.compile(r"[\u4e00-\u9fff]{0,5}?(?:[乡镇]|街道|苏木)")
_TOWN_END = re.compile(r"[乡镇道木]")
_AFTER_CITY = re.compile(r"等?地|[、,。]|[市省]|籍|人|站|至")
_TO_CITY = re.compile(r"(?:[在到赴往自从、]|来自|远销|进军|位于|抵达|途经)$")


class UpperReader:
    """Decides on the names that the gazetteer finds."""

    def __init__(self, page: PlacePage) -> None:
        self._page = page

    def read(self, hit: UpperHit) -> None:
        """Keep the hit as a place where form and context say that it is one."""
        page = self._page
        if hit.full and len(hit.codes) == 1 and not hit.ordinary:
            certain, codes = True, list(hit.codes)
        else:
            codes = self._linked(hit)
            certain = bool(codes)
            codes = codes or list(hit.codes)
        if hit.name in page.gazetteer.former and not certain:
            codes = [c for c in codes if {c[:2], c[:4]} & page.above_codes]
            if not codes and page.bounded(hit.start):
                self._refuse(hit)
        if len(codes) > 1:
            codes = self._among_namesakes(hit, codes)
        if len(codes) != 1:
            if hit.full and not hit.ordinary and page.bounded(hit.start):
                self._refuse(hit)
            return
        code = codes[0]
        if hit.full:
            if hit.ordinary and not certain and (hit.name[-1] == "区" or not page.clean(hit.start)):
                return
            name = page.register.name(code)
            why: str | None
            if page.register.shadow_name(code) == hit.name:
                match, confidence, why = "exact", 0.99, "登记簿全称"
            elif hit.name in page.gazetteer.former:
                match, confidence, why = "alias", 0.85, f"疑为撤县设区、设市前的旧称，登记簿作{name}"
            else:
                match, confidence, why = "alias", 0.95, f"{name}的习用名"
        else:
            if not certain and (Gazetteer.in_longer_name(page.text, hit.end) or self._begins_town(hit)):
                return
            match, confidence = "short", 0.9
            why = "简称，与上下级地名相接" if certain else self._evidence(hit, code)
        if why is not None:
            company = not hit.full and len(code) <= 4 and _COMPANY.match(page.text, hit.end) is not None
            context = not company and MEDIUM.match(page.text, hit.end) is None
            moves = not page.in_list(hit)
            page.resolved(hit.start, hit.end, code, match, confidence, why, context, moves)
            if len(code) == 6 and context and moves:
                self._short_towns(hit.end, code)
            elif len(code) < 6 and context:
                self._misprinted_county(hit.end, code)

    def _misprinted_county(self, start: int, above: str) -> None:
        """Read a county with one wrong character right after its city or province (运城市芮成县)."""
        page, register = self._page, self._page.register
        hit, printed = page.hit_at.get(start), _COUNTY.match(page.text, start)
        if printed is None or (hit is not None and hit.full):
            return
        size, level = len(printed[0]), printed[2]
        counties = register.counties(above)
        names = [name[:-1] for name in counties if len(name) == size and name[-1] == level]
        mended = repair(printed[1], names, register.name(above), default_glyphs(), register.count_patterned)
        if mended.name is not None:
            code = counties[mended.name + level]
            page.resolved(start, printed.end(), code, "lookalike", mended.confidence, mended.reason)

    def _short_towns(self, start: int, county: str) -> None:
        """Read short names of townships between their county and a mark (婺城区琅琊、罗店等9个乡镇)."""
        page = self._page
        alone = True
        while run := _SHORT_TOWN.match(page.text, start):
            if run[0] in page.gazetteer.phrases or run[0] in page.gazetteer.verbs:
                return
            towns = page.register.townships(county).get(run[0], ())
            if len(towns) != 1:
                return
            listed = page.text[run.end()] == "、"
            alone = alone and not listed
            reason = f"登记簿作{page.register.name(towns[0])}，紧接所属的县"
            page.resolved(start, run.end(), towns[0], "short", 0.8, reason, moves=alone)
            if not listed:
                return
            start = run.end() + 1

    def _linked(self, hit: UpperHit) -> list[str]:
        """Return those codes of a name that lie in the place before it or that hold the place after it."""
        before = self._page.chain(hit.start)
        above = before.code if before is not None else None
        chained = [c for c in hit.codes if above and c.startswith(above) and c != above]
        return chained or self._followed_by_own(hit)

    def _begins_town(self, hit: UpperHit) -> bool:
        """Whether a short name begins the name of a township of the counties in force (黄山口乡)."""
        town = _TOWN.match(self._page.text, hit.end)
        if town is None:
            return False
        name, townships = self._page.text[hit.start : town.end()], self._page.register.townships
        return any(name in townships(county) for county in self._page.scope.counties())

    def _followed_by_own(self, hit: UpperHit) -> list[str]:
        """Return those codes of a name whose own county or township stands right after it."""
        page = self._page
        after = page.hit_at.get(hit.end)
        if after is not None:
            own = [c for c in hit.codes if any(a.startswith(c) and a != c for a in after.codes)]
            if own:
                return own
        ends = [mark.end() for mark in _TOWN_END.finditer(page.text, hit.end + 1, hit.end + 8)]
        if not ends:
            return []
        names = [page.text[hit.end : end] for end in ends]
        counties = [code for code in hit.codes if len(code) == 6]
        return [c for c in counties if any(name in page.register.townships(c) for name in names)]

    def _among_namesakes(self, hit: UpperHit, codes: list[str]) -> list[str]:
        """Return the one namesake that the context names, or all that remain possible."""
        page = self._page
        sisters = {c[:-2] for sister in page.sisters(hit) for c in sister.codes}
        main = page.scope.main
        for fitting in (
            [c for c in codes if c[:-2] in sisters],
            [c for c in codes if c in page.full_codes],
            # A city shares its short name with its own county (长沙市, 长沙县): the city is meant.
            [c for c in codes if len(c) == 4 and all(other.startswith(c) for other in codes)],
            [c for c in codes if main and len(main) >= 4 and c[:4] == main[:4]],
            [c for c in codes if len(c) == 6 and c[:4] in page.above_codes],
            [c for c in codes if len(c) == 6 and c[:2] in page.above_codes],
        ):
            if len(fitting) == 1:
                return fitting
        return codes

    def _evidence(self, hit: UpperHit, code: str) -> str | None:
        """Return why a short name is a place here, or None when nothing says so."""
        page, text = self._page, self._page.text
        if len(code) == 2:
            return "省级简称"
        if not hit.ordinary and code in page.full_codes:
            return "简称，同版有全称"
        if hit.start in page.heads and (text[hit.end : hit.end + 1] == ":" or not hit.ordinary):
            return "简称，居标题（分句）之首"
        for sister in page.sisters(hit):
            if (sister.full or not sister.ordinary) and any(c[:2] == code[:2] for c in sister.codes):
                return "简称，与同省地名并列"
        located = _TO_CITY.search(text, max(0, hit.start - 3), hit.start) and _AFTER_CITY.match(text, hit.end)
        if len(code) == 4 and (located or (not hit.ordinary and page.clean(hit.start))):
            return "地级市简称"
        return None

    def _refuse(self, hit: UpperHit) -> None:
        page = self._page
        paths = "、".join(page.register.path(c) for c in hit.codes[:4])
        more = "等" if len(hit.codes) > 4 else ""
        reason = f"同名{len(hit.codes)}处（{paths}{more}），上下文不能确定"
        if hit.name in page.gazetteer.former:
            reason = f"登记簿无{hit.name}，只有{paths}{more}，上下文不能印证"
        page.unresolved(hit.start, hit.end, level_of(hit.codes[0]), None, reason, context=False)

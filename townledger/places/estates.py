"""Roads and housing estates, where something is said to be: places without a code."""

from __future__ import annotations

import re

from townledger.places.lower import LowerReader
from townledger.places.onpage import BEFORE_NAME

_LOCATED = re.compile(r"(?:位于|坐落于|坐落在|地处|家住|住在|居住在|走进|途经)")
_TOWN_AREA = re.compile(r"城区|市区|县城|城关|区(?!域)")


class EstateReader(LowerReader):
    """Reads the road or housing estate that a mark ends."""

    def estate(self, mark: re.Match[str]) -> None:
        """Read a road or a housing estate that is said to be where something is; it has no code."""
        page, end = self.page, mark.end()
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
        if stem[:2] in page.gazetteer.verbs or any(c in BEFORE_NAME for c in stem) or self.noun(begin, end):
            return
        above = page.scope.code_at("township") or page.scope.code_at("county")
        page.unresolved(begin, end, "other", above, "道路、小区无行政区划代码", context=False)

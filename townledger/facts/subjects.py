"""Who a figure is about: the place, as written and as coded."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from townledger.numbers.mentions import NumberSpan

if TYPE_CHECKING:
    from townledger.people.spans import OrganisationSpan
    from townledger.places.mentions import PlaceSpan

_OPENS = frozenset("。;!?\n")
_LEVELS = frozenset("省市州盟县旗区乡镇道村")
_ORGANS = frozenset(("党委", "政府", "人大", "政协", "党组织", "办事机构", "村（居）委会", "村“两委”"))
"""Bodies that act for their place: what 乡党委 does is the township's."""
_REFERRING = re.compile(
    r"(?:该|本|我们?|咱们?|全|此|这个|整个)[一-鿿]{1,3}"
    r"|(?:[省市州县区旗乡镇村]|街道|社区)(?:委|党|政|人大|人民|纪|“?两委|支部)[一-鿿“”]{0,8}"
)
"""该村, 全镇; 乡党委, 县政府: a place that is not named."""
_REFERRING_STARTS = frozenset("该本我咱全此这整省市州县区旗乡镇村街社")
_NATION = re.compile("(?:全国|我国)(?!各地)")
_OF_YEAR = re.compile(r"(?:[,。;\n]|^)(?:[^,。;\n]{0,8}年[末底]?)?$")
"""In front of a nation that is spoken of: 2020年,全国…; but not 获批2018年全国农业强镇."""
_ADJUNCT = re.compile(
    r"(?P<lies>位于|地处|坐落[在于]|隶属于?|属于)$|(?:毗邻|紧[邻靠临]|邻近|[相临]邻|接壤|距离?|离|来自|[销发运]往|前往|赴|远销|(?:[高低快慢多少优好]于|超过)(?:[一-鿿]{1,6}、)?|占|位?居)$"
)
"""In front of where something lies, or of what is near, comes from or goes to: 葛家镇位于东山县南部."""
_ADJUNCT_LENGTH = 9
_CLAUSE = frozenset(",。;:!?\n”年月日前来初末底间")
_AND = frozenset("、和与及")
_LISTED = re.compile(r"(?:[一-鿿]{1,4}、){2,}$")  # 松树、柳林、杏花村
_LIST_LENGTH = 20
_SEVERAL = re.compile(
    r"(?:等(?:[两二三四五六七八九十]+|\d+)?|[两二三四五六七八九十]+|\d+)个?(?P<kind>乡镇|镇|乡|街道|村(?!民|庄))"
)
_MEMBERS = re.compile("[一-鿿]{1,4}、[一-鿿]{1,4}$")
"""石桥、高坪两乡镇: several places at once, perhaps none of them read."""
_NAMES = re.compile("[一-鿿]{1,14}(?:合作社|合作联社|公司|集团|农场|银行)")
"""What a short place name may begin: 东山 in 东山风华种植合作社."""
_NOT_A_PLACE = re.compile(r"(?:日报|晚报|时报|[一-鿿]{0,12}(?:有限公司|集团|股份))")


class Subjects:
    """Who a figure is about: the nearest place in front of it in its sentence, its paragraph, its article.

    Parameters
    ----------
    text
        The flow text.
    places, organisations
        The page's places and organisations, sorted. An organisation that opens a sentence is its subject.
    """

    def __init__(
        self, text: str, places: Sequence[PlaceSpan], organisations: Sequence[OrganisationSpan] = ()
    ) -> None:
        self._text = text
        opening = [o for o in organisations if o.start == 0 or text[o.start - 1] in _OPENS]
        self._bodies = opening
        self._body_starts = [o.start for o in opening]
        self._places = list(places)
        self._starts = [place.start for place in self._places]
        named = [not _refers(place.text) for place in self._places]
        self._names = _names(self._places, named)
        self._wheres: dict[int, tuple[re.Match[str] | None, int]] = {}
        self._called: dict[str, list[tuple[int, str]]] = {}  # by code: where the place is named, and how
        for place, by_name in zip(self._places, named, strict=True):
            if place.code is not None and by_name:
                self._called.setdefault(place.code, []).append((place.start, place.text))

    def of(
        self,
        number: NumberSpan,
        sentence: tuple[int, int],
        paragraph: tuple[int, int],
        code: str | None,
        *,
        document: bool = False,
    ) -> tuple[str, str | None]:
        """Return (subject as written, code) of a figure; the article's place when nothing nearer is named.

        In a ``document``, a report or bulletin on one place as a whole, what a sentence says of another place
        ends with the sentence.
        """
        in_front = () if document else ((paragraph[0], sentence[0]),)
        for low, high in ((sentence[0], number.start), *in_front):
            place = self._last(low, high, code)
            floor = max(low, place.end) if place else low
            if self._text.find("国", floor, high) > 0 and (nation := self._nation(floor, high)):
                return nation, None
            body = self._body(low, high)
            if body is not None and (place is None or place.end <= body.start):
                seat = body.place_code or code
                organ = self._name_of(seat, number.start) if body.type in _ORGANS else ""
                return organ or body.text, seat
            if place is not None:
                listed = self._several(place, sentence[0], number.start) or self._common_parent(place, low)
                return self._names.get(place.start, place.text), listed or self._code_of(place, code)
        speaker = self._speaker(number, paragraph, code)
        if speaker is not None:
            return speaker.text, speaker.anchor or code
        return self._name_of(code, number.start), code

    def _nation(self, low: int, high: int) -> str:
        """Return 全国 or 我国 where a clause is about it."""
        nation = _NATION.search(self._text, low, high)
        if not nation or not _OF_YEAR.search(self._text, max(low, nation.start() - 14), nation.start()):
            return ""
        return nation[0]

    def _name_of(self, code: str | None, offset: int) -> str:
        """Return how the page last called a place in front of ``offset``, else how it first calls it."""
        called = self._called.get(code, []) if code is not None else []
        at = bisect_right(called, (offset, "")) - 1
        return called[max(at, 0)][1] if called else ""

    def _last(self, low: int, high: int, article_code: str | None) -> PlaceSpan | None:
        """Return the last place that can be a subject; else one that says where something lies."""
        at = bisect_right(self._starts, high - 1) - 1
        adjunct = None
        while at >= 0 and self._starts[at] >= low:
            place = self._places[at]
            if place.end <= high and self._fits(place, article_code):
                where, start = self._where(at, low)
                passed = where is None and self._text.find(";", place.end, high) >= 0
                if where is None and (not passed or self._opens(start)):
                    return place
                adjunct = adjunct or (place if where is None or where["lies"] else None)
            at -= 1
        return adjunct

    def _where(self, at: int, low: int) -> tuple[re.Match[str] | None, int]:
        """Return the 位于 or 来自 in front of a place, and where its chain begins."""
        if at not in self._wheres:
            start = self._chain_start(at, low)
            found = _ADJUNCT.search(self._text, max(low, start - _ADJUNCT_LENGTH), start)
            self._wheres[at] = found, start
        return self._wheres[at]

    def _chain_start(self, at: int, low: int) -> int:
        """Return where a place begins, with the places that it lies in written right before it."""
        while at > 0 and self._places[at - 1].end == self._starts[at] > low:
            at -= 1
        return self._starts[at]

    def _opens(self, start: int) -> bool:
        """Tell whether a clause opens at ``start``, behind words of time at most."""
        return start == 0 or self._text[start - 1] in _CLAUSE

    def _body(self, low: int, high: int) -> OrganisationSpan | None:
        """Return the last organisation that opens a sentence between ``low`` and ``high``."""
        at = bisect_right(self._body_starts, high - 1) - 1
        if at >= 0 and self._body_starts[at] >= low and self._bodies[at].end <= high:
            return self._bodies[at]
        return None

    @staticmethod
    def _code_of(place: PlaceSpan, code: str | None) -> str | None:
        """Return a place's code, else the article's, unless it is a county of no known name."""
        above = place.level in ("province", "city", "county") and place.match == "unresolved"
        return place.anchor or (None if above else code)

    def _several(self, place: PlaceSpan, low: int, high: int) -> str | None:
        """石桥、高坪两乡镇受灾人口…: what several townships or villages share."""
        low = max(low, place.end)
        if place.code is None or self._text.find("、", low, high) < 0:
            return None
        several = _SEVERAL.search(self._text, low, high)
        if not several or not _MEMBERS.search(self._text, max(low, several.start() - 9), several.start()):
            return None
        return place.code[: 9 if several["kind"] == "村" else 6]

    def _common_parent(self, place: PlaceSpan, floor: int) -> str | None:
        """对东韩村、南张村和武平村…整治: a figure about a list of places is about the place they lie in."""
        if place.code is None or len(place.code) < 9:
            return None
        if not place.start or self._text[place.start - 1] not in _AND:
            return None
        shared = place.code[: 9 if len(place.code) == 12 else 6]
        if _LISTED.search(self._text, max(floor, place.start - _LIST_LENGTH), place.start):
            return shared
        at = bisect_right(self._starts, place.start) - 2
        if at < 0 or self._places[at].start < floor:
            return None
        other = self._places[at]
        if other.code is None or len(other.code) != len(place.code):
            return None
        if other.end + 1 != place.start:
            return None
        return shared if other.code.startswith(shared) else None

    def _fits(self, place: PlaceSpan, article_code: str | None) -> bool:
        """Tell whether a place can be a subject: below province, in the article's line, no publisher."""
        if place.level in ("province", "other") and place.code != article_code:
            return False
        if _NOT_A_PLACE.match(self._text, place.end):
            return False
        if place.match == "short" and place.text[-1] not in _LEVELS and _NAMES.match(self._text, place.end):
            return False
        if article_code is None or place.code is None:
            return True
        if place.code.startswith(article_code[:6]) or article_code.startswith(place.code):
            return True
        return place.match in ("exact", "alias") and self._is_told_of(place)

    def _is_told_of(self, place: PlaceSpan) -> bool:
        """Tell whether a place elsewhere opens its clause: 一季度,东山县实现…; but not 与东山县签约."""
        if self._text[place.end : place.end + 1] in _AND:
            return False
        return self._opens(self._chain_start(bisect_right(self._starts, place.start) - 1, 0))

    def _speaker(self, number: NumberSpan, paragraph: tuple[int, int], code: str | None) -> PlaceSpan | None:
        """In direct speech the speaker's place stands behind the quotation."""
        close = self._text.find("”", number.end, paragraph[1])
        if close < 0:
            return None
        at = bisect_right(self._starts, close)
        if at < len(self._places):
            place = self._places[at]
            while at + 1 < len(self._places) and self._starts[at + 1] == self._places[at].end:
                at += 1  # 在东山县石桥镇柳村采茶的李大姐
            if place.start <= close + 3 and place.end <= paragraph[1] and self._fits(place, code):
                return self._places[at]
        return None


def _refers(words: str) -> bool:
    return words[:1] in _REFERRING_STARTS and _REFERRING.fullmatch(words) is not None


def _names(places: Sequence[PlaceSpan], named: Sequence[bool]) -> dict[int, str]:
    """Return what 该村 and 全镇 stand for, by their start: the words that last named the same place."""
    last: dict[tuple[str, str], str] = {}  # a village that the register lacks is not its town
    names: dict[int, str] = {}
    for place, by_name in zip(places, named, strict=True):
        code = place.code or place.anchor
        if code is None:
            continue
        if by_name:
            last[code, place.level] = place.text
        elif (code, place.level) in last:
            names[place.start] = last[code, place.level]
    return names

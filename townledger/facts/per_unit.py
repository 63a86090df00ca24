"""Rates per unit in front of a figure (每村, 平均每人, 户均, 每人每月), so that none is taken for a total."""

from __future__ import annotations

import re
from functools import cache

from townledger.facts.phrases import verbs
from townledger.lexicon import alternation
from townledger.numbers.units import table

_CADENCE = r"每(?:年|月|天|日|周|季度?|学期)"
_MEAN = r"(?:[人户亩村社校生床店厂棚单株头只场]均|(?:日|月|年)均(?=投|增|收|用|处|接|产|发)|平均(?=\D{0,3}$))"
_BY_LAND = r"(?:亩[产施用栽投]|[年月日]产)(?=[一-鿿])(?![可能达为约超近高均突量值增])"  # 亩产稻谷550公斤
_HINT = re.compile(r"[每均亩产]")
_KINDS = frozenset(("classifier", "measure", "noun"))


@cache
def _pattern() -> re.Pattern[str]:
    unit = alternation(
        [u.text for u in table().values() if u.kind in _KINDS and u.text != "个"] + ["人口", "立方厘米"]
    )
    how_many = r"每隔?(?:一|[两二三四五六七八九十百千万]+|\d+)?"
    thing = rf"个(?:[一-鿿]{{1,5}}?(?=至少|平均|都|均|要|应|可|{verbs().pattern}))?"
    per = rf"(?:平均)?(?:{_CADENCE})?{how_many}(?:{unit}|{thing})(?:{_CADENCE})?"
    return re.compile(rf"{per}|{_MEAN}|{_BY_LAND}")


def rate_in(words: str) -> str:
    """Return the last rate per unit in the words in front of a figure (every day or year is no such rate)."""
    if not _HINT.search(words):
        return ""
    found = _pattern().findall(words)
    return found[-1] if found else ""

"""Wholes of named members, each told in turn: 甲、乙、丙三处共接待9.5万人次. 甲2.6万人次;乙3.2万人次, …."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.amounts import amount, kind
from checks.records import Finding, Relation
from checks.sums import judge_sum
from checks.view import PageView
from townledger.records import Metric

_LIST = re.compile(
    r"(?:^|[,。;:\n])(?P<names>[\u4e00-\u9fff]{2,14}(?:[、和][\u4e00-\u9fff]{2,14}){1,7}?)"
    r"(?:等?[两二三四五六七八九十\d]{0,2}[个大家座处名位]?(?:[\u4e00-\u9fff]{2,4})?)(?:一?共|共计|合计|总共)[^,。;\d]{0,8}$"
)
_BEFORE = 90  # characters before a whole in which its members are named
_AFTER = 400  # characters after it in which they are told
_STEM, _SHORT = 3, 2  # characters by which a member is known again: 尧坝景区 for 尧坝古镇景区
_REACH = 40  # characters from a name to its own figure


def check_named_parts(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the sums of members that a list names and the following clauses tell one by one."""
    for figures in view.by_article.values():
        facts = [m for m in figures if m.class_ == "quantity" and amount(m) is not None]
        for at, whole in enumerate(facts):
            named = _LIST.search(view.window(whole.char_start - _BEFORE, whole.char_start))
            if named:
                parts = _told(view, re.split("[、和]", named["names"]), whole, facts[at + 1 :])
                if parts:
                    yield from judge_sum(view, whole, parts, "all")


def _told(view: PageView, names: Sequence[str], whole: Metric, later: Sequence[Metric]) -> tuple[Metric, ...]:
    """Return the figure of each member in the order of the list, none where one of them is not told."""
    following = view.text[whole.char_end : whole.char_end + _AFTER].partition("\n")[0]
    starts = [max(following.find(name[:_STEM]), following.find(name[:_SHORT])) for name in names]
    if min(starts) < 0 or starts != sorted(set(starts)):
        return ()
    ends = [*starts[1:], len(following)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        first = whole.char_end + start
        own = [m for m in later if first <= m.char_start < min(whole.char_end + end, first + _REACH)]
        same = next((m for m in own if kind(m) == kind(whole)), None)
        if same is None:
            return ()
        found.append(same)
    return tuple(found) if all(a is not b for a, b in pairwise(found)) else ()

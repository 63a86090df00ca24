"""分别: hand the k-th name of a list to the k-th figure of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from townledger.facts.phrases import attribute_of, bare
from townledger.numbers.mentions import NumberSpan

WORD = "分别"
_JOINT = re.compile(r"(?:、|,?(?:和|与|及|以及)|,)(?:(?:增长|下降|增加|减少|提高|上升|回落|降低)(?:了)?)?")
_SPLIT = re.compile(r"、|以及|和|与|及")
_MEAN = re.compile(r"[人户亩]均")
_FRONT = re.compile(r"[一-鿿“”、A-Za-z]+$")
_COMPARED = re.compile(r"(?:同比|环比|[比较](?:上年|去年)(?:同期)?|按年)?")
_DEED = re.compile(r"^(?:已|共|累计)*(?:实现|完成|达到?|安排|为)")


def run_length(text: str, measures: Sequence[NumberSpan], first: int) -> int:
    """Return how many figures from ``first`` on stand in one list (5亿元、3亿元和1亿元)."""
    last = first
    while last + 1 < len(measures):
        if not _JOINT.fullmatch(text, measures[last].end, measures[last + 1].start):
            break
        last += 1
    return last - first + 1


def respective(front: str, count: int, earlier: Sequence[str]) -> list[str]:
    """Return the items of ``count`` figures that 分别 hands out; empty when the lists do not match.

    Parameters
    ----------
    front
        The words of the clause in front of 分别.
    count
        How many figures stand in the list behind it.
    earlier
        The items of the figures in front of the clause: 同比分别增长 speaks of these.
    """
    match = _FRONT.search(front)
    names = [bare(name) for name in _SPLIT.split(match[0])] if match else []
    single = {len(name) for name in names[:-1]} == {1} and len(names[-1]) > 2
    if len(names) == count and (single or all(len(name) >= 2 for name in names)):
        return _with_shared_tail([_DEED.sub("", name) for name in names])
    if len(earlier) >= count > 1 and (not names or _COMPARED.fullmatch(names[0])):
        return list(earlier[-count:])
    return []


def _with_shared_tail(names: list[str]) -> list[str]:
    """城镇、农村居民人均住房面积: what only the last name says holds for all (a join, no quote)."""
    *others, last = names
    if all(len(name) == 1 for name in others):
        return [name + last[1:] for name in others] + [last]  # 轻、重工业占比
    if any(attribute_of(name) for name in others):
        return names
    if all(re.fullmatch("第.", name) for name in others):  # 第二、第三产业
        return [name + last[2:] for name in others] + [last]
    mean = _MEAN.search(last)
    tail = last[mean.start() :] if mean else attribute_of(last)
    return [name + tail for name in others] + [last] if len(tail) < len(last) else names

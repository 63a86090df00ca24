"""Wholes whose parts are known by their names or by their rhythm, in clauses of their own without a sum.

Members that a list has named (甲、乙共接待5.8万人次. 甲2.6万人次; …), halves of one noun (养殖面积104万亩.
海水养殖面积18万亩,淡水养殖面积86万亩), and rows of two units side by side (870户3405人,其中贫困户590户2567人,
其他280户838人): where the one column adds up, the other must.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.amounts import MEASURED, NO_SUMS, amount, kind, total
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
_HALVES = tuple(
    (re.compile(one), re.compile(two))
    for one, two in (
        ("海水", "淡水"),
        ("城镇", "乡村|农村"),
        ("城区", "农村"),
        ("男", "女"),
        ("公办", "民办"),
        ("线上", "线下"),
    )
)
_BACK = 3  # figures before the first half in which the whole is looked for
_NEAR = 60  # characters from the whole to its first half
_GO_ON = re.compile(r"[,、;和及][^,。;、\d]{2,14}")
"""What stands between parts that are told in the same words."""
_CHANGE = re.compile(r"增|减|降|升|比|较|多|少|人均|户均|其中")
_AMONG = re.compile(r"其中[^,。;\d]{0,10}$")
_ROWS = 8  # rows of two figures that are tried
_STEP = 16  # characters between two rows


def check_named_parts(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the sums of parts that only their names or their order tell."""
    for figures in view.by_article.values():
        facts = [
            m
            for m in figures
            if m.class_ == "quantity" and amount(m) is not None and m.dimension not in NO_SUMS
        ]
        yield from _members(view, facts)
        yield from _halves(view, facts)
        yield from _columns(view, facts)


def _members(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield the sums of members that a list names and the following clauses tell one by one."""
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


def _halves(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield a whole of the words before, and its two halves with whatever goes on in the same words."""
    lefts = [view.phrases(m).left for m in facts]
    for at, (one, two) in enumerate(pairwise(facts)):
        words = next(
            (a for a, b in _HALVES if a.search(lefts[at]) and b.search(lefts[at + 1])),
            None,
        )
        noun = re.sub(r"[达到为有约]+$", "", lefts[at])[-2:]
        if words is None or kind(one) != kind(two) or len(noun) < 2 or words.search(noun):
            continue
        parts = [one]
        for part, left in zip(facts[at + 1 :], lefts[at + 1 :], strict=True):
            between = view.window(parts[-1].char_end, part.char_start)
            if kind(part) != kind(one) or not _GO_ON.fullmatch(between) or noun not in left:
                break
            parts.append(part)
        whole = next(
            (
                facts[i]
                for i in range(at - 1, max(-1, at - 1 - _BACK), -1)
                if kind(facts[i]) == kind(one)
                and noun in lefts[i]
                and not any(a.search(lefts[i]) or b.search(lefts[i]) for a, b in _HALVES)
                and not _CHANGE.search(lefts[i][-8:])
            ),
            None,
        )
        if whole and len(parts) > 1 and one.char_start - whole.char_end <= _NEAR:
            yield from judge_sum(view, whole, tuple(parts), "all")


def _columns(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield the column of rows of two units that does not add up to its whole where the other does."""
    for at in range(2, len(facts) - 3):
        kinds = kind(facts[at]), kind(facts[at + 1])
        if kinds[0] == kinds[1] or not _AMONG.search(view.before(facts[at], 14)):
            continue
        rows = _rows(view, facts[at:], kinds)
        first, second = facts[at - 2], facts[at - 1]
        if kinds[0] in MEASURED and kind(second) == kinds[1]:  # 301套,其中80平方米9套,110平方米245套
            if len(rows) > 1:
                yield from judge_sum(view, second, tuple(b for _, b in rows), "part")
        elif (kind(first), kind(second)) == kinds:
            yield from _crossed(view, (first, second), rows)


def _rows(view: PageView, facts: Sequence[Metric], kinds: tuple[str, str]) -> list[tuple[Metric, Metric]]:
    rows: list[tuple[Metric, Metric]] = []
    for one, two in zip(facts[: 2 * _ROWS : 2], facts[1 : 2 * _ROWS : 2], strict=False):
        near = not rows or len(view.window(rows[-1][1].char_end, one.char_start)) <= _STEP
        if (kind(one), kind(two)) != kinds or not near:
            break
        rows.append((one, two))
    return rows


def _crossed(
    view: PageView, wholes: tuple[Metric, Metric], rows: Sequence[tuple[Metric, Metric]]
) -> Iterator[Finding | Relation]:
    """Yield the column that does not add up where, over the same rows, the other one does exactly."""
    for length in range(len(rows), 1, -1):
        columns = [tuple(row[i] for row in rows[:length]) for i in (0, 1)]
        holds = []
        for whole, column in zip(wholes, columns, strict=True):
            have = amount(whole)
            holds.append(have is not None and have.meets(total(column), 1e-9))
        if any(holds):
            for whole, column, held in zip(wholes, columns, holds, strict=True):
                if not held:
                    yield from judge_sum(view, whole, column, "all")
            return

"""Which figure of a broken sum was meant otherwise: the edits that repair it, the likeliest first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from checks.amounts import MEASURED, amount, kind, scale_of, total
from checks.intervals import Interval, factor, show
from checks.mending import Repair, doubt_repairs, stretch
from checks.records import Finding
from checks.say import doubt_metric
from checks.suggest import DIGIT_COST, Reading, readings
from checks.view import PageView
from townledger.records import Metric

_PRINTED = re.compile(r"\d+(?:\.(?P<decimals>\d+))?(?P<scale>[万亿]?)")
_OPEN_WHOLE = 20.0  # a whole is at most this many times the parts that the text names after 其中
_FAR = 0.5  # what each power of ten between a part and the rest of its sum costs where the sum leaves it open
_NEAR = 0.7  # powers of ten that a part usually is below its whole
_CONFIRMED = 0.5  # what it costs more to change a figure that the article tells elsewhere as well
_AGAIN = 0.02  # by how much the two may differ: a title rounds
_TIE = 0.01  # of a whole and a part that are as likely the part: most sums have several
_STRANGE = 0.5  # what a reading costs more whose unit is none of the sum's, while the printed one is
_LARGE = 4  # digits of a measured whole number that was rounded to its last
_SCALE = {"万": 1e4, "亿": 1e8}
_TWO_EDITS = DIGIT_COST + 0.15


def doubt_sum(
    view: PageView,
    whole: Metric,
    parts: Sequence[Metric],
    shown: str,
    *,
    exhaustive: bool,
    sure: bool = False,
) -> Finding:
    """Return the doubt about a sum that fails.

    Parameters
    ----------
    whole, parts : Metric
        The figures that do not agree.
    shown : str
        The arithmetic in words.
    exhaustive : bool
        Whether the parts are all of the whole; else they must not exceed it.
    sure : bool
        Whether the parts are all of it by definition (the three industries), so that parts which fall short
        without a repair are no hint but a doubt.
    """
    told = _told(view, (whole, *parts))
    found = sorted(
        sum_repairs(whole, parts, exhaustive=exhaustive, told=told),
        key=lambda repair: view.trust.get(repair.metric.metric_id, 0),
    )
    doubt = doubt_repairs(view, "sum", shown, found, whole=whole.text)
    return doubt or _unrepaired(view, whole, parts, shown, exhaustive=exhaustive, sure=sure)


def _told(view: PageView, members: Sequence[Metric]) -> frozenset[str]:
    """Return the members of a sum that another sentence of the article, or its title, tells again."""
    sentences = {m.sentence for m in members}
    others = [
        (kind(m), found)
        for m in view.by_article[members[0].article_id]
        if m.sentence not in sentences and (found := amount(m))
    ]
    return frozenset(
        m.metric_id
        for m in members
        if (own := amount(m)) and any(k == kind(m) and o.meets(own, _AGAIN) for k, o in others)
    )


def sum_repairs(
    whole: Metric, parts: Sequence[Metric], *, exhaustive: bool, told: frozenset[str] = frozenset()
) -> list[Repair]:
    """Return each figure of a sum that one edit would repair, with its best reading, the likeliest first.

    The figures whose ids are in ``told`` stand elsewhere in the article too, and so come last.
    """
    best: list[Repair] = []
    loose = _rounding((whole, *parts)) if exhaustive else 0.0
    for member, exact in _wanted(whole, parts, exhaustive):
        wanted = Interval(exact.low - loose, exact.high + loose)
        if wanted.high <= 0:
            continue
        ratio = 1.0 if member.dimension in MEASURED else 1.0 / factor(member)
        fits = [r for r in readings(member) if r.canonical.times(ratio).meets(wanted, 1e-9)]
        if exhaustive and not fits and (close := _misprint(member, wanted)):
            fits = [close]
        units = {m.unit for m in (whole, *parts) if m is not member}
        scored = [
            (
                r.cost
                + (0.0 if exhaustive else _distance(r.canonical.times(ratio), wanted, member is whole))
                + _STRANGE * (member.unit in units and not r.text.endswith(member.unit)),
                r,
            )
            for r in fits
        ]
        if scored:
            cost, reading = min(scored, key=lambda s: (s[0], s[1].text))
            cost += _CONFIRMED * (member.metric_id in told) + _TIE * (member is whole)
            best.append(Repair(member, reading, cost))
    return sorted(best, key=lambda b: (b.cost, b.metric.char_start))


def _wanted(whole: Metric, parts: Sequence[Metric], exhaustive: bool) -> Iterator[tuple[Metric, Interval]]:
    """Yield each member of a sum with the amounts that would repair it."""
    have, added = amount(whole), total(parts)
    assert have is not None
    yield whole, added if exhaustive else Interval(added.low, _OPEN_WHOLE * added.high)
    for part in parts:
        rest = total([p for p in parts if p is not part])
        yield part, Interval(have.low - rest.high if exhaustive else 0.0, have.high - rest.low)


def _rounding(members: Sequence[Metric]) -> float:
    """Return by how much a sum of large whole numbers may be off, because each was rounded by itself.

    Decimals bring their rounding along in their intervals.
    """
    steps = []
    for member in members:
        match = _PRINTED.match(member.text)
        if member.dimension not in MEASURED or not match or match["decimals"] or len(match[0]) < _LARGE:
            return 0.0
        steps.append(_SCALE.get(match["scale"], 1.0) * scale_of(member))
    return 0.5 * sum(steps)


def _distance(value: Interval, wanted: Interval, is_whole: bool) -> float:
    """Return what it costs that a whole lies far above its parts, or a part far below what is left for it."""
    if value.low <= 0 or wanted.high <= 0:
        return _FAR
    far = (
        math.log10(value.low / wanted.low)
        if is_whole and wanted.low
        else math.log10(wanted.high / value.high)
    )
    return _FAR * max(0.0, far - _NEAR)


def _misprint(member: Metric, wanted: Interval) -> Reading | None:
    """Return the wanted value as a reading if it differs from the print by one digit lost or two swapped."""
    middle = (wanted.low + wanted.high) / 2 / scale_of(member)
    meant = as_printed(member, middle)
    one, two = (re.sub(r"\D", "", text) for text in (member.text, meant))
    lost = len(two) == len(one) + 1 and any(two[:i] + two[i + 1 :] == one for i in range(len(two)))
    swapped = sorted(one) == sorted(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 2
    if not meant or not (lost or swapped):
        return None
    near = wanted.times(factor(member) / scale_of(member))
    edit = "少一位数字" if lost else "数字颠倒"
    return Reading(meant, near, middle, middle, _TWO_EDITS, edit)


def as_printed(metric: Metric, value: float) -> str:
    """Return a value as the figure is printed: with its scale word, its decimals and its unit."""
    match = _PRINTED.match(metric.text)
    if not match:
        return ""
    scale = _SCALE.get(match["scale"], 1.0)
    number = f"{value / scale:.{len(match['decimals'] or '')}f}"
    return f"{number}{metric.text[match.start('scale') :]}"


def _unrepaired(
    view: PageView, whole: Metric, parts: Sequence[Metric], shown: str, *, exhaustive: bool, sure: bool
) -> Finding:
    """Return the doubt about a sum that no single edit repairs; parts that fall short may be some of them."""
    added, have = total(parts), amount(whole)
    assert have is not None
    short = added.high < have.low and not sure
    computed = as_printed(whole, added.low / scale_of(whole)) if exhaustive and not short else ""
    return doubt_metric(
        view,
        "sum",
        whole,
        arithmetic=f"{shown}；各分项合计{show(added.low / scale_of(whole))}{whole.unit}",
        severity="hint" if short else None,
        suggestion=computed,
        span=stretch(view, (whole, *parts), whole),
        whole=whole.text,
    )

"""Shares and rates whose part and whole the page prints: 受理286件,调解成功281件,成功率98.3%.

Which figures are the part and the whole is not said in so many words, so any pair of one kind that fits is
enough. A share that no pair fits is a doubt only where a slip that hands make (two digits swapped, the point
moved, a scale word) turns it, its part or its whole into a perfect fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from checks.intervals import Interval, canonical, meaning, show
from checks.records import Finding, Relation
from checks.say import doubt_metric, relation
from checks.suggest import Reading, readings
from checks.sums import amount, kind
from checks.view import PageView
from townledger.records import Metric

_LEAD = re.compile(r"(?:占(?:比|[^,。;\d]{0,8})?|(?:[^,。;\d]{0,8}率|比例|比重))(?:的|达到?|为|约|是)*$")
_OWN = re.compile(r"[,、][^,。;]{2,}占")  # a share with a subject of its own: 羊产业收入占
_NOT = re.compile(r"增长|同比|环比|下降|提高|上升|利率|税率|升幅|减")
_BACK = 6  # figures before a share among which its part and its whole are
_LEAST_DIGITS = 2  # a share with fewer digits fits too much by chance


def check_shares(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the shares that their part and whole explain, and those that a slip has put out."""
    for figures in view.by_sentence.values():
        facts = [m for m in figures if m.class_ == "quantity" and amount(m) is not None]
        for at, rate in enumerate(facts):
            if rate.unit != "%" or not (lead := _LEAD.search(view.before(rate, 16))) or _NOT.search(lead[0]):
                continue
            before = [m for m in facts[max(0, at - _BACK) : at] if m.unit != "%"]
            yield from _share(view, rate, before)


def _pairs(before: Sequence[Metric]) -> Iterator[tuple[Metric, Metric]]:
    """Yield (whole, part): two figures of one kind, the later the part; the nearest first."""
    for one, two in sorted(combinations(before, 2), key=lambda p: (-p[1].char_start, -p[0].char_start)):
        if kind(one) == kind(two) == kind(before[-1]) and _money(one, two):
            yield one, two


def _money(one: Metric, two: Metric) -> bool:
    """Tell whether two figures are in one currency, or are no money."""
    return one.dimension != "money" or one.unit == two.unit


def _fits(whole: Interval, part: Interval, said: Interval, slack: float) -> bool:
    if whole.low <= 0 or part.low > whole.high:
        return False
    share = (part / whole).times(100)
    return Interval(share.low - slack, share.high + slack).meets(said)


def _share(view: PageView, rate: Metric, before: Sequence[Metric]) -> Iterator[Finding | Relation]:
    said = meaning(rate)
    digits = re.sub(r"\D", "", rate.text)
    pairs = list(_pairs(before))
    if said is None or not pairs or len(digits) < _LEAST_DIGITS:
        return
    for whole, part in pairs:
        top, value = amount(whole), amount(part)
        if top and value and (_fits(top, value, said, 1.0) or _fits(value, top, said, 1.0)):
            expression = f"{part.text}÷{whole.text}"
            yield relation(view, "占比", expression, rate.text, "holds", (whole, part, rate))
            return
    if before and _OWN.search(view.window(before[-1].char_end, rate.char_start)):
        return
    for whole, part in pairs:
        found = _mends(whole, part, rate, said)
        if not found:
            continue
        top, value = amount(whole), amount(part)
        assert top is not None and value is not None
        shown = f"{part.text}÷{whole.text}={show(100 * value.low / top.low)}%≠{rate.text}"
        yield relation(view, "占比", shown, rate.text, "fails", (whole, part, rate))
        ways = "；".join(f"{metric.text}改{reading.text}" for metric, reading in found)
        for metric, reading in found:
            yield doubt_metric(
                view,
                "share_of",
                metric,
                arithmetic=f"{shown}；改一处即可相符：{ways}",
                suggestion=reading.text,
                suggested=(reading.printed_low, reading.printed_high),
            )
        return


def _mends(whole: Metric, part: Metric, rate: Metric, said: Interval) -> list[tuple[Metric, Reading]]:
    """Return each of the three that one slip would make fit, with the reading."""
    top, value = amount(whole), amount(part)
    if top is None or value is None or top.low <= 0:
        return []
    tight = 0.5 * 10.0 ** -len(rate.text.rstrip("%").partition(".")[2]) / 10
    found: list[tuple[Metric, Reading]] = []
    for metric in (rate, part, whole):
        for reading in readings(metric):
            if not reading.is_slip:
                continue
            new = _amount(metric, reading)
            a, b, c = (new if m is metric else old for m, old in ((whole, top), (part, value), (rate, said)))
            if c.high <= 100 and _fits(a, b, c, tight):
                found.append((metric, reading))
                break
    return found


def _amount(metric: Metric, reading: Reading) -> Interval:
    """Return a reading in the unit in which figures of its kind are compared."""
    have, printed = canonical(metric), amount(metric)
    if have and printed and have.low > 0:
        return reading.canonical.times(printed.low / have.low)
    return reading.canonical

"""Which figure of a broken bond was meant otherwise: the edits that repair it, the likeliest first.

A broken bond is one doubt. It stands on the whole stretch of figures that an edit would repair, is carried by
the likeliest of them, and names the others in order. Those about as likely are suspects: held until a person
has decided on the carrier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checks.amounts import amount
from checks.intervals import Interval, canonical
from checks.records import Finding
from checks.say import doubt_metric
from checks.suggest import CLOSE, Reading, readings
from checks.view import PageView
from townledger.records import Metric

_REACH = 240  # characters that one doubt may stand on
_MARGIN = CLOSE
"""What the edit of a suspect may cost more than the likeliest: readings so close are ambiguous, while to be
told elsewhere costs more. On planted errors (`bench.planted`) 0.15 holds all that no limit would."""


class Repair(NamedTuple):
    """A figure of a broken bond, the reading that would repair it and what that costs (see `suggest`)."""

    metric: Metric
    reading: Reading
    cost: float


def doubt_bond(
    view: PageView,
    rule: str,
    shown: str,
    candidates: Sequence[tuple[Metric, Interval]],
    fallback: Metric,
) -> Iterator[Finding]:
    """Yield the finding about a bond that fails: about what one edit would repair, else about ``fallback``.

    A candidate comes with the interval (canonical units) that it would have to lie in.
    """
    found = [repair for metric, wanted in candidates if (repair := _repair(metric, wanted))]
    repairs = sorted(found, key=lambda r: (_trust(view, r), r.cost))
    yield doubt_repairs(view, rule, shown, repairs) or _unrepaired(view, rule, shown, candidates, fallback)


def doubt_repairs(
    view: PageView, rule: str, shown: str, repairs: Sequence[Repair], **words: str
) -> Finding | None:
    """Return the one finding about a broken bond, None where no edit repairs it.

    ``repairs`` come in order, the likeliest first. The finding stands on the stretch of all figures that an
    edit would repair and is carried by the likeliest of them; the others are named with their readings.
    ``words`` fill the rule's message.
    """
    if not repairs:
        return None
    metric, reading, _ = repairs[0]
    ways = "；".join(f"{r.metric.text}改{r.reading.text}" for r in repairs)
    return doubt_metric(
        view,
        rule,
        metric,
        arithmetic=f"{shown}；改一处即可相符：{ways}" + ("（难以判定）" if len(repairs) > 1 else ""),
        suggestion=reading.text,
        suggested=(reading.printed_low, reading.printed_high),
        span=stretch(view, [r.metric for r in repairs], metric),
        suspects=_suspects(view, repairs),
        **words,
    )


def _suspects(view: PageView, repairs: Sequence[Repair]) -> list[Metric]:
    """Return the figures about as likely to be wrong as the first.

    A figure that holds in more relations, or breaks fewer, is not; nor one whose edit costs clearly more.
    """
    carrier, *others = repairs
    return [
        r.metric
        for r in others
        if _trust(view, r) <= _trust(view, carrier) and r.cost <= carrier.cost + _MARGIN
    ]


def _trust(view: PageView, repair: Repair) -> int:
    return view.trust.get(repair.metric.metric_id, 0)


def stretch(view: PageView, members: Sequence[Metric], carrier: Metric) -> tuple[int, int]:
    """Return the span from the first to the last member, or the carrier's own where they stand far apart."""
    start, end = min(m.char_start for m in members), max(m.char_end for m in members)
    near = end - start <= _REACH and "\n" not in view.window(start, end)
    return (start, end) if near else (carrier.char_start, carrier.char_end)


def _unrepaired(
    view: PageView,
    rule: str,
    shown: str,
    candidates: Sequence[tuple[Metric, Interval]],
    fallback: Metric,
) -> Finding:
    """Return the finding about a bond that no edit repairs; of a share, with what it should be."""
    wanted = next((w for metric, w in candidates if metric is fallback), None)
    if wanted is None or fallback.unit != "%":
        return doubt_metric(view, rule, fallback, arithmetic=shown)
    computed = _as_share(fallback, wanted)
    return doubt_metric(
        view,
        rule,
        fallback,
        arithmetic=f"{shown}；按所列数应为{computed:g}%",
        suggestion=f"{computed:g}%",
        suggested=(computed, computed),
    )


_TOLERANCE = 0.005
_OFF = 0.3  # what a reading costs more that fits only at the edge of what is wanted


def _repair(member: Metric, wanted: Interval) -> Repair | None:
    """Return the reading of a figure that best fits the wanted interval (canonical units), if any does."""
    middle = (wanted.low + wanted.high) / 2
    reach = max((wanted.high - wanted.low) / 2, _TOLERANCE * abs(middle))
    fits = [r for r in readings(member) if r.canonical.meets(wanted, _TOLERANCE)]
    scored = [Repair(member, r, r.cost + _OFF * _off(r.canonical, middle, reach)) for r in fits]
    return min(scored, key=lambda s: (s.cost, s.reading.text), default=None)


def _off(value: Interval, middle: float, reach: float) -> float:
    """Return how far an amount is from the middle of what is wanted: 0 there, 1 at the edge and beyond."""
    return min(1.0, abs((value.low + value.high) / 2 - middle) / reach) if reach else 0.0


def _as_share(metric: Metric, wanted: Interval) -> float:
    """Return the middle of the wanted interval, in as many decimals as the share is printed with."""
    decimals = len(metric.text.rstrip("%").partition(".")[2])
    return round((wanted.low + wanted.high) / 2, decimals)


def in_canonical(metric: Metric, value: Interval) -> Interval:
    """Turn an amount of `sums.amount` (printed units for counts) into canonical units."""
    found, printed = canonical(metric), amount(metric)
    return value.times(found.low / printed.low) if found and printed and printed.low else value

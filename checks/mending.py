"""Which figure of a broken bond was meant otherwise: the edits that repair it, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.amounts import amount
from checks.intervals import Interval, canonical
from checks.records import Finding
from checks.repairs import stretch
from checks.say import doubt_metric
from checks.suggest import Reading, readings
from checks.view import PageView
from townledger.records import Metric


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
    scored = [(*found, metric) for metric, wanted in candidates if (found := _repair(metric, wanted))]
    order = sorted(scored, key=lambda s: (view.trust.get(s[2].metric_id, 0), s[0]))
    repairs = [(metric, reading) for _, reading, metric in order]
    yield doubt_repairs(view, rule, shown, repairs) or _unrepaired(view, rule, shown, candidates, fallback)


def doubt_repairs(
    view: PageView, rule: str, shown: str, repairs: Sequence[tuple[Metric, Reading]]
) -> Finding | None:
    """Return the one finding about a broken bond, None where no edit repairs it.

    ``repairs`` come in order, the likeliest first. The finding stands on the stretch of all figures that an
    edit would repair and is carried by the likeliest of them; the others are named with their readings.
    """
    if not repairs:
        return None
    metric, reading = repairs[0]
    ways = "；".join(f"{m.text}改{r.text}" for m, r in repairs)
    return doubt_metric(
        view,
        rule,
        metric,
        arithmetic=f"{shown}；改一处即可相符：{ways}" + ("（难以判定）" if len(repairs) > 1 else ""),
        suggestion=reading.text,
        suggested=(reading.printed_low, reading.printed_high),
        span=stretch(view, [m for m, _ in repairs], metric),
    )


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


def _repair(member: Metric, wanted: Interval) -> tuple[float, Reading] | None:
    """Return the reading of a figure that best fits the wanted interval (canonical units), with its score."""
    middle = (wanted.low + wanted.high) / 2
    reach = max((wanted.high - wanted.low) / 2, _TOLERANCE * abs(middle))
    fits = [r for r in readings(member) if r.canonical.meets(wanted, _TOLERANCE)]
    scored = [(r.cost + _OFF * _off(r.canonical, middle, reach), r.text, r) for r in fits]
    score, _, best = min(scored, key=lambda s: s[:2], default=(0.0, "", None))
    return (score, best) if best else None


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

"""Closed intervals of numbers, and what the words of a figure can mean."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from townledger.records import Metric

_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``low`` to ``high``, both included; ``high`` may be infinite."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        """Return the sums of a member of each."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """Return the differences of a member of each."""
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        """Return the products of a member of each (both intervals are of non-negative numbers)."""
        return Interval(self.low * other.low, self.high * other.high)

    def __truediv__(self, other: Interval) -> Interval:
        """Return the quotients of a member of each (both intervals are of non-negative numbers)."""
        low = 0.0 if math.isinf(other.high) else self.low / other.high if other.high else math.inf
        return Interval(low, self.high / other.low if other.low else math.inf)

    def times(self, factor: float) -> Interval:
        """Return the interval with both ends multiplied by a positive factor."""
        return Interval(self.low * factor, self.high * factor)

    def meets(self, other: Interval, slack: float = 0.0) -> bool:
        """Tell whether the two have a member in common when both are widened by the share ``slack``."""
        return self.low * (1 - slack) <= other.high * (1 + slack) and other.low * (1 - slack) <= self.high * (
            1 + slack
        )


def exactly(value: float) -> Interval:
    """Return the interval of one number."""
    return Interval(value, value)


def last_place(value: float) -> float:
    """Return the weight of the last digit that is not zero: 1800 → 100, 13400 → 100, 2.5 → 0.1."""
    if not value:
        return 1.0
    digits = f"{abs(value):.12g}"
    if "e" in digits:
        mantissa, exponent = digits.split("e")
        places = len(mantissa.partition(".")[2])
        return float(10.0 ** (int(exponent) - places))
    whole, _, fraction = digits.partition(".")
    if fraction:
        return float(10.0 ** -len(fraction))
    return float(10 ** (len(whole) - len(whole.rstrip("0"))))


def bounds(low: float | None, high: float | None, qualifier: str, text: str = "") -> Interval | None:
    """Return what a figure can mean as a proof-reader takes it, or None when it has no value.

    余 and 多 reach to the next step of the last digit that is not zero (1800余 is under 1900, 十余 under 20);
    超 and 以上 the same; 不足 begins one step below; 约 and 近 give a tenth to either side; a printed decimal
    stands for everything that rounds to it; a whole number is itself.
    """
    if low is None and high is None:
        return None
    if low is None:
        assert high is not None
        return Interval(max(0.0, high - last_place(high)), high)
    if high is None:
        return Interval(low, low + last_place(low))
    if qualifier == "about":
        step = max(0.1 * abs(low), 0.5 * last_place(low))
        return Interval(low - step, high + step)
    if low == high and (match := _DIGITS.search(text)) and match[1]:
        printed = float(match[0].replace(",", ""))
        half = 0.5 * 10.0 ** -len(match[1]) * (low / printed if printed else 1.0)
        return Interval(low - half, low + half)
    return Interval(low, high)


def meaning(metric: Metric) -> Interval | None:
    """Return what the figure can mean, in its printed unit with scale words folded in."""
    return bounds(metric.value_low, metric.value_high, metric.qualifier, metric.text)


def factor(metric: Metric) -> float:
    """Return the factor from the printed to the canonical unit (1 where the metric has none)."""
    for value, canonical in (
        (metric.value_low, metric.canonical_low),
        (metric.value_high, metric.canonical_high),
    ):
        if value and canonical is not None:
            return canonical / value
    return 1.0


def canonical(metric: Metric) -> Interval | None:
    """Return what the figure can mean, in its canonical unit."""
    meant = meaning(metric)
    return None if meant is None else meant.times(factor(metric))


def show(value: float) -> str:
    """Return a number as a Chinese reader writes it: four figures, 万 and 亿 for the large."""
    if math.isinf(value):
        return "∞"
    for scale, word, least in ((1e8, "亿", 1e8), (1e4, "万", 1e5)):
        if abs(value) >= least:
            return _plain(value / scale) + word
    return _plain(value)


def _plain(value: float) -> str:
    if value and abs(value) < 1:
        return f"{value:.2g}" if abs(value) >= 1e-3 else f"{value:.1e}"
    if abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{float(f'{value:.4g}'):.10g}"


def span(interval: Interval) -> str:
    """Return an interval in words: one number, or 甲—乙."""
    low, high = show(interval.low), show(interval.high)
    return low if low == high else f"{low}—{high}"

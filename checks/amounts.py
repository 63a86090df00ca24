"""What figures can be added with, and what they are then worth."""

from __future__ import annotations

from collections.abc import Sequence

from checks.intervals import Interval, canonical, factor, meaning
from townledger.records import Metric

_PEOPLE = frozenset({"人", "名", "位", "口"})
MEASURED = frozenset({"money", "mass", "area", "length", "volume"})
"""Dimensions whose figures are added in canonical units; other figures in their own classifier."""

NO_SUMS = frozenset({"temperature", "price", "yield", "share", "share_difference", "speed"})
"""Dimensions whose figures cannot be added."""


def kind(metric: Metric) -> str:
    """Return what a figure can be added with: people, a measured dimension, or its own classifier."""
    if metric.unit in _PEOPLE:
        return "人"
    return metric.dimension if metric.dimension in MEASURED else metric.unit


def amount(metric: Metric) -> Interval | None:
    """Return a figure's interval in the unit in which it can be added to others of its kind."""
    return canonical(metric) if metric.dimension in MEASURED else meaning(metric)


def total(members: Sequence[Metric]) -> Interval:
    """Return the sum of figures of one kind, each of which has a value."""
    added = Interval(0.0, 0.0)
    for member in members:
        found = amount(member)
        assert found is not None
        added += found
    return added


def scale_of(metric: Metric) -> float:
    """Return what one printed unit of a figure is in its amount."""
    return factor(metric) if metric.dimension in MEASURED else 1.0

"""Norms that apply to a figure: the rate over base and time, the verdict on it, the arithmetic in words.

A norm of ``seeds/norms/quotas.csv`` applies to a figure by its head noun, dimension, unit and level of place.
The rate is an interval, because figures are and bases are. It blocks when even the kindest end is outside the
norm; it asks for a review when the likeliest rate is outside while the kindest is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checks.base import Base
from checks.bases import base_for, time_for
from checks.intervals import Interval, canonical, show, span
from checks.levels import in_bulletin, is_personal, level_around, level_of
from checks.norms import Norm, load_norms
from checks.view import PageView, names
from townledger.places.register import Register
from townledger.records import Metric

FACTS = frozenset({"quantity", "age", "duration"})
"""The classes of figure that norms are about."""
_MARGIN = {"page": 1.0, "published": 1.0, "estimate": 2.5}
"""How far above the bound the likeliest rate must be for a review, by the base's grade; an estimate without a
published population never flags on its own under a factor of 2.5, and a ceiling never does."""
_OWN_BASE = frozenset({"none", "figure"})
"""Kinds of base that differ from norm to norm."""
_SENTENCE = 120  # characters to either side of a figure in which the words of its sentence are looked for
_RANGE = 5.0
"""How many times the lower end the upper end of a figure without a base is, if it is a printed range."""
_VAGUE = 0.3
"""How much less a typical rate tells where the length of time is unknown, or below an upper bound."""
_NEAR = 0.4
"""With an estimated base, how near the bound even the kindest end must come for a review."""


@dataclass(frozen=True, slots=True)
class Application:
    """A norm that applies to a figure, with the base and the time that were found for it.

    A level that is only that of the article around (``around``) never blocks, and its lower bounds hold for
    a bulletin alone (``whole``): other articles tell of parts of their place without saying so.
    """

    norm: Norm
    base: Base
    time: Base | None
    around: bool = False
    whole: bool = True

    def rate(self, value: Interval) -> Interval:
        """Return the rate of a value (canonical units) over the whole range of base and time."""
        over = value / self.base.range
        return over / self.time.range if self.time else over

    def likely(self, value: Interval) -> float:
        """Return the rate with the likeliest base and time."""
        return value.low / self.base.likely / (self.time.likely if self.time else 1.0)

    def judge(self, value: Interval) -> tuple[str, str] | None:
        """Return (severity, "above" or "below") when a value is doubtful under the norm, else None."""
        if value.high < 0:  # below nought the magnitude is judged: -140℃
            value = Interval(-value.high, -value.low)
        rate, norm = self.rate(value), self.norm
        certain_time = self.time is None or self.time.grade != "ceiling"
        margin = _MARGIN.get(self.base.grade) if certain_time else None
        if rate.low > norm.high:
            sure = norm.may_block and not self.around and rate.low > norm.high * norm.certain
            return ("block" if sure else "review"), "above"
        near = self.base.grade != "estimate" or rate.low > _NEAR * norm.high
        if margin and near and self.likely(value) > margin * norm.high:
            return "review", "above"
        # What a town or county did somewhere is not spread over all of its villages.
        spread = norm.base != "villages" or self.base.grade == "page"
        # Both ends of a range are printed, and without a base nothing else makes an interval so wide.
        if norm.base == "none" and rate.high > max(norm.high * norm.certain, _RANGE * rate.low):
            return "review", "above"
        if norm.below and spread and self.whole and rate.high < norm.low:
            sure = norm.may_block and not self.around and rate.high * norm.certain < norm.low
            return ("block" if sure else "review"), "below"
        return None

    def distance(self, value: Interval) -> float:
        """Return how far the likeliest rate is from the typical one: powers of ten, fewer for a wide norm."""
        likely, norm = self.likely(value), self.norm
        if likely <= 0 or not norm.typical:
            return 0.0
        # A place may have little of what it can have much of; an unknown length of time tells little.
        partial = likely < norm.typical and not norm.below
        unsure = partial or (self.time is not None and self.time.grade == "ceiling")
        vague = _VAGUE if unsure else 1.0
        spread = math.log10(norm.high / norm.low) / 2 if norm.low else math.log10(norm.high / norm.typical)
        return vague * abs(math.log10(likely / norm.typical)) / max(1.0, spread)

    def arithmetic(self, printed: str, value: Interval) -> str:
        """Return the division and the comparison in words."""
        norm, rate = self.norm, self.rate(value)
        steps = printed
        if self.time:
            steps += f"÷{short_base(self.time.words)}"
        if self.base.words:
            steps += f"÷{short_base(self.base.words)}"
        verdict = self.judge(value)
        if verdict is None:
            compared = f"在{show(norm.low)}—{show(norm.high)}之内"
        elif verdict[1] == "below":
            compared = f"低于下限{bound_text(norm.low)}"
        else:
            compared = f"超过上限{bound_text(norm.high)}"
        result = f"{span(rate)}{norm.label}"
        return f"{steps}={result}，{compared}" if steps != printed else f"{printed}：{compared}{norm.label}"


def short_base(words: str) -> str:
    """Return what a base is without the bracket that says where it is from; the source is said once."""
    return words if words.endswith("（同文）") else words.partition("（")[0]


def bound_text(value: float) -> str:
    """Return a bound as messages show it."""
    return f"{value:.1f}" if 1 <= value < 10 else show(value)


@lru_cache(maxsize=4096)
def norms_for(dimension: str, unit: str, level: str | None) -> tuple[Norm, ...]:
    """Return the norms of a dimension, a unit and a level of place or of one person, in the table's order."""
    return tuple(
        norm
        for norm in load_norms()
        if norm.dimension == (dimension or "count")
        and not norm.scopes.isdisjoint({"any", "person", level})
        and (norm.units is None or norm.units.fullmatch(unit))
    )


def applicable(view: PageView, metric: Metric, level: str | None) -> Iterator[Norm]:
    """Yield the norms that are about such a figure, about a place of ``level``."""
    phrases = view.phrases(metric)
    around = f"{phrases.clause}|{phrases.item}|{metric.measure}"
    sentence = view.near(metric, _SENTENCE)
    personal: bool | None = None
    for norm in norms_for(metric.dimension, metric.unit, level):
        if norm.context and not norm.context.search(sentence if norm.base == "figure" else around):
            continue
        if norm.exclude and norm.exclude.search(around):
            continue
        if not names(norm.items, phrases):
            continue
        if "any" not in norm.scopes and (norm.below or "person" in norm.scopes):
            if personal is None:
                personal = is_personal(view, metric)
            # What one family has is no account of its county.
            if personal != ("person" in norm.scopes):
                continue
        yield norm


def applications(view: PageView, metric: Metric, register: Register) -> list[Application]:
    """Return the norms that apply to a figure, in the table's order."""
    if metric.class_ not in FACTS or canonical(metric) is None:
        return []
    level = level_of(metric)
    around, whole = level is None, True
    if around:
        level = level_around(view, metric)
        whole = in_bulletin(view, metric)
    bases: dict[str, Base | None] = {}
    found = []
    for norm in applicable(view, metric, level):
        if norm.base in _OWN_BASE:
            base = base_for(view, metric, norm, register)
        else:  # the people or the land of a place are the same for every norm
            if norm.base not in bases:
                bases[norm.base] = base_for(view, metric, norm, register)
            base = bases[norm.base]
        if base is None or base.range.high <= 0:
            continue
        by_level = around and "any" not in norm.scopes
        found.append(Application(norm, base, time_for(view, metric, norm), by_level, whole or not by_level))
    return found

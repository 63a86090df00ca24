"""Quotas (定额分析): a figure over its base and its time, against what is known of such rates.

A norm of ``seeds/norms/quotas.csv`` applies to a figure by its head noun, dimension, unit and level of place.
The rate is an interval, because figures are and bases are. It blocks when even the kindest end is outside the
norm; it asks for a review when the likeliest rate is outside while the kindest is not.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from checks.base import Base
from checks.bases import base_for, time_for
from checks.intervals import Interval, canonical, show, span
from checks.levels import in_bulletin, level_around, level_of
from checks.norms import Norm, load_norms, load_rules
from checks.records import Finding
from checks.say import doubt_metric
from checks.suggest import Ranked, Reading, rank
from checks.view import PageView, names
from townledger.places.register import Register
from townledger.records import Metric

FACTS = frozenset({"quantity", "age", "duration"})
"""The classes of figure that norms are about."""
_MARGIN = {"page": 1.0, "published": 1.0, "estimate": 2.5}
"""How far above the bound the likeliest rate must be for a review, by the base's grade; an estimate without a
published population never flags on its own under a factor of 2.5, and a ceiling never does."""
_MANY = 3
"""So many figures too large for their place say that the place is wrong."""
_OWN_BASE = frozenset({"none", "figure"})
"""Kinds of base that differ from norm to norm."""
_SHOWN = 2
"""How many norms beside the one in doubt a message names."""
_RANGE = 5.0
"""How many times the lower end the upper end of a figure without a base is, if it is a printed range."""
_WEIGHT = 0.4
"""What a power of ten from the typical rate costs, against the costs of the edits."""
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
            steps += f"÷{_short(self.time.words)}"
        if self.base.words:
            steps += f"÷{_short(self.base.words)}"
        verdict = self.judge(value)
        if verdict is None:
            compared = f"在{show(norm.low)}—{show(norm.high)}之内"
        elif verdict[1] == "below":
            compared = f"低于下限{_bound(norm.low)}"
        else:
            compared = f"超过上限{_bound(norm.high)}"
        result = f"{span(rate)}{norm.label}"
        return f"{steps}={result}，{compared}" if steps != printed else f"{printed}：{compared}{norm.label}"


def _short(words: str) -> str:
    """Return what a base is without the bracket that says where it is from; the source is said once."""
    return words if words.endswith("（同文）") else words.partition("（")[0]


def _bound(value: float) -> str:
    return f"{value:.1f}" if 1 <= value < 10 else show(value)


@cache
def norms_by_dimension() -> dict[str, list[Norm]]:
    """Return the norms of each dimension, in the table's order."""
    grouped: dict[str, list[Norm]] = defaultdict(list)
    for norm in load_norms():
        grouped[norm.dimension].append(norm)
    return grouped


def applies(norm: Norm, view: PageView, metric: Metric, level: str | None) -> bool:
    """Tell whether a norm of a figure's dimension is about such a figure, about a place of ``level``."""
    if "any" not in norm.scopes and level not in norm.scopes:
        return False
    if norm.units and not norm.units.fullmatch(metric.unit):
        return False
    phrases = view.phrases(metric)
    around = f"{phrases.clause}|{phrases.item}|{metric.measure}"
    if norm.exclude and norm.exclude.search(around):
        return False
    if norm.context and not norm.context.search(metric.sentence if norm.base == "figure" else around):
        return False
    return names(norm.items, phrases)


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
    for norm in norms_by_dimension().get(metric.dimension or "count", ()):
        if not applies(norm, view, metric, level):
            continue
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


def doubt_quotas(view: PageView, register: Register) -> Iterator[Finding]:
    """Yield a finding for each figure outside a norm, with its arithmetic and the best readings.

    Where many figures of one kind are too large for the place of an article, they are about another place: a
    page of many short pieces can lose a subject. They stay hints.
    """
    found: list[tuple[Metric, Finding, bool]] = []
    pairs: list[Finding] = []
    for metric in view.metrics:
        apps = applications(view, metric, register)
        value = canonical(metric)
        if value is None:
            continue
        doubts = [(app, verdict) for app in apps if (verdict := app.judge(value))]
        if doubts:
            of_place = all("any" not in app.norm.scopes and side == "above" for app, (_, side) in doubts)
            found.append((metric, _finding(view, metric, value, apps, doubts), of_place))
            pairs += _other_side(view, register, metric, value, doubts)
    lost = Counter(_whose(metric) for metric, _, of_place in found if of_place)
    for metric, finding, of_place in found:
        many = of_place and lost[_whose(metric)] >= _MANY
        yield replace(finding, severity="hint") if many else finding
    doubted = {metric.metric_id for metric, _, _ in found}
    yield from (pair for pair in pairs if pair.metric_id not in doubted)


def _whose(metric: Metric) -> tuple[str | None, str | None, str]:
    """Return what the figures that share a wrong place have in common: article, place and dimension."""
    return metric.article_id, metric.place_code, metric.dimension


def _finding(
    view: PageView,
    metric: Metric,
    value: Interval,
    apps: list[Application],
    doubts: list[tuple[Application, tuple[str, str]]],
) -> Finding:
    app, (severity, side) = min(doubts, key=lambda d: d[1][0] != "block")
    ranked = rank_readings(metric, apps)
    rule = load_rules()[f"quota_{side}"]
    norm = app.norm
    message = rule.message.format(
        text=metric.text,
        rate=span(app.rate(value)),
        label=norm.label,
        name=norm.name,
        bound=_bound(norm.high if side == "above" else norm.low),
    )
    lines = [app.arithmetic(metric.text, value)]
    others = {o.norm.name: o for o, _ in doubts if o.norm.name != norm.name and o.base.words}
    if others:
        lines.append(
            "又超限：" + "、".join(f"{n}{_rate(o, value)}" for n, o in list(others.items())[:_SHOWN])
        )
    for label, reading in (("建议", ranked.best), ("次选", ranked.second)):
        if reading:
            rates = "、".join(_rate(a, reading.canonical) for a in shown_by(apps, app))
            lines.append(f"{label}{reading.text}（{reading.edit}）{'：' + rates if rates else ''}")
    if ranked.ambiguous:
        lines.append("两种读法相近，难以判定")
    lines.append(f"依据：{norm.publication}，{norm.year}年")
    if _short(app.base.words) != app.base.words:
        lines.append(f"分母：{app.base.words}")
    best = ranked.best
    return Finding(
        finding_id=f"{view.page.page_id}:{norm.code}:{metric.char_start}-{metric.char_end}",
        page_id=view.page.page_id,
        metric_id=metric.metric_id,
        char_start=metric.char_start,
        char_end=metric.char_end,
        text=metric.text,
        family="quota",
        rule=norm.code,
        severity=severity,
        message=message,
        arithmetic="；".join(lines),
        suggestion=best.text if best else "",
        suggested_low=best.printed_low if best else None,
        suggested_high=best.printed_high if best else None,
    )


def shown_by(apps: list[Application], app: Application) -> list[Application]:
    """Return the norms whose rates of a reading are shown: the one in doubt and the next with a base."""
    rest = [a for a in apps if a is not app and a.base.words and a.norm.name != app.norm.name]
    return [a for a in (app, *rest[: _SHOWN - 1]) if a.base.words]


def _rate(app: Application, value: Interval) -> str:
    return f"{span(app.rate(value))}{app.norm.label}"


def _other_side(
    view: PageView,
    register: Register,
    metric: Metric,
    value: Interval,
    doubts: list[tuple[Application, tuple[str, str]]],
) -> Iterator[Finding]:
    """Yield a finding about the figure that was divided by, where one edit of it mends the rate as well."""
    others = {m.metric_id: m for m in view.by_article[metric.article_id]}
    for app, _ in doubts:
        if app.base.grade != "page" or app.norm.per or len(app.base.metric_ids) != 1:
            continue
        other = others.get(app.base.metric_ids[0])
        printed = canonical(other) if other else None
        if other is None or printed is None or printed.low <= 0:
            continue

        def passes(reading: Reading, app: Application = app, printed: Interval = printed) -> bool:
            times = reading.canonical.low / printed.low
            base = Base(app.base.range.times(times), app.base.likely * times, reading.text, "page")
            return Application(app.norm, base, app.time).judge(value) is None

        best = rank_readings(other, applications(view, other, register), passes).best
        if best:
            yield doubt_metric(
                view,
                "quota_pair",
                other,
                arithmetic=f"{app.arithmetic(metric.text, value)}；建议{best.text}（{best.edit}）",
                suggestion=best.text,
                suggested=(best.printed_low, best.printed_high),
                name=app.norm.name,
                other=metric.text,
            )


def rank_readings(
    metric: Metric, apps: list[Application], also: Callable[[Reading], bool] | None = None
) -> Ranked:
    """Return the readings of a figure that pass every norm that applies and one test more, best first."""

    def passes(reading: Reading) -> bool:
        return all(app.judge(reading.canonical) is None for app in apps)

    telling = [app for app in apps if app.norm.typical]

    def distance(reading: Reading) -> float:
        """Return the mean over the norms: those of one figure often say the same thing."""
        return _WEIGHT * sum(app.distance(reading.canonical) for app in telling) / max(1, len(telling))

    return rank(metric, [passes, also] if also else [passes], distance)

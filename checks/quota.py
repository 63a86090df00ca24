"""Quotas (定额分析): figures outside what is known of such rates, each with its likeliest reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from checks.applied import Application, applications, bound_text, short_base
from checks.base import Base
from checks.intervals import Interval, canonical, span
from checks.norms import load_rules
from checks.records import Finding
from checks.say import doubt_metric
from checks.suggest import Ranked, Reading, rank
from checks.view import PageView
from townledger.places.register import Register
from townledger.records import Metric

_MANY = 3
"""So many figures too large for their place say that the place is wrong."""
_SHOWN = 2
"""How many norms beside the one in doubt a message names."""
_WEIGHT = 0.4
"""What a power of ten from the typical rate costs, against the costs of the edits."""
_STRAINED = 0.2
"""What a reading costs more whose likeliest rate is outside a norm: only the kindest base lets it pass."""


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
        bound=bound_text(norm.high if side == "above" else norm.low),
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
    if short_base(app.base.words) != app.base.words:
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
        far = sum(app.distance(reading.canonical) for app in telling) / max(1, len(telling))
        strained = any(app.likely(reading.canonical) > app.norm.high for app in apps)
        return _WEIGHT * far + _STRAINED * strained

    return rank(metric, [passes, also] if also else [passes], distance)

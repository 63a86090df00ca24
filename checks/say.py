"""How a doubt and a relation are put into a record: rule text, arithmetic, ids."""

from __future__ import annotations

from collections.abc import Sequence

from checks.norms import load_rules
from checks.records import Finding, Relation
from checks.view import PageView
from townledger.records import Metric


def doubt_metric(
    view: PageView,
    rule: str,
    metric: Metric,
    *,
    arithmetic: str = "",
    suggestion: str = "",
    suggested: tuple[float | None, float | None] = (None, None),
    severity: str | None = None,
    span: tuple[int, int] | None = None,
    suspects: Sequence[Metric] = (),
    **words: str,
) -> Finding:
    """Return the finding of a rule about a metric; ``words`` fill the rule's message.

    It stands on the metric unless ``span`` says on which stretch of the page around it. ``suspects`` are
    other metrics that may be wrong in its place, and are held with it.
    """
    return _finding(
        view,
        rule,
        metric.metric_id,
        span or (metric.char_start, metric.char_end),
        arithmetic,
        suggestion,
        suggested,
        severity,
        {"text": metric.text, "item": metric.item or metric.text, **words},
        ",".join(m.metric_id for m in sorted(suspects, key=lambda m: m.char_start)),
    )


def doubt_span(
    view: PageView,
    rule: str,
    start: int,
    end: int,
    *,
    arithmetic: str = "",
    suggestion: str = "",
    severity: str | None = None,
    **words: str,
) -> Finding:
    """Return the finding of a rule about a span of the page that is no metric."""
    text = view.page.text[start:end]
    return _finding(
        view,
        rule,
        None,
        (start, end),
        arithmetic,
        suggestion,
        (None, None),
        severity,
        {"text": text, **words},
    )


def _finding(
    view: PageView,
    rule: str,
    metric_id: str | None,
    span: tuple[int, int],
    arithmetic: str,
    suggestion: str,
    suggested: tuple[float | None, float | None],
    severity: str | None,
    words: dict[str, str],
    suspects: str = "",
) -> Finding:
    row = load_rules()[rule]
    start, end = span
    return Finding(
        finding_id=f"{view.page.page_id}:{rule}:{start}-{end}",
        page_id=view.page.page_id,
        metric_id=metric_id,
        char_start=start,
        char_end=end,
        text=view.page.text[start:end],
        family=row.family,
        rule=rule,
        severity=severity or row.severity,
        message=row.message.format(**words),
        arithmetic=arithmetic,
        suggestion=suggestion,
        suggested_low=suggested[0],
        suggested_high=suggested[1],
        suspects=suspects,
    )


def relation(
    view: PageView, kind: str, expression: str, result: str, state: str, members: Sequence[Metric]
) -> Relation:
    """Return a relation between figures; its id is made of its kind and its members' spans.

    A member of another page brings that page's id along.
    """
    ordered = sorted(members, key=lambda m: (m.page_id, m.char_start))
    spans = "+".join(m.metric_id.removeprefix(f"{view.page.page_id}:") for m in ordered)
    return Relation(
        relation_id=f"{view.page.page_id}:{kind}:{spans}",
        page_id=view.page.page_id,
        kind=kind,
        expression=expression,
        result=result,
        state=state,
        metric_ids=",".join(m.metric_id for m in ordered),
    )

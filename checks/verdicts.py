"""What the findings make of each metric."""

from __future__ import annotations

from collections.abc import Iterable

from checks.records import Finding
from townledger.records import Metric

_VERDICT = {"block": "quarantined", "review": "review"}
_STRENGTH = {"passed": 0, "review": 1, "quarantined": 2}


def verdicts(metrics: Iterable[Metric], findings: Iterable[Finding]) -> dict[str, str]:
    """Return metric_id → passed | review | quarantined; hints change nothing, the gravest finding decides."""
    found = {metric.metric_id: "passed" for metric in metrics}
    for finding in findings:
        verdict = _VERDICT.get(finding.severity)
        before = found.get(finding.metric_id or "")
        if verdict and before and finding.metric_id and _STRENGTH[verdict] > _STRENGTH[before]:
            found[finding.metric_id] = verdict
    return found
